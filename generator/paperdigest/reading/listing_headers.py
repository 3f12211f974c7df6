"""The header line of a pasted listing: a subject's code, a date and perhaps 'Code', with or without spaces.

LGJun 26, 2022Code
chem-phMar 30
cs.CV, eess.IV · 5 March 2024 Code
math.CO 2024-03-05
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from paperdigest.model import MONTH_ABBREVIATIONS, MONTHS, PLAUSIBLE_YEARS
from paperdigest.reading.subjects import candidates

#: No header is longer; a longer line is not looked at.
_LONGEST = 80

_MONTH = rf"(?i:{'|'.join(f'{month[:3]}(?:{month[3:]})?' for month in MONTHS)}|Sept)\.?"
_CATEGORY = r"[A-Za-z]+(?:-[A-Za-z]+)*\.[A-Za-z]{2,}(?:-[A-Za-z]+)?"
# Two capitals (CV), categories (cs.CV, physics.chem-ph), or the name of an archive or of a part of one.
_CODES = (
    rf"(?P<code>(?P<formal>[A-Z]{{2}}|{_CATEGORY})|[A-Za-z]+(?:-[a-z]+)*)"
    rf"(?P<others>(?:[\s,;/]{{1,3}}{_CATEGORY})*)(?P<between>\s*[·|,]?\s*)"
)
_DATE = (
    rf"(?:(?P<month>{_MONTH})\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year>\d{{4}}))?"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>{_MONTH})(?:,?\s+(?P<year2>\d{{4}}))?"
    r"|(?P<iso>\d{4}-\d{2}-\d{2}))"
)
_HEADER = re.compile(rf"{_CODES}{_DATE}\s*(?P<flag>Code)?")
# Almost a header: codes, and no more than what may have been meant for a date or a flag.
_NEAR_HEADER = re.compile(
    rf"{_CODES}(?P<date>[A-Z][a-z]{{2,8}}\.?\s?\d[\s\d,./-]{{0,12}}|\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{1,4}}|)"
    r"\s?(?:Code)?"
)


@dataclass(frozen=True, slots=True)
class Header:
    """What a header says: its codes, the parts of its date (the year may be missing), and whether of code."""

    codes: tuple[str, ...]
    year: int | None
    month: int
    day: int
    has_code: bool

    def day_up_to(self, latest: date) -> date | None:
        """Return the day; without a year, the last such day up to `latest`. None if there is none."""
        if self.year is not None:
            return _date(self.year, self.month, self.day)
        # Only 29 February may need more than two tries: 1900 and 2100 are no leap years, so at most eight.
        days = (_date(year, self.month, self.day) for year in range(latest.year, latest.year - 9, -1))
        return next((found for found in days if found and found <= latest), None)


def read_header(line: str) -> Header | None:
    """Return what a line says as a header; None for any other line. The day may still be none: June 31.

    >>> read_header("chem-phMar 30, 2025Code")
    Header(codes=('chem-ph',), year=2025, month=3, day=30, has_code=True)
    """
    found = _HEADER.fullmatch(line) if len(line) <= _LONGEST else None
    if found is None or not _is_code(found):
        return None
    year: int | None
    codes = (found["code"], *re.findall(_CATEGORY, found["others"]))
    if found["iso"]:
        year, month, day = map(int, found["iso"].split("-"))
    else:
        written = found["year"] or found["year2"]
        year = int(written) if written else None
        month = MONTH_ABBREVIATIONS.index((found["month"] or found["month2"])[:3].lower()) + 1
        day = int(found["day"] or found["day2"])
    return Header(codes, year, month, day, found["flag"] is not None)


def is_nearly_header(line: str) -> bool:
    """Whether a line has a code and what was meant for a date, though it is no header.

    >>> is_nearly_header("chem-phMrz 30, 2025"), is_nearly_header("on May 3, 2024")
    (True, False)
    """
    found = _NEAR_HEADER.fullmatch(line) if len(line) <= _LONGEST else None
    if found is None or not _is_code(found):
        return False
    # A code alone may be the last word of an abstract, unless it has a form that words do not have.
    return bool(found["date"] or (found["formal"] and candidates(found["code"])))


def _is_code(found: re.Match[str]) -> bool:
    """Whether what stands before a date is a subject's code: by its form, or because arXiv has it.

    A code that arXiv does not have is glued to its date, or has a hyphen; 'on May 3' is a piece of prose.
    """
    code = found["code"]
    looks_so = code.islower() and (not found["between"] or "-" in code)
    return bool(found["formal"] or looks_so or candidates(code))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in PLAUSIBLE_YEARS else None
    except ValueError:
        return None
