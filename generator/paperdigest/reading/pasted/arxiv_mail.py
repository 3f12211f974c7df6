r"""arXiv's daily mail (https://info.arxiv.org/help/subscribe.html): blocks between lines of two backslashes.

    \\
    arXiv:2405.01234 (*cross-listing*)
    Date: Thu, 2 May 2024 17:50:21 GMT   (123kb,D)

    Title: A Study of Small Things
    Authors: Jane Doe (1), Rick Roe (2) ((1) Lab A, (2) Lab B)
    Categories: cs.LG cs.CV
    Comments: Accepted at ICML 2024
    \\
      The abstract, indented.
    \\ ( https://arxiv.org/abs/2405.01234 ,  123kb)

A replacement has no abstract, and the day on which it was replaced in place of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from paperdigest.reading.dates import mail_date
from paperdigest.reading.formats.entry import Entry
from paperdigest.reading.identifiers import arxiv_id
from paperdigest.reading.paper_file import PaperFile
from paperdigest.reading.pasted.lines import Line, cleaned
from paperdigest.reading.pasted.names import read_names

_RULE = re.compile(r"\\\\(?P<end>\s*\(.{0,200})?")
_PAPER = re.compile(r"(?:arXiv|Paper)\s?(?:\(\*cross-listing\*\))?:\s?(?P<id>\S{6,30}).{0,60}", re.IGNORECASE)
_FIELD = re.compile(r"(?P<name>[A-Z][A-Za-z-]{2,15}):\s?(?P<value>.*)")
_LINE = re.compile(r"(?:-{10,}|(?:%-+){5,}%?|(?:%%--){5,}%*|(?:%%%-{2,}){3,}%*)")
#: What the mail calls the keys of a record.
_KEYS = {
    "title": "title", "authors": "authors", "author": "authors", "categories": "subjects",
    "comments": "comment", "doi": "doi", "journal-ref": "venue", "report-no": "number", "date": "date",
}  # fmt: skip


def is_arxiv_mail(text: str) -> bool:
    """Whether a line of two backslashes stands before a line with an identifier."""
    before = ""
    for line in map(_unquoted, text.split("\n")):
        if before == "\\\\" and line[:6].lower() in ("arxiv:", "paper:", "paper ") and _PAPER.fullmatch(line):
            return True
        before = line or before
    return False


@dataclass(slots=True)
class _Block:
    """The fields of one paper, each with the line on which it begins, and the lines of its abstract."""

    line: int
    arxiv_id: str
    fields: dict[str, list[Line]] = field(default_factory=dict)
    abstract: list[Line] = field(default_factory=list)


def read_arxiv_mail(file: PaperFile) -> Iterator[Entry]:
    """Yield the papers of a mail; one without a title is reported and left out."""
    for block in _blocks(file.text):
        told = {key: " ".join(line.text for line in lines).strip() for key, lines in block.fields.items()}
        if not told.get("title"):
            message = f"no title below arXiv:{block.arxiv_id}"
            help = "paste the whole entry; it was left out"
            file.warn(file.at(block.line), "no-title", message, help)
            continue
        names, complete = read_names(told.get("authors", ""))
        values = {
            **told,
            "authors": names,
            "authors_complete": complete,
            "date": mail_date(told["date"].partition("(")[0]) if "date" in told else None,
            "abstract": " ".join(line.text for line in block.abstract),
            "arxiv_id": block.arxiv_id,
        }
        places = block.fields | {"abstract": block.abstract}
        yield Entry(
            file.at(block.line),
            values,
            {key: file.at(lines[0].number) for key, lines in places.items() if lines},
        )


def _blocks(text: str) -> Iterator[_Block]:
    """Cut a mail into papers; what stands outside of them is the mail's own."""
    block: _Block | None = None
    part, key = "", ""
    for number, raw in enumerate(text.split("\n"), start=1):
        line = _unquoted(raw)
        if rule := _RULE.fullmatch(line):
            # The first rule of a paper is followed by its fields, the second by its abstract.
            part = (
                ""
                if rule["end"] or part == "abstract"
                else {"": "begin", "fields": "abstract"}.get(part, "begin")
            )
        elif _LINE.fullmatch(line):
            part = ""
        elif part == "begin" and line and (found := _PAPER.fullmatch(line)):
            if block:
                yield block
            block, part, key = _Block(number, arxiv_id(found["id"]) or found["id"]), "fields", ""
        elif block and part == "fields" and line:
            key = _add_field(block, key, Line(number, line), is_indented=_is_indented(raw))
        elif block and part == "abstract" and line:
            block.abstract.append(Line(number, line))
    if block:
        yield block


def _add_field(block: _Block, key: str, line: Line, is_indented: bool) -> str:
    """Put a line to its field, or to the field before, whose value goes on; return the field's key."""
    found = None if is_indented and key else _FIELD.fullmatch(line.text)
    if found:
        key = _KEYS.get(found["name"].lower(), "other")
        line = Line(line.number, found["value"])
    elif line.text.lower().startswith("replaced with"):
        key = "other"
    if key and key != "other":
        block.fields.setdefault(key, []).append(line)
    return key


# The marks of a quoted mail.
_QUOTED = re.compile(r"(?:>\s?)*+")


def _unquoted(line: str) -> str:
    """Return a line without the marks of a quoted mail, with single spaces."""
    return cleaned(_QUOTED.sub("", line, count=1))


def _is_indented(line: str) -> bool:
    return _QUOTED.sub("", line, count=1)[:1].isspace()
