"""Who signed which paper: printed names -> names -> people, by default and by the rules of `authors.yml`.

By default whoever signs with one name is one author. An entry of `authors.yml` is one person:

    - name: Yang Liu                  # as it is shown
      names: [Y. Liu, Liu Yang]       # other names of the same person
      affiliation: Example University # tells namesakes apart
      orcid: 0000-0002-1825-0097
      homepage: https://example.org/~liu
      papers: [a-paper, another]      # only these papers,
      coauthors: [Ana Lopez]          # and those signed with one of these names

Without `papers` and `coauthors` the person has all papers of these names that no other entry claims.
"""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from paperdigest.model import Author, Date, Diagnostic, Paper, PrintedName, Severity, Source
from paperdigest.reading.authors_yml import Person
from paperdigest.relating.addresses import Registry
from paperdigest.text.names import Name, sort_key


@dataclass(frozen=True, slots=True)
class People:
    """All authors, and who signed what: `authors_of` has an author for each name of a paper, by its slug.

    `heirs` are the people among whom a name was divided so that nobody has it plainly any more.
    """

    authors: tuple[Author, ...]
    authors_of: Mapping[str, tuple[Author, ...]]
    heirs: Mapping[str, tuple[Author, ...]]
    diagnostics: tuple[Diagnostic, ...]


def identify(
    papers: Sequence[Paper], rules: Sequence[Person] = (), registry: Registry | None = None
) -> People:
    """Find out who signed each paper; the order of the papers does not matter.

    A rule that matches nothing, and rules that claim the same signature, are reported at their place.
    """
    claims = _Claims(papers, rules)
    signatures: dict[Person | Name, list[tuple[Paper, PrintedName]]] = defaultdict(list)
    bearers: dict[str, list[Person | Name]] = {}
    for paper in papers:
        names = [Name.of(printed.text) for printed in paper.authors]
        bearers[paper.slug] = [
            claims.bearer(paper, names, name, printed)
            for name, printed in zip(names, paper.authors, strict=True)
        ]
        for bearer, printed in zip(bearers[paper.slug], paper.authors, strict=True):
            signatures[bearer].append((paper, printed))
    authors = _authors(signatures, registry or Registry())
    by_name: dict[str, list[Author]] = defaultdict(list)
    for bearer, author in authors.items():
        if isinstance(bearer, Person):
            for text, _ in bearer.names:
                by_name[Name.of(text).key].append(author)
    return People(
        authors=tuple(sorted(authors.values(), key=lambda author: (author.sort_key, author.slug))),
        authors_of={slug: tuple(authors[bearer] for bearer in some) for slug, some in bearers.items()},
        heirs={key: tuple(sorted(some, key=lambda a: a.slug)) for key, some in by_name.items()},
        diagnostics=tuple(claims.report()),
    )


class _Claims:
    """Which rule claims a signature, and which rules never did or fought."""

    def __init__(self, papers: Sequence[Paper], rules: Sequence[Person]) -> None:
        self._rules = rules
        self._by_name: dict[Name, list[Person]] = defaultdict(list)
        for rule in rules:
            for name in dict.fromkeys(Name.of(text) for text, _ in rule.names):
                self._by_name[name].append(rule)
        self._coauthors = {id(rule): {Name.of(text) for text, _ in rule.coauthors} for rule in rules}
        self._papers = {id(rule): {text for text, _ in rule.papers} for rule in rules}
        self._known_papers = {paper.slug for paper in papers}
        self._known_names: dict[Name, str] = {}
        self._met: set[tuple[int, object]] = set()
        self._fights: dict[tuple[int, int], tuple[Person, Person, str]] = {}

    def bearer(self, paper: Paper, names: Sequence[Name], name: Name, printed: PrintedName) -> Person | Name:
        """The rule that has the surest claim on a signature, else the name itself."""
        self._known_names.setdefault(name, printed.text)
        best: list[tuple[int, Person]] = []
        for rule in self._by_name.get(name, ()):
            strength = self._strength(rule, paper, names, name, printed)
            if strength:
                best.append((strength, rule))
        if not best:
            return name
        surest = max(strength for strength, _ in best)
        winner, *others = [rule for strength, rule in best if strength == surest]
        self._met.add((id(winner), name))
        for other in others:
            self._fights.setdefault((id(winner), id(other)), (winner, other, paper.slug))
        return winner

    def _strength(
        self, rule: Person, paper: Paper, names: Sequence[Name], name: Name, printed: PrintedName
    ) -> int:
        """How sure a claim is: 4 by ORCID iD, 3 by paper, 2 by co-author, 1 by the name alone, 0 for none."""
        if printed.orcid and rule.orcid:
            return 4 if printed.orcid == rule.orcid else 0
        if paper.slug in self._papers[id(rule)]:
            self._met.add((id(rule), paper.slug))
            return 3
        if near := self._coauthors[id(rule)] & {other for other in names if other != name}:
            self._met.update((id(rule), ("coauthor", other)) for other in near)
            return 2
        if rule.papers or rule.coauthors:
            return 0
        # Of several who share a name, those with an ORCID iD have only what carries it.
        is_alone = len(self._by_name[name]) == 1
        return 1 if is_alone or not rule.orcid else 0

    def report(self) -> Iterable[Diagnostic]:
        for rule in self._rules:
            met = {name for owner, name in self._met if owner == id(rule) and isinstance(name, Name)}
            for text, source in rule.names:
                if Name.of(text) not in met:
                    yield self._unmatched(source, text, Name.of(text) in self._known_names)
            if not met:
                continue
            for text, source in rule.papers:
                if (id(rule), text) not in self._met:
                    why = "is not signed so, or another entry has it" if text in self._known_papers else ""
                    message = f"the paper '{text}' {why or 'does not exist'}"
                    yield _warning(source, "no-match", message, "name a paper by the end of its address")
            for text, source in rule.coauthors:
                if (id(rule), ("coauthor", Name.of(text))) not in self._met:
                    message = f"no paper of '{rule.name}' was claimed by the co-author '{text}'"
                    yield _warning(source, "no-match", message, "correct or remove it")
        for first, second, paper in self._fights.values():
            message = f"this entry and the one at {first.source} both claim '{second.name}' of '{paper}'"
            help = "tell them apart by papers, coauthors or orcid; the first one has it"
            yield _warning(second.source, "rules-fight", message, help)

    def _unmatched(self, source: Source, text: str, exists: bool) -> Diagnostic:
        if exists:
            message = f"no signature of '{text}' is left for this entry"
            return _warning(source, "no-match", message, "other entries have all, or its rules match none")
        names = {name.key: printed for name, printed in self._known_names.items()}
        near = difflib.get_close_matches(Name.of(text).key, names, n=1)
        help = f"did you mean '{names[near[0]]}'?" if near else "names must stand as the papers print them"
        return _warning(source, "no-match", f"no paper is signed '{text}'", help)


def _warning(source: Source, code: str, message: str, help: str) -> Diagnostic:
    return Diagnostic(source, Severity.WARNING, code, message, help)


Signatures = Sequence[tuple[Paper, PrintedName]]


def _authors(
    signatures: Mapping[Person | Name, Signatures], registry: Registry
) -> dict[Person | Name, Author]:
    """Make an author of each bearer; the oldest paper decides who gets a plain slug."""
    told = sorted((b for b in signatures if isinstance(b, Person)), key=lambda person: person.source)
    names = [bearer for bearer in signatures if isinstance(bearer, Name)]
    shared = Counter([*(Name.of(person.name) for person in told), *names])
    made: list[tuple[Person | Name, Author]] = [(name, _of_name(name, signatures[name])) for name in names]
    marked: Counter[Name] = Counter()
    for person in told:
        name, mark = Name.of(person.name), ""
        if shared[name] > 1:
            marked[name] += 1
            mark = person.affiliation or str(marked[name])
        made.append((person, _of_person(person, mark, signatures[person])))

    def oldest(pair: tuple[Person | Name, Author]) -> tuple[Date, str, str]:
        signed = signatures[pair[0]]
        return (*min((paper.date, printed.text) for paper, printed in signed), pair[1].label)

    made.sort(key=oldest)
    slugs = registry.assign("authors", [(author.keys, author.label) for _, author in made])
    return {bearer: replace(author, slug=slug) for (bearer, author), slug in zip(made, slugs, strict=True)}


def _of_name(name: Name, signed: Signatures) -> Author:
    printed = _printed(signed)
    return Author(
        "", printed[0], sort_key(_cut(signed) or PrintedName(printed[0])), printed, keys=(name.key,)
    )


def _of_person(person: Person, mark: str, signed: Signatures) -> Author:
    name = Name.of(person.name)
    keys = [f"orcid:{person.orcid}"] if person.orcid else []
    # Whoever has only some papers of a name must not inherit the address of the whole.
    if mark or person.papers or person.coauthors:
        keys.append(f"{name.key} ({mark})")
    else:
        keys += dict.fromkeys(Name.of(text).key for text, _ in person.names)
    cut = _cut(signed)
    shown = cut if cut and Name.of(cut.text) == name else PrintedName(person.name)
    return Author(
        slug="",
        name=person.name,
        sort_key=sort_key(shown),
        names=_printed(signed),
        mark=mark,
        orcid=person.orcid,
        homepage=person.homepage,
        affiliation=person.affiliation,
        is_told=True,
        keys=tuple(keys),
    )


def _printed(signed: Signatures) -> tuple[str, ...]:
    """All ways in which a name is printed, the commonest first."""
    printed = Counter(name.text for _, name in signed)
    return tuple(sorted(printed, key=lambda name: (-printed[name], name)))


def _cut(signed: Signatures) -> PrintedName | None:
    """A printed name of which a source told the family name."""
    cut = [name for _, name in signed if name.family]
    return min(cut, key=lambda name: (name.family, name.text), default=None)
