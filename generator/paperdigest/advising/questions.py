"""What is doubtful in a digest, as questions: what stands now, what could instead, and how to write that.

A question is asked until its answer is written (`advising.answers`): what is right into
`content/reviewed.yml`, or into `authors.yml` where one name is one person's, and what is wrong into
`corrections.yml` or `authors.yml`.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from paperdigest.advising.author_advice import (
    Conflation,
    Duplicate,
    conflations,
    duplicates,
    telling_coauthors,
)
from paperdigest.advising.excerpts import beginning, first_authors
from paperdigest.digesting.highlight import Candidate
from paperdigest.digesting.highlight import explain as explain_highlight
from paperdigest.model import Paper
from paperdigest.reading.content import Content
from paperdigest.reading.reviewed_yml import Judged, judged_apart, judged_split
from paperdigest.relating.catalogue import Catalogue
from paperdigest.relating.near_repeats import near_pairs
from paperdigest.relating.papers import is_doubtful
from paperdigest.relating.topics import Evidence, Matcher
from paperdigest.text.languages import is_english
from paperdigest.text.tex import to_text

#: A highlight is doubtful where its score is not so much above that of another sentence, or less than that.
_NARROW, _LOW = 0.04, 0.65
#: A topic is doubtful where its words weigh less than so many times what the topic asks for.
_BARELY = 1.05
#: Characters of an abstract and of a title that are shown.
_ABSTRACT, _TITLE = 700, 200


@dataclass(frozen=True, slots=True)
class Corrected:
    """Keys of a paper's entry in `corrections.yml`, with their values; topics and versions are added to those
    that stand there."""

    paper: str
    values: Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Told:
    """Entries of `authors.yml`, each with its keys and values."""

    people: Sequence[Mapping[str, str | Sequence[str]]]


#: What an answer writes.
Answer = Judged | Corrected | Told


class NoAnswerError(ValueError):
    """What was typed cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Question:
    """One doubt: its kind (`reviewed_yml.KINDS`) and the slug or name it is of.

    `about` are lines to decide by, `now` is what stands, `instead` what could stand in its place, '' where
    nothing is known. `right` and `wrong` are what these answers write; None where `wrong` has to be typed.
    `asks` says what is typed by whoever mends, each with what stands there now; `mend` makes an answer of
    these texts, none of them empty, and raises `NoAnswerError`. `papers` are the slugs of the papers that it
    is about.
    """

    kind: str
    of: str
    about: tuple[str, ...]
    now: str
    instead: str
    right: Answer
    wrong: Answer | None
    asks: tuple[tuple[str, str], ...]
    mend: Callable[[Sequence[str]], Answer]
    papers: tuple[str, ...] = ()


def find_questions(content: Content, catalogue: Catalogue) -> Iterator[Question]:
    """Yield all questions that are open, by kind, and the papers and names in their order."""
    reviewed = content.reviewed
    names = _Names(content)
    papers = catalogue.papers
    yield from (
        _of_split(paper, names.of(paper))
        for paper in papers
        if is_doubtful(paper, content.settings.doubtful_below, reviewed)
    )
    found = itertools.chain(
        (_of_pair(paper, other, names.of(paper), papers) for paper, other in near_pairs(papers)),
        _of_people(catalogue),
        _of_topics(catalogue, names),
        _of_highlights(papers, names),
    )
    yield from (one for one in found if not isinstance(one.right, Judged) or one.right not in reviewed)


class _Names:
    """How `corrections.yml` names papers: one whose title is corrected there by its former address."""

    def __init__(self, content: Content) -> None:
        self._by_title = {
            to_text(title).text: correction.paper
            for correction in content.corrections
            if isinstance(title := correction.fields.get("title"), str)
        }

    def of(self, paper: Paper) -> str:
        return self._by_title.get(paper.title, paper.slug)


def _head(paper: Paper) -> str:
    return f"{beginning(paper.title, _TITLE)} (papers/{paper.slug})"


def _abstract(paper: Paper) -> str:
    return beginning(paper.abstract, _ABSTRACT)


# --- Lines that were cut -----------------------------------------------------------------------------------


def _of_split(paper: Paper, name: str) -> Question:
    title, authors = paper.runner_up or ("", ())
    return Question(
        kind="split",
        of=paper.slug,
        about=(f"Read from {paper.source}, {paper.confidence:.0%} sure", _abstract(paper)),
        now=f"{paper.title} | {', '.join(paper.author_names) or 'nobody'}",
        instead=f"{title} | {', '.join(authors) or 'nobody'}" if title else "",
        right=judged_split(paper.slug, paper.title, paper.author_names),
        wrong=Corrected(name, {"title": title, "authors": list(authors)}) if title and authors else None,
        asks=(("Title", paper.title), ("Authors, with commas between them", ", ".join(paper.author_names))),
        mend=lambda typed: Corrected(name, {"title": typed[0], "authors": _typed_names(typed[1])}),
        papers=(paper.slug,),
    )


def _typed_names(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise NoAnswerError("no author was typed")
    return names


# --- Papers that may be one --------------------------------------------------------------------------------


def _of_pair(paper: Paper, other: Paper, name: str, papers: Sequence[Paper]) -> Question:
    def mend(typed: Sequence[str]) -> Answer:
        slug = typed[0].strip("/").removeprefix("papers/")
        if slug == paper.slug or all(one.slug != slug for one in papers):
            raise NoAnswerError(f"there is no other paper '{slug}'")
        return Corrected(name, {"same_as": [slug]})

    about = tuple(
        f"{str(one.date) or 'undated'}, {one.doi or one.arxiv_id or one.venue or one.source}: {_head(one)}\n"
        f"  {first_authors(one)}"
        for one in (paper, other)
    )
    return Question(
        kind="duplicate",
        of=paper.slug,
        about=about,
        now="two works",
        instead="two versions of one work",
        right=judged_apart(paper.slug, other.slug),
        wrong=Corrected(name, {"same_as": [other.slug]}),
        asks=(("The other version's address", f"papers/{other.slug}"),),
        mend=mend,
        papers=(paper.slug, other.slug),
    )


# --- People ------------------------------------------------------------------------------------------------


def _of_people(catalogue: Catalogue) -> Iterator[Question]:
    yield from (_of_names(found, catalogue) for found in duplicates(catalogue))
    yield from (_of_several(found, catalogue) for found in conflations(catalogue))


def _of_names(found: Duplicate, catalogue: Catalogue) -> Question:
    first, *others = names = [author.name for author in found.authors]
    shared = ", ".join(author.name for author in found.coauthors[:5]) or "none"
    titles = [f"{author.name}: {_few(catalogue.papers_of[author])}" for author in found.authors]

    def one_person(shown: str) -> Told:
        return Told([{"name": shown, "names": [name for name in names if name != shown]}])

    return Question(
        kind="names",
        of=first,
        about=(*titles, f"alike: {', '.join(found.likeness)}; co-authors in common: {shared}"),
        now=f"different people: {' / '.join(names)}",
        instead=f"one person, {first}",
        right=Judged("names", first, f"not {', '.join(others)}"),
        wrong=one_person(first),
        asks=(("The person's name, as it is to be shown", first),),
        mend=lambda typed: one_person(typed[0]),
    )


def _of_several(found: Conflation, catalogue: Catalogue) -> Question:
    name = found.author.name

    def several(marks: Sequence[str]) -> Told:
        if len(set(marks)) < len(marks):
            raise NoAnswerError("give each person a different affiliation, to tell them apart")
        circles = zip(marks, found.circles, strict=True)
        return Told(
            [{"name": name, "affiliation": mark, "coauthors": with_(circle)} for mark, circle in circles]
        )

    def with_(circle: Sequence[Paper]) -> list[str]:
        return [other.name for other in telling_coauthors(catalogue, found.author, circle)]

    marks = [f"circle {number}" for number in range(1, len(found.circles) + 1)]
    return Question(
        kind="several",
        of=name,
        about=tuple(f"{mark}: {_few(circle)}" for mark, circle in zip(marks, found.circles, strict=True)),
        now=f"one person: {name}",
        instead=f"{len(marks)} people, one for each of these circles of co-authors",
        right=Told([{"name": name}]),
        wrong=several(marks),
        asks=tuple((f"Affiliation of whom {mark} is", mark) for mark in marks),
        mend=several,
    )


def _few(papers: Sequence[Paper], most: int = 3) -> str:
    more = f" and {len(papers) - most} more" if len(papers) > most else ""
    return "; ".join(paper.title[:_TITLE] for paper in papers[:most]) + more


# --- Topics ------------------------------------------------------------------------------------------------


def _of_topics(catalogue: Catalogue, names: _Names) -> Iterator[Question]:
    """Yield the topics whose words weigh just enough, or not even that."""
    matcher = Matcher(catalogue.topics)
    known = {topic.name.casefold(): topic.name for topic in catalogue.topics}
    for paper in catalogue.papers:
        for evidence in matcher.evidence_for(paper):
            if evidence.is_given and evidence.score < _BARELY * evidence.topic.threshold:
                yield _of_topic(paper, evidence, names.of(paper), known)


def _of_topic(paper: Paper, evidence: Evidence, name: str, known: Mapping[str, str]) -> Question:
    topic = evidence.topic.name

    def mend(typed: Sequence[str]) -> Answer:
        if (other := known.get(typed[0].casefold())) is None:
            raise NoAnswerError(f"there is no topic '{typed[0]}'; content/topics.yml lists the topics")
        return Corrected(name, {"without_topics": [topic], "topics": [other]})

    words = ", ".join(dict.fromkeys(f"“{hit.text}”" for hit in evidence.hits))
    return Question(
        kind="topic",
        of=paper.slug,
        about=(_head(paper), _abstract(paper), f"words that speak for it: {words}"),
        now=f"topic {topic}",
        instead="without this topic",
        right=Judged("topic", paper.slug, topic),
        wrong=Corrected(name, {"without_topics": [topic]}),
        asks=(("The topic in its place", ""),),
        mend=mend,
        papers=(paper.slug,),
    )


# --- Highlights --------------------------------------------------------------------------------------------


def _of_highlights(papers: Sequence[Paper], names: _Names) -> Iterator[Question]:
    """Yield the highlights that hardly won, and the papers that should have one and have none."""
    for paper in papers:
        if not is_english(paper.abstract, paper.told_language):
            continue
        found = explain_highlight(paper.title, paper.abstract, paper.macros)
        usable = [candidate for candidate in found if not candidate.fault]
        chosen = next((one for one in usable if one.text == paper.highlight), None)
        # One that is none of the candidates was written by hand.
        if chosen is None and (paper.highlight or not found):
            continue
        other = next((one for one in usable if one.text != paper.highlight), None)
        if chosen is None or _is_narrow(chosen, other, found):
            yield _of_highlight(paper, other, names.of(paper))


def _is_narrow(chosen: Candidate, other: Candidate | None, found: Sequence[Candidate]) -> bool:
    """Whether another text is nearly as good, or a better one cannot be shown, or all are poor."""
    is_beaten = any(one.score > chosen.score + _NARROW for one in found if one.fault != "background")
    is_near = other is not None and other.score > chosen.score - _NARROW
    return is_beaten or is_near or chosen.score < _LOW


def _of_highlight(paper: Paper, other: Candidate | None, name: str) -> Question:
    instead = other.text if other and to_text(other.text).text == other.text else ""
    return Question(
        kind="highlight",
        of=paper.slug,
        about=(_head(paper), _abstract(paper)),
        now=paper.highlight or "no highlight",
        instead=instead,
        right=Judged("highlight", paper.slug, paper.highlight or "none"),
        wrong=Corrected(name, {"highlight": instead}) if instead else None,
        asks=(("Highlight", paper.highlight or ""),),
        mend=lambda typed: Corrected(name, {"highlight": typed[0]}),
        papers=(paper.slug,),
    )
