"""Short names of venues: 'NeurIPS 2024', as people say them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache

from paperdigest.model import Record
from paperdigest.text.tex import to_text

#: Conferences and journals by their short names, and other spellings of these.
_SHORT_NAMES = """
AACL: AACL-IJCNLP, IJCNLP-AACL, AACL IJCNLP, IJCNLP/AACL
AAAI
AAMAS
ACCV
ACL
ACM MM: ACMMM, ACM Multimedia, ACM-MM
AISTATS
ASE
BIBM
BMVC
CAV
CHI
CIKM
CogSci
COLING
COLM
COLT
CoRL
CRYPTO
CSCW
CVPR
CVPRW
DAC
DATE
EACL
ECAI
ECCV
ECIR
EMNLP
EUROCRYPT
EUSIPCO
FOCS
FSE
HPCA
ICAPS
ICASSP
ICCAD
ICCV
ICCVW
ICDAR
ICDE
ICDM
ICIP
ICLR
ICME
ICML
ICPR
ICRA
ICSE
IEEE VIS
IJCAI
IJCNN
INFOCOM
INTERSPEECH: Interspeech
IROS
ISBI
ISCA
ISMAR
ISMIR
ISSTA
ISWC
JCDL
JMLR
KDD
KR
LREC
LREC-COLING
MICCAI
MIDL
MLSys
MM Asia
MobiCom
NAACL
NDSS
NeurIPS: NIPS
NSDI
OOPSLA
OSDI
PLDI
PODC
POPL
RecSys
RSS
SC
SIGCOMM
SIGGRAPH
SIGGRAPH Asia
SIGIR
SIGMOD
SODA
SOSP
SPIE
STOC
TACL
TMLR
TPAMI: T-PAMI, IEEE TPAMI
UAI
UbiComp
UIST
USENIX Security
VLDB
WACV
WSDM
WWW: TheWebConf, The Web Conference
3DV
"""


def _names() -> dict[str, str]:
    """Every spelling with the short name that is shown."""
    found = {}
    for line in _SHORT_NAMES.split("\n"):
        name, _, others = line.partition(":")
        for spelling in (name, *others.split(",")):
            if spelling.strip():
                found[spelling.strip().lower()] = name.strip()
    return found


_NAMES = _names()
_SHORT = re.compile(
    rf"(?<![\w-])(?P<name>{'|'.join(map(re.escape, sorted(_NAMES, key=len, reverse=True)))})"
    r"(?:(?P<gap>[\s'’-]{0,2})(?P<year>(?:20|19)?\d\d))?(?![\w-])",
    re.IGNORECASE,
)
#: A year, which is not one of two pages: '24(3):1990-2011'.
_YEAR = re.compile(r"(?<![\d:])(?<!\d[-–])(?<!\d--)(?:19|20)\d\d(?!\d|\s?[-–]{1,2}\s?\d)")
_YEAR_IN_BRACKETS = re.compile(r"\((?:[^()\d]*\s)?((?:19|20)\d\d)\)")

#: Journals: what stands behind their names, as 'JMLR 24', is a volume.
_JOURNALS = frozenset(["JMLR", "PMLR", "TACL", "TMLR", "TPAMI"])

#: Short names that are words of English as well: only in capitals do they name a venue.
_WORDS = frozenset("date chi kr rss sc fse vis dac cav crypto www".split())

_WORKSHOP = re.compile(r"workshop|satellite|co-?located|companion|adjunct", re.IGNORECASE)


def is_workshop(venue: str) -> bool:
    """Whether a venue is a workshop, which is not the conference that it names."""
    return _WORKSHOP.search(venue) is not None


#: A workshop of a conference in short ('AAAIW 2026', 'CVPR2025W'), and an l for an I ('AAAl26').
_WITH_W = re.compile(
    r"(?<![\w-])(?P<name>[A-Za-z]{3,})[ '’]?(?P<year>(?:20)?\d\d)?-?W"
    r"(?:(?![\w-])|(?=\d))(?:[ '’]?(?P<later>(?:20)?\d\d)\b)?"
)
_WITH_L = re.compile(r"(?<![\w-])(?=[a-z]*[A-Z])[A-Zl]*l[A-Zl]*(?![a-z])")


def spelt_out(venue: str) -> str:
    """Return a venue with the short names that people misspell, or put a W behind, as all others write them.

    >>> spelt_out("AAAl26"), spelt_out("AAAIW2026"), spelt_out("TreeNet @ ICML"), spelt_out("ICCV 2025's Day")
    ('AAAI26', 'AAAI Workshop 2026', 'TreeNet at ICML', 'ICCV 2025 Day')
    """

    def right(found: re.Match[str]) -> str:
        return name if (name := found[0].replace("l", "I")).lower() in _NAMES else found[0]

    def workshop(found: re.Match[str]) -> str:
        if f"{found['name']}w".lower() in _NAMES:
            return " ".join(filter(None, (f"{found['name']}W", found["year"] or found["later"])))
        if found["name"].lower() not in _NAMES:
            return found[0]
        return " ".join(filter(None, (found["name"], "Workshop", found["year"] or found["later"])))

    venue = re.sub(r"(?<=\d)['’]s\b", "", _WITH_W.sub(workshop, _WITH_L.sub(right, venue)))
    return re.sub(r"\s+@\s*|(?<=workshop)@", " at ", venue, flags=re.IGNORECASE)


#: Long names that tell which conference or journal it is.
_LONG_NAMES = {
    "neural information processing systems": "NeurIPS",
    "international conference on machine learning": "ICML",
    "international conference on learning representations": "ICLR",
    "conference on computer vision and pattern recognition": "CVPR",
    "international conference on computer vision": "ICCV",
    "european conference on computer vision": "ECCV",
    "winter conference on applications of computer vision": "WACV",
    "aaai conference on artificial intelligence": "AAAI",
    "international joint conference on artificial intelligence": "IJCAI",
    "empirical methods in natural language processing": "EMNLP",
    "meeting of the association for computational linguistics": "ACL",
    "transactions of the association for computational linguistics": "TACL",
    "north american chapter of the association for computational linguistics": "NAACL",
    "knowledge discovery and data mining": "KDD",
    "medical image computing and computer": "MICCAI",
    "international conference on robotics and automation": "ICRA",
    "intelligent robots and systems": "IROS",
    "acoustics, speech and signal processing": "ICASSP",
    "journal of machine learning research": "JMLR",
    "proceedings of machine learning research": "PMLR",
    "british machine vision conference": "BMVC",
    "transactions on machine learning research": "TMLR",
    "pattern analysis and machine intelligence": "TPAMI",
    # As DBLP shortens them.
    "j. mach. learn. res.": "JMLR",
    "trans. assoc. comput. linguistics": "TACL",
    "trans. mach. learn. res.": "TMLR",
    "trans. pattern anal. mach. intell.": "TPAMI",
}


@lru_cache(maxsize=1 << 12)
def short_name(venue: str, years: Collection[int] = ()) -> str | None:
    """Return a venue in short, with its year if it names one; None if it is not known.

    Two digits behind a name may be a volume: where they stand apart, they are a year if it is one of `years`.

    >>> short_name("NIPS'17"), short_name("38th Conference on Neural Information Processing Systems (2024)")
    ('NeurIPS 2017', 'NeurIPS 2024')
    >>> short_name("ICML 24", (2024,)), short_name("ICML 41", (2024,)), short_name("JMLR 24 (2023) 1-30")
    ('ICML 2024', 'ICML', 'JMLR 2023')
    """
    for found in _SHORT.finditer(venue):
        written = found["name"]
        if written.lower() in _WORDS and not written.isupper():
            continue
        name = _NAMES[written.lower()]
        return " ".join(filter(None, (name, _year_behind(name, found, years) or _year_in(venue))))
    lower = venue.lower().replace(" & ", " and ")
    long = next((short for long, short in _LONG_NAMES.items() if long in lower), None)
    return long and " ".join(filter(None, (long, _year_in(venue))))


def _year_behind(name: str, found: re.Match[str], years: Collection[int]) -> str:
    """Return the year right behind a short name; '' if there is none, or two digits that may be a volume."""
    year = found["year"] or ""
    if len(year) != 2:
        return year
    if _YEAR_IN_BRACKETS.search(found.string):
        return ""
    is_one_word = found["gap"].strip() or not found["gap"]
    return f"20{year}" if is_one_word or (name not in _JOURNALS and int(f"20{year}") in years) else ""


def _year_in(venue: str) -> str:
    """Return the year that a venue names, in brackets or anywhere; '' if it names none."""
    if found := _YEAR_IN_BRACKETS.search(venue):
        return found[1]
    return found[0] if (found := _YEAR.search(venue)) else ""


def with_short_venue(record: Record) -> Record:
    """Return a record with its venue in short, if that is known: of a conference with its year.

    A workshop is not its conference.
    """
    # Reference managers put braces around capitals: '{{International Conference}} on {{Machine Learning}}'.
    venue, year = to_text(record.venue or "").text, record.date.year
    is_short = record.venue_short and record.venue_short != record.venue  # IEEE gives the long name twice
    if not venue or is_short or is_workshop(venue) or not (short := short_name(venue, (year,))):
        return record
    if short.isalpha() and record.type == "paper-conference" and year:
        short = f"{short} {year}"
    return replace(record, venue_short=short)
