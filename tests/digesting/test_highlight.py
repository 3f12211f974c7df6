"""One sentence that says what a paper does: where sentences end, what is cut, what is never shown."""

from __future__ import annotations

import json
import re

import pytest
from conftest import EXAMPLE, ROOT, read_sample, run
from hypothesis import given
from hypothesis import strategies as st

from paperdigest.digesting.highlight import LATER, NOT_TRIED, explain, highlight
from paperdigest.text.tex import strip_math, to_text
from rouge import best_rouge, tokenise

SAMPLE = ROOT / "tests" / "samples" / "highlights.txt"
TLDR = ROOT.parent / "shared" / "tldr" / "dev.jsonl"


def test_a_part_of_a_sentence_that_is_slightly_worse_may_be_the_best() -> None:
    abstract = "Experiments on six phones show that Oak is faster than all earlier pruners while it keeps the accuracy of large nets. "
    abstract += "Building on this idea, we introduce Elm, a judge of nets that reads their weights and tells which of them are needed."
    shown = "We introduce Elm, a judge of nets that reads their weights and tells which of them are needed."
    assert highlight("Pruning nets on phones", abstract) == shown


@pytest.mark.parametrize(
    ("abstract", "shown"),
    [
        (
            "Deep nets are slow. To address this, in this paper, we propose Fast, a pruning method for deep nets.",
            "We propose Fast, a pruning method for deep nets.",
        ),
        ("Nets are slow. However, we show that sparse nets are fast on phones.", "We show that sparse nets are fast on phones."),
        ("We address this gap by proposing Oak, a pruning method for deep nets.", "We propose Oak, a pruning method for deep nets."),
        ("This study meets this need by applying pruned nets to old phones.", "This study applies pruned nets to old phones."),
        ("We meet this need by building small nets and pruning them.", "We build small nets and prune them."),
        ("In this work, a way of pruning nets on phones is proposed to meet these needs.", "A way of pruning nets on phones is proposed."),
        ("We propose a way of pruning nets that overcomes the above limits.", "We propose a way of pruning nets."),
        ("This research introduces a way of pruning nets on phones.", "This research introduces a way of pruning nets on phones."),
        ("Using the theory of nets we prune them on phones.", "Using the theory of nets we prune them on phones."),
        ("We use prompts:simple marks that guide the nets on phones.", "We use prompts: simple marks that guide the nets on phones."),
        ("We present two parts: (i) a fast net and (ii) a slow judge.", "We present two parts: (i) a fast net and (ii) a slow judge."),
        ("We present two parts: 1) a fast net and 2) a slow judge.", "We present two parts: 1) a fast net and 2) a slow judge."),
        ("We present Oak, a net that effectively prunes itself.", "We present Oak, a net that effectively prunes itself."),
        ("We present **Oak**, a ``pruner'' for nets -- on phones~[1].", "We present Oak, a “pruner” for nets – on phones."),
        ("We extend the pruning of nets by Smith et al.. Nets are small.", "We extend the pruning of nets by Smith et al."),
        ("We ask phones to \"prune all the nets.\" It works.", 'We ask phones to "prune all the nets."'),
        ("We present Oak, a fast way to build a website on phones.", "We present Oak, a fast way to build a website on phones."),
        ("We present Oak , a fast way to run nets on phones.", "We present Oak, a fast way to run nets on phones."),
        ("We prove an (almost) optimal bound for pruned nets.", "We prove an (almost) optimal bound for pruned nets."),
        ("We extend the pruning of nets [12] to phones (see Fig. 3).", "We extend the pruning of nets to phones."),
        ("Objective: To assess nets. Methods: We compare nine nets on phones.", "We compare nine nets on phones."),
        ("We propose Dense Pruning to address these fundamental limitations of nets on phones.", "We propose Dense Pruning of nets on phones."),
        (
            "We present Oak, a net that bridges this gap by carefully pruning its twigs on phones.",
            "We present Oak, a net that carefully prunes its twigs on phones.",
        ),
        (
            "We present Oak, a net designed to address these challenges by learning from the trees of old phones.",
            "We present Oak, a net designed to learn from the trees of old phones.",
        ),
        (
            "We present Oak, a net that overcomes these limitations using the trees of old phones.",
            "We present Oak, a net that uses the trees of old phones.",
        ),
        ("We present a net that solves this by pruning and by growing trees.", None),
        (
            "To broaden its use, in this paper, we propose a way of pruning nets on phones.",
            "We propose a way of pruning nets on phones.",
        ),
        (
            "Recognizing the strengths of these two saws, this paper proposes Oak, a judge of nets on phones.",
            "This paper proposes Oak, a judge of nets on phones.",
        ),
        (
            "Based on the observation that these saws do not learn, we propose Oak, a judge of nets on phones.",
            "We propose Oak, a judge of nets on phones.",
        ),
        (
            "The current study proposes Oak, a judge of nets on phones.",
            "The current study proposes Oak, a judge of nets on phones.",
        ),
        ("We propose Oak^2, a judge of nets on phones.", "We propose Oak^2, a judge of nets on phones."),
        (
            "We introduce Oak, a fast pruner of deep nets for old and slow phones of farmers, through two key parts: (1) a judge that reads the "
            "weights of each layer and tells which of them are needed, and (2) a saw that takes off the layers that nobody misses.",
            "We introduce Oak, a fast pruner of deep nets for old and slow phones of farmers, through two key parts: a judge and a saw.",
        ),
        ("We propose nets that lessen the harm of these two twigs on phones.", None),
        ("This paper converts it into nets that run on phones.", None),
        (
            "We prune the twigs and the roots of nets, and weigh these two parts on phones.",
            "We prune the twigs and the roots of nets, and weigh these two parts on phones.",
        ),
        (
            "We introduce a concept of oak-like nets: small trees whose twigs judge each other on phones.",
            "We introduce a concept of oak-like nets: small trees whose twigs judge each other on phones.",
        ),
        ("We propose Maple,the judge of nets:fast and small.", "We propose Maple, the judge of nets: fast and small."),
        (
            "We present Oak, a small judge of twigs specifically designed to address these challenges.",
            "We present Oak, a small judge of twigs.",
        ),
        (
            "We test judges of leaves (LEAF++) and of roots (ROOT 1.0) on phones.",
            "We test judges of leaves and of roots (ROOT 1.0) on phones.",
        ),
        ("We study how to tell hope and hate apart on phones.", "We study how to tell hope and hate apart on phones."),
        ("We weigh LLMs and small saws, and compare them on phones.", "We weigh LLMs and small saws, and compare them on phones."),
        ("We introduce a way of pruning that refines their roots on phones.", None),
        ("We judge how advice affects speed, mistakes and learning outcomes.", "We judge how advice affects speed, mistakes and learning outcomes."),
        ("We, for the first time, prune the nets of old phones.", "We prune the nets of old phones."),
        (
            "We present Oak, a judge of nets that resolves this tension through a small saw and a large file.",
            "We present Oak, a judge of nets with a small saw and a large file.",
        ),
        (
            "We present Oak, a way of pruning that exploits this insight to tell the twigs of nets apart.",
            "We present Oak, a way of pruning to tell the twigs of nets apart.",
        ),
        ("We prune nets by a tall saw to address this, based on the rings of trees.", "We prune nets by a tall saw based on the rings of trees."),
        ("We prune the nets of the former Soviet Union.", "We prune the nets of the former Soviet Union."),
        (
            "We introduce Oak, a set of leaves from old woods designed specifically to quantify this failure mode.",
            "We introduce Oak, a set of leaves from old woods.",
        ),
        ("Inspired by the tale of six hats, which tells how farmers think, we classify and judge nets through this lens.", None),
        ("We prune nets and trees, and find that the former is fast.", None),
        ("We judge these fast nets by the phones that they run on.", None),
        (
            "We release Oak, a corpus of nets from farms, woods and parks, half of which are pruned.",
            "We release Oak, a corpus of nets from farms, woods and parks, half of which are pruned.",
        ),
        (
            "We measure to a high and useful degree the extent to which old nets are slow on phones.",
            "We measure to a high and useful degree the extent to which old nets are slow on phones.",
        ),
        ("From each old wood, we draw nets that run on phones.", "From each old wood, we draw nets that run on phones."),
        ("Conclusion By weighing twigs, we prune the nets of phones.", "By weighing twigs, we prune the nets of phones."),
        ("At first, we prune the nets of phones in old woods.", "We prune the nets of phones in old woods."),
        ("We present Oak,a small judge of nets on phones.", "We present Oak, a small judge of nets on phones."),
        ("We propose method, a small judge of nets on phones.", "We propose a small judge of nets on phones."),
        ("We argue that old phones and new phones have similar nets.", None),
        ("We retrained the same net to find twigs on phones.", None),
        ("We must weigh the twigs of nets on old phones.", None),
        ("We present Oak, a fully autonomous framework.", None),
        ("To address above challenges, we prune the nets of old phones.", "We prune the nets of old phones."),
        ("This study has been submitted to a contest of pruners on phones.", None),
        (
            "We argue that old nets – and the phones that run them – waste much energy.",
            "We argue that old nets – and the phones that run them – waste much energy.",
        ),
        ("We present a pruner of old nets that aims to tackle both of these harms.", "We present a pruner of old nets."),
        ("We present a pruner of old trees specifically tailored for such phones.", "We present a pruner of old trees."),
        ("We present a pruner for two phones that weighs such hollow trees.", "We present a pruner for two phones that weighs hollow trees."),
        ("We present a pruner that turns these sparse twigs into logs.", "We present a pruner that turns sparse twigs into logs."),
        ("We find that on phones such deep nets are slower than trees.", None),
        ("Our method meets this need by turning deep nets into small trees.", "Our method turns deep nets into small trees."),
        ("We show that trees on phones behave in similar ways.", None),
        ("We show that nets on phones are similar to trees.", "We show that nets on phones are similar to trees."),
        ("While most pruners cut twigs, we take a different approach.", None),
        ("We introduce our (Oak), a judge of nets on phones.", "We introduce a judge of nets on phones."),
        ("We show on phones that this way of pruning is fast.", None),
        ("This paper challenges that rule, and prunes the roots of nets.", None),
        ("We still do not know why nets are slow on phones.", "We still do not know why nets are slow on phones."),
        ("We do not yet know why nets are slow on phones.", None),
        ("Grice (1975) proposed maxims of nets for all phones.", None),
        ("The phones we use are slow, and their number is growing fast.", None),
        ("We have two saws: (1) a tall one. (2) A judge that reads the weights of nets, cutting those that nobody needs.", None),
        ("We present a pruner that mitigates these errors by incorporating three files.", "We present a pruner that incorporates three files."),
        ("We propose modelname, a fast judge of nets on phones.", "We propose a fast judge of nets on phones."),
        ("We propose , a fast judge of nets on phones.", "We propose a fast judge of nets on phones."),
        ("We have witnessed nets that run on all phones and boats.", None),
        (
            "We extend what foresters know of old trees and present a saw that prunes the nets of phones.",
            "We extend what foresters know of old trees and present a saw that prunes the nets of phones.",
        ),
        ("To overcome the limitation, we present a saw that prunes deep trees.", "We present a saw that prunes deep trees."),
        ("We propose to bridge this gap with Oak, a saw that prunes trees.", "We propose Oak, a saw that prunes trees."),
        (
            "We propose Oak, a judge of nets on phones, which combines a tall saw that cuts twigs with a small file.",
            "We propose Oak, a judge of nets on phones, which combines a tall saw that cuts twigs with a small file.",
        ),
        (
            "We address this gap with Oak (fast), a judge of nets that tells their age.",
            "We present Oak, a judge of nets that tells their age.",
        ),
        (
            "Driven by these practical difficulties, a judge of nets, Oak, is proposed for phones.",
            "A judge of nets, Oak, is proposed for phones.",
        ),
        (
            "We propose Oak, a framework of trees with dynamic twig partitioning to address these issues.",
            "We propose Oak, a framework of trees with dynamic twig partitioning.",
        ),
        (
            "We introduce Oak, a tool for nets that removes this barrier and makes pruning easy.",
            "We introduce Oak, a tool for nets that makes pruning easy.",
        ),
        (
            "We introduce Oak, a way of tuning meant to grow fine nets on small phones by adding two more parts to their old judges: "
            "(1) a tall saw that cuts off all the twigs that nobody ever needs, and (2) a file that makes the rest of them fine and smooth again.",
            "We introduce Oak, a way of tuning meant to grow fine nets on small phones by adding two more parts to their old judges: "
            "a tall saw and a file.",
        ),
        (
            "We introduce Oak, a framework that bridges the gap between nets and trees by carefully modeling their twigs.",
            "We introduce Oak, a framework that bridges the gap between nets and trees by carefully modeling their twigs.",
        ),
        ("We introduce Oak, a net with three new parts: First, we put in a saw.", None),
        (
            "We propose: (1) a fine way of growing nets on the small phones of farmers who have no other tools at all; and (2) a tall saw "
            "that not only cuts off the twigs that nobody needs but also makes all the rest of them fine and smooth.",
            "We propose a fine way of growing nets and a tall saw.",
        ),
        (
            "We propose two fine ways of growing nets on the small phones of farmers: (i) Tall sawing enables them to cut off all the twigs "
            "that nobody needs in any of these; and (ii) Smooth filing of leaves removes what is left of all the other twigs of the nets.",
            "We propose two fine ways of growing nets on the small phones of farmers: Tall sawing and Smooth filing of leaves.",
        ),
        (
            "We present Oak, a net of two ideas: (1) replacing the tall saw of old foresters with a small judge of all their twigs in order "
            "to cut costs; and (2) a file that makes the rest of the twigs fine and smooth again, which helps the farmers most.",
            None,  # of the last item nothing would be told
        ),
        (
            "This work weighs the twigs of nets, tests tall saws of foresters in order to prune trees, and judges leaves.",
            "This work weighs the twigs of nets, tests tall saws of foresters in order to prune trees, and judges leaves.",
        ),
        ("We study the pruning of several nets on each phone instead.", "We study the pruning of several nets on each phone."),
        ("We present a complement to it, which has the twigs of 40 nets.", None),
        ("Most existing methods and software are made for foresters of this kind.", None),
        (
            "We propose a setting to study the causes of this harm by training small nets.",
            None,
        ),
        (
            "We judged three saws for nets (Saw 1 [Oak] and Saws 2 and 3) on a set of phones.",
            "We judged three saws for nets (Saw 1 [Oak] and Saws 2 and 3) on a set of phones.",
        ),
        ("This survey fills that gap by delivering a guide to the nets of phones.", "This survey delivers a guide to the nets of phones."),
        ("In the paper, the authors propose a judge of nets on phones.", "The authors propose a judge of nets on phones."),
        (
            "We present Oak, a judge of nets that operationalizes this insight through a small saw and a large file.",
            "We present Oak, a judge of nets with a small saw and a large file.",
        ),
        ("We propose M^2Oak, a judge of nets on phones.", "We propose M^2Oak, a judge of nets on phones."),
        (
            "We address these limits through a tall saw that finds the twigs of deep nets.",
            "We present a tall saw that finds the twigs of deep nets.",
        ),
        ("We address these limits of phones, trees and boats through a saw.", None),
        (
            "We study these questions in forests by fine-tuning deep nets on phones.",
            "We fine-tune deep nets on phones.",
        ),
        (
            "We present Oak, an old judge of deep nets on phones that (i) reads the weights of all the layers of a net, (ii) tells which of "
            "them are needed by the phones and the trees, and (iii) takes off those that nobody misses.",
            "We present Oak, an old judge of deep nets on phones.",
        ),
        (
            "We present Oak, an old judge of deep nets that weighs their twigs through: (1) a tall saw that cuts off all the twigs that "
            "nobody on the phones ever needs, and (2) a file that makes all the rest of them fine and smooth again.",
            "We present Oak, an old judge of deep nets that weighs their twigs through a tall saw and a file.",
        ),
        ("Our paper meets this need by proposing a saw that prunes deep nets.", "Our paper proposes a saw that prunes deep nets."),
        ("We find that the two issues are solved by tall saws for nets.", None),
        (
            "While we find the twigs of nets hard to prune, our results show that saws are fast on phones.",
            "While we find the twigs of nets hard to prune, our results show that saws are fast on phones.",
        ),
        ("We present the first benchmark that asks whether nets know trees when multiple, overlapping rules apply.",
         "We present the first benchmark that asks whether nets know trees when multiple, overlapping rules apply."),
        ("We review some of the existing work.", None),
        ("This paper presents one of the first approaches to address these limits.", None),
        ("We present Oak, a saw, the first small framework.", None),
        ("We present a small framework with two key components.", None),
        ("We study how to prune such parrots on small phones.", "We study how to prune parrots on small phones."),
        (
            "We introduce Oak, a judge that finds these twigs by weighing the leaves and dropping the tips.",
            "We introduce Oak, a judge that weighs the leaves and drops the tips.",
        ),
        ("We introduce Oak, a judge that finds these twigs by weighing leaves and pruning trees.", None),
        ("We present a fast judge of nets and trees dedicated to this task, which weighs the twigs.",
         "We present a fast judge of nets and trees, which weighs the twigs."),
        ("We present Oak, a corpus addressing these gaps with nine maps of old nets.", "We present Oak, a corpus with nine maps of old nets."),
        ("We propose a fast saw for the twigs of nets to overcome both problems.", "We propose a fast saw for the twigs of nets."),
        ("Under this insight, we present a fast judge for nets.", "We present a fast judge for nets."),
        ("We develop a judge to determine which twigs, including old ones, are slow on phones.", "We develop a judge to determine which twigs, including old ones, are slow on phones."),
        ("For old phones, recent work on nets has shown that trees are slow.", None),
        ("Nets are increasingly proposed for phones, and we do not know why.", None),
        (
            "We introduce Oak, a slow judge of the leaves and twigs of old and new deep nets on the phones of many kinds of farmers and their "
            "friends in the woods, from small saws with a file to the long axes of men who fell the trees that nobody has ever cared for.",
            "We introduce Oak, a slow judge of the leaves and twigs of old and new deep nets on the phones of many kinds of farmers and their "
            "friends in the woods.",
        ),
        ("Trees are as slow on phones as we humans are. We prune the nets of old phones.", "We prune the nets of old phones."),
        ("We propose a PNT (pruner of nice trees) technique for old phones.", "We propose a PNT (pruner of nice trees) technique for old phones."),
        (
            "We present a judge that turns nets into maps, and fuses these maps.",
            "We present a judge that turns nets into maps, and fuses these maps.",
        ),
        ("We propose a similar saw for nets on phones.", None),
        ("Nets have changed our daily lives and days. We prune the nets of old phones.", "We prune the nets of old phones."),
        ("In our work, we prune the nets of old phones.", "We prune the nets of old phones."),
        (
            "However, the study of nets is rare on phones. We propose to prune old nets by the rings of trees.",
            "We propose to prune old nets by the rings of trees.",
        ),
        ("", None),
        ("Short.", None),
        ("这是一个摘要。我们提出了一种新的方法。", None),
    ],
)  # fmt: skip
def test_what_is_shown(abstract: str, shown: str | None) -> None:
    assert highlight("Fast nets", abstract) == shown


@pytest.mark.parametrize(
    "hopeless",
    [
        "We hope that this will inspire future work on nets.",
        "The code is available at https://github.com/a/b for all.",
        "This is very important for such models.",
        "We aim to learn nets that are fast on phones.",
        "In this paper, we still want to investigate nets on phones.",
        "This study aims to make nets fast on phones.",
        "We hypothesize that small nets are fast on phones.",
        "Our goal is to make nets fast on phones.",
        "The aim of this study was to make nets fast on phones.",
        "In this paper, to assess the speed of nets, phones and tablets.",
        "Nets are common on phones, but we still lack a way to prune them.",
        "In this work, there remains a need for nets that are fast on phones.",
        "We prune nets on phones, which remains largely unexplored.",
        "We follow the way of pruning that was shown in [12].",
        "We compare the nets of [3] and [4] on phones.",
        "We present a net of n_k layers that runs on phones.",
        "We present <script>alert(1)</script> nets that run on phones.",
        "We present a \x00 net that runs on all phones.",
        "WE PRESENT A NEW NET THAT RUNS ON ALL PHONES.",
        "We collect the answers of nine users to examine.",
        "We propose , fast ways to run nets on phones.",
        "We train nets, trees and graphs, and we meet these requirements.",
        "We present nets with three parts: (i) a fast net of many layers.",
        "Recent studies have proposed fast nets for small phones.",
        "We study how to prune nets in such cases on small phones.",
        "Further work on the nets of our phones is needed.",
        "We prune nets by Oak, which consists of two new parts.",
        "Finally, a new pruning framework is also developed.",
        "This report provides a brief summary of the contest.",
        "We present pruned nets for phones that close that gap.",
    ],
)
def test_hopes_addresses_and_dangling_words_are_never_shown(hopeless: str) -> None:
    assert highlight("Fast nets", hopeless) is None
    assert all(candidate.fault for candidate in explain("Fast nets", hopeless))


@pytest.mark.parametrize(
    ("sentence", "never"),
    [
        ("If the data is clean, we show that nets are as fast as trees on phones.", "We show that nets"),
        ("On clean data, we show that nets are as fast as trees on phones.", "We show that nets"),
        ("We show that nets are as fast as trees on phones, provided that the data is clean.", "on phones."),
        ("We prove that training converges for all deep nets which have wide layers.", "nets."),
        ("We show that nets are faster than trees on all phones, using only clean data.", "phones."),
        ("We present a fast way to train nets on phones that does not need clean data.", "phones."),
        (
            "We present two parts of a fast net: (i) a small one; (ii) a large one; (iii) a judge of both parts.",
            "one.",
        ),
        (
            "We prune twigs by the saw of a forester, which ensures that (1) no net is lost and (2) no tree.",
            "ensures.",
        ),
        (
            "We present a net that reads its twigs and adapts with two aims: to be fast and to be small.",
            "adapts.",
        ),
        ("We ask whether nets keep what is hard in a way that agrees with people on phones.", "in a way."),
        ("For foresters, a small phone is developed to support in such woods and fields.", "support."),
        ("We propose Flattening and Warping for Phones, a method that prunes nets.", "a method."),
        ("To mend nets, we look at phones and we propose a method that prunes them.", "a method."),
        (
            "We present a net of three parts: a core that sees words on phones, a rim that feels, and a hub of both.",
            "feels.",
        ),
    ],
)
def test_no_cut_drops_what_limits_a_claim(sentence: str, never: str) -> None:
    assert not any(
        not candidate.fault and (candidate.text.startswith(never) or candidate.text.endswith(never))
        for candidate in explain("Fast nets", sentence)
    )


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [
        (
            "We explore the possibility of fast nets on phones.",
            "We propose a fast way to run nets on phones.",
        ),
        (
            "We investigate the potential of fast nets on phones.",
            "We propose a fast way to run nets on phones.",
        ),
        (
            "We attempt to run fast nets on phones.",
            "We propose a fast way to run nets on phones.",
        ),
        (
            "We demonstrate the effectiveness of our fast nets on phones.",
            "We propose a fast way to run nets on phones.",
        ),
        (
            "Our method achieves a score of 95% on nine phones.",
            "We propose a fast way to run nets on phones.",
        ),
        (
            "We release a fast way to run nets on phones.",
            "We propose a fast way to run nets on phones.",
        ),
        (
            "We show that existing nets are slow on all old phones.",
            "We propose a fast way to run nets on phones.",
        ),
        (
            "We find that old phones are often slow on wet days.",
            "We propose a fast way to run nets on phones.",
        ),
        (
            "We evaluate many nets and trees on nine old phones.",
            "We propose a fast way to run nets on phones.",
        ),
        (
            "We describe our strategy for the contest of old phones.",
            "We propose a fast way to run nets on phones.",
        ),
        (
            "This work lays the groundwork of fast nets on phones.",
            "We propose a fast way to run nets on phones.",
        ),
        (
            "We conducted many careful experiments on old phones.",
            "We propose a fast way to run nets on phones.",
        ),
        (
            "We study nets and their phones.",
            "We measure how fast nets run on nine phones that nobody has ever used before.",
        ),
        (
            "We define slow phones as those that nobody has ever used.",
            "We propose a fast way to run nets on phones.",
        ),
        (
            "Our saws ranked first on nine old phones and boats.",
            "We propose a fast way to run nets on phones.",
        ),
        (
            "Our findings shed light on the need for fast nets.",
            "We propose a fast way to run nets on phones.",
        ),
        (
            "Our net is motivated by the speed of trees on phones.",
            "We propose a fast way to run nets on phones.",
        ),
    ],
)
def test_what_was_made_is_told_rather_than_what_is_possible(weaker: str, stronger: str) -> None:
    background = "Nets are slow. They need much energy. Phones have little of it."
    assert stronger[1:-1] in (highlight("Nets", f"{background} {weaker} {stronger}") or "")
    assert highlight("Nets", f"{background} {weaker}") == weaker


@pytest.mark.parametrize(
    ("title", "weaker", "stronger"),
    [
        ("Oak: Pruning Deep Nets", "We propose a fast saw that finds the twigs of nets.", "We present Oak, a pruner of nets for phones."),
        (
            "Oak: Pruning Deep Nets",
            "To build Oak, we propose a saw that finds the twigs of deep nets on phones.",
            "We present Oak, a pruner of nets for phones.",
        ),
        (
            "Oak: Pruning Deep Nets",
            "We present Oak-Bench, a set of deep nets for pruners that run on phones.",
            "We present Oak, a pruner of nets for phones.",
        ),
        (
            "Oak: Pruning Deep Nets",
            "We propose a fast saw that finds the twigs of nets.",
            "For phones and boats, Oak, a patient judge and pruner of deep nets, is proposed.",
        ),
        (
            "Pruning Deep Nets",
            "At the level of twigs, we introduce a fast saw that prunes deep nets.",
            "We present Oak, a fast pruner that works on two levels of deep nets.",
        ),
        (
            "Oak: A Collection of Nets",
            "We propose a fast saw that finds the twigs of nets.",
            "We release Oak, nets of all kinds of phones.",
        ),
        ("Oak: Pruning Deep Nets", "We propose Oak, a tall judge.", "We present a saw that finds the twigs of nets on phones."),
    ],
)  # fmt: skip
def test_what_the_paper_is_about_is_told_rather_than_a_part_of_it(
    title: str, weaker: str, stronger: str
) -> None:
    assert stronger[1:-1] in (highlight(title, f"Nets are slow. {weaker} {stronger}") or "")


def test_what_the_method_of_the_title_does_is_told_without_what_it_meets() -> None:
    abstract = "Oak meets this need by turning deep nets into small trees."
    assert highlight("Oak: Pruning Nets", abstract) == "Oak turns deep nets into small trees."


def test_a_list_of_parts_may_go_with_what_leads_to_it() -> None:
    parts = "(1) a judge that reads the weights of nets, and (2) a saw that takes off the layers that nobody misses"
    found = explain("Fast nets", f"We propose Oak, an adaptive judge of deep nets that introduces: {parts}.")
    assert "We propose Oak, an adaptive judge of deep nets." in [one.text for one in found if not one.fault]


def test_a_short_form_that_the_paper_explains_is_its_own() -> None:
    for explained, is_other in ((" (PFN)", False), ("", True)):
        found = explain(
            "Nets", f"We propose a fast pruner{explained}. PFN reads the weights of nets on phones."
        )
        reads = next(one for one in found if one.text.startswith("PFN"))
        assert ("is not of the paper" in dict(reads.evidence)) == is_other


def test_data_is_not_the_proposal_where_the_title_does_not_tell_of_it() -> None:
    for title, is_weaker in (("Pruning Nets", True), ("A Benchmark of Pruning", False)):
        found = explain(title, "We introduce a dataset of old nets. We present a saw that prunes all nets.")
        assert ("proposes data" in {name for one in found for name, _ in one.evidence}) == is_weaker


def test_a_name_of_which_nothing_is_told_is_no_highlight() -> None:
    assert highlight("Oak: Pruning Deep Nets", "We propose Oak, a novel framework for deep nets.")
    for telling_nothing in (
        "We propose Oak, a novel framework.",
        "We propose the Pruning Deep Nets framework.",
    ):
        assert highlight("Oak: Pruning Deep Nets", telling_nothing) is None


def test_what_the_title_says_already_is_taken_from_the_score() -> None:
    title = "Oak: Pruning Deep Nets"
    for says, is_known in (("pruning deep nets", True), ("pruning deep nets on phones", False)):
        found = explain(title, f"We propose Oak, a novel method for {says}.")
        assert ("tells no more than the title" in dict(found[0].evidence)) == is_known


def test_a_short_form_of_words_of_the_title_adds_nothing_to_it() -> None:
    abstract = "Pruning deep nets (PDN) is hard. We propose a novel method for PDN."
    for title, adds in (("Pruning Deep Nets", False), ("Pruning", True)):
        told = explain(title, abstract)[0]
        assert ("tells no more than the title" not in dict(told.evidence)) == adds


def test_a_highlight_does_not_repeat_the_title() -> None:
    title = "We propose fast nets for small phones"
    assert highlight(title, f"{title}.") is None


@pytest.mark.parametrize(
    "unit",
    ["a", ". ", "a.", "(", "[…] ", "$", "\\", "{", '"', ", ", "we ", "this ", "that ", "We propose ", "In this paper, ",
     "(i) ", "这是一个摘要。", "\n", "\x00"],
)  # fmt: skip
def test_what_is_no_abstract_has_no_highlight(unit: str) -> None:
    assert highlight(unit * 1000, unit * (100_000 // len(unit))) is None


@pytest.mark.parametrize(
    ("title", "abstract", "shown"),
    [
        (
            "Bose–Einstein condensation in a dilute atomic vapor",
            "A Bose–Einstein condensate was produced in a vapor of rubidium-87 atoms. The fraction of the "
            "condensate first appeared near a temperature of 170 nanokelvin, and it lasts for seconds.",
            "A Bose–Einstein condensate was produced in a vapor of rubidium-87 atoms.",
        ),
        (
            "Salt intake and blood pressure",
            "Salt is eaten everywhere. Blood pressure was measured in 310 adults before and after a diet. "
            "The kidneys are small.",
            "Blood pressure was measured in 310 adults before and after a diet.",
        ),
        ("Planets of small stars", "Small stars have planets. The planets are close to the stars.", None),
    ],
)
def test_where_nobody_speaks_of_the_paper_what_was_done_is_told(
    title: str, abstract: str, shown: str | None
) -> None:
    assert highlight(title, abstract) == shown


def test_a_very_long_text_is_read_from_its_beginning() -> None:
    abstract = "We propose fast nets for small phones. " + "This is known to all. " * 5000
    assert highlight("Nets", abstract) == "We propose fast nets for small phones."


_PHRASES = [
    "we propose",
    "this paper presents",
    "however,",
    "in this paper,",
    "a net",
    "for phones",
    "which is fast",
    "by proposing",
    "using trees",
    "(see Fig. 2)",
    "[3]",
    "this problem",
    "to solve",
    "and",
    ", while",
    "that",
    ".",
    ":",
    "$x_i$",
    "we show that",
    "only if",
    "We",
    "Our method",
    "improves",
]


@given(st.lists(st.sampled_from(_PHRASES), max_size=60))
def test_a_highlight_only_leaves_words_out(phrases: list[str]) -> None:
    abstract = " ".join(phrases)
    if shown := highlight("A title", abstract):
        source = iter(
            re.findall(
                r"\w+",
                strip_math(abstract)
                .lower()
                .replace("by proposing", "by proposing propose proposes")
                .replace("using", "using use uses"),
            )
        )
        assert all(word in source for word in re.findall(r"\w+", shown.lower()))


def test_words_that_nobody_knows_are_avoided() -> None:
    abstract = "We propose ours, a method for graphs. We test the method on twelve data sets of graphs."
    assert "ours" not in (highlight("Graphs", abstract, ["ours"]) or "").split()


def test_a_sentence_may_be_shown_without_the_macro_that_names_the_thing() -> None:
    for named in (r"\ours, a fast saw", r"a fast saw (\ours)"):
        shown = highlight("Pruning", rf"Trees are hard. We propose {named} that prunes the twigs of nets.")
        assert shown == "We propose a fast saw that prunes the twigs of nets."


def test_tex_is_read_and_a_macro_that_nobody_explained_is_avoided() -> None:
    abstract = r"Trees are hard. We present \textbf{Oak}, a fast way to grow \emph{trees}."
    assert highlight("Growing trees", abstract) == "We present Oak, a fast way to grow trees."
    assert (
        highlight("Growing trees", r"Trees are hard. We compare \ours with three fast ways to grow trees.")
        is None
    )
    assert (
        highlight("Trees", r"We present \ours, a fast way to grow trees.")
        == "We present a fast way to grow trees."
    )


def test_the_first_that_can_be_shown_is_shown() -> None:
    abstract = "Trees are hard. This paper presents Oak, a fast way to grow trees. We hope it helps."
    found = explain("Growing trees", abstract)
    first = next(candidate for candidate in found if not candidate.fault)
    assert first.text == highlight("Growing trees", abstract)
    for candidate in found:
        assert candidate.score == pytest.approx(sum(amount for _, amount in candidate.evidence))


def test_another_sentence_is_shown_if_it_is_worth_much_more_and_the_first_does_not_name_the_method() -> None:
    first = "We propose {}a way to grow trees."
    other = "We build a judge of trees that weighs rings by reading 12 small leaves of each old twig; it votes on farms."
    found = explain("Growing Trees", f"{first.format('')} {other}")
    assert (found[0].text, dict(found[0].evidence)[LATER]) == (other, -0.2)
    found = explain("Oak: Growing Trees", f"{first.format('Oak, ')} {other}")
    assert found[0].text.startswith(first.format("Oak, ")[:-1])
    assert NOT_TRIED in [one.fault for one in found if one.text == other]


@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_has_a_whole_sentence_or_none(abstract: str, title: str) -> None:
    shown = highlight(title, abstract)
    assert shown is None or (shown[-1] in ".!?" and len(shown.split()) <= 40)


def test_the_highlights_of_the_thirty_papers() -> None:
    """Each read by eye: none misleads, none hopes, none breaks off."""
    listing = EXAMPLE / "content" / "listings" / "medical-ai.txt"
    result = run(EXAMPLE, "parse", str(listing), "--quiet")
    shown = [
        f"{paper['title']}\n    {paper['highlight'] or '-'}\n"
        for paper in map(json.loads, result.stdout.splitlines())
    ]
    text = "".join(shown)
    assert text == read_sample(SAMPLE, text)


@pytest.mark.corpus
def test_the_quality_on_scitldr() -> None:
    """ROUGE-1, -2 and -L on the development part of SciTLDR-A; `train_highlight.report.txt` tells more."""
    if not TLDR.is_file():
        pytest.skip("the shared summaries are not beside the project")
    sums = [0.0, 0.0, 0.0]
    rows = [json.loads(line) for line in TLDR.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        shown = highlight(to_text(row.get("title") or "").text, to_text(" ".join(row["source"])).text)
        if shown:
            best = best_rouge(tokenise(shown), [tokenise(target) for target in row["target"]])
            sums = [total + score for total, score in zip(sums, best, strict=True)]
    assert all(
        100 * total / len(rows) >= least for total, least in zip(sums, (39.6, 18.3, 30.8), strict=True)
    )
