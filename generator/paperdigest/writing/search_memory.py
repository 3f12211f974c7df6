"""What the search says of papers, kept by their keys: their words, and how to cite them.

A block of papers (`search`) has a memory of its own, so that few are ever at hand: what is remembered of a
paper stands in the memory of its block, or of one beside it. A paper whose key is new is looked at anew. A
memory is NumPy's `.npz`; whoever keeps it sees that it is whole, and of this program.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from io import BytesIO
from typing import Any, NamedTuple

import numpy as np

from paperdigest.text.words import Placed
from paperdigest.writing.spelling import Counted
from paperdigest.writing.word_index import Gathered, gather, joined, taken


class Looked(NamedTuple):
    """What is found out about a paper: the words of its fields, and how to cite it, as texts of JSON."""

    fields: Sequence[Iterable[Placed]]
    cited: Sequence[str]


class Block(NamedTuple):
    """What is known of the papers of a block, in their order: their keys, their words, how to cite them."""

    keys: Sequence[str]
    words: Gathered
    cited: Sequence[Sequence[str]]


class Written(NamedTuple):
    """What was written of a block: its folder, the names of the files there, and what the index tells of it.

    `origin` determines all of it; `first` has the first word of each shard, `counted` is for `spelling`.
    """

    origin: str
    folder: str
    names: Sequence[str]
    first: Sequence[str]
    counted: Counted


class SearchMemory:
    """What earlier builds found out; `recall` gives the memory of a block by its number, `keep` takes it.

    The `frame` is what files are made from besides what is known of papers.
    """

    def __init__(
        self,
        recall: Callable[[int], bytes] = lambda _: b"",
        keep: Callable[[int, bytes], None] = lambda _, __: None,
        frame: str = "",
    ) -> None:
        self._keep, self.frame = keep, frame
        self._recalled = lru_cache(maxsize=3)(lambda number: _Recalled(recall(number)))

    def written(self, number: int, origin: str) -> Written | None:
        """Return what was written of a block, if that was of the same origin."""
        found = self._recalled(number).written
        return found if found and found.origin == origin else None

    def block(self, number: int, keys: Sequence[str], look: Callable[[int], Looked], fields: int) -> Block:
        """Return what is known of the papers of a block; `look` finds it out for the paper at a place."""
        around = [self._recalled(at) for at in (number, number - 1, number + 1) if at >= 0]
        known = [one for one in around if not one.places.keys().isdisjoint(keys)]
        new = [place for place, key in enumerate(keys) if not any(key in one.places for one in known)]
        looked = [look(place) for place in new]
        anew = Block(
            [keys[place] for place in new],
            gather(fields, (one.fields for one in looked)),
            [one.cited for one in looked],
        )
        return _taken(keys, [_Known(anew), *(_Known(one.block) for one in known)])

    def keep(self, number: int, block: Block, written: Written) -> None:
        """Remember a block, and what was written of it."""
        self._keep(number, _as_bytes(block, written))


class _Known:
    """A block with the places of its papers, by their keys."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.places: Mapping[str, int] = {key: place for place, key in enumerate(block.keys)}


def _taken(keys: Sequence[str], known: Sequence[_Known]) -> Block:
    """Return what is known of papers, in their order, from blocks that have all of them."""
    start = np.cumsum([0, *(len(one.block.keys) for one in known)])
    rows: dict[str, int] = {}
    for first, one in zip(start.tolist(), known, strict=False):
        rows |= {key: first + place for key, place in one.places.items() if key not in rows}
    cited = [texts for one in known for texts in one.block.cited]
    order = [rows[key] for key in keys]
    words = taken(joined([one.block.words for one in known]), order)
    return Block(keys, words, [cited[row] for row in order])


def _as_bytes(block: Block, written: Written) -> bytes:
    texts = {"written": written, "keys": block.keys, "texts": [block.words.vocabulary, block.cited]}
    file = BytesIO()
    np.savez(
        file,
        allow_pickle=False,
        **{
            name: np.frombuffer(json.dumps(one, ensure_ascii=False).encode(), np.uint8)
            for name, one in texts.items()
        },
        numbers=block.words.numbers,
        places=block.words.places,
        sizes=block.words.sizes,
    )
    return file.getvalue()


class _Recalled:
    """A memory, of which as much is read as is asked for."""

    def __init__(self, memory: bytes) -> None:
        self._file = np.load(BytesIO(memory), allow_pickle=False) if memory else {}

    @cached_property
    def written(self) -> Written | None:
        """What was written of the block, if anything is remembered."""
        if not self._file:
            return None
        origin, folder, names, first, counted = self._text("written")
        return Written(origin, folder, names, first, Counted(*counted))

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The places of the block's papers, by their keys."""
        return {key: place for place, key in enumerate(self._text("keys"))} if self._file else {}

    @property
    def block(self) -> Block:
        """The block, if anything is remembered."""
        vocabulary, cited = self._text("texts")
        words = Gathered(vocabulary, *(self._file[name] for name in ("numbers", "places", "sizes")))
        return Block([*self.places], words, cited)

    def _text(self, name: str) -> Any:
        return json.loads(self._file[name].tobytes())
