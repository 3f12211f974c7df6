"""Tables as spreadsheets and databases save them (CSV, with commas, semicolons or tabs): text -> rows."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from paperdigest.reading.formats.plain_keys import plain_key
from paperdigest.reading.paper_file import PaperFile

#: What may stand between cells.
_SEPARATORS = "\t,;|"
#: What stands before the head: 'sep=;', 'About the data: …', a comment.
_MOST_LINES_BEFORE = 10
_LONGEST_HEAD = 6_000
#: A head has a column of titles, and one of these.
_BESIDE_TITLES = {"authors", "date", "year", "abstract", "doi", "url", "venue", "arxiv_id"}
#: The tags that the Web of Science has for a head.
_TAGS = {"PT", "AU", "TI", "SO"}
# The longest name of a column: 'Author Affiliations', 'Publication Date (online)'.
_LONGEST_NAME = 60
#: The name of a column for one of several authors.
AUTHOR = re.compile(r"author[ _]?\d{1,3}", re.IGNORECASE)
#: After so many broken rows the rest of a table is not read.
_MOST_FAULTS = 50


@dataclass(frozen=True, slots=True)
class Head:
    """The line of a table that names its columns: its number, from 1, the names, and what separates them."""

    line: int
    names: tuple[str, ...]
    separator: str

    @property
    def has_tags(self) -> bool:
        """Whether the columns have the tags of the Web of Science for names."""
        return set(self.names) >= _TAGS


def head_of(text: str) -> Head | None:
    """Return the head of a table, which names at least the titles and something else; None for other text."""
    for number, line in enumerate(islice(_lines(text, 0), _MOST_LINES_BEFORE), start=1):
        is_json = line.lstrip(" \t[").startswith("{")
        for separator in _SEPARATORS if len(line) < _LONGEST_HEAD and not is_json else "":
            names = _cells(line, separator)
            if _is_head(names) and _has_rows(text, number, separator):
                return Head(number, tuple(names), separator)
    return None


def _lines(text: str, after: int) -> Iterator[str]:
    """Yield the lines of a text that come after so many, each with its end."""
    return islice((f"{found[0]}\n" for found in _LINE.finditer(text)), after, None)


_LINE = re.compile(r"^.*$", re.MULTILINE)


def _cells(line: str, separator: str) -> list[str]:
    """Return the names in a head."""
    if separator not in line:
        return []
    try:
        cells = next(csv.reader([line.lstrip("# ")], delimiter=separator, skipinitialspace=True), [])
    except csv.Error:
        return []
    return [" ".join(cell.split()) for cell in cells]


def _is_head(names: list[str]) -> bool:
    if set(names) >= _TAGS:
        return True
    keys = {"authors" if AUTHOR.fullmatch(name) else plain_key(name) for name in names}
    has_titles = "title" in keys or ("authors" in keys and "name" in map(str.lower, names))
    return has_titles and not keys.isdisjoint(_BESIDE_TITLES) and max(map(len, names)) <= _LONGEST_NAME


def _has_rows(text: str, head: int, separator: str) -> bool:
    """Whether the line below a head has cells, too, or there is none."""
    following = next(filter(str.strip, _lines(text, head)), separator)
    is_markdown = separator == "|" and _MARKDOWN.match(following)
    return (separator in following and not is_markdown) or following.startswith('"')


_MARKDOWN = re.compile(r"\s{0,9}(?:\||:?-{3})")


def rows_of(file: PaperFile, head: Head) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows below the head, each with the line on which it begins; broken ones are reported."""
    lines = list(_lines(file.text, 0))  # so that to begin again at one takes no time
    after, faults = head.line, 0
    while faults < _MOST_FAULTS:
        begin = after
        read = csv.reader(
            map(lines.__getitem__, range(begin, len(lines))),
            delimiter=head.separator,
            quoting=csv.QUOTE_NONE if head.has_tags else csv.QUOTE_MINIMAL,
            skipinitialspace=True,
            strict=True,
        )
        try:
            for cells in read:
                yield after + 1, cells
                after = begin + read.line_num
        except csv.Error as error:
            line = lines[after]
            if head.separator == "\t":
                # Where tabs separate, a quote may be no more than that.
                yield after + 1, [cell.strip() for cell in line.split("\t")]
            else:
                faults += 1
                what, help = _LONG if "larger" in str(error) else _OPEN
                message = f"a row with {what}: {_begin(line)}"
                file.warn(file.at(after + 1), "table-syntax", message, f"{help}; the row was left out")
            after += 1
            continue
        return
    file.warn(file.at(after + 1), "table-syntax", f"{faults} faults", "mend them; the rest was left out")


#: How a text with a separator in it is written.
QUOTES = "put each text with a comma, semicolon or quote in it in double quotes"


_LONG = ("a cell that is too long", "shorten it, or close the quote before it")
_OPEN = (
    "a quote that does not end, or not at the end of a cell",
    f'{QUOTES}, and each quote in a text twice: "The ""small"" things"',
)


def _begin(line: str) -> str:
    text = line.strip()
    return repr(text if len(text) <= 60 else text[:59] + "…")
