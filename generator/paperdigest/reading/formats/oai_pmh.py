"""Records of OAI-PMH (https://www.openarchives.org/OAI/openarchivesprotocol.html), arXiv's among them.

Three of the forms of metadata are read: `oai_dc`, which every repository has, and arXiv's `arXiv` and
`arXivRaw` (https://info.arxiv.org/help/oa/index.html).
"""

from __future__ import annotations

from collections.abc import Iterator

from paperdigest.model import PrintedName
from paperdigest.reading.dates import mail_date
from paperdigest.reading.formats.entry import Entry, Values, first
from paperdigest.reading.formats.xml_tree import Element
from paperdigest.reading.identifiers import doi
from paperdigest.reading.name_lists import listed_names
from paperdigest.reading.paper_file import PaperFile
from paperdigest.reading.person_names import family_first, person


def read_oai_pmh(root: Element, file: PaperFile) -> Iterator[Entry]:
    """Yield the records of an answer; its errors are reported, and deleted records passed over."""
    for error in root.all("error"):
        message = f"the repository answered with an error: {error.attributes.get('code', '')} {error.text}"
        file.warn(file.at(error.line), "oai-error", message, "mend the query and download it again")
    for record in root.below("record"):
        for name, read in (("arXiv", _arxiv), ("arXivRaw", _arxiv_raw), ("dc", _dublin_core)):
            if found := record.first("metadata", name):
                yield Entry(file.at(record.line), read(found))
                break


def _common(found: Element) -> Values:
    """Return what arXiv's two forms say alike."""
    return {
        "title": found.text_of("title"),
        "abstract": found.text_of("abstract"),
        "subjects": found.text_of("categories"),
        "arxiv_id": found.text_of("id"),
        "doi": found.text_of("doi"),
        "venue": found.text_of("journal-ref"),
        "number": found.text_of("report-no"),
        "comment": found.text_of("comments"),
    }


def _arxiv(found: Element) -> Values:
    authors = found.first("authors")
    names = [
        person(author.text_of("forenames"), author.text_of("keyname"), suffix=author.text_of("suffix"))
        for author in (authors.all("author") if authors else ())
    ]
    return {**_common(found), "authors": names, "date": found.text_of("created")}


def _arxiv_raw(found: Element) -> Values:
    return {
        **_common(found),
        "authors": listed_names(" ".join(found.text_of("authors").split())),
        "date": mail_date(found.text_of("version", "date")),
    }


def _dublin_core(found: Element) -> Values:
    """Return what Dublin Core says (https://www.dublincore.org/specifications/dublin-core/dces/)."""
    descriptions = [description.text.strip() for description in found.all("description")]
    comments = [text for text in descriptions if text.startswith("Comment:")]
    abstracts = [text for text in descriptions if text not in comments]
    identifiers = [identifier.text.strip() for identifier in found.all("identifier")]
    names: list[PrintedName] = [family_first(creator.text) for creator in found.all("creator")]
    return {
        "title": found.text_of("title"),
        "authors": names,
        "date": found.text_of("date"),
        "abstract": first(abstracts),
        "keywords": [subject.text for subject in found.all("subject")],
        "publisher": found.text_of("publisher"),
        "comment": first(comments).removeprefix("Comment:").strip(),
        "doi": first(filter(doi, identifiers)),
        "urls": identifiers,
    }
