"""What `make fuzz` does, with few inputs that are the same each time; and that it finds what it should find."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from paperdigest.reading.content import SINGLE_FILES

FUZZ = ROOT / "tools" / "fuzz.py"


def fuzz(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(FUZZ), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_damaged_example_documents_are_read() -> None:
    done = fuzz("--runs", "800", "--seed", "1")
    assert done.returncode == 0, done.stdout
    assert done.stdout == "800 documents read; 0 faults\n"


#: Runs the fuzzer in a process in which the reader of listings fails.
BROKEN = """
import runpy, sys
from pathlib import Path
from paperdigest.reading import records

def broken(file):
    raise KeyError("broken")

records.read_listing = broken
sys.argv = sys.argv[1:]
sys.path.insert(0, str(Path(sys.argv[0]).parent))
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def test_a_reader_that_fails_is_noticed() -> None:
    example = ROOT / "tests" / "reading" / "listings" / "forms.txt"
    command = [sys.executable, "-c", BROKEN, str(FUZZ), "--runs", "3", str(example)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "KeyError: 'broken'" in done.stdout


def test_every_single_file_has_an_example_document() -> None:
    names = {path.name for path in (ROOT / "tests").rglob("*.*")}
    assert {Path(path).name for path in SINGLE_FILES} <= names
