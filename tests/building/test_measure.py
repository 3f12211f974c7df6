"""How large a site is, of what, and when it is too large to be published."""

from __future__ import annotations

import pytest

from paperdigest.building.measure import Measure, find_excess, kind_of, measure
from paperdigest.reading.settings_yml import SiteSize


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("index.html", "all else"),
        ("feed.xml", "all else"),
        ("papers/index.html", "pages of papers"),
        ("authors/ada/page/2/index.html", "pages of authors"),
        ("authors/ada/feed.xml", "feeds of authors"),
        ("topics/graphs/graphs.ris", "citations of topics"),
        ("topics/graphs/notes.txt", "all else"),
        ("my/own/index.html", "all else"),
        ("api/papers/7.json", "API"),
        ("search/spelling/0.txt", "search"),
        ("assets/digest/digest.css", "assets"),
        ("papers", "all else"),
    ],
)
def test_a_file_is_of_a_kind_by_its_place(path: str, kind: str) -> None:
    assert kind_of(path) == kind


def test_a_site_is_measured_file_by_file() -> None:
    sizes = {"index.html": 1, "authors/a/index.html": 20, "authors/b/index.html": 30, "api/0.json": 7}
    found = measure(sizes)
    assert found == Measure(3, 4, 58, {"pages of authors": 50, "API": 7, "all else": 1})
    assert list(found.kinds) == ["pages of authors", "API", "all else"]
    assert str(Measure(12_000, 20_000, 93_460_000, {})) == (
        "12,000 pages, 20,000 files, 93.5 MB, 9.3% of GitHub Pages' 1 GB"
    )


@pytest.mark.parametrize(
    ("size", "told"),
    [
        (7_999_999, []),
        (8_000_000, ["warning: the site has 8.0 MB; at 9 MB it will not be published any more [site-size]"]),
        (9_000_000, ["error: the site has 9.0 MB, and no more than 9 MB may be published [site-size]"]),
    ],
)
def test_a_site_that_grows_is_told_and_then_refused(size: int, told: list[str]) -> None:
    found = list(find_excess(Measure(1, 1, size, {"API": size}), SiteSize(8, 9)))
    assert [str(one).split("\n")[0].removeprefix("content/settings.yml: ") for one in found] == told
    assert all("most are API" in one.help for one in found)
