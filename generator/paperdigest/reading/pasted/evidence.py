"""What a short text tells, by its form: names of authors, a venue, a date."""

from __future__ import annotations

import re

from paperdigest.model import MONTHS
from paperdigest.reading.pasted.names import looks_like_names
from paperdigest.reading.venues import short_name
from paperdigest.text.links import find_links

YEAR = re.compile(r"(?<![\d.])(?:19[4-9]|20\d)\d(?!\d)|['’‘]\d\d\b")
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS)
DATE = re.compile(
    r"(?:19|20)\d\d(?:[./-]\d{1,2}){0,2}|['’‘]\d\d"
    rf"|(?:\d{{1,2}} )?(?:{_MONTH})\.?,? ?(?:\d{{1,2}},? )?(?:19|20)\d\d",
    re.IGNORECASE,
)
#: An identifier, which says where a paper is and is never its title.
IDENTIFIER = re.compile(
    r"(?:arxiv\s?:?\s?)?\d{4}\.\d{4,5}(?:v\d{1,2})?|(?:doi:?\s?)?10\.\d{4,9}/\S{1,200}", re.IGNORECASE
)
_ARXIV = re.compile(r"arxiv[\s:]{0,2}(?:\d{4})?", re.IGNORECASE)
_VENUE_WORDS = re.compile(
    r"\b(?:arxiv|preprint|journal|transactions|proceedings|conference|workshop|symposium|biorxiv|medrxiv)\b",
    re.IGNORECASE,
)
# Where a text ends and another begins: a full stop behind a word, a dash; and a bracket.
STOPS = re.compile(
    r"(?<!\bvol)(?<!\bno)(?<!\bpp)(?<=[^\W\d_A-Z])[.](?=\s|$)|(?<=[\d)’”])[.](?=\s|$)|\s[–—|-]\s|(?<=[?!])\s"
)
ENDS = re.compile(rf"{STOPS.pattern}|[()\[\]【】]")
_SENTENCES = re.compile(r"(?<!\bvs)(?<=[^\W\d_A-Z])[.]\s|(?<=[)”\d])[.]\s|(?<=[?!])\s")
AROUND = " ,.;:*_·•|/>–—-\t\n\"“”'`~"


def trimmed(text: str) -> str:
    """Return a text without the punctuation around it; the dot of an initial at its end stays."""
    kept = text.strip(AROUND)
    is_initial = kept[-1:].isupper() and not kept[-2:-1].isalnum()
    return f"{kept}." if is_initial and text.rstrip().endswith(f"{kept[-1]}.") else kept


def stripped(text: str | None) -> str:
    """Return a text without the punctuation around it; '' for one without a letter or digit."""
    kept = trimmed(text or "")
    return kept if any(map(str.isalnum, kept)) else ""


def sentences(text: str) -> list[str]:
    """Cut a text at full stops; at a question mark only before a venue or names, for titles go on there."""
    found: list[str] = []
    for sentence in _SENTENCES.split(text):
        if found and found[-1].endswith(("?", "!")) and not is_detail(sentence):
            found[-1] += f" {sentence}"
        else:
            found.append(sentence)
    return found


def is_venue(text: str) -> bool:
    """Whether a text names a venue: one that is known, or with a word for venues, or with a year."""
    words = len(text.split())
    if words > 10 or len(text) > 200:
        return False
    return bool(
        (words <= 8 and short_name(text))
        or (words <= 10 and (_VENUE_WORDS.search(text) or YEAR.search(text)))
    )


def is_short_venue(text: str) -> bool:
    """Whether a text is a venue or a date and nothing else."""
    return len(text.split()) <= 5 and bool(
        DATE.fullmatch(text) or short_name(text) or YEAR.search(text) or _ARXIV.fullmatch(text)
    )


def is_about(text: str) -> bool:
    """Whether a text in brackets tells of a venue or a date."""
    return bool(DATE.fullmatch(text.strip()) or is_venue(text))


def is_author_list(text: str) -> bool:
    """Whether a text names several people, or one with initials; 'Graph Attention' might be a name, too."""
    is_list = re.search(r"[,;·•]| and | & |\b[A-Z]\. ", text)
    return bool(is_list) and looks_like_names(text) and not short_name(text[:200])


def is_detail(text: str) -> bool:
    """Whether a text tells of authors or a venue only."""
    if is_author_list(text):
        return True
    chunks = filter(None, map(stripped, ENDS.split(text)))
    return all(is_author_list(chunk) or is_short_venue(chunk) or bool(find_links(chunk)) for chunk in chunks)
