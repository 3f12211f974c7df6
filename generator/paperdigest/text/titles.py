"""What titles have in common that readers would call the same, however they are written."""

from __future__ import annotations

import re
from functools import lru_cache

from paperdigest.text.names import fold

# Marks that belong to the word before them: C++, F#, and A* where that is one letter.
_MARKS = re.compile(r"(?<=\w)[+#]+|(?<=\b[A-Z])\*(?!\*)")
_SPOKEN = {"+": "plus", "#": "sharp", "*": "star"}


def title_key(title: str) -> str:
    """Return a key that is equal for titles which readers would call the same.

    Case, accents and punctuation make no difference, but the signs of names such as C++ do.

    >>> title_key("Why C?") == title_key("why C"), title_key("Why C") == title_key("Why C++")
    (True, False)
    """
    has_marks = any(mark in title for mark in _SPOKEN)  # as few titles have
    return fold(_MARKS.sub(lambda mark: "".join(_SPOKEN[c] for c in mark[0]), title) if has_marks else title)


@lru_cache(maxsize=1 << 17)
def american_title(title: str) -> str:
    """Return the key of a title in American spelling."""
    return american(title_key(title))


def same_title_key(title: str) -> str:
    """Return what two titles of one work have in common, without regard to TeX, hyphens and British spelling.

    >>> same_title_key("Catalysed C(sp$^3$)–H Arylation") == same_title_key("Catalyzed C(sp3)-H arylation")
    True
    """
    return american_title(title).replace(" ", "")


# British spellings, with letters that most titles have not, and what Americans write; where both would be
# changed alike, no harm is done.
_AMERICAN = (
    ("s", re.compile(r"s(?=(?:e|ed|es|er|ers|ing|ation|ations|able)\b)(?<=\w\w[iy]s)"), "z"),
    ("our", re.compile(r"(?<=\w\w\w)our(?=(?:s|ed|ing|al|able|ful|less|ite|ites|hood)?\b)"), "or"),
    ("ll", re.compile(r"(?<=\w[aeiou])ll(?=(?:ed|ing|er|ers)\b)"), "l"),
    ("re", re.compile(r"(?<=\w\w[^aeiou\W])re(?=s?\b)"), "er"),
    ("ogue", re.compile(r"(?<=\w\w)ogue(?=s?\b)"), "og"),
    ("ence", re.compile(r"(?<=\w\wen)ce(?=s?\b)"), "se"),
    ("e", re.compile(r"[ao]e"), "e"),
    ("sulph", re.compile(r"\bsulph"), "sulf"),
    ("aluminium", re.compile(r"\baluminium\b"), "aluminum"),
    ("grey", re.compile(r"\bgrey"), "gray"),
    ("programme", re.compile(r"\bprogrammes?\b"), "program"),
)


def american(text: str) -> str:
    """Return a folded text in American spelling, for comparing: 'catalysed' and 'catalyzed' become one.

    >>> american("anaemia behaviour modelling centre"), american("anemia behavior modeling center")
    ('anemia behavior modeling center', 'anemia behavior modeling center')
    """
    for letters, british, with_ in _AMERICAN:
        if letters in text:
            text = british.sub(with_, text)
    return text
