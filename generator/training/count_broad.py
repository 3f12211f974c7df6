"""Count in a corpus which phrases name broad matters, and write the table.

    python generator/training/count_broad.py CORPUS.jsonl.gz

The corpus has a JSON object a line with `title`, `authors` and `abstract`, such as arXiv's metadata (CC0).
Who writes about sign language writes about it again; image segmentation is what many people meet once. So a
phrase is broad where few pairs of the papers that have it share an author. A line of the table is the folded
form of such a phrase. The same corpus gives the same bytes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from math import comb, sqrt
from pathlib import Path

from count_commonness import asked, records_of, texts_of, write_table
from paperdigest.digesting.phrases import phrases_of
from paperdigest.text.tex import to_text

TABLE = Path(__file__).parents[2] / "generator" / "paperdigest" / "relating" / "broad.txt"

#: So many papers and titles at least have a phrase of which something can be said.
PAPERS, TITLES = 16, 5
#: Fewer than one in so many pairs of papers on a broad matter share an author.
PAIRS = 256
#: So many pairs are added to those of each phrase, sharing as often as those of other phrases that as many
#: papers have: one in 50 times the root of how many.
DOUBT, ROOT = 300, 50


def broad(papers: Iterable[tuple[str, str, Sequence[str]]]) -> list[str]:
    """Return the phrases that name broad matters, sorted, of papers: title, abstract and names of authors."""
    titles: Counter[str] = Counter()
    authors_of: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
    for title, abstract, names in papers:
        of_title = phrases_of(title)
        titles.update(of_title.keys())
        authors = frozenset(names)
        for phrase in of_title.keys() | phrases_of(abstract).keys():
            authors_of[phrase].append(authors)
    return sorted(
        phrase
        for phrase, times in titles.items()
        if times >= TITLES and len(authors_of[phrase]) >= PAPERS and _is_broad(authors_of[phrase])
    )


def _is_broad(authors: Sequence[frozenset[str]]) -> bool:
    papers_of = defaultdict(list)
    for place, names in enumerate(authors):
        for name in names:
            papers_of[name].append(place)
    sharing = len({pair for places in papers_of.values() for pair in combinations(places, 2)})
    expected = DOUBT / (ROOT * sqrt(len(authors)))
    return (sharing + expected) * PAIRS < comb(len(authors), 2) + DOUBT


def read(path: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Yield title, abstract and authors of each record as plain text.

    Raises `OSError`, `ValueError` or `KeyError` where the file holds no such records.
    """
    for record in records_of(path):
        yield *texts_of(record), [to_text(name).text.casefold() for name in record["authors"]]


def main() -> None:
    """Count, and write the table."""
    arguments = asked(__doc__, TABLE)
    found = broad(read(arguments.corpus))
    write_table(arguments.table, found)
    print(f"{len(found):,} broad matters")


if __name__ == "__main__":
    main()
