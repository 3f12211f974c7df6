"""Who signed which paper: printed names -> names -> people.

By default whoever signs with one name, in whichever spelling (`spellings`), is one author. The entries of
`authors.yml` say otherwise (`reading.authors_yml` has their form): each is one person, and claims signatures
of its names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from paperdigest.model import Author, Diagnostic, Paper, PrintedName
from paperdigest.reading.authors_yml import Person
from paperdigest.relating.addresses import Registry
from paperdigest.relating.claims import Claims, Names, Signature, Signed, signatures_of
from paperdigest.text.names import Name, sort_key


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """All authors, and who signed what: `authors_of` has an author for each name of a paper, by its slug.

    `heirs` are, by the key of a name (`names.Name`), the people of whom `authors.yml` says that they have it.
    """

    authors: tuple[Author, ...]
    authors_of: Mapping[str, tuple[Author, ...]]
    heirs: Mapping[str, tuple[Author, ...]]
    diagnostics: tuple[Diagnostic, ...]


def identify(
    papers: Sequence[Paper | Signed], rules: Sequence[Person] = (), registry: Registry | None = None
) -> People:
    """Find out who signed each paper; the order of the papers does not matter.

    `rules` are the entries of `authors.yml`. One that matches nothing, and two that claim the same signature
    with equal right, are reported at their place.
    """
    names = Names(papers, rules)
    claims = Claims(papers, rules, names)
    signatures: dict[Person | Name, list[Signature]] = defaultdict(list)
    bearers: dict[str, list[Person | Name]] = {}
    for paper in papers:
        signed = list(signatures_of(paper, names))
        bearers[paper.slug] = [claims.bearer(signature) for signature in signed]
        for bearer, signature in zip(bearers[paper.slug], signed, strict=True):
            signatures[bearer].append(signature)
    authors = _authors(signatures, names, _ages(papers), registry or Registry())
    by_name: dict[str, list[Author]] = defaultdict(list)
    for bearer, author in authors.items():
        if isinstance(bearer, Person):
            for key in names.keys_of(bearer.names):
                by_name[key].append(author)
    return People(
        authors=tuple(sorted(authors.values(), key=lambda author: (*author.sort_key, author.slug))),
        authors_of={slug: tuple(authors[bearer] for bearer in some) for slug, some in bearers.items()},
        heirs={key: tuple(sorted(some, key=lambda a: a.slug)) for key, some in by_name.items()},
        diagnostics=tuple(claims.report()),
    )


def _ages(papers: Iterable[Paper | Signed]) -> dict[str, int]:
    """Number papers by their dates, the oldest first, and those of one day alike; return this by slug."""
    dates = {paper.slug: paper.date for paper in papers}
    age = {date: number for number, date in enumerate(sorted({*dates.values()}, key=_oldest_first))}
    return {slug: age[date] for slug, date in dates.items()}


_oldest_first = attrgetter("oldest_first")


def _authors(
    signatures: Mapping[Person | Name, Sequence[Signature]],
    names: Names,
    ages: Mapping[str, int],
    registry: Registry,
) -> dict[Person | Name, Author]:
    """Make an author of each bearer; the oldest paper decides who gets a plain slug."""
    people = sorted((b for b in signatures if isinstance(b, Person)), key=lambda person: person.source)
    by_name = [bearer for bearer in signatures if isinstance(bearer, Name)]
    bearers_of = Counter([*(names.of(person.name) for person in people), *by_name])
    made: list[tuple[Person | Name, _Told]] = [
        (name, _of_name(names.keys(name), signatures[name])) for name in by_name
    ]
    marked: Counter[Name] = Counter()
    for person in people:
        name, mark = names.of(person.name), ""
        if bearers_of[name] > 1:
            marked[name] += 1
            mark = person.affiliation or str(marked[name])
        made.append((person, _of_person(person, mark, names, signatures[person])))

    def oldest(pair: tuple[Person | Name, _Told]) -> tuple[int, str, str]:
        bearer, told = pair
        its = [(ages[signed.paper.slug], signed.printed.text) for signed in signatures[bearer]]
        return *(min(its) if len(its) > 1 else its[0]), told.label

    made.sort(key=oldest)
    slugs = registry.assign("authors", [(told.keys, told.label) for _, told in made])
    return {bearer: Author(slug, *told) for (bearer, told), slug in zip(made, slugs, strict=True)}


class _Told(NamedTuple):
    """An author without a slug, with the other fields of `Author` in their order."""

    name: str
    sort_key: tuple[str, str]
    names: tuple[str, ...]
    mark: str = ""
    orcid: str | None = None
    homepage: str | None = None
    affiliation: str | None = None
    is_curated: bool = False
    keys: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The name, with the mark that tells namesakes apart."""
        return f"{self.name} ({self.mark})" if self.mark else self.name


def _of_name(keys: Sequence[str], signed: Sequence[Signature]) -> _Told:
    if len(signed) == 1:  # as for most
        shown: PrintedName = signed[0].printed
        printed: tuple[str, ...] = (shown.text,)
    else:
        printed = _printed(signed)
        shown = _with_family_name(signed) or PrintedName(printed[0])
    return _Told(printed[0], sort_key(shown), printed, keys=tuple(keys))


def _of_person(person: Person, mark: str, names: Names, signed: Sequence[Signature]) -> _Told:
    name = Name.of(person.name)
    keys = [f"orcid:{person.orcid}"] if person.orcid else []
    # Whoever has only some papers of a name must not inherit the address of the whole.
    if mark or person.papers or person.coauthors:
        keys.append(f"{name.key} ({mark})")
    else:
        keys += names.keys_of(person.names)
    printed = _with_family_name(signed)
    shown = printed if printed and Name.of(printed.text) == name else PrintedName(person.name)
    return _Told(
        name=person.name,
        sort_key=sort_key(shown),
        names=_printed(signed),
        mark=mark,
        orcid=person.orcid,
        homepage=person.homepage,
        affiliation=person.affiliation,
        is_curated=True,
        keys=tuple(keys),
    )


def _printed(signed: Iterable[Signature]) -> tuple[str, ...]:
    """All printed forms of a name, the most frequent first, then the most carefully printed."""
    texts = [signature.printed.text for signature in signed]
    if len(set(texts)) == 1:  # as for most
        return (texts[0],)
    printed = Counter(texts)
    return tuple(sorted(printed, key=lambda name: (-printed[name], *_carelessness(name))))


def _carelessness(name: str) -> tuple[int, int, str]:
    """Sorts names: 'José Lu' before 'Jose Lu', and both before 'jose LU'."""
    words = [word for word in name.replace(".", " ").split() if len(word) > 1]
    odd = sum(word[0].islower() or word.isupper() for word in words)
    return odd, -sum(not c.isascii() for c in name), name


def _with_family_name(signed: Iterable[Signature]) -> PrintedName | None:
    """A printed name of which a source gives the family name; of several the first by family name."""
    names = [signature.printed for signature in signed if signature.printed.family]
    return min(names, key=lambda name: (name.family, name.text), default=None)
