"""What the readers of papers have to know besides the text: days, chosen subjects, limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class Limits(NamedTuple):
    """How much a file or a paper may hold; what goes beyond is reported and left out.

    `nesting` counts lists and mappings within one another. No collaboration so far had many more than 5,000
    authors (https://doi.org/10.1103/PhysRevLett.114.191803), and GitHub takes no file of more than 100 MB.
    """

    file_megabytes: int = 100
    field_characters: int = 100_000
    authors: int = 6_000
    nesting: int = 40

    @property
    def file_bytes(self) -> int:
        """Bytes that a file may hold."""
        return self.file_megabytes * 1_000_000


_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Options:
    """How a file of papers is to be read.

    `current_day` is today. A listing was taken on `listed_on` and came into the digest on `added`, if that is
    known; `is_shared` says that other listings have the day from the same place, so that it may be another's.
    `subjects` settles short subject codes, see `subjects.candidates`. `strings` are those that other files of
    BibTeX define, by their names in lower case.
    """

    current_day: date
    listed_on: date | None = None
    added: date | None = None
    is_shared: bool = False
    subjects: Mapping[str, str] = field(default_factory=dict)
    strings: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = _LIMITS

    @property
    def latest_day(self) -> date:
        """The day after which no paper of a listing is dated."""
        return self.listed_on or self.current_day
