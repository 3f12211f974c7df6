"""The Markdown text type, and the one way in which outside text becomes Markdown.

`Markdown` is a string that is trusted to be Markdown already; everything else is text and is escaped
before it stands on a page. Rules: Python-Markdown's syntax
(https://python-markdown.github.io/), which MkDocs renders. Imports nothing of ours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape as escape_html
from urllib.parse import quote

from markupsafe import Markup


class Markdown(Markup):
    """Trusted Markdown. Joining or formatting it with plain text escapes that text as Markdown.

    It is a `markupsafe.Markup`, so Jinja's automatic escaping leaves it alone.
    """

    __slots__ = ()

    @classmethod
    def escape(cls, s: object, /) -> Markdown:
        """Return `s` unchanged if it is trusted already, else escaped."""
        if type(s) is cls:
            return s
        if hasattr(s, "__html__"):
            return cls(s.__html__())
        return escape(str(s))


_SPACE = re.compile(r"\s+")
# What starts a construct anywhere in a line. A '_' between two word characters is no emphasis there.
# Signs at the end of a heading close it: a run of them is looked at once, from its first.
_INLINE = re.compile(r"[\\`*\[\]{}]|(?<![^\W_])_|_(?![^\W_])|[<>&|]|(?<!#)#++(?=\s*+$)")
# The signs of these, for which Python looks faster.
_SIGNS = re.compile(r"[\\`*\[\]{}_<>&|#]")
# A backslash too, so that one in Markdown always escapes what follows.
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;", "\\": "&#92;"}
# What starts a block at the beginning of a line: a heading, list, rule, fence, table, admonition.
_BLOCK = re.compile(r"\s*(?:[#+\-=~:!?/^$%@]|\d+(?=[.)]))")
_BACKSLASHED = "#+-!"


@lru_cache(maxsize=1 << 16)  # names stand on many pages
def escape(text: str) -> Markdown:
    r"""Return Markdown that shows `text` as it is, on one line, wherever it is put.

    >>> str(escape("1. a*b <i> snake_case"))
    '1\\. a\\*b &lt;i&gt; snake_case'
    """
    return guard(inline(_SPACE.sub(" ", text)))


def inline(text: str) -> Markdown:
    """Return Markdown that shows `text` as it is within a line; at its beginning it needs `guard`, too."""
    if not _SIGNS.search(text):
        return Markdown(text)
    return Markdown(_INLINE.sub(lambda found: _ENTITIES.get(found[0]) or "\\" + "\\".join(found[0]), text))


def guard(line: str) -> Markdown:
    """Return a line of Markdown that starts no block: no heading, list, rule or the like."""
    if start := _BLOCK.match(line):
        before, mark, rest = line[: start.end() - 1], line[start.end() - 1], line[start.end() :]
        if mark.isdecimal():
            line = f"{before}{mark}\\{rest}"
        elif mark in _BACKSLASHED:
            line = f"{before}\\{mark}{rest}"
        else:
            line = f"{before}&#{ord(mark)};{rest}"
    return Markdown(line)


#: How the address of a link begins that is refused, and one that stands in Markdown as it is.
_FORBIDDEN = re.compile(r"(?!https?://)(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_TIDY = re.compile(r"[a-zA-Z0-9:/?#@!$&,=~+%._-]*")


def link(text: object, target: str, classes: Sequence[str] = ()) -> Markdown:
    """Return a Markdown link. `target` is a relative path or an http(s) URL; others are refused.

    Raises `ValueError` for a URL of another scheme, such as `javascript:`.
    """
    if _FORBIDDEN.match(target):
        raise ValueError(f"not an http(s) URL: {target!r}")
    # Brackets, quotes, stars and the like would end the link or start something else.
    address = target if _TIDY.fullmatch(target) else quote(target, safe=":/?#@!$&,=~+%.-_")
    suffix = f"{{ {' '.join('.' + name for name in classes)} }}" if classes else ""
    return Markdown(f"[{Markdown.escape(text)}]({address}){suffix}")


def fence(code: str, language: str = "text") -> Markdown:
    """Return a fenced code block that shows `code` to the letter, whatever it holds."""
    ticks = max((len(run) for run in re.findall(r"`+", code)), default=0)
    mark = "`" * max(3, ticks + 1)
    return Markdown(f"{mark}{language}\n{code}\n{mark}")


def code(text: str) -> Markdown:
    """Return an inline code span that shows `text` to the letter, on one line."""
    line = " ".join(text.split())
    # Converters differ in how a backtick or backslash ends a span, and Python-Markdown adds a semicolon to
    # '&#1'; braces could be taken for a list of classes.
    if re.search(r"[`\\{}\[\]]|&#", line):
        return Markdown("<code>" + re.sub(r"[^\w ]|_", lambda found: f"&#{ord(found[0])};", line) + "</code>")
    return Markdown(f"`{line}`")


_MARKS = {ord(mark): f"&#{ord(mark)};" for mark in "\\`*_{}[]"}


def inline_html(text: object) -> Markdown:
    """Return `text` for raw HTML: in a line, where Markdown is read between tags, or in a block, where not.

    What would be Markdown is written as entities, which both leave alone. Trusted Markdown stays as it is.
    """
    if isinstance(text, Markdown):
        return text
    return Markdown(re.sub(r"[\\`*_{}\[\]|]", lambda found: f"&#{ord(found[0])};", escape_html(str(text))))


def html(text: object) -> Markdown:
    """Return `text` escaped for raw HTML: between tags, or in a quoted attribute.

    What Markdown gives a meaning is escaped, too: between tags within a line a converter looks for it.
    """
    return Markdown(escape_html(str(text)).translate(_MARKS))
