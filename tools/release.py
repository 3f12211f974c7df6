"""Give the program its next version, in every place that names it.

    python tools/release.py 0.4.0

What CHANGELOG.md has under *Unreleased* becomes that version, dated today. The texts that readers see are
noted as released, so that labels of somebody's own that name them go on working, or are migrated.
"""

from __future__ import annotations

import datetime
import re
import sys
from pathlib import Path

from paperdigest.writing.messages import packaged

ROOT = Path(__file__).parents[1]
TEXTS = ROOT / "tests" / "samples" / "released-texts.txt"


def main(version: str) -> None:
    today = datetime.datetime.now(datetime.UTC).date()
    replace("generator/paperdigest/__init__.py", r'(?<=__version__ = ")[^"]+', version)
    replace("CITATION.cff", r"(?m)(?<=^version: ).+", version)
    replace("CITATION.cff", r"(?m)(?<=^date-released: ).+", f"{today}")
    replace("CHANGELOG.md", r"(?m)^## Unreleased$", f"## {version} ({today})")
    about, *texts = TEXTS.read_text(encoding="utf-8").splitlines()
    now = {text for message in packaged().values() for text in (message.text, message.plural) if text}
    told = re.sub(r"\)", f", {version})", about, count=1)
    TEXTS.write_text("\n".join([told, *sorted({*texts, *now})]) + "\n", encoding="utf-8")


def replace(path: str, pattern: str, text: str) -> None:
    """Put a text in the one place of a file that a pattern finds."""
    file = ROOT / path
    changed, found = re.subn(pattern, text, file.read_text(encoding="utf-8"))
    if found != 1:
        raise SystemExit(f"{path}: {found} places where {pattern} is, not one")
    file.write_text(changed, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
