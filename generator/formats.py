"""Papers in the formats that people download -> raw records: known by their content, not by their ending.

- BibTeX and RIS, as reference managers write them;
- CSL-JSON (https://docs.citationstyles.org/en/stable/specification.html), as Zotero and Crossref do;
- JSON Lines in the shape of arXiv's public metadata snapshot, or with plain `date`, `authors`, `categories`;
- an Atom feed as the arXiv API answers (https://info.arxiv.org/help/api/user-manual.html);
- OpenReview's notes, of either version of its API.

Each reader turns an entry into the same few plain fields; one function makes and checks the record. An
entry that cannot be read is reported and left out, and never takes another with it.
"""

from __future__ import annotations

import datetime
import io
import json
import logging
import re
from collections.abc import Callable, Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

import feedparser
import rispy
from bibtexparser.entrypoint import parse_string

from generator.model import Date, Diagnostic, PrintedName, Record, Severity, Source
from generator.subjects import candidates

#: An entry as plain fields, with the line on which it begins.
Entry = tuple[int, Mapping[str, Any]]
Reader = Callable[[str, str, list[Diagnostic]], Iterator[Entry]]

# The library logs what it could not parse; here that becomes a diagnostic.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
logging.getLogger("bibtexparser").propagate = False


def recognise(text: str) -> Reader | None:
    """Return the reader for a text's format, or None if it is none of these (YAML, say)."""
    start = text.lstrip("\ufeff \t\r\n")[:4000]
    if start.startswith("<"):
        return _atom if re.search(r"<(?:\w+:)?feed\b", start) else None
    if re.match(r"TY {1,2}- ", start):
        return _ris
    if re.match(r"(?:%[^\n]*\s*)*@\w+\s*[{(]", start):
        return _bibtex
    if start.startswith(("{", "[")):
        return _json
    return None


def read_entries(text: str, path: str, read: Reader, report: list[Diagnostic]) -> list[Record]:
    """Read all records of a text with its reader."""
    records = (_record(fields, Source(path, line, 1), report) for line, fields in read(text, path, report))
    return [record for record in records if record]


def _record(fields: Mapping[str, Any], source: Source, report: list[Diagnostic]) -> Record | None:
    def warn(code: str, message: str, help: str) -> None:
        report.append(Diagnostic(source, Severity.WARNING, code, message, help))

    title = " ".join(_text(fields.get("title")).split())
    if not title:
        warn("no-title", "an entry without a title", "add the title; the entry was left out")
        return None
    url = _text(fields.get("url"))
    identifier = arxiv_id(_text(fields.get("arxiv_id")) or _of_arxiv(url))
    try:
        date = Date.read(_text(fields.get("date")) or _month_of(identifier or ""))
    except ValueError:
        message = f"no readable date for '{title[:60]}'"
        warn("no-date", message, "add at least the year; the entry was left out")
        return None
    subjects = []
    for code in dict.fromkeys(fields.get("categories") or ()):
        # Older papers carry archives that are categories no more; they are kept out, not invented.
        if found := candidates(code):
            subjects.append(found[0])
    authors = tuple(name for raw in fields.get("authors") or () if (name := _tidy_name(raw)))
    complete = not authors or authors[-1].strip("{} ").lower() not in ("others", "et al.", "et al")
    return Record(
        title=title,
        authors=authors if complete else authors[:-1],
        authors_complete=complete,
        date=date,
        abstract=_text(fields.get("abstract")).strip(),
        source=source,
        title_source=source,
        abstract_source=source,
        subjects=tuple(dict.fromkeys(subjects)),
        arxiv_id=identifier,
        doi=doi(_text(fields.get("doi")) or (url if "doi.org/" in url else "")),
        url=url if url.startswith(("https://", "http://")) else None,
    )


def _tidy_name(raw: object) -> str:
    """Put single spaces into a name, and keep what else was told of it."""
    text = " ".join(str(raw).split())
    if isinstance(raw, PrintedName):
        return PrintedName(text, raw.family and " ".join(raw.family.split()), raw.orcid)
    return text


def arxiv_id(text: str) -> str | None:
    """Return the arXiv identifier in a text or URL, without its version; None if there is none.

    Both schemes of https://info.arxiv.org/help/arxiv_identifier.html are known.

    >>> arxiv_id("https://arxiv.org/abs/2401.00001v2")
    '2401.00001'
    """
    found = re.search(r"(?<![\d.])\d{4}\.\d{4,5}(?!\d)|\b[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?!\d)", text)
    return found[0] if found else None


def _month_of(identifier: str) -> str:
    """The year and month in an arXiv identifier, of either scheme: both begin with YYMM."""
    found = re.match(r"(?:.*/)?(\d\d)(\d\d)", identifier)
    return f"{'19' if found[1] > '90' else '20'}{found[1]}-{found[2]}" if found else ""


def doi(text: str) -> str | None:
    """Return the DOI in a text or URL, in lower case, for case does not tell DOIs apart; or None."""
    found = re.search(r"10\.\d{4,9}/[^\s\"<>{}]+", text)
    return found[0].rstrip(".,;").lower() if found else None


_SUFFIX = re.compile(r"(?:Jr|Sr|I{2,3}|IV)\.?", re.IGNORECASE)


def _given_first(name: str) -> str:
    """Turn 'Family, Given' into the order in which names are printed.

    A suffix stands in the middle in BibTeX ('Family, Jr., Given') and at the end in RIS.
    """
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 3 and _SUFFIX.fullmatch(parts[2]):
        parts = [parts[0], parts[2], parts[1]]
    if len(parts) in (2, 3) and parts[0] and parts[-1]:
        return PrintedName(" ".join([parts[-1], *parts[:-1]]), family=parts[0])
    return name.replace(",", " ").strip() if len(parts) == 2 else name


# --- BibTeX ----------------------------------------------------------------------------------------------


def _bibtex(text: str, path: str, report: list[Diagnostic]) -> Iterator[Entry]:
    library = parse_string(text)
    for block in library.failed_blocks:
        source = Source(path, (block.start_line or 0) + 1, 1)
        what = " ".join(str(block.error).split())[:200]
        help = "mend it; the entry was left out"
        report.append(Diagnostic(source, Severity.WARNING, "bibtex-syntax", what, help))
    for entry in library.entries:
        fields = {key.lower(): str(field.value) for key, field in entry.fields_dict.items()}
        is_arxiv = "arxiv" in (fields.get("archiveprefix", "") + fields.get("eprinttype", "")).lower()
        eprint = fields.get("eprint", "") if is_arxiv else ""
        yield (
            (entry.start_line or 0) + 1,
            {
                "title": fields.get("title"),
                "authors": [
                    _given_first(name) for name in re.split(r"\s+and\s+(?![^{]*\})", fields.get("author", ""))
                ],
                "date": fields.get("date") or _bibtex_date(fields),
                "abstract": fields.get("abstract"),
                "categories": fields.get("primaryclass", "").split(),
                "arxiv_id": eprint or _of_arxiv(fields.get("url", "") + " " + fields.get("journal", "")),
                "doi": fields.get("doi"),
                "url": fields.get("url"),
            },
        )


def _bibtex_date(fields: Mapping[str, str]) -> str:
    months = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
    month = fields.get("month", "").strip('{}" ').lower()
    number = months.index(month[:3]) + 1 if month[:3] in months else int(month) if month.isdecimal() else 0
    day = fields.get("day", "").strip()
    parts = [fields.get("year", "").strip('{}" ')]
    if 1 <= number <= 12:
        parts.append(f"{number:02}")
        if day.isdecimal():
            parts.append(f"{int(day):02}")
    return "-".join(parts)


def _of_arxiv(text: str) -> str:
    return text if "arxiv" in text.lower() else ""


# --- RIS -------------------------------------------------------------------------------------------------


def _ris(text: str, path: str, report: list[Diagnostic]) -> Iterator[Entry]:
    # One entry at a time, so that a broken one is alone in that.
    starts = [match.start() for match in re.finditer(r"^TY {1,2}- ", text, re.MULTILINE)]
    line, counted = 1, 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line, counted = line + text.count("\n", counted, start), start
        block = text[start:end].rstrip()
        if not re.search(r"^ER {1,2}-", block, re.MULTILINE):
            block += "\nER  - "
        try:
            found = rispy.loads(block + "\n")
        except Exception as error:  # the library raises what it likes
            help = "mend it; the entry was left out"
            message = f"not RIS: {error}"
            report.append(Diagnostic(Source(path, line, 1), Severity.WARNING, "ris-syntax", message, help))
            continue
        for entry in found:
            urls = entry.get("urls") or []
            yield (
                line,
                {
                    "title": entry.get("title") or entry.get("primary_title"),
                    "authors": [
                        _given_first(name)
                        for name in entry.get("authors") or entry.get("first_authors") or []
                    ],
                    "date": _slashed(entry.get("date", ""))
                    or _slashed(entry.get("year") or entry.get("publication_year") or ""),
                    "abstract": entry.get("abstract") or entry.get("notes_abstract"),
                    "doi": entry.get("doi"),
                    "arxiv_id": _of_arxiv(" ".join(urls)),
                    "url": urls[0] if urls else None,
                },
            )


def _slashed(text: str) -> str:
    """Turn RIS' 2020/03/09/other into ISO 8601."""
    found = re.match(r"(\d{4})(?:[/-](\d{1,2}))?(?:[/-](\d{1,2}))?", text.strip())
    return "-".join([found[1], *(f"{int(part):02}" for part in found.groups()[1:] if part)]) if found else ""


# --- Atom ------------------------------------------------------------------------------------------------


def _atom(text: str, path: str, report: list[Diagnostic]) -> Iterator[Entry]:
    # A stream, since the library takes a text for an address; not sanitised, since we escape all text.
    feed = feedparser.parse(io.BytesIO(text.encode()), sanitize_html=False, resolve_relative_uris=False)
    if feed.bozo:
        line = getattr(feed.bozo_exception, "getLineNumber", lambda: 0)() or 0
        message = f"not well-formed XML: {feed.bozo_exception}"
        help = "download the feed again; what could be read of it was used"
        report.append(Diagnostic(Source(path, line), Severity.WARNING, "xml-syntax", message, help))
    tags = enumerate(text.split("\n"), start=1)
    lines = (number for number, line in tags for _ in re.finditer(r"<(?:\w+:)?entry[\s>]", line))
    for entry in feed.entries:
        primary = entry.get("arxiv_primary_category", {}).get("term")
        others = [tag.get("term") for tag in entry.get("tags", [])]
        yield (
            next(lines, 0),
            {
                "title": entry.get("title"),
                "authors": [author.get("name") for author in entry.get("authors", [])],
                "date": (entry.get("published") or entry.get("updated") or "")[:10],
                "abstract": entry.get("summary"),
                "categories": [code for code in [primary, *others] if code],
                "arxiv_id": _of_arxiv(entry.get("id", "")),
                "doi": entry.get("arxiv_doi"),
                "url": entry.get("link"),
            },
        )


# --- JSON ------------------------------------------------------------------------------------------------


def _json(text: str, path: str, report: list[Diagnostic]) -> Iterator[Entry]:
    """One array, one object with the entries inside, or an object a line; each entry tells its own shape."""
    for line, item in _json_values(text, path, report):
        notes = item.get("notes") if isinstance(item, dict) else None
        for entry in notes if isinstance(notes, list) else [item]:
            if not isinstance(entry, dict):
                help = "an entry is an object {…}; this was left out"
                message = f"expected an object, found {json.dumps(entry)[:60]}"
                report.append(
                    Diagnostic(Source(path, line, 1), Severity.WARNING, "wrong-type", message, help)
                )
            elif isinstance(entry.get("content"), dict):
                yield line, _openreview(entry)
            elif "issued" in entry or _items(entry.get("author"), dict):
                yield line, _csl(entry)
            else:
                yield line, _arxiv(entry)


def _json_values(text: str, path: str, report: list[Diagnostic]) -> Iterator[tuple[int, Any]]:
    """Yield the values of a JSON text with their lines: those of a top-level array, or one by one."""
    decoder = json.JSONDecoder()
    gap = re.compile(r"[\s,\]]*")
    place = len(text) - len(text.lstrip())
    line, counted = 1, 0  # counted forwards: from the start each time would be quadratic
    if text.startswith("[", place):
        place += 1
    while True:
        place = gap.match(text, place).end()  # type: ignore[union-attr]  # it matches nothing, too
        if place >= len(text):
            return
        line, counted = line + text.count("\n", counted, place), place
        try:
            value, place = decoder.raw_decode(text, place)
        except (json.JSONDecodeError, RecursionError) as error:
            at = getattr(error, "lineno", line), getattr(error, "colno", 1)
            message = f"not JSON: {getattr(error, 'msg', 'nested too deeply')}"
            help = "mend it; the entry was left out"
            report.append(Diagnostic(Source(path, *at), Severity.WARNING, "json-syntax", message, help))
            # In JSON Lines the next line is another entry.
            place = text.find("\n", place)
            if place < 0:
                return
            continue
        yield line, value


T = TypeVar("T")


def _items(value: Any, kind: type[T]) -> list[T]:
    """The items of a list that are of a kind; none of what is no list."""
    return [item for item in value if isinstance(item, kind)] if isinstance(value, list) else []


def _text(value: Any) -> str:
    """A text or number as text; of a list, as Crossref writes titles, the first."""
    if isinstance(value, list):
        value = next(iter(value), "")
    return str(value) if isinstance(value, str | int | float) else ""


def _arxiv(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """The public arXiv snapshot (names in `authors_parsed`, dates in `versions`), and simpler kin of it."""
    authors = entry.get("authors")
    if parsed := [_items(name, str) for name in _items(entry.get("authors_parsed"), list)]:
        names = [_parsed_name(*name[:3]) for name in parsed if name]
    elif isinstance(authors, list):
        names = _items(authors, str)
    else:
        names = re.split(r",\s*(?:and\s+)?|\s+and\s+", _text(authors))
    categories = entry.get("categories") or entry.get("subjects") or ()
    created = next((_text(version.get("created")) for version in _items(entry.get("versions"), dict)), "")
    return {
        "title": entry.get("title"),
        "authors": names,
        "date": entry.get("date") or _mail_date(created) or entry.get("published") or _stamp(entry),
        "abstract": entry.get("abstract") or entry.get("summary"),
        "categories": categories.split() if isinstance(categories, str) else _items(categories, str),
        "arxiv_id": entry.get("id") or entry.get("arxiv_id"),
        "doi": entry.get("doi"),
        "url": entry.get("url"),
    }


def _parsed_name(family: str, given: str = "", suffix: str = "") -> str:
    text = " ".join(part for part in (given, family, suffix) if part)
    return PrintedName(text, family) if family and given else text


def _stamp(entry: Mapping[str, Any]) -> str:
    """OpenReview's dates, in milliseconds since 1970 (UTC), the published one first; or a plain one."""
    stamp = next((entry[key] for key in ("pdate", "odate", "cdate", "tcdate") if entry.get(key)), None)
    if isinstance(stamp, int | float) and abs(stamp) < 1e14:
        return str(datetime.date(1970, 1, 1) + datetime.timedelta(milliseconds=stamp))
    return str(entry.get("year") or entry.get("update_date") or "")


def _mail_date(text: str) -> str:
    """Turn 'Mon, 2 Apr 2007 19:18:42 GMT' into 2007-04-02."""
    try:
        return str(parsedate_to_datetime(text).date())
    except (ValueError, TypeError):
        return ""


def _csl(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    issued = entry.get("issued")
    dates = _items(issued.get("date-parts"), list) if isinstance(issued, dict) else []
    parts = [int(text) for part in (dates or [[]])[0][:3] if (text := _text(part)).isdecimal()]
    date = "-".join(f"{part:02}" for part in parts)
    if not date and isinstance(issued, dict):
        date = _text(issued.get("raw") or issued.get("literal"))
    return {
        "title": entry.get("title"),
        "authors": [_csl_name(name) for name in _items(entry.get("author"), dict)],
        "date": date,
        # Crossref keeps the markup of the publisher's XML in abstracts.
        "abstract": re.sub(r"</?jats:[^>]*>", " ", _text(entry.get("abstract"))),
        "arxiv_id": _of_arxiv(f"{entry.get('number', '')} {entry.get('URL', '')}"),
        "doi": entry.get("DOI"),
        "url": entry.get("URL"),
    }


def _csl_name(name: Mapping[str, Any]) -> str:
    """A name of CSL-JSON (https://docs.citationstyles.org/), with the ORCID iD that Crossref adds."""
    order = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    parts = {key: _text(name.get(key)) for key in order}
    family = " ".join(filter(None, (parts["non-dropping-particle"], parts["family"])))
    text = _text(name.get("literal")) or " ".join(filter(None, parts.values()))
    return PrintedName(text, family if parts["given"] and family else None, orcid(_text(name.get("ORCID"))))


def orcid(text: str) -> str | None:
    """Return the ORCID iD in a text or URL, if its check digit is right; or None.

    The check digit is that of ISO 7064, MOD 11-2
    (https://support.orcid.org/hc/en-us/articles/360006897674-Structure-of-the-ORCID-Identifier).

    >>> orcid("https://orcid.org/0000-0002-1825-0097")
    '0000-0002-1825-0097'
    """
    found = re.search(r"(?<![\dX])(\d{4}-\d{4}-\d{4}-\d{3})([\dXx])(?![\dX])", text, re.ASCII)
    if not found:
        return None
    total = 0
    for digit in found[1].replace("-", ""):
        total = (total + int(digit)) * 2
    check = "0123456789X"[(12 - total % 11) % 11]
    return found[1] + check if found[2].upper() == check else None


def _openreview(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    content = {
        key: value.get("value") if isinstance(value, dict) else value
        for key, value in entry["content"].items()
    }
    forum = entry.get("forum") or entry.get("id")
    return {
        "title": content.get("title"),
        "authors": _items(content.get("authors"), str),
        "date": _stamp(entry) or content.get("date") or content.get("year"),
        "abstract": content.get("abstract"),
        "url": f"https://openreview.net/forum?id={forum}" if forum else None,
    }
