"""The process in which a preview builds, so that builds have workers though the preview has threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from paperdigest.workers import can_fork, forked, that_can_be_sent

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

#: After so many seconds without a question there is time to rest.
_PAUSE = 1.0


class Builder:
    """Calls a function in another process, whenever it is asked to; in this one where there can be no other.

    That process stays, with all that it has imported. It answers no Ctrl-C, and ends with this one.
    """

    def __init__(self, build: Callable[[], str], rest: Callable[[], Iterable[object]] = tuple) -> None:
        """Begin, while this process has no threads.

        `rest` does what can wait until nobody asks, a step at a time: it is left where somebody does.
        """
        self._build, self._rest = build, rest
        self._process: BaseProcess | None = None
        if can_fork():
            from multiprocessing import Pipe  # which takes long to import

            self._here, there = Pipe()
            self._process = forked(lambda: self._serve(there))
            there.close()

    def build(self) -> str:
        """Call the function, and return what it returns. Raises what it raises."""
        if self._process is None:
            return self._build_here()
        try:
            self._here.send(None)
            result, error = self._here.recv()
        except (EOFError, OSError):  # it was killed
            self.end()
            return self._build_here()
        if error is not None:
            raise error
        return str(result)

    def end(self) -> None:
        """End the process, also where it is at work."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._here.close()
            self._process = None

    def _build_here(self) -> str:
        result = self._build()
        for _ in self._rest():
            pass
        return result

    def _serve(self, connection: Any) -> None:
        self._here.close()  # else this process would not hear that the other one has gone
        while True:
            try:
                connection.recv()
            except EOFError:
                return
            result, error = "", None
            try:
                result = self._build()
            except BaseException as raised:
                error = that_can_be_sent(raised)
            connection.send((result, error))
            if not connection.poll(_PAUSE):
                for _ in self._rest():
                    if connection.poll():
                        break
