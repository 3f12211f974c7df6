"""What holds of any text, whatever it is: for property tests, and for `make fuzz`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

from paperdigest.digesting import clauses
from paperdigest.digesting.highlight import explain, highlight
from paperdigest.digesting.keyphrases import MOST, key_phrases
from paperdigest.digesting.phrases import MOST_WORDS, phrases_of
from paperdigest.text.links import find_links
from paperdigest.text.sentences import sentences, stems, words
from paperdigest.text.slugs import MAX_LENGTH, slugify
from paperdigest.text.tex import math_spans, strip_math, to_text

#: Without one of these, a text is read as it stands.
_TEX = re.compile(r"[\\{}$~`\"%]|''|--|\*\*")
#: C0 and C1 controls, what reorders or hides text, and lone surrogates: never in what a reader sees.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def broken_laws(source: str) -> Iterator[str]:
    """Yield what should hold of a text, read as TeX, but does not."""
    read = to_text(source)
    yield from _of_a_line("to_text", read.text)
    if to_text(source) != read:
        yield "to_text: read twice, it is not the same"
    if not all(0 <= fault.offset < len(source) for fault in read.faults):
        yield "to_text: a fault outside of the source"
    if not _TEX.search(read.text) and to_text(read.text).text != read.text:
        yield "to_text: plain text does not stay as it is"
    yield from _of_mathematics(read.text)
    yield from _of_sentences(read.text)
    yield from _of_phrases(read.text)
    yield from _of_highlights(read.text)
    yield from _of_links(read.text)
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug := slugify(read.text)) or len(slug) > MAX_LENGTH:
        yield f"slugify: {slug!r}"


def _of_a_line(name: str, text: str) -> Iterator[str]:
    if text != " ".join(text.split()):
        yield f"{name}: not one line with single spaces"
    if not unicodedata.is_normalized("NFC", text):
        yield f"{name}: not in NFC"
    if found := _UNSEEN.search(text):
        yield f"{name}: a character that is not to be seen: {found[0]!r}"


def _of_mathematics(text: str) -> Iterator[str]:
    spans = math_spans(text)
    if not all(text[start] == text[end - 1] == "$" and end - start > 2 for start, end in spans):
        yield "math_spans: no mathematics"
    if not all(end <= start for (_, end), (start, _) in pairwise(spans)):
        yield "math_spans: out of order"
    yield from _of_a_line("strip_math", strip_math(text))


def _of_sentences(text: str) -> Iterator[str]:
    found = sentences(text)
    if "".join(found).replace(" ", "") != text.replace(" ", ""):
        yield "sentences: not all of the text"
    if not all(sentence and sentence == sentence.strip() for sentence in found):
        yield "sentences: white space around one"
    its_words = words(text)
    if not all(word.isascii() and word.isalnum() and word == word.lower() for word in its_words):
        yield "words: not in lower case"
    rest = iter(its_words)
    if not all(any(word.startswith(stem) for word in rest) for stem in stems(its_words)):
        yield "stems: not those of the words"


def _of_phrases(text: str) -> Iterator[str]:
    for key, phrase in phrases_of(text).items():
        if phrase.text not in text or not key or phrase.times < 1:
            yield f"phrases_of: {phrase.text!r} does not stand in the text"
        if phrase.text.count(" ") >= MOST_WORDS:
            yield f"phrases_of: {phrase.text!r} is too long"
    title, abstract = text[: len(text) // 4], text[len(text) // 4 :]
    found = key_phrases(title, abstract)
    if len(found) > MOST or len(set(found)) < len(found):
        yield "key_phrases: too many, or the same"
    for phrase in found:
        if phrase.lower() not in title.lower() and phrase.lower() not in abstract.lower():
            yield f"key_phrases: {phrase!r} stands neither in title nor abstract"


def _of_highlights(text: str) -> Iterator[str]:
    shown = highlight("", text)
    if shown != next((one.text for one in explain("", text) if not one.fault), None):
        yield "highlight: not the first of `explain`"
    if shown is None:
        return
    yield from _of_a_line("highlight", shown)
    if not clauses.SHORTEST <= len(shown.split()) <= clauses.LONGEST or shown[-1] not in ".?\"”’'":
        yield f"highlight: no whole sentence of fit length: {shown!r}"
    source = _letters(strip_math(text) + " " + strip_math(to_text(text).text))
    if not set(_letters(shown)) <= set(source) | set(_present(source)):
        yield f"highlight: a word that the abstract does not have: {shown!r}"


def _letters(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def _present(source: Iterable[str]) -> Iterator[str]:
    """The present tense of what 'by proposing' says, the one word that is ever changed."""
    for word in source:
        if word.endswith("ing"):
            stem = word.removesuffix("ing")
            yield from (stem, stem + "s", stem + "e", stem + "es", stem[:-1] + "ies")


def _of_links(text: str) -> Iterator[str]:
    found = find_links(text)
    if not all(one.end <= other.start for one, other in pairwise(found)):
        yield "find_links: out of order"
    for link in found:
        if not link.url.startswith(("http://", "https://")) or not link.url.endswith(
            text[link.start : link.end][-8:]
        ):
            yield f"find_links: {link.url!r} is not what is shown"
