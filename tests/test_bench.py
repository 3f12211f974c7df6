"""What the benchmark measures with: the papers that it makes, and what it finds to compare with."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import bench
import bench_papers
import bench_peers
import pytest


@pytest.fixture(autouse=True)
def _without_the_corpus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_papers, "CORPUS", Path("nowhere"))


def test_papers_beyond_those_that_there_are_have_other_titles_ids_and_people() -> None:
    few, many = bench_papers.papers(59), bench_papers.papers(200)
    assert many[-59:] == few  # the newest are the real ones
    assert len({row["id"] for row in many}) == len({row["title"] for row in many}) == 200
    assert many == bench_papers.papers(200)
    days = [row["date"] for row in many]
    assert max(days[:141]) < min(days[-59:])
    older = many[-2 * 59 : -59]
    assert [len(row["authors"]) for row in older] == [len(row["authors"]) for row in few]

    def shape(rows: list[bench_papers.Row]) -> list[int]:
        """How many papers people have, without their names."""
        return sorted(Counter(name for row in rows for name in row["authors"]).values())

    assert shape(older) == shape(few)
    assert not {row["title"] for row in older} & {row["title"] for row in few}


def test_a_generator_is_measured_from_a_full_build_to_an_edited_theme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one that copies: what it writes anew is counted, and what fails says so."""
    monkeypatch.setattr(bench, "_NEW", 2)

    def write(folder: Path, rows: object) -> None:
        (folder / "docs/topics").mkdir(parents=True, exist_ok=True)
        (folder / "docs/topics/cs.CV.md").write_text(str(rows))
        (folder / "docs/extra.css").touch()

    copy = "import shutil; shutil.copytree('docs', 'site', dirs_exist_ok=True)"
    generator = bench_peers.Generator(
        "Copy", write, ((sys.executable, "-c", copy),), "site", "docs/topics/cs.CV.md", "docs/extra.css"
    )
    costs = dict(bench.run(generator, tmp_path, bench_papers.papers(8)))
    assert list(costs) == ["full", "nothing changed", "a day's update", "an edited topic", "an edited theme"]
    assert costs["full"].changed == 2
    assert costs["full"].memory > 1_000_000
    assert (tmp_path / "site/topics/cs.CV.md").read_text().endswith("<!-- edited -->\n")
    failing = bench_peers.Generator(
        "Fail", write, ((sys.executable, "-c", "raise SystemExit('no room')"),), "site", "", ""
    )
    with pytest.raises(SystemExit, match="Fail failed: no room"):
        bench.build(failing, tmp_path)


def test_ours_and_plain_mkdocs_are_always_there() -> None:
    names = [generator.name for generator in bench_peers.found([])]
    assert names[:2] == ["Paper Digest", "MkDocs + Material"]
