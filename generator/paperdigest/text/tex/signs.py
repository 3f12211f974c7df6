"""Rules for the signs that mean something in TeX without a backslash: braces, dollars, quotes and others."""

from __future__ import annotations

import re

from paperdigest.text.tex.characters import DOLLAR, clean
from paperdigest.text.tex.links import end_group, is_link, read_second_half
from paperdigest.text.tex.mathematics import math_at
from paperdigest.text.tex.scan import PLAIN, Group, Scan

#: The message about mathematics that lacks its beginning or its end.
UNBALANCED_MATH_HELP = "close the mathematics in the source, or write a dollar as \\$"

# --- Braces ----------------------------------------------------------------------------------------------

_BETWEEN_ARGUMENTS = re.compile(r"\}\s{0,3}\{")


def read_opening_brace(scan: Scan, token: str, start: int) -> None:
    """A group, or the text of a link whose address was shown last."""
    if scan.is_after_url():
        read_second_half(scan)
    else:
        scan.groups.append(PLAIN)


def read_closing_brace(scan: Scan, token: str, start: int) -> None:
    """The end of a group, after which another one may belong to it."""
    group = scan.groups[-1] if scan.groups else None
    if group is None:
        scan.fault(start, "unbalanced-brace", "a '}' that nothing opened", "check the braces in the source")
        group = PLAIN
    was_after_url = scan.is_after_url()
    end_group(scan)
    if was_after_url and not group.link and (debris := _BETWEEN_ARGUMENTS.match(scan.source, start)):
        scan.position = debris.end()
        read_second_half(scan)
    elif group.unknown and scan.next() == "{":
        scan.show(" ")
        scan.position += 1
        scan.groups.append(Group(unknown=True))


# --- Mathematics -----------------------------------------------------------------------------------------

_UNICODE = re.compile(r"\s*\\unicode\{x([0-9A-Fa-f]{2,4})\}\s*")
_NOT_MATH = (".", ",", ":", ";", "/")  # 'github$.$com'


def read_dollar(scan: Scan, token: str, start: int) -> None:
    """Mathematics, or money."""
    found = math_at(scan.source, start)
    if not found:
        scan.show(DOLLAR)
        # '$5' and 'US$' are money; anything else was rather meant as mathematics.
        if not (scan.next().isdigit() or scan.source[max(start - 1, 0) : start].isalpha()):
            scan.fault(start, "unbalanced-math", "a '$' without its partner", UNBALANCED_MATH_HELP)
        return
    tex, delimiter = found[1] or found[2], "$$" if found[1] else "$"
    if is_link(tex):
        # '$\href{…}{…}$': dollars around a link, perhaps to get at its colours; it is no mathematics.
        scan.position = start + len(delimiter)
        scan.closers.update(dict.fromkeys(range(found.end() - len(delimiter), found.end()), ""))
        return
    scan.position = found.end()
    if char := _UNICODE.fullmatch(tex):
        scan.show(clean(chr(int(char[1], 16))))  # '$\\unicode{x2013}$', a dash from a converter
    elif tex in _NOT_MATH and delimiter == "$":
        scan.show(tex)
    else:
        scan.show_math(tex, delimiter)


# --- Quotes ----------------------------------------------------------------------------------------------

_SINGLE_QUOTED = re.compile(r"`(?=[^\s`'])[^`]{0,200}?[^\s`](')(?![\w'])")


def read_backticks(scan: Scan, token: str, start: int) -> None:
    """Opening quotes: '``', and '`' where its partner follows; else they are shown as they are."""
    if token == "``":
        scan.open_quotes += 1
        scan.show("“")
    elif (
        token == "`" and not scan.before().isalnum() and (quoted := _SINGLE_QUOTED.match(scan.source, start))
    ):
        scan.closers[quoted.start(1)] = "’"
        scan.show("‘")
    else:
        scan.show(token)


def read_apostrophes(scan: Scan, token: str, start: int) -> None:
    """One apostrophe, or two for a quote: a closing quote, unless it can only be an opening one."""
    before = scan.before()
    if token != "''":
        scan.show(token)
    elif scan.open_quotes:
        scan.open_quotes -= 1
        scan.show("”")
    elif scan.is_straight_open:
        scan.is_straight_open = False
        scan.show('"')
    elif not (before.isalnum() or before in ".,;:!?)" or scan.next().isspace()):
        scan.open_quotes += 1
        scan.show("“")
    else:
        scan.show("''" if before.isdigit() else "”")  # 15'' is inches


def read_straight_quote(scan: Scan, token: str, start: int) -> None:
    """A straight quote, which may close what '``' opened: ``x" is as common as ``x'', and so is "x''."""
    if scan.open_quotes and not scan.before().isspace():
        scan.open_quotes -= 1
        scan.show("”")
    else:
        scan.is_straight_open = not scan.is_straight_open
        scan.show('"')


# --- Others ----------------------------------------------------------------------------------------------

_NUMBER_NEXT = re.compile(r"\s?[+-]?(?:\.?\d|\$|\\\$)")
_RANGE = re.compile(r"(?:\d[x×%kKMB]?~\$?|\$~\$)\d")
_STRONG = re.compile(r"\*\*(?=[^\s*])[^*]{0,200}?[^\s*](\*\*)(?!\*)")


def read_tilde(scan: Scan, token: str, start: int) -> None:
    """A space, unless it means 'about' ('~5%') or 'to' ('0.1~0.2') or stands in a path ('/~user')."""
    before = scan.source[max(start - 1, 0) : start]
    is_about = before in " ([<>=≈+-/" and scan.match(_NUMBER_NEXT)
    is_range = _RANGE.search(scan.source, max(start - 2, 0), start + 3)
    is_path = before == "/" and scan.next().isalnum()
    scan.show("~" if is_about or is_range or is_path else " ")


def read_dashes(scan: Scan, token: str, start: int) -> None:
    """Two or three hyphens for a dash; '-->' is an arrow."""
    scan.show({"--": "–", "---": "—"}.get(token, token))


def read_asterisks(scan: Scan, token: str, start: int) -> None:
    """Markdown's emphasis, which some write instead of TeX's; '2**3' is no emphasis."""
    if not scan.before().isalnum() and (strong := _STRONG.match(scan.source, start)):
        scan.closers[strong.start(1)] = ""
    else:
        scan.show("**")


def read_percent(scan: Scan, token: str, start: int) -> None:
    """A percent sign after a space: what is left of a comment, unless a number or word is before it.

    Where the comment ended can no longer be known, since the lines were joined; so its text is shown.
    """
    before = scan.source[max(start - 64, 0) : start].rstrip(" }")[-1:]
    if before in ".,;:!?)]\"'”’" or scan.source.startswith(("\\", "http"), scan.position):
        scan.fault(start, "comment", "a comment sign; its text is shown", "remove what was commented out")
        scan.show(" ")
    else:
        scan.show("%")
