"""`python -m paperdigest` is the command `digest`."""

from paperdigest.cli import main

main()
