"""Which phrases name broad matters: few who write about them do so again."""

from __future__ import annotations

from count_broad import PAPERS, TABLE, broad

#: Enough papers that pairs tell.
MANY = 5 * PAPERS


def test_a_matter_is_broad_whose_authors_do_not_return() -> None:
    papers = [("Point clouds", "We see signs.", [f"Ana {n}"]) for n in range(MANY)]
    assert "point cloud" in broad(papers)
    assert "sign" not in broad(papers)  # no title has it
    # Bo is an author of every second paper.
    assert (
        broad([(title, text, [*names, "Bo"][: 1 + n % 2]) for n, (title, text, names) in enumerate(papers)])
        == []
    )


def test_of_what_few_papers_have_nothing_is_said() -> None:
    papers = [("Point clouds", "We see signs.", [f"Ana {n}"]) for n in range(PAPERS)]
    assert broad(papers[1:]) == []


def test_the_table_is_sorted_and_has_no_matters_of_few() -> None:
    table = TABLE.read_text(encoding="utf-8").splitlines()
    assert table == sorted(set(table))
    assert {"medical image segmentation", "unsupervised domain adaptation", "point cloud"} <= set(table)
    assert {"sign language", "image compression", "change detection"}.isdisjoint(table)
