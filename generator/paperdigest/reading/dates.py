"""Dates as reference managers, publishers and people write them.

A date is read as far as it is sure: of '18--24 Jul 2021' the month, of 'Spring 2021' the year.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from email.utils import parsedate
from functools import lru_cache

from paperdigest.model import MONTHS, PLAUSIBLE_YEARS, Date

#: No date is longer; what follows is not looked at.
_MOST_CHARACTERS = 100

# 2021-05-03, 2021/5, 2021.05, 20210503; a month or day that is none is seen to afterwards.
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)", re.ASCII)
_SPACED_NUMBERS = re.compile(r"(\d{4}) (\d{1,2}) (\d{1,2})$", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?!\d)", re.ASCII)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)
_MONTH_AND_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})(?!\d)", re.ASCII)
# 3.5.2021 is in May; 3/5/2021 depends on who wrote it, 25/3/2021 and 3/25/2021 do not.
_YEAR_LAST = re.compile(r"(\d{1,2})(\.|/|-)\s?(\d{1,2})\2\s?(\d{4})(?!\d)", re.ASCII)
_WITH_HYPHENS = re.compile(r"^(\d{1,2})-([^\W\d_]{3,10})-(\d{4})$", re.ASCII)
_DIGIT = re.compile(r"(?![0-9])\d")
_SPACED = re.compile(r"(?<=[年月년월])\s+")
# 'ngày 3 tháng 5 năm 2021': Vietnamese numbers its months.
_VIETNAMESE = re.compile(r"(?:(\d{1,2}) )?tháng (\d{1,2}),? (?:năm )?(\d{4})", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
# A day beside the name of a month: '3 May', '3rd May', 'May 3', but neither '1-3 May' nor 'May 1 to 3'.
_DAY_BEFORE = re.compile(
    r"(?:^|(?P<range>\d(?:st|nd|rd|th)?\s*(?:-+|[–/&]|to|and|et|und|bis)\s*)|[^\d/–-])"
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|er)?[.,]?[\s-]*(?:(?:de|of)\s+)?$",
    re.ASCII,
)
_DAY_AFTER = re.compile(r"\.?\s*(\d{1,2})(?:st|nd|rd|th)?+(?!\d|\s*(?:[-–/&]|to\b|and\b))", re.ASCII)
_RANGE_AFTER = re.compile(r"\.?,?\s*(?:\d{4}\s*)?(?:-|–|/|to\b)", re.ASCII)


def tolerant_date(year: int, month: int = 0, day: int = 0) -> Date | None:
    """Return a date without a month or day that cannot be; None for a year in which no paper appeared."""
    if year not in PLAUSIBLE_YEARS:
        return None
    try:
        datetime.date(year, month, day or 1)
    except ValueError:
        day = 0
        month = month if 1 <= month <= 12 else 0
    return Date(year, month, day)


@lru_cache(maxsize=1 << 12)
def read_date(text: str) -> Date | None:
    """Return the first date that a text names, as far as it is sure; None if it names none.

    >>> str(read_date("November 3, 2020")), str(read_date("2021-05/2021-06")), str(read_date("c. 2021"))
    ('2020-11-03', '2021-05', '2021')
    """
    # An interval without its beginning, '/2021-05-03', is known by its end.
    text = text.strip(" /.")[:_MOST_CHARACTERS]
    if not text.isascii():
        text = _DIGIT.sub(lambda found: str(unicodedata.decimal(found[0])), text)  # of any script
        text = _SPACED.sub("", unicodedata.normalize("NFKC", text)).translate(_EAST_ASIAN)
        if found := _VIETNAMESE.search(text):
            return tolerant_date(int(found[3]), int(found[2]), int(found[1] or 0))
    text = _WITH_HYPHENS.sub(r"\1 \2 \3", text)
    if found := _YEAR_FIRST.match(text) or _COMPACT.match(text) or _SPACED_NUMBERS.match(text):
        return tolerant_date(*(int(part or 0) for part in found.groups()))
    if found := _YEAR_LAST.match(text):
        return _with_year_last(int(found[1]), int(found[3]), int(found[4]), has_dots=found[2] == ".")
    if found := _MONTH_AND_YEAR.match(text):
        return tolerant_date(int(found[2]), int(found[1]))
    years = (int(year[0]) for year in _YEAR.finditer(text))
    year = next((year for year in years if year in PLAUSIBLE_YEARS), None)
    return None if year is None else tolerant_date(year, *_named_month(text))


def _with_year_last(first: int, second: int, year: int, has_dots: bool) -> Date | None:
    if has_dots or first > 12:
        return tolerant_date(year, second, first)
    return tolerant_date(year, first, second) if second > 12 else tolerant_date(year)


def read_month(text: str) -> tuple[int, int]:
    """Return the first month that a text names, and its day; 0 for each that is not sure.

    >>> read_month("3 May"), read_month("29 jul -- 4 aug"), read_month("07"), read_month("7/8")
    ((5, 3), (7, 0), (7, 0), (7, 0))
    """
    text = text.strip()[:_MOST_CHARACTERS]
    if (named := _named_month(text)) != (0, 0):
        return named
    found = re.match(r"(\d{1,2})(?!\d|st|nd|rd|th)", text, re.ASCII)
    return (int(found[1]) if found and 1 <= int(found[1]) <= 12 else 0), 0


def _named_month(text: str) -> tuple[int, int]:
    """Return the first month whose name stands in a text, and the day beside it; 0 for what is not there."""
    for word in _WORD.finditer(text):
        if number := _number_of_month(word[0]):
            if _RANGE_AFTER.match(text, word.end()):
                return number, 0
            if before := _DAY_BEFORE.search(text[: word.start()]):
                return number, 0 if before["range"] else int(before["day"])
            after = _DAY_AFTER.match(text, word.end())
            return number, int(after[1]) if after else 0
    return 0, 0


def _number_of_month(word: str) -> int:
    """Return the number of a month that is written out or cut short; 0 for another word."""
    word = word.lower()
    number = next((n for n, name in enumerate(MONTHS, start=1) if name.lower().startswith(word)), 0)
    return number or _OTHER_NAMES.get(word, 0)


#: How months are called besides, in languages of Europe, Arabic and Indonesian; none is a word of English
#: that may stand in a date. Croatian's 'listopad' is another month in Polish.
_OTHER_NAMES = {
    name: number
    for number, names in enumerate(
        (
            "januar jänner janvier janv enero ene gennaio janeiro januari января январь янв stycznia"
            " styczeń leden ledna ocak január ianuarie gener siječanj siječnja tammikuu tammikuuta"
            " січня січень ιανουαρίου يناير",
            "februar février fevrier févr febrero febbraio fevereiro fev februari февраля февраль фев"
            " lutego luty únor února şubat február februarie febrer veljača veljače helmikuu"
            " helmikuuta лютого лютий φεβρουαρίου فبراير",
            "märz maerz mär mars marzo março marco maart mrt марта март marca marzec březen března"
            " mart marts marec március martie març ožujak ožujka maaliskuu maaliskuuta березня"
            " березень μαρτίου مارس maret",
            "avril avr abril abr aprile апреля апрель апр kwietnia kwiecień duben dubna nisan apríl"
            " április aprilie travanj travnja huhtikuu huhtikuuta квітня квітень απριλίου أبريل ابريل",
            "mai mayo maggio maio mei мая май maja maj květen května mayıs máj május maig svibanj"
            " svibnja toukokuu toukokuuta травня травень μαΐου مايو",
            "juni juin junio giugno junho июня июнь czerwca czerwiec červen června haziran jún június"
            " iunie juny lipanj lipnja kesäkuu kesäkuuta червня червень ιουνίου يونيو",
            "juli juillet juil julio luglio julho июля июль lipca lipiec červenec července temmuz júl"
            " július iulie juliol srpanj srpnja heinäkuu heinäkuuta липня липень ιουλίου يوليو",
            "août aout agosto augustus августа август авг sierpnia sierpień srpen srpna ağustos"
            " augusti augusztus agost kolovoz kolovoza elokuu elokuuta серпня серпень αυγούστου أغسطس"
            " agustus",
            "sept septembre septiembre settembre setembro сентября сентябрь сен września wrzesień"
            " září eylül szeptember septembrie setembre rujan rujna syyskuu syyskuuta вересня"
            " вересень σεπτεμβρίου سبتمبر",
            "oktober okt octobre octubre ottobre outubro октября октябрь окт października październik"
            " říjen října ekim október octombrie lokakuu lokakuuta жовтня жовтень οκτωβρίου أكتوبر",
            "novembre noviembre novembro ноября ноябрь ноя listopada listopad listopadu kasım"
            " noiembrie studeni studenoga marraskuu marraskuuta листопада листопад νοεμβρίου نوفمبر",
            "dezember dez décembre déc decembre diciembre dic dicembre dezembro декабря декабрь дек"
            " grudnia grudzień prosinec prosince aralık desember decembrie desembre prosinac prosinca"
            " joulukuu joulukuuta грудня грудень δεκεμβρίου ديسمبر",
        ),
        start=1,
    )
    for name in names.split()
}
#: What stands behind year, month and day in Chinese, Japanese and Korean: 2021年7月18日.
_EAST_ASIAN = {ord(sign): "-" for sign in "年月년월"} | {ord(sign): None for sign in "日일"}


def dated(year: str, month: str = "", day: str = "") -> Date | None:
    """Return the date that the fields for year, month and day name; the year's may hold a month, too."""
    found = read_date(year)
    if found is None or found.month:
        return found
    if whole := read_date(month):
        # '29 Dec 2020 -- 3 Jan' of 2021 says nothing of this year.
        return whole if whole.year == found.year else found
    number, day_of_month = read_month(month)
    days = re.fullmatch(r"\s*(\d{1,2})(?:st|nd|rd|th)?\s*", day, re.ASCII)
    return tolerant_date(found.year, number, int(days[1]) if days else day_of_month)


def date_within(day: str, year: str) -> Date | None:
    """Return the date of a day, which may lack the year, as far as it does not contradict a year beside it.

    >>> str(date_within("May 3", "2021")), str(date_within("2020-12-30", "2021"))
    ('2021-05-03', '2021')
    """
    published = read_date(year)
    if day and published:
        exact = read_date(day) or read_date(f"{day} {published.year}")
        if exact and exact.year == published.year and exact.month:
            return exact
    return published or read_date(day)


def mail_date(text: str) -> Date | None:
    """Return the date of a mail's header (RFC 5322): Mon, 2 Apr 2007 19:18:42 GMT."""
    found = parsedate(text[:_MOST_CHARACTERS])
    return tolerant_date(*found[:3]) if found else None


def date_of_milliseconds(stamp: float) -> Date | None:
    """Return the day (UTC) of a time that is given in milliseconds since 1970."""
    try:
        day = datetime.date(1970, 1, 1) + datetime.timedelta(milliseconds=stamp)
    except (OverflowError, ValueError):
        return None
    return tolerant_date(day.year, day.month, day.day)
