"""What a record may say of a paper, and what each format calls it: the one table for all readers and writers.

Sources: the CSL 1.0.2 specification (https://docs.citationstyles.org/en/stable/specification.html), BibTeX's
own documentation (https://ctan.org/pkg/bibtex, btxdoc), the biblatex manual (https://ctan.org/pkg/biblatex,
chapter 2), and the RIS format (https://en.wikipedia.org/wiki/RIS_(file_format)).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record and its names in the formats; of several names the first is the one to write.

    A format without a name for it drops the key when it is written.
    """

    key: str
    meaning: str
    csl: tuple[str, ...] = ()
    bibtex: tuple[str, ...] = ()
    biblatex: tuple[str, ...] = ()
    ris: tuple[str, ...] = ()


def _field(
    key: str, meaning: str, csl: str = "", bibtex: str = "", biblatex: str = "", ris: str = ""
) -> Field:
    return Field(key, meaning, *(tuple(names.split()) for names in (csl, bibtex, biblatex or bibtex, ris)))


#: The keys in the order in which a record is printed.
FIELDS = (
    _field("title", "the title", "title", "title", "title", "TI T1 CT"),
    _field("authors", "the authors, in order", "author", "author", "author", "AU A1"),
    _field("date", "when it appeared, as far as it is known", "issued", "year month day", "date", "PY DA Y1"),
    _field("type", "the kind of paper, one of `TYPES`", "type"),
    _field("venue", "the journal, proceedings or book that it stands in", "container-title event-title",
           "journal booktitle", "journaltitle booktitle eventtitle", "T2 C3 JF JO BT"),
    _field("venue_short", "the same in short: NeurIPS 2024", "container-title-short", "shortjournal", "",
           "J2 JA"),
    _field("volume", "the volume", "volume", "volume", "volume", "VL"),
    _field("number", "the issue, or a report's number", "issue number", "number", "number issue",
           "IS M1"),
    _field("pages", "the pages: 11-19", "page", "pages", "pages eid", "SP"),
    _field("publisher", "the publisher; of a thesis the university, of a report the institution",
           "publisher", "publisher school institution organization", "publisher institution organization",
           "PB"),
    _field("editors", "the editors", "editor", "editor", "editor", "ED A2"),
    _field("series", "the series that the book or proceedings stand in", "collection-title", "series",
           "series", "T3"),
    _field("isbn", "the ISBN", "ISBN", "isbn", "isbn", "SN"),
    _field("keywords", "keywords", "keyword", "keywords", "keywords", "KW"),
    _field("abstract", "the abstract", "abstract", "abstract", "abstract", "AB N2"),
    _field("subjects", "arXiv categories, the primary one first; BibTeX has only that", "custom.subjects",
           "primaryclass", "eprintclass"),
    _field("arxiv_id", "the arXiv identifier", "custom.arxiv_id number", "eprint"),
    _field("doi", "the DOI", "DOI", "doi", "doi", "DO"),
    _field("url", "where the paper stands", "URL", "url", "url", "UR"),
    _field("pdf", "where its PDF stands", "custom.pdf", "pdf", "pdf", "L1"),
    _field("code_url", "where its code stands", "custom.code_url", "code"),
    _field("links", "where else there is something: project, video, slides, …", "custom.links",
           "project video slides poster data models html supplement"),
    _field("note", "the curator's own word", "note", "note", "note", "N1"),
    _field("award", "an award", "custom.award", "award"),
    _field("comment", "the authors' comment on arXiv", "custom.comment", "comment"),
    _field("status", "one of `STATUSES`", "status custom.status", "pubstate status"),
    _field("key", "the citation key of the source", "id", "", "", "ID"),
    _field("extra", "what else the source says, by its own names", "custom.extra"),
)  # fmt: skip

#: What of `extra` has a name of its own in several formats: keys of `extra`, CSL's variables.
FURTHER = (
    _field("genre", "the kind of a thesis or report: PhD thesis", "genre", "type", "type", "M3"),
    _field("edition", "the edition of a book", "edition", "edition", "edition", "ET"),
    _field("publisher-place", "where the publisher is", "publisher-place", "address", "location address",
           "CY"),
    _field("language", "the language", "language", "language", "language", "LA"),
    _field("ISSN", "the ISSN of the journal", "ISSN", "issn", "issn", "SN"),
    _field("chapter-number", "the chapter", "chapter-number", "chapter"),
)  # fmt: skip

#: What theses and reports are called where no `genre` says more: as BibTeX prints them, but for a PhD thesis.
GENRES = {"thesis": "Thesis", "report": "Technical Report"}

#: What an entry of BibTeX says of a thesis by its own name, or one of biblatex in `type`.
KINDS_OF_THESES = {
    "phdthesis": "PhD thesis",
    "mastersthesis": "Master's thesis",
    "bachelorsthesis": "Bachelor's thesis",
    "mathesis": "Master's thesis",
    "bathesis": "Bachelor's thesis",
    "candthesis": "Candidate thesis",
}

#: The key of `extra` that a name of BibTeX, biblatex or RIS means.
FURTHER_IN_BIBTEX = {name: one.key for one in FURTHER for name in (*one.bibtex, *one.biblatex)}
FURTHER_IN_RIS = {name: one.key for one in FURTHER for name in one.ris}

FIELD_OF: Mapping[str, Field] = MappingProxyType({field.key: field for field in FIELDS})

#: What became of a paper: a paper that is `in press` has been accepted.
STATUSES = ("published", "preprint", "in press", "withdrawn")

#: What else may be linked.
LINK_KINDS = ("project", "video", "slides", "poster", "data", "models", "html", "supplement")


@dataclass(frozen=True, slots=True)
class Type:
    """A kind of paper: its name in CSL, which records use, in BibTeX, biblatex and RIS, and other names."""

    csl: str
    bibtex: str
    biblatex: str
    ris: str
    other_names: tuple[str, ...] = ()


def _type(csl: str, bibtex: str, biblatex: str, ris: str, others: str = "") -> Type:
    return Type(csl, bibtex, biblatex, ris, tuple(name.strip() for name in others.split(",") if name.strip()))


#: The other names are those of Crossref (https://api.crossref.org/types), OpenAlex, Semantic Scholar, DBLP,
#: PubMed, Zotero, EndNote and the Web of Science. Of two types with one name in a format the first is read.
TYPES = (
    _type("article-journal", "article", "article", "JOUR",
          "journal-article, Journal Article, Journal Articles, EJOUR, INPR, Electronic Article, review,"
          " letter, editorial, erratum, IEEE Journals, J"),
    _type("paper-conference", "inproceedings", "inproceedings", "CONF",
          "conference, CPAPER, proceedings-article, Proceeding, conference proceedings article,"
          " IEEE Conferences, Conference Paper, Conference Proceedings,"
          " Conference and Workshop Papers, Proceedings Paper, C"),
    _type("article", "misc", "online", "UNPB",
          "preprint, posted-content, Informal and Other Publications, Informal Publications"),
    _type("thesis", "phdthesis", "thesis", "THES",
          "mastersthesis, bachelorsthesis, dissertation, Books and Theses, Academic Dissertation,"
          " Dissertations/Theses"),
    _type("book", "book", "book", "BOOK",
          "booklet, proceedings, mvbook, collection, mvcollection, monograph, edited-book, reference-book,"
          " Books, EBOOK, Electronic Book, Editorship, B, EDBOOK"),
    _type("chapter", "incollection", "incollection", "CHAP",
          "inbook, suppbook, suppcollection, book-chapter, Book Section, Parts in Books or Collections,"
          " ECHAP, S"),
    _type("report", "techreport", "report", "RPRT", "report-series, techrep, manual, standard, Reports"),
    _type("dataset", "dataset", "dataset", "DATA", "Data and Artifacts"),
    _type("software", "software", "software", "COMP", "Computer Program"),
    _type("patent", "patent", "patent", "PAT", "P"),
    _type("manuscript", "unpublished", "unpublished", "MANSCPT", "Unpublished Work"),
    _type("speech", "misc", "unpublished", "SLIDE", "presentation"),
    _type("webpage", "misc", "online", "ELEC", "electronic, www, blogPost, WEB, Web Page"),
    _type("article-magazine", "article", "article", "MGZN", "Magazine Article"),
    _type("article-newspaper", "article", "article", "NEWS", "Newspaper Article"),
    _type("entry-encyclopedia", "incollection", "inreference", "ENCYC",
          "reference-entry, Encyclopedia Article"),
)  # fmt: skip

#: What a paper of unknown type is written as; when it is read it says nothing.
UNKNOWN_TYPE = _type("document", "misc", "misc", "GEN")

#: The variables of CSL for texts that records have no key for: `extra` keeps them by these names.
CSL_VARIABLES = frozenset(
    """
    archive archive_collection archive_location archive-place authority call-number chapter-number
    collection-number dimensions division edition event-place genre ISSN jurisdiction language medium
    number-of-pages number-of-volumes original-publisher original-publisher-place original-title part-number
    PMCID PMID printing-number publisher-place references reviewed-genre reviewed-title scale section source
    supplement-number title-short version volume-title
    """.split()
)

TYPE_OF: Mapping[str, Type] = MappingProxyType({type_.csl: type_ for type_ in TYPES})


def _plain_name(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


def _names_of_types() -> dict[str, str]:
    """Every name of a type with the type's own; a type's own name stands before another's."""
    found: dict[str, str] = {}
    for type_ in TYPES:
        found.setdefault(_plain_name(type_.csl), type_.csl)
    for type_ in TYPES:
        for name in (type_.ris, *type_.other_names):
            found.setdefault(_plain_name(name), type_.csl)
    return found


_NAMES_OF_TYPES = _names_of_types()
_BIBTEX_TYPES = {name: type_.csl for type_ in reversed(TYPES) for name in (type_.biblatex, type_.bibtex)}


def type_named(name: str) -> str | None:
    """Return the type that a name of another format means, in any case; None if nobody uses it.

    >>> type_named("Journal Article"), type_named("JOUR"), type_named("posted-content")
    ('article-journal', 'article-journal', 'article')
    """
    return _NAMES_OF_TYPES.get(_plain_name(name)) if name else None


def type_of_bibtex(name: str) -> str | None:
    """Return the type of an entry of BibTeX or biblatex; None for `misc`, which says nothing.

    >>> type_of_bibtex("article"), type_of_bibtex("inproceedings"), type_of_bibtex("misc")
    ('article-journal', 'paper-conference', None)
    """
    name = name.lower()
    if name in ("misc", "online", "electronic"):
        return None
    return _BIBTEX_TYPES.get(name) or type_named(name)
