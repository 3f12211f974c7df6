"""Papers near each other: what they share, and that nothing depends on order or on what is remembered."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT, make_example, read_sample, run

from paperdigest import workers
from paperdigest.advising.explain import explain
from paperdigest.building.digest import read, with_related
from paperdigest.building.project import Project
from paperdigest.model import Date, Paper, PrintedName, Rule, Source, Topic
from paperdigest.relating.catalogue import Catalogue, make_catalogue
from paperdigest.relating.related import MOST, Relations, relate
from paperdigest.relating.related_memory import Neighbour
from paperdigest.relating.vectors import Shares, terms_in

SAMPLE = ROOT / "tests" / "samples" / "related.txt"
HERE = Source("content/records/a.yml", 1)


def paper(slug: str, title: str, abstract: str, *authors: str) -> Paper:
    return Paper(
        slug=slug,
        title=title,
        authors=tuple(map(PrintedName, authors)),
        authors_complete=True,
        date=Date(2024, 1, 2),
        abstract=abstract,
        source=HERE,
    )


ICE = paper(
    "ice", "Mapping glacier retreat", "Glacier retreat is mapped with a drone fleet.", "Ana Lopez", "Bo Chen"
)
SNOW = paper(
    "snow", "Drones over snow", "A drone fleet is flown over snow. Glacier retreat is seen.", "Ana Lopez"
)
BEES = paper("bees", "Bees in hives", "Honey bees dance in their hives. These hives hum.", "Cy Young")
WASPS = paper(
    "wasps", "Wasps in hives", "Paper wasps do not dance in hives. Paper makes these hives.", "Dan Roe"
)
MUSIC = paper("music", "Tuning a piano", "Strings are tuned by ear.", "Ana Lopez")


def catalogue(papers: Sequence[Paper], topics: Sequence[Topic] = ()) -> Catalogue:
    return make_catalogue(papers, topics)


def near(found: Relations, slug: str) -> list[str]:
    return [related.paper.slug for related in found.related_of[slug]]


def nearest(*papers: Paper) -> Neighbour:
    """The nearest neighbour of the paper whose slug is the first, related or not."""
    return relate(catalogue(papers)).run.neighbours[0][0]


def test_a_neighbour_comes_with_what_both_share() -> None:
    found = relate(catalogue([ICE, SNOW, BEES, WASPS, MUSIC]))
    assert near(found, "ice")[0] == "snow"
    related = found.related_of["ice"][0]
    assert related.phrases == ("glacier retreat", "drone fleet")
    assert [author.name for author in related.authors] == ["Ana Lopez"]
    assert 0 < related.score <= 1


def test_nothing_in_common_is_no_neighbour() -> None:
    found = relate(catalogue([ICE, BEES]))
    assert found.related_of == {"ice": (), "bees": ()}


def test_a_topic_is_named_unless_a_phrase_says_it_already() -> None:
    topics = [Topic("insects", "Insects", "", (Rule(("bees", "wasps")),), HERE),
              Topic("hives", "Dance in hives", "", (Rule(("hive",)),), HERE)]  # fmt: skip
    related = relate(catalogue([BEES, WASPS, ICE], topics)).related_of["bees"][0]
    assert related.phrases == ("hives",)  # 'dance' is mentioned once
    assert [topic.name for topic in related.topics] == ["Insects"]


def test_a_topic_in_common_is_no_reason() -> None:
    topics = [Topic("all", "All", "", (Rule(("bees", "glacier")),), HERE)]
    assert relate(catalogue([BEES, ICE], topics)).related_of["bees"] == ()


def test_a_word_in_passing_is_no_reason() -> None:
    one = paper("signs", "Sign language", "Sign language is read off hands. The library is open.")
    other = paper(
        "streets", "Street maps", "Street maps show road signs. A library draws them. Our work contributes."
    )
    assert relate(catalogue([one, other])).related_of["signs"] == ()


def test_papers_are_nearer_that_say_the_same_in_other_words() -> None:
    about = "We restore images that haze and rain degrade. The degraded image is restored by a prior."
    one = paper("haze", "Image dehazing", f"{about} Image dehazing needs pairs.")
    other = paper(
        "rain",
        "Image deraining",
        "We remove rain from an image with image restoration priors. Image dehazing is near.",
    )
    far = paper("talk", "Dehazing talk", "We discuss elections and laws. Image dehazing is a metaphor.")
    assert nearest(one, other, far).place == 1  # in the order of their slugs


BEACH = (
    "Salt crystals grow. Salt crystals are weighed. Tides move sand along northern beaches each winter. "
    "Storms bury old harbours, and wooden piers rot slowly."
)
BREAD = (
    "Salt crystals grow. Salt crystals are weighed. Bakers knead dough before sunrise in mountain villages. "
    "Ovens burn oak, and rye bread keeps for weeks."
)


def test_what_stands_in_neither_title_is_a_weak_reason() -> None:
    beach, bread = (
        text.replace("Salt crystals grow. Salt crystals are weighed. ", "") for text in (BEACH, BREAD)
    )
    beach, bread = (f"{text} Salt crystals grow, and salt crystals are weighed." for text in (beach, bread))
    one = paper("sand", "Northern beaches", beach, "Ana Lopez", "Cy Young", "Dan Roe")
    other = paper("bread", "Mountain bread", bread, "Ana Lopez", "Eva Poe", "Fay Wu")
    assert relate(catalogue([one, other])).related_of["sand"] == ()
    titled = replace(one, title="Salt crystals on beaches")
    assert nearest(titled, other).evidence > nearest(one, other).evidence


#: Papers with little but their salt in common.
SALT = {
    "beaches": "Tides move sand each winter. Storms bury old harbours, and wooden piers rot slowly. Kelp drifts "
    "ashore, and crabs dig burrows.",
    "mines": "Miners dig tunnels near the border. Trains carry ore, and lamps burn all day. Pumps drain the "
    "lowest shafts, and cages lift horses.",
    "paint": "Painters mix pigments at night. Canvas dries beside windows, and brushes are washed. Frames are "
    "gilded, and galleries hang portraits.",
    "glaciers": "Ice slides downhill. Moraines fill valleys, and streams run grey. Hikers cross crevasses on "
    "ladders, and huts shelter climbers.",
    "bread": "Bakers knead dough before sunrise. Ovens burn oak, and rye keeps for weeks. Butter melts on warm "
    "slices, and cooks stir soup.",
}


def on(matter: str, at: str, opening: str, end: str = "") -> Paper:
    return paper(at, f"{matter} in {at}", f"{opening} {end}")


def test_for_papers_that_open_alike_more_speaks_than_for_those_that_end_alike() -> None:
    matter = "Brine pools evaporate under desert suns."
    letters = "abcdefghijklmnopqrstuvwxyz"
    one, other = (", ".join(f"{at}{a}{a}, {at}{a}y" for a in letters) + "." for at in ("mine", "paint"))
    opening = nearest(on("Salt", "mines", matter, one), on("Salt", "paint", matter, other))
    ending = nearest(on("Salt", "mines", one, matter), on("Salt", "paint", other, matter))
    assert opening.score == ending.score
    assert opening.evidence > ending.evidence


def test_what_two_of_thirty_papers_share_is_not_common() -> None:
    one = on("Salt crystal adaptation", "paint", SALT["paint"])
    other = on("Salt crystal adaptation", "mines", SALT["mines"])
    others = [paper(f"p{n}", f"Matter {n}", f"Thing{n} and stuff{n} are {n}.") for n in range(28)]
    assert nearest(one, other).score == nearest(one, other, *others).score


def test_for_papers_on_a_broad_matter_more_has_to_speak() -> None:
    def found(matter: str) -> list[str]:
        papers = [
            on(matter, at, about.replace(". ", ", and "), f"{matter} is hard.") for at, about in SALT.items()
        ]
        return near(relate(catalogue(papers)), "paint")

    assert "beaches" in found("Salt crystal adaptation")
    assert "beaches" not in found("Unsupervised domain adaptation")


def test_a_fragment_of_a_phrase_is_no_reason() -> None:
    its = terms_in(paper("one", "Point cloud registration", "We solve point cloud registration."), "")
    assert "Point cloud registration".lower() in its.written.lower().split("\n")
    assert "cloud registration" not in its.written.lower().split("\n")


def test_what_papers_call_themselves_is_no_reason() -> None:
    about = "MIRAGE is fast. MIRAGE is small. MIRAGE is free."
    one = paper("one", "MIRAGE: Mapping glaciers", f"{about} Ice melts in spring.")
    other = paper("other", "MIRAGE: Tuning pianos", f"{about} Strings are tuned by ear.")
    assert relate(catalogue([one, other])).related_of["one"] == ()
    about = "The technical report is long. A technical report is read."
    one, other = (paper(slug, f"{slug} technical report", about) for slug in ("one", "other"))
    assert relate(catalogue([one, other])).related_of["one"] == ()


def test_a_paper_alone_has_no_related_ones_with_or_without_text() -> None:
    assert relate(catalogue([])).related_of == {}
    assert relate(catalogue([paper("x", "", "")])).related_of == {"x": ()}
    assert relate(catalogue([ICE])).related_of == {"ice": ()}


def test_a_paper_has_few_neighbours_and_never_itself() -> None:
    twins = [replace(ICE, slug=f"ice-{n}") for n in range(9)]
    found = relate(catalogue(twins))
    for slug, row in found.related_of.items():
        assert len(row) == MOST
        assert slug not in near(found, slug)
    assert near(found, "ice-0") == ["ice-1", "ice-2", "ice-3", "ice-4", "ice-5"]  # equals by their slugs


WORDS = [
    "glacier",
    "drone",
    "fleet",
    "snow",
    "bee",
    "hive",
    "piano",
    "string",
    "lake",
    "buoy",
    "tide",
    "gauge",
    "wind",
    "sail",
    "reef",
    "coral",
    "whale",
    "sonar",
]


def some_papers(dice: random.Random, count: int) -> list[Paper]:
    """Papers of few words, so that many are equally near."""
    made = []
    for number in range(count):
        words = [f"{dice.choice(WORDS)} {dice.choice(WORDS)}" for _ in range(dice.choice([1, 4]))]
        authors = dice.sample(["Ana Lopez", "Bo Chen", "Cy Young", "Dan Roe", "Eva Lind", "Fei Wu"], 2)
        made.append(paper(f"p{number}", words[0], ". ".join(words[1:]) + ".", *authors))
    return made


@pytest.mark.parametrize("seed", range(12))
def test_what_is_remembered_changes_nothing(seed: int) -> None:
    """Papers come, go and change; each time the result is that of a first run, to the byte."""
    dice = random.Random(seed)
    all_papers = some_papers(dice, 60)
    memory = b""
    for _ in range(5):
        papers = dice.sample(all_papers, dice.randrange(20, 60))
        papers[0] = replace(papers[0], abstract=papers[1].abstract.upper())
        topics = [Topic("water", "Water", "", (Rule((dice.choice(WORDS), "lake", "tide")),), HERE)]
        anew = relate(catalogue(papers, topics))
        again = relate(catalogue(dice.sample(papers, len(papers)), topics), memory)
        assert again[:4] == anew[:4]
        memory = again.memory
        for slug, row in anew.related_of.items():
            slugs = [related.paper.slug for related in row]
            assert slug not in slugs
            assert len(set(slugs)) == len(slugs)
            assert all(0 < related.score <= 1 for related in row)


def test_only_what_changed_is_compared_again() -> None:
    papers = some_papers(random.Random(1), 300)
    before = relate(catalogue(papers[:-2]))
    assert before.compared == 298
    assert relate(catalogue(papers[:-2]), before.memory).compared == 0
    again = relate(catalogue(papers), before.memory)
    assert 2 <= again.compared < 150
    # Papers that were not compared again have the new ones among their neighbours.
    assert again[:4] == relate(catalogue(papers))[:4]


def test_one_process_finds_what_several_find(monkeypatch: pytest.MonkeyPatch) -> None:
    papers = some_papers(random.Random(1), 300)
    before = relate(catalogue(papers[:-9]))
    found = relate(catalogue(papers), before.memory)
    monkeypatch.setattr(workers, "available", lambda: 1)
    assert relate(catalogue(papers), before.memory) == found


@pytest.mark.parametrize("damage", ["cut", "a bit", "empty", "no papers", "other shares"])
def test_a_memory_that_is_damaged_or_another_s_is_not_used(damage: str) -> None:
    papers = catalogue([ICE, SNOW, BEES, WASPS, MUSIC])
    whole = relate(papers)
    middle = len(whole.memory) // 2
    memory = {
        "cut": whole.memory[:-40],
        "a bit": whole.memory[:middle] + bytes([whole.memory[middle] ^ 1]) + whole.memory[middle + 1 :],
        "empty": b"",
        "no papers": relate(catalogue([])).memory,
        "other shares": relate(papers, shares=Shares(0.9, 0.1, 0)).memory,
    }[damage]
    again = relate(papers, memory)
    assert again == whole
    assert again.compared == 5


@pytest.mark.parametrize("name", ["\u2211", "___", "\N{SNOWFLAKE}"])
def test_a_topic_s_name_may_have_no_word(name: str) -> None:
    topic = Topic("sum", name, "", (Rule(("mapping", "drones")),), HERE)
    related = relate(catalogue([ICE, SNOW], [topic])).related_of["ice"][0]
    assert [topic.name for topic in related.topics] == [name]


def test_a_common_author_alone_makes_no_neighbour() -> None:
    assert near(relate(catalogue([ICE, MUSIC, BEES])), "music") == []


def test_the_build_remembers_and_a_damaged_file_is_made_again(project: Path) -> None:
    assert run(project, "pages").exit_code == 0
    file = project / "build" / "memory" / "related"
    whole = file.read_bytes()
    file.write_bytes(b"nonsense")
    assert run(project, "pages").exit_code == 0
    assert file.read_bytes() == whole


@pytest.mark.slow
def test_what_is_told_of_the_thirty_papers_is_what_was_read_by_eye(tmp_path: Path) -> None:
    project = Project(make_example(tmp_path / "project"))
    digest = read(project, date(2026, 4, 1), lambda *_: None)
    catalogue = with_related(project, digest, lambda *_: None).catalogue
    told = []
    for paper in sorted(catalogue.papers, key=lambda paper: paper.slug):
        slug = f"papers/{paper.slug}"
        lines = list(explain(paper, catalogue, (), {}, ()))
        phrases = next(line for line in lines if line.startswith("Key phrases"))
        related = lines[next(n for n, line in enumerate(lines) if "elated papers" in line) :]
        told += [slug, f"  {phrases}", *(f"  {line}" for line in related if line)]
    text = "\n".join(told) + "\n"
    assert text == read_sample(SAMPLE, text)
