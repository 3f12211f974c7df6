"""Workers: results in their order, errors told, never a hang; the same without them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from paperdigest import workers
from paperdigest.building.mkdocs_yml import SiteError
from paperdigest.model import Diagnostic, Severity, Source
from paperdigest.workers import Job, Step, WorkerError, begun, in_shares, meanwhile
from paperdigest.writing.render import TemplateError

FAULT = Diagnostic(Source("a.md", 3), Severity.ERROR, "site", "It is broken.", "mend it")


@pytest.fixture(autouse=True)
def three_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "available", lambda: 3)


def squares(share: Sequence[int], step: Step) -> list[int]:
    for _ in share:
        step()
    return [number * number for number in share]


@pytest.mark.parametrize("number", [0, 1, 4, 5, 50])
def test_results_come_in_the_order_of_the_shares(number: int) -> None:
    found = in_shares(squares, range(number), 4)
    assert [square for share in found for square in share] == [n * n for n in range(number)]


def test_work_is_done_in_other_processes() -> None:
    places = in_shares(lambda share, step: os.getpid(), range(8), 2)
    assert os.getpid() not in places


def test_progress_is_told_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    in_shares(squares, range(9), 2, lambda done, total: told.append((done, total)))
    assert told[-1] == (9, 9)


@pytest.mark.parametrize("error", [SiteError([FAULT]), TemplateError(FAULT), OSError(28, "full", "/a/b")])
def test_an_error_of_a_worker_is_raised_here(error: Exception) -> None:
    def fail(share: Sequence[int], step: Step) -> None:
        if 5 in share:
            raise error

    with pytest.raises(type(error)) as raised:
        in_shares(fail, range(8), 2)
    assert str(raised.value) == str(error)
    assert vars(raised.value) == {**vars(error), **vars(raised.value)}


def test_a_worker_that_is_killed_is_told_of() -> None:
    def die(share: Sequence[int], step: Step) -> None:
        if 5 in share:
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(WorkerError, match="ended with -9: somebody killed it"):
        in_shares(die, range(8), 2)


def test_a_worker_that_ends_without_a_word_is_told_of() -> None:
    def end(share: Sequence[int], step: Step) -> None:
        if 5 in share:
            os._exit(0)

    with pytest.raises(WorkerError):
        in_shares(end, range(8), 2)


class OfTwoError(Exception):
    """Cannot be unpickled: it is made of two values, and has one."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


def test_an_error_that_cannot_be_sent_is_told() -> None:
    def fail(share: Sequence[int], step: Step) -> None:
        raise OfTwoError("no", "thing")

    with pytest.raises(WorkerError, match="OfTwoError: nothing"):
        in_shares(fail, range(8), 2)


def test_a_full_disk_is_told_with_the_folder_of_results(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "TemporaryFile", lambda: Path("/dev/full").open("r+b"))  # noqa: SIM115
    with pytest.raises(OSError, match="No space") as raised:
        in_shares(squares, range(8), 2)
    assert raised.value.filename == tempfile.gettempdir()


WORK_FOR_EVER = """
import os, time
from paperdigest.workers import in_shares

def work(share, step):
    os.write(1, b"%d\\n" % os.getpid())  # at once: two processes write here, and `print` may write a line in two parts
    time.sleep(600)

in_shares(work, [1, 2], 1)
"""


def test_workers_end_with_the_program_that_is_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WORK_FOR_EVER], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        workers: list[int] = []
        try:
            workers += [int(process.stdout.readline()) for _ in range(2)]
            assert all(Path(f"/proc/{worker}").exists() for worker in workers)
            process.kill()
            # What the workers hold is closed only when they have ended.
            assert process.communicate(timeout=300) == ("", None)
        finally:
            process.kill()
            for worker in workers:
                with suppress(ProcessLookupError):
                    os.kill(worker, signal.SIGKILL)


BESIDE_A_THREAD = """
import os, threading
from paperdigest import workers
from paperdigest.workers import in_shares

workers._cores = lambda: 3
ended = threading.Event()
thread = threading.Thread(target=ended.wait)
thread.start()
try:
    assert in_shares(lambda share, step: os.getpid(), range(8), 2) == [os.getpid()] * 4
finally:
    ended.set()
    thread.join()
assert os.getpid() not in in_shares(lambda share, step: os.getpid(), range(8), 2)
"""


def test_beside_other_threads_nothing_is_forked() -> None:
    """In a process of its own: other tests leave servers behind, which are threads, too."""
    subprocess.run([sys.executable, "-c", BESIDE_A_THREAD], check=True)


def test_threads_that_python_does_not_know_of_are_no_reason_for_a_warning(tmp_path: Path) -> None:
    """NumPy has such threads; newer Pythons warn of them when a process forks."""
    script = tmp_path / "script.py"
    script.write_text(
        "import numpy, os\nfrom paperdigest import workers\nworkers._cores = lambda: 2\n"
        "assert os.getpid() not in workers.in_shares(lambda share, step: os.getpid(), range(4), 2)\n"
    )
    subprocess.run([sys.executable, "-W", "error", str(script)], check=True)


# --- Begun before it is waited for ------------------------------------------------------------------------


def test_jobs_are_done_one_after_the_other_while_the_block_runs(tmp_path: Path) -> None:
    first = Job(squares, range(6), 2)
    second = Job(lambda share, step: (tmp_path / "second").write_text(str(os.getpid())), [1], 2)
    with begun(first, second):
        deadline = time.monotonic() + 300
        while not (tmp_path / "second").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        assert (tmp_path / "second").read_text() != str(os.getpid())
        assert second.results() == [len((tmp_path / "second").read_text())]
        assert first.results() == [[0, 1], [4, 9], [16, 25]]


def test_what_nobody_has_begun_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "available", lambda: 1)
    job = Job(lambda share, step: os.getpid(), [1, 2], 1)
    assert job.results() == [os.getpid()] * 2
    with begun(job):
        assert job.results() == [os.getpid()] * 2


def test_of_several_errors_the_first_is_raised() -> None:
    def fail(share: Sequence[int], step: Step) -> None:
        time.sleep(0.2 * (share[0] == 0))
        raise ValueError(share[0])

    with pytest.raises(ValueError, match="0"):
        in_shares(fail, range(4), 1)


def test_what_is_not_wanted_any_more_ends_with_the_block() -> None:
    start = time.monotonic()
    with begun(Job(lambda share, step: time.sleep(600), [1, 2], 1)):
        pass
    assert time.monotonic() - start < 300


# --- Beside the block ------------------------------------------------------------------------------------


def test_another_process_works_meanwhile_and_is_waited_for(tmp_path: Path) -> None:
    with meanwhile(lambda: (tmp_path / "by").write_text(str(os.getpid())) and None):
        pass
    assert (tmp_path / "by").read_text() != str(os.getpid())


def test_what_is_done_meanwhile_ends_with_the_block_that_fails() -> None:
    with pytest.raises(ValueError, match="no"), meanwhile(lambda: time.sleep(600)):
        raise ValueError("no")


def test_nobody_hears_of_a_full_disk_meanwhile() -> None:
    def fail() -> None:
        raise OSError(28, "full")

    with meanwhile(fail):
        pass
