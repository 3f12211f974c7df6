"""Damage the example documents at random, and see that every reader and every function on text bears it.

    python tools/fuzz.py [--seconds 60] [--runs N] [--seed 1] [FILE…]

Each run takes an example document, changes some of its bytes, and reads it as `digest parse` and `digest
import` do. What must hold then is checked in `faults_of`. The first input of a fault is kept in build/fuzz,
to become an example document of its own; exit code 1 tells that there was one. The same seed makes the same
inputs; `--runs` ends after so many of them, whatever time they take.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from types import FrameType

from text_laws import broken_laws

from paperdigest.model import Diagnostic, Record
from paperdigest.reading.decoding import decode
from paperdigest.reading.options import Options
from paperdigest.reading.own_yaml import write_own_yaml
from paperdigest.reading.records import read_records
from paperdigest.relating.papers import clean

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "tests" / "reading"
FOUND = ROOT / "build" / "fuzz"
OPTIONS = Options(current_day=date(2026, 11, 26))
#: Seconds after which reading a document of some kilobytes counts as a hang.
PATIENCE = 20

#: What an attacker, a bad download or a text editor puts into files.
SPICE = [
    *(
        b"\x00",
        b"\xff",
        b"\xed\xa0\x80",
        b"\xef\xbb\xbf",
        b"\xe2\x80\xae",
        b"\xc2\x85",
        b"\r",
        b"\n\n",
        b"\t",
    ),
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b'"',
        b"'",
        b"\\",
        b"$",
        b"%",
        b"@",
        b"#",
        b"&",
        b"<",
        b">",
        b"|",
        b":",
        b"- ",
        b"~",
    ),
    *(
        b"9" * 5000,
        b"-1",
        b"1e999",
        b"NaN",
        b"null",
        b"\\ud800",
        b"&#x0;",
        b"<!--",
        b"]]>",
        b"]]",
        b"et al.",
        b" and ",
    ),
    *(
        b"@article{",
        b"@string{",
        b"TY  - JOUR",
        b"ER  - ",
        b"<entry>",
        b"CVMar 30",
        b"- title: ",
        b"!!python/name:os.system",
    ),
]


class HangError(BaseException):
    """A reader did not come back. Nothing that catches exceptions may catch it."""


def damaged(data: bytes, others: Sequence[bytes], rng: random.Random) -> bytes:
    """Return a document with one to six changes: bytes lost, doubled, spiced, or from another document."""
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(data) + 1)
        end = min(len(data), at + int(rng.expovariate(1 / 20)) + 1)
        piece = data[at:end]
        match rng.randrange(6):
            case 0:
                data = data[:at] + data[end:]
            case 1:
                data = data[:end] + piece * rng.choice((1, 2, 40)) + data[end:]
            case 2:
                other = rng.choice(others)
                start = rng.randrange(len(other) + 1)
                data = data[:at] + other[start : start + rng.randint(1, 400)] + data[end:]
            case 3:
                data = data[:at] + bytes(rng.randrange(256) for _ in range(rng.randint(1, 4))) + data[at:]
            case _:
                data = data[:at] + rng.choice(SPICE) * rng.choice((1, 1, 1, 2, 60)) + data[at:]
    return data


def read(data: bytes, name: str) -> tuple[list[Record], list[Diagnostic]]:
    """Read a document as the command line does."""
    report: list[Diagnostic] = []
    return read_records(decode(data, name, report), name, OPTIONS, report), report


def faults_of(data: bytes, name: str) -> Iterator[str]:
    """Yield what is wrong with how a document is read; the net that catches readers' errors counts, too."""
    records, report = read(data, name)
    yield from (found.message for found in report if found.code == "reader-failed")
    for found in report:
        if not found.message or len(found.message) > 2000 or "\n" in found.message:
            yield f"a message that nobody can read [{found.code}]: {found.message[:200]!r}"
    if not records and not report and data.strip():
        yield "nothing was read, and nothing said"
    if (records, report) != read(data, name):
        yield "read twice, it is not the same"
    text = write_own_yaml(records)
    again, told = read(text.encode(), "imported.yml")
    if [found for found in told if found.code != "no-papers"]:
        yield f"`import` wrote what `parse` complains of: {told[0].message} [{told[0].code}]"
    if write_own_yaml(again) != text:
        yield "`import`, then `parse`, is not the same"
    for record in records:
        clean(record)
        for text in (record.title, record.abstract, *(name.text for name in record.authors)):
            yield from broken_laws(text)


def look(data: bytes, name: str) -> list[str]:
    """Return the faults of a document, those among them that are raised, and that it takes for ever."""
    signal.alarm(PATIENCE)
    try:
        return list(faults_of(data, name))
    except HangError:
        return ["it hangs"]
    except Exception:
        return [traceback.format_exc(limit=-4)]
    finally:
        signal.alarm(0)


def fuzz(files: Sequence[Path], seed: int, runs: int | None, seconds: float) -> dict[str, bytes]:
    """Return each fault that was met, with the first input that shows it."""
    documents = [file.read_bytes() for file in files]
    rng = random.Random(seed)
    met: dict[str, bytes] = {}
    stop = time.monotonic() + seconds
    done = 0
    while done < runs if runs is not None else time.monotonic() < stop:
        number = rng.randrange(len(files))
        data = damaged(documents[number], documents, rng)
        for fault in look(data, files[number].name):
            met.setdefault(fault, data)
        done += 1
    print(f"{done:,} documents read; {len(met)} faults")
    return met


def on_alarm(_signal: int, _frame: FrameType | None) -> None:
    """Stop whatever runs."""
    raise HangError


def main() -> int:
    """Fuzz, and keep what was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "files", nargs="*", type=Path, help="example documents; all of tests/reading unless told"
    )
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--runs", type=int)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    files = told.files or sorted(
        path for path in EXAMPLES.rglob("*.*") if path.suffix != ".py" and path.is_file()
    )
    signal.signal(signal.SIGALRM, on_alarm)
    met = fuzz(files, told.seed, told.runs, told.seconds)
    for number, (fault, data) in enumerate(met.items(), start=1):
        FOUND.mkdir(parents=True, exist_ok=True)
        (FOUND / f"{number}.input").write_bytes(data)
        print(f"build/fuzz/{number}.input, {len(data):,} bytes: {fault}")
    return 1 if met else 0


if __name__ == "__main__":
    sys.exit(main())
