"""BibTeX and biblatex, as reference managers and people write them (https://ctan.org/pkg/bibtex, btxdoc).

The entries of a file, with their strings, and with the fields that they have from others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from paperdigest.model import Date, Source
from paperdigest.reading.formats.bibtex_entries import Block, Value, bibtex_blocks
from paperdigest.reading.formats.bibtex_meanings import values_of
from paperdigest.reading.formats.bibtex_values import read_strings, read_value
from paperdigest.reading.formats.entry import Entry
from paperdigest.reading.formats.found_addresses import KINDS_OF_ADDRESSES
from paperdigest.reading.name_lists import names_in_doubt
from paperdigest.reading.paper_file import PaperFile

#: Entries that only lend fields to others, or gather them, and what is no entry.
_NO_PAPERS = frozenset({"xdata", "set", "control", "string", "comment", "preamble"})
#: Entries that gather papers of others, whoever stands in `author`.
_VOLUMES = frozenset({"proceedings", "mvproceedings", "collection", "mvcollection"})


def read_bibtex(file: PaperFile) -> Iterator[Entry]:
    """Yield the entries of a BibTeX file; one that cannot be read is reported and left out."""
    blocks = list(bibtex_blocks(file.text))
    most = file.options.limits.field_characters
    strings = read_strings(_definitions(blocks), file.options.strings, most)
    entries = [_Fields(block, file, strings) for block in _whole(blocks, file)]
    by_key: dict[str, _Fields] = {}
    for entry in entries:
        by_key.setdefault(entry.key.lower(), entry)
    lenders = _lenders(entries, by_key)
    for entry in entries:
        if entry.kind not in _NO_PAPERS and lenders.get(entry.key.lower()) is not entry:
            yield entry.read(by_key)
    _report_commas(entries, file)
    _report_lenders(lenders.values(), file)


def string_definitions(text: str) -> list[tuple[str, Value]]:
    """Return the names (in lower case) and the values of the strings that a text defines, in order."""
    return list(_definitions(bibtex_blocks(text)))


def _definitions(blocks: Iterable[Block]) -> Iterator[tuple[str, Value]]:
    for block in blocks:
        if block.kind == "string":
            yield from ((name, value) for name, value, _ in block.fields or ())


def _whole(blocks: Iterable[Block], file: PaperFile) -> Iterator[Block]:
    """Yield the blocks that are not broken; say which are, and which keys are there twice."""
    first: dict[str, int] = {}
    for block in blocks:
        if block.fields is None:
            message = f"an entry that does not end, or in which a comma or brace is missing: '{block.begin}…'"
            file.warn(file.at(block.line), "bibtex-syntax", message, "mend it; the entry was left out")
            continue
        if block.key and (earlier := first.setdefault(block.key.lower(), block.line)) != block.line:
            message = f"the key '{block.key[:60]}' stands here a second time, first in line {earlier}"
            help = "both were read; unless they are one paper, this one gets a letter behind its key"
            file.note(file.at(block.line), "repeated-key", message, help)
        yield block


def _lenders(entries: Iterable[_Fields], by_key: Mapping[str, _Fields]) -> dict[str, _Fields]:
    """Return the entries, by key, that are there for what others have from them by `crossref`: no papers."""
    asked = dict.fromkeys(key for entry in entries for key in entry.lenders("crossref"))
    found = {key: by_key[key] for key in by_key if key in asked}
    return {
        key: entry for key, entry in found.items() if entry.kind in _VOLUMES or not entry.texts.get("author")
    }


def _report_lenders(lenders: Iterable[_Fields], file: PaperFile) -> None:
    """Say once which entries only lend their fields."""
    told = [entry for entry in lenders if entry.kind not in _NO_PAPERS]
    if told:
        message = f"'{told[0].key[:60]}' only lends its fields to others, so that it is no paper"
        message += f"; the same of {len(told) - 1:,} more" if len(told) > 1 else ""
        help = "to have it as a paper, add it a second time under another key, which no 'crossref' names"
        file.note(file.at(told[0].place.line), "only-lends", message, help)


def _report_commas(entries: Iterable[_Fields], file: PaperFile) -> None:
    """Say once in how many entries a comma may stand between two authors, and show the first."""
    doubts = [
        (entry.place, doubt) for entry in entries if (doubt := names_in_doubt(entry.texts.get("author", "")))
    ]
    if doubts:
        place, names = doubts[0]
        message = f"'{names[:80]}' may be one author, or two with a comma between them"
        message += f"; the same in {len(doubts) - 1:,} more" if len(doubts) > 1 else ""
        help = "write 'and' between two; BibTeX reads 'Family, Given' as one"
        file.note(file.at(place.fields.get("author", place.line)), "author-comma", message, help)


@dataclass(slots=True)
class _Place:
    """Where an entry stands, and where its fields do."""

    line: int
    fields: dict[str, int]


class _Fields:
    """The fields of an entry as texts, by their names in lower case."""

    def __init__(self, block: Block, file: PaperFile, strings: Mapping[str, str]) -> None:
        self.kind, self.key, self.file = block.kind, block.key, file
        self.texts: dict[str, str] = {}
        self.place = _Place(block.line, {})
        if block.fault:
            file.note(
                file.at(block.line), "unbalanced-braces", block.fault, "BibTeX itself reads it otherwise"
            )
        for name, value, line in block.fields or ():
            if self.texts.get(name):
                message = f"the field '{name[:60]}' stands here a second time"
                file.note(file.at(line), "repeated-field", message, "only the first counts")
                continue
            text, undefined = read_value(value, strings, file.options.limits.field_characters)
            self.texts[name] = text.strip()
            self.place.fields[name] = line
            if text.count("{") != text.count("}"):
                message = f"braces do not balance in '{name[:60]}'"
                file.note(file.at(line), "unbalanced-braces", message, "BibTeX itself cannot read the entry")
            for string in undefined:
                message = f"undefined string '{string[:60]}' in '{name}'"
                help = f'define it in this file: @string{{{string[:60]} = "…"}}, or put the text in braces'
                file.warn(file.at(line), "undefined-string", message, help)

    def read(self, by_key: Mapping[str, _Fields]) -> Entry:
        """Return the entry, with what it has from others; `by_key` are all entries of the file."""
        texts = self._with_lent(by_key)
        lines = self.place.fields
        places: dict[str, Source] = {}
        for key in ("title", "abstract", "date", *KINDS_OF_ADDRESSES):
            if key in lines:
                places[key] = self.file.at(lines[key])
        values = values_of(self.kind, self.key, texts)
        if isinstance(values["date"], Date) and not values["date"].month:
            self._report_month(texts.get("month", ""))
        return Entry(self.file.at(self.place.line), values, places)

    def _report_month(self, month: str) -> None:
        """Warn of a month that names none; seasons and quarters name none either, and people write them."""
        if month and not _PART_OF_YEAR.search(month):
            message = f"'{month[:60]}' is not a month"
            help = "write 1 to 12, or a name such as 'mar'; the paper stands under its year"
            place = self.file.at(self.place.fields.get("month", self.place.line))
            self.file.warn(place, "no-month", message, help)

    def lenders(self, field: str) -> list[str]:
        """Return the keys of the entries that `crossref` or `xdata` names, in lower case."""
        return [key for key in self.texts.get(field, "").lower().replace(" ", "").split(",") if key]

    def _with_lent(self, by_key: Mapping[str, _Fields], depth: int = 0) -> dict[str, str]:
        """Return the fields with those that `xdata` and `crossref` lend, of which one may lend in turn."""
        texts = dict(self.texts)
        for field in ("xdata", "crossref"):
            texts.pop(field, None)
            for key in self.lenders(field):
                lender = by_key.get(key)
                if lender is None and not depth:
                    message = f"'{field}' names '{key[:60]}', and there is no such entry in this file"
                    self.file.note(self.file.at(self.place.line), "unknown-key", message)
                if lender is None or depth > _MOST_LENDERS:
                    continue
                lent = lender._with_lent(by_key, depth + 1)
                if field == "crossref":
                    lent = _lent_by_crossref(lent)
                texts = lent | texts
        return texts


_PART_OF_YEAR = re.compile(r"spring|summer|autumn|fall|winter|quarter|q[1-4]|semester|term", re.IGNORECASE)
#: An entry may have fields from one that has them from another, and so on.
_MOST_LENDERS = 5
#: What a part does not have from its whole: these are the whole's own.
_OWN = frozenset("title subtitle author doi url eprint abstract keywords pages pdf file note code".split())


def _lent_by_crossref(texts: dict[str, str]) -> dict[str, str]:
    """Return what proceedings or a book lend to a part of theirs: their title is its `booktitle`."""
    lent = {name: text for name, text in texts.items() if name not in _OWN}
    return {"booktitle": texts["title"], **lent} if "title" in texts else lent
