"""Learn from a corpus of abstracts where words may stand in a noun phrase, and write the table.

    python generator/training/count_word_classes.py CORPUS.jsonl.gz

The corpus is as for `count_commonness.py`. A line of the table is a word in lower case behind a mark: `<` is
a gerund that begins phrases (it is met behind articles, or as the last word of phrases; others have objects),
`>` ends no phrase (it is nearly always met before another word of a phrase, as adjectives are), `?` is a verb
where 'to' stands before it. The same corpus gives the same bytes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from count_commonness import BEFORE_VERBS, asked, read, write_table
from paperdigest.digesting.phrases import is_apart, singular

ROOT = Path(__file__).parents[2]

TABLE = ROOT / "generator" / "paperdigest" / "digesting" / "word_classes.txt"

#: Words that only nouns, and what describes them, stand behind.
ARTICLES = frozenset("the a an this our its these their each both".split())
#: A word is judged when it was met so many times.
TIMES = 10
#: From this share behind articles on, or this share at the end of phrases, a gerund begins phrases.
BEHIND_ARTICLES, GERUND_ENDS = 0.08, 0.3
#: Below this share at the end of phrases a word ends none: one that looks like an adjective, and any other.
ADJECTIVE_ENDS, NOUN_ENDS = 0.25, 0.12
#: From this share behind 'to' or a modal verb on, a word may be a verb.
MAYBE_VERB = 0.1

_TOKEN = re.compile(r"[^\W_]+(?:[-'’+][^\W_]+)*|[^\w\s]")
_LIKE_ADJECTIVE = re.compile(r"-|(?:al|ar|ed|ful|ible|able|ic|ive|less|ous|ing)$")


def classes(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield words with the marks that they have, in lower case."""
    times: Counter[str] = Counter()
    behind_articles: Counter[str] = Counter()
    behind_verbs: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    for text in texts:
        words = _TOKEN.findall(text.lower())
        for before, word, after in zip([".", *words], words, [*words[1:], "."], strict=False):
            if word[0].isalpha() and not is_apart(word):
                times[word] += 1
                behind_articles[word] += before in ARTICLES
                behind_verbs[word] += before in BEFORE_VERBS
                ends[word] += not after[0].isalpha() or is_apart(after)
    for word in sorted(times):
        if times[word] < TIMES:
            continue
        # A noun may end a phrase in the plural alone.
        forms = {word, singular(word), f"{word}s"}
        share = sum(ends[form] for form in forms) / sum(times[form] for form in forms)
        is_noun = share >= GERUND_ENDS or behind_articles[word] >= BEHIND_ARTICLES * times[word]
        if word.endswith("ing") and is_noun:
            yield "<", word
        if share < (ADJECTIVE_ENDS if _LIKE_ADJECTIVE.search(word) else NOUN_ENDS):
            yield ">", word
        if behind_verbs[word] >= MAYBE_VERB * times[word]:
            yield "?", word


def main() -> None:
    """Count, and write the table."""
    arguments = asked(__doc__, TABLE)
    lines = sorted(f"{mark} {word}" for mark, word in classes(read(arguments.corpus)))
    write_table(arguments.table, lines)
    counts = Counter(line[0] for line in lines)
    print(", ".join(f"{number:,} {mark}" for mark, number in sorted(counts.items())))


if __name__ == "__main__":
    main()
