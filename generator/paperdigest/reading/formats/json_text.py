"""JSON: an array, an object a line, or the answer of a service with the entries somewhere inside.

The text is taken apart here, and each entry tells by its keys of which shape it is.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from paperdigest.model import Source
from paperdigest.reading.formats.arxiv_json import arxiv_values, unread_keys
from paperdigest.reading.formats.biorxiv import biorxiv_values, is_biorxiv
from paperdigest.reading.formats.csl import csl_values, is_csl
from paperdigest.reading.formats.dblp import dblp_values, is_dblp
from paperdigest.reading.formats.entry import Entry, Values, plain
from paperdigest.reading.formats.json_escapes import with_sound_escapes
from paperdigest.reading.formats.openalex import is_openalex, openalex_values
from paperdigest.reading.formats.openreview import is_openreview, is_reply, openreview_values
from paperdigest.reading.formats.own_api import is_own, own_values
from paperdigest.reading.formats.plain_keys import plain_key, with_plain_keys
from paperdigest.reading.formats.semantic_scholar import is_semantic_scholar, semantic_scholar_values
from paperdigest.reading.formats.service_tables import SERVICES
from paperdigest.reading.formats.services import is_of_service, service_values
from paperdigest.reading.formats.zotero import NO_PAPERS, is_zotero, zotero_values
from paperdigest.reading.paper_file import PaperFile

#: After so many broken entries the rest of a file is not read.
_MOST_FAULTS = 50

_BEGIN = re.compile(r"\s*(?:\[\s*(?:null\s*,\s*){0,99})?(?:\{\s*[\"}]|\[\s*\])")
_BEGINNING = re.compile(r"[^\s,\]]")
_OBJECT_IN_A_LINE = re.compile(r"^[^\S\n]*+[\[,]?[^\S\n]*+\{", re.MULTILINE)

Shape = tuple[Callable[[Mapping[str, Any]], bool], Callable[[Mapping[str, Any]], Values]]

#: The shapes of entries, each with how to know it; whatever is none of these is read by plain keys.
SHAPES: tuple[Shape, ...] = (
    (is_openreview, openreview_values),
    (is_own, own_values),
    (is_biorxiv, biorxiv_values),
    (is_zotero, zotero_values),
    (is_of_service, service_values),
    (is_openalex, openalex_values),
    (is_semantic_scholar, semantic_scholar_values),
    (is_dblp, dblp_values),
    (is_csl, csl_values),
)


def is_json(text: str) -> bool:
    """Whether a text begins as JSON with entries does: with an object, or an array of objects or nothing."""
    return _BEGIN.match(text) is not None


def read_json(file: PaperFile) -> Iterator[Entry]:
    """Yield the entries of a JSON text; what is no paper is reported and left out."""
    left_out = _LeftOut(file)
    is_any_read = False
    for source, entry in _objects(file):
        if not left_out.takes(source, entry):
            is_any_read = True
            yield Entry(source, entry, read=_values_of)
    if is_any_read:
        yield from (Entry(source, {}) for source, _ in left_out.untitled)  # each is reported as such
    left_out.report(is_any_read)


def _values_of(entry: Mapping[str, Any]) -> Values:
    """Return the values of an entry of any shape."""
    read = _shape_of(entry)
    entry = entry if read else with_plain_keys(entry)
    values = (read or arxiv_values)(entry)
    is_unread = not values.get("authors") and any(map(entry.get, _AUTHORS))
    return {**values, "unread_authors": True} if is_unread else values


def _shape_of(entry: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], Values] | None:
    """Return what reads an entry of this shape; None if it is of no known shape."""
    return next((read for is_such, read in SHAPES if is_such(entry)), None)


class _LeftOut:
    """What of a file is not read, to be told once: replies to papers, objects of unknown form, keys."""

    def __init__(self, file: PaperFile) -> None:
        self._file = file
        self._replies = 0
        self._unread: Counter[str] = Counter()
        self.untitled: list[tuple[Source, Mapping[str, Any]]] = []

    def takes(self, source: Source, entry: Mapping[str, Any]) -> bool:
        """Whether an entry is no paper, or cannot be read."""
        if is_openreview(entry) and is_reply(entry):
            self._replies += 1
        elif error := _error(entry):
            help = "mend the query and download it again"
            self._file.warn(source, "service-error", f"the service answered with an error: {error}", help)
        elif not entry.get("title") and not _shape_of(entry) and not with_plain_keys(entry).get("title"):
            self.untitled.append((source, entry))
        else:
            if unread_keys(entry) and not _shape_of(entry):
                self._unread.update(unread_keys(with_plain_keys(entry)))
            return is_zotero(entry) and entry["itemType"] in NO_PAPERS
        return True

    def report(self, is_any_read: bool) -> None:
        """Say what was left out; where nothing was read at all, what the file holds and what to do."""
        if self.untitled and not is_any_read:
            self._report_unknown()
        if self._unread:
            names = ", ".join(f"{key[:60]} ({number})" for key, number in sorted(self._unread.items()))
            help = "'Formats' in the documentation shows the keys of a paper; these are not kept"
            message = f"not read, since they hold more than texts: {names}"
            self._file.note(self._file.at(0, 0), "unread-keys", message, help)
        if self._replies:
            what = "replies to papers" if self._replies > 1 else "reply to a paper"
            message = f"{self._replies:,} {what} left out, such as reviews"
            self._file.note(self._file.at(0, 0), "replies", message)

    def _report_unknown(self) -> None:
        place, entry = self.untitled[0]
        number = len(self.untitled)
        what = f"{number:,} objects without a title" if number > 1 else "an object without a title"
        keys = ", ".join(f"'{' '.join(key.split())[:30]}'" for key in list(entry)[:6])
        message = f"JSON of a form that is not known: {what}" + (f", with the keys {keys}" if keys else "")
        help = f"export one of these: {_READ}, BibTeX or RIS; or give each paper a `title` and `authors`"
        self._file.warn(place, "unknown-format", message, f"{help}; nothing of it was used")


#: What is read of JSON, as a maintainer is told.
_READ = ", ".join(
    [
        *("CSL-JSON", "Zotero", "Crossref", "OpenAlex", "Semantic Scholar", "DBLP", "OpenReview"),
        *("arXiv", "bioRxiv", *(service.name for service in SERVICES)),
    ]
)


def _objects(file: PaperFile) -> Iterator[tuple[Source, Mapping[str, Any]]]:
    """Yield the entries that are objects; others are reported."""
    for source, value in _json_values(file):
        for entry in _unwrapped(value):
            if isinstance(entry, dict):
                yield source, entry
            else:
                message = f"expected an object, found {json.dumps(entry)[:60]}"
                file.warn(source, "wrong-type", message, "an entry is an object {…}; this was left out")


#: Where the authors of an entry may stand.
_AUTHORS = ("authors", "author", "creators", "authorships")


def _error(entry: Mapping[str, Any]) -> str:
    """Return what a service says in place of papers; '' for anything else."""
    if _is_entry(entry):
        return ""
    told = entry.get("error") or entry.get("errors")
    if not told and len(entry) <= _MOST_OF_AN_ERROR:
        told = plain(entry.get("detail")) or plain(entry.get("message"))
        return " ".join(told.split())[:200]
    told = told[0] if isinstance(told, list) and told else told
    if isinstance(told, Mapping):
        told = told.get("message") or told.get("detail") or told.get("title")
    return " ".join(f"{plain(told)} {plain(entry.get('message'))}".split())[:200] if told else ""


#: What says no more than that something went wrong has few keys.
_MOST_OF_AN_ERROR = 4

# --- Envelopes ---------------------------------------------------------------------------------------------

#: Where services put the entries of an answer, and where one entry stands alone.
_LISTS = (
    *("items", "results", "data", "hit", "hits", "notes", "papers", "recommendedPapers"),
    *("references", "articles", "works", "records", "documents", "docs", "collection", "result"),
)
_WRAPPERS = (
    "message",
    "result",
    "resultList",
    "hits",
    "response",
    "data",
    "paper",
    "work",
    "citingPaper",
    "citedPaper",
    "bib",
)
#: An answer within an answer within an answer.
_MOST_WRAPPERS = 4


def _unwrapped(value: Any, depth: int = 0) -> Iterator[Any]:
    """Yield the entries in a value: an entry itself, or those within the answer of a service."""
    if isinstance(value, list) and depth < _MOST_WRAPPERS:  # arrays behind one another
        for item in value:
            yield from _unwrapped(item, depth + 1)
    elif not isinstance(value, dict) or depth > _MOST_WRAPPERS:
        yield value
    elif isinstance(paper := value.get("paper"), dict) and "title" in paper:
        yield paper  # Hugging Face repeats the title beside it
    elif _is_entry(value):
        yield value
    else:
        yield from _within(value, depth)


def _within(value: dict[str, Any], depth: int) -> Iterator[Any]:
    """Yield the entries within the answer of a service."""
    for key in _LISTS:
        if isinstance(value.get(key), list):
            for item in value[key]:
                yield from _unwrapped(item, depth + 1)
            return
    if isinstance(numbers := value.get("uids"), list):
        # PubMed's summaries stand beside the list of their numbers.
        yield from (value[number] for number in numbers if isinstance(number, str) and number in value)
        return
    inner = next((value[key] for key in _WRAPPERS if isinstance(value.get(key), dict)), None)
    if inner is not None:
        yield from _unwrapped(inner, depth + 1)
        return
    lists = [item for item in value.values() if isinstance(item, list) and item and all(map(_is_paper, item))]
    if len(lists) == 1:
        yield from lists[0]
        return
    # Papers by their keys, or an entry that nobody knows.
    by_key = list(filter(_is_paper, value.values()))
    yield from by_key if len(by_key) == len(value) and value else [value]


def _is_paper(value: Any) -> bool:
    return isinstance(value, dict) and _is_entry(value)


def _is_entry(value: Mapping[str, Any]) -> bool:
    """Whether an object is an entry itself: it has a title, or a shape that no answer has."""
    told = any(key in value for key in ("title", "display_name", "title_tex"))
    if told or any(is_such(value) for is_such in (is_openreview, is_zotero, is_dblp, is_of_service)):
        return True
    keys = {plain_key(key) for key in value}
    return "authors" in keys and ("title" in keys or "name" in value)


# --- The text ----------------------------------------------------------------------------------------------


def _json_values(file: PaperFile) -> Iterator[tuple[Source, Any]]:
    """Yield the values of a JSON text with their places: those of a top-level array, or one by one."""
    file = with_sound_escapes(file)
    text = file.text
    # A number too long for the interpreter to convert is kept as it is written.
    decoder = json.JSONDecoder(parse_int=lambda digits: int(digits) if len(digits) < 20 else digits)
    end = len(text) - len(text.lstrip())
    end += text.startswith("[", end)
    line, line_start, counted, faults = 1, 0, 0, 0
    # Lines are counted and faults are skipped forwards only, so that all takes linear time.
    while faults < _MOST_FAULTS:
        if not (found := _BEGINNING.search(text, end)):
            return
        place = found.start()
        if breaks := text.count("\n", counted, place):
            line, line_start = line + breaks, text.rindex("\n", counted, place) + 1
        counted = place
        source = file.at(line, place - line_start + 1)
        try:
            value, end = decoder.raw_decode(text, place)
        except (json.JSONDecodeError, RecursionError) as error:
            faults += 1
            end = _skip(error, place, source, file)
            continue
        if _nesting(value) > file.options.limits.nesting:
            file.warn(source, "json-syntax", "nested too deeply", "the entry was left out")
        else:
            yield source, value
    file.warn(source, "json-syntax", f"{faults} faults", "mend them; the rest of the file was left out")


def _fault(error: json.JSONDecodeError) -> str:
    """Say what is no JSON: from which text on."""
    rest = " ".join(error.doc[error.pos : error.pos + 40].split())
    return f"not JSON from here on: '{rest}'" if rest else "the JSON ends before it is complete"


def _skip(error: json.JSONDecodeError | RecursionError, place: int, source: Source, file: PaperFile) -> int:
    """Report a broken value; return where the next line is that begins an object."""
    if isinstance(error, json.JSONDecodeError):
        fault = file.at(error.lineno, error.colno)
        has_comma = error.doc[max(error.pos - 99, 0) : error.pos].rstrip().endswith(",")
        is_end = has_comma and error.doc[error.pos : error.pos + 1] in ("}", "]")
        help = "take out the comma before it" if is_end else "mend it"
        file.warn(fault, "json-syntax", _fault(error), f"{help}; the entry was left out")
        if error.lineno > source.line:
            place = error.pos - error.colno  # the line in which it went wrong may begin another one
    else:
        file.warn(source, "json-syntax", "nested too deeply", "the entry was left out")
    found = _OBJECT_IN_A_LINE.search(file.text, place + 1)
    return found.start() if found else len(file.text)


def _nesting(value: Any) -> int:
    """Return how deep lists and objects stand within one another."""
    depth, level = 0, [value]
    while level := [item for item in level if isinstance(item, list | dict)]:
        depth += 1
        level = [item for outer in level for item in (outer if isinstance(outer, list) else outer.values())]
    return depth
