"""Work in shares, on all cores: for functions whose result depends on nothing but what they are given.

Workers are forked, so that they know all that this process knows, and only results are sent back. Where
forking is not safe (Windows, macOS, or other threads at work), and of one share, all is done in this process.
The results are the same. Workers end with the process that forked them, however that ends.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any, TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

#: More workers than this would take more memory than they save time.
_MOST = 4

#: The number of `PR_SET_PDEATHSIG`, see prctl(2) of Linux.
_SIGNAL_WHEN_PARENT_DIES = 1

#: Told how much of how much is done.
Tell = Callable[[int, int], None]
#: Called by work as each of its items is done.
Step = Callable[[], None]


def in_shares(
    work: Callable[[Sequence[_Item], Step], _Result],
    items: Sequence[_Item],
    size: int,
    tell: Tell = lambda done, total: None,
) -> list[_Result]:
    """Return what `work` makes of each share of `size` items, in their order.

    `work` is called with a share and a function to call after each item; `tell` is told of the progress.
    Results and errors must be such that `pickle` can carry them. What `work` raises is raised here; also
    raises `BrokenProcessPool` where a worker was killed.
    """
    shares = [items[start : start + size] for start in range(0, len(items), size)]
    workers = min(len(shares), available())
    if workers < 2:
        return _here(work, shares, len(items), tell)
    from concurrent.futures import ProcessPoolExecutor  # these take long to import
    from multiprocessing import get_context

    context = get_context("fork")
    done = context.Value("q", 0)

    def step() -> None:
        with done.get_lock():
            done.value += 1

    _Forked.job = lambda number: work(shares[number], step)
    try:
        with ProcessPoolExecutor(workers, context, _end_with, (os.getpid(),)) as pool:
            with warnings.catch_warnings():
                # Newer Pythons warn of all threads, also of NumPy's, which know of forks.
                warnings.simplefilter("ignore", DeprecationWarning)
                results = [pool.submit(_run, number) for number in range(len(shares))]
            try:
                _follow(results, lambda: tell(done.value, len(items)))
                return [result.result() for result in results]
            finally:  # after an error, what has not begun is not wanted
                pool.shutdown(cancel_futures=True)
    finally:
        _Forked.job = int


@contextmanager
def meanwhile(work: Callable[[], None]) -> Iterator[None]:
    """Let another process do `work` while the block runs, and wait for it: for what only saves time.

    Where there can be no other process, it is not done; nobody hears of its errors.
    """
    if available() < 2:
        yield
        return
    from multiprocessing import get_context

    process = get_context("fork").Process(target=_work_apart, args=(work, os.getpid()))
    process.start()
    try:
        yield
    except BaseException:
        process.terminate()
        raise
    finally:
        process.join()


def _work_apart(work: Callable[[], None], parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this, too
    _end_with(parent)
    with suppress(OSError):
        work()


def available() -> int:
    """Return how many workers there can be; 1 where all is done in this process.

    A forked process could find a lock closed for ever that another thread held.
    """
    return _cores() if sys.platform == "linux" and threading.active_count() == 1 else 1


@cache
def _cores() -> int:
    """How many cores this process may use, as far as more are of use."""
    return min(len(os.sched_getaffinity(0)), _MOST)


def _here(
    work: Callable[[Sequence[_Item], Step], _Result],
    shares: Sequence[Sequence[_Item]],
    total: int,
    tell: Tell,
) -> list[_Result]:
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        tell(done, total)

    return [work(share, step) for share in shares]


def _follow(results: Sequence[Future[Any]], tell: Callable[[], None]) -> None:
    """Tell of the progress until all is done, or something failed."""
    left = set(results)
    while left:
        ended, left = wait(left, timeout=0.2, return_when="FIRST_EXCEPTION")
        tell()
        if any(result.exception() for result in ended):
            return


def _end_with(parent: int) -> None:
    """Let this worker end when its parent is killed: else it waits for ever, and holds the digest's lock."""
    ctypes.CDLL(None).prctl(_SIGNAL_WHEN_PARENT_DIES, signal.SIGKILL)
    if os.getppid() != parent:  # it was killed before
        os._exit(1)


class _Forked:
    """What workers find in their copy of this process."""

    job: Callable[[int], Any] = int


def _run(number: int) -> Any:
    return _Forked.job(number)
