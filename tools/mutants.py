"""Break the code in 300 places, one at a time, and tell how much of it the tests notice.

    python tools/mutants.py [--number 300] [--seed 1] [--only PREFIX]

mutmut makes the mutants and runs, for each, the tests that reach it, the fastest first, until one fails;
`[tool.mutmut]` in pyproject.toml says in which modules and with which tests. The sample is drawn here: the
same seed draws the same mutants of the same code. `--only` draws from one module or package, such as
`reading.formats.bibtex`. Exit code 1 where more than a tenth survives.

What is made is kept in build/mutants, and only changed modules are mutated anew. There, `mutmut show NAME`
shows a mutant, and `mutmut tests-for-mutant NAME` the tests that reach it.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build" / "mutants"
#: What mutmut finds there: the package at the top, since it names modules by their path.
LINKS = {"paperdigest": "generator/paperdigest", "mutants_plugin.py": "tools/mutants_plugin.py"} | {
    name: name for name in ("tests", "templates", "requirements", "docs", "pyproject.toml")
}
#: Share of mutants that may survive.
BAR = 0.1
#: How mutmut says that a mutant was noticed: a test failed, or did not end in time.
NOTICED = {"killed", "timeout", "segfault"}


def mutmut(*arguments: str) -> str:
    """Run mutmut in its folder and return what it printed; its own progress is not shown."""
    command = [sys.executable, "-m", "mutmut", *arguments]
    # The package under test is the mutated copy, whatever the environment says.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=FOLDER, env=environment, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def results() -> dict[str, str]:
    """Every mutant by its name, with what became of it."""
    rows = (line.strip().rpartition(": ") for line in mutmut("results", "--all", "true").splitlines())
    return {name: status for name, _, status in rows if "__mutmut_" in name}


def prepare() -> str:
    """Make the mutants, learn which tests reach each, and return what mutmut said."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, target in LINKS.items():
        (FOLDER / name).unlink(missing_ok=True)
        (FOLDER / name).symlink_to(ROOT / target)
    # Tests are copied and run anew: mutmut would keep those that are gone, and what changed ones reached.
    shutil.rmtree(FOLDER / "mutants" / "tests", ignore_errors=True)
    (FOLDER / "mutants" / "mutmut-stats.json").unlink(missing_ok=True)
    # It gives up after that, since no mutant has this name.
    return mutmut("run", "no mutant")


def report(sample: list[str], became: dict[str, str]) -> int:
    """Tell what became of the mutants of a sample; return the exit code."""
    for status, count in Counter(became[name] for name in sample).most_common():
        print(f"{count:5}  {status}")
    for name in sample:
        if became[name] == "timeout":
            print(f"did not end in time: {name}")
    survived = [name for name in sample if became[name] not in NOTICED]
    for name in survived:
        print(f"\nsurvived: {name} ({became[name]})")
        changed = (line for line in mutmut("show", name).splitlines() if re.match(r"[+-](?![+-])", line))
        print(*changed, sep="\n")
    share = len(survived) / len(sample)
    print(f"{len(survived)} of {len(sample)} survived: {share:.1%}; at most {BAR:.0%} may")
    return 1 if share > BAR else 0


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--number", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    told = prepare()
    everything = sorted(name for name in results() if name.startswith(f"paperdigest.{asked.only}"))
    if not everything:
        print(told)
        return 2
    sample = sorted(random.Random(asked.seed).sample(everything, min(asked.number, len(everything))))
    print(f"{len(everything):,} mutants; {len(sample)} drawn with seed {asked.seed}", flush=True)
    told = mutmut("run", *sample)
    became = results()
    if any(became[name] == "not checked" for name in sample):
        print(told)
        return 2
    return report(sample, became)


if __name__ == "__main__":
    sys.exit(main())
