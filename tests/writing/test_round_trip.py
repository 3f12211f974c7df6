"""Papers are exported and read again: what a format keeps, by the table of `reading.fields`, is the same."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import date

import pytest
from small_digest import made, read_digest

from paperdigest.model import Date, Diagnostic, Paper, PrintedName, Publication, Record, Source
from paperdigest.reading.cleaning import clean
from paperdigest.reading.fields import FIELDS, TYPES
from paperdigest.reading.options import Options
from paperdigest.reading.own_yaml import write_own_yaml
from paperdigest.reading.records import read_records
from paperdigest.text.names import parts_of
from paperdigest.writing.bibtex import bibtex
from paperdigest.writing.csl_json import csl
from paperdigest.writing.downloads import citation_files
from paperdigest.writing.ris import ris

NUMBER = 500

WORDS = (
    "Über graphs, of C–H bonds & 50% more: a study #1 in São Paulo's snake_case 北京 <b α-helix it’s “quoted”"
    " naïve Łódź | * [x] @a"
).split()
#: What is written in TeX, and read as TeX wherever it stands: only BibTeX can say that it is meant as it is.
SIGNS_OF_TEX = "{sets} ~ ^".split()
GIVEN = ("Anna-Lena", "J. A.", "Ludwig", "José María", "Zoë", "Łukasz", "D'Arcy", "Ngọc")
FAMILY = (
    "Müller",
    "Smith",
    "van Beethoven",
    "García Márquez",
    "de la Cruz",
    "Öz",
    "O'Neil",
    "Garcia y Vega",
    "Mac Lane",
)
TEAMS = ("Gemma Team", "The ATLAS Collaboration", "Stability Five", "AND Labs")


def a_text(chance: random.Random, most: int = 6, words: Sequence[str] = WORDS) -> str:
    words = [chance.choice(words) for _ in range(chance.randint(1, most))]
    return " ".join(["Study", *words, "end"])


def a_name(chance: random.Random) -> PrintedName:
    kind = chance.randrange(6)
    if kind == 0:
        return PrintedName(chance.choice(TEAMS), is_team=True)
    given, family = chance.choice(GIVEN), chance.choice(FAMILY)
    if kind == 1:
        return PrintedName(f"{given} {family} Jr.", family)
    if kind == 2:
        return PrintedName(f"{given} Berg")
    return PrintedName(f"{given} {family}", family)


def a_date(chance: random.Random) -> Date:
    year, month, day = chance.randint(1950, 2026), chance.randint(1, 12), chance.randint(1, 28)
    return chance.choice([Date(year), Date(year, month), Date(year, month, day)])


def a_paper(place: int, chance: random.Random, words: Sequence[str] = WORDS) -> Paper:
    """A paper of any type, with about half of all that can be said of one."""

    def some(value: str) -> str | None:
        return value if chance.random() < 0.5 else None

    kind = TYPES[place % len(TYPES)].csl
    venue = f"Journal of {a_text(chance, 2)}"
    status = "preprint" if kind == "article" else some(chance.choice(["published", "in press"]))
    return Paper(
        slug=f"p{place}",
        source=Source("x.yml", 1),
        title=a_text(chance, 6, words),
        authors=tuple(a_name(chance) for _ in range(chance.randint(1, 5))),
        authors_complete=chance.random() < 0.8,
        date=a_date(chance),
        abstract=some(a_text(chance, 40, words)) or "",
        type=kind,
        status=status,
        venue=some(venue) if kind != "article-journal" else venue,
        venue_short=some("J. Stud."),
        volume=some(str(chance.randint(1, 99))) if kind != "article" else None,
        number=some(str(chance.randint(1, 12))) if kind != "article" else None,
        pages=some(chance.choice(["11-19", "e123", "7", "1-3, 5"])),
        publisher=some(f"{a_text(chance, 2)} Press"),
        editors=tuple(a_name(chance) for _ in range(chance.choice([0, 0, 2]))),
        series=some("Lecture Notes"),
        isbn=some("978-3-16-148410-0"),
        keywords=tuple(
            dict.fromkeys(chance.sample(["graphs", "C, H bonds", "Öl", "α & β"], chance.randint(0, 3)))
        ),
        subjects=("cs.LG",) if chance.random() < 0.3 else (),
        arxiv_id=f"24{chance.randint(1, 12):02}.{place:05}" if chance.random() < 0.3 else None,
        doi=some(f"10.1000/a_{place}(b)<c>".replace("<c>", "")),
        url=f"https://example.org/{place}?a=b_c&d=%20#x~y",
        pdf=some(f"https://example.org/{place}.pdf"),
        code_url=some(f"https://github.com/a/b{place}"),
        links=(("slides", "https://example.org/s"),) if chance.random() < 0.3 else (),
        note=some("Invited talk & 50% more"),
        award=some("Best paper"),
        comment=some("11 pages, 3 figures"),
        key=f"Key:{place}/x_y",
        extra=(("language", "German"), ("edition", "2"), ("ISSN", "1234-5679"))
        if chance.random() < 0.3
        else (),
    )


def of_bibtex(papers: Sequence[Paper]) -> str:
    return "\n".join(bibtex(paper, paper.key or "") for paper in papers)


def of_ris(papers: Sequence[Paper]) -> str:
    return "\n".join(ris(paper, paper.key or "") for paper in papers)


def of_csl(papers: Sequence[Paper]) -> str:
    return json.dumps([csl(paper, paper.key or "") for paper in papers])


#: Of each format, how it is written, and what of a paper it does not keep.
FORMATS: dict[str, tuple[Callable[[Sequence[Paper]], str], str]] = {
    "bibtex": (of_bibtex, "bibtex"),
    "ris": (of_ris, "ris"),
    "csl": (of_csl, "csl"),
}
#: Said otherwise in a table's words: the type is the entry's, the key stands before all fields.
ALWAYS = {"title", "authors", "date", "type", "key"}
KEYS = sorted({"title", "authors", "date", "abstract", "subjects", "arxiv_id", "doi", "url", "code_url"}
              | {field.name for field in fields(Publication)} - {"from_comment"})  # fmt: skip


def kept_by(column: str) -> set[str]:
    return ALWAYS | {field.key for field in FIELDS if getattr(field, column)}


def comparable(paper: Paper, key: str) -> object:
    value = getattr(paper, key)
    if key in ("authors", "editors"):
        return [parts_of(name) for name in value]
    return dict(value) if key == "extra" else value


def read_again(text: str) -> list[Paper]:
    report: list[Diagnostic] = []
    papers = [clean(record)[0] for record in read_records(text, "x", Options(date(2026, 1, 1)), report)]
    # What is kept as it is, and names of two words on both sides of a comma, are mentioned and no loss.
    assert [one for one in report if one.code not in ("extra-fields", "author-comma")] == []
    return papers


@pytest.mark.parametrize("name", FORMATS)
def test_what_a_format_keeps_is_the_same_when_it_is_read_again(name: str) -> None:
    chance = random.Random(15)
    words = [*WORDS, *(SIGNS_OF_TEX if name == "bibtex" else [])]
    papers = [a_paper(place, chance, words) for place in range(NUMBER)]
    write, column = FORMATS[name]
    again = read_again(write(papers))
    assert len(again) == NUMBER
    kept = kept_by(column)
    for key in (key for key in KEYS if key in kept):
        for paper, other in zip(papers, again, strict=True):
            assert (paper.slug, comparable(other, key)) == (paper.slug, comparable(paper, key)), key


def test_the_files_of_a_digest_say_what_its_records_say() -> None:
    chance = random.Random(17)
    papers = [a_paper(place, chance) for place in range(NUMBER)]
    shared = [field.name for field in fields(Record) if field.name in Paper.__dataclass_fields__]
    records = [
        Record(
            **{name: getattr(paper, name) for name in shared} | {"title": f"{paper.title} {paper.slug}"},
            title_source=paper.source,
            abstract_source=paper.source,
        )
        for paper in papers
    ]
    catalogue, settings = read_digest({"records/all.yml": write_own_yaml(records)})
    assert len(catalogue.papers) == NUMBER
    files = made(citation_files(catalogue, settings))
    for suffix, column in (("bib", "bibtex"), ("ris", "ris"), ("json", "csl")):
        again = read_again(files[f"papers/papers.{suffix}"])
        for key in (key for key in KEYS if key in kept_by(column)):
            told = [comparable(paper, key) for paper in again]
            assert told == [comparable(paper, key) for paper in catalogue.papers], (suffix, key)


def test_the_authors_of_a_paper_of_a_crowd_are_not_all_named() -> None:
    paper = replace(a_paper(0, random.Random(1)), authors_complete=False)
    for write, _ in FORMATS.values():
        (again,) = read_again(write([paper]))
        assert not again.authors_complete
        assert list(map(parts_of, again.authors)) == list(map(parts_of, paper.authors))
