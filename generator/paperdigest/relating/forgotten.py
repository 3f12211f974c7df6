"""Addresses to forget: on request, nothing that is recorded or published may say what was there.

A maintainer asks for it by `forget` in `content/moved.yml`. The address itself stays taken, and says that its
page is gone; what stood there, and by which name, is no longer written anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from paperdigest.reading.addresses_txt import Address, rank_of_key
from paperdigest.text.slugs import slugify

#: The rank of keys that are names; identifiers rank before them, hashes after them.
_NAME = rank_of_key("Ana Lopez")


class Forgotten:
    """The addresses to forget (`paths`), and which keys the registry may keep of other addresses."""

    def __init__(self, paths: Collection[str] = (), published: Iterable[Address] = ()) -> None:
        self.paths = frozenset(paths)
        self._kinds = {path.partition("/")[0] for path in self.paths}
        self._path_of = {
            (address.kind, key): address.path
            for address in published
            if address.path in self.paths
            for key in address.keys
            if address.kind == "papers" or _is_slug_of(key, address.slug)
        }

    def left_out_of(self, address: Address) -> Address:
        """Return an address without the keys that would reveal what is forgotten."""
        if address.kind not in self._kinds:
            return address
        kept = (key for key in address.keys if not self._told_by(address.kind, key))
        return address._replace(keys=tuple(kept))

    def still_in(self, current: Iterable[Address]) -> Iterator[tuple[str, Address]]:
        """Yield what is to be forgotten but still has a page: the forgotten path, and today's address.

        A person who only has the name among others, and is shown by another one, does not count.
        """
        for address in current:
            if address.path in self.paths:
                yield address.path, address
            elif address.kind in self._kinds:
                is_paper = address.kind == "papers"
                keys = address.keys if is_paper else [k for k in address.keys if rank_of_key(k) == _NAME][:1]
                paths = (self._told_by(address.kind, key) for key in keys)
                yield from ((path, address) for path in dict.fromkeys(paths) if path)

    def _told_by(self, kind: str, key: str) -> str:
        """The path of the forgotten address that a key would reveal, or ''."""
        path = f"{kind}/{slugify(key)}"
        return path if path in self.paths else self._path_of.get((kind, key), "")


def _is_slug_of(name: str, slug: str) -> bool:
    """Whether a slug is made of a name, with or without a number behind it."""
    return re.fullmatch(rf"{re.escape(slugify(name))}(?:-\d+)?", slug) is not None
