"""One file of papers -> records, whatever it is: a pasted listing, the digest's own YAML, another format."""

from __future__ import annotations

from datetime import date

from paperdigest.model import Diagnostic, Record
from paperdigest.reading.formats.entry import read_entries
from paperdigest.reading.formats.recognise import recognise
from paperdigest.reading.listing import is_listing, read_listing
from paperdigest.reading.own_yaml import is_own_yaml, read_own_yaml
from paperdigest.reading.settings_yml import Settings


def read_records(
    text: str, path: str, settings: Settings, listed_on: date | None, today: date, report: list[Diagnostic]
) -> list[Record]:
    """Read the text of one file, known by its content; the ending of `path` decides only in doubt.

    A listing was taken on `listed_on`; without that day `today` serves. Faults are added to `report`.
    """
    if not is_listing(text):
        if read := recognise(text):
            return read_entries(text, path, read, report)
        if path.endswith((".yml", ".yaml")) or is_own_yaml(text):
            return read_own_yaml(text, path, report)
    records, faults = read_listing(text, path, listed_on, today, settings.subjects)
    report += faults
    return records
