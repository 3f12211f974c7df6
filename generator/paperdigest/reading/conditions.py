"""Conditions on papers, as rules of `sources.yml` and feeds of `settings.yml` name them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from paperdigest.reading.yamltree import Value
from paperdigest.text.terms import word_sequences

#: How many texts a list may have, and characters a text.
MOST_TEXTS, _MOST_CHARACTERS = 100, 300

Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions on a paper. A list is met where one of its texts fits; what is missing is no condition.

    `topics` are names of topics, `words` are terms as topics have them, `code` asks whether there is code.
    """

    topics: Texts = ()
    words: Texts = ()
    authors: Texts = ()
    venues: Texts = ()
    code: bool | None = None


def read_texts(value: Value) -> Texts | None:
    """Read a list of texts, or one text; those that no service could be asked for are left out."""
    items = [value] if value.is_scalar else at_most(value, MOST_TEXTS)
    return tuple(text for item in items if (text := _read_text(item)) is not None)


def _read_text(value: Value) -> str | None:
    text = value.string()
    if text is None:
        return None
    text = " ".join(text.split())
    if len(text) > _MOST_CHARACTERS or '"' in text or not text.isprintable():
        message = f"'{text[:60]}' has a quotation mark, a control character or too many characters"
        value.warn("odd-text", message, "write it plainly; it was left out")
        return None
    return text


def read_terms(value: Value) -> Texts | None:
    """Read words as topics have them; those without a letter or digit are left out."""
    terms = read_texts(value) or ()
    for term in terms:
        if not word_sequences(term)[0]:
            value.warn("empty-term", f"'{term}' has no word in it", "write a word, or remove it")
    return tuple(term for term in terms if word_sequences(term)[0])


def at_most(value: Value, most: int) -> list[Value]:
    """Return the items of a list, as far as it may have them; others are reported."""
    items = value.items() or []
    if len(items) > most:
        message = f"{len(items)} entries, and {most} are the most"
        items[most].warn("too-many", message, "this and all after it were left out")
    return items[:most]


#: How the lists of conditions are read.
LISTS: Mapping[str, Callable[[Value], Texts | None]] = {
    "topics": read_texts,
    "words": read_terms,
    "authors": read_texts,
    "venues": read_texts,
}
