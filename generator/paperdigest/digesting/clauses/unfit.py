"""What a highlight never says: hopes, what is missing, where code is, what others did, what stands elsewhere."""

from __future__ import annotations

from paperdigest.digesting.clauses.grammar import Rules

UNFIT = Rules(
    {
        "hope": """hope|hopes|hoping|hoped to|that|this|these|our|it|for|the|we
            we should|must
            future STUDIED|works
            ^<self> ADVERB|FILLER? ALSO? ,? AIM/base|AIM/s|sought|wanted|aimed|planned|intended|expected|hypothesized|hypothesised|would
            ,|;|—|and|where|here <self> ADVERB|FILLER? ALSO? ,? AIM/base|AIM/s|sought|wanted|aimed|planned|intended|expected|hypothesized|hypothesised|would
            ^<self> ADVERB|FILLER? set out
            ^<self> ADVERB|FILLER? BE ANY? interested|aiming|aimed|intended|trying|seeking|looking|motivated|meant
            ^<self> BE ANY? designed to
            ,|and aim|seek|wish|intend|hope|aims|seeks|wishes|intends|hopes to|at
            ^the|a|an|one|our ANY? GOAL of? ..7 BE to|that
            our ANY? GOAL of? ..7 BE to|that
            ^aim|aims|objective|objectives|purpose|goal
            further STUDIED|works
            ^further|more|additional|future ..5 needed|required|warranted|necessary
            pave|paves|paving the way
            call for
            remain|remains to be
            will be ANY? released|available|open|published""",
        "lack": """we ANY? lack|need
            we ANY? know|understand very? little
            we are not yet
            we do|did|can not yet? understand|know|see
            we don't|don’t|didn't|cannot yet? understand|know|see
            there is|are|remains|exists ..3 need|lack|demand
            remain|remains ..2 UNDONE|open|difficult|limited|scarce|debate|debated|problem|issue
            remain|remains ADVERB understood|explored|studied|known
            ^few""",
        "nothing": """consists|composed|comprised|comprises of? NUMBER ..2 components|parts|modules|stages|steps|phases|branches|mechanisms END
            ^<self> HAVE? ADVERB? MAKE NUMBER ..2 ELEMENT END
            ^a|an STOCK* ANY? GENERIC BE ADVERB? MAKE/ed END
            summary|overview|description of|on the|our ANY END
            one of the first ..3 GENERIC END
            MAKE ..4 GENERIC with NUMBER ..2 ELEMENT END
            , the first ..2 GENERIC END
            some|part|several of the|our ..2 PAPER|literature|methods|approaches END
            take|takes|adopt|adopts|follow|follows a|an different|new|novel|alternative|fresh approach|perspective|view|path|route|direction END""",
        "availability": """available at|online|on|via|under|upon|from|here
            can be found at|on|in|here
            project page
            our|project website|site
            website at|is
            code|dataset|datasets|implementation|implementations|software|script|scripts|resource|resources|benchmark|benchmarks|weights ..4 available|released|open-sourced|opensource|opensourced|published
            data|model|models ..3 publicly|freely|openly|made|be available|released|open-sourced|published
            data|model|models ..4 publicly|freely|openly|made|be available|released|open-sourced|published
            ADDRESS""",
        "others": """we have witnessed|seen|entered
            ^prior|previous|earlier|recent|existing|past|most|many|several ADJECTIVE? work|works|research|studies|study|methods|approaches|efforts|attempts|literature ..3 has|have|had|show|shows|showed|suggest|suggests|demonstrate|demonstrated|propose|proposed|focus|focuses|rely|relies|use|often|typically
            ^most|many|existing|prior|previous|current existing|prior|current|recent|previous? methods|approaches|works|studies|software
            ^recent|rapid|growing ..1 breakthroughs|advances|advancements|progress|developments ..12 has|have
            , recent|prior|previous|existing work|works|studies|research|methods|approaches ..6 has|have
            ^..4 methods|approaches|techniques|models have|has ADVERB? been ADVERB? used|applied|employed|adopted
            ^ANY ( NUMBER ) MAKE/ed|REPORT/ed|DO/ed
            ^ANY et al
            ^<self> has|was|is been? submitted|accepted
            ^it has|have been ADVERB? shown|demonstrated|suggested|proposed|known
            has|have ADVERB? been ADVERB? proposed|introduced|developed|suggested|presented !in
            BE increasingly ED
            ^a|the recently proposed
            works|studies|researchers|scholars|methods|approaches|models|efforts|papers|others|many|several|some have ADVERB? proposed|suggested""",
        "reference": """challenges|questions|revisits|breaks|rejects that ANY ,|END
            SOLVE that PROBLEM
            aforementioned|abovementioned
            the above|foregoing
            above PROBLEM|CONTEXT
            train|use|apply|trained|retrained|used|applied the same ANY !as|for|in|across
            the former|latter ADVERB? MARK|AUX|VERB|PREPOSITION|and|or|by|when|while
            mentioned above
            ^in our|the ANY section ,
            the two|three|four PROBLEM !of|in|that|which|,|:
            as follows
            this|that|these|those end|ends|effect|effects
            such a|an? SUCH_NOUN !as
            this|these ADJECTIVE? CONTEXT""",
    }
)

#: How no sentence begins that stands alone, unless it begins as in `FINE_BEGINNING`.
WRONG_BEGINNING = Rules(
    {
        "beginning": """^this|that|these|those|it|its|they|their|them|he|she|his|her|such|both|another|other|others
            ^the same|other|others|second|third|resulting|whole
            ^one is|such
            ^one of them
            ^some of these|them
            ^each|all|most of
            ^neither|either|and|but|or|nor|so|yet|which|who|whose|where|that|therefore|thereby|then|thus|hence|also
            ^while|although|as|when it
            ^whether|what|why|how
            ^doing so
            ^as a consequence
            ^code|keywords
            ^index terms
            ^project|demo"""
    }
)
FINE_BEGINNING = Rules(
    {
        "fine": """^<paper>
            ^it is|was|remains ANY? shown|proved|proven|demonstrated|found|known|possible|well|that
            ^it has been ANY? shown|proved|proven|demonstrated|found|known|possible|well|that"""
    }
)
