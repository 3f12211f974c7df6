"""Lines to learn from where title and authors were told apart before: as listings write them, and less usual.

The corpus is JSON, a record a line, plain or gzipped: 'id', 'title', 'authors' (complete and in order) and
'abstract'.
"""

from __future__ import annotations

import gzip
import json
import random
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

#: Into so many folds the papers are dealt, by a hash of their identifiers.
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Paper:
    """A record of the corpus, with single spaces in its title and names."""

    id: str
    title: str
    authors: tuple[str, ...]
    abstract: str

    @property
    def fold(self) -> int:
        """The fold of the cross-validation, from 0, in which the paper is held out."""
        return zlib.crc32(self.id.encode()) % FOLDS


@dataclass(frozen=True, slots=True)
class Example:
    """A glued line and what it should come apart to; `complete` is false where it ends in 'et al.'."""

    line: str
    abstract: str
    title: str
    authors: tuple[str, ...]
    complete: bool


def read_corpus(path: Path) -> list[Paper]:
    """Read the records of a corpus; raises `OSError`, `ValueError` or `KeyError` where it is not one."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as lines:
        records = [json.loads(line) for line in lines]
    return [
        Paper(
            record["id"],
            " ".join(record["title"].split()),
            tuple(" ".join(name.split()) for name in record["authors"]),
            record["abstract"],
        )
        for record in records
    ]


def render(
    title: str,
    authors: Sequence[str],
    abstract: str,
    *,
    shown: int = 3,
    glue: str = "",
    comma: str = ", ",
    last: str = "",
    et_al: str = " et al.",
) -> Example:
    """Write a line as listings do: the first `shown` authors, and `et_al` when there are more.

    `glue` stands between title and authors, `comma` between authors and `last`, if given, before the last.
    """
    names = tuple(authors[:shown])
    listed = comma.join(names)
    if last and len(names) > 1 and len(authors) <= shown:
        listed = comma.join(names[:-1]) + last + names[-1]
    rest = et_al if len(authors) > shown else ""
    return Example(title + glue + listed + rest, abstract, title, names, not rest)


def natural(papers: Iterable[Paper]) -> list[Example]:
    """Write each paper as listings do."""
    return [render(paper.title, paper.authors, paper.abstract) for paper in papers]


def is_hard(title: str) -> bool:
    """Whether a title's last word is no plain one: camel-case, an acronym, a digit, or a sign at its end."""
    ending = title.split()[-1]
    return not ending[-1].isalpha() or any(letter.isupper() for letter in ending[1:])


def hard_pairs(papers: Sequence[Paper], copies: int, rng: random.Random) -> list[Example]:
    """Join each hard title to the authors of so many records, drawn from all."""
    return [
        render(paper.title, rng.choice(papers).authors, paper.abstract)
        for paper in papers
        if is_hard(paper.title)
        for _ in range(copies)
    ]


def augmented(papers: Sequence[Paper], rng: random.Random) -> Iterator[Example]:
    """Yield lines that the corpus has too few of: other pairs, other forms, rare names and scripts."""
    for paper in papers:
        abstract = paper.abstract if rng.random() < 0.8 else ""
        yield render(paper.title, rng.choice(papers).authors, abstract)
        if is_hard(paper.title):
            yield render(paper.title, rng.choice(papers).authors, paper.abstract)
        if rng.random() < 0.25:
            yield variation(Draft(paper.title, rng.choice(papers).authors, abstract, papers, rng))


@dataclass(frozen=True, slots=True)
class Draft:
    """What a less usual line is written from: title and authors of two records, all records, and dice."""

    title: str
    authors: Sequence[str]
    abstract: str
    papers: Sequence[Paper]
    rng: random.Random


def variation(draft: Draft) -> Example:
    """Write a line in one of the less usual ways, drawn by the weights of `VARIATIONS`."""
    return draft.rng.choices(list(VARIATIONS), list(VARIATIONS.values()))[0](draft)


def nobody(draft: Draft) -> Example:
    """A title alone."""
    return Example(draft.title, draft.abstract, draft.title, (), True)


def spaced(draft: Draft) -> Example:
    """A space between title and authors."""
    return render(draft.title, draft.authors, draft.abstract, glue=" ")


def lower_case(draft: Draft) -> Example:
    """Names without capitals."""
    return render(draft.title, [name.lower() for name in draft.authors], draft.abstract)


def fewer_authors(draft: Draft) -> Example:
    """One or two authors."""
    return render(draft.title, draft.authors, draft.abstract, shown=draft.rng.choice((1, 2)))


def more_authors(draft: Draft) -> Example:
    """Four to six authors."""
    return render(draft.title, draft.authors, draft.abstract, shown=draft.rng.choice((4, 5, 6)))


def other_separators(draft: Draft) -> Example:
    """Other signs between the authors, and no stop after 'et al'."""
    comma, last = draft.rng.choice(((", ", " and "), (", ", ", and "), ("; ", "; "), (", ", " & ")))
    return render(draft.title, draft.authors, draft.abstract, comma=comma, last=last, et_al=" et al")


def joined_given_names(draft: Draft) -> Example:
    """A first author whose two given names are written as one word, as in 'ZhangYuan Yu'."""
    first = join_given(draft.rng.choice(draft.papers).authors[0], draft.authors[0])
    return render(draft.title, [first, *draft.authors[1:]], draft.abstract)


def chinese(draft: Draft) -> Example:
    """Up to four names in Han, and every other time a title in Han."""
    title = chinese_title(draft.rng) if draft.rng.random() < 0.5 else draft.title
    names = [chinese_name(draft.rng) for _ in range(draft.rng.randint(1, 4))]
    return render(title, names, draft.abstract)


def compounds(draft: Draft) -> Example:
    """A title that ends in a word in camel-case."""
    return render(compound_title(draft.title, draft.rng), draft.authors, draft.abstract)


def teams(draft: Draft) -> Example:
    """A team as the first author."""
    return render(draft.title, [team_name(draft.papers, draft.rng), *draft.authors[1:]], draft.abstract)


def particles(draft: Draft) -> Example:
    """Family names with particles."""
    return render(draft.title, [particle_name(name, draft.rng) for name in draft.authors], draft.abstract)


#: The less usual lines to learn from too, and how often each comes, to one another.
VARIATIONS: Mapping[Callable[[Draft], Example], int] = {
    nobody: 1,
    spaced: 1,
    lower_case: 4,
    fewer_authors: 4,
    more_authors: 1,
    other_separators: 4,
    joined_given_names: 8,
    chinese: 4,
    compounds: 6,
    teams: 2,
    particles: 4,
}


def join_given(other: str, name: str) -> str:
    """Write two given names as one word, the first of them from another name: 'ZhangYuan Yu'."""
    return other.split()[0].strip(".") + name


def compound_title(title: str, rng: random.Random) -> str:
    """Write a title's last two words as one, in camel-case; sometimes that is all there is: 'MotionSwap'."""
    words = title.split()
    compound = "".join(word[0].upper() + word[1:] for word in words[-2:])
    return compound if rng.random() < 0.2 else " ".join([*words[:-2], compound])


def team_name(papers: Sequence[Paper], rng: random.Random) -> str:
    """Name a team by what a title presents, sometimes after its institute: 'BAAI RoboBrain Team'."""
    presented = [paper.title.split(":")[0] for paper in rng.choices(papers, k=20)]
    names = [name for name in presented if " " not in name] or ["OpenAI"]
    institute = "".join(rng.choices("ABCDEFGHILMNOPRSTU", k=rng.randint(3, 5)))
    return " ".join([*([institute] if rng.random() < 0.4 else []), names[0], "Team"])


def particle_name(name: str, rng: random.Random) -> str:
    """Put a particle before a family name, sometimes as a name of itself: 'van der Maaten'."""
    particle = rng.choice(
        ("van", "von", "de", "de la", "van der", "van den", "di", "da", "dos", "el", "al", "bin")
    )
    *given, family = name.split()
    return " ".join([*(given if rng.random() < 0.6 else ()), particle, family])


FAMILY_NAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁"
)
GIVEN_NAMES = "伟芳娜敏静强磊洋艳勇军杰涛明超霞平刚华文辉鑫宇浩轩然博思佳欣雨晨子涵一诺"
PHRASES = "基于 深度学习 神经网络 大语言模型 医学 图像 分割 识别 生成 优化 检测 的 与 方法 研究 模型"


def chinese_name(rng: random.Random) -> str:
    """Make a name of a common family name and one or two characters common in given names."""
    return rng.choice(FAMILY_NAMES) + "".join(rng.sample(GIVEN_NAMES, rng.choice((1, 2, 2))))


def chinese_title(rng: random.Random) -> str:
    """Make a title, without much sense, of phrases that are common in titles."""
    return "".join(rng.sample(PHRASES.split(), rng.randint(4, 9)))
