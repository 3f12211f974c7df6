"""Notes: what is known is not found out again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from paperdigest import workers
from paperdigest.building.kept import keep_notes, recall_notes
from paperdigest.notes import Notes, Steps, question
from paperdigest.workers import begun


def lengths(notes: Notes, words: list[str], told: list[str]) -> list[int]:
    """Ask for the lengths of words, and take down which of them had to be found."""

    def prepare() -> Callable[[int], int]:
        told.append("prepared")

        def find(place: int) -> int:
            told.append(words[place])
            return len(words[place])

        return find

    return [int(answer) for answer in notes.answers("lengths", [question(word) for word in words], prepare)]


def test_only_what_is_not_known_is_found() -> None:
    told: list[str] = []
    first = Notes()
    assert lengths(first, ["a", "bcd"], told) == [1, 3]
    again = Notes(first.asked)
    assert lengths(again, ["bcd", "ef"], told) == [3, 2]
    assert told == ["prepared", "a", "bcd", "prepared", "ef"]
    assert lengths(again, ["ef", "bcd"], told) == [2, 3]
    assert len(told) == 5


def test_what_nobody_asks_for_is_not_kept() -> None:
    notes = Notes({"lengths": {question("old"): 3, question("new"): 3}})
    lengths(notes, ["new"], [])
    assert notes.asked == {"lengths": {question("new"): 3}}


def test_many_of_several_kinds_are_written_in_pieces_and_read_again(tmp_path: Path) -> None:
    notes = Notes({kind: {question(str(n)): n for n in range(2500)} for kind in ("lengths", "widths")})
    keep_notes(notes, tmp_path / "notes")
    assert recall_notes(tmp_path / "notes").worth_keeping == notes.worth_keeping


def test_texts_are_not_confused() -> None:
    assert len({question("ab", "c"), question("a", "bc"), question("abc"), question("abc", "")}) == 4


def test_many_are_found_by_several_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "available", lambda: 3)
    words = ["x" * number for number in range(900)]
    told: list[str] = []
    assert lengths(Notes(), words, told) == list(range(900))
    assert told == ["prepared"]


def test_what_was_asked_for_ahead_is_not_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "available", lambda: 3)
    notes, told = Notes({"lengths": {question("a"): 1}}), list[str]()
    ahead = notes.ask("lengths", [question("a"), question("bc")], lambda: lambda place: 2)
    with begun(ahead):
        assert lengths(notes, ["bc", "def"], told) == [2, 3]
    assert told == ["prepared", "def"]
    # The next run asks for the same ahead of time.
    assert notes.asked == {"lengths": {question("a"): 1, question("bc"): 2, question("def"): 3}}


# --- A process that runs again ------------------------------------------------------------------------------


def test_of_each_thing_only_what_is_new_is_found_again() -> None:
    steps: Steps = {}
    told: list[str] = []

    def find(words: list[str], times: int) -> str:
        told.append(words[0])
        return words[0] * times

    a, b, like_a = ["a"], ["b"], ["a"]
    assert Notes(steps=steps).each("words", find, [a, b], [1, 1]) == ["a", "b"]
    again = Notes(steps=steps)
    assert again.each("words", find, [b, a], [2, 1]) == ["bb", "a"]
    assert again.each("words", find, [a, b, like_a], [1, 2, 1]) == ["a", "bb", "a"]
    assert told == ["a", "b", "b", "a"]  # what is equal may be another thing
    assert again.each("words", find, [a, a], [1, 3]) == ["a", "aaa"]
    assert Notes(steps=steps).each("words", find, [b], [2]) == ["bb"]
    Notes(steps=steps).each("words", find, [a], [3])
    assert told == ["a", "b", "b", "a", "a", "a"]  # what was not there in the last run is not known


def test_what_equals_a_thing_of_the_last_run_is_that_thing() -> None:
    steps: Steps = {}
    before = Notes(steps=steps).as_before("words", [["a", 1], ["b", 1]], lambda one: one[0])
    now = Notes(steps=steps).as_before("words", [["b", 2], ["a", 1], ["c", 1]], lambda one: one[0])
    assert now == [["b", 2], ["a", 1], ["c", 1]]
    assert now[1] is before[0]
