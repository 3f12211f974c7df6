"""Count in a corpus of abstracts which phrases name methods, and write the table.

    python generator/training/count_methods.py CORPUS.jsonl.gz

The corpus is that of `count_commonness`. A method is what something is done with: 'via X', 'using X', 'an
X-based framework'; a problem is what something is done for: 'for X', 'on the X task'. Titles say it most
plainly, and count more. A line of the table is the folded form of a phrase that is mostly a method. The same
corpus gives the same bytes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from count_commonness import asked, read_papers, write_table
from paperdigest.digesting.phrases import MOST_WORDS, RARE, is_apart, phrase_key, prose, rareness, singular

ROOT = Path(__file__).parents[2]

TABLE = ROOT / "generator" / "paperdigest" / "relating" / "methods.txt"

#: What stands before methods, and what behind them.
BEFORE_METHODS = frozenset(
    """
    adopt adopting based by combine combines combining employ employing employs exploiting incorporating
    integrating leverage leverages leveraging through use used uses using utilizing via with
    """.split()
)
BEHIND_METHODS = frozenset(
    """
    agent algorithm approach architecture based driven framework guided method model module network pipeline
    powered system technique
    """.split()
)
#: What stands before problems, and what behind them.
BEFORE_PROBLEMS = frozenset("address addressing for improve improving in of on to toward towards".split())
BEHIND_PROBLEMS = frozenset(
    "accuracy benchmark challenge competition dataset metric performance problem task".split()
)
#: What a title says counts so much.
OF_TITLE = 3
#: From this share of its company on, and from so many times met, a phrase is a method.
METHOD, TIMES = 0.45, 12
#: Takes the weight of few meetings.
DOUBT = 4

_TOKEN = re.compile(r"[^\W_]+(?:[-'’+][^\W_]+)*|[^\w\s]")


def methods(papers: Iterable[tuple[str, str]]) -> list[str]:
    """Return the common phrases that are mostly met as methods, sorted."""
    as_method: Counter[str] = Counter()
    as_problem: Counter[str] = Counter()
    for title, abstract in papers:
        for text, weight in ((title, OF_TITLE), (abstract, 1)):
            for piece in prose(text):
                for before, phrase, behind in _in_company(piece):
                    if behind in BEHIND_METHODS or (not behind and before in BEFORE_METHODS):
                        as_method[phrase] += weight
                    elif behind in BEHIND_PROBLEMS or (not behind and before in BEFORE_PROBLEMS):
                        as_problem[phrase] += weight

    def is_method(phrase: str) -> bool:
        met = as_method[phrase] + as_problem[phrase]
        share = (as_method[phrase] + DOUBT / 2) / (met + DOUBT)
        return met >= TIMES and share >= METHOD and rareness(phrase) < RARE

    return sorted(filter(is_method, as_method))


def _in_company(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield the phrases of a text, folded, with the word before the run of words that each stands in, and the
    word behind it in that run; '' for none."""
    before, run = "", []
    for token in [*_TOKEN.findall(text), "."]:
        if token[0].isalnum() and not is_apart(token) and token != "of":
            run.append(token)
            continue
        for start in range(len(run)):
            for end in range(start + 1, min(start + MOST_WORDS, len(run)) + 1):
                behind = singular(run[end].lower()) if end < len(run) else ""
                yield before, phrase_key(" ".join(run[start:end])), behind
        before, run = token.lower() if token[0].isalnum() else "", []


def main() -> None:
    """Count, and write the table."""
    arguments = asked(__doc__, TABLE)
    found = methods(read_papers(arguments.corpus))
    write_table(arguments.table, found)
    print(f"{len(found):,} methods")


if __name__ == "__main__":
    main()
