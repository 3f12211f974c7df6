"""Break the code in 300 places, one at a time, and tell how much of it the tests notice.

    python tools/mutants.py [HOW_MANY] [SEED]       # 300 and 1 unless told

mutmut makes the mutants and runs, for each, the tests that reach it; `[tool.mutmut]` in pyproject.toml says
in which modules. Here the sample is drawn: the same seed draws the same mutants of the same code. Exit code 1
where more than a tenth survives. What survived is listed; `mutmut show NAME`, run in build/mutants, shows it.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build" / "mutants"
#: What mutmut finds there: the package at the top, since it names modules by their path.
LINKS = {"paperdigest": "generator/paperdigest"} | {
    name: name for name in ("tests", "templates", "requirements", "pyproject.toml")
}
#: Share of mutants that may survive.
BAR = 0.1
#: How mutmut says that a mutant was noticed: a test failed, or never ended.
NOTICED = {"killed", "timeout", "segfault", "caught by type check"}


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


def main(number: int = 300, seed: int = 1) -> int:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    for name, target in LINKS.items():
        (FOLDER / name).symlink_to(ROOT / target)
    # Makes the mutants, learns which tests reach them, and gives up, since none has this name.
    told = mutmut("run", "no mutant")
    everything = sorted(results())
    if not everything:
        print(told)
        return 2
    sample = sorted(random.Random(seed).sample(everything, min(number, len(everything))))
    print(f"{len(everything):,} mutants; {len(sample)} drawn with seed {seed}", flush=True)
    told = mutmut("run", *sample)
    after = results()
    if any(after[name] == "not checked" for name in sample):
        print(told)
        return 2
    survived = [name for name in sample if after[name] not in NOTICED]
    for status, count in Counter(after[name] for name in sample).most_common():
        print(f"{count:5}  {status}")
    for name in survived:
        print(f"survived: {name} ({after[name]})")
    share = len(survived) / len(sample)
    print(f"{len(survived)} of {len(sample)} survived: {share:.1%}; at most {BAR:.0%} may")
    return 1 if share > BAR else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
