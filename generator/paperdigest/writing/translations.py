"""The texts of a site in its language: gettext catalogues, read by Babel, with a project's labels over them.

Plural forms, dates, months and numbers are those of Unicode's CLDR (https://cldr.unicode.org/), which Babel
carries. A translation is a text from outside: it is escaped like all others, and one whose marks are not
those of its message is not used.
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from paperdigest.model import Date, Diagnostic, Label, Severity, Source, Year
from paperdigest.writing.messages import CATALOGUES, Message, Messages, message_of, packaged
from paperdigest.writing.texts import Parts, Text, fault_in, key_of, marks_of, parse

#: The translation of a message: a text for each plural category; of one without a plural, for ''.
Forms = Mapping[str, str]

#: The plural categories of CLDR, in the order in which gettext counts a language's forms.
_CATEGORIES = ("zero", "one", "two", "few", "many", "other")
#: Categories whose form may do without the number: 'a paper', 'two papers' in one word.
_SMALL = ("zero", "one", "two")

#: CLDR's English puts the month first; these pages put the day first, as most English outside America does.
_DAY_FIRST = {"en": "d MMMM y"}


class Translations:
    """The texts of a site, its dates and its numbers, in a `language` (a BCP 47 tag such as `de` or `pt-BR`).

    `said` are the messages of the project, this package's own where there are no others. What neither a
    label nor a catalogue says is said in English. `diagnostics` tell what could not be used, `overridden`
    which messages a label says in other words.
    """

    def __init__(
        self, language: str = "en", labels: Iterable[Label] = (), said: Messages | None = None
    ) -> None:
        self._locale = find_locale(language) or Locale("en")
        self._identifier = str(self._locale)
        self.language = self._identifier.replace("_", "-")
        #: `ltr` or `rtl`, as HTML's attribute `dir` has it.
        self.direction = self._locale.text_direction
        self.said = packaged() if said is None else said
        catalogue = _read_catalogue(self._identifier)
        self._forms: dict[str, Forms] = dict(catalogue.forms)
        self.diagnostics = list(catalogue.diagnostics)
        self.overridden: set[str] = set()
        self._override(labels)
        self._parsed: dict[tuple[str, str], Parts] = {}
        self._without_values: dict[str, Text] = {}

    def t(self, message: str, /, **values: Any) -> Text:
        """Return a message in the site's language; `values` are by the names of its marks."""
        if values:
            return self._text(self._parts(message, message, ""), values)
        found = self._without_values.get(message)
        if found is None:
            found = self._without_values[message] = self._text(self._parts(message, message, ""), {})
        return found

    def tn(self, singular: str, plural: str, number: int, /, **values: Any) -> Text:
        """Return a message in the form that fits `number`, which is its placeholder of that name."""
        written = singular if number == 1 else plural
        parts = self._parts(singular, written, self._locale.plural_form(number))
        return self._text(parts, {"number": number, **values})

    def forms_of(self, message: Message) -> Forms:
        """Return the translation of a message; of one that is said in English, nothing."""
        return self._forms.get(message.text, {})

    def for_scripts(self) -> Mapping[str, str | Forms]:
        """Return the translations of what scripts say, by the English text: a text, or one a category."""
        return self._for_scripts

    @cached_property  # every page asks
    def _for_scripts(self) -> Mapping[str, str | Forms]:
        return {
            message.text: forms if message.plural else forms[""]
            for message in self.said.values()
            if any(place.endswith(".js") for place in message.places) and (forms := self.forms_of(message))
        }

    def number(self, number: int) -> str:
        """Return a whole number as the language writes it, in the digits 0 to 9."""
        return str(number) if 0 <= number < 1000 else _format_number(number, self._identifier)

    def date(self, date: Date) -> str:
        """Return a date in words as far as it is known."""
        return _format_date(date, self._identifier)

    def interval(self, first: Date, last: Date) -> str:
        """Return the days from one to another, both known in full, in words."""
        if first == last:
            return self.date(first)
        start, end = (datetime.date(one.year, one.month, one.day) for one in (first, last))
        locale = "en_GB" if self._identifier in _DAY_FIRST else self._identifier
        return str(format_interval(start, end, "yMMMd", locale=locale))

    def year(self, year: Year) -> str:
        """Return what readers see of a year: its number, or why there is none."""
        if year.number:
            return year.name
        return str(self.t("In press") if year.in_press else self.t("Undated"))

    def month(self, number: int) -> str:
        """Return the name of a month, from 1, as it stands alone."""
        return str(self._locale.months["stand-alone"]["wide"][number])

    def short_month(self, number: int) -> str:
        """Return the short name of a month, from 1."""
        return str(self._locale.months["stand-alone"]["abbreviated"][number])

    def short_day(self, day: datetime.date) -> str:
        """Return a day without its year, in short."""
        locale = "en_GB" if self._identifier in _DAY_FIRST else self._identifier
        return str(format_skeleton("MMMd", day, locale=locale))

    def _parts(self, message: str, written: str, category: str) -> Parts:
        """A message in a plural category, parsed; as it is `written` where it has no translation."""
        found = self._parsed.get((written, category))
        if found is None:
            text = self._forms.get(key_of(message), {}).get(category, written)
            found = parse(text, marks_of(message) | marks_of(written))
            self._parsed[written, category] = found
        return found

    def _text(self, parts: Parts, values: Mapping[str, Any]) -> Text:
        """A text whose numbers are written; from right to left, names keep their direction to themselves."""
        shown = {name: self.number(one) if isinstance(one, int) else one for name, one in values.items()}
        apart = (name for name, one in values.items() if not isinstance(one, int) and not callable(one))
        return Text(parts, shown, frozenset(apart if self.direction == "rtl" else ()))

    def _override(self, labels: Iterable[Label]) -> None:
        """Let labels stand for what the catalogue says, where their marks are right."""
        messages = {message.plural: message for message in self.said.values() if message.plural}
        messages |= self.said
        for label in labels:
            message = messages.get(key_of(label.message))
            if message is None:
                self.diagnostics.append(_unknown(label, list(messages)))
                continue
            try:
                forms = _forms_of(label, message, categories_of(self._locale))
            except ValueError as error:
                what = f"this label cannot stand for '{label.message}': {error}"
                help = "it was left out"
                self.diagnostics.append(Diagnostic(label.source, Severity.WARNING, "bad-label", what, help))
            else:
                self._forms[message.text] = {**self.forms_of(message), **forms}
                self.overridden.add(message.text)


def find_locale(language: str) -> Locale | None:
    """Return what CLDR knows of a language, by its BCP 47 tag; None where that is nothing."""
    try:
        return Locale.parse(language.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return None


def is_translated(language: str) -> bool:
    """Whether there are texts in a language: English, or one with a catalogue."""
    locale = find_locale(language)
    return locale is not None and (locale.language == "en" or bool(_read_catalogue(str(locale)).forms))


def categories_of(locale: Locale) -> list[str]:
    """Return the plural categories of a language, in the order of the forms in its catalogue."""
    return [name for name in _CATEGORIES if name == "other" or name in locale.plural_form.tags]


def fault_of(forms: Forms, message: Message) -> str:
    """Return why a translation cannot stand for a message; '' where it can."""
    marks = marks_of(message.text) | marks_of(message.plural)
    for category, text in forms.items():
        if fault := fault_in(text, marks, spared=("{number}",) if category in _SMALL else ()):
            return f"{fault} ({category})" if category else fault
    return ""


def _forms_of(label: Label, message: Message, categories: Sequence[str]) -> Forms:
    """The forms of a message that a label gives: all, or those that its own text, one or many, stands for."""
    if isinstance(label.text, Mapping):
        if other := sorted(label.text.keys() - set(categories if message.plural else ())):
            known = f"they are {', '.join(categories)}" if message.plural else "it has none"
            raise ValueError(f"'{other[0]}' is none of its plural forms; {known}")
        forms = {category: key_of(text) for category, text in label.text.items()}
    elif message.plural:
        both = message.text == message.plural
        is_one = key_of(label.message) == message.text
        forms = {name: key_of(label.text) for name in categories if both or is_one == (name == "one")}
    else:
        forms = {"": key_of(label.text)}
    if fault := fault_of(forms, message):
        raise ValueError(fault)
    return forms


def _unknown(label: Label, known: Sequence[str]) -> Diagnostic:
    near = difflib.get_close_matches(label.message, known, n=1)
    help = f"did you mean '{near[0]}'?" if near else "`digest labels` lists all texts"
    message = f"extra.labels has '{label.message}', which no template has"
    return Diagnostic(
        label.source, Severity.ERROR, "unknown-label", message, f"{help}; nothing was published"
    )


class _Catalogue(NamedTuple):
    forms: Mapping[str, Forms]
    diagnostics: tuple[Diagnostic, ...] = ()


@lru_cache
def _read_catalogue(identifier: str) -> _Catalogue:
    """Read the catalogue of a locale, or of its language: `de` for `de_AT`; an empty one if there is none."""
    name = identifier
    while name and not (path := CATALOGUES / name / "LC_MESSAGES" / "paperdigest.po").is_file():
        name = name.rpartition("_")[0]
    if not name:
        return _Catalogue({})
    with path.open("rb") as file:
        catalogue = read_po(file, locale=name)
    categories = categories_of(Locale.parse(name))
    found: dict[str, Forms] = {}
    faults = []
    for entry in catalogue:
        message = message_of(entry)
        strings = (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())
        if message is None or entry.fuzzy or not all(strings):
            continue
        forms = dict(zip(categories if message.plural else [""], strings, strict=False))
        fault = fault_of(forms, message)
        if len(strings) != len(categories if message.plural else [""]):
            fault = f"{name} has the forms {', '.join(categories)}"
        if fault:
            source = Source(f"paperdigest/locale/{name}/LC_MESSAGES/paperdigest.po", entry.lineno or 0)
            what = f"this translation cannot stand for '{message.text}': {fault}"
            help = "it is said in English"
            faults.append(Diagnostic(source, Severity.WARNING, "bad-translation", what, help))
        else:
            found[message.text] = forms
    return _Catalogue(found, tuple(faults))


@lru_cache(maxsize=1 << 12)
def _format_number(number: int, locale: str) -> str:
    return format_decimal(number, locale=locale)


@lru_cache(maxsize=1 << 14)
def _format_date(date: Date, locale: str) -> str:
    if not date.month:
        return str(date.year)
    day = datetime.date(date.year, date.month, date.day or 1)
    if not date.day:
        return format_skeleton("yMMMM", day, locale=locale)
    return format_date(day, _DAY_FIRST.get(locale, "long"), locale=locale)
