"""Characters that a reader does not see, and that may hide, join or reorder what stands beside them."""

from __future__ import annotations

#: For a character class of a pattern: C0 and C1 controls but white space; soft hyphen; zero-width space and
#: word joiner; marks, embeddings, overrides and isolates of the bidirectional algorithm, which can make a
#: text read otherwise than it is written (CVE-2021-42574); the byte order mark; marks of annotations; and
#: tags, in which a whole text can hide.
INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\u180e\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f"
)
#: Zero-width non-joiner and joiner: they shape words of Arabic and Indic scripts, and hold emoji together.
JOINERS = "\u200c\u200d"
#: Halves of a pair in UTF-16, which no other encoding can hold.
SURROGATES = "\ud800-\udfff"


def on_one_line(text: str) -> str:
    r"""Return a text on one line: single spaces for runs of white space, and nothing that does not print.

    >>> on_one_line("Ada\n  Love\u200blace\x07")
    'Ada Lovelace'
    """
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(filter(str.isprintable, line))
