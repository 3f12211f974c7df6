"""Count in a corpus how many names have a family name or given names in common, and write the table.

    python generator/training/count_names.py CORPUS.jsonl.gz

The corpus has a JSON object a line with `authors`, a list of names, such as arXiv's metadata (CC0). The first
line of the table says how many different names there are; each other line is a name in plain letters, how
often it is a family name, and how often it is the given names. The same corpus gives the same bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from count_commonness import asked, records_of
from paperdigest.text.names import plain_parts
from paperdigest.text.tex import to_text

TABLE = Path(__file__).parents[2] / "generator" / "paperdigest" / "relating" / "names_in_use.txt"

#: A name that fewer have says nothing.
FEWEST = 8


def count(names: Iterable[str]) -> list[str]:
    """Return the lines of the table for different names."""
    families, given = Counter[str](), Counter[str]()
    total = 0
    for name in sorted(set(names)):
        given_names, family, _ = plain_parts(name)
        first = given_names.replace(" ", "")
        if family and first:
            total += 1
            families[family] += 1
            given[first] += 1
    common = {name for uses in (families, given) for name, times in uses.items() if times >= FEWEST}
    return [str(total), *(f"{name} {families[name]} {given[name]}" for name in sorted(common))]


def main() -> None:
    """Count, and write the table."""
    arguments = asked(__doc__, TABLE)
    lists = [record["authors"] for record in records_of(arguments.corpus)]
    table = count(to_text(name).text for names in lists for name in names)
    arguments.table.write_text("\n".join(table) + "\n", encoding="ascii")
    print(f"{table[0]} names: {len(table) - 1:,} that several have in common")


if __name__ == "__main__":
    main()
