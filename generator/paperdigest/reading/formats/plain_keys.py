"""Names of fields as people and programs write them -> plain keys of a paper: 'Publication Year' is `year`.

They are the heads of tables, the keys of JSON that was made of one, and those of services that have no reader
of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from paperdigest.reading.fields import FIELD_OF

#: Plain keys, each with other names of it, without case, spaces and signs.
_NAMES = {
    "key": "citationkey bibtexkey citekey",
    "title": "articletitle papertitle documenttitle itemtitle paper"
    " titel titre título titolo 标题 题目 タイトル",
    "authors": "authorshipsauthordisplayname author authornames authorfullnames authorlist creators creator"
    " autor autoren auteur auteurs autores autori 作者 著者",
    "date": "published publisheddate datepublished coverdate pubdate publicationdate",
    "year": "pubyear publicationyear yearpublished publishedyear publishyear jahr année año 年份 年",
    "month": "pubmonth publishedmonth publicationmonth",
    "abstract": "abstractnote summary zusammenfassung résumé resumen 摘要",
    "doi": "digitalobjectidentifier doilink itemdoi",
    "url": "link paperurl paperlink articleurl htmlurl puburl sourceurl sourcelinkout externalurl"
    " paperurlabs urlabs",
    "pdf": "pdflink pdfurl downloadurl eprinturl fulltexturl paperurlpdf urlpdf",
    "venue": (
        "journal publicationtitle publicationname sourcetitle journaltitle journalname conference"
        " conferencename booktitle publication journalbook zeitschrift revue revista 期刊"
        " primarylocationsourcedisplayname"
    ),
    "venue_short": "journalabbreviation abbreviatedsourcetitle",
    "volume": "journalvolume",
    "number": "issue journalissue issuenumber",
    "series": "bookseriestitle",
    "pages": "page pagerange pagination articlenumber artno",
    "first_page": "pagestart startpage firstpage",
    "last_page": "pageend endpage lastpage",
    "keywords": "authorkeywords keyword tags manualtags automatictags",
    "topics": "topic",
    "arxiv_id": "arxivid arxiv arxivnumber paperarxivid",
    "code_url": "codeurl codelink code github githuburl githublink repourl repository",
    "editors": "editor",
    "publisher": "publishername",
    "isbn": "isbns",
    "ISSN": "issn issns",
    "language": "languageoforiginaldocument",
    "publisher-place": "place",
    "type": "itemtype documenttype publicationtype contenttype documentidentifier",
}
_KEY_OF = {key.replace("_", "").lower(): key for key in (*FIELD_OF, *_NAMES)}
#: Other names of keys, in lower case and without signs, with the keys that they mean.
KEYS_NAMED = {other: key for key, names in _NAMES.items() for other in names.split()}
_KEY_OF |= KEYS_NAMED
_NAME_ALONE = {"name", "Name", "NAME"}
_NO_LETTERS = re.compile(r"[\W_]+")


def bare(name: str) -> str:
    """Return the name of a field in lower case, without spaces and signs."""
    return _NO_LETTERS.sub("", name[:60]).lower()


@lru_cache(maxsize=1 << 12)  # the entries of a file have the same keys
def plain_key(name: str) -> str:
    """Return the plain key that a name of a field means, '' if it means none.

    >>> plain_key("Publication Year"), plain_key("Source title"), plain_key("Cited by")
    ('year', 'venue', '')
    """
    return _plain_key(name[:60])


@lru_cache(maxsize=1 << 10)  # the entries of a file have the same keys
def _plain_key(name: str) -> str:
    return _KEY_OF.get(bare(name), "")


def with_plain_keys(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object with plain keys in place of other names; of two names of one key the first counts.

    >>> with_plain_keys({"Title": "A", "pub_year": 2021, "votes": 3})
    {'title': 'A', 'year': 2021, 'votes': 3}
    """
    found: dict[str, Any] = {}
    for name, value in entry.items():
        key = plain_key(name)
        is_taken = not key or key in entry or found.get(key)
        found[name if is_taken and name != key else key] = value
    if "title" not in found and found.get("authors") and (alone := _NAME_ALONE & found.keys()):
        found["title"] = found.pop(alone.pop())  # for what has authors is no person
    pages = [found.pop(key, None) for key in ("first_page", "last_page")]
    if all(pages) and not found.get("pages"):
        found["pages"] = f"{pages[0]}-{pages[1]}"
    elif pages[0]:
        found.setdefault("pages", pages[0])
    return found
