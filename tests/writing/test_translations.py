"""The texts of a site in its language: catalogues that are whole, plural forms, dates, numbers, labels."""

from __future__ import annotations

import ast
import gettext
import io
import re
import runpy

import pytest
from babel import Locale
from babel.messages.pofile import read_po
from conftest import ROOT

from paperdigest.model import Date, Label, Severity, Source
from paperdigest.theme import TEMPLATES
from paperdigest.writing.messages import CATALOGUES, Message, packaged, said_by_project, said_in
from paperdigest.writing.translations import Translations, categories_of, fault_of, is_translated

PAPERS = ("{number} paper", "{number} papers")
LANGUAGES = sorted(path.parts[-3] for path in CATALOGUES.glob("*/LC_MESSAGES/paperdigest.po"))


def label(message: str, text: str | dict[str, str], line: int = 7) -> Label:
    return Label(message, text, Source("mkdocs.yml", line, 5))


# --- The catalogues that come along ----------------------------------------------------------------------


@pytest.mark.source
def test_the_template_of_catalogues_has_just_what_is_said() -> None:
    """Where this fails, run `make messages`."""
    template = runpy.run_path(str(ROOT / "tools" / "messages.py"))["template"]
    assert (CATALOGUES / "paperdigest.pot").read_bytes() == template()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_whole(language: str) -> None:
    """Every message is translated, with its marks and in every plural form, and no other one is there."""
    file = CATALOGUES / language / "LC_MESSAGES" / "paperdigest.po"
    catalogue = read_po(io.BytesIO(file.read_bytes()), locale=language)
    assert not catalogue.obsolete
    assert not [entry.id for entry in catalogue if entry.fuzzy]
    texts = Translations(language)
    assert texts.diagnostics == []
    assert {entry.id if isinstance(entry.id, str) else entry.id[0] for entry in catalogue} - {""} == set(
        packaged()
    )
    categories = categories_of(Locale.parse(language))
    for message in packaged().values():
        forms = texts.forms_of(message)
        assert list(forms) == (categories if message.plural else [""]), message.text
        assert fault_of(forms, message) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_are_counted_as_gettext_and_as_cldr_count(language: str) -> None:
    file = CATALOGUES / language / "LC_MESSAGES" / "paperdigest.po"
    rule = gettext.c2py(read_po(io.BytesIO(file.read_bytes())).plural_expr)
    locale = Locale.parse(language)
    categories = categories_of(locale)
    for number in [*range(300), 1000, 1002, 10**6]:
        assert categories[rule(number)] == locale.plural_form(number)


@pytest.mark.source
def test_every_call_in_python_is_found() -> None:
    """The extractor does not look into the braces of a formatted string."""
    for path in CATALOGUES.parent.rglob("*.py"):
        calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
        said = {
            node.args[0].value
            for node in calls
            if getattr(node.func, "attr", getattr(node.func, "id", "")) in ("t", "tn")
            and isinstance(node.args[0], ast.Constant)
        }
        assert said == set(said_in({path.name: path.read_bytes()})), path


def test_every_call_in_scripts_is_found() -> None:
    """The extractor does not look into `${…}`, and cannot know what a variable holds."""
    for path in (TEMPLATES / "theme" / "assets").rglob("*.js"):
        text = path.read_text()
        found = said_in({path.name: text.encode()})
        called = re.findall(r"(?<![\w.])(?<!function )tn?\(\s*(?:\"([^\"]*)\"|(\S))", text)
        assert not [other for _, other in called if other and other != ")"], path
        calls = {words for words, _ in called if words}
        assert calls == set(found), path


# --- What a language says --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", ["0 papers", "1 paper", "2 papers", "1,234 papers"]),
        ("de", ["0 Arbeiten", "1 Arbeit", "2 Arbeiten", "1.234 Arbeiten"]),
        ("ar", ["لا أوراق", "ورقة واحدة", "ورقتان", "1,234 ورقة"]),
    ],
)
def test_plural_forms(language: str, shown: list[str]) -> None:
    texts = Translations(language)
    assert [str(texts.tn(*PAPERS, number)) for number in (0, 1, 2, 1234)] == shown


def test_the_six_forms_of_arabic() -> None:
    texts = Translations("ar")
    shown = [str(texts.tn(*PAPERS, number)) for number in (0, 1, 2, 3, 10, 11, 99, 100, 103)]
    assert len(set(shown)) == 9
    assert {text.split()[-1] for text in shown[3:5]} == {"أوراق"}
    assert {text.split()[-1] for text in shown[5:8]} == {"ورقة"}


def test_dates_months_and_numbers() -> None:
    day, month, year = Date(2022, 6, 26), Date(2022, 6), Date(2022)
    dates = {
        language: [Translations(language).date(date) for date in (day, month, year)]
        for language in ("en", "en-US", "de", "ar", "ja")
    }
    assert dates == {
        "en": ["26 June 2022", "June 2022", "2022"],
        "en-US": ["June 26, 2022", "June 2022", "2022"],
        "de": ["26. Juni 2022", "Juni 2022", "2022"],
        "ar": ["26 يونيو 2022", "يونيو 2022", "2022"],
        "ja": ["2022年6月26日", "2022年6月", "2022"],
    }
    assert (Translations("de").month(3), Translations("en").short_month(9)) == ("März", "Sep")
    assert [Translations(language).number(12345) for language in ("en", "de")] == ["12,345", "12.345"]


@pytest.mark.parametrize(
    ("asked", "language", "direction", "said", "known"),
    [
        ("de", "de", "ltr", "Autoren", True),
        ("de-AT", "de-AT", "ltr", "Autoren", True),
        ("ar", "ar", "rtl", "المؤلفون", True),
        ("en-GB", "en-GB", "ltr", "Authors", True),
        ("he", "he", "rtl", "Authors", False),
        ("tlh", "en", "ltr", "Authors", False),
        ("../../etc/passwd", "en", "ltr", "Authors", False),
        ("", "en", "ltr", "Authors", False),
    ],
)
def test_a_language_without_a_catalogue_is_said_in_english(
    asked: str, language: str, direction: str, said: str, known: bool
) -> None:
    texts = Translations(asked)
    assert (texts.language, texts.direction, str(texts.t("Authors"))) == (language, direction, said)
    assert is_translated(asked) is known


def test_english_stands_in_with_its_own_plural_forms() -> None:
    """French says 0 in the singular; English texts on a French page do not."""
    assert str(Translations("fr").tn(*PAPERS, 0)) == "0 papers"


def test_names_keep_their_direction_only_where_text_runs_from_right_to_left() -> None:
    assert "\u2068Ann\u2069" in str(Translations("ar").t("Papers signed {name} in this digest.", name="Ann"))
    assert "\u2068" not in str(Translations("de").t("Papers signed {name} in this digest.", name="Ann"))


# --- Labels ----------------------------------------------------------------------------------------------


def test_labels_say_single_texts() -> None:
    texts = Translations("de", [label("Abstract", "Kurzfassung"), label("{number} paper", "ein Paper")])
    assert texts.diagnostics == []
    assert (str(texts.t("Abstract")), str(texts.t("Authors"))) == ("Kurzfassung", "Autoren")
    assert [str(texts.tn(*PAPERS, number)) for number in (1, 2)] == ["ein Paper", "2 Arbeiten"]
    texts = Translations("de", [label("{number} papers", "{number} Paper")])
    assert [str(texts.tn(*PAPERS, number)) for number in (1, 2)] == ["1 Arbeit", "2 Paper"]
    texts = Translations("ar", [label("{number} papers", {"two": "بحثان", "other": "{number} بحث"})])
    assert [str(texts.tn(*PAPERS, number)) for number in (1, 2, 100)] == ["ورقة واحدة", "بحثان", "100 بحث"]
    assert texts.overridden == {"{number} paper"}


@pytest.mark.parametrize(
    ("message", "text", "told"),
    [
        ("{number} papers", "Arbeiten", "it lacks {number} (other)"),
        ("Page {page} of {pages}", "Seite {page}", "it lacks {pages}"),
        ("Page {page} of {pages}", "{page}/{pages}/{sites}", "{sites} is no placeholder of it"),
        ("Abstract", "{title}", "{title} is no placeholder of it"),
        ("Abstract", {"one": "x"}, "'one' is none of its plural forms; it has none"),
        ("{number} papers", {"few": "{number} x"}, "'few' is none of its plural forms; they are one, other"),
    ],
)
def test_a_label_with_other_marks_is_told_and_left_out(
    message: str, text: str | dict[str, str], told: str
) -> None:
    texts = Translations("en", [label(message, text)])
    (found,) = texts.diagnostics
    assert (found.source.line, found.severity, found.code) == (7, Severity.WARNING, "bad-label")
    assert told in found.message
    assert texts.overridden == set()
    assert str(texts.t("Page {page} of {pages}", page=1, pages=2)) == "Page 1 of 2"


def test_a_label_that_no_template_says_is_told_with_the_nearest() -> None:
    (found,) = Translations("en", [label("Abstrct", "x", line=12)]).diagnostics
    assert (found.source.line, found.severity, found.code) == (12, Severity.ERROR, "unknown-label")
    assert "did you mean 'Abstract'?" in found.help


@pytest.mark.parametrize(
    "text", ["<b>", "</script>", "{ x", "{}", "|", '"', "'", "{{ 7*7 }}", "<em>", "{0.__class__}"]
)
def test_odd_signs_in_a_label_are_shown_or_refused(text: str) -> None:
    texts = Translations("en", [label("Abstract", text)])
    shown = str(texts.t("Abstract"))
    assert shown == text or (shown == "Abstract" and texts.diagnostics)


# --- What a project says ---------------------------------------------------------------------------------


def test_a_projects_own_templates_say_their_own_texts() -> None:
    own = {
        "home.md": b'# {{ t("Our papers") }}\n{{ tn("{number} cat", "{number} cats", 2) }}',
        "bad.md": b"{% if %}",
    }
    said = said_by_project(own)
    assert said["Our papers"] == Message("Our papers", "", ("templates/home.md",))
    assert said["{number} cat"].plural == "{number} cats"
    assert "All topics" not in said  # which only the packaged home page says
    assert said["Abstract"] == packaged()["Abstract"]
    texts = Translations("en", [label("Our papers", "Unsere"), label("All topics", "x")], said)
    assert str(texts.t("Our papers")) == "Unsere"
    assert [found.code for found in texts.diagnostics] == ["unknown-label"]


def test_scripts_get_what_they_say_in_another_language_and_nothing_else() -> None:
    assert Translations("en").for_scripts() == {}
    told = Translations("de").for_scripts()
    assert told["Copy"] == "Kopieren"
    assert told["{number} paper"] == {"one": "{number} Arbeit", "other": "{number} Arbeiten"}
    assert "How to read it" not in told
