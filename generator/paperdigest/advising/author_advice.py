"""Names that are probably one person, and names that are probably several: suggestions with their evidence.

Nothing is merged or split here: a maintainer reads, and pastes what is right into `authors.yml`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from paperdigest.model import Author, Paper
from paperdigest.reading.yamltree import comment, quoted
from paperdigest.relating.catalogue import Catalogue
from paperdigest.text.names import family_in, romanise
from paperdigest.text.tex import strip_math

#: How much a likeness of two names tells by itself, in nats of log odds that they are one person. Fitted
#: by eye on 20,000 records of arXiv: letters that differ in accents or hyphens only are nearly always one
#: person's; an initial fits many people.
_PRIORS = {
    "accents": 1.5,
    "hyphens or spaces": 1.0,
    "letter case": 2.0,
    "order": -0.5,
    "middle name": -0.5,
    "nickname": -1.0,
    "initials": -2.0,
}
#: What is suggested at all.
_LEAST_SCORE = 1.0

_NICKNAMES = """
alexander alex sasha sandy alec
alexandra alex sasha
andrew andy drew
anthony tony
benjamin ben benny
catherine katherine kathryn cathy kathy kate katie
charles charlie chuck
christopher chris
christine christina chris tina
daniel dan danny
david dave
deborah deb debbie
donald don
edward ed eddie ted
elizabeth liz beth eliza lisa betty
eugene gene
frederick fred freddy
gabriel gabe
gerald jerry gerry
gregory greg
henry harry hank
jacob jake
james jim jimmy jamie
jeffrey geoffrey jeff geoff
jennifer jen jenny
jessica jess jessie
john jack johnny jon
jonathan jon
joseph joe joey
joshua josh
kenneth ken kenny
lawrence larry
leonard len lenny leo
margaret maggie meg peggy
matthew matt
maximilian max
michael mike mick mikey
mikhail misha
nathaniel nathan nate
nicholas nick nicolas nico
patricia pat patty trish
patrick pat
peter pete
philip phil
rebecca becky
richard rick dick rich
robert rob bob bobby robbie
ronald ron
samuel sam sammy
stephen steven steve
susan sue
theodore ted theo
thomas tom tommy
timothy tim
victoria vicky
vincent vince
vladimir vova
william will bill billy liam
zachary zach zack
"""


def _groups_of_nicknames() -> dict[str, frozenset[int]]:
    groups: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(_NICKNAMES.split("\n")):
        for name in line.split():
            groups[name].add(number)
    return {name: frozenset(some) for name, some in groups.items()}


_NICKNAME_GROUPS = _groups_of_nicknames()


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Names that are probably one person's, the one of most papers first, and why."""

    authors: tuple[Author, ...]
    likeness: tuple[str, ...]
    coauthors: tuple[Author, ...]
    topics: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Conflation:
    """A name that is probably several people's: its papers in circles without a co-author in common."""

    author: Author
    circles: tuple[tuple[Paper, ...], ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    """A name in plain letters: given names and family name, and as it is printed, without case."""

    given: tuple[str, ...]
    family: str
    printed: str

    @property
    def letters(self) -> str:
        return "".join(self.given) + self.family


def duplicates(catalogue: Catalogue) -> list[Duplicate]:
    """Return names that are probably one person's, the surest first.

    Names are compared when they share a family name and an initial, in either order. Two that signed
    one paper are two people. Co-authors in common weigh by how few others they wrote with.
    """
    found = _Evidence(catalogue)
    scored = sorted(
        (
            (-pair.score, pair.authors[0].slug, pair.authors[1].slug, pair)
            for pair in found.pairs()
            if pair.score >= _LEAST_SCORE
        ),
        key=lambda row: row[:3],
    )
    home: dict[Author, list[Duplicate]] = {}
    clusters: list[list[Duplicate]] = []
    members: dict[int, set[Author]] = {}
    for *_, pair in scored:
        first, second = pair.authors
        here, there = home.get(first), home.get(second)
        one = members.get(id(here), {first})
        other = members.get(id(there), {second})
        if here is not None and here is there:
            continue
        # All names of a person must go together: J. Smith may be John or Jane, and not both.
        if not all(found.fit(a, b) for a in one for b in other):
            continue
        cluster = here if here is not None else there
        if cluster is None:
            cluster = []
            clusters.append(cluster)
        elif here is not None and there is not None:
            cluster += there
            clusters.remove(there)
        cluster.append(pair)
        members[id(cluster)] = one | other
        home |= dict.fromkeys(one | other, cluster)
    merged = [_merge(cluster, catalogue) for cluster in clusters]
    return sorted(merged, key=lambda d: (-d.score, d.authors[0].slug))


def _merge(pairs: list[Duplicate], catalogue: Catalogue) -> Duplicate:
    """One suggestion of the pairs that hang together; it is as sure as its weakest link."""
    authors = {author for pair in pairs for author in pair.authors}
    # The fullest name among the most used stands for the person.
    ranked = sorted(authors, key=lambda a: (-len(catalogue.papers_of[a]), -len(a.name), a.name))
    return Duplicate(
        authors=tuple(ranked),
        likeness=tuple(sorted({like for pair in pairs for like in pair.likeness})),
        coauthors=tuple(dict.fromkeys(author for pair in pairs for author in pair.coauthors)),
        topics=tuple(sorted({topic for pair in pairs for topic in pair.topics})),
        score=min(pair.score for pair in pairs),
    )


class _Evidence:
    """What is known of two names."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._parts = {author: _parts(author) for author in catalogue.authors}
        self._coauthors = {a: frozenset(b for b, _ in catalogue.coauthors_of[a]) for a in catalogue.authors}
        self._bearers: dict[str, int] = defaultdict(int)
        for parts in self._parts.values():
            self._bearers[parts.family] += 1

    def pairs(self) -> Iterator[Duplicate]:
        blocks: dict[tuple[str, str], list[Author]] = defaultdict(list)
        for author, parts in self._parts.items():
            if parts.given and parts.family and not author.is_told:
                whole = "".join(parts.given)
                # In either order, since Chinese and Hungarian names are printed in both.
                for key in {(parts.family, whole[0]), (whole, parts.family[0])}:
                    blocks[key].append(author)
        told: set[tuple[str, str]] = set()
        for block in blocks.values():
            ordered = sorted(block, key=lambda author: author.slug)
            for n, one in enumerate(ordered):
                for other in ordered[n + 1 :]:
                    if (one.slug, other.slug) not in told and self._may_match(one, other):
                        told.add((one.slug, other.slug))
                        if pair := self._weigh(one, other):
                            yield pair

    def _may_match(self, one: Author, other: Author) -> bool:
        """A quick look before a long one: without a co-author in common only the same letters count."""
        near = not self._coauthors[one].isdisjoint(self._coauthors[other])
        return near or sorted(self._parts[one].letters) == sorted(self._parts[other].letters)

    def fit(self, one: Author, other: Author) -> bool:
        """Whether two names may be one person's, by themselves."""
        return other not in self._coauthors[one] and bool(likeness(self._parts[one], self._parts[other]))

    def _weigh(self, one: Author, other: Author) -> Duplicate | None:
        like = likeness(self._parts[one], self._parts[other])
        if not like or other in self._coauthors[one]:
            return None
        shared = sorted(self._coauthors[one] & self._coauthors[other], key=self._rarest_first)
        topics = self._topics(one) & self._topics(other)
        # A common family name makes a chance likeness likelier.
        score = _PRIORS[like] - 0.3 * math.log(self._bearers[self._parts[one].family])
        score += sum(4 / (1 + math.log(len(self._coauthors[coauthor]))) for coauthor in shared[:6])
        score += 0.3 * min(3, len(topics))
        # What several people sign already had better be split than merged with more.
        score -= 0.7 * (max(len(self._catalogue.circles(author)) for author in (one, other)) - 1)
        return Duplicate((one, other), (like,), tuple(shared), tuple(sorted(topics)), score)

    def _rarest_first(self, author: Author) -> tuple[int, str]:
        return len(self._coauthors[author]), author.slug

    def _topics(self, author: Author) -> set[str]:
        return {topic.name for topic, _ in self._catalogue.author_topics_of[author]}


def _parts(author: Author) -> _Parts:
    family = romanise(family_in(author.name))
    words = author.name.split()
    given = " ".join(words[: len(words) - len(family_in(author.name).split())])
    if not given and len(words) > 1:  # a name that begins with the family name
        given = " ".join(words[1:])
    return _Parts(tuple(romanise(given).split()), family.replace(" ", ""), author.name.casefold())


def likeness(one: _Parts, other: _Parts) -> str:
    """Say in which way two names may be the same person's; '' where in none."""
    if one.family == other.family:
        if "".join(one.given) == "".join(other.given):
            if one.printed == other.printed:
                return "letter case"
            bare = ("".join(filter(str.isalnum, name.printed)) for name in (one, other))
            return "hyphens or spaces" if len(set(bare)) == 1 else "accents"
        return _given_alike(one.given, other.given)
    if "".join(one.given) == other.family and "".join(other.given) == one.family:
        return "order"
    return ""


def _given_alike(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    first, second = sorted((one, other), key=len)
    if first[0] != second[0] and _NICKNAME_GROUPS.get(first[0], frozenset()) & _NICKNAME_GROUPS.get(
        second[0], frozenset()
    ):
        return "nickname"
    if len(first[0]) > 1 and len(second[0]) > 1 and first[0] != second[0]:
        # 'Junyan' may be abbreviated to 'J. Y.', but is not 'Jun'.
        return ""
    # Every word of the shorter name stands in the longer one, in order, in full or as an initial.
    place, initials = 0, False
    for word in first:
        while place < len(second) and not (second[place].startswith(word) or word.startswith(second[place])):
            place += 1
        if place == len(second):
            return ""
        if word != second[place]:
            if len(word) > 1 and len(second[place]) > 1:
                return ""
            initials = True
        place += 1
    return "initials" if initials else "middle name"


def conflations(catalogue: Catalogue) -> list[Conflation]:
    """Return names that are probably several people's: with two or more circles of several papers each.

    Those of most circles come first. A name that a maintainer has told about is left out.
    """
    found = []
    for author in catalogue.authors:
        if author.is_told or len(catalogue.papers_of[author]) < 4:
            continue
        circles = [circle for circle in catalogue.circles(author) if len(circle) > 1]
        if len(circles) > 1:
            found.append(Conflation(author, tuple(circles)))
    return sorted(found, key=lambda c: (-len(c.circles), -sum(map(len, c.circles)), c.author.slug))


def as_yaml(catalogue: Catalogue, most: int) -> str:
    """Return so many suggestions of each kind, their evidence in comments, to paste into `authors.yml`."""
    twice, several = duplicates(catalogue), conflations(catalogue)
    lines = [f"# Names that are probably one person's: {len(twice)}, the surest first"]
    for found in twice[:most]:
        lines += ["", *_comments(_why_one(found, catalogue)), f"- name: {quoted(found.authors[0].name)}"]
        lines.append(f"  names: [{', '.join(quoted(author.name) for author in found.authors[1:])}]")
    lines += ["", f"# Names that are probably several people's: {len(several)}, those of most circles first"]
    for conflation in several[:most]:
        author, circles = conflation.author, conflation.circles
        total = len(catalogue.papers_of[author])
        lines += [
            "",
            *_comments([f"{author.name}: {total} papers, {len(circles)} circles of co-authors apart"]),
        ]
        for number, circle in enumerate(circles, start=1):
            titles = [strip_math(paper.title) for paper in circle[:3]]
            lines += _comments([f"{len(circle)} papers: {'; '.join(titles)}"])
            some = telling_coauthors(catalogue, author, circle)
            lines += [f"- name: {quoted(author.name)}", f"  affiliation: {quoted(f'circle {number}')}"]
            lines.append(f"  coauthors: [{', '.join(quoted(other.name) for other in some)}]")
    return "\n".join(lines) + "\n"


def _why_one(found: Duplicate, catalogue: Catalogue) -> Iterator[str]:
    counts = [f"{author.name} ({len(catalogue.papers_of[author])})" for author in found.authors]
    yield f"{', '.join(counts)}: {', '.join(found.likeness)}; score {found.score:.1f}"
    if found.coauthors:
        names = ", ".join(author.name for author in found.coauthors[:5])
        more = f" and {len(found.coauthors) - 5} more" if len(found.coauthors) > 5 else ""
        yield f"co-authors in common: {names}{more}"
    if found.topics:
        yield f"topics in common: {', '.join(found.topics[:5])}"


def _comments(lines: Iterable[str]) -> list[str]:
    return [comment(line) for line in lines]


def telling_coauthors(catalogue: Catalogue, author: Author, circle: Iterable[Paper]) -> list[Author]:
    """Return few co-authors of whom every paper of a circle has one, those of most papers first."""
    left = {p.slug: set(catalogue.authors_of[p.slug]) - {author} for p in circle}
    chosen: list[Author] = []
    while left:
        counts: dict[Author, int] = defaultdict(int)
        for authors in left.values():
            for other in authors:
                counts[other] += 1
        best = min(counts, key=lambda other: (-counts[other], other.slug))
        chosen.append(best)
        left = {slug: authors for slug, authors in left.items() if best not in authors}
    return chosen
