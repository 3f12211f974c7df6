"""Slugs: the readable, safe last part of a URL, made of a title or a name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable

from anyascii import anyascii

_WORDS = re.compile(r"[a-z0-9]+").findall

#: Longer slugs are cut at a word; a title of ordinary length is kept whole.
MAX_LENGTH = 90

#: Names of devices on Windows, where no file can have them.
DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)

#: Names that mean something else: to Windows, to MkDocs ('index', 'readme'), or as the folders of numbered
#: and lettered lists.
RESERVED = DEVICES | {"index", "readme", "page", "letter"}


def slugify(text: str) -> str:
    """Return lower-case ASCII words joined by hyphens, from a text in any script.

    At most `MAX_LENGTH` characters, cut at a word where there are several. Never empty: a text without a
    letter or digit gets ten hexadecimal digits of its SHA-256. It may be one of `RESERVED`.

    >>> slugify("FoCL: Feature-Oriented Continual Learning")
    'focl-feature-oriented-continual-learning'
    """
    words: list[str] = _WORDS((text if text.isascii() else anyascii(text)).lower().replace("'", ""))
    if not words:
        return hashlib.sha256(text.encode()).hexdigest()[:10]
    if len(whole := "-".join(words)) <= MAX_LENGTH:
        return whole
    slug = words[0][:MAX_LENGTH]
    for word in words[1:]:
        if len(slug) + 1 + len(word) > MAX_LENGTH:
            break
        slug += "-" + word
    return slug


def numbered(taken: Iterable[str] = ()) -> Callable[[str], str]:
    """Return a function that makes a new slug of a text each time it is called, never one of `taken`.

    The first text of a slug gets it as it is, the next ones with -2, -3…
    """
    used = set(taken)
    next_number: dict[str, int] = {}

    def give(text: str) -> str:
        base = slug = slugify(text)
        while slug in used:
            next_number[base] = next_number.get(base, 1) + 1
            slug = f"{base}-{next_number[base]}"
        used.add(slug)
        return slug

    return give


def assign(texts: Iterable[str]) -> list[str]:
    """Return a slug for each text, in the same order, all distinct and none of `RESERVED`.

    The first text of a slug gets it as it is, the next ones with -2, -3… So the order of `texts` must not
    depend on chance.
    """
    return list(map(numbered(RESERVED), texts))
