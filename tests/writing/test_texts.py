"""Texts with marks: placeholders and tags, as plain text, HTML and Markdown, whatever a translation holds."""

from __future__ import annotations

import html

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdigest.writing.markdown import Markdown
from paperdigest.writing.texts import Placeholder, Text, fault_in, key_of, marks_of, parse

MESSAGE = "Or <search>search</search> the {number} papers of <em>{name}</em>."


def text(words: str, **values: object) -> Text:
    return Text(parse(words, marks_of(words)), values)


def link(inner: Markdown) -> Markdown:
    return Markdown(f"[{inner}](search.md)")


def test_a_text_is_plain_html_or_markdown() -> None:
    plain = text(MESSAGE, search="search/?a&b", number="3", name="<Ann>")
    assert str(plain) == "Or search the 3 papers of <Ann>."
    assert plain.as_html() == (
        'Or <a href="search/?a&amp;b">search</a> the 3 papers of <em>&lt;Ann&gt;</em>.'
    )
    written = text(MESSAGE, search=link, number="3", name="_Ann_").__html__()
    assert written == r"Or [search](search.md) the 3 papers of *\_Ann\_*."


def test_a_translation_has_an_order_of_its_own() -> None:
    marks = marks_of(MESSAGE)
    turned = "{name}: {number}, <search>suchen</search>"
    assert fault_in(turned, marks) == ""
    assert str(Text(parse(turned, marks), {"name": "Ann", "number": "3"})) == "Ann: 3, suchen"


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("<search>x</search> {number}", "it lacks {name}"),
        ("<search>x</search> {number} {name} {nom}", "{nom} is no placeholder of it"),
        ("<search>x {number} {name}", "<search> is not closed"),
        ("</search> {number} {name}", "</search> stands where it cannot"),
        ("<search><em>x</em></search> {number} {name}", "<em> stands where it cannot"),
        ("{number} {name}", "it lacks <search>"),
    ],
)
def test_a_translation_whose_marks_are_not_the_messages_is_told(words: str, fault: str) -> None:
    assert fault_in(words, marks_of(MESSAGE)) == fault


def test_a_number_may_be_spared() -> None:
    assert fault_in("one paper", marks_of("{number} paper")) == "it lacks {number}"
    assert fault_in("one paper", marks_of("{number} paper"), spared=("{number}",)) == ""


def test_a_message_may_stand_on_several_lines_of_a_template() -> None:
    words = "First {name},\n  then 1. this.\n- And that."
    assert key_of(words) == "First {name}, then 1. this. - And that."
    assert text(words, name="x").__html__() == "First x,\n  then 1. this.\n\\- And that."


def test_trusted_markdown_is_refused_in_plain_text() -> None:
    with pytest.raises(TypeError):
        str(text("{name}", name=Markdown("*x*")))


def test_values_keep_their_direction_to_themselves() -> None:
    parts = parse("{name}: {number}", marks_of("{name}: {number}"))
    shown = Text(parts, {"name": "Ann", "number": "3"}, isolated=frozenset({"name"}))
    assert str(shown) == "\u2068Ann\u2069: 3"


HOSTILE = st.text(st.sampled_from("ab1 .)(#-+*_`~=:!?/^$%@<>&|\"'{}[]\\"), max_size=30)


@given(before=HOSTILE, value=HOSTILE, after=HOSTILE)
def test_whatever_a_translation_holds_is_shown_to_the_letter(before: str, value: str, after: str) -> None:
    """No part of it becomes Markdown or HTML, also where text and value only together would."""
    shown = Text((before, Placeholder("name"), after), {"name": value})
    made = markdown.markdown(Markdown.escape(shown), extensions=["attr_list", "tables", "md_in_html"])
    inner = made.removeprefix("<p>").removesuffix("</p>")
    assert "<" not in inner, made
    assert " ".join(html.unescape(inner).split()) == " ".join(f"{before}{value}{after}".split())
