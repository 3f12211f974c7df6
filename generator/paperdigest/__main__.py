"""`python -m paperdigest` is the command `digest`."""

from __future__ import annotations

import signal
import sys


def run() -> None:
    """Run the command; Ctrl-C ends it quietly at any moment, also while Python still imports."""
    try:
        from paperdigest.cli import main

        main(prog_name="digest")
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        # Nothing is left but Python's own tidying up: let Ctrl-C end that as it ends any program.
        signal.signal(signal.SIGINT, signal.SIG_DFL)


if __name__ == "__main__":
    run()
