"""Connected components: things that have something in common, directly or through others."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence


class UnionFind:
    """A union-find of the numbers from 0 to `size` - 1; each operation takes nearly constant time.

    Galler and Fischer 1964, 'An improved equivalence algorithm'; paths are halved as they are walked.
    """

    def __init__(self, size: int) -> None:
        self._parents = list(range(size))

    def find(self, number: int) -> int:
        """Return the smallest number of the set that a number is in."""
        parents = self._parents
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    def join(self, one: int, other: int) -> int:
        """Make the sets of two numbers one, and return its smallest number."""
        first, second = sorted((self.find(one), self.find(other)))
        self._parents[second] = first
        return first


def connected(keys: Sequence[Iterable[Hashable]]) -> list[list[int]]:
    """Group things, given by the keys of each, that have a key in common or are linked by others that have.

    Return their places, in order within each group, the groups by their first places.

    >>> connected([["a"], ["b"], ["a", "c"], ["c"]])
    [[0, 2, 3], [1]]
    """
    sets = UnionFind(len(keys))
    first_with: dict[Hashable, int] = {}
    for place, its_keys in enumerate(keys):
        for key in its_keys:
            sets.join(first_with.setdefault(key, place), place)
    groups: dict[int, list[int]] = {}
    for place in range(len(keys)):
        groups.setdefault(sets.find(place), []).append(place)
    return list(groups.values())
