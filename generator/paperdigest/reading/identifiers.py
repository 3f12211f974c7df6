"""Identifiers of papers and people, found in a text or URL: arXiv, DOI, ORCID."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

from paperdigest.text.invisible import INVISIBLE, JOINERS

# The archives of the old scheme, such as math.GT/0309136 (https://arxiv.org/archive/). Named one by one: else
# 'papers/1234567' in any address would do.
_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|"
    "dg-ga|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|"
    "physics|plasm-ph|q-alg|q-bio|quant-ph|solv-int|supr-con"
)
_ARXIV_ID = re.compile(
    # Since 2015 with five digits behind the point, of which a spreadsheet loses a zero at the end.
    r"(?<![\d.])(?P<new>(?:0[7-9]|1[0-4])(?:0[1-9]|1[0-2])\.\d{4}|(?:1[5-9]|[2-9]\d)(?:0[1-9]|1[0-2])\.\d{5})(?!\d)"
    rf"|(?<![\w-])(?P<archive>{_ARCHIVES})(?P<class>\.[a-z]{{2}})?/(?P<number>\d{{7}})(?!\d)",
    re.IGNORECASE | re.ASCII,
)
_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]{1,9}){0,3}/[^\s\"{}\x00-\x1f\x7f-\x9f]{1,500}")
# Only a DOI that holds an SICI (ANSI/NISO Z39.56) has angle brackets: …17:15<1661::AID-SIM968>3.0.CO;2-2.
# Without its check character at journals of meteorology and geology: …020<0130:DNF>2.0.CO;2
_SICI = re.compile(r"<\d*:[^<>]*>\d\.\d\.(?:co|tx);2", re.IGNORECASE)
# What a text processor makes of the characters of a DOI: wide ones, dashes for hyphens, nothing that is seen.
_UNSEEN = re.compile(f"[{INVISIBLE}{JOINERS}]")
_TYPESET: dict[int, int | str] = {
    **{wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, "‐‑‒–—−"), "-"),
    ord("∕"): "/",
    ord("⁄"): "/",
}
# Brackets and the like as addresses have them: %28, %2F, %3C.
_QUOTED = re.compile(r"%(?:2[89Ff]|3[ABCEabce])")
# What addresses have behind a DOI: '?nosfx=y', '#page=2', and at bioRxiv a version and a form.
_QUERY = re.compile(r"[?#][\w.:~-]+=.*")
_OF_BIORXIV = re.compile(r"(10\.(?:1101|64898)/[\d.]+)v\d+(?:\.[\w.-]+)?(?:[/?].*)?")
_CLOSING = {")": "(", "]": "[", ">": "<"}


def arxiv_id(text: str) -> str | None:
    """Return the arXiv identifier in a text or URL, without its version; None if there is none.

    Both schemes of https://info.arxiv.org/help/arxiv_identifier.html are known, in any case.

    >>> arxiv_id("https://arxiv.org/abs/2401.00001v2"), arxiv_id("arXiv:Math.gt/0309136")
    ('2401.00001', 'math.GT/0309136')
    """
    found = _ARXIV_ID.search(text)
    if found is None or found["new"]:
        return found and found["new"]
    return f"{found['archive'].lower()}{(found['class'] or '').upper()}/{found['number']}"


# Where an identifier of arXiv may stand in prose: behind arXiv's name or address, at Hugging Face, or as DBLP
# has it.
_IN_PROSE = re.compile(
    r"(?:arxiv(?:\.org/\w{1,6}/|\.|(?:\s(?:e-?print|preprint)(?=\s\d))?[:\s]{1,3})|huggingface\.co/papers/|\babs/)"
    r"(?P<rest>[\w./-]{1,40})",
    re.IGNORECASE,
)
_MAY_HOLD_ONE = re.compile(r"arxiv|abs/|huggingface\.co/papers", re.IGNORECASE)


def arxiv_id_in_prose(text: str) -> str | None:
    """Return the identifier that a text calls arXiv's; another number of such a form is none.

    >>> arxiv_id_in_prose("CoRR abs/2105.01238"), arxiv_id_in_prose("10.48550/arXiv.2105.01235")
    ('2105.01238', '2105.01235')
    """
    if not _MAY_HOLD_ONE.search(text):
        return None
    names = (arxiv_id(found["rest"]) for found in _IN_PROSE.finditer(text))
    return next(filter(None, names), None)


def doi(text: str) -> str | None:
    """Return the DOI in a text or URL, in lower case, for case tells no DOIs apart; None if there is none.

    The syntax is that of https://www.doi.org/doi-handbook/HTML/doi-name-syntax.html; what no DOI ends in,
    such as a full stop, is taken for the text's.

    >>> doi("(see https://doi.org/10.1000/ABC.)")
    '10.1000/abc'
    """
    if not text:  # as most papers have none
        return None
    text = text if text.isascii() else _UNSEEN.sub("", text).translate(_TYPESET)
    if "%" in text and ("doi.org/" in text or _QUOTED.search(text)):
        text = unquote(text)
    found = _DOI.search(unescape(text) if "&" in text else text)
    if found is None:
        return None
    name = _OF_BIORXIV.sub(r"\1", _QUERY.sub("", found[0]))
    name = name if _SICI.search(name) else re.split(r"[<>]|\]\(https?:", name, maxsplit=1)[0]
    while _is_of_the_text(name[-1], name):
        name = name[:-1]
    return None if name.endswith("/") else name.lower()


def _is_of_the_text(last: str, name: str) -> bool:
    """Whether the last character of a DOI is the text's: a full stop, a bracket that nothing opened."""
    return last in ".,;:'\\" or (last in _CLOSING and name.count(_CLOSING[last]) < name.count(last))


# Publishers whose addresses hold a DOI: behind '/doi/', in whichever form the page shows the paper, or behind
# what the paper is; with what may stand behind it. bioRxiv's versions are taken off by `doi`.
_OF_PUBLISHER = re.compile(
    r"https?://[^/\s]{1,200}/(?:[\w-]{1,40}/){0,3}"
    r"(?:(?:doi(?:/(?:abs|book|epdf|epub|full|fullhtml|pdf|pdfdirect|pdfplus|reader|ref))?"
    r"|(?:content/)?(?:article|articles|chapter|book|protocol|referenceworkentry|abstract|abs|pdf|epdf)"
    r"|content(?:/early)?)/|article(?:/file)?\?id=)"
    r"(?P<doi>10\.[0-9]{4,9}/[^\s?#&]{1,300})",
    re.IGNORECASE | re.ASCII,
)
_BEHIND_A_DOI = re.compile(
    r"(?:/(?:abstract|epdf|epub|full|fulltext|full-text|html|meta|pdf|pdfdirect|references|summary|tables?"
    r"|fulltext\.html)|\.(?:epub|full|full\.pdf|html?|pdf))/?$|/$",
    re.IGNORECASE,
)

# Oxford and MIT write a number of their own behind the DOI, and the title: /article/doi/10.1162/x/96482/Title
_NUMBERED = re.compile(r"(article[\w-]*/doi/10\.\d{4,9}/.*?)/\d{5,9}(?:/[^/]*)?$")


def doi_in_address(url: str) -> str | None:
    """Return the DOI that the address of a publisher's page holds as a whole, or that of a DOI; else None.

    >>> doi_in_address("https://onlinelibrary.wiley.com/doi/full/10.1002/ANIE.202400001?af=R")
    '10.1002/anie.202400001'
    >>> doi_in_address("https://example.org/supplement/10.1002/anie.202400001.zip")
    """
    if "doi.org/" in url:
        return doi(url)
    found = _OF_PUBLISHER.match(_NUMBERED.sub(r"\1", unquote(url)))
    return doi(_BEHIND_A_DOI.sub("", found["doi"])) if found else None


# What the DOIs of servers of preprints begin with, as https://api.crossref.org/prefixes has them.
_PREPRINT_DOI = re.compile(
    r"10\.(?:48550/arxiv|26434/chemrxiv|1101/(?:19|20)\d\d\.|1101/\d{6}$|21203/rs|20944/preprints|2139/ssrn"
    r"|36227/techrxiv|31234/osf|31219/osf|31235/osf|31223/|22541/essoar|32942/"
    r"|5194/(?:[a-z]+-){1,2}20\d\d-\d+$)"  # discussions at Copernicus, whose papers have volume and page
)


def is_preprint_doi(doi: str) -> bool:
    """Whether a DOI is one of a server of preprints.

    >>> is_preprint_doi("10.48550/arxiv.2401.00001"), is_preprint_doi("10.1021/jacs.4c00001")
    (True, False)
    """
    return _PREPRINT_DOI.match(doi) is not None


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
