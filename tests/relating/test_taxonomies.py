"""The taxonomies that `digest new --topics` offers: each is whole, and gives examples and papers read their topics."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, TAXONOMIES

from paperdigest.model import Date, Diagnostic, Paper, Source, Topic
from paperdigest.reading.topics_yml import read_topics
from paperdigest.reading.yamltree import parse
from paperdigest.relating.topics import Matcher
from paperdigest.text.terms import Phrase, word_sequences

NAMES = sorted(path.stem for path in TAXONOMIES.glob("*.yml"))
#: Example papers, written for this test: of every taxonomy but that of AI, whose examples are in `test_topics.py`.
EXAMPLES = Path(__file__).parent / "taxonomies"
SAMPLES = ROOT / "tests" / "samples"


@cache
def taxonomy(name: str) -> tuple[Topic, ...]:
    """Read a taxonomy, which must be free of faults."""
    report: list[Diagnostic] = []
    found = read_topics(parse((TAXONOMIES / f"{name}.yml").read_text(encoding="utf-8"), name, report))
    assert report == []
    return found


def paper_of(title: str, abstract: str) -> Paper:
    """A paper of which no more is known."""
    return Paper(
        slug="a",
        title=title,
        authors=(),
        authors_complete=True,
        date=Date(2026),
        abstract=abstract,
        source=Source("a", 1),
    )


def counted(matcher: Matcher, title: str, abstract: str = "") -> list[Topic]:
    """The topics for which some words of the title count."""
    found = matcher.evidence_for(paper_of(title, abstract))
    return [evidence.topic for evidence in found if any(hit.place == "title" for hit in evidence.hits)]


def topics_of(name: str, papers: list[dict[str, str]]) -> list[list[str]]:
    """The names of the topics that a taxonomy gives to papers of a title and an abstract."""
    matcher = Matcher(taxonomy(name))
    return [
        [topic.name for topic in matcher.topics_of(paper_of(paper["title"], paper["abstract"]))]
        for paper in papers
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_taxonomy_is_a_shallow_tree_of_described_topics(name: str) -> None:
    topics = taxonomy(name)
    assert 35 <= len(topics) <= 80
    assert all(topic.description.endswith(".") for topic in topics)
    assert len({topic.parent for topic in topics if topic.parent}) >= 8


@pytest.mark.parametrize("name", NAMES)
def test_every_term_can_count(name: str) -> None:
    """No exception takes a term back whole, as 'securities' did 'security', and its words can stand side by side."""
    matcher = Matcher(taxonomy(name))
    idle = [
        f"{topic.name}: {term}"
        for topic in matcher.topics
        for rule in topic.rules
        for term in rule.terms
        if topic not in counted(matcher, term.replace("*", ""), *rule.needs[:1])
    ]
    assert idle == []


@pytest.mark.parametrize("name", NAMES)
def test_hardly_a_term_that_says_enough_alone_stands_in_unrelated_topics(name: str) -> None:
    """A paper on 'text mining' is one on language and on mining; such terms are few."""
    families: dict[Phrase, set[str]] = defaultdict(set)
    for topic in taxonomy(name):
        for rule in topic.rules:
            if rule.title >= 3 and rule.abstract >= 1 and not rule.needs:
                for phrase in (phrase for term in rule.terms for phrase in word_sequences(term)):
                    families[phrase].add(topic.parent or topic.name)
    shared = {" ".join(phrase) for phrase, its in families.items() if len(its) > 1}
    assert len(shared) <= len(families) / 40, sorted(shared)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "ai"])
def test_example_papers_have_their_topics(name: str) -> None:
    papers = yaml.safe_load((EXAMPLES / f"{name}.yml").read_text(encoding="utf-8"))
    assert len(papers) >= 10
    found = dict(zip((paper["title"] for paper in papers), topics_of(name, papers), strict=True))
    assert found == {paper["title"]: paper["topics"] for paper in papers}


@pytest.mark.parametrize(
    "name", [path.stem[len("topics-") :] for path in sorted(SAMPLES.glob("topics-*.jsonl"))]
)
def test_papers_read_one_by_one_keep_their_good_topics(name: str) -> None:
    """Of what was read, nearly all good assignments are given, and little that is bad."""
    lines = (SAMPLES / f"topics-{name}.jsonl").read_text(encoding="utf-8").splitlines()
    papers = [json.loads(line) for line in lines]
    found = dict(zip((paper["id"] for paper in papers), topics_of(name, papers), strict=True))
    with (SAMPLES / f"topics-{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t") if not row[0].startswith("#")]
    assert {row[0] for row in rows} == set(found)
    read = [(verdict, topic in found[paper_id]) for paper_id, _, topic, verdict, *_ in rows if topic]
    given = [verdict for verdict, is_given in read if is_given]
    assert given.count("good") >= 0.95 * sum(verdict == "good" for verdict, _ in read)
    assert given.count("bad") <= 0.01 * len(given)
    assert sum(map(bool, found.values())) >= 0.8 * len(found)
