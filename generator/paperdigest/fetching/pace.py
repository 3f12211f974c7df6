"""When a service may be asked again. Time is told from outside, so that tests need not wait."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from paperdigest.fetching.services import Service


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock: `seconds` tells the time from any beginning on, `wait` lets so many seconds pass."""

    seconds: Callable[[], float]
    wait: Callable[[float], None]


@dataclass(slots=True)
class Pace:
    """Keeps the pause that each service wants between an answer and the next question."""

    clock: Clock
    _free_at: dict[str, float] = field(default_factory=dict)

    def await_turn(self, service: Service) -> None:
        """Wait until the service may be asked."""
        left = self._free_at.get(service.name, 0.0) - self.clock.seconds()
        if left > 0:
            self.clock.wait(left)

    def answered(self, service: Service, backoff: float = 0) -> None:
        """Note that the service has just answered, and asked for a pause of at least `backoff` seconds."""
        pause = max(service.pause, backoff)
        free_at = self.clock.seconds() + pause
        self._free_at[service.name] = max(free_at, self._free_at.get(service.name, 0.0))
