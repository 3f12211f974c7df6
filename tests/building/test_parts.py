"""Parts of a site that several builds make, and that know nothing of each other, are one site when joined."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from conftest import EXAMPLE, make_example, run, tree

from paperdigest.building.parts import FILE, Part, PartsError, mark, see_that_all_fit
from paperdigest.theme import TEMPLATES

NOTE = (
    "# A note\n\n[All papers](papers/index.md), [nothing](nowhere.md),\n"
    "[one](papers/leveraging-disease-progression-learning-for-medical-image-recognition.md)\n"
)
OWN_TEMPLATE = (TEMPLATES / "author.md").read_text() + "\nThat is all.\n"


@pytest.mark.slow
def test_joined_parts_are_the_site_of_one_build(tmp_path: Path) -> None:
    """Also with pages by hand, templates of one's own, and what only the whole shows: a dead link."""
    project = make_example(tmp_path)
    (project / "content/pages").mkdir()
    (project / "content/pages/note.md").write_text(NOTE)
    config = project / "mkdocs.yml"
    config.write_text(config.read_text().replace("nav:\n", "nav:\n  - A note: note.md\n", 1))
    (project / "templates").mkdir()
    (project / "templates/author.md").write_text(OWN_TEMPLATE)
    told = run(project, "build").output
    whole = tree(project / "site")
    for number in (1, 2, 3):
        done = run(project, "build", "--part", f"{number}/3")
        assert done.exit_code == 0
        assert f"Part {number} of 3 is in" in done.output
        assert "dead-link" not in done.output
        assert 0.1 * len(whole) < len(tree(project / "site")) < 0.7 * len(whole)
        (project / "site").rename(tmp_path / f"part-{number}")
    joined = run(project, "join", *(str(tmp_path / f"part-{number}") for number in (2, 1, 3)))
    assert joined.exit_code == 0
    assert tree(project / "site") == whole
    assert told.count("[dead-link]") == joined.output.count("[dead-link]") == 1
    # What is remembered of the whole does not take a part for it.
    assert run(project, "build").exit_code == 0
    assert tree(project / "site") == whole


@pytest.mark.slow
def test_no_site_is_made_of_too_few_parts(tmp_path: Path) -> None:
    project = make_example(tmp_path)
    run(project, "build", "--part", "1/2")
    before = tree(project / "site")
    (tmp_path / "part").mkdir()
    shutil.copytree(project / "site", tmp_path / "part", dirs_exist_ok=True)
    joined = run(project, "join", str(tmp_path / "part"))
    assert joined.exit_code == 1
    assert "there is no part 2 among the folders" in joined.output
    assert tree(project / "site") == before
    # A part that stands where the site belongs is no site of which nothing has changed.
    assert run(project, "build").exit_code == 0
    whole = tree(project / "site")
    assert FILE not in whole
    assert len(whole) > len(before)


def test_a_site_that_plugins_of_others_may_change_has_no_parts(tmp_path: Path) -> None:
    project = make_example(tmp_path)
    config = (EXAMPLE / "mkdocs.yml").read_text()
    (project / "mkdocs.yml").write_text(
        config.replace("plugins: [paperdigest]", "plugins: [paperdigest, search]")
    )
    done = run(project, "build", "--part", "1/2")
    assert done.exit_code == 1
    assert "search of mkdocs.yml may change any page" in done.output


@pytest.mark.parametrize("part", ["0/2", "3/2", "2", "2/0", "-1/2", "1/2/3", "１/2", "1/1000"])
def test_a_part_that_cannot_be_is_wrong_usage(tmp_path: Path, part: str) -> None:
    assert run(make_example(tmp_path), "build", "--part", part).exit_code == 2


def test_each_thing_belongs_to_one_part() -> None:
    parts = [Part(number, 3) for number in (1, 2, 3)]
    assert [sum(part.takes(place) for part in parts) for place in range(10)] == [1] * 10
    assert [part.is_first for part in parts] == [True, False, False]


# --- What fits together ----------------------------------------------------------------------------------


def made(folder: Path, number: int, of: int, made_from: str = "this") -> Path:
    folder.mkdir()
    mark(folder, Part(number, of), made_from)
    return folder


def test_parts_of_one_site_fit_in_any_order(tmp_path: Path) -> None:
    see_that_all_fit([made(tmp_path / "b", 2, 2), made(tmp_path / "a", 1, 2)])


def test_what_does_not_fit_is_told_with_its_folder(tmp_path: Path) -> None:
    first = made(tmp_path / "first", 1, 2)
    for name, number, of, made_from, why in [
        ("other", 2, 2, "that", "another site"),
        ("third", 2, 3, "this", "another site"),
        ("twice", 1, 2, "this", "it is part 1 of 2, as"),
    ]:
        with pytest.raises(PartsError, match=why) as raised:
            see_that_all_fit([first, made(tmp_path / name, number, of, made_from)])
        assert raised.value.where == tmp_path / name
    with pytest.raises(PartsError, match="there is no part 2"):
        see_that_all_fit([first])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "\xff",
        '{"part": 3, "of": 2, "made_from": "this"}',
        '{"part": 1, "of": 1, "made_from": 1}',
    ],
)
def test_what_is_no_part_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_bytes(text.encode("latin-1"))
    with pytest.raises(PartsError, match="no part of a site"):
        see_that_all_fit([tmp_path])


def test_a_folder_without_a_mark_is_no_part(tmp_path: Path) -> None:
    with pytest.raises(PartsError, match="no part of a site"):
        see_that_all_fit([tmp_path])


def test_the_mark_says_which_part_and_of_what(tmp_path: Path) -> None:
    made(tmp_path / "a", 1, 2)
    assert json.loads((tmp_path / "a" / FILE).read_text()) == {"part": 1, "of": 2, "made_from": "this"}
