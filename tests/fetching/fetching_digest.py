"""A digest that fetches from the server on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from conftest import EXAMPLE, run
from fake_services import FakeClock, FakeServices, running

from paperdigest.cli import fetch as commands
from paperdigest.cli.session import Session
from paperdigest.fetching import client

#: Today, as far as these tests go.
TODAY = date(2026, 11, 26)
KEYS = ("OPENALEX_API_KEY", "ZOTERO_API_KEY", "S2_API_KEY", "OPENREVIEW_LOGIN", "PAPERDIGEST_CONTACT")


@contextmanager
def running_services(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeServices]:
    """The server; whatever asks a service asks this one, by a clock that need not be waited for."""
    clock = FakeClock()
    with running(clock) as found:
        monkeypatch.setattr(client, "make_transport", lambda: found.transport)
        monkeypatch.setattr(commands, "CLOCK", clock.clock)
        for key in KEYS:
            monkeypatch.delenv(key, raising=False)
        yield found


def make_fetching_digest(folder: Path, monkeypatch: pytest.MonkeyPatch) -> FetchingDigest:
    (folder / "content").mkdir(parents=True)
    (folder / "mkdocs.yml").write_bytes((EXAMPLE / "mkdocs.yml").read_bytes())
    found = FetchingDigest(folder)
    monkeypatch.setattr(Session, "today", property(lambda session: found.today))
    return found


class FetchingDigest:
    """A digest with sources, and a today of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.today = TODAY

    def write(self, path: str, text: str) -> None:
        (self.folder / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / "content" / path).write_text(text, encoding="utf-8")

    def declare(self, *sources: str, more: str = "") -> None:
        rows = "".join(f"  - {source}\n" for source in sources)
        self.write("sources.yml", f"sources:\n{rows}{more}")

    def run(self, *arguments: str) -> Result:
        return run(self.folder, *arguments)

    @property
    def files(self) -> dict[str, str]:
        """What was fetched, by its path below `content/`."""
        content = self.folder / "content"
        found = [*content.glob("records/fetched/**/*.yml"), *content.glob("inbox/**/*.yml")]
        return {
            path.relative_to(content).as_posix(): path.read_text(encoding="utf-8") for path in sorted(found)
        }

    def count(self, folder: str = "records/fetched") -> int:
        """How many papers stand in a folder."""
        return sum(text.count("\n- title:") for path, text in self.files.items() if path.startswith(folder))
