"""Values of an entry -> a record: identifiers and links are found wherever they stand, markup is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from paperdigest.model import UNDATED, Date, PrintedName, Record
from paperdigest.reading.comments import read_comment
from paperdigest.reading.dates import read_date
from paperdigest.reading.fields import GENRES, KINDS_OF_THESES, LINK_KINDS, STATUSES, TYPE_OF
from paperdigest.reading.formats.entry import Entry, Values, items, plain
from paperdigest.reading.formats.found_addresses import (
    ARXIV_AS_VENUE,
    KINDS_OF_ADDRESSES,
    address_alone,
    find_addresses,
    not_found,
    web_address,
)
from paperdigest.reading.identifiers import doi, is_preprint_doi
from paperdigest.reading.markup import abstract_without_markup, without_markup
from paperdigest.reading.name_lists import without_others
from paperdigest.reading.paper_file import PaperFile
from paperdigest.reading.person_names import without_what_stands_behind
from paperdigest.reading.venues import with_short_venue
from paperdigest.reading.withdrawn import is_withdrawn

#: Servers of preprints: what stands there has not appeared in a journal.
_PREPRINT_SERVERS = re.compile(
    r"arxiv\b|corr\b|\w{2,12}r?xiv\b|(?:available at )?ssrn\b|research square|preprints?\b|osf preprints"
    r"|hal\b|zenodo",
    re.IGNORECASE,
)
_IN_PRESS = re.compile(r"in ?press|forthcoming|to appear|accepted", re.IGNORECASE)
_NOT_YET = re.compile(
    r"submitted|under review|in preparation|prepublished|preprint|working paper", re.IGNORECASE
)
_IDENTIFIER_ALONE = re.compile(
    r"(?:e-?print)?:?\s?arxiv(?:\spreprint)?[:\s]\S{1,30}(?:\s?\[[\w.-]+\])?\.?|(?:https?://(?:dx\.)?doi\.org/|doi:?)\s?10\.\S+",
    re.IGNORECASE,
)
# What Zotero notes of a paper on arXiv: 'arXiv:2301.00001 [cs] version: 2 Comment: 15 pages'.
_OF_ZOTERO = re.compile(
    r"arxiv:\s?\S{1,30}(?: \[[\w.,-]{2,40}\])?(?: version: \d{1,3})?(?: comment: (?P<comment>.*))?",
    re.IGNORECASE,
)
# The same in RIS, where the identifier stands apart.
_COMMENT = re.compile(r"comment: (?P<comment>.+)", re.IGNORECASE | re.DOTALL)
# What else Zotero notes, where a kind of paper has no field of its own for it.
_FIELD_OF_ZOTERO = re.compile(r"(Publisher|ISSN|Conference Name|Place|_eprint): ((?:https?:)?[^:]+)")
# What databases put among the notes: it is true of a day, or told by the status.
_NO_NOTE = re.compile(
    r"(?:cited by|times cited|export date|query date)\b|(?:working paper or )?preprint\.?$", re.IGNORECASE
)


def report_unread(entry: Entry, record: Record, file: PaperFile) -> None:
    """Warn of authors that cannot be read, and of what should be an identifier or an address and is none."""
    if entry.values.get("unread_authors"):
        help = "write them as a list of texts, or of objects with `family` and `given`"
        file.warn(entry.source, "no-authors", "the authors of an entry cannot be read", help)
    for key, text in record.extra:
        if key in KINDS_OF_ADDRESSES and entry.values.get("extra", {}).get(key) is None:
            message = f"'{text[:60]}' is no {KINDS_OF_ADDRESSES[key]}"
            help = "mend it; it was kept as it is, and leads nowhere"
            file.warn(entry.places.get(key, entry.source), "unread-address", message, help)
    _report_unread_date(entry, record, file)


def _report_unread_date(entry: Entry, record: Record, file: PaperFile) -> None:
    """Quote what should be a date and is none."""
    told = _line(entry.values.get("date"))
    if told and record.date == UNDATED and record.status != "in press":
        file.is_news("no-date", f"{record.source} {record.title}")  # so that it is not told again
        help = "write at least the year; it stands under 'Undated'"
        place = entry.places.get("date", entry.source)
        file.note(place, "no-date", f"'{told[:60]}' is not a date", help)


def record_of(entry: Entry) -> Record | None:
    """Make a record; None if the title is missing."""
    values = entry.values
    title = _line(values.get("title"))
    if not title:
        return None
    addresses = find_addresses(values)
    authors, complete = without_others(list(_tidied(values.get("authors"))))
    record = Record(
        title=title,
        authors=tuple(authors),
        authors_complete=complete and bool(values.get("authors_complete", True)),
        date=_date(values.get("date"))
        or _month_of(addresses["arxiv_id"])
        or _day_of(addresses["doi"])
        or UNDATED,
        abstract=_abstract(plain(values.get("abstract")), addresses["doi"]),
        source=entry.source,
        title_source=entry.places.get("title", entry.source),
        abstract_source=entry.places.get("abstract", entry.source),
        topics=_list(values.get("topics")),
        other_versions=tuple(filter(None, map(doi, items(values.get("other_versions"), str)))),
        **_publication(values, addresses, title),
        **addresses,
    )
    return with_short_venue(_with_comment(record) if record.comment else record)


def _with_comment(record: Record) -> Record:
    """Return a record with what its comment on arXiv tells and nothing else of the entry does."""
    told = read_comment(record.comment or "", record.date.year)
    found: dict[str, Any] = {}
    if told.venue and not record.venue:
        found |= {"venue": told.venue, "venue_short": record.venue_short or told.venue_short}
    if told.code_url and not record.code_url:
        found["code_url"] = told.code_url
    if told.project and not dict(record.links).get("project"):
        found["links"] = (("project", told.project), *record.links)
    if not found:  # as most tell nothing
        return record
    return replace(record, **found, from_comment=tuple(key for key, value in found.items() if value))


# --- Texts -------------------------------------------------------------------------------------------------


def _line(value: Any) -> str:
    """Return a text without markup, on one line."""
    if not value:
        return ""
    text = plain(value)
    return " ".join((without_markup(text) if "<" in text or "&" in text else text).split())


def _tidied(names: Iterable[PrintedName] | None) -> Iterator[PrintedName]:
    """Yield names without markup or what stands behind them, on one line, those without a text left out."""
    for name in names or ():
        text = without_what_stands_behind(_line(name.text))
        family = name.family and without_what_stands_behind(_line(name.family))
        if text:
            is_tidy = text == name.text and family == name.family
            yield name if is_tidy else replace(name, text=text, family=family)


def _date(value: Any) -> Date | None:
    return value if isinstance(value, Date) else read_date(plain(value))


def _month_of(identifier: str | None) -> Date | None:
    """The year and month in an arXiv identifier, of either scheme: both begin with YYMM."""
    found = re.match(r"(?:.*/)?(\d\d)(\d\d)", identifier or "")
    return read_date(f"{'19' if found[1] > '90' else '20'}{found[1]}-{found[2]}") if found else None


def _day_of(doi: str | None) -> Date | None:
    """The day that a DOI of bioRxiv or medRxiv names: 10.1101/2024.05.03.123456."""
    found = _DAY_IN_DOI.match(doi or "")
    return read_date(found[1]) if found else None


_DAY_IN_DOI = re.compile(r"10\.(?:1101|64898)/((?:20\d\d)\.\d\d\.\d\d)\.")


def _abstract(text: str, doi: str | None) -> str:
    """Return an abstract without markup; Wiley writes 'Abstract' before it, without a sign behind."""
    found = abstract_without_markup(text).strip()
    is_of_wiley = found.startswith("Abstract ") and (doi or "").startswith(("10.1002/", "10.1111/"))
    return found.removeprefix("Abstract ") if is_of_wiley and found[9:10].isupper() else found


def _list(value: Any) -> tuple[str, ...]:
    """Return the texts of a list, or of one text with commas or semicolons between them, each once."""
    if value is None or value == "":
        return ()
    text = plain(value)
    texts = (
        [part for item in items(value, str) for part in re.split(r"[;\n]", item)]
        if isinstance(value, list)
        else next((between for between in _BETWEEN if between.search(text)), _BETWEEN[-1]).split(text)
    )
    return tuple(dict.fromkeys(text for raw in texts if (text := _line(raw))))


#: What may stand between texts, the surest first.
_BETWEEN = (re.compile(r"[;；\n]"), re.compile(r"\s[·•|]\s"), re.compile(r"[,，、]"))

# --- Publication -------------------------------------------------------------------------------------------

_TEXTS = (
    *("venue", "venue_short", "volume", "number", "publisher", "series", "isbn"),
    *("note", "award", "comment", "key"),
)


def _publication(values: Values, addresses: Mapping[str, Any], title: str) -> dict[str, Any]:
    """Return what is told of where a paper appeared, with its type and status as far as these are sure."""
    identifier = addresses["arxiv_id"]
    told: dict[str, Any] = {key: _line(values.get(key)) or None for key in _TEXTS}
    status = _status(values, title)
    kind = told_type if (told_type := plain(values.get("type"))) in TYPE_OF else None
    venue = told["venue"] or ""
    is_on_server = not venue and _is_on_server(told["publisher"], addresses["doi"])
    if kind not in _NO_PREPRINTS and (is_on_server or _PREPRINT_SERVERS.match(venue)):
        status, kind = status or "preprint", "article"
        if identifier and ARXIV_AS_VENUE.match(venue or told["publisher"] or ""):
            # These say no more than the identifier.
            told |= {"venue": None, "volume": None, "number": None, "publisher": None}
    elif kind == "article" or (_is_on_arxiv_alone(addresses) and not venue and kind in _MAYBE):
        status, kind = status or "preprint", "article"
    pages = _line(values.get("pages"))
    for key in ("note", "number", "volume"):
        if (text := told[key]) and (_IDENTIFIER_ALONE.fullmatch(text) or text.lower() in ("n/a", "na")):
            told[key] = None
    further = _read_note(told)
    links = {key: url for key, raw in _links(values) if (url := web_address(raw))}
    # What should be an address and is none is kept, but not linked.
    unread = {key: raw for key, raw in _links(values) if key not in links} | not_found(values, addresses)
    others = [*_pairs(unread), *_pairs(values.get("extra")), *further.items()]
    extra = {key: text for key, raw in others if (text := _line(raw))}
    if genre := extra.get("genre"):
        extra["genre"] = KINDS_OF_THESES.get(genre.lower(), genre)
    if genre in GENRES.values():
        del extra["genre"]  # as the type says
    return told | {
        "type": kind,
        "status": status,
        "pages": None if _IDENTIFIER_ALONE.fullmatch(pages) else _pages(pages) or None,
        "editors": tuple(without_others(list(_tidied(values.get("editors"))))[0]),
        "keywords": _list(values.get("keywords")),
        "links": tuple(links.items()),
        "extra": tuple(extra.items()),
    }


def _read_note(told: dict[str, Any]) -> dict[str, str]:
    """Take out of a note what a program put there; return what has no other place, by its name."""
    note = told["note"] or ""
    if not note:  # as most have none
        return {}
    if noted := _OF_ZOTERO.fullmatch(note) or _COMMENT.fullmatch(note):
        told |= {"note": None, "comment": told["comment"] or noted["comment"]}
    elif noted := _FIELD_OF_ZOTERO.fullmatch(note):
        told["note"] = None
        if noted[1] != "Publisher":
            return {noted[1].strip("_"): noted[2]}
        told["publisher"] = told["publisher"] or noted[2]
    elif _NO_NOTE.match(note) or address_alone(note):
        told["note"] = None
    return {}


#: What servers of preprints have besides these.
_NO_PREPRINTS = ("dataset", "software", "thesis", "book", "chapter", "patent", "speech")

#: What a paper may be that is only known to stand on arXiv.
_MAYBE = (None, "article-journal")


def _is_on_arxiv_alone(addresses: Mapping[str, Any]) -> bool:
    """Whether a paper stands on arXiv, and has no DOI of a publisher."""
    doi = addresses["doi"]
    return bool(addresses["arxiv_id"]) and (doi is None or is_preprint_doi(doi))


def _is_on_server(publisher: str | None, doi: str | None) -> bool:
    return bool(_PREPRINT_SERVERS.match(publisher or "")) or is_preprint_doi(doi or "")


def _pairs(value: Any) -> Iterator[tuple[str, str]]:
    for key, text in value.items() if isinstance(value, Mapping) else ():
        name = " ".join(str(key).split())
        if name.isprintable() and name and (shown := plain(text)):
            yield name, shown


def _links(values: Values) -> list[tuple[str, str]]:
    return [(key, raw) for key, raw in _pairs(values.get("links")) if key in LINK_KINDS]


def _pages(text: str) -> str:
    """Return pages with one hyphen between the first and the last."""
    if not text:
        return ""
    text = text.replace("~", " ").removeprefix("pp.").removeprefix("p.").strip()
    pages = _DASH.sub("-", _NO_PAGES.sub("", text).strip())
    return "" if pages.strip("?- ") == "" else pages


# What databases add: 'UNSP 1722034' and '343-&' (Web of Science), 'No-Specified' (Ovid), '18 EP -' (Nature).
_NO_PAGES = re.compile(r"^UNSP |-&$| EP ?-{0,3}$|^No[- ](?:Pagination[- ])?Specified$", re.IGNORECASE)
_DASH = re.compile(r"\s?(?:--+|[–—‐‑−]|\\text(?:en|em)dash(?![a-z])(?:\{\})?)\s?")


def _status(values: Values, title: str) -> str | None:
    """Return what became of a paper, as far as its source tells it in any of the usual places."""
    told = plain(values.get("status"))
    note, comment, abstract = (plain(values.get(key)) for key in ("note", "comment", "abstract"))
    if is_withdrawn(title, note, comment, abstract) or told.lower() == "retracted":
        return "withdrawn"
    if told in STATUSES:
        return told
    texts = [told, plain(values.get("date"))[:60], note[:60]]
    if _IN_PRESS.search(told) or any(map(_IN_PRESS.match, texts)):
        return "in press"
    return "preprint" if any(map(_NOT_YET.match, texts)) else None
