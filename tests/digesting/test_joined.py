"""A proposal that tells hardly more than a name is joined with the sentence behind it that says what the thing does."""

from __future__ import annotations

import pytest

from paperdigest.digesting.highlight import explain, highlight


@pytest.mark.parametrize(
    ("abstract", "shown"),
    [
        (
            "We propose Oak, a novel method. Oak carefully prunes the twigs of nets.",
            "We propose Oak, a novel method, which carefully prunes the twigs of nets.",
        ),
        (
            "We propose One-Armed Kites (OAK), a novel method. Specifically, OAK prunes the twigs of nets.",
            "We propose One-Armed Kites, a novel method, which prunes the twigs of nets.",
        ),
        (
            "We propose a new pruning framework. It prunes the twigs of nets.",
            "We propose a new pruning framework, which prunes the twigs of nets.",
        ),
        (
            "We propose a new pruning framework. Our proposed method prunes the twigs of nets.",
            "We propose a new pruning framework, which prunes the twigs of nets.",
        ),
        (
            "We propose Oak, a novel method. Unlike saws, Oak prunes the twigs of nets.",
            "We propose Oak, a novel method, which, unlike saws, prunes the twigs of nets.",
        ),
        (
            "We propose Oak, a method that tackles these two challenges. Oak prunes the twigs of nets.",
            "We propose Oak, a method, which prunes the twigs of nets.",
        ),
        (
            "We propose Oak, a new and general method. For old phones, Oak reduces nets by pruning their twigs.",
            "We propose Oak, a new and general method, which, for old phones, reduces nets by pruning their twigs.",
        ),
        (
            "We propose Oak, a novel method. Oak orchestrates saws that prune nets.",
            "We propose Oak, a novel method, which orchestrates saws that prune nets.",
        ),
        (
            "We propose a new framework. Nets are old. Trees are slow. Our framework prunes the twigs of nets.",
            "We propose a new framework, which prunes the twigs of nets.",
        ),
        (
            "We present a small judge of deep nets with two key components. It prunes the twigs of nets.",
            "We present a small judge of deep nets with two key components, which prunes the twigs of nets.",
        ),
        (
            "We propose Oak, a novel method. With a file, Oak can quickly prune the twigs of nets.",
            "We propose Oak, a novel method, which, with a file, can quickly prune the twigs of nets.",
        ),
        (
            "We propose Oak, a novel method. Oak is built on a saw that prunes the twigs of nets.",
            "We propose Oak, a novel method, which is built on a saw that prunes the twigs of nets.",
        ),
        (
            "We propose a pruning method to achieve better accuracy and efficiency. It takes the twigs of nets.",
            "We propose a pruning method to achieve better accuracy and efficiency, which takes the twigs of nets.",
        ),
        (
            "We propose Oak, which introduces two key parts. It prunes the twigs of nets.",
            "We propose Oak, which introduces two key parts.",
        ),
        (
            "We propose a fast framework for pruning. It takes the twigs of nets that nobody needs.",
            "We propose a fast framework for pruning, which takes the twigs of nets that nobody needs.",
        ),
        (
            "We propose Oak, a method for phones. Oak prunes the twigs of nets.",
            "We propose Oak, a method for phones, which prunes the twigs of nets.",
        ),
        (
            "We propose Tall Oak, a novel method. Our Tall Oak framework first takes the twigs of nets.",
            "We propose Tall Oak, a novel method, which takes the twigs of nets.",
        ),
        (
            "We propose Oak: a novel pruning method. Oak confines all saws to the twigs of nets.",
            "We propose Oak, a novel pruning method, which confines all saws to the twigs of nets.",
        ),
        (
            "We propose Oak, a novel method that outperforms existing methods. Oak takes the twigs of nets.",
            "We propose Oak, a novel method, which takes the twigs of nets.",
        ),
        (
            "We propose Oak, a novel method. Its key idea is to judge the twigs of nets.",
            "We propose Oak, a novel method, whose key idea is to judge the twigs of nets.",
        ),
        (
            "We propose Oak, a novel method. Nets are old. The core of Oak is a saw that finds the twigs of nets.",
            "We propose Oak, a novel method, whose core is a saw that finds the twigs of nets.",
        ),
        (
            "We propose Oak, a novel method. At its core is a saw that finds the twigs of nets.",
            "We propose Oak, a novel method, whose core is a saw that finds the twigs of nets.",
        ),
        (
            "We propose Oak, a novel method. Specifically, we design a saw that finds the twigs of nets.",
            "We propose Oak, a novel method, in which we design a saw that finds the twigs of nets.",
        ),
        (
            "We propose Oak, a novel method. First, a fast saw (FS) is used to find the twigs of nets.",
            "We propose Oak, a novel method, in which a fast saw is used to find the twigs of nets.",
        ),
        (
            "We propose Oak, a novel method. Oak enables phones to keep nets. Oak takes the twigs of nets.",
            "We propose Oak, a novel method, which takes the twigs of nets.",
        ),
        (
            "We propose Oak, a novel method. Oak enables phones to keep the twigs of nets.",
            "We propose Oak, a novel method, which enables phones to keep the twigs of nets.",
        ),
        (
            "We propose Oak, a novel pruning framework for pruning. Oak carefully takes the longest twigs of nets on old and slow "
            "phones with a small judge of their weights and asks the users of the phones for their advice on hard twigs.",
            "We propose Oak, a novel pruning framework, which carefully takes the longest twigs of nets on old and slow "
            "phones with a small judge of their weights and asks the users of the phones for their advice on hard twigs.",
        ),
        (
            "We propose Oak, a novel method. Oak consists of three parts: (1) a saw (SAW) that cuts the twigs of the nets of old and slow phones, "
            "(2) a file for the leaves of nets that nobody needs, and (3) a judge, which tells the others what they have to do.",
            "We propose Oak, a novel method, which consists of three parts: a saw, a file, and a judge.",
        ),
        (
            "We propose a new framework. Following old trees, we design a saw module for the twigs of nets. Nets are old.",
            "We propose a new framework, for which, following old trees, we design a saw module for the twigs of nets.",
        ),
        (
            "We propose a new framework. Specifically, to keep leaves, we design a saw for the twigs of nets.",
            "We propose a new framework, in which, to keep leaves, we design a saw for the twigs of nets.",
        ),
        (
            "We propose a new framework, Oak. In Oak, we use a saw for the twigs of nets.",
            "We propose a new framework, Oak, in which we use a saw for the twigs of nets.",
        ),
        (
            "We propose a new framework. We introduce a fast strategy that takes the twigs of nets.",
            "We propose a new framework, for which we introduce a fast strategy that takes the twigs of nets.",
        ),
        (
            "We propose a new framework. A small saw agent guides phones to the twigs of nets.",
            "We propose a new framework, in which a small saw agent guides phones to the twigs of nets.",
        ),
        (
            "We propose Oak, a novel method. Oak achieves clean twigs through a saw, and keeps leaves.",
            "We propose Oak, a novel method, which achieves clean twigs through a saw, and keeps leaves.",
        ),
        (
            "We propose Oak, a novel method. The key new component in our framework is a saw that finds twigs.",
            "We propose Oak, a novel method, whose key new component is a saw that finds twigs.",
        ),
        (
            "We introduce Oak, a new benchmark for pruning. We carefully draw the benchmark from the nets of old trees.",
            "We introduce Oak, a new benchmark for pruning, which we carefully draw from the nets of old trees.",
        ),
        (
            "We introduce Oak, a new benchmark for pruning. We test nine saws on the nets of old trees.",
            "We introduce Oak, a new benchmark for pruning, on which we test nine saws on the nets of old trees.",
        ),
        (
            "We propose Oak, a new framework. We first build a small file model. This model prunes the twigs of nets.",
            "We build a small file model, which prunes the twigs of nets.",
        ),
        (
            "Inspired by old trees, we propose a fast framework for pruning. It takes the twigs of nets.",
            "We propose a fast framework for pruning, which takes the twigs of nets.",
        ),
        (
            "We propose Oak, a novel method. Conditioned on trees, Oak prunes the twigs of nets.",
            "We propose Oak, a novel method, which, conditioned on trees, prunes the twigs of nets.",
        ),
        (
            "We propose Oak, a novel method. Unlike saws, files, and old axes, Oak prunes the twigs of nets.",
            "We propose Oak, a novel method, which prunes the twigs of nets.",
        ),
        (
            "We propose Oak, a novel method. Our policy is conditioned on the twigs of nets.",
            "We propose Oak, a novel method, whose policy is conditioned on the twigs of nets.",
        ),
        (
            "We propose Oak, a novel method. Our policy is conditioned on the twigs of nets, and we prune old trees.",
            "We propose Oak, a novel method, whose policy is conditioned on the twigs of nets.",
        ),
        (
            "We propose Oak, a novel method. Its two techniques include a saw that finds the twigs of nets.",
            "We propose Oak, a novel method, whose two techniques include a saw that finds the twigs of nets.",
        ),
        (
            "We propose Oak, a novel method. Nets are old. The key concept of our Oak involves a saw that finds twigs.",
            "We propose Oak, a novel method, whose key concept involves a saw that finds twigs.",
        ),
        (
            "We propose Oak, a novel method. At the core of Oak lies a saw that finds the twigs of nets.",
            "We propose Oak, a novel method, whose core is a saw that finds the twigs of nets.",
        ),
        (
            "We propose a method that keeps trees. We achieve this by judging the twigs of nets.",
            "We propose a method, which we achieve by judging the twigs of nets.",
        ),
        (
            "We propose a new framework, Oak. Within Oak, the twigs of nets are pruned by a saw.",
            "We propose a new framework, Oak, in which the twigs of nets are pruned by a saw.",
        ),
        (
            "We propose a new framework. To do so, we build saws that find the twigs of nets.",
            "We propose a new framework, for which we build saws that find the twigs of nets.",
        ),
        (
            "We propose a new framework. We embed old saws in the twigs of nets.",
            "We propose a new framework, in which we embed old saws in the twigs of nets.",
        ),
        (
            "We propose a new framework. We formulate pruning of twigs as a problem of nets on trees.",
            "We propose a new framework, in which we formulate pruning of twigs as a problem of nets on trees.",
        ),
        (
            "We introduce Oak, a new benchmark for pruning. Oak supports both the twigs and the leaves of nets.",
            "We introduce Oak, a new benchmark for pruning, which supports both the twigs and the leaves of nets.",
        ),
        (
            "We introduce Oak, a new benchmark for pruning. Using this benchmark, we compare saws for twigs of nets.",
            "We introduce Oak, a new benchmark for pruning, on which we compare saws for twigs of nets.",
        ),
        (
            "We introduce Oak, a novel method. Oak models the twigs of nets as leaves.",
            "We introduce Oak, a novel method, which models the twigs of nets as leaves.",
        ),
        (
            "We propose a new method: saw pruning. Its key idea is that old trees are judged by twigs of nets.",
            "We propose a new method, saw pruning, whose key idea is that old trees are judged by twigs of nets.",
        ),
        (
            "We propose Oak, a new method. Unlike the older saws of foresters that cut what they meet on their way, Oak "
            "judges the twigs of nets with a small file that was trained on the rings of all the trees of farmers.",
            "We propose Oak, a new method, which judges the twigs of nets with a small file that was trained on the rings of all the trees "
            "of farmers.",
        ),
        (
            "We propose Oak, a small pruner that can be simple. Oak cuts the twigs of nets by judging them.",
            "We propose Oak, a small pruner, which cuts the twigs of nets by judging them.",
        ),
    ],
)  # fmt: skip
def test_what_a_thing_does_is_told_with_its_name(abstract: str, shown: str) -> None:
    assert highlight("Pruning", abstract) == shown


def test_what_comes_of_a_thing_tells_enough_where_it_is_told_how() -> None:
    told = explain(
        "Pruning",
        "We propose Oak, a novel method. By judging the twigs of nets, Oak improves their old leaves.",
    )
    shown = "We propose Oak, a novel method, which, by judging the twigs of nets, improves their old leaves."
    assert shown in [candidate.text for candidate in told]


@pytest.mark.parametrize(
    "abstract",
    [
        "We propose Oak, a novel method. It is hard. It prunes the twigs of nets.",  # 'it' may be another thing
        "We propose Oak and present a novel method. Oak prunes the twigs of nets.",
        "We propose Oak, a new framework. It is hard. Our saw prunes the twigs of nets.",
        "We propose Oak, a novel method. Oak introduces two key components to prune nets.",
        "We propose Oak, a novel method. In this wood, Oak prunes the twigs of nets.",
        "We propose Oak, a novel method. Oak is motivated by the twigs of nets.",
        "We propose Oak, a novel method. Oak is introduced to prune the twigs of nets with a saw.",
        "We propose a saw with a file and an Elm. Elm prunes the twigs of nets.",  # a part
        "We propose Oak with a file module, saw module, and Elm module. The saw module prunes the twigs of nets.",
        "We propose a fast version of Elm. Elm prunes the twigs of nets.",
        "We propose Oak, a novel method. Oak aims to prune the twigs of nets.",
        "We propose Oak, a novel method. Oak trees are slow on phones.",
        "We propose Oak, a novel method. Elm prunes the twigs of nets.",
        "We propose Oak, a novel method. Oak improves the speed of nets.",  # that is a result
        "We propose Oak, a novel method. Oak shows that nets are slow.",
        "We propose Oak, a method for old phones whose users walk. Oak prunes nets.",  # it tells something by itself
        "We propose Oak, a novel method. Oak accelerates nets.",
        "We propose a new benchmark. Our method prunes the twigs of nets.",
        "We propose the first framework. Our framework prunes the twigs of nets.",
        "We propose Oak, a saw that uses YOLO for trees. YOLO prunes the twigs of nets.",
        "We propose Oak, a novel method. Oak documents contain the twigs of nets.",
        "We propose Oak, a novel method. At stage two, Oak prunes the twigs of nets.",
        "We propose Oak, a novel method. Oak adopts 3) a saw that prunes the twigs of nets.",
        "We propose a new corpus. Specifically, we use saws that prune nets.",
        "We propose Oak, a novel method. We release saws that prune nets.",
        "We propose Oak, a novel method. Specifically, we use it for the twigs of nets.",
        "We propose Oak, a novel method. Considering that trees are old, Oak prunes the twigs of nets.",
        "We propose Oak, a novel method. Oak uses them for the twigs of nets.",
        "We propose Oak, a method that prunes all twigs of trees in old woods. Oak cuts the roots of nets.",
    ],
)  # fmt: skip
def test_what_another_sentence_tells_is_else_left_to_it(abstract: str) -> None:
    assert all(", which" not in candidate.text for candidate in explain("Pruning", abstract))


@pytest.mark.parametrize(
    ("abstract", "shown"),
    [
        (
            "We study whether pruning works on nets. Moreover, we find that pruned nets lose leaves in winter.",
            "We study whether pruning works on nets, and find that pruned nets lose leaves in winter.",
        ),
        (
            "This paper studies whether pruning works on nets. We find that pruned nets lose leaves in winter.",
            "This paper studies whether pruning works on nets; we find that pruned nets lose leaves in winter.",
        ),
        (
            "We present the first study of pruning on nets. Our results suggest that pruned nets may keep their leaves.",
            "We present the first study of pruning on nets; our results suggest that pruned nets may keep their leaves.",
        ),
        (
            "We study whether pruning works on nets. Specifically, we compare saws of old farmers with files.",
            "We study whether pruning works on nets, and compare saws of old farmers with files.",
        ),
        (
            "This survey reviews the pruning of nets. It categorizes saws of old farmers by size.",
            "This survey reviews the pruning of nets, and categorizes saws of old farmers by size.",
        ),
        (
            "This survey reviews the pruning of nets. We compare saws of old farmers with files.",
            "This survey reviews the pruning of nets.",
        ),
    ],
)
def test_what_a_study_asks_is_told_with_what_it_finds(abstract: str, shown: str) -> None:
    assert highlight("OAK: Does Pruning Work", abstract) == shown


@pytest.mark.parametrize(
    "found",
    [
        "We find that OAK keeps more leaves of nets.",  # that is a result of what was made
        "We find that these nets are old and slow.",
        "Our experiments show that our method keeps more leaves.",
        "Our results show faster and smaller nets.",
    ],
)
def test_a_score_is_no_answer(found: str) -> None:
    told = explain("OAK: Does Pruning Work", f"We study whether pruning works on nets. {found}")
    assert all("find that" not in one.text or "study" not in one.text for one in told)
    assert all("; our" not in one.text for one in told)
