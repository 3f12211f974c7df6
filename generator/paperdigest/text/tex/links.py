r"""Addresses and links in TeX: bare ones, `\href{…}{…}`, and what is left of that in metadata."""

from __future__ import annotations

import re

from paperdigest.text.tex.characters import DOLLAR, literal
from paperdigest.text.tex.scan import PLAIN, Group, Scan

#: The pattern of an address: no white space, no braces, no quotes; with the escapes that TeX needs.
URL = r"https?://(?:[^\s{}\\$<>\"`'|\-]|'(?!')|-(?!--)|\\[_%#&~$\-])+"
_URL = re.compile(URL)
_ESCAPED = re.compile(r"\\(?=[_%#&~$\-])")
_TARGET = re.compile(r"\s*+\{([^{}]*+)\}")
_CLOSES_SOON = re.compile(r"[^{}]{0,300}\}")
#: A text of more pieces or characters than this is no address. It is not even joined, so that nested links
#: take linear time.
_MOST_PIECES, _LONGEST_TEXT = 40, 4000


def read_url(scan: Scan, token: str, start: int) -> None:
    """An address that stands in the text."""
    scan.show_url(_ESCAPED.sub("", token).replace("$", DOLLAR))


def read_link(scan: Scan, name: str, start: int) -> None:
    r"""`\href{address}{text}`, and `\hyperlink`, whose first argument may be a label."""
    target = scan.take(_TARGET)
    if not target:
        scan.enter(PLAIN)
        return
    url = literal(_ESCAPED.sub("", target[1].strip()))
    is_url = "://" in url or url.startswith(("www.", "mailto:")) or ("." in url and "/" in url)
    if not scan.enter(Group(link=url, start=len(scan.pieces)) if is_url else PLAIN):
        scan.show_url(url)


def read_second_half(scan: Scan) -> None:
    r"""What follows 'url{', '{url}{' or 'url}{', the rest of a '\href{url}{text}' whose address was shown."""
    url = scan.pieces.pop()
    second = scan.match(_URL)
    if second and _is_same(url, second[0]):
        scan.position = second.end()
        scan.show_url(url)
        scan.show(_trailing_punctuation(second[0]))
        if scan.next() == "}":
            scan.position += 1
    elif scan.match(_CLOSES_SOON):
        scan.groups.append(Group(link=url, start=len(scan.pieces)))
    else:
        scan.show(url + " ")


def end_group(scan: Scan) -> None:
    """Close the innermost group, if there is any: after the text of a link, show where it leads."""
    group = scan.groups.pop() if scan.groups else PLAIN
    scan.show(group.closing)
    if not group.link:
        return
    shown = scan.pieces[group.start :] if len(scan.pieces) - group.start <= _MOST_PIECES else ["…"]
    text = "".join(shown).strip() if sum(map(len, shown)) < _LONGEST_TEXT else "…"
    if text and not _is_same(text, group.link):
        scan.show(f" ({group.link})")
    else:
        del scan.pieces[group.start :]
        scan.show(group.link)
        scan.show(_trailing_punctuation(text))


def is_link(tex: str) -> bool:
    """Whether what stands between dollars is a link and not mathematics."""
    return tex.lstrip().startswith(("\\href{", "\\url{"))


def _trailing_punctuation(url: str) -> str:
    return url[len(url.rstrip(".,;:!?)")) :]


def _is_same(one: str, other: str) -> bool:
    """Whether two addresses are the same but for their scheme, 'www.', and a final '/' or full stop."""
    return _core(one) == _core(other)


def _core(url: str) -> str:
    url = _ESCAPED.sub("", url).rstrip(".,;:!?)/").casefold()
    return url.removeprefix("https://").removeprefix("http://").removeprefix("www.")
