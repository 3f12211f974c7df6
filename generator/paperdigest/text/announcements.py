"""Does an abstract say that there is code, or will be? 'The code will be released upon acceptance.'"""

from __future__ import annotations

import re

#: The authors' code, and what may follow it: 'code completion' is not it.
_CODE = (
    r"\b(?:codes?|codebase|implementations?)"
    r"(?=,| (?:and|&|for|of|to|as|used|along|together|with|will|is|are|has|have|can)\b)"
)
_OPEN = (
    r"(?:released|available|open(?:-| )?sourced?|published|accessible|shared|opened|provided|public|found)\b"
)
_SAID = re.compile(
    # 'code and data … will be made publicly available'
    rf"{_CODE}[^.;:]{{0,80}}?\b(?:be|is|are|been)(?: (?!not\b|no\b)[\w-]+){{0,3}} {_OPEN}"
    # 'we release our code', 'we will make the code available'
    r"|\bwe (?:\w+ ){0,3}(?:release|open-?source|publish|share|provide|make)\b[^.;:]{0,60}"
    r"\b(?:our|the|all|source|training|inference|full|and) (?:codes?|codebase|implementations?)\b"
    r"(?! \w+ing\b)"
    r"|\bwe (?:\w+ ){0,3}release codes?(?=[.,]| and | upon| publicly)",
    re.IGNORECASE,
)


def announces_code(abstract: str) -> bool:
    """Whether a plain abstract says that the authors' code is there or will be; the time is linear.

    >>> announces_code("We study trees. Code and data will be made available.")
    True
    >>> announces_code("The code is not available. Code models are released every day.")
    False
    """
    folded = abstract.casefold()  # most abstracts have neither word, and this search is quick
    found = [place for word in ("code", "implementation") if (place := folded.find(word)) >= 0]
    if not found or len(folded) != len(abstract):
        return bool(found) and _SAID.search(abstract) is not None
    # Nothing that says it goes on over one of these signs before the first of the words.
    begin = max(folded.rfind(sign, 0, min(found)) for sign in ".;:")
    return _SAID.search(abstract, begin + 1) is not None
