"""Short forms that nobody has explained are written out, as the abstract explains them."""

from __future__ import annotations

import pytest

from paperdigest.digesting.short_forms import long_form, written_out


@pytest.mark.parametrize(
    ("form", "before", "long"),
    [
        ("STL", "We use signal temporal logic", "signal temporal logic"),
        ("NDC", "Fast nucleus detection and classification", "nucleus detection and classification"),
        ("MLLM", "large and small multimodal large language models", "multimodal large language models"),
        ("PEFT", "Parameter-efficient fine-tuning", "Parameter-efficient fine-tuning"),
        ("3DGS", "views by 3D Gaussian splatting", "3D Gaussian splatting"),
        ("ViT", "a deep vision transformer", "vision transformer"),
        ("MoE", "a Mixture-of-Experts", "Mixture-of-Experts"),
        ("LoRA", "by Low-Rank Adaptation", "Low-Rank Adaptation"),
        ("STL", "signal, temporal logic", ""),
        ("STL", "We use signal logic", ""),
        ("MMF", "by methods in multimode fiber", ""),
        ("STL", "signal temporal logic of", ""),
        ("STL", "signal temporal fuzzy logic", ""),
        ("XAI", "explainable artificial intelligence", ""),
        ("STL", "", ""),
    ],
)
def test_the_letters_of_a_short_form_begin_the_words_it_stands_for(form: str, before: str, long: str) -> None:
    assert long_form(form, before) == long


SAID = "Deep neural networks (DNNs) and a saw tooth lathe (STL) cut trees. We use an unseen oak (UO) and Bayesian optimization (BO). "
SAID += "Gaussian splatting (GS) is fast. Mixtures of Experts (MoE) and the red saws (RSs)."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("We prune DNNs.", "We prune deep neural networks."),
        ("We prune a DNN.", "We prune a deep neural network."),
        ("We prune DNNs with DNNs.", "We prune deep neural networks (DNNs) with DNNs."),
        ("DNNs are pruned.", "Deep neural networks are pruned."),
        ("We prune with an STL.", "We prune with a saw tooth lathe."),
        ("We prune with STLs.", "We prune with saw tooth lathes."),
        ("We prune a UO.", "We prune an unseen oak."),
        ("We compare BO and GS.", "We compare Bayesian optimization and Gaussian splatting."),
        ("We prune an RS.", "We prune a red saw."),
        ("We prune MoEs.", "We prune Mixtures of Experts."),
        ("We prune DNN networks.", "We prune deep neural networks."),
        # Where the words stand already, the short form is put behind them.
        (
            "We prune deep neural networks; DNNs are large.",
            "We prune deep neural networks (DNNs); DNNs are large.",
        ),
        (
            "We prune deep neural networks-to-be; DNNs rust.",
            "We prune deep neural networks-to-be; DNNs rust.",
        ),
        # What is part of a name, explained here, in the title, or nowhere stays as it is.
        ("We prune DNN-like trees by STL-2.", "We prune DNN-like trees by STL-2."),
        ("We prune nets (DNNs) on DNNs.", "We prune nets (DNNs) on DNNs."),
        ("We prune CNNs of GPUs.", "We prune CNNs of GPUs."),
    ],
)
def test_short_forms_are_written_out(text: str, shown: str) -> None:
    assert written_out(text, "Pruning", SAID, 40) == shown
    assert written_out(text, "Pruning a DNN by GS, MoE and BO: an STL for each UO and RSs", SAID, 40) == text


def test_a_text_grows_no_longer_than_it_may() -> None:
    assert written_out("We prune DNNs.", "Pruning", SAID, 4) == "We prune DNNs."
    assert written_out("We prune DNNs.", "Pruning", SAID, 5) == "We prune deep neural networks."


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("We weigh the twigs of DNN and trees.", "We weigh the twigs of deep neural networks and trees."),
        ("We weigh DNN twigs.", "We weigh deep neural network twigs."),
        ("We weigh a DNN.", "We weigh a deep neural network."),
        ("We weigh DNNs.", "We weigh deep neural networks."),
    ],
)
def test_a_short_form_of_several_stands_for_several(text: str, shown: str) -> None:
    assert written_out(text, "Trees", "Deep neural networks (DNN) are slow.", 40) == shown


def test_what_is_joined_by_of_is_one_thing_though_its_last_word_is_many() -> None:
    abstract = "A mixture of experts (MoE) is large. We prune an MoE."
    assert written_out("We prune an MoE.", "Nets", abstract, 40) == "We prune a mixture of experts."


def test_the_article_goes_with_the_sound() -> None:
    abstract = "A unified mixture model (UMM) is one."
    assert written_out("We use an UMM.", "Nets", abstract, 40) == "We use a unified mixture model."
