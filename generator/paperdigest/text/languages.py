"""The language of a text: as its source tells, unless its letters say otherwise; else by script and words.

Languages are BCP 47 tags (https://www.rfc-editor.org/info/bcp47): `zh`, `pt-BR`; '' where none is known.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

#: Languages by the letters that tell them, the most telling first: Japanese has Han, too.
_LETTERS = {
    "ja": "\u3040-\u30ff",
    "ko": "\u1100-\u11ff\uac00-\ud7ff",
    "zh": "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "ur": "\u0679\u0688\u0691\u06ba\u06d2",
    "fa": "\u067e\u0686\u0698\u06af",
    "ar": "\u0600-\u06ff\u0750-\u077f",
    "he": "\u0590-\u05ff",
    "uk": "\u0454\u0456\u0457\u0491",
    "ru": "\u0400-\u04ff",
    "el": "\u0370-\u03ff",
    "th": "\u0e00-\u0e7f",
    "hi": "\u0900-\u097f",
    "bn": "\u0980-\u09ff",
    "ta": "\u0b80-\u0bff",
    "ka": "\u10a0-\u10ff",
    "hy": "\u0530-\u058f",
}
_SCRIPTS = {language: re.compile(f"[{letters}]") for language, letters in _LETTERS.items()}
#: Languages whose letters are among those of another one.
_WITHIN = {"ja": "zh", "ur": "ar", "fa": "ar", "uk": "ru"}
_RIGHT_TO_LEFT = frozenset("ar fa he ur yi ps sd ckb dv ug".split())

#: Words without which few sentences of a language go, and which others do not have.
_WORDS = {
    "en": "the of and to is that with for we this by are from which our",
    "de": "der die das und ist nicht mit für wir ein eine von werden auf den dem des zur im",
    "fr": "le les des une et est dans pour que nous sur avec par du au aux cette",
    "es": "el los las una y es que para con por del se como nuestro esta",
    "pt": "os das dos uma e é que para com por não ao em nosso esta são",
    "it": "il gli della di che per con una è nel sono questo delle dei",
    "nl": "het een van en is dat met voor wij niet zijn deze door op",
}
_KNOWN_BY = {language: frozenset(words.split()) for language, words in _WORDS.items()}
#: Names of languages, as BibTeX and others write them.
_CALLED = {
    "english": "en", "american": "en", "british": "en", "german": "de", "ngerman": "de", "deutsch": "de",
    "french": "fr", "français": "fr", "francais": "fr", "spanish": "es", "español": "es", "portuguese": "pt",
    "italian": "it", "dutch": "nl", "chinese": "zh", "japanese": "ja", "korean": "ko", "arabic": "ar",
    "persian": "fa", "hebrew": "he", "russian": "ru", "ukrainian": "uk", "greek": "el", "polish": "pl",
    "turkish": "tr", "swedish": "sv", "czech": "cs",
}  # fmt: skip
#: Codes of three letters that sources write, for those of two that are meant.
_SHORT = {
    "eng": "en", "ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "spa": "es", "por": "pt", "ita": "it",
    "dut": "nl", "nld": "nl", "chi": "zh", "zho": "zh", "jpn": "ja", "kor": "ko", "ara": "ar", "per": "fa",
    "fas": "fa", "heb": "he", "rus": "ru", "ukr": "uk", "gre": "el", "ell": "el",
}  # fmt: skip


@lru_cache(maxsize=1 << 15)
def language_of(text: str, told: str = "") -> str:
    """Return the language of a text; `told` is what its source calls it, a tag or an English name.

    The script has the last word: an English abstract of a Chinese paper is English. In the Latin script it
    takes three words that are typical of a language, and twice as many as of any other.

    >>> language_of("医学图像分割"), language_of("Lernen", "ngerman"), language_of("Trees", "zh")
    ('zh', 'de', '')
    """
    if language := language_of_name(text, told):
        return language
    tag = tag_of(told)
    return _by_words(text) or (tag if tag[:2] not in _LETTERS else "")


def language_of_name(name: str, told: str = "") -> str:
    """Return the language of a name, as far as its script tells; '' for the Latin script.

    `told` is the language of the paper that it stands in.

    >>> language_of_name("山田太郎", "ja"), language_of_name("山田太郎"), language_of_name("Jürgen", "de")
    ('ja', 'zh', '')
    """
    if name.isascii() or not (script := _by_script(name)):
        return ""
    tag = tag_of(told)
    return tag if tag[:2] == script or _WITHIN.get(tag[:2]) == script else script


def tag_of(told: str) -> str:
    """Return the tag of a language by a tag or an English name; '' where it is none.

    >>> tag_of("pt_br"), tag_of("German"), tag_of("eng"), tag_of("<b>")
    ('pt-BR', 'de', 'en', '')
    """
    plain = told.strip().lower().replace("_", "-")
    plain = _CALLED.get(plain) or _SHORT.get(plain) or plain
    if not re.fullmatch(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}", plain):
        return ""
    first, *rest = plain.split("-")
    return "-".join([first, *(part.upper() if len(part) == 2 else part.capitalize() for part in rest)])


def is_right_to_left(language: str) -> bool:
    """Whether a language is written from right to left."""
    return language.split("-")[0] in _RIGHT_TO_LEFT


def is_english(text: str, told: str = "") -> bool:
    """Whether a text may be read as English: nothing says that it is anything else."""
    return language_of(text, told)[:2] in ("", "en")


def _by_script(text: str) -> str:
    """The language that the letters tell, of a third of the letters or more; '' for the Latin script."""
    letters = sum(map(str.isalpha, text))
    counts = {language: len(pattern.findall(text)) for language, pattern in _SCRIPTS.items()}
    for special, common in _WITHIN.items():
        if counts[special]:
            counts[special] += counts[common]
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] * 3 >= letters > 0 else ""


def _by_words(text: str) -> str:
    times = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    counts = {
        language: sum(times[word] for word in known.intersection(times))
        for language, known in _KNOWN_BY.items()
    }
    first, second = sorted(counts, key=lambda language: -counts[language])[:2]
    return first if counts[first] >= 3 and counts[first] >= 2 * counts[second] else ""
