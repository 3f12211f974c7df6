"""Files that hold a piece for each paper, of which an earlier file has most."""

from __future__ import annotations

from paperdigest.writing.joined_files import JoinedFiles

AROUND = ("[", ", ", "]\n")


def test_what_an_earlier_file_holds_is_taken_over() -> None:
    made: list[str] = []

    def join(joined: JoinedFiles, keys: str) -> str:
        return joined.join("a.txt", list(keys), lambda at: made.append(keys[at]) or f"né{keys[at]}", AROUND)

    first = JoinedFiles()
    text = join(first, "abc")
    assert text == "[néa, néb, néc]\n"
    files = {"a.txt": text.encode()}
    made.clear()
    assert join(JoinedFiles(first.written(), files.__getitem__), "cxa") == "[néc, néx, néa]\n"
    assert made == ["x"]
    # Somebody has changed it since then.
    files["a.txt"] = files["a.txt"].replace(b"b", b"B")
    assert join(JoinedFiles(first.written(), files.__getitem__), "b") == "[néb]\n"
