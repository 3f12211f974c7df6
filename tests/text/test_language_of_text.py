"""The language of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperdigest.text.languages import is_english, is_right_to_left, language_of, tag_of


@pytest.mark.parametrize(
    ("text", "told", "language"),
    [
        ("基于深度学习的医学图像分割", "", "zh"),
        ("基于 CNN 的图像分割", "zh-TW", "zh-TW"),
        ("深層学習による画像のセグメンテーション", "", "ja"),
        ("딥러닝 기반 영상 분할", "", "ko"),
        ("التعلم العميق للصور الطبية", "", "ar"),
        ("یادگیری عمیق برای پزشکی گفتار", "", "fa"),
        ("Глубокое обучение", "", "ru"),
        ("Глибоке навчання для зображень її", "", "uk"),
        ("Deep learning", "", ""),
        ("Deep learning", "zh", ""),
        ("Deep learning", "english", "en"),
        ("Tiefes Lernen", "ngerman", "de"),
        ("Wir zeigen, dass die Netze und das Verfahren mit wenigen Daten auskommen", "", "de"),
        ("Nous montrons que les réseaux et une méthode pour le texte", "", "fr"),
        ("We show that the networks are good for the data, and why", "de", "en"),
        ("A study of 学 in English text", "", ""),
        ("α-divergence and β", "", ""),
        ("", "de", "de"),
    ],
)
def test_languages_are_told_by_script_words_and_source(text: str, told: str, language: str) -> None:
    assert language_of(text, told) == language


@given(st.text(), st.text())
def test_whatever_is_told_becomes_a_tag_or_nothing(text: str, told: str) -> None:
    assert all(part.isalnum() and part.isascii() for part in language_of(text, told).split("-") if part)
    assert is_right_to_left(tag_of(told)) in (True, False)


def test_what_is_only_for_english() -> None:
    assert is_english("Deep learning")
    assert not is_english("医学图像")
    assert not is_english("Lernen", "German")
    assert [language for language in ("ar", "he", "fa", "en", "zh", "ar-EG") if is_right_to_left(language)] == [
        "ar", "he", "fa", "ar-EG"]  # fmt: skip
