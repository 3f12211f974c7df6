"""Files that hold a piece for each paper: what an earlier file holds of a paper is taken over by its key."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any


class JoinedFiles:
    """Joins pieces to files, and knows the pieces of the files that an earlier build joined.

    `old` returns the file that stands at a path now. It may be another one than that build left: then nothing
    is taken over.
    """

    def __init__(self, kept: bytes = b"", old: Callable[[str], bytes] = lambda _: b"") -> None:
        """`kept` is what `written` returned then."""
        self._before: Mapping[str, Any] = json.loads(kept) if kept else {}
        self._old = old
        self._now: dict[str, Any] = {}

    def join(
        self, path: str, keys: Sequence[str], make: Callable[[int], str], around: tuple[str, str, str]
    ) -> str:
        """Return the file of a path: a piece for each key, and what stands `around`: before, between, behind.

        `make` makes the piece at a place.
        """
        begin, between, end = (text.encode() for text in around)
        known = self._pieces(path, len(begin), len(between))
        pieces = [known[key] if key in known else make(place).encode() for place, key in enumerate(keys)]
        data = begin + between.join(pieces) + end
        self._now[path] = [_hash_of(data), keys, [len(piece) for piece in pieces]]
        return data.decode()

    def written(self) -> bytes:
        """Return what is to be known of the files that were joined."""
        return json.dumps(self._now).encode()

    def _pieces(self, path: str, at: int, between: int) -> Mapping[str, bytes]:
        """The pieces of an earlier file by their keys; none where that is gone, or another one."""
        told, keys, lengths = self._before.get(path, ("", (), ()))
        data = self._old(path) if told else b""
        if not told or _hash_of(data) != told:
            return {}
        found = {}
        for key, length in zip(keys, lengths, strict=True):
            found[key] = data[at : at + length]
            at += length + between
        return found


def _hash_of(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()
