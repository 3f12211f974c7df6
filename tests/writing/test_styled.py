"""Papers as styles of CSL cite them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_digest import a_paper, digest_of

from paperdigest.model import Paper, PrintedName
from paperdigest.writing.styled import cite_all, find_styles

JOURNAL = replace(
    a_paper("Nickel & <b>trees</b> in $x^2$", "John A. Smith"),
    authors=(PrintedName("Ludwig van Beethoven", "van Beethoven"), PrintedName("Gemma Team", is_team=True)),
    type="article-journal",
    venue="Journal of Trees",
    volume="12",
    number="3",
    pages="11-19",
    doi="10.1000/x",
    abstract="Long.",
    keywords=("a",),
    note="A note",
)
TITLE = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info><title>Our own</title>
<id>x</id></info><citation><layout><text variable="title"/></layout></citation>
<bibliography><layout><text variable="title" prefix="See "/></layout></bibliography></style>"""


def cited(paper: Paper, *names: str, own: str = TITLE) -> dict[str, str]:
    styles, _ = find_styles(names, {"styles/own.csl": own}, "content")
    return dict(cite_all(digest_of(paper), styles).cited.get(paper.slug, ()))


def test_a_paper_in_apa_ieee_and_a_style_of_one_s_own() -> None:
    assert cited(JOURNAL, "apa", "ieee", "own") == {
        "APA": "van Beethoven, L., & Gemma Team. (2024). Nickel & <b>trees</b> in x². Journal of Trees, 12(3), 11–19."
        " https://doi.org/10.1000/x",
        "IEEE": "L. van Beethoven and Gemma Team, “Nickel & <b>trees</b> in x²”, Journal of Trees, vol. 12, no. 3,"
        " pp. 11–19, Mar. 2024, doi: 10.1000/x.",
        "Our own": "See Nickel & <b>trees</b> in x²",
    }


def test_what_was_written_is_remembered_until_paper_or_style_change(monkeypatch: pytest.MonkeyPatch) -> None:
    styles, _ = find_styles(["ieee"], {}, "content")
    first = cite_all(digest_of(JOURNAL), styles)
    monkeypatch.setattr("paperdigest.writing.styled._Processor.cite", lambda self, item: "written anew")
    assert cite_all(digest_of(JOURNAL), styles, first.memory) == first
    (row,) = cite_all(digest_of(replace(JOURNAL, volume="13")), styles, first.memory).cited.values()
    assert row == (("IEEE", "written anew"),)
    for damaged in (b"[damaged", first.memory.replace(b"Nickel", b"Nackel"), first.memory[:-9]):
        assert cite_all(digest_of(JOURNAL), styles, damaged).cited == {"x": row}


def test_a_style_that_is_not_there_or_is_none_is_told() -> None:
    _, report = find_styles(["nature"], {}, "content")
    assert [one.code for one in report] == ["unknown-style"]
    styles, _ = find_styles(["own"], {"styles/own.csl": "<no style"}, "content")
    found = cite_all(digest_of(JOURNAL), styles)
    assert found.cited == {}
    assert [(one.code, one.source.path) for one in found.diagnostics] == [
        ("citation-style", "content/styles/own.csl")
    ]


@pytest.mark.parametrize(
    "paper", [a_paper("Nothing else"), replace(a_paper("x"), type="webpage", status="withdrawn")]
)
def test_a_paper_of_which_little_is_known_is_cited(paper: Paper) -> None:
    assert all(paper.title in text for text in cited(paper, "apa", "ieee").values())
    assert len(cited(paper, "apa", "ieee")) == 2


@pytest.mark.parametrize(
    ("paper", "apa", "ieee"),
    [
        (
            replace(a_paper("A Thesis", "Jane Doe"), type="thesis", publisher="U of T", extra=(("genre", "PhD thesis"),)),
            "Doe, J. (2024). A Thesis [PhD thesis]. U of T.",
            "J. Doe, “A Thesis”, PhD thesis, U of T, 2024.",
        ),
        (
            replace(a_paper("Trees"), type="article-journal", venue="Journal of Trees"),
            "Trees. (2024). Journal of Trees.",
            "“Trees”, Journal of Trees, Mar. 2024.",
        ),
        (
            replace(a_paper("Trees"), type="book", editors=(PrintedName("Jane Doe"),), publisher="Wood"),
            "Doe, J. (ed.). (2024). Trees. Wood.",
            "J. Doe, Ed., Trees. Wood, 2024.",
        ),
        (
            replace(a_paper("Trees", "Jane Doe"), authors_complete=False, type="article-journal", venue="Wood"),
            "Doe, J., et al. (2024). Trees. Wood.",
            "J. Doe et al., “Trees”, Wood, Mar. 2024.",
        ),
        (
            replace(a_paper("Die Bäume und das Sein der Welt", "Jane Doe"), type="article-journal", venue="Zeitschrift für das Sein"),
            "Doe, J. (2024). Die Bäume und das Sein der Welt. Zeitschrift für das Sein.",
            "J. Doe, “Die Bäume und das Sein der Welt”, Zeitschrift für das Sein, Mar. 2024.",
        ),
        (
            replace(a_paper('Why do "trees" fall?', "Jane Doe"), type="chapter", venue="Wood"),
            'Doe, J. (2024). Why do "trees" fall? In Wood.',
            "J. Doe, “Why do ‘trees’ fall?”, in Wood, 2024.",
        ),
        (
            replace(a_paper("Trees", "Jane Doe"), arxiv_id="2403.90012"),
            "Doe, J. (2024). Trees (arXiv:2403.90012). arXiv. https://arxiv.org/abs/2403.90012",
            "J. Doe, “Trees”, Mar. 2024, arXiv:2403.90012. [Online]. Available: https://arxiv.org/abs/2403.90012",
        ),
        (
            replace(a_paper("Trees", "Jane Doe"), type="software", code_url="https://github.com/a/b"),
            "Doe, J. (2024). Trees [Computer software]. https://github.com/a/b",
            "J. Doe, Trees. (Mar. 2024). [Online]. Available: https://github.com/a/b",
        ),
    ],
)  # fmt: skip
def test_what_the_processor_writes_twice_or_wrongly_is_mended(paper: Paper, apa: str, ieee: str) -> None:
    assert cited(paper, "apa", "ieee") == {"APA": apa, "IEEE": ieee}
