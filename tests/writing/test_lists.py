"""Lists of papers in pages: older pages keep their papers and addresses, whatever comes on top."""

from __future__ import annotations

import pytest
from small_digest import ENGLISH, SITE, read_digest

from paperdigest.model import Paper
from paperdigest.writing.layout import Page
from paperdigest.writing.lists import Part, dates_of, jumps_from, next_path, parts_of
from paperdigest.writing.pages import make_pages


def list_of(days: int) -> tuple[Paper, ...]:
    """So many papers, one a day, the newest first; each is called by its number."""
    rows = (f"- {{title: Paper {n}, date: 2024-{n // 28 + 1:02}-{n % 28 + 1:02}}}\n" for n in range(days))
    return read_digest({"records/a.yml": "".join(rows)})[0].papers


PAPERS = list_of(60)


def newest(papers: int) -> tuple[Paper, ...]:
    """A list of so many papers, which grows at its beginning."""
    return PAPERS[len(PAPERS) - papers :]


def numbers(part: Part) -> list[int]:
    return [int(paper.slug.rpartition("-")[2]) for paper in part.papers]


@pytest.mark.parametrize(
    ("papers", "pages"),
    [
        (0, {"": []}),
        (3, {"": [2, 1, 0]}),
        (6, {"": [5, 4, 3, 2, 1, 0]}),  # two more than fill a page would make a poor first one
        (7, {"": [6, 5, 4], "/page/2": [3, 2, 1, 0]}),
        (10, {"": [9, 8, 7, 6, 5, 4], "/page/2": [3, 2, 1, 0]}),
        (11, {"": [10, 9, 8], "/page/3": [7, 6, 5, 4], "/page/2": [3, 2, 1, 0]}),
        # Of three pages the oldest gives its address away, and its papers stand on none any more.
        (15, {"": [14, 13, 12], "/page/2": [11, 10, 9, 8], "/page/3": [7, 6, 5, 4]}),
        (19, {"": [18, 17, 16], "/page/3": [15, 14, 13, 12], "/page/2": [11, 10, 9, 8]}),
    ],
)
def test_papers_are_cut_from_the_oldest_on(papers: int, pages: dict[str, list[int]]) -> None:
    parts = parts_of("topics/a.md", newest(papers), 4, 3)
    assert {part.path: numbers(part) for part in parts} == {
        f"topics/a{end}.md": some for end, some in pages.items()
    }
    assert [part.newer for part in parts[1:]] == [part.path for part in parts[:-1]]
    assert [part.older for part in parts[:-1]] == [part.path for part in parts[1:]]
    assert [part.is_cut for part in parts] == [False] * (len(parts) - 1) + [papers > 14]


@pytest.mark.parametrize("most", [None, 1, 2, 5])
def test_a_new_paper_changes_few_pages_and_no_address_goes(most: int | None) -> None:
    before: dict[str, Part] = {}
    for papers in range(60):
        shown = newest(papers)
        parts = {part.path: part for part in parts_of("papers/index.md", shown, 5, most)}
        following = next_path(list(parts.values()), shown, 5, most)
        assert following not in parts
        # The first page, one that is new, and those beside it; the one that is the oldest now.
        assert len([1 for path, part in before.items() if parts.get(path) != part]) <= 4
        assert before.keys() <= parts.keys()
        # Those that there were when pages were cut from the newest paper on.
        as_it_was = {
            f"papers/page/{number}.md" for number in range(2, -(-papers // 5) + 1) if number <= (most or 99)
        }
        assert as_it_was == (parts.keys() - {"papers/index.md"}) | ({following} - {""})
        before = parts


def test_an_older_page_is_the_same_when_papers_come() -> None:
    def pages(days: range) -> dict[str, Page]:
        rows = (f"- {{title: Paper {n}, date: 2024-03-{n + 1:02}, authors: [Ada Lovelace]}}\n" for n in days)
        files = {"records/a.yml": "".join(rows), "settings.yml": "page_size: 4"}
        catalogue, settings = read_digest(files)
        return {page.path: page for page in make_pages(catalogue, settings, SITE, ENGLISH, [])}

    before, now = pages(range(11)), pages(range(13))
    for path in ("papers/page/2.md", "papers/page/3.md", "authors/ada-lovelace/page/2.md"):
        told = now[path].tell()
        assert told.meta == before[path].tell().meta
        assert {key: value for key, value in told.context.items() if "by_" not in key} == {
            key: value for key, value in before[path].tell().context.items() if "by_" not in key
        }
    assert now["papers/page/3.md"].tell().meta["title"] == "Papers, 5–8 Mar 2024"
    assert now["authors/ada-lovelace/page/2.md"].tell().context["name"] == "Ada Lovelace"
    leads_on = now["papers/page/4.md"]
    assert (leads_on.kind, leads_on.tell().meta["moved_to"]) == ("moved", "papers/")


def test_pages_are_called_by_the_dates_of_their_papers() -> None:
    rows = "[{title: A, date: 2024}, {title: B, date: 2023-05-02}, {title: C, date: 2023}, {title: D}]"
    papers = read_digest({"records/a.yml": rows})[0].papers
    said = [dates_of(Part("", papers[start:end]), ENGLISH) for start, end in ((0, 2), (1, 3), (2, 3), (2, 4))]
    assert said == ["2 May 2023 – 2024", "2023 – 2 May 2023", "2023", "Undated – 2023"]
    jumps = jumps_from(parts_of("a.md", PAPERS, 2, None), ENGLISH)
    assert jumps[0] == ("1–2 Mar 2024", "a/page/30.md")
    assert len(jumps) == 10
