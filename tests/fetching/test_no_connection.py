"""No test and no build opens an outside connection."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from conftest import make_example, run

from paperdigest.fetching.client import Client, Credentials, Request
from paperdigest.fetching.errors import FetchError
from paperdigest.fetching.pace import Clock


def test_a_test_that_reaches_out_fails() -> None:
    for family, address in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        with socket.socket(family) as one, pytest.raises(AssertionError, match="a connection to"):
            one.connect((address, 443))


def test_a_build_asks_for_no_address_and_opens_no_connection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a build reached out")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    project = make_example(tmp_path / "project")
    (project / "content" / "sources.yml").write_text(
        "sources:\n- {name: a, url: 'https://example.org/a.bib'}\n"
    )
    result = run(project, "build")
    assert result.exit_code == 0, result.output


def test_without_the_server_of_the_tests_nothing_is_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    client = Client(Credentials(), Clock(lambda: 0.0, lambda seconds: None))
    with pytest.raises(FetchError, match=r"example\.org cannot be reached \(ConnectError\)"):
        client.get(Request("https://example.org/"), lambda answer: answer)
    client.close()
