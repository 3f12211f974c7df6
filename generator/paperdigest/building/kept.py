"""Files in which a build keeps what holds as long as the program and its packages are the same.

Each is sealed by these and by a hash of what it holds. A file that is damaged, or another program's, holds
nothing, and nothing is lost but time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import islice
from pathlib import Path

from paperdigest import store
from paperdigest.building.memory import hash_of, program_of
from paperdigest.notes import Answer, Notes, Steps

#: So many notes are written at a time: all at once would be a sixth of the memory of a large build.
_PIECE = 1000


def recall_notes(file: Path, steps: Steps | None = None) -> Notes:
    """Read what `keep_notes` wrote; there are no notes in anything else, or if another program wrote them.

    `steps` are those of the process, if it runs again.
    """
    known: dict[str, dict[str, Answer]] = {}
    for line in recall_sealed(file).splitlines():
        kind, answers = json.loads(line)
        known.setdefault(kind, {}).update(answers)
    return Notes(known, steps)


def keep_notes(notes: Notes, file: Path) -> None:
    """Write down the notes that are worth it. Raises `OSError`."""
    keep_sealed(map(_as_line, _in_pieces(notes)), file)


def _in_pieces(notes: Notes) -> Iterator[tuple[str, dict[str, Answer]]]:
    for kind, answers in notes.worth_keeping.items():
        pairs = iter(answers.items())
        while piece := dict(islice(pairs, _PIECE)):
            yield kind, piece


def _as_line(piece: tuple[str, dict[str, Answer]]) -> bytes:
    return json.dumps(piece, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def recall_sealed(file: Path, made_from: str = "") -> bytes:
    """Read what `keep_sealed` wrote; nothing of anything else, or if another program wrote it."""
    body, _, seal = store.read_some(file.parent, file.name).get(file.name, b"").rpartition(b"\n")
    return body if seal == _seal(blake2b(body), made_from) else b""


def keep_sealed(pieces: Iterable[bytes], file: Path, made_from: str = "") -> None:
    """Write down what holds as long as the program and its packages are the same, and what it is `made_from`.

    The seal stands behind all pieces, of which nobody has to know the hash before. Raises `OSError`.
    """
    store.write_pieces(file, _sealed(pieces, made_from))


def _sealed(pieces: Iterable[bytes], made_from: str) -> Iterator[bytes]:
    hashed = blake2b()
    for piece in pieces:
        hashed.update(piece)
        yield piece
    yield b"\n" + _seal(hashed, made_from)


def _seal(hashed: blake2b, made_from: str) -> bytes:
    return hash_of("".join([*program_of(), hashed.hexdigest(), made_from]).encode()).encode()
