"""NBIB, as PubMed and MEDLINE write it (https://www.nlm.nih.gov/bsd/mms/medlineelements.html), and ERIC."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from paperdigest.model import PrintedName
from paperdigest.reading.dates import read_date
from paperdigest.reading.fields import type_named
from paperdigest.reading.formats.entry import Entry, Values, first
from paperdigest.reading.formats.tagged import TaggedEntry, tagged_entries
from paperdigest.reading.identifiers import doi, orcid
from paperdigest.reading.paper_file import PaperFile
from paperdigest.reading.person_names import family_first, initials_last, team

_TAG = re.compile(r"([A-Z]{2,4})[^\S\n]{0,2}- (.*)")
_BEGIN = re.compile(r"^[^\S\n]*(?:PMID- |OWN - ERIC$)", re.MULTILINE)

#: What is read, and what PubMed notes for itself: dates of its own work on a record, its owner, its terms.
_KNOWN = frozenset(
    """
    PMID TI AB FAU AU AUID CN FED ED DP DEP JT TA VI IP PG LID AID PT OT ISBN PB BTI CTI PMC STAT LR IS OWN DA
    OID DCOM LA PL JID SB MHDA EDAT CRDT PHST SO AD IR FIR MH RN OTO COIS CIN EIN RIN ROF UOF PST OID NM GR
    SI RF
    """.split()
)


def is_nbib(text: str) -> bool:
    """Whether a record of PubMed begins somewhere in a text."""
    return ("PMID- " in text or "OWN - " in text) and _BEGIN.search(text) is not None


def read_nbib(file: PaperFile) -> Iterator[Entry]:
    """Yield the records of a file; those of ERIC begin with their owner."""
    begin = "PMID" if "PMID- " in file.text else "OWN"
    for entry in tagged_entries(file.text, _TAG, begin):
        places = {"title": file.at(entry.line_of("TI", "BTI")), "abstract": file.at(entry.line_of("AB"))}
        yield Entry(file.at(entry.line), _values(entry), places)


def _values(entry: TaggedEntry) -> Values:
    """Return the values of a record by the keys of ours."""
    # ERIC says more behind a hyphen: 'Dissertations/Theses - Doctoral Dissertations'.
    kinds = [kind.partition(" - ")[0] for kind in entry.all("PT")]
    # Of a report or book ERIC has the publisher there.
    place = entry.first("JT", "TA")
    journal = place if "PMID" in entry.values or "Journal Articles" in kinds else ""
    return {
        "title": title_in_english(entry.first("TI", "BTI", "CTI")),
        "authors": [*_authors(entry), *map(team, entry.all("CN"))],
        "editors": list(map(family_first, entry.all("FED"))) or list(map(_short, entry.all("ED"))),
        "date": read_date(entry.first("DP")) or read_date(entry.first("DEP")),
        "type": next(filter(None, map(type_named, kinds)), None) or ("article-journal" if journal else None),
        "venue": journal or (entry.first("BTI", "CTI") if entry.first("TI") else ""),
        "venue_short": entry.first("TA"),
        "volume": entry.first("VI"),
        "number": entry.first("IP"),
        "pages": full_pages(entry.first("PG")),
        "publisher": entry.first("PB") or ("" if journal else place),
        "isbn": entry.first("ISBN").removeprefix("ISBN-").split(" ")[0],
        "keywords": [*entry.all("OT"), *headings(entry.all("MH"))],
        "abstract": entry.first("AB"),
        "doi": first(text for text in entry.all("LID", "AID") if "[doi]" in text and doi(text)),
        "urls": [text for text in entry.all("AID", "LID") if text.startswith("http")],
        "status": "withdrawn" if "Retracted Publication" in kinds else "",
        "extra": {"PMID": entry.first("PMID"), "PMCID": entry.first("PMC")} | entry.others(_KNOWN),
    }


#: Headings that say of whom or what a paper studied, which nearly all papers have: MEDLINE's check tags
#: (https://www.nlm.nih.gov/bsd/indexing/training/CHK_010.html).
_CHECK_TAGS = frozenset(
    {
        *("Adolescent", "Adult", "Aged", "Aged, 80 and over", "Animals", "Child", "Child, Preschool"),
        *("Female", "Humans", "Infant", "Infant, Newborn", "Male", "Middle Aged", "Young Adult"),
    }
)


def headings(texts: Iterable[str]) -> list[str]:
    """Return MeSH headings without subheadings, without stars at the main ones, and without check tags.

    >>> headings(["Humans", "*Neoplasms/drug therapy", "Neoplasms/*genetics", "Models, Statistical"])
    ['Neoplasms', 'Models, Statistical']
    """
    found = (text.partition("/")[0].removeprefix("*").strip() for text in texts)
    return [heading for heading in dict.fromkeys(found) if heading not in _CHECK_TAGS]


def title_in_english(text: str) -> str:
    """Return a title without its full stop, and without the brackets that say that it was translated.

    >>> title_in_english("[A study of small things].")
    'A study of small things'
    """
    title = text.removesuffix(".")
    return title[1:-1] if title.startswith("[") and title.find("]") == len(title) - 1 else title


def full_pages(text: str) -> str:
    """Return pages in full: PubMed cuts them short.

    >>> full_pages("1113-21")
    '1113-1121'
    """
    first, _, last = text.partition("-")
    cut = first.isdigit() and last.isdigit() and len(last) < len(first)
    return f"{first}-{first[: -len(last)]}{last}" if cut else text


def _authors(entry: TaggedEntry) -> list[PrintedName]:
    """Return the authors by their full names, each with the ORCID iD that stands after it."""
    full = entry.values.get("FAU")
    if not full:
        return [_short(name) for name in entry.all("AU")]
    iris = [(orcid(value), line) for value, line in entry.values.get("AUID", ())]
    found = []
    for (name, line), following in zip(full, [*(line for _, line in full[1:]), None], strict=True):
        own = [iri for iri, at in iris if iri and at > line and (following is None or at < following)]
        found.append(replace(family_first(name), orcid=own[0] if own else ""))
    return found


def _short(name: str) -> PrintedName:
    """Read 'Doe JA', as PubMed cuts names short, family name and initials; ERIC has 'Doe, Jane A.'."""
    return initials_last(name) or family_first(name)
