"""From raw records to a catalogue: cleaning, corrections, repeats, slugs, relations, and a total order."""

from __future__ import annotations

import datetime
import random
from dataclasses import replace
from datetime import date

import pytest

from paperdigest.model import (
    Author,
    Date,
    Diagnostic,
    Paper,
    PrintedName,
    Record,
    Rule,
    Source,
    Topic,
    Year,
    sort_diagnostics,
)
from paperdigest.notes import Notes
from paperdigest.reading.content import read_content
from paperdigest.reading.corrections_yml import Correction
from paperdigest.relating.addresses import Registry
from paperdigest.relating.catalogue import make_catalogue
from paperdigest.relating.cite_keys import bibtex_keys
from paperdigest.relating.papers import read_papers, with_highlights
from paperdigest.text.slugs import slugify
from paperdigest.writing.bibtex import bibtex

HERE = Source("corrections.yml", 1, 1)


def record(title: str, *authors: str, line: int = 1, **more: object) -> Record:
    fields = {
        "authors_complete": True,
        "date": Date(2024, 5, 1),
        "abstract": "",
        "subjects": ("cs.LG",),
    } | more
    places = (Source("listing.txt", line + n, 1) for n in range(3))
    source, title_source, abstract_source = places
    return Record(  # type: ignore[arg-type]
        title=title,
        authors=tuple(map(PrintedName, authors)),
        source=source,
        title_source=title_source,
        abstract_source=abstract_source,
        **fields,
    )


def topic(name: str, *terms: str) -> Topic:
    return Topic(slugify(name), name, "", (Rule(terms),), HERE)


def test_an_unknown_macro_is_shown_by_name_and_reported_where_it_stands() -> None:
    papers, said = read_papers(
        [record("iDPA", "Wei Xu", abstract="We show\nthe \\method~framework.", line=7)]
    )
    assert papers[0].abstract == "We show the method framework."
    assert papers[0].macros == ("method",)
    assert [(str(d.source), str(d.severity), d.code) for d in said] == [
        ("listing.txt:10:5", "warning", "unknown-macro")
    ]


def test_a_correction_explains_macros_and_replaces_fields() -> None:
    records = [record("Titel", "Wei Xu", abstract="\\method and \\dataset", confidence=0.3)]
    correction = Correction("titel", "a typo", HERE, {"title": "Title"}, {"method": "iDPA", "dataset": None})
    papers, said = read_papers(records, [correction])
    assert (papers[0].title, papers[0].slug, papers[0].abstract) == ("Title", "title", "iDPA and dataset")
    assert [(str(d.severity), d.code) for d in said] == [("note", "unknown-macro")]


@pytest.mark.parametrize("field", [{"title": "On PETSc"}, {"authors": (PrintedName("Ada Lovelace"),)}])
def test_a_corrected_title_or_list_of_authors_is_doubtful_no_more(field: dict[str, object]) -> None:
    doubtful = record("On PETS", "cAda Lovelace", confidence=0.6, runner_up=("On PETSc", ("Ada Lovelace",)))
    papers, said = read_papers([doubtful], [Correction("on-pets", "a slip", HERE, field, {})])
    assert (papers[0].confidence, papers[0].runner_up) == (1, None)
    assert not said
    papers, said = read_papers([doubtful], [Correction("on-pets", "a slip", HERE, {"doi": "10.1/x"}, {})])
    assert (papers[0].confidence, [d.code for d in said]) == (0.6, ["doubtful-split"])


def test_what_is_doubtful_in_a_correction_is_reported_at_the_correction() -> None:
    fields = {"title": r"On \ours", "abstract": r"We show \theirs."}
    papers, said = read_papers([record("Titel", "Wei Xu")], [Correction("titel", "a typo", HERE, fields, {})])
    assert (papers[0].title, papers[0].abstract) == ("On ours", "We show theirs.")
    place = f"{HERE.path}:{HERE.line}:"
    assert [(str(d.source).startswith(place), d.code) for d in said] == [(True, "unknown-macro")] * 2


def test_a_correction_without_its_paper_suggests_one() -> None:
    _, said = read_papers([record("A Paper", "Wei Xu")], [Correction("a-papr", "typo", HERE, {}, {})])
    assert [(d.code, d.help) for d in said] == [("unknown-paper", "did you mean 'a-paper'?")]


def test_a_doubtful_split_is_published_and_reported_with_the_runner_up() -> None:
    doubtful = record("On PETSc", "Ada Lovelace", confidence=0.6, runner_up=("On PETS", ("cAda Lovelace",)))
    papers, said = read_papers([doubtful])
    assert len(papers) == 1
    assert [d.code for d in said] == ["doubtful-split"]
    assert "it might be 'On PETS' by cAda Lovelace" in said[0].message


def test_the_same_paper_twice_is_kept_once_the_fuller_one() -> None:
    short = record("One Title", "Ada Lovelace", authors_complete=False, line=1)
    full = record("One title!", "Ada Lovelace", "Bob Smith", line=4)
    for records in [short, full], [full, short]:
        papers, said = read_papers(records)
        assert [paper.author_names for paper in papers] == [("Ada Lovelace", "Bob Smith")]
        assert [(str(d.source), d.code) for d in said] == [("listing.txt:1:1", "duplicate")]


def test_a_paper_from_several_sources_is_one_with_the_fullest_of_each_field() -> None:
    listed = record(
        "On Trees", "Ada Lovelace", "Bob Smith", authors_complete=False, date=Date(2024, 5, 2), code=True
    )
    snapshot = record(
        "On Trees: A Survey",
        "Ada Lovelace",
        "Bob Smith",
        "Carl Gauss",
        date=Date(2024, 5, 1),
        arxiv_id="2405.00001",
        abstract="All about trees.",
        subjects=("cs.LG", "cs.DS"),
        line=40,
    )
    bibtex = record(
        "On trees", "A. Lovelace", date=Date(2024), arxiv_id="2405.00001", doi="10.1000/trees", line=80
    )
    for records in [listed, snapshot, bibtex], [bibtex, snapshot, listed]:
        sources = [replace(r, source=replace(r.source, path=f"{r.source.line}.txt")) for r in records]
        papers, said = read_papers(sources)
        assert len(papers) == 1
        paper = papers[0]
        assert paper.author_names == ("Ada Lovelace", "Bob Smith", "Carl Gauss")
        assert paper.authors_complete
        assert (paper.title, paper.slug) == ("On Trees: A Survey", "on-trees-a-survey")
        assert (paper.date, paper.code) == (Date(2024, 5, 1), True)
        assert (paper.arxiv_id, paper.doi) == ("2405.00001", "10.1000/trees")
        assert paper.subjects == ("cs.LG", "cs.DS")
        assert [source.path for source in paper.sources] == ["40.txt", "80.txt", "1.txt"]
        assert [(d.source.path, d.code) for d in sort_diagnostics(said)] == [
            ("1.txt", "conflict"),
            ("1.txt", "conflict"),
            ("1.txt", "merged"),
            ("80.txt", "conflict"),
            ("80.txt", "conflict"),
            ("80.txt", "merged"),
        ]


def test_odd_names_are_mentioned() -> None:
    names = [
        "Ada Lovelace",
        "José Núñez-Müller",
        "李明",
        "X. Y. O'Neil",
        "DeepMind",
        "GPT-4 Team",
        "Wil M. P. van der Aalst",
        "Ana Bea Cleo Dora Eve Fay",
    ]
    _, said = read_papers([record("Names", *names)])
    assert [d.message.split("'", 1)[1] for d in said if d.code == "odd-name"] == [
        "DeepMind'",
        "GPT-4 Team'",
        "Ana Bea Cleo Dora Eve Fay'",
    ]


def test_a_correction_is_of_the_paper_whichever_sources_tell_of_it() -> None:
    listed = record("On Trees", "Ada Lovelace", confidence=0.5, abstract="\\method works.")
    snapshot = record(
        "On Trees", "Ada Lovelace", abstract="Our \\method works well.", arxiv_id="2405.00001", line=40
    )
    correction = Correction("on-trees", "a typo", HERE, {"title": "On Tall Trees"}, {"method": "TreeNet"})
    papers, said = read_papers([listed, snapshot], [correction])
    assert [(p.title, p.slug, p.abstract) for p in papers] == [
        ("On Tall Trees", "on-tall-trees", "Our TreeNet works well.")
    ]
    assert [d.code for d in said] == ["duplicate"]


def test_a_doi_of_arxiv_is_its_identifier() -> None:
    papers, _ = read_papers(
        [record("One", "A B", arxiv_id="2405.00001"), record("Uno", "C D", doi="10.48550/arxiv.2405.00001")]
    )
    assert len(papers) == 1


def test_near_repeats_are_suggested_and_kept_apart() -> None:
    papers, said = read_papers(
        [
            record("Learning to Cut Trees with Sharp Tools", "Ada Lovelace"),
            record("Learning to Cut Trees with Sharper Tools", "Ada Lovelace", line=4),
            record("Learning to Cut Trees with Sharpest Tools", "Bob Smith", line=8),
        ]
    )
    assert len(papers) == 3
    assert [(d.source.line, str(d.severity), d.code) for d in said] == [(4, "note", "near-duplicate")]


def test_the_same_title_by_others_is_another_paper() -> None:
    papers, said = read_papers(
        [
            record("Same", "Bob Smith", date=Date(2025, 1, 1)),
            record("Same", "Ada Lovelace", date=Date(2024, 1, 1)),
        ]
    )
    assert {paper.author_names[0]: paper.slug for paper in papers} == {
        "Ada Lovelace": "same",
        "Bob Smith": "same-2",
    }
    assert said == []


def test_editorials_of_one_author_are_as_many_as_their_places() -> None:
    where = {"venue": "Journal of Things"}
    papers, report = read_papers(
        [
            record("Editorial", "Jane Doe", doi="10.1000/1"),
            record("Editorial", "Jane Doe", line=4, doi="10.1000/2"),
            # It may be either of these, or a third.
            record("Editorial", "Jane Doe", line=16),
            record("Introduction", "Jane Doe", line=7, **where),
            record("Introduction", "Jane Doe", line=10, **where, date=Date(2020)),
            record("Introduction", "Jane Doe", line=13, **where, date=Date(2020)),
        ],
        [],
    )
    assert [paper.title for paper in papers].count("Editorial") == 3
    assert [paper.title for paper in papers].count("Introduction") == 2
    assert sorted({diagnostic.code for diagnostic in report}) == ["duplicate", "near-duplicate"]


def test_two_dois_of_one_publisher_are_two_works() -> None:
    title, one, other = "Reply to Comment on Small Things", "10.1000/1", "10.1000/2"
    records = [
        record(title, "Jane Doe", doi=one, date=Date(2019), venue="Things"),
        record(title, "Jane Doe", doi=other, date=Date(2021), venue="Other Things", line=4),
        # A preprint is that of the oldest; what has no DOI belongs to its venue or year.
        record(title, "Jane Doe", arxiv_id="1801.00001", line=7),
        record(title, "Jane Doe", date=Date(2021), type="article-journal", line=10),
    ]
    papers, report = read_papers(records)
    sources = {paper.doi: {source.line for source in paper.sources} for paper in papers}
    assert sources == {one: {1, 7}, other: {4, 10}}
    assert "near-duplicate" in {diagnostic.code for diagnostic in report}
    # Whatever relates them makes them one: the source, or a person.
    related = replace(records[0], other_versions=(other,))
    assert len(read_papers([related, *records[1:]])[0]) == 1
    same = Correction(papers[0].slug, "one work", HERE, {}, {}, same_as=(papers[1].slug,))
    assert len(read_papers(records, [same])[0]) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10.1109/1", "10.1145/2"),
        ("10.1021/jacs.4c00001", "10.26434/chemrxiv-2023-xyz"),
        ("10.5281/zenodo.1234567", "10.5281/zenodo.2345678"),
        ("10.7554/elife.88888.1", "10.7554/elife.88888.2"),
        ("10.5194/acp-20-1-2020", "10.5194/acp-2019-999"),
    ],
)
def test_other_dois_of_one_title_are_one_work(one: str, other: str) -> None:
    papers, _ = read_papers([record("Things", "Jane Doe", doi=one), record("Things", "Jane Doe", doi=other)])
    assert len(papers) == 1


def test_topics_are_met_by_words_not_by_letters() -> None:
    terms = topic("Graphs", "graph", "GNN"), topic("Trees", "decision tree")
    papers, _ = read_papers(
        [
            record("On Graphs", "A B"),
            record("Paragraphs", "A B", abstract="gnn gnn"),
            record("Three", "A B", abstract="A GNN, and GNNs."),
            record("Four", "A B", abstract="A graph in passing."),
            record("Decision-Tree Ensembles", "A B"),
        ]
    )
    made = make_catalogue(papers, terms)
    met = {paper.title: [topic.name for topic in made.topics_of[paper.slug]] for paper in papers}
    assert met == {
        "On Graphs": ["Graphs"],
        "Paragraphs": [],
        "Three": ["Graphs"],
        "Four": [],
        "Decision-Tree Ensembles": ["Trees"],
    }


def test_relations_are_complete_and_ordered() -> None:
    papers, _ = read_papers(
        [
            record("Old Graph", "Ada Lovelace", "Bob Smith", date=Date(2023, 1, 1)),
            record("New Graph", "Ada Lovelace", "Carl Adam", date=Date(2024, 1, 1)),
            record("Tree Graph", "Ada Lovelace", "Bob Smith", date=Date(2024, 1, 1)),
        ]
    )
    made = make_catalogue(
        papers, [topic("Graphs", "graph"), topic("Trees", "tree")], datetime.date(2024, 2, 1)
    )
    assert [paper.title for paper in made.papers] == ["New Graph", "Tree Graph", "Old Graph"]
    assert [author.name for author in made.authors] == ["Carl Adam", "Ada Lovelace", "Bob Smith"]
    ada = made.authors[1]
    assert [(author.name, n) for author, n in made.coauthors_of[ada]] == [("Bob Smith", 2), ("Carl Adam", 1)]
    assert [(topic.name, n) for topic, n in made.author_topics_of[ada]] == [("Graphs", 3), ("Trees", 1)]
    assert [paper.title for paper in made.papers_of[Year(2023)]] == ["Old Graph"]
    assert made.updated == Date(2024, 2, 1)


def test_the_order_of_the_input_does_not_matter() -> None:
    records = [record(f"Title {n % 7}", f"Author {n % 5}", f"Author {n % 3}", line=3 * n) for n in range(40)]
    expected = make_catalogue(read_papers(records)[0], [])
    for seed in range(5):
        shuffled = random.Random(seed).sample(records, len(records))
        assert make_catalogue(read_papers(shuffled)[0], []) == expected


def test_authors_with_the_same_slug_stay_apart() -> None:
    papers, _ = read_papers([record("One", "Qi'ao Xu"), record("Two", "Qiao Xu", date=Date(2025, 1, 1))])
    authors = make_catalogue(papers, []).authors
    assert {author.name: author.slug for author in authors} == {
        "Qi'ao Xu": "qiao-xu",
        "Qiao Xu": "qiao-xu-2",
    }
    assert all(isinstance(author, Author) for author in authors)


def test_bibtex_escapes_and_keeps_keys_apart() -> None:
    papers, _ = read_papers(
        [
            record("Trees & 5% of $x_i$ in snake_case", "José Núñez", "DeepMind", authors_complete=False),
            record("The Trees", "Ana Núñez", date=Date(2024, 6, 1)),
        ]
    )
    keys = bibtex_keys(papers)
    assert sorted(keys.values()) == ["nunez2024trees", "nunez2024treesb"]
    first = next(paper for paper in papers if paper.author_names[0] == "José Núñez")
    assert bibtex(first, keys[first.slug]).splitlines() == [
        "@misc{nunez2024trees,",
        r"  title = {{Trees \& 5\% of $x_i$ in snake\_case}},",
        r"  author = {N{\'u}{\~n}ez, Jos{\'e} and {DeepMind} and others},",
        "  year = {2024},",
        "  month = may,",
        "  day = {1},",
        "  primaryclass = {cs.LG},",
        "}",
    ]


def test_bibtex_has_an_entry_for_a_masters_thesis() -> None:
    thesis = replace(record("Trees", "Ana Lopez"), type="thesis", extra=(("genre", "Master's thesis"),))
    (paper,), _ = read_papers([thesis])
    assert bibtex(paper, "x").startswith("@mastersthesis{x,")


def test_a_highlight_is_found_written_by_hand_or_left_out() -> None:
    abstract = "Graphs are everywhere. In this paper, we propose Tree, a method that turns graphs into trees."
    plain, own = record("Tree", "Ana Lopez"), record("Wood", "Ana Lopez")
    records = [replace(plain, abstract=abstract), replace(own, abstract=abstract, highlight="By hand, $x$.")]
    found, _ = read_papers([*records, record("Nothing", "Bo Chen")])
    told = {paper.title: paper.highlight for paper in with_highlights(found, Notes())}
    assert told["Tree"] == "We propose Tree, a method that turns graphs into trees."
    assert told["Wood"] == "By hand, $x$."
    assert told["Nothing"] is None


def test_a_source_s_key_is_kept_and_ours_begins_with_the_family_name() -> None:
    dong = replace(record("3D Graphs of Trees", ""), authors=(PrintedName("Dong Zifei", family="Dong"),))
    own = replace(record("One", "Ana Lopez", date=Date(2025), line=1), key="Doe:24/x")
    same = replace(
        record("Two", "Ana Lopez", date=Date(2020), line=9), key="Doe:24/x"
    )  # older, but later in the file
    address = replace(record("Three", "Ana Lopez"), key="http://zotero.org/users/1/items/ABC")
    short = record("X-Ray Vision", "Ana Lopez", line=5)
    papers, _ = read_papers([dong, own, same, address, short])
    keys = {
        paper.title: key
        for paper in papers
        for slug, key in bibtex_keys(papers).items()
        if slug == paper.slug
    }
    assert keys == {
        "3D Graphs of Trees": "dong2024graphs",
        "One": "Doe:24/x",
        "Two": "Doe:24/xb",
        "Three": "lopez2024three",
        "X-Ray Vision": "lopez2024ray",
    }


# --- Versions of one work ----------------------------------------------------------------------------------

PREPRINT_AND_JOURNAL = r"""
@article{j, author={M{\"u}ller, Anna-Lena and Smith, John A.}, title={Nickel-Catalysed {C(sp$^3$)--H} Arylation of Cyclic Ethers}, year=2024, doi={10.1021/jacs.4c00001}}
@misc{p, author={M{\"u}ller, Anna-Lena and Smith, John A.}, title={Nickel-catalyzed C(sp3)-H arylation of cyclic ethers}, year=2023, doi={10.26434/chemrxiv-2023-xyz}}
@misc{q, author={M{\"u}ller, Anna-Lena and Smith, John A.}, title={Nickel-Catalysed C(sp3)-H Arylation of Cyclic Ethers}, year=2023, doi={10.26434/chemrxiv-2023-xy}}
"""


def read_bib(
    text: str, corrections: str = "", registry: Registry | None = None
) -> tuple[list[Paper], list[Diagnostic]]:
    content = {"records/a.bib": text.encode(), "corrections.yml": corrections.encode()}
    read = read_content(content, date(2026, 1, 1))
    papers, report = read_papers(read.records, read.corrections, registry=registry)
    return papers, [*read.diagnostics, *report]


def test_a_preprint_and_what_was_published_are_one_work() -> None:
    (paper,), report = read_bib(PREPRINT_AND_JOURNAL)
    assert paper.title == "Nickel-Catalysed C(sp$^3$)–H Arylation of Cyclic Ethers"
    assert (paper.date, paper.doi, paper.type, paper.key) == (
        Date(2024),
        "10.1021/jacs.4c00001",
        "article-journal",
        "j",
    )
    assert [(one.is_preprint, one.doi) for one in paper.versions] == [
        (False, "10.1021/jacs.4c00001"),
        (True, "10.26434/chemrxiv-2023-xy"),
        (True, "10.26434/chemrxiv-2023-xyz"),
    ]
    assert {one.code for one in report} == {"merged"}


REVISED = r"""
@article{j, author={Lee, Ana}, title={Nickel-Catalysed Arylation of Cyclic Ethers}, journal={Nature}, year=2024, doi={10.1021/j}}
@misc{p, author={Lee, Ana}, title={Nickel-catalyzed arylation of many cyclic ethers}, year=2023, doi={10.26434/chemrxiv-1}}
"""


def test_versions_of_other_titles_are_told_and_joined_by_same_as() -> None:
    _, report = read_bib(REVISED)
    (told,) = [one for one in report if one.code == "near-duplicate"]
    assert "(2023, 10.26434/chemrxiv-1, Ana Lee)" in told.message
    help = "'- paper: nickel-catalyzed-arylation-of-many-cyclic-ethers', with 'same_as: nickel-catalysed-arylation-of-cyclic-ethers'"
    assert help in told.help
    entry = "- {paper: nickel-catalyzed-arylation-of-many-cyclic-ethers, reason: revised, same_as: nickel-catalysed-arylation-of-cyclic-ethers}"
    (paper,), report = read_bib(REVISED, entry)
    assert (paper.slug, paper.date, len(paper.versions)) == (
        "nickel-catalysed-arylation-of-cyclic-ethers",
        Date(2024),
        2,
    )
    assert {one.code for one in report} == {"merged", "conflict"}
    _, report = read_bib(REVISED, entry.replace("ethers}", "ether}"))
    assert [one.message for one in report if one.code == "unknown-paper"] == [
        "there is no paper 'nickel-catalysed-arylation-of-cyclic-ether' to correct"
    ]


def test_a_doi_that_a_source_relates_joins_versions() -> None:
    one = record("A first title", "Ana Lopez", doi="10.1000/a")
    other = record("Another", "Bo Chen", doi="10.26434/chemrxiv-1", other_versions=("10.1000/a",), line=9)
    (paper,), _ = read_papers([one, other])
    assert [version.doi for version in paper.versions] == ["10.1000/a", "10.26434/chemrxiv-1"]


def test_a_published_paper_with_an_arxiv_number_has_a_preprint() -> None:
    published = record("A", "Ana Lopez", doi="10.1000/a", arxiv_id="2405.00001", venue="Journal")
    (paper,), _ = read_papers([published])
    assert [(one.is_preprint, one.arxiv_id) for one in paper.versions] == [
        (False, None),
        (True, "2405.00001"),
    ]
    # Its day is known where its own source tells it.
    preprint = record("A", "Ana Lopez", arxiv_id="2405.00001", date=Date(2023, 4, 1), line=9)
    (paper,), _ = read_papers([published, preprint])
    assert [str(one.date) for one in paper.versions] == ["2024-05-01", "2023-04-01"]


def test_where_a_preprint_stands_says_nothing_of_where_the_work_was_published() -> None:
    published = record("A", "Ana Lopez", doi="10.1000/a")
    preprint = record("A", "Ana Lopez", type="article", publisher="A server", number="7", line=9)
    (paper,), _ = read_papers([published, preprint])
    assert (paper.publisher, paper.number, len(paper.versions)) == (None, None, 2)


def test_a_name_in_one_piece_is_cut_as_another_paper_tells() -> None:
    told = replace(record("One", ""), authors=(PrintedName("Dong Zifei", family="Dong"),))
    papers, _ = read_papers([told, record("Two", "Dong Zifei", "Ana Lee", line=9)])
    names = {paper.title: paper.authors[0] for paper in papers}
    assert names["Two"] == names["One"] == PrintedName("Dong Zifei", family="Dong")
    assert sorted(bibtex_keys(papers).values()) == ["dong2024one", "dong2024two"]
    # Not where it is printed in another way.
    dotted = replace(record("One", ""), authors=(PrintedName("Ana St. John", family="St. John"),))
    papers, _ = read_papers([dotted, record("Two", "Ana St John", line=9)])
    assert [paper.authors[0].family for paper in papers] == ["St. John", ""]


def test_a_key_begins_with_the_family_name_also_where_it_is_printed_first() -> None:
    papers, _ = read_papers([record("3D Graphs of Trees", "Dong Zifei"), record("More", "Yang Liu", line=9)])
    assert sorted(bibtex_keys(papers).values()) == ["dong2024graphs", "liu2024more"]
