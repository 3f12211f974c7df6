"""Which characters a text may hold: white space made one, the invisible dropped, the unprintable replaced."""

from __future__ import annotations

import re
from collections.abc import Sequence

from paperdigest.text.invisible import INVISIBLE, JOINERS, SURROGATES

#: They stand for a literal dollar and backslash during the scan. `clean` removes them from every source.
DOLLAR = "\x02"
BACKSLASH = "\x03"

_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"
# Scripts and signs that need joiners. Anywhere else a joiner can only hide something.
_JOINED = "\u0590-\u1dff\u2190-\u2bff\ufb1d-\ufefc\U00010000-\U0010ffff\ufe0f"
_UNWANTED = re.compile(f"[{INVISIBLE}]|(?<![{_JOINED}])[{JOINERS}]|[{JOINERS}](?![{_JOINED}])")
_UNUSUAL = re.compile(f"[{_SPACES}{INVISIBLE}{JOINERS}{SURROGATES}]")
_LONE_SURROGATE = re.compile(f"[{SURROGATES}]")


def clean(source: str) -> str:
    """Return a source with all white space as spaces and without invisible characters.

    Lone surrogates, which no encoding can hold, become U+FFFD.
    """
    source = source.replace("\n", " ")  # mostly that is all
    if source.isascii() and source.isprintable():
        return source
    if not _UNUSUAL.search(source):
        return source
    source = source.translate(dict.fromkeys(map(ord, _SPACES), " "))
    return _LONE_SURROGATE.sub("\ufffd", _UNWANTED.sub("", source))


def offsets_before_cleaning(source: str, offsets: Sequence[int]) -> list[int]:
    """Return, for rising offsets (in characters) in a text that `clean` made, those in its source."""
    dropped = [match.start() for match in _UNWANTED.finditer(source)]
    found = []
    passed = 0
    for offset in offsets:
        while passed < len(dropped) and dropped[passed] <= offset + passed:
            passed += 1
        found.append(offset + passed)
    return found


def literal(text: str) -> str:
    """Return a text with stand-ins for its dollars and backslashes, so that a scan shows them as they are."""
    return text.replace("$", DOLLAR).replace("\\", BACKSLASH)
