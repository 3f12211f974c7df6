"""What tells little: inquiries, attempts, praise. It gives way to what tells of something made or found."""

from __future__ import annotations

from functools import lru_cache

from paperdigest.digesting.clauses.grammar import Rules
from paperdigest.digesting.clauses.tokens import line_of

_LITTLE = Rules(
    {
        "inquires": "^<self> ADVERB|ALSO? INQUIRE",
        "defines": "^<self> ADVERB? define|say|call|defines ..9 as|if|that",
        "attempts": "^<self> ADVERB|ALSO? ATTEMPT",
        "tells but of a contest": """^<self> ADVERB? describe|present|detail|outline|describes|presents|details our|the|a strategy|approach|submission|system|participation|solution|entry for|to|at|in the""",
        "explains why": "^our|the ANY BE ADVERB? motivated|inspired|driven by",
        "praises": """^to demonstrate|validate|verify|evaluate|assess|show|test
            ^extensive|comprehensive|thorough? experiments
            ^<self> ADVERB? conduct|conducts|conducted|perform|performed|run|ran ..2 experiments|experiment|evaluations|ablations
            ^the|our evaluation|evaluations|experiments|experiment BE
            ^<self> ADVERB? show|demonstrate|validate|verify|confirm|prove|shows|demonstrates|validates ..3 WORTH|POSSIBLE
            ^our|these|the findings|results|contributions may|can|could? ADVERB? provides|provide|offers|facilitates|opens|supports|support|highlights|highlight|underscore|underscores
            ^<self> ADVERB? advocate|advocates
            ^<self> ADVERB? train|test|evaluate|apply|trained|tested|evaluated|applied our|the proposed? method|model|approach|framework
            ^the|our proposed? ANY? GENERIC was|is ADVERB? applied|evaluated|tested|validated|compared
            ^<self> ADVERB? establishes|establish|provides|provide|marks|takes a|the ..2 foundation|basis|step
            ^<self> will ADVERB? facilitate|help|support|enable|foster|promote|advance
            ^the|a|one ANY? advantage|benefit|strength|merit of our|this|the
            ^<self> ADVERB? present|presents|make|makes NUMBER ..2 contribution|contributions !:
            ^<self> ADVERB? help|helps|contributes|contribute|advances|advance to|provide|the|our
            ^our|the findings|results|analysis|analyses|work shed|sheds ..2 light
            ^<self> ADVERB? facilitates|facilitate|fosters|foster|promotes|promote|paves|pave
            ^<self> ADVERB? lays|lay|sets|set|opens|open the|a|up|new
            ^<self> ADVERB? underscores|underscore|highlights|highlight|underlines|emphasizes the|language|a ..2 importance|need|disparities|value|role|promise|potential|necessity|urgency|challenges
            ^the PAPER ADVERB? underscores|highlights|underlines|emphasizes
            ^<self> ADVERB? provides|provide|offers|offer|yields ADJECTIVE* insight|insights|guidance|evidence
            ^ANY addresses|fills a|an|the ADJECTIVE? gap|need
            ^our|the ANY ADVERB? shows|demonstrates|validates|verifies|confirms|proves|show|demonstrate ..3 WORTH""",
        "tells of others": """^<self> ADVERB? show|demonstrate|find|observe|reveal|identify|shows|reveals that? existing|current|previous|prior|recent
            ^<self> ADVERB? show|demonstrate|find|observe|reveal|identify|shows|reveals ..4 limitation|limitations of existing|current|previous|prior|recent""",
        "tells what was found": "^<self> ADVERB? CLAIM/base|CLAIM/s|observe|observes|CLAIM/ed|observed that",
        "releases": "^<self> ADVERB? release|releases|open-source|publish",
        # A score, in place of what reached it.
        "results": """^our|the ANY ANY? ADVERB? RESULT/s
            ^our|the? ANY? ANY? experiment|experiments|evaluation|evaluations|result|results|ablation|ablations|analysis ..6 CLAIM|REPORT
            ^our|the? experimental|empirical|comprehensive|extensive ANY|results ..6 CLAIM|REPORT
            ^our|the ANY? ANY BE? ADVERB? ranked|ranks|placed|won|wins
            ^<self> ADVERB? show|demonstrate|find that our|the ANY ANY? ADVERB? can? RESULT
            ^<self> ADVERB? demonstrate|achieve|obtain|report ..3 performance|improvement|improvements|results|gains|accuracy
            ^<self> ADVERB? present|presents|report|reports the? ..4 results
            ^compared to|with ..14 , ANY ANY? RESULT/s
            ^by|with|on ..9 , <self> ADVERB? demonstrate|achieve|obtain|report ..3 performance|improvement|improvements|results|gains|accuracy""",
    }
)
_POSSIBLE = Rules({"possible": "POSSIBLE"})
_NEAR = 9  # words
_MOST_READ = 160  # characters


@lru_cache(1000)
def reluctance(text: str) -> str:
    """Return why a text that can stand alone should rather give way to another, '' if it need not."""
    if not _LITTLE.may_begin(text):
        return ""
    line = line_of(text[:_MOST_READ])
    found = _LITTLE.match(line)
    if not found:
        return ""
    if found.name == "inquires":
        stop = next(
            (place for place in range(found.end, len(line)) if line.words[place] in (",", ";", ":")),
            len(line),
        )
        if _POSSIBLE.search(line, found.end, min(stop, found.end + _NEAR)):
            return "asks what is possible"
    return found.name
