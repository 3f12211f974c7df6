"""Which abstracts say that there is code."""

from __future__ import annotations

import pytest

from paperdigest.text.announcements import announces_code


@pytest.mark.parametrize(
    "text",
    [
        "We cut trees. The code will be released upon acceptance.",
        "Code is available.",
        "Our codes will be released.",
        "Source code, data and trained models are made publicly available.",
        "MindShift prompts and code for LLM evaluation will be publicly available.",
        "Code and models will be made open source.",
        "All codes and the dataset have been open-sourced.",
        "We will publicly release the code.",
        "We release our models, data and code.",
        "We will release code and data.",
        "The implementation of NVRC-Lite will be made available.",
        "The code for reproduction of the results can be found here.",
    ],
)
def test_announced(text: str) -> None:
    assert announces_code(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The code is not available.",
        "Code generation models are released every day.",
        "Image and code pairs are widely available for the web.",
        "A physics-centric action code provides a shared action space.",
        "The error correction code provides open access. Data are available.",
        "We present the Confucius Code Agent, an open-sourced engineer.",
        "The code of conduct. Its text is available.",
        "We release code completion benchmarks.",
        "Our data will be released.",
    ],
)
def test_not_announced(text: str) -> None:
    assert not announces_code(text)
