"""Damage the example documents at random, and see that every reader and every function on text copes.

    python tools/fuzz.py [--seconds 60] [--runs N] [--seed 1] [FILE…]

Each run takes an example document, changes some of its bytes, and reads it: mkdocs.yml and the single files
of `content/`, which are known by their names, as a build does, all others as `digest parse` and `digest
import` do. What must hold then is checked in `faults_of`. One reader is asked by naming examples of its own.
The first input of a fault is kept in build/fuzz, to become an example document of its own; exit code 1 tells
that there was one. The same seed makes the same inputs; `--runs` ends after so many of them, whatever time
they take.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import FrameType

import yaml
from text_laws import broken_laws

from paperdigest.building.mkdocs_yml import check_site
from paperdigest.model import Diagnostic, Record, Severity, sort_diagnostics
from paperdigest.reading.addresses_txt import read_addresses, write_addresses
from paperdigest.reading.cleaning import clean
from paperdigest.reading.content import SINGLE_FILES, read_content
from paperdigest.reading.decoding import decode
from paperdigest.reading.options import Options
from paperdigest.reading.own_yaml import write_own_yaml
from paperdigest.reading.records import read_records

ROOT = Path(__file__).parents[1]
TESTS = ROOT / "tests"
FOUND = ROOT / "build" / "fuzz"
OPTIONS = Options(current_day=date(2026, 11, 26))
#: The paths of the single files of `content/`, by their names.
SINGLE = {Path(path).name: path for path in SINGLE_FILES}
#: Seconds of processor time after which reading a document of some kilobytes counts as a hang.
PATIENCE = 20

#: What an attacker, a bad download or a text editor puts into files.
SPICE = [
    b"\x00", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\xc2\x85",
    b"\r", b"\n\n", b"\t",
    b"{", b"}", b"[", b"]", b'"', b"'", b"\\", b"$",
    b"%", b"@", b"#", b"&", b"<", b">", b"|", b":", b"- ", b"~",
    b"9" * 5000, b"-1", b"1e999", b"NaN", b"null", b"\\ud800", b"&#x0;", b"<!--", b"]]>",
    b"]]", b"et al.", b" and ",
    b"@article{", b"@string{", b"TY  - JOUR", b"ER  - ", b"<entry>", b"CVMar 30",
    b"- title: ", b"!!python/name:os.system",
]  # fmt: skip


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
    if name == "mkdocs.yml":
        yield from of_reports(said := look_at_site(data), said)  # MkDocs itself remembers some warnings
    elif name in SINGLE:
        yield from of_content(data, SINGLE[name])
    else:
        yield from of_papers(data, name)


def of_papers(data: bytes, name: str) -> Iterator[str]:
    records, report = read(data, name)
    again, told_again = read(data, name)
    yield from of_reports(report, told_again)
    if (
        not records
        and not report
        and any(line.strip()[:1] not in (b"", b"#", b"%") for line in data.splitlines())
    ):
        yield "nothing was read, and nothing said"
    if records != again:
        yield "read twice, the records are not the same"
    text = write_own_yaml(records)
    again, told = read(text.encode(), "imported.yml")
    # What the source does not say either is no fault of the YAML.
    if news := [found for found in told if found.code not in ("no-papers", "no-date")]:
        yield f"`import` wrote what `parse` complains of: {news[0].message} [{news[0].code}]"
    if write_own_yaml(again) != text:
        yield "`import`, then `parse`, is not the same"
    for record in records:
        clean(record)
        for text in (record.title, record.abstract, *(name.text for name in record.authors)):
            yield from broken_laws(text)


def of_content(data: bytes, name: str) -> Iterator[str]:
    content, again, without = (
        read_content(files, OPTIONS.current_day) for files in ({name: data}, {name: data}, {})
    )
    yield from of_reports(content.diagnostics, again.diagnostics)
    if content != again:
        yield "read twice, it is not the same"
    if content == without and not is_empty(data):
        yield "nothing was read, and nothing said"
    if content.addresses and not any(found.severity is Severity.ERROR for found in content.diagnostics):
        told: list[Diagnostic] = []
        text = write_addresses(content.addresses)
        if write_addresses(read_addresses(text.encode(), name, told)) != text or told:
            yield "the registry that was read cannot be recorded"


def is_empty(data: bytes) -> bool:
    """Whether a document that is not damaged says nothing."""
    text = data.decode("utf-8-sig", errors="replace")
    try:
        told = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError):
        return False
    return not told or (isinstance(told, dict) and all(value is None for value in told.values()))


def look_at_site(data: bytes) -> list[Diagnostic]:
    """Return what is said of mkdocs.yml, as a build says it, without the folder in which it stands here."""
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder, "mkdocs.yml")
        config.write_bytes(data)
        found = check_site(config, config.parent)
    return sort_diagnostics([replace(one, message=one.message.replace(folder, "")) for one in found])


def of_reports(report: Sequence[Diagnostic], again: Sequence[Diagnostic]) -> Iterator[str]:
    yield from (found.message for found in report if found.code == "reader-failed")
    for found in report:
        text = found.message + found.help
        if not found.message or len(text) > 2100 or not text.isprintable():
            yield f"a message that nobody can read [{found.code}]: {found.message[:200]!r}"
    if tuple(report) != tuple(again):
        yield "read twice, what is said of it is not the same"


def look(data: bytes, name: str) -> list[str]:
    """Return the faults of a document; an exception that is raised, and a hang, are faults, too."""
    signal.setitimer(signal.ITIMER_PROF, PATIENCE)
    try:
        return list(faults_of(data, name))
    except HangError:
        return ["it hangs"]
    except Exception:
        return [traceback.format_exc(limit=-4)]
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


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


def examples() -> Iterator[Path]:
    """Yield the example documents of all readers, in the same order each time."""
    for path in sorted(TESTS.rglob("*.*")):
        folder = path.relative_to(TESTS).parts[0]
        is_single = path.name in SINGLE or path.name == "mkdocs.yml"
        if path.is_file() and path.suffix != ".py" and (folder == "reading" or is_single):
            yield path


def on_alarm(_signal: int, _frame: FrameType | None) -> None:
    """Stop whatever runs."""
    raise HangError


def main() -> int:
    """Fuzz, and keep what was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, help="example documents; all of tests/ unless told")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--runs", type=int)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    files = told.files or list(examples())
    signal.signal(signal.SIGPROF, on_alarm)
    met = fuzz(files, told.seed, told.runs, told.seconds)
    for number, (fault, data) in enumerate(met.items(), start=1):
        FOUND.mkdir(parents=True, exist_ok=True)
        (FOUND / f"{number}.input").write_bytes(data)
        print(f"build/fuzz/{number}.input, {len(data):,} bytes: {fault}")
    return 1 if met else 0


if __name__ == "__main__":
    sys.exit(main())
