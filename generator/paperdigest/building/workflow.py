"""The publishing workflow of a digest that `digest new` made, brought to that of this version.

`workflows.txt` has a hash of each that `digest new` ever wrote, the newest last. One that the maintainer left
as it was gives way to the newest; another stays, and the maintainer is told. Versions of actions do not
count: bots raise them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from paperdigest import store
from paperdigest.building.new import SKELETON, TOOL
from paperdigest.building.upstream import hash_of

WORKFLOW = ".github/workflows/publish.yml"
_KNOWN = Path(__file__).resolve().parent / "workflows.txt"
_PIN = re.compile(rb"(?<=@)[\w.-]{1,60}(?:[^\S\n]+#[^\n]*)?$", re.MULTILINE)
#: What the workflow reads or writes besides, and a digest from before it may lack.
_BESIDES = "content/sources.yml"
_ATTRIBUTES = ".gitattributes"


def fingerprint(data: bytes) -> str:
    """Return a hash of a workflow, whatever the versions of its actions are."""
    return hash_of(_PIN.sub(b"", data.replace(b"\r\n", b"\n")))


def known_fingerprints() -> list[str]:
    """Return the hashes of all workflows that `digest new` wrote, the newest last."""
    return _KNOWN.read_text(encoding="ascii").split()


def bring_workflow(root: Path) -> Iterator[str]:
    """Bring the workflow of a digest forward; yield what was done, or that it is the maintainer's own.

    A fork of this repository, and a digest that is published in another way, are left alone.
    Raises `OSError`.
    """
    path = root / WORKFLOW
    if not path.is_file() or not (root / TOOL).is_file():
        return
    data, newest = path.read_bytes(), (SKELETON / WORKFLOW).read_bytes()
    told = fingerprint(data)
    if told == fingerprint(newest):
        return
    if told not in known_fingerprints():
        if b"digest fetch" not in data:
            yield f"{WORKFLOW}: it is your own and stays; that of a new digest fetches papers once a day"
        return
    store.write(path, newest)
    yield f"{WORKFLOW}: it is this version's, which fetches papers once a day"
    if not (root / _BESIDES).exists():
        store.write(root / _BESIDES, (SKELETON / _BESIDES).read_bytes())
        yield f"{_BESIDES}: it says how to declare where papers are fetched from"
    yield from _add_attributes(root / _ATTRIBUTES)


def _add_attributes(path: Path) -> Iterator[str]:
    """Add the lines that tell git how to merge what is fetched."""
    lines = (SKELETON / _ATTRIBUTES).read_bytes().decode().splitlines()
    text = path.read_bytes().decode("utf-8", "surrogateescape") if path.is_file() else ""
    there = set(text.splitlines())
    missing = [line for line in lines if line not in there]
    if any(line[:1] != "#" for line in missing):
        before = f"{text.rstrip()}\n" if text.strip() else ""
        added = before + "\n".join(missing) + "\n"
        store.write(path, added.encode("utf-8", "surrogateescape"))
        yield f"{_ATTRIBUTES}: it says how to merge what was fetched and decided"
