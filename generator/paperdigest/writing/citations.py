"""The Catalogue's papers in the formats of other programs."""

from __future__ import annotations

import re
from urllib.parse import urlencode, urlsplit

import rispy
from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat
from pylatexenc.latexencode import UnicodeToLatexEncoder

from paperdigest.model import MONTH_ABBREVIATIONS, Paper, PrintedName
from paperdigest.text.invisible import on_one_line
from paperdigest.text.tex import math_spans, strip_math

#: Where several papers are told of, as in the feeds and files of a group, no more authors of one are named. A
#: collaboration of thousands would be named in full in the files of each of its members.
MOST_AUTHORS = 100

_encode = UnicodeToLatexEncoder(unknown_char_policy="keep", unknown_char_warning=False).unicode_to_latex


def bibtex(paper: Paper, key: str) -> str:
    """Return a BibTeX entry for a paper (http://www.bibtex.org/Format/), ending in a line break.

    'et al.' becomes `and others`. Names are 'Family, Given' where the source told the family name, else
    as printed: BibTeX itself takes the last word then. A second pair of braces keeps the title's capitals.
    """
    names = [_bibtex_name(name) for name in paper.authors]
    if not paper.authors_complete:
        names.append("others")
    values = {
        "title": "{{" + _tex(paper.title) + "}}",
        "author": "{" + " and ".join(names) + "}" if names else "",
        "year": f"{{{paper.date.year}}}" if paper.date.year else "",
        "month": MONTH_ABBREVIATIONS[paper.date.month - 1] if paper.date.month else "",
        "doi": _braced(paper.doi),
        "eprint": _braced(paper.arxiv_id),
        "archiveprefix": "{arXiv}" if paper.arxiv_id else "",
        "primaryclass": _braced(paper.subject) if paper.arxiv_id else "",
        "url": _braced(paper_url(paper)),
    }
    fields = [Field(name, value) for name, value in values.items() if value]
    layout = BibtexFormat()  # type: ignore[no-untyped-call]
    layout.indent, layout.trailing_comma = "  ", True
    # The values are braced already: a month is a macro and must not be.
    text = write_string(Library([Entry("misc", key, fields)]), unparse_stack=[], bibtex_format=layout)
    return str(text).strip() + "\n"


def ris(paper: Paper) -> str:
    """Return a RIS record of a paper, ending in a line break.

    The format: https://en.wikipedia.org/wiki/RIS_(file_format).
    """
    date = paper.date
    record = {
        "type_of_reference": "GEN",
        "title": on_one_line(strip_math(paper.title)),
        "authors": [on_one_line(", ".join(_family_first(name)) or name.text) for name in paper.authors],
        "year": str(date.year or ""),
        "date": date.year
        and "/".join(
            [
                str(date.year),
                f"{date.month:02}" if date.month else "",
                f"{date.day:02}" if date.day else "",
                "",
            ]
        ),
        "doi": paper.doi,
        "urls": [url] if (url := paper_url(paper)) else [],
        "keywords": list(paper.subjects),
    }
    text = str(rispy.dumps([{key: value for key, value in record.items() if value}]))
    # The library numbers its records, which no other reader expects.
    return text[text.index("TY  -") :].rstrip("\n") + "\n"


def csl(paper: Paper, key: str) -> dict[str, object]:
    """Return a paper as an item of CSL-JSON (https://citeproc-js.readthedocs.io/en/latest/csl-json/)."""
    date = paper.date
    item = {
        "id": key,
        "type": "article",
        "title": strip_math(paper.title),
        "author": [_csl_name(name) for name in paper.authors],
        "issued": date.year
        and {"date-parts": [[part for part in (date.year, date.month, date.day) if part]]},
        "DOI": paper.doi,
        "number": f"arXiv:{paper.arxiv_id}" if paper.arxiv_id else None,
        "URL": paper_url(paper),
        "abstract": strip_math(paper.abstract),
    }
    return {name: value for name, value in item.items() if value}


def citation(paper: Paper) -> str:
    """Return a paper as one plain line: authors, year, title, and where it stands."""
    names = ", ".join(paper.author_names) + ("" if paper.authors_complete else " et al.")
    title = strip_math(paper.title)
    where = [f"arXiv:{paper.arxiv_id}." if paper.arxiv_id else "", paper_url(paper) or ""]
    end = "" if title.endswith(("?", "!", ".")) else "."
    year = str(paper.date.year or ("in press" if paper.year.in_press else "n.d."))
    parts = [f"{names or 'Anonymous'} ({year}).", title + end, *where]
    return " ".join(on_one_line(part) for part in parts if part)


def _family_first(name: PrintedName) -> list[str]:
    """The family name, any suffix and the given name, where the source told which is which; else nothing."""
    return [part for part in (name.family, name.suffix, name.given) if part] if name.given else []


def _bibtex_name(name: PrintedName) -> str:
    if parts := _family_first(name):
        return ", ".join(map(_tex, parts))
    # BibTeX would read more into a comma or the word 'and'; a team of one word has no family name.
    words = name.text.lower().split(" ")
    is_whole = len(words) == 1 or "and" in words or "," in name.text
    return "{" + _tex(name.text) + "}" if is_whole else _tex(name.text)


def _csl_name(name: PrintedName) -> dict[str, str]:
    if not name.given:
        return {"literal": name.text}
    suffix = {"suffix": name.suffix} if name.suffix else {}
    return {"family": name.family, "given": name.given, **suffix}


def _braced(text: str | None) -> str:
    """A value of an identifier's kind, without what would end it early."""
    return "{" + re.sub(r"[{}\s\\]", "", text) + "}" if text else ""


def paper_url(paper: Paper) -> str | None:
    """Return where the paper itself stands, if its source told: at its DOI, on arXiv, or elsewhere."""
    if paper.doi:
        return f"https://doi.org/{paper.doi}"
    return f"https://arxiv.org/abs/{paper.arxiv_id}" if paper.arxiv_id else paper.url


def find_elsewhere(paper: Paper) -> list[tuple[str, str, bool]]:
    """Return where to find the paper: a place's name, a URL, and whether that is the paper or a search."""
    title = strip_math(paper.title)
    found = [("arXiv", f"https://arxiv.org/abs/{paper.arxiv_id}", True)] if paper.arxiv_id else []
    if paper.doi:
        found.append(("DOI", f"https://doi.org/{paper.doi}", True))
    if paper.url and not found:
        found.append((urlsplit(paper.url).netloc.removeprefix("www."), paper.url, True))
    searches = [
        ("arXiv", "https://arxiv.org/search/", {"query": title, "searchtype": "title"}),
        ("Semantic Scholar", "https://www.semanticscholar.org/search", {"q": title}),
        ("Google Scholar", "https://scholar.google.com/scholar", {"q": f'"{title}"'}),
    ]
    known = {name for name, *_ in found}
    return found + [
        (name, f"{url}?{urlencode(query)}", False) for name, url, query in searches if name not in known
    ]


def _tex(text: str) -> str:
    """Escape text for TeX; math stays as it is, if its braces balance, else BibTeX would read on."""
    done, parts = 0, []
    for start, end in math_spans(text):
        math = text[start:end]
        parts += [_prose(text[done:start]), math if math.count("{") == math.count("}") else _prose(math)]
        done = end
    return "".join([*parts, _prose(text[done:])])


def _prose(text: str) -> str:
    encoded = str(_encode(text.replace("\\$", "$")))
    # BibTeX counts braces, escaped ones too.
    return encoded.replace(r"\{", r"{\textbraceleft}").replace(r"\}", r"{\textbraceright}")
