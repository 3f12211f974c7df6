"""Count in a corpus of abstracts how common phrases are and which words are verbs, and write the table.

    python generator/training/count_commonness.py CORPUS.jsonl.gz

The corpus has a JSON object a line with `title` and `abstract` in TeX, such as arXiv's metadata (CC0). A line
of the table is a folded phrase behind its rareness in bits, or a word behind a hyphen, which is never part of
a phrase: a verb, an adverb or the like, by the company it keeps. The same corpus gives the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from math import floor, log2
from pathlib import Path
from typing import Any

from paperdigest.digesting import phrases
from paperdigest.digesting.phrases import singular
from paperdigest.text.tex import to_text

ROOT = Path(__file__).parents[2]

TABLE = ROOT / "generator" / "paperdigest" / "digesting" / "commonness.txt"

#: What stands before verbs and adverbs, and before nouns and adjectives.
BEFORE_VERBS = frozenset(
    "to we can could may might will would should cannot must not they it which that who".split()
)
BEFORE_NOUNS = frozenset(
    "the a an of in with for by this our its these as from on between their such".split()
)
#: What stands after a gerund that has an object.
BEFORE_OBJECTS = frozenset("the a an our these both their this its those each how whether that".split())
#: From this share of the company on, and from so many times met, a word is no noun.
VERB, GERUND, TIMES = 0.75, 0.17, 10
#: Below this share of a noun's company and above it of a verb's, a verb's form in '-s' is a verb, too.
THIRD = 0.17
#: Takes the weight of few meetings.
DOUBT = 4
#: Verbs and gerunds that are as often nouns in the names of things: 'edge computing', 'point tracks'.
NOUNS = frozenset(["computing", "track"])


def records_of(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a corpus. Raises `OSError` or `ValueError` where the file holds none."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def texts_of(record: dict[str, Any]) -> tuple[str, str]:
    """Return title and abstract of a record as plain text. Raises `KeyError` where it has none."""
    return to_text(record["title"]).text, to_text(record["abstract"]).text


def read_papers(path: Path) -> Iterator[tuple[str, str]]:
    """Yield title and abstract of each record as plain text; raises what the two above raise."""
    return map(texts_of, records_of(path))


def read(path: Path) -> Iterator[str]:
    """Yield title and abstract of each record as one plain text; raises as `read_papers` does."""
    return (f"{title}. {abstract}" for title, abstract in read_papers(path))


def asked(said: str | None, table: Path) -> argparse.Namespace:
    """Read from the command line which `corpus` to learn from, and where to write the `table`."""
    parser = argparse.ArgumentParser(description=said, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path, help="JSON Lines, compressed with gzip")
    parser.add_argument("--table", type=Path, default=table, help="where to write what is learned")
    return parser.parse_args()


def write_table(table: Path, lines: Iterable[str]) -> None:
    """Write what was learned, a line each. Raises `OSError`."""
    table.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def verbs(texts: Iterable[str]) -> set[str]:
    """Return the words, in lower case, that stand where verbs and adverbs do."""
    times: Counter[str] = Counter()
    as_verb: Counter[str] = Counter()
    as_noun: Counter[str] = Counter()
    with_object: Counter[str] = Counter()
    for text in texts:
        words = re.findall(r"[^\W_]+(?:[-'’+][^\W_]+)*|[.,;:()!?]", text.lower())
        for before, word, after in zip([".", *words], words, [*words[1:], "."], strict=False):
            times[word] += 1
            as_verb[word] += before in BEFORE_VERBS
            as_noun[word] += before in BEFORE_NOUNS
            with_object[word] += after in BEFORE_OBJECTS

    def is_verb(word: str) -> bool:
        if word.endswith("ing"):
            return with_object[word] >= GERUND * (times[word] + DOUBT)
        return as_verb[word] >= VERB * (as_verb[word] + as_noun[word] + DOUBT)

    known = {word for word, n in times.items() if n >= TIMES and word[0].isalpha() and is_verb(word)}

    def is_third_person(word: str) -> bool:
        """'Our method demonstrates a': any noun may stand before, so that what follows has to tell."""
        told = max(as_verb[word], with_object[word]) >= THIRD * times[word] > as_noun[word]
        return told and word.endswith("s") and singular(word) in known

    return (known | set(filter(is_third_person, times))) - NOUNS


def main() -> None:
    """Count, and write the table."""
    arguments = asked(__doc__, TABLE)
    texts = list(read(arguments.corpus))
    not_nouns = frozenset(verbs(texts))
    phrases._table = lambda: (phrases._Rareness(), not_nouns)  # type: ignore[assignment]
    counts = phrases.document_frequency(map(phrases.phrases_of, texts))
    least = len(texts) / 2**phrases.RARE
    bits = {key: floor(log2(len(texts) / count)) for key, count in counts.items() if count > least}
    lines = [f"- {word}" for word in sorted(not_nouns)]
    lines += [f"{rareness} {key}" for key, rareness in sorted(bits.items())]
    write_table(arguments.table, lines)
    print(f"{len(texts):,} texts: {len(not_nouns):,} words apart, {len(bits):,} common phrases")


if __name__ == "__main__":
    main()
