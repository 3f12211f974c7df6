"""A pasted listing -> records.

The form, as it is copied from a web page; the second line has no separator at all:

    LGJun 26, 2022Code                                     subject code, date, optional 'Code'
    FlowX: … via Message FlowsShurui Gui, Hao Yuan et al.  title, authors, optional 'et al.'
    We investigate the explainability of …                 abstract, on one or more lines

A line is a header when it has the header's form; what follows up to the next header is its record. So the
text is cut into blocks at the headers, and each block is read on its own: first its header, then its body.
A line '# listed_on: 2026-03-31' before all others says on which day the listing was taken, and one '# added:
2026-04-02' on which day its papers came into the digest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from paperdigest.model import UNDATED, Date, PrintedName, Record
from paperdigest.reading.boundary import Split, split
from paperdigest.reading.listing_headers import Header, is_nearly_header, read_header
from paperdigest.reading.markup import without_markup
from paperdigest.reading.name_lists import without_others
from paperdigest.reading.paper_file import PaperFile
from paperdigest.reading.pasted.lines import cleaned, shortened
from paperdigest.reading.pasted.names import without_marks
from paperdigest.reading.subjects import candidates
from paperdigest.reading.withdrawn import is_withdrawn
from paperdigest.text.names import OPENING_PARTICLES, SUFFIX

# The first lines may say on which days the listing was taken, and came into the digest.
_DAY = re.compile(r"\s{0,9}#[ \t]*(?P<key>listed_on|added):(?P<day>.*)")
#: A first line that is cut with at least this confidence has its authors, whatever the next line looks like.
_SURE = 0.9

#: A line without what is invisible in it, and its number in the file.
_Line = tuple[int, str]


@dataclass(frozen=True, slots=True)
class _Block:
    """A header line and the lines up to the next header. Before the first header, `header` is empty."""

    number: int
    header: str
    body: list[_Line]


@dataclass(frozen=True, slots=True)
class _Body:
    """The lines below a header, told apart: title and authors in one text, and the abstract."""

    title_line: int
    title_and_authors: str
    abstract_line: int
    abstract: str


def read_listing(file: PaperFile) -> Iterator[Record]:
    """Yield all records of a listing; a record that cannot be read is reported and left out.

    The day on which the listing was taken gives the year to a date without one: the latest that is not after
    that day. Where the day is unknown today has to serve, and that is reported, as it is where the day may be
    another listing's.
    """
    file, text = _with_its_days(file)
    for block in _blocks(text):
        if record := _read_block(block, file):
            yield record


def is_listing(text: str) -> bool:
    """Whether a text begins as a listing does: with the day on which it was taken, or with a header."""
    if _DAY.match(text):
        return True
    first = next((line for line in map(cleaned, text.split("\n")) if line), "")
    return read_header(first) is not None


def has_header(text: str) -> bool:
    """Whether a line anywhere in a text is a header, or nearly one."""
    return any(read_header(line) or is_nearly_header(line) for line in map(cleaned, text.split("\n")))


def _with_its_days(file: PaperFile) -> tuple[PaperFile, str]:
    """Return the file with the days that its first lines may name, and its text without these lines.

    Empty lines stand in for them, so that lines keep their numbers.
    """
    options, end = file.options, 0
    while found := _DAY.match(file.text, end):
        end = found.end()
        try:
            day = date.fromisoformat(found["day"].strip())
        except ValueError:
            message, line = f"not a day: {shortened(found['day'])}", file.text.count("\n", 0, end) + 1
            file.warn(file.at(line), "wrong-type", message, f"write it like '# {found['key']}: 2026-03-31'")
        else:
            taken = {"listed_on": day, "is_shared": False}
            options = replace(options, **({"added": day} if found["key"] == "added" else taken))
    return file.with_options(options), "\n" * file.text.count("\n", 0, end) + file.text[end:]


def _blocks(text: str) -> Iterator[_Block]:
    """Cut a listing at its headers. Empty lines are left out."""
    block = _Block(1, "", [])
    for number, raw in enumerate(text.split("\n"), start=1):
        line = cleaned(raw)
        if not line:
            continue
        if read_header(line) or is_nearly_header(line):
            if block.header or block.body:
                yield block
            block = _Block(number, line, [])
        else:
            block.body.append((number, line))
    if block.header or block.body:
        yield block


def _read_block(block: _Block, file: PaperFile) -> Record | None:
    """Read one record; None if it has to be left out, which is reported."""
    if (header := _read_header(block, file)) is None:
        return None
    if not block.body:
        help = "add the title; the record was left out"
        file.warn(file.at(block.number), "no-title", "a header without a title", help)
        return None
    if (day := _read_day(block, header, file)) is None:
        return None
    subjects = [_read_subject(block, code, file) for code in header.codes]
    body = _read_body(block.body)
    glued = body.title_and_authors
    cut = split(without_markup(glued) if "&" in glued or "<" in glued else glued, body.abstract)
    names, nobody_else = without_others([PrintedName(without_marks(name) or name) for name in cut.authors])
    _remark_on_body(block, body, cut, file)
    return Record(
        title=cut.title,
        authors=tuple(names),
        authors_complete=cut.complete and nobody_else,
        date=Date.of(day),
        abstract=body.abstract,
        source=file.at(block.number),
        title_source=file.at(body.title_line),
        abstract_source=file.at(body.abstract_line),
        subjects=tuple(dict.fromkeys(filter(None, subjects))),
        code=header.has_code,
        confidence=cut.confidence,
        runner_up=cut.runner_up,
        added=_date(file.options.added),
        listed=_date(file.options.listed_on),
        status="withdrawn" if is_withdrawn(cut.title, abstract=body.abstract) else None,
    )


def _date(day: date | None) -> Date:
    return Date.of(day) if day else UNDATED


def _read_header(block: _Block, file: PaperFile) -> Header | None:
    """Return what a header says; report text that has none, and a line that is only nearly one."""
    header = read_header(block.header)
    if not block.header:
        help = "begin the listing with a line like 'CVMar 30, 2024'; the text was left out"
        file.warn(file.at(block.number), "malformed-header", "text before the first header", help)
    elif header is None:
        help = "write it like 'CVMar 30, 2024'; the record was left out"
        file.warn(file.at(block.number), "malformed-header", f"not a header: {shortened(block.header)}", help)
    return header


def _read_day(block: _Block, header: Header, file: PaperFile) -> date | None:
    """Return the day of a header; None if there is no such day, which is reported."""
    day = header.day_up_to(file.options.latest_day)
    if day is None:
        help = "correct the date; the record was left out"
        file.warn(file.at(block.number), "impossible-date", f"no such day: {shortened(block.header)}", help)
    elif header.year is None:
        _remark_on_year(block, day, file)
    return day


def _remark_on_year(block: _Block, day: date, file: PaperFile) -> None:
    """Report a year that was guessed on thin ground."""
    listed_on = file.options.listed_on
    if listed_on is None:
        if file.is_news("no-listed-on"):
            message = f"a date without a year, read as if the listing was taken today: {day}"
            help = "say when it was taken, in its first line: '# listed_on: 2026-03-31'"
            file.warn(file.at(block.number), "no-listed-on", message, help)
    elif day.year < listed_on.year - 1:
        file.warn(
            file.at(block.number), "guessed-year", f"read as {day}, the latest such day", "write the year"
        )
    elif file.options.is_shared and file.is_news("shared-listed-on"):
        message = f"a date without a year, read as {day}, since all listings are 'listed_on: {listed_on}'"
        help = f"say when this one was taken, in its first line: '# listed_on: {listed_on}'"
        file.note(file.at(block.number), "shared-listed-on", message, help)


def _read_subject(block: _Block, code: str, file: PaperFile) -> str | None:
    """Return the category that a header's code means; report one that is unknown, or may mean several."""
    subjects = candidates(code, file.options.subjects)
    if not subjects:
        message = f"unknown subject code '{code}'"
        file.warn(file.at(block.number), "unknown-subject", message, "published without this subject")
        return None
    if len(subjects) > 1 and code not in file.options.subjects:
        message = f"'{code}' may be {' or '.join(subjects)}; read as {subjects[0]}"
        help = f"to settle it: 'subjects: {{{code}: {subjects[0]}}}' in content/settings.yml"
        if file.is_news("ambiguous-subject", code):
            file.note(file.at(block.number), "ambiguous-subject", message, help)
    return subjects[0]


def _read_body(lines: list[_Line]) -> _Body:
    """Tell title and authors from the abstract: they are the first line, or the first two."""
    number, glued = lines[0]
    rest = lines[1:]
    if rest and _is_author_list(rest[0][1]):
        # A title alone may be followed by its authors; one with authors, by a short line of the abstract.
        cut = split(glued, _join(rest))
        if not cut.authors or cut.confidence < _SURE:
            glued, rest = f"{glued}\n{rest[0][1]}", rest[1:]
    return _Body(number, glued, rest[0][0] if rest else number, _join(rest))


def _is_author_list(line: str) -> bool:
    """Whether a whole line can only be names: no sentence, each name of two to five capitalised words."""
    names = re.sub(rf",?\s+(?:et al|{SUFFIX})\.?$", "", line)
    words = [name.split() for name in re.split(r",\s*|;\s*|\s+and\s+", names) if name.strip()]
    return names[-1] not in ".?!:" and all(
        1 < len(name) <= 5 and all(word[0].isupper() or word in OPENING_PARTICLES for word in name)
        for name in words
    )


def _join(lines: list[_Line]) -> str:
    """Join wrapped lines so that a line break stands for each line of the file, blank ones too."""
    joined = [lines[0][1]] if lines else []
    for (before, _), (after, line) in pairwise(lines):
        joined += ["\n" * (after - before), line]
    return "".join(joined)


def _remark_on_body(block: _Block, body: _Body, cut: Split, file: PaperFile) -> None:
    """Report what is missing below a header, and lines of an abstract that look like another record."""
    if not cut.authors:
        help = "add the authors after the title"
        file.warn(file.at(body.title_line), "no-authors", "no author was found after the title", help)
    if not body.abstract:
        help = "add it as a line of its own"
        file.warn(file.at(body.title_line), "no-abstract", "the record ends before its abstract", help)
    for (number, line), (_, following) in pairwise([*block.body[2:], (0, "")]):
        if _is_lost_record(line, following):
            message = f"this looks like the title and authors of a further paper: {shortened(line)}"
            file.warn(file.at(number), "lost-header", message, "add its header, a line like 'CVMar 30, 2024'")


def _is_lost_record(line: str, following: str) -> bool:
    """Whether a line of an abstract is rather title and authors, whose header was lost.

    Such a line ends in 'et al.', or in no sentence and before a line that is a whole abstract.
    """
    if re.fullmatch(r"[^.]{20,300}, [^.,]{3,40}(?:, [^.,]{3,40})? et al\.", line):
        return True
    return len(line) < 250 < len(following) and line[-1] not in ".,;:!?-" and line[0].isupper()
