"""Where the fields of a paper stand in the JSON of databases: a table for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from paperdigest.reading.fields import type_named
from paperdigest.reading.formats.json_paths import leads_somewhere


@dataclass(frozen=True, slots=True)
class Service:
    """A database: how its entries are known, and where in them the values of a record stand.

    `marks` are paths that every entry has, each perhaps one of several; `wrapper` is the key of the object
    within an entry that has everything. `types` are its names of types that are not told by themselves. In
    medicine titles end in a full stop, names in initials, and pages are cut short. `how` says to a maintainer
    where such a file comes from.
    """

    name: str
    how: str
    marks: tuple[str, ...]
    paths: Mapping[str, str]
    extra: Mapping[str, str]
    types: Mapping[str, str]
    wrapper: str = ""
    is_of_medicine: bool = False

    def within(self, entry: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the object that has everything: the entry itself, or what is wrapped in it."""
        if not self.wrapper:
            return entry
        inner = entry.get(self.wrapper)
        return inner if isinstance(inner, Mapping) else entry

    def fits(self, entry: Mapping[str, Any]) -> bool:
        """Whether an object is an entry of this database."""
        inner = self.within(entry)
        return all(leads_somewhere(inner, mark) for mark in self.marks)

    def type_of(self, kind: str) -> str | None:
        """Return the type that a name of this database means, None where it means none."""
        kind = kind.lower()
        return (self.types[kind] or None) if kind in self.types else type_named(kind)


def _versions(path: str) -> str:
    """Return the paths to the DOIs of other versions of a work, by their relation to it.

    The relations: https://datacite-metadata-schema.readthedocs.io/en/4.6/appendices/appendix-1/relationType/
    """
    relations = ("IsVersionOf", "HasVersion", "IsNewVersionOf", "IsPreviousVersionOf", "IsIdenticalTo")
    return " | ".join(path.format(relation) for relation in relations)


#: https://support.datacite.org/docs/api-get-doi, https://datacite-metadata-schema.readthedocs.io
_DATACITE = Service(
    "DataCite",
    "`https://api.datacite.org/dois?query=…`, *Download metadata* as DataCite JSON",
    ("titles.title", "creators", "publicationYear | publisher | types"),
    {
        "title": "titles.title",
        "subtitle": "titles[titleType=Subtitle].title",
        "authors": "creators",
        "editors": "contributors[contributorType=Editor]",
        "date": "dates[dateType=Issued].date | publicationYear | dates[dateType=Available].date",
        "type": "types.resourceTypeGeneral | types.resourceType | types.citeproc",
        "venue": "container.title | relatedItems[relationType=IsPublishedIn].titles.title",
        "volume": "container.volume | relatedItems[relationType=IsPublishedIn].volume",
        "number": "container.issue | relatedItems[relationType=IsPublishedIn].issue",
        "pages": "container.firstPage | relatedItems[relationType=IsPublishedIn].firstPage",
        "last_page": "container.lastPage | relatedItems[relationType=IsPublishedIn].lastPage",
        "publisher": "publisher.name | publisher",
        "keywords": "subjects.subject",
        "subjects": "subjects[subjectScheme=arXiv].subject",
        "abstract": "descriptions[descriptionType=Abstract].description",
        "doi": "doi",
        "url": "url",
        "urls": "relatedIdentifiers[relationType=IsSupplementedBy].relatedIdentifier",
        "other_versions": _versions("relatedIdentifiers[relationType={}].relatedIdentifier"),
    },
    {"language": "language", "version": "version"},
    {"article": "", "conferenceproceeding": "book", "workingpaper": "report", "technical report": "report"},
    wrapper="attributes",
)

#: https://developers.zenodo.org/#representation; *Export → JSON* gives the newer form of
#: https://inveniordm.docs.cern.ch/reference/metadata/
_ZENODO = Service(
    "Zenodo",
    "`https://zenodo.org/api/records?q=…`, *Export → JSON* on the page of a record",
    ("metadata.title", "metadata.creators"),
    {
        "title": "metadata.title",
        "authors": "metadata.creators",
        "editors": "metadata.contributors[type=Editor] | metadata.contributors[role.id=editor]",
        "date": "metadata.publication_date",
        "type": "metadata.resource_type.subtype | metadata.resource_type.type | metadata.resource_type.id"
        " | metadata.publication_type | metadata.upload_type",
        "venue": "metadata.journal.title | metadata.meeting.title | metadata.part_of.title"
        " | custom_fields.journal:journal.title | custom_fields.meeting:meeting.title"
        " | custom_fields.imprint:imprint.title",
        "venue_short": "metadata.meeting.acronym | custom_fields.meeting:meeting.acronym",
        "volume": "metadata.journal.volume | custom_fields.journal:journal.volume",
        "number": "metadata.journal.issue | custom_fields.journal:journal.issue",
        "pages": "metadata.journal.pages | metadata.part_of.pages | custom_fields.journal:journal.pages"
        " | custom_fields.imprint:imprint.pages",
        "publisher": "metadata.imprint.publisher | metadata.thesis.university"
        " | custom_fields.thesis:thesis.university | custom_fields.thesis:university | metadata.publisher",
        "isbn": "metadata.imprint.isbn | custom_fields.imprint:imprint.isbn",
        "keywords": "metadata.keywords | metadata.subjects.subject | metadata.subjects.term",
        "abstract": "metadata.description",
        "doi": "doi | metadata.doi | pids.doi.identifier",
        "url": "links.self_html | links.html",
        "urls": "metadata.related_identifiers[relation=isSupplementTo].identifier"
        " | metadata.related_identifiers[relation=isSupplementedBy].identifier"
        " | metadata.related_identifiers[relation_type.id=issupplementto].identifier"
        " | metadata.related_identifiers[relation_type.id=issupplementedby].identifier"
        " | custom_fields.code:codeRepository",
        "other_versions": "conceptdoi | "
        + _versions("metadata.related_identifiers[relation={}].identifier")
        + " | "
        + _versions("metadata.related_identifiers[relation_type.id={}].identifier"),
    },
    {
        "language": "metadata.language | metadata.languages.id",
        "version": "metadata.version",
        "publisher-place": "metadata.imprint.place | custom_fields.imprint:imprint.place",
        "ISSN": "custom_fields.journal:journal.issn",
        "notes": "metadata.notes",
    },
    {
        "article": "article-journal",
        "publication-article": "article-journal",
        "publication-conferencepaper": "paper-conference",
        "publication-conferenceproceeding": "book",
        "conferenceproceeding": "book",
        "publication-preprint": "article",
        "publication-thesis": "thesis",
        "publication-dissertation": "thesis",
        "publication-book": "book",
        "publication-section": "chapter",
        "section": "chapter",
        "publication-report": "report",
        "publication-workingpaper": "report",
        "workingpaper": "report",
        "technicalnote": "report",
        "publication-technicalnote": "report",
        "deliverable": "report",
        "publication-deliverable": "report",
        "publication-patent": "patent",
        "poster": "speech",
        "lesson": "speech",
    },
)

#: https://github.com/inspirehep/rest-api-doc, https://inspire-schemas.readthedocs.io/en/latest/schemas/records/hep.html
_INSPIRE = Service(
    "INSPIRE-HEP",
    "`https://inspirehep.net/api/literature?q=…`",
    ("titles.title", "document_type | control_number | arxiv_eprints | authors.full_name | earliest_date"),
    {
        "title": "titles.title",
        "subtitle": "titles.subtitle",
        "authors": "authors",
        "editors": "authors[inspire_roles=editor]",
        "no_authors": "authors[inspire_roles=supervisor]",
        "date": "imprints.date | thesis_info.date | publication_info.year | preprint_date | earliest_date",
        "type": "document_type",
        "venue": "publication_info.journal_title | publication_info.conf_acronym"
        " | publication_info.pubinfo_freetext",
        "volume": "publication_info.journal_volume",
        "number": "publication_info.journal_issue",
        "pages": "publication_info.page_start | publication_info.artid",
        "last_page": "publication_info.page_end",
        "publisher": "thesis_info.institutions.name | imprints.publisher",
        "isbn": "isbns.value",
        "keywords": "keywords.value",
        "subjects": "arxiv_eprints.categories",
        "abstract": "abstracts.value",
        "arxiv_id": "arxiv_eprints.value",
        "doi": "dois.value",
        "url": "urls.value",
        "comment": "public_notes[source=arXiv].value",
        "key": "texkeys",
        "withdrawn": "withdrawn",
    },
    {
        "collaboration": "collaborations.value",
        "report_numbers": "report_numbers.value",
        "inspire": "control_number",
        "genre": "thesis_info.degree_type",
        "publisher-place": "imprints.place",
    },
    {"article": "article-journal", "note": "article", "activity report": "report"},
    wrapper="metadata",
)

#: https://europepmc.org/RestfulWebService, https://europepmc.org/docs/EBI_Europe_PMC_Web_Service_Reference.pdf
_EUROPE_PMC = Service(
    "Europe PMC",
    "`https://www.ebi.ac.uk/europepmc/webservices/rest/search?query=…&resultType=core&format=json`",
    ("source", "title", "authorString | authorList | pubYear | firstPublicationDate"),
    {
        "title": "title",
        "authors": "authorList.author | authorString",
        "date": "firstPublicationDate | journalInfo.dateOfPublication | pubYear",
        "type": "pubTypeList.pubType | pubType",
        "venue": "journalInfo.journal.title | journalTitle | bookOrReportDetails.comprisingTitle",
        "venue_short": "journalInfo.journal.medlineAbbreviation | journalInfo.journal.isoabbreviation",
        "volume": "journalInfo.volume | journalVolume",
        "number": "journalInfo.issue | issue",
        "pages": "pageInfo",
        "publisher": "bookOrReportDetails.publisher",
        "isbn": "bookOrReportDetails.isbn13 | bookOrReportDetails.isbn10",
        "keywords": "keywordList.keyword | meshHeadingList.meshHeading.descriptorName",
        "abstract": "abstractText",
        "doi": "doi",
        "urls": "fullTextUrlList.fullTextUrl[documentStyle=html].url | fullTextUrlList.fullTextUrl.url",
        "pdf": "fullTextUrlList.fullTextUrl[documentStyle=pdf].url",
    },
    {
        "PMID": "pmid",
        "PMCID": "pmcid",
        "language": "language",
        "ISSN": "journalInfo.journal.issn | journalIssn",
    },
    {"research-article": "article-journal", "review-article": "article-journal"},
    is_of_medicine=True,
)

#: https://www.ncbi.nlm.nih.gov/books/NBK25499/#chapter4.ESummary
_PUBMED = Service(
    "PubMed's summaries",
    "`https://eutils.ncbi.nlm.nih.gov/entrez/eutils/esummary.fcgi?db=pubmed&retmode=json&id=…`",
    ("uid", "title", "pubdate | fulljournalname | articleids"),
    {
        "title": "title",
        "authors": "authors",
        "editors": "authors[authtype=Editor]",
        "date": "pubdate | epubdate | sortpubdate",
        "type": "pubtype",
        "venue": "fulljournalname | bookname | booktitle",
        "venue_short": "source",
        "volume": "volume",
        "number": "issue",
        "pages": "pages",
        "publisher": "publishername",
        "doi": "articleids[idtype=doi].value",
    },
    {
        "PMID": "articleids[idtype=pubmed].value | uid",
        "PMCID": "articleids[idtype=pmc].value",
        "language": "lang",
        "ISSN": "issn",
    },
    {},
    is_of_medicine=True,
)

#: https://api.archives-ouvertes.fr/docs/search/?schema=fields#fields
_HAL = Service(
    "HAL",
    "`https://api.archives-ouvertes.fr/search/?q=…&fl=*&wt=json`",
    ("title_s", "docid | halId_s | uri_s | docType_s"),
    {
        "title": "title_s",
        "subtitle": "subTitle_s",
        "authors": "authFullName_s",
        "editors": "scientificEditor_s",
        "date": "publicationDate_s | producedDate_s | producedDateY_i | submittedDate_s",
        "type": "docType_s",
        "venue": "journalTitle_s | bookTitle_s | conferenceTitle_s",
        "volume": "volume_s",
        "number": "issue_s | number_s",
        "pages": "page_s",
        "publisher": "publisher_s | journalPublisher_s | authorityInstitution_s",
        "series": "serie_s",
        "isbn": "isbn_s",
        "keywords": "keyword_s",
        "abstract": "en_abstract_s | abstract_s",
        "arxiv_id": "arxivId_s",
        "doi": "doiId_s",
        "url": "uri_s",
        "pdf": "fileMain_s | files_s",
        "urls": "codeRepository_s",
        "comment": "comment_s",
        "key": "halId_s",
    },
    {"language": "language_s", "PMID": "pubmedId_s", "ISSN": "journalIssn_s", "event-place": "city_s"},
    {
        "art": "article-journal",
        "comm": "paper-conference",
        "poster": "speech",
        "couv": "chapter",
        "ouv": "book",
        "douv": "book",
        "proceedings": "book",
        "issue": "book",
        "undefined": "article",
        "these": "thesis",
        "hdr": "thesis",
        "mem": "thesis",
        "presconf": "speech",
        "lecture": "speech",
        "blog": "webpage",
        "notice": "entry-encyclopedia",
    },
)

#: The databases in the order in which they are looked for.
SERVICES = (_DATACITE, _INSPIRE, _ZENODO, _EUROPE_PMC, _PUBMED, _HAL)
