"""Which entry of `authors.yml` has the surest claim on a name that stands on a paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from paperdigest.model import Date, Diagnostic, Paper, PrintedName, Severity, Source
from paperdigest.reading.authors_yml import Person, PlacedText
from paperdigest.relating.guesses import Guesses
from paperdigest.relating.spellings import join_spellings
from paperdigest.text.names import Name


class Signed(NamedTuple):
    """As much of a paper as is asked for to find out who signed it."""

    slug: str
    authors: tuple[PrintedName, ...]
    date: Date


class Names:
    """The names of all papers and of `authors.yml`, whichever way they are spelt."""

    def __init__(self, papers: Iterable[Paper | Signed], rules: Sequence[Person]) -> None:
        signed = [paper.authors for paper in papers]
        told = [{Name.of(text.text) for text in rule.names} for rule in rules]
        mentioned = {Name.of(text.text) for rule in rules for text in rule.coauthors}
        self._joined = join_spellings(signed, told, mentioned)
        #: What each text is a spelling of, as far as that was asked: names are asked about several times.
        self._known: dict[str, Name] = {}
        has_page = {Name.of(text) for text in {name.text for names in signed for name in names}}.union(*told)
        self._keys: dict[Name, list[str]] = defaultdict(list)
        for spelling, name in self._joined.items():  # which stand in order
            if spelling in has_page:
                self._keys[name].append(spelling.key)

    def of(self, text: str) -> Name:
        """Return the name that a text is a spelling of."""
        if (found := self._known.get(text)) is None:
            name = Name.of(text)
            found = self._known[text] = self._joined.get(name, name)
        return found

    def distinct(self, texts: Iterable[PlacedText]) -> dict[Name, PlacedText]:
        """Return the distinct names of an entry, each with its first text."""
        found: dict[Name, PlacedText] = {}
        for text in texts:
            found.setdefault(self.of(text.text), text)
        return found

    def keys_of(self, texts: Iterable[PlacedText]) -> list[str]:
        """Return the keys of all spellings of some names, by which published addresses are known."""
        return [key for name in self.distinct(texts) for key in self.keys(name)]

    def keys(self, name: Name) -> list[str]:
        """Return the keys of all spellings of a name."""
        return self._keys[name]


class Signature(NamedTuple):
    """A name on a paper: as it is printed, as it is compared, and with all names on that paper."""

    paper: Paper | Signed
    printed: PrintedName
    name: Name
    all_names: frozenset[Name]


def signatures_of(paper: Paper | Signed, names: Names) -> Iterator[Signature]:
    """Yield the names on a paper, in order."""
    its_names = [names.of(printed.text) for printed in paper.authors]
    all_names = frozenset(its_names)
    for name, printed in zip(its_names, paper.authors, strict=True):
        yield Signature(paper, printed, name, all_names)


class _Rule:
    """An entry of `authors.yml` in a form that is quickly compared, and what of it has matched so far."""

    def __init__(self, person: Person, names: Names) -> None:
        self.person = person
        self.names = names.distinct(person.names)
        self.papers = {text.text: text for text in person.papers}
        self.coauthors = names.distinct(person.coauthors)
        self._coauthors = frozenset(self.coauthors)
        self.matched_names: set[Name] = set()
        self.matched_papers: set[str] = set()
        self.matched_coauthors: set[Name] = set()

    def strength(self, signature: Signature, is_shared: bool) -> int:
        """How sure the claim on a signature of one of its names is: the greater, the surer; 0 for no claim.

        4 by ORCID iD, 3 by the paper, 2 by a co-author, 1 by the name alone. Of several who share a name,
        those with an ORCID iD have only what carries it.
        """
        if signature.printed.orcid and self.person.orcid:
            return 4 if signature.printed.orcid == self.person.orcid else 0
        if signature.paper.slug in self.papers:
            self.matched_papers.add(signature.paper.slug)
            return 3
        if present := (self._coauthors & signature.all_names) - {signature.name}:
            self.matched_coauthors |= present
            return 2
        if self.papers or self.coauthors or (is_shared and self.person.orcid):
            return 0
        return 1


#: So many entries may claim signatures of one name: each is asked of each signature.
_MOST_OF_A_NAME = 500


class Claims:
    """Which entry of `authors.yml` has the surest claim on a signature, and which entries dispute one."""

    def __init__(self, papers: Sequence[Paper | Signed], people: Sequence[Person], names: Names) -> None:
        self._rules = [_Rule(person, names) for person in people]
        self._by_name: dict[Name, list[_Rule]] = defaultdict(list)
        for rule in self._rules:
            for name in rule.names:
                if len(self._by_name[name]) < _MOST_OF_A_NAME:
                    self._by_name[name].append(rule)
        self._slugs = {paper.slug for paper in papers}
        self._printed: dict[Name, str] = {}
        self._disputes: dict[tuple[int, int], tuple[Person, Person, str]] = {}

    def bearer(self, signature: Signature) -> Person | Name:
        """Return the person with the surest claim on a signature, else the name itself."""
        self._printed.setdefault(signature.name, signature.printed.text)
        if not (rules := self._by_name.get(signature.name)):
            return signature.name
        strengths = [rule.strength(signature, len(rules) > 1) for rule in rules]
        surest = max(strengths, default=0)
        if surest == 0:
            return signature.name
        winner, *others = (rule for rule, its in zip(rules, strengths, strict=True) if its == surest)
        winner.matched_names.add(signature.name)
        for other in others:
            dispute = winner.person, other.person, signature.paper.slug
            self._disputes.setdefault((id(winner), id(other)), dispute)
        return winner.person

    def report(self) -> Iterator[Diagnostic]:
        """Yield what of the entries matched nothing, and which of them claim the same."""
        if not self._rules:  # nothing is compared with all names
            return
        printed = {name.key: text for name, text in self._printed.items()}
        guesses = Guesses(sorted(printed))
        for rule in self._rules:
            for name, (text, source) in rule.names.items():
                if name in self._printed and name not in rule.matched_names:
                    yield _without_signature(text, source)
                elif name not in self._printed:
                    yield _not_printed(text, source, printed.get(guesses.nearest(name.key), ""))
            if rule.matched_names:
                yield from self._unmatched_conditions(rule)
        for first, second, paper in self._disputes.values():
            message = f"this entry and the one at {first.source} both claim '{second.name}' of '{paper}'"
            help = "tell them apart by papers, coauthors or orcid; the first one has it"
            yield _warning(second.source, "rules-fight", message, help)

    def _unmatched_conditions(self, rule: _Rule) -> Iterator[Diagnostic]:
        for slug, (text, source) in rule.papers.items():
            if slug not in rule.matched_papers:
                why = "is not signed so, or another entry has it" if slug in self._slugs else "does not exist"
                help = "name a paper by the end of its address"
                yield _warning(source, "no-match", f"the paper '{text}' {why}", help)
        for name, (text, source) in rule.coauthors.items():
            if name not in rule.matched_coauthors:
                message = f"no paper of '{rule.person.name}' was claimed by the co-author '{text}'"
                yield _warning(source, "no-match", message, "correct or remove it")


def _without_signature(text: str, source: Source) -> Diagnostic:
    message = f"no signature of '{text}' is left for this entry"
    most = f"{_MOST_OF_A_NAME} of one name are the most"
    help = f"other entries have all, or its papers, coauthors and orcid match none; {most}"
    return _warning(source, "no-match", message, help)


def _not_printed(text: str, source: Source, guess: str) -> Diagnostic:
    help = f"did you mean '{guess}'?" if guess else "names must stand as the papers print them"
    return _warning(source, "no-match", f"no paper is signed '{text}'", help)


def _warning(source: Source, code: str, message: str, help: str) -> Diagnostic:
    return Diagnostic(source, Severity.WARNING, code, message, help)
