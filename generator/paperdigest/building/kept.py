"""Files in which a build keeps what holds as long as the program and its packages are the same.

Each is sealed by these and by a hash of what it holds. A file that is damaged, or another program's, holds
nothing, and nothing is lost but time.
"""

from __future__ import annotations

import json
from pathlib import Path

from paperdigest import store
from paperdigest.building.memory import hash_of, program_of
from paperdigest.notes import Notes


def recall_notes(file: Path) -> Notes:
    """Read what `keep_notes` wrote; there are no notes in anything else, or if another program wrote them."""
    body = recall_sealed(file)
    return Notes(json.loads(body) if body else None)


def keep_notes(notes: Notes, file: Path) -> None:
    """Write down the notes that are worth it. Raises `OSError`."""
    keep_sealed(json.dumps(notes.worth_keeping, ensure_ascii=True, separators=(",", ":")).encode(), file)


def recall_sealed(file: Path, made_from: str = "") -> bytes:
    """Read what `keep_sealed` wrote; nothing of anything else, or if another program wrote it."""
    seal, _, body = store.read_some(file.parent, file.name).get(file.name, b"").partition(b"\n")
    return body if seal == _seal(body, made_from) else b""


def keep_sealed(body: bytes, file: Path, made_from: str = "") -> None:
    """Write down what holds as long as the program and its packages are the same, and what it is `made_from`.

    Raises `OSError`.
    """
    store.write(file, _seal(body, made_from) + b"\n" + body)


def _seal(body: bytes, made_from: str) -> bytes:
    return hash_of("".join([*program_of(), hash_of(body), made_from]).encode()).encode()
