"""Work in shares, on all cores: for functions whose result depends on nothing but what they are given.

Workers are forked, so that they know all that this process knows, and only results are sent back. Where
forking is not safe (Windows, macOS, or other threads at work), and of one share, all is done in this process.
The results are the same. Workers end with the process that forked them, however that ends.
"""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import cache, partial
from tempfile import TemporaryFile, gettempdir
from typing import IO, TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

#: More workers than this would take more memory than they save time.
_MOST = 4

#: By so much workers give way to the process that relates what they find: see nice(2).
_NICENESS = 5
#: The number of `PR_SET_PDEATHSIG`, see prctl(2) of Linux.
_SIGNAL_WHEN_PARENT_DIES = 1
#: So many seconds pass until progress is told again.
_MOMENT = 0.2

#: Told how much of how much is done.
Tell = Callable[[int, int], None]
#: Told of a stage, by its name, how much of how much is done; of 0 if that is not known.
Progress = Callable[[str, int, int], None]
#: Called by work as each of its items is done.
Step = Callable[[], None]


class WorkerError(Exception):
    """A worker ended before it was done: somebody killed it, or the memory was full.

    Or its error is one that `pickle` cannot carry, and this says it.
    """


class Job(Generic[_Result]):
    """Work on items in shares of `size`.

    `work` is called with a share and a function to call after each item. Results and errors must be such that
    `pickle` can carry them.
    """

    def __init__(
        self, work: Callable[[Sequence[_Item], Step], _Result], items: Sequence[_Item], size: int
    ) -> None:
        self.shares = [items[start : start + size] for start in range(0, len(items), size)]
        self.work = work
        self._total = len(items)
        self._crew: _Crew | None = None

    def results(self, tell: Tell = lambda done, total: None) -> list[_Result]:
        """Return what `work` makes of each share, in their order; `tell` is told of the progress.

        What nobody has begun is done here. What `work` raises is raised here; also raises `WorkerError`.
        """
        if self._crew is not None:
            return self._crew.results_of(self, lambda done: tell(done, self._total))
        done = 0

        def step() -> None:
            nonlocal done
            done += 1
            tell(done, self._total)

        return [self.work(share, step) for share in self.shares]

    def run(self, tell: Tell = lambda done, total: None) -> list[_Result]:
        """Return the results, as `results` does; begin with the job where nobody has."""
        if self._crew is not None:
            return self.results(tell)
        with begun(self):
            return self.results(tell)

    def _begun_by(self, crew: _Crew | None) -> None:
        self._crew = crew


@contextmanager
def begun(*jobs: Job[Any]) -> Iterator[None]:
    """Let workers do jobs while the block runs, one job after the other; `Job.results` waits for one.

    What is not done yet when the block ends is not wanted. Where no job has several shares, none is worth a
    process.
    """
    number = min(sum(len(job.shares) for job in jobs), available())
    if number < 2 or all(len(job.shares) < 2 for job in jobs):
        yield
        return
    with ExitStack() as files:
        crew = _Crew(jobs, [files.enter_context(TemporaryFile()) for _ in range(number)])
        try:
            crew.begin()
            for job in jobs:
                job._begun_by(crew)
            yield
        finally:
            for job in jobs:
                job._begun_by(None)
            crew.end()


def in_shares(
    work: Callable[[Sequence[_Item], Step], _Result],
    items: Sequence[_Item],
    size: int,
    tell: Tell = lambda done, total: None,
) -> list[_Result]:
    """Return what `work` makes of each share of `size` items, in their order; see `Job`."""
    return Job(work, items, size).run(tell)


@contextmanager
def meanwhile(work: Callable[[], None]) -> Iterator[None]:
    """Let another process do `work` while the block runs, and wait for it: for what only saves time.

    Where there can be no other process, it is not done; nobody hears of its errors.
    """
    if available() < 2:
        yield
        return

    def try_to() -> None:
        with suppress(OSError):
            work()

    process = forked(try_to)
    try:
        yield
    except BaseException:
        process.terminate()
        raise
    finally:
        process.join()


def available() -> int:
    """Return how many workers there can be; 1 where all is done in this process."""
    return _cores() if can_fork() else 1


def can_fork() -> bool:
    """Whether a process may be forked: it could find a lock closed for ever that another thread held."""
    return sys.platform == "linux" and threading.active_count() == 1


@cache
def _cores() -> int:
    """How many cores this process may use, as far as more are of use."""
    return min(len(os.sched_getaffinity(0)), _MOST)


class _Crew:
    """Workers that take the shares of some jobs, one after the other.

    Results are in files until they are asked for, one for each worker: it does not wait until this process,
    which has no thread to listen, finds time for them. A pipe tells which shares are done. The files have no
    name, so that nothing is left of them when all is killed.
    """

    def __init__(self, jobs: Sequence[Job[Any]], files: Sequence[IO[bytes]]) -> None:
        from multiprocessing import get_context  # which takes long to import

        context = get_context("fork")
        self._shares = [(place, share) for place, job in enumerate(jobs) for share in job.shares]
        self._jobs, self._files = jobs, files
        self._lock = context.Lock()
        self._next = context.Value("q", 0, lock=False)
        self._steps = context.Array("q", len(jobs), lock=False)
        self._heard, self._tells = context.Pipe(duplex=False)
        self._results: dict[int, Any] = {}
        self._errors: dict[int, BaseException] = {}
        self._workers: list[BaseProcess] = []

    def begin(self) -> None:
        """Let the workers begin. Raises `OSError` where there cannot be so many; some may be at work then."""
        for place in range(len(self._files)):
            self._workers.append(forked(partial(self._work, place)))

    def results_of(self, job: Job[_Result], tell: Callable[[int], None]) -> list[_Result]:
        """Wait for the results of a job, and tell meanwhile how many of its items are done."""
        place = self._jobs.index(job)
        wanted = [number for number, (its_place, _) in enumerate(self._shares) if its_place == place]
        for number in wanted:  # of several errors the first is raised, whichever was heard of first
            while number not in self._results:
                if number in self._errors:
                    raise self._errors[number]
                self._listen()
                tell(self._steps[place])
        tell(self._steps[place])
        return [self._results.pop(number) for number in wanted]

    def end(self) -> None:
        """Stop all workers; what they have not done yet is not done."""
        for worker in self._workers:
            worker.kill()
        for worker in self._workers:
            worker.join()
        self._heard.close()
        self._tells.close()

    def _listen(self) -> None:
        """Wait a moment for news of the workers. Raises `WorkerError`."""
        from multiprocessing.connection import wait

        news = wait([self._heard, *(worker.sentinel for worker in self._workers)], _MOMENT)
        if self._heard in news:
            number, error, place, start, size = self._heard.recv()
            if error is not None:
                self._errors[number] = error
                return
            told = os.pread(self._files[place].fileno(), size, start)
            self._results[number] = pickle.loads(told)  # noqa: S301 (a worker wrote it)
            return
        for worker in [one for one in self._workers if one.exitcode is not None]:
            if worker.exitcode:
                why = "somebody killed it, or the memory is full"
                raise WorkerError(f"a worker ended with {worker.exitcode}: {why}")
            self._workers.remove(worker)
        if not self._workers and not self._heard.poll():
            raise WorkerError("the workers ended before all was done")

    def _work(self, place: int) -> None:
        """Take shares until there are none; what the worker at a place does.

        Where there are fewer cores than work, the process that waits for the results goes first.
        """
        os.nice(_NICENESS)
        file = self._files[place]
        while (number := self._take()) < len(self._shares):
            job, share = self._shares[number]
            error, start, data = None, file.tell(), b""
            try:
                data = pickle.dumps(self._jobs[job].work(share, partial(self._step, job)))
                _write(data, file)
            except BaseException as raised:
                error = that_can_be_sent(raised)
            with self._lock:
                self._tells.send((number, error, place, start, len(data)))

    def _take(self) -> int:
        with self._lock:
            number = int(self._next.value)
            self._next.value += 1
            return number

    def _step(self, place: int) -> None:
        with self._lock:
            self._steps[place] += 1


def _write(data: bytes, file: IO[bytes]) -> None:
    """Write to a file without a name. Raises `OSError`, with the folder whose disk is full."""
    try:
        file.write(data)
        file.flush()
    except OSError as error:
        error.filename = gettempdir()
        raise


def that_can_be_sent(error: BaseException) -> BaseException:
    """Return an error, or one that says it, where `pickle` cannot carry it."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 (it is ours)
    except Exception:
        return WorkerError(f"{type(error).__name__}: {error}")
    return error


def forked(work: Callable[[], None]) -> BaseProcess:
    """Let a copy of this process do `work`, and end; it ends with this process in any case."""
    from multiprocessing import get_context

    process = get_context("fork").Process(target=_work_apart, args=(work, os.getpid()))
    with warnings.catch_warnings():
        # Newer Pythons warn of all threads, also of NumPy's, which know of forks.
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    return process


def _work_apart(work: Callable[[], None], parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this, too
    _end_with(parent)
    gc.freeze()  # nothing that was there before is garbage: to look through it would copy all of it
    work()


def _end_with(parent: int) -> None:
    """Let this worker end when its parent is killed: else it waits for ever, and holds the digest's lock."""
    ctypes.CDLL(None).prctl(_SIGNAL_WHEN_PARENT_DIES, signal.SIGKILL)
    if os.getppid() != parent:  # it was killed before
        os._exit(1)
