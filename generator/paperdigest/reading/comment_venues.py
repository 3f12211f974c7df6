"""The venue that a clause of a comment names, without the places, days and remarks around it."""

from __future__ import annotations

import re

from paperdigest.reading.venues import short_name, spelt_out
from paperdigest.text.names import fold

_LONGEST = 200  # characters
# What is not accepted yet, or is no paper of the venue; ARR is a round of reviews.
_NOT_ACCEPTED = re.compile(
    r"submi(?:tt?ed|ssion)|under\b.{0,20}\breview|in review|reject|withdrawn|extended version|extension of"
    r"|previous|earlier version|license|copyright|challenge|competition|\bcup\b|shared task|solution"
    r"|template|format|style|\bARR\b",
    re.IGNORECASE,
)
# 'Accepted for publication at the …', 'To appear in …', 'Published in …', 'Accept (oral) at …'.
_ACCEPTED = re.compile(
    r"\b(?:acc?ept(?:ed|ance|\s*[(:–-]\s*[a-z]+)?|appear(?:s|ed|ing)?|publi(?:shed|cation)|presented|forthcoming|spotlight|oral)\b\)?"
    r"(?:\s+(?:as|for)\s+(?:an?\s+)?[\w\s-]{3,40}?)?\s*(?:at|by|in|to|for|:)\s+(?:the\s+)?(?P<venue>\S.*)",
    re.IGNORECASE,
)
# A venue without 'accepted at' or the like before it: known by how it begins.
_BARE = re.compile(
    r"(?:in )?(?:the )?(?P<venue>(?:proceedings of|proc\.? (?:of )?|(?:IEEE|ACM|IEEE/ACM) [A-Z]"
    r"|journal of [A-Z]|transactions on [A-Z]"
    r"|\d{1,3}(?:st|nd|rd|th) [A-Z].{0,80}\b(?:conference|workshop|symposium)"
    r"|international (?:conference|workshop|symposium|journal) ).*)",
    re.IGNORECASE,
)
#: What a comment counts: '12 pages', '3 figures'.
COUNTED = r"\d+\s*(?:pages?|pp|figures?|figs?|tables?)"
_PAGES = re.compile(rf"^\W*(?:{COUNTED}\b(?:[\s,.;:&()]|\band\b)*)+", re.IGNORECASE)
_PRESENTATION = re.compile(
    r"\s*\(?(?:oral|spotlight|poster|highlight|camera[- ]ready.*|early accept|conference paper|accepted"
    r"|as an? [\w\s-]{0,20}paper)\)?\s*$",
    re.IGNORECASE,
)

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAYS = r"\d{1,2}(?:st|nd|rd|th)?(?:\s*(?:[-–—]|to|and)\s*\d{1,2}(?:st|nd|rd|th)?)?"
#: What begins behind a name, and goes on to the end of the clause: days, remarks, volumes and pages.
_BEHIND = (
    rf"[\s,(–—-]+(?:on |in |held )*\b(?:{_DAYS} {_MONTH}|{_MONTH} {_DAYS}|{_MONTH},? (?:19|20)\d\d)\b.*",
    r",?\s+(?:and|which) (?:is|are|was|were|will|represents?|published|presented|available)\b.*",
    r",?\s+and the (?:paper|final)\b.*",
    r",?\s+as (?:an? )?(?:[\w-]+ ){0,3}?(?:paper|poster|abstract|presentation|oral|spotlight|talk)\b.*",
    r",?\s+(?:under the title|awaiting publication|edited by)\b.*",
    r",\s*(?:special issue|short paper|preprint|main (?:conference|track)|[\w ]+ section\b).*",
    r",\s*(?:\d+(?:st|nd|rd|th) edition|pp?\b|pages\b|proceedings\b|ISBN|lecture notes in).*",
    r",\s*(?:elsevier|wiley|MDPI|IEEE|ACM)$",
    r",\s*(?:springer|association for|organized|with the|under consideration|waiting|forthcoming|in press).*",
    r",?\s+(?:and )?to (?:appear|be)\b.*",
    rf",\s*{_MONTH}$",
    r",\s*(?:vol(?:ume)?\.? ?)?\d{1,3}\b(?! ?(?:st|nd|rd|th)\b).*",
    r",\s*(?:19|20)\d\d$",
    r":\s*[A-Z][\w’'-]+, [A-Z]\..*",  # authors of a citation
)
_AFTER_NAME = re.compile("|".join(f"(?:{one})" for one in _BEHIND), re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
#: A track of a venue, before its name and behind it: a workshop is not a track.
_TRACK = re.compile(
    r"^(?:[\w-]+ ){1,4}track (?:of|at|in) (?:the )?"
    r"|(?<=(?:19|20)\d\d)[,:]? (?:(?!workshop)[\w&/-]+ ){1,5}track$"
    r"|,? (?:conference )?(?:main|research|journal|industry|poster|demo|late-breaking results)"
    r" (?:conference )?track$"
    r"|(?<=workshop)(?: [\w-]+)? track$",
    re.IGNORECASE,
)
#: What is nobody's venue: editors of a volume, and publishers.
_NO_VENUE = re.compile(
    r".*\b(?:editors?|eds)|(?:IEEE|ACM|Springer|Elsevier|MDPI|Wiley|arXiv|IEEE Xplore)\W*", re.IGNORECASE
)

#: Where conferences are held, as comments write it.
_COUNTRIES = frozenset(
    fold(name)
    for name in """
    Argentina, Australia, Austria, Bahrain, Bangladesh, Belgium, Brasil, Brazil, Bulgaria, Canada,
    Chile, China, Colombia, Costa Rica, Croatia, Cuba, Cyprus, Czech Republic, Czechia, Denmark,
    Ecuador, Egypt, England, Estonia, Ethiopia, Finland, France, Germany, Ghana, Greece, Hong Kong,
    Hungary, Iceland, India, Indonesia, Iran, Iraq, Ireland, Israel, Italy, Japan, Jordan,
    Kazakhstan, Kenya, Korea, Kuwait, Latvia, Lebanon, Lithuania, Luxembourg, Macao, Macau,
    Malaysia, Malta, Mexico, México, Montenegro, Morocco, Nepal, Netherlands, New Zealand, Nigeria,
    North Macedonia, Norway, Oman, Pakistan, Peru, Philippines, Poland, Portugal, Qatar, Republic of
    Korea, Romania, Russia, Rwanda, Saudi Arabia, Scotland, Serbia, Singapore, Slovakia, Slovenia,
    South Africa, South Korea, Spain, Sri Lanka, Sweden, Switzerland, Taiwan, Tanzania, Thailand,
    The Netherlands, Tunisia, Turkey, Turkiye, Türkiye, Uganda, UAE, UK, U.K., Ukraine, United Arab
    Emirates, United Kingdom, United States, United States of America, Uruguay, US, USA, U.S.,
    U.S.A., Uzbekistan, Venezuela, Vietnam, Viet Nam, Wales
    """.split(",")
)
_TOWN = re.compile(r"(?:[^\W\d_][^\W\d_.'’-]*[ .'’-]*){1,4}")
_INSTITUTION = re.compile(r"\b(?:university|institute|college|center|centre|school|IIT)\b", re.IGNORECASE)
_IN_TOWN = re.compile(r",?\s+(?:in|at) (?:[A-Z][^\W\d_A-Z]+[ -]?){1,3}$")
#: A short name with a year, and a place right behind it: 'IPCCC 2025 at Austin', 'ICAIF 2025 Singapore'.
_PLACE_AFTER_YEAR = re.compile(
    r"(?<=(?:19|20)\d\d),? (?:(?:in|at) (?:[A-Z][^\W\d_A-Z]+ ?){1,3}|(?P<country>[A-Z][\w ]+))$"
)


def venue_of(clause: str) -> str | None:
    """Return the venue that a clause of a comment names; None if it names none, or a mere wish.

    >>> venue_of("Presented at the 13th Symposium on Trees, Duzce, Turkey, Sep 25-27, 2025")
    '13th Symposium on Trees 2025'
    """
    clause = _PAGES.sub("", clause).strip(" ,.:;")
    if not clause or _NOT_ACCEPTED.search(clause):
        return None
    found = _ACCEPTED.search(clause) or _BARE.match(clause)
    told = found["venue"] if found else clause if _is_short_name(clause) else ""
    venue = _without_surroundings(_PAGES.sub("", told))
    if not 2 < len(venue) <= _LONGEST or not re.match(r"[A-Z0-9]", venue) or _NO_VENUE.fullmatch(venue):
        return None
    year = _YEAR.search(told)
    return venue if not year or _YEAR.search(venue) else f"{venue} {year[0]}"


def _is_short_name(clause: str) -> bool:
    """Whether a clause is the short name of a known venue, with a few words: 'ICCV 2025 Highlight'."""
    return short_name(clause) is not None and len(clause.split()) <= 6


def _without_surroundings(told: str) -> str:
    """Return a name without what a comment adds behind it."""
    name = _TRACK.sub("", _PRESENTATION.sub("", _AFTER_NAME.sub("", told)).strip())
    name = _without_place(_closed(name).strip(" ,.:;–—-"))
    return spelt_out(_closed(name).strip(" ,.:;–—-@"))


def _closed(name: str) -> str:
    """Return a name without a bracket that nothing closes, and what stands in it."""
    return name[: name.rindex("(")] if name.count("(") > name.count(")") else name


def _without_place(name: str) -> str:
    """Return a name without the town and the country behind it."""
    if (found := _PLACE_AFTER_YEAR.search(name)) and _is_country(found["country"] or "USA"):
        return name[: found.start()]
    *before, last = re.split(r",\s*(?=\D)", name)
    if before and _is_country(last):
        if len(before) > 1 and _TOWN.fullmatch(before[-1]):
            before.pop()
        if len(before) > 1 and _INSTITUTION.search(before[-1]):
            before.pop()
        return _IN_TOWN.sub("", ", ".join(before))
    return name


def _is_country(text: str) -> bool:
    return fold(text) in _COUNTRIES
