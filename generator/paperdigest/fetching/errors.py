"""Why something could not be fetched."""

from __future__ import annotations

#: What to do where nothing better is known.
_HELP = "see whether the address of this source is right, or try again later"


class FetchError(Exception):
    """A source could not be read: what happened, and what to do about it (`help`)."""

    def __init__(self, message: str, help: str = _HELP) -> None:
        super().__init__(message)
        self.help = help


class BusyError(FetchError):
    """A service did not answer as it should, and may do so later: after `after` seconds, where it says so."""

    def __init__(self, message: str, help: str = _HELP, after: float | None = None) -> None:
        super().__init__(message, help)
        self.after = after


class ExpiredError(FetchError):
    """A service does not know any more where a fetch stopped: it has to begin again."""
