"""Links in plain text: where they are, what they lead to, and which one is the paper's code.

The text comes from outside, so that only http and https URLs count. A URL is passed over if a user name hides
its host (https://bank.example@other.example), or if it holds invisible or bidirectional characters, which
change how it reads.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from paperdigest.text.invisible import INVISIBLE, JOINERS, SURROGATES


@dataclass(frozen=True, slots=True)
class Link:
    """A URL shown in a text from `start` to before `end`, offsets in characters.

    `url` has a scheme, http or https, also where the text leaves it out. `kind` is 'code', 'model', 'data',
    'demo', 'video', 'paper' or 'page', by host and path.
    """

    url: str
    kind: str
    start: int
    end: int


def find_links(text: str) -> list[Link]:
    """Return all links of a text, in order and apart from each other; any text is accepted.

    >>> [link.url for link in find_links("Code (https://github.com/a/b), demo: www.example.org/x.")]
    ['https://github.com/a/b', 'https://www.example.org/x']
    """
    links: list[Link] = []
    if not ("/" in text or "www." in text.lower()):
        return links
    folded = text.casefold()
    if not any(hint in folded for hint in _HINTS) or not (hint := _HINT.search(text)):
        return links
    for match in _CANDIDATE.finditer(text, max(0, hint.start() - _MOST_BEFORE_A_HINT)):
        shown = match[0].rstrip(_TRAILING)
        host = _HOST.match(shown)
        if host and _is_host(host["name"]):
            scheme = host["scheme"] or ""
            url = (scheme.lower() or "https://") + shown[len(scheme) :]
            kind = _kind(host["name"].lower(), shown[host.end() :])
            links.append(Link(url, kind, match.start(), match.start() + len(shown)))
    return links


def code_url(links: Sequence[Link]) -> str | None:
    """Return where the paper's code is: the first repository, else the first page of a code host, else None.

    >>> code_url(find_links("by https://github.com/lab, code: https://github.com/lab/tool"))
    'https://github.com/lab/tool'
    """
    code = [link.url for link in links if link.kind == "code"]
    repositories = [url for url in code if _REPOSITORY.fullmatch(url)]
    return next(iter(repositories + code), None)


def is_of_code(url: str) -> bool:
    """Whether an address leads to code."""
    lower = url.lower()
    is_likely = any(host in lower for host in _HOSTS_OF_CODE)
    return is_likely and any(link.kind == "code" for link in find_links(url))


def arxiv_url(identifier: str | None) -> str | None:
    """Return the address of a paper's page on arXiv; None without an identifier."""
    return f"https://arxiv.org/abs/{identifier}" if identifier else None


#: What may stand in the path of an address as it is.
_IN_PATHS = "/:;()!$&'*,=@+~"


def doi_url(doi: str | None) -> str | None:
    """Return the address that a DOI stands for; None without one.

    What would end or change an address is encoded
    (https://www.doi.org/doi-handbook/HTML/encoding-rules-for-urls.html).

    >>> doi_url("10.1002/(sici)1097<1661::aid-sim968>3.0.co;2-2#a")
    'https://doi.org/10.1002/(sici)1097%3C1661::aid-sim968%3E3.0.co;2-2%23a'
    """
    return f"https://doi.org/{quote(doi, safe=_IN_PATHS)}" if doi else None


def is_web_address(text: str) -> bool:
    """Whether a whole text is an http(s) URL with a host; one that no program can take apart is none.

    >>> is_web_address("https://example.org/a"), is_web_address("http://[a"), is_web_address("see a.org")
    (True, False, False)
    """
    if not text.startswith(("https://", "http://")) or not text.isprintable() or " " in text:
        return False
    try:
        return bool(urlsplit(text).hostname)
    except ValueError:
        return False


# Hosts that are known without a scheme before them; any other needs 'http' or 'www.'.
_BARE_HOSTS = (
    r"github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|gitee\.com|git\.sr\.ht|huggingface\.co|hf\.co"
    r"|anonymous\.4open\.science|zenodo\.org|figshare\.com|osf\.io|kaggle\.com|arxiv\.org|doi\.org"
    r"|openreview\.net|youtube\.com|youtu\.be|vimeo\.com|[a-z0-9-]{1,63}\.(?:github|gitlab)\.io"
)
# Every URL holds one of these. Most texts hold none, and this search is quick.
_HINTS = ("://", "www.", ".com/", ".org/", ".science/", ".co/", ".io/", ".be/", ".ht/")
_HINT = re.compile("|".join(map(re.escape, _HINTS)), re.IGNORECASE)
# No URL begins further before it: a label and 'github' are the longest there.
_MOST_BEFORE_A_HINT = 80
# A URL next to one of these may not be what it seems, and is passed over. The last ones are an
# unassigned format character, and Unicode's specials and noncharacters.
_HIDDEN = rf"{INVISIBLE}{JOINERS}{SURROGATES}\u2065\ufff9-\uffff"
# What else ends a URL: white space, quotes, angle brackets and braces, a backslash, East Asian punctuation.
_END = rf"{_HIDDEN}\s\"<>{{}}|\\^`“”„’«»、。「」『』【】《》！（），：；？"
_INSIDE = rf"[^{_END}()\[\]]"
# A bracket belongs to a URL if it opens and closes in it; '[https://a.b](https://a.b)' holds two URLs.
_REST = rf"(?:{_INSIDE}++|\({_INSIDE}*+\)|\[{_INSIDE}*+\])++"
_BEFORE_BARE = r"(?:(?<![\w@./:%-])|(?<=\s//)|(?<=https:))"  # 'https: //github.com' is a common slip
_CANDIDATE = re.compile(
    rf"(?:https?://|{_BEFORE_BARE}(?:www\.(?=[a-z0-9])|(?=(?:{_BARE_HOSTS})/))){_REST}(?![{_HIDDEN}])",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?'’‘*…—–"
_HOST = re.compile(r"(?P<scheme>https?://)?(?P<name>[^/?#:@]+)(?::\d{1,5})?(?=[/?#]|$)", re.IGNORECASE)
_LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")


def _is_host(name: str) -> bool:
    """Whether a name is a public host's: labels and a top-level domain. An IP address is not."""
    labels = name.split(".")
    return (
        len(name) <= 253
        and len(labels) > 1
        and all(_LABEL.fullmatch(label) for label in labels)
        and len(labels[-1]) > 1
        and not labels[-1][0].isdigit()
    )


_KINDS = {
    "github.com": "code", "bitbucket.org": "code", "codeberg.org": "code", "gitee.com": "code",
    "sr.ht": "code", "anonymous.4open.science": "code", "gitlab.com": "code",
    "zenodo.org": "data", "figshare.com": "data", "osf.io": "data", "physionet.org": "data",
    "dataverse.org": "data", "youtube.com": "video", "youtu.be": "video", "vimeo.com": "video",
    "bilibili.com": "video", "hf.space": "demo",
    "arxiv.org": "paper", "doi.org": "paper", "openreview.net": "paper", "aclanthology.org": "paper",
}  # fmt: skip
# On these hosts the path decides: the first of these that it starts with.
_KINDS_BY_PATH = {
    "huggingface.co": {
        "/datasets/": "data", "/spaces/": "demo", "/papers/": "paper", "/docs/": "page", "/blog/": "page",
        "/": "model",
    },
    "kaggle.com": {"/datasets/": "data", "/competitions/": "data", "/code/": "code", "/": "page"},
    "modelscope.cn": {"/datasets/": "data", "/studios/": "demo", "/": "model"},
}  # fmt: skip
# The short name of huggingface.co.
_ALIASES = {"hf.co": "huggingface.co"}

#: In the address of each repository stands one of these.
_HOSTS_OF_CODE = (
    *("gitlab.", *(host for host, kind in _KINDS.items() if kind == "code")),
    *(host for host, kinds in _KINDS_BY_PATH.items() if "code" in kinds.values()),
)

_REPOSITORY = re.compile(r"https?://[^/]+/[^/?#]+/[^/?#]+.*", re.IGNORECASE)  # owner/name, r/NAME


def _kind(host: str, path: str) -> str:
    """Return what a host, in lower case, and the path on it are known to hold."""
    host = host.removeprefix("www.")
    host = _ALIASES.get(host, host)
    if host.startswith("gitlab."):
        return "code"
    paths = _KINDS_BY_PATH.get(host)
    if paths is not None:
        return next((kind for start, kind in paths.items() if f"{path}/".startswith(start)), "page")
    # 'doi.org' also covers 'dx.doi.org'; 'github.io' is another domain than 'github.com'.
    domain = host
    while domain not in _KINDS and "." in domain:
        domain = domain.partition(".")[2]
    return _KINDS.get(domain, "page")
