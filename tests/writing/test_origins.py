"""Whatever is told of a paper changes its key, so that a page with the origin of an old one says the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

import pytest
from small_digest import ENGLISH, SITE, TOPICS, read_digest

from paperdigest.model import Author, Date, Feed, Paper, PrintedName, Related, Source, Version
from paperdigest.notes import Notes, Steps
from paperdigest.reading.settings_yml import Settings
from paperdigest.relating.catalogue import Catalogue, make_catalogue
from paperdigest.relating.people import People, identify
from paperdigest.writing.layout import addresses_of
from paperdigest.writing.origins import Origins
from paperdigest.writing.pages import make_pages

PAPERS = """
- {title: An oriented graph, date: 2021-05-01, authors: [Ada Lovelace, Ben Okri], subjects: [cs.LG],
   venue: Journal of Graphs, abstract: An oriented graph is drawn with cutting planes.}
- {title: The graph again, date: 2024-03-09, authors: [Ada Lovelace, Cy Twombly]}
"""
SLUG = "an-oriented-graph"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """Two papers; of the older one all is told that can be."""
    catalogue, _ = read_digest({"records/a.yml": PAPERS, "topics.yml": TOPICS})
    near = Related(catalogue.papers[0], 0.5, ("graph",), catalogue.topics[:1], catalogue.authors[:1])
    return replace(
        catalogue,
        phrases_of={SLUG: ("oriented graph",)},
        common_of={SLUG: ("graph",)},
        related_of={SLUG: (near,)},
        cited_of={SLUG: (("APA", "Lovelace, A."),)},
    )


def keys(catalogue: Catalogue, settings: Settings | None = None) -> tuple[str, str, str]:
    found = Origins(catalogue, settings or Settings())
    return found.itself[SLUG], found.shown[SLUG], found.whole[SLUG]


def with_paper(catalogue: Catalogue, **changes: Any) -> Catalogue:
    papers = [replace(one, **changes) if one.slug == SLUG else one for one in catalogue.papers]
    return replace(catalogue, papers=tuple(papers))


@pytest.mark.parametrize("name", sorted({one.name for one in fields(Paper)} - {"slug"}))
def test_every_field_of_a_paper_counts(catalogue: Catalogue, name: str) -> None:
    other = {"date": Date(1999), "source": Source("other"), "status": "in press"}.get(name, "something else")
    before, now = keys(catalogue), keys(with_paper(catalogue, **{name: other}))
    assert not set(before) & set(now)


def test_a_line_does_not_count_since_no_page_of_a_paper_tells_it(catalogue: Catalogue) -> None:
    paper = catalogue.papers[1]
    moved = with_paper(catalogue, source=replace(paper.source, line=99))
    assert keys(moved) == keys(catalogue)


def relations(catalogue: Catalogue) -> list[str]:
    """What the catalogue says of single papers."""
    values = {one.name: getattr(catalogue, one.name) for one in fields(catalogue)}
    return [name for name, value in values.items() if isinstance(value, dict) and SLUG in value]


def test_whatever_a_paper_is_related_to_counts(catalogue: Catalogue) -> None:
    names = relations(catalogue)
    assert len(names) == 12
    for name in names:
        before = getattr(catalogue, name)
        others: dict[type, Any] = {tuple: (), str: "other", Date: Date(1999)}
        other = {SLUG: others[type(before[SLUG])]} if type(before[SLUG]) in others else {}
        rest = {slug: value for slug, value in before.items() if slug != SLUG}
        assert keys(replace(catalogue, **{name: rest | other}))[2] != keys(catalogue)[2], name


def test_what_is_told_of_a_near_paper_counts_and_so_do_settings(catalogue: Catalogue) -> None:
    near = catalogue.related_of[SLUG][0]
    for change in ({"score": 0.4}, {"phrases": ()}, {"topics": ()}, {"authors": ()}):
        changed = replace(catalogue, related_of={SLUG: (replace(near, **change),)})
        assert keys(changed)[:2] == keys(catalogue)[:2]
        assert keys(changed)[2] != keys(catalogue)[2]
    other = replace(catalogue.papers[0], title="Another")
    assert keys(replace(catalogue, papers=(other, *catalogue.papers[1:])))[2] != keys(catalogue)[2]
    assert not set(keys(catalogue, Settings(page_size=7))) & set(keys(catalogue))


def test_the_page_of_an_author_is_determined_by_his_papers_too(catalogue: Catalogue) -> None:
    ada = next(author for author in catalogue.authors if author.name == "Ada Lovelace")

    def key(catalogue: Catalogue, *namesakes: Author, **changes: Any) -> str:
        origin = Origins(catalogue, Settings()).of_author(replace(ada, **changes), namesakes)
        assert origin
        return origin.key

    keys = [
        key(catalogue),
        key(catalogue, affiliation="Ockham Park"),
        key(catalogue, catalogue.authors[1]),
        key(with_paper(catalogue, award="Best paper")),
        key(replace(catalogue, papers_of={**catalogue.papers_of, ada: catalogue.papers[:1]})),
    ]
    assert len(set(keys)) == len(keys)
    assert Origins(catalogue, Settings(page_size=1)).of_author(ada, ()) is None


def test_it_counts_whether_all_papers_are_an_authors_since_his_files_are_those_of_all_then() -> None:
    def key(*names: str) -> str:
        papers = "".join(f"- {{title: Part {n}, authors: [{name}]}}\n" for n, name in enumerate(names))
        catalogue, _ = read_digest({"records/a.yml": papers})
        origin = Origins(catalogue, Settings()).of_author(catalogue.authors[0], ())
        assert origin
        return origin.key

    three = ["Ada Lovelace"] * 3
    assert key(*three) != key(*three, "Ben Okri")
    assert key(*three, "Ben Okri") == key(*three, "Cy Twombly")


def test_the_origin_of_a_page_has_its_front_matter_as_far_as_others_need_it(catalogue: Catalogue) -> None:
    pages = make_pages(catalogue, Settings(), SITE, ENGLISH, [])
    origins = {page.path: (page, origin) for page in pages if (origin := page.origin())}
    assert sorted(origins) == [
        *("authors/ada-lovelace.md", "authors/ben-okri.md", "authors/cy-twombly.md"),
        *("papers/an-oriented-graph.md", "papers/the-graph-again.md"),
    ]
    for page, origin in origins.values():
        assert origin.head.items() <= page.tell().meta.items()
        assert {"title", "kind", "date"} & page.tell().meta.keys() == origin.head.keys()


#: Other values of a paper's fields; of all others, another text.
OTHERS: dict[str, Any] = {
    **dict.fromkeys(("date", "added", "listed"), Date(1999, 2, 3)),
    **dict.fromkeys(("authors", "editors"), (PrintedName("Cy Twombly"), PrintedName("Ada Lovelace"))),
    **dict.fromkeys(("code", "says_code"), True),
    **dict.fromkeys(("links", "extra"), (("language", "en"),)),
    **dict.fromkeys(("subjects", "keys", "macros", "keywords", "other_versions", "from_comment"), ("cs.CV",)),
    **dict.fromkeys(("topics", "without_topics"), ("Oriented graphs",)),
    "abstract": "On trees.",
    "authors_complete": False,
    "confidence": 0.5,
    "runner_up": ("The", ("Graph",)),
    "source": Source("content/records/z.yml", 9),
    "sources": (Source("content/records/z.yml", 9),),
    "status": "in press",
    "versions": (Version(True, Date(1999), None, None, None, None),),
}


def plain(made: Catalogue, settings: Settings, notes: Notes) -> list[str]:
    """All that is said of papers and groups, as text: groups are equal whatever is said of them."""
    told = [getattr(made, one.name) for one in fields(made) if not one.name.endswith("relations")]
    counted = [dict(one) if isinstance(one, Mapping) else one for one in told]
    left = Origins(made, settings, notes=notes).left()
    return [*map(repr, counted), repr(addresses_of(made, settings, notes)), repr(left)]


@pytest.mark.parametrize("name", [one.name for one in fields(Paper)])
def test_a_process_that_runs_again_finds_what_a_new_one_would(name: str) -> None:
    catalogue, settings = read_digest({"records/a.yml": PAPERS, "topics.yml": TOPICS})
    steps: Steps = {}

    def found(papers: Iterable[Paper], notes: Notes) -> tuple[Catalogue, list[str]]:
        made = make_catalogue(papers, catalogue.topics, notes=notes)
        return made, plain(made, settings, notes)

    found(catalogue.papers, Notes(steps=steps))
    other = OTHERS.get(name, "something else")
    edited = [replace(one, **{name: other}) if one.slug == SLUG else one for one in catalogue.papers]
    for papers in (edited, catalogue.papers[1:], catalogue.papers):
        made, told = found(papers, Notes(steps=steps))
        assert (made, told) == found(papers, Notes())
        shown = {id(paper) for its in (made.papers, made.news, *made.papers_of.values()) for paper in its}
        assert shown == set(map(id, papers))  # none of an earlier run


def test_a_process_that_runs_again_sees_whatever_is_said_of_groups() -> None:
    catalogue, settings = read_digest({"records/a.yml": PAPERS, "topics.yml": TOPICS})
    people = identify(catalogue.papers)
    steps: Steps = {}

    def of_all(**changes: Any) -> People:
        others = {author: replace(author, **changes) for author in people.authors}
        signed = {slug: tuple(others[one] for one in some) for slug, some in people.authors_of.items()}
        return People(tuple(others.values()), signed, people.heirs, ())

    topics = [replace(topic, description="Other") for topic in catalogue.topics]
    given = [(catalogue.topics, people), (topics, people), (topics, of_all(mark="MIT"))]
    for some_topics, some_people in [*given, (topics, of_all(mark="MIT", keys=("ada",))), given[0]]:
        now, new = Notes(steps=steps), Notes()
        made, expected = (
            make_catalogue(catalogue.papers, some_topics, people=some_people, notes=notes)
            for notes in (now, new)
        )
        assert plain(made, settings, now) == plain(expected, settings, new)
    feed = Feed("mine", "Mine", "")
    for name in ("Mine", "Yours"):
        fed = replace(
            made, feeds=(replace(feed, name=name),), papers_of={**made.papers_of, feed: made.papers}
        )
        assert plain(fed, settings, Notes(steps=steps)) == plain(fed, settings, Notes())
