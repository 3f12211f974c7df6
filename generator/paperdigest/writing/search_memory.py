"""What the search says of papers, kept by their keys: their words, and how to cite them.

A block of papers (`search`) has a memory of its own, so that few are ever at hand: what is remembered of a
paper stands in the memory of its block, or of one beside it. A paper whose key is new is looked at anew. A
memory is NumPy's `.npz`; whoever keeps it sees that it is whole, and of this program.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple

import numpy as np

from paperdigest.text.words import Placed
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


class SearchMemory:
    """What earlier builds found out; `recall` gives the memory of a block by its number, `keep` takes it."""

    def __init__(
        self,
        recall: Callable[[int], bytes] = lambda _: b"",
        keep: Callable[[int, bytes], None] = lambda _, __: None,
    ) -> None:
        self._keep = keep
        self._recalled = lru_cache(maxsize=3)(lambda number: _read(recall(number)) if number >= 0 else None)

    def block(self, number: int, keys: Sequence[str], look: Callable[[int], Looked], fields: int) -> Block:
        """Return what is known of the papers of a block; `look` finds it out for the paper at a place."""
        around = [one for at in (number, number - 1, number + 1) if (one := self._recalled(at))]
        known = [one for one in around if not one.places.keys().isdisjoint(keys)]
        new = [place for place, key in enumerate(keys) if not any(key in one.places for one in known)]
        looked = [look(place) for place in new]
        anew = Block(
            [keys[place] for place in new],
            gather(fields, (one.fields for one in looked)),
            [one.cited for one in looked],
        )
        found = _taken(keys, [_Known(anew), *known])
        if new or not known or known[0].block.keys != keys:
            self._keep(number, _written(found))
        return found


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


def _written(block: Block) -> bytes:
    texts = {"keys": block.keys, "vocabulary": block.words.vocabulary, "cited": block.cited}
    file = BytesIO()
    np.savez(
        file,
        allow_pickle=False,
        texts=np.frombuffer(json.dumps(texts, ensure_ascii=False).encode(), dtype=np.uint8),
        numbers=block.words.numbers,
        places=block.words.places,
        sizes=block.words.sizes,
    )
    return file.getvalue()


def _read(memory: bytes) -> _Known | None:
    if not memory:
        return None
    with np.load(BytesIO(memory), allow_pickle=False) as file:
        texts = json.loads(file["texts"].tobytes())
        words = Gathered(texts["vocabulary"], file["numbers"], file["places"], file["sizes"])
    return _Known(Block(texts["keys"], words, texts["cited"]))
