"""Tables with a head -> entries: the names of the columns say what stands in them (`plain_keys`).

So do the exports of Zotero, Scopus, IEEE, Dimensions, The Lens, PubMed, Springer, Publish or Perish and
Google Scholar, and what people keep in a spreadsheet. The Web of Science has its tags for names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from paperdigest.model import Date, PrintedName
from paperdigest.reading.dates import date_within, dated
from paperdigest.reading.fields import STATUSES
from paperdigest.reading.formats.arxiv_json import arxiv_values
from paperdigest.reading.formats.entry import Entry, Values
from paperdigest.reading.formats.isi import isi_values
from paperdigest.reading.formats.json_names import names
from paperdigest.reading.formats.nbib import title_in_english
from paperdigest.reading.formats.plain_keys import bare, plain_key, with_plain_keys
from paperdigest.reading.formats.ris import tagged_name
from paperdigest.reading.formats.table_rows import AUTHOR, QUOTES, Head, head_of, rows_of
from paperdigest.reading.formats.tagged import TaggedEntry
from paperdigest.reading.formats.zotero import told_in_extra
from paperdigest.reading.identifiers import arxiv_id
from paperdigest.reading.markup import without_markup
from paperdigest.reading.paper_file import PaperFile

#: What databases and programs note for themselves, by the bare names of columns.
_BOOKKEEPING = frozenset(
    """
    accessdate acknowledgements affiliations age archive archivelocation articlecitationcount
    authoraffiliations authorcount authorfullnames authorsaffiliations authorsid authorsrawaffiliation
    authorswithaffiliations automatictagsmode callnumber chemicals citation citationurl citedby cites
    citesperauthor citesperyear citesurl citingpatentscount citingworkscount cityofresearchorganization
    coden correspondenceaddress correspondingauthors countryofresearchorganization createdate dateadded
    dateaddedtoxplore datecreated datemodified dimensionsurl documentidentifier ecc eid extra fcr
    fieldsofstudy fileattachments firstauthor funding fundingdetails fundinginformation fundingtext
    fundingtexts grid gsrank ieeeterms indexkeywords isopenaccess issuedate lensid librarycatalog license
    linkattachments meetingdate meshterms microsoftacademicid nihmsid numpages onlinedate openaccess
    openaccesscolour opensaccesslicense pagecount patentcitationcount publicationdateonline
    publicationdateprint publicationid publicationstage querydate rank rcr recentcitations referencecount
    references relatedurl researchorganizationsstandardized rights shorttitle source sourcecountry
    sourceurls timescited
    """.split()
)
# A list as Python or JSON prints it, and a text in it.
_LIST = re.compile(r"\s*\[\s*['\"][^\[\]]*['\"]\s*\]\s*")
_ITEM = re.compile(r"'([^']*)'|\"([^\"]*)\"")
# What programs write in a cell without a value.
_NOTHING = re.compile(r"nan|none|null|n/?a|[-–—?]", re.IGNORECASE)
_FORMULA = re.compile(r"=HYPERLINK\(\"(?P<url>[^\"]+)\".*\)", re.IGNORECASE)
_KEY = re.compile(r"[A-Za-z][\w:./+-]*")
_KEY_OF_ZOTERO = re.compile(r"[A-Z\d]{8}")
# Where Springer has nothing between two names: 'Jane DoeRick Roe', but not in 'MacDonald'.
_GLUED = re.compile(
    r"(?<=[^\W\d_A-Z]{2})(?<!\bMac)(?<!\bFitz)(?<!\bVan)(?<!\bVon)(?<!\bDel)(?<!\bDella)(?=[A-Z])"
)


def is_table(text: str) -> bool:
    """Whether a text begins with the head of a table of papers."""
    return head_of(text) is not None


def read_table(file: PaperFile) -> Iterator[Entry]:
    """Yield the rows of a table; one with more cells than the head names is reported and left out."""
    head = head_of(file.text)
    if head is None:
        return
    for line, cells in rows_of(file, head):
        if not any(map(str.strip, cells)) or tuple(cells) == head.names:
            continue  # as where tables were put together
        if fault := _fault(cells, head):
            file.warn(file.at(line), "table-syntax", fault, f"{QUOTES}; the row was left out")
        else:
            told = _told(cells, head)
            yield Entry(file.at(line), _of_tags(line, told) if head.has_tags else _values(told))


def _told(cells: list[str], head: Head) -> dict[str, str]:
    """Return the cells of a row that say something; of two columns of one name the first counts."""
    told: dict[str, str] = {}
    for name, cell in zip(head.names, map(str.strip, cells), strict=False):
        if cell and (plain_key(name) == "title" or not _NOTHING.fullmatch(cell)):
            told.setdefault(name, cell)
    return told


def _fault(cells: list[str], head: Head) -> str:
    """Say why the cells of a row do not stand below the names of their columns; '' if they do."""
    if any(map(str.strip, cells[len(head.names) :])):
        return f"a row of {len(cells)} cells below a head of {len(head.names)}"
    for name, cell in zip(head.names, cells, strict=False):
        if plain_key(name) == "year" and _WORDS.fullmatch(cell) and any(map(_YEAR.fullmatch, cells)):
            return f"a row in which '{cell.strip()[:60]}' stands below '{name}', and the year elsewhere"
    return ""


_WORDS = re.compile(r"\D*[^\W\d]\D*")
_YEAR = re.compile(r"\s*(?:19|20)\d\d(?:\.0)?\s*")


def _of_tags(line: int, row: Mapping[str, str]) -> Values:
    return isi_values(TaggedEntry(line, {tag: [(cell, line)] for tag, cell in row.items()}))


def _values(row: Mapping[str, str]) -> Values:
    """Return the values of a row by the keys of a record."""
    several = "; ".join(cell for name, cell in row.items() if AUTHOR.fullmatch(name))
    told = with_plain_keys({"authors": several, **row} if several else row)
    values = arxiv_values({**told, "authors": "", "url": _FORMULA.sub(r"\g<url>", told.get("url", ""))})
    others = {name: text for name, text in values["extra"].items() if not _is_bookkeeping(name, row)}
    tags = [others.pop(name) for name in [*others] if plain_key(name) == "keywords"]
    of_zotero = told_in_extra(row.get("Extra", ""))
    listed = next((cell for name, cell in row.items() if bare(name) == "authorfullnames"), "")
    authors = listed or told.get("authors", "")
    if (status := told.get("status", "")) and status.lower() not in STATUSES:
        others["status"] = status  # of reading, perhaps
    return {
        **values,
        "title": title_in_english(told.get("title", "")) if "PMID" in row else told.get("title"),
        "authors": _names(_GLUED.sub("; ", authors) if "Item DOI" in row else authors),
        "editors": _names(told.get("editors", "")),
        "date": _date(told),
        "venue": values["venue"] or row.get("Source"),
        "keywords": "; ".join(map(_as_text, filter(None, [told.get("keywords", ""), *tags]))),
        "key": _key(told) or of_zotero["key"],
        "doi": told.get("doi") or of_zotero["doi"],
        "arxiv_id": values["arxiv_id"] or of_zotero["arxiv_id"],
        "status": status.lower(),
        "topics": others.pop("topics", ""),
        "extra": others,
    }


def _is_bookkeeping(name: str, row: Mapping[str, str]) -> bool:
    """Whether a column is a program's own, told elsewhere, or has the notes that somebody keeps in Zotero."""
    is_of_zotero = name == "Notes" and "Item Type" in row
    return is_of_zotero or bare(name) in _BOOKKEEPING or AUTHOR.fullmatch(name) is not None


def _date(row: Mapping[str, str]) -> Date | str | None:
    """Return the date of a row, from the columns for date, year, month and day; what is none as it stands."""
    day, year = row.get("date", ""), row.get("year", "")
    if day:
        return date_within(day, year) or day
    return dated(year, row.get("month", ""), row.get("day", "")) or year


def _key(row: Mapping[str, str]) -> str:
    """Return the citation key of a row; one that Zotero gives itself is none, nor are a number or address."""
    told = row.get("key") or row.get("id") or ""
    is_key = _KEY.fullmatch(told) and not _KEY_OF_ZOTERO.fullmatch(told) and not arxiv_id(told)
    return told if is_key else ""


def _names(text: str) -> list[PrintedName]:
    """Return the names of a cell, between which stand semicolons, bars, line breaks or commas."""
    text = without_markup(text) if "&" in text else text
    text = _as_text(text)
    pieces = [piece.strip() for piece in re.split(r"[;\n|]|\s/\s", text)]
    return [tagged_name(piece) for piece in pieces if piece] if len(pieces) > 1 else names(text)


def _as_text(cell: str) -> str:
    """Return a cell with a list as Python or JSON prints it as one text, with semicolons between."""
    if not _LIST.fullmatch(cell):
        return cell
    return "; ".join(found[1] or found[2] for found in _ITEM.finditer(cell))
