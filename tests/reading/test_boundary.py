"""Where the title ends and the authors begin: the hard lines, the real listing, and what holds for any line."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import pytest
import yaml
from conftest import EXAMPLE, ROOT
from hypothesis import example, given
from hypothesis import strategies as st

from paperdigest.reading import boundary, boundary_features
from paperdigest.reading.boundary import Split, split

CORPUS = ROOT.parent / "shared" / "corpus" / "arxiv-20k.jsonl.gz"


def read(line: str, abstract: str = "") -> tuple[str, list[str]]:
    found = split(line, abstract)
    return found.title, list(found.authors)


@pytest.mark.parametrize(
    ("title", "authors"),
    [
        # Capitals inside a name.
        ("Robust Speech Recognition", ["Ali SaraerToosi", "Jane Roe", "Max Moe"]),
        ("Perception and Reasoning Augmentation", ["Guangjing Yang", "ZhangYuan Yu", "Ziyuan Qin"]),
        ("Reasoning Augmentation", ["ZhangYuan Yu", "Ziyuan Qin", "Jane Roe"]),
        ("Learning to Rank Documents", ["Ronald McDonald", "Jane Roe", "Max Moe"]),
        ("Learning to Rank Documents", ["McKenna DeVries", "Jane Roe", "Max Moe"]),
        # Teams and names of one word.
        ("RoboBrain 2.0 Technical Report", ["BAAI RoboBrain Team", "Mingyu Cao", "Huajie Tan"]),
        ("Gemma 3 Technical Report", ["Gemma Team", "Aishwarya Kamath", "Johan Ferret"]),
        ("DeepSeek-V3 Technical Report", ["DeepSeek-AI", "Aixin Liu", "Bei Feng"]),
        ("Cosmos World Foundation Model", ["NVIDIA", ":", "Niket Agarwal"]),
        # Initials and particles.
        ("Extraction and Reasoning Utilizing LLM", ["J. Marius Zöllner", "Yin Wu", "Jane Roe"]),
        ("Graph Matching at Scale", ["X. Y. Li", "J. Marius Zöllner", "Q. Xu"]),
        ("Visualizing Data using t-SNE", ["Laurens van der Maaten", "Geoffrey Hinton", "Jane Roe"]),
        ("A Study of Neural Networks", ["van der Maaten", "Geoffrey Hinton", "Jane Roe"]),
        ("A Study of Neural Networks", ["de la Cruz", "Maria de la Cruz", "Jane Roe"]),
        ("A Theory of Gravity", ["Isaac O'Neil", "Seán d'Ascoli", "Jane Roe"]),
        # Accents and scripts.
        ("Poincaré Embeddings for Hyperbolic Spaces", ["Éloïse Benito", "Łukasz Kaiser", "Özgür Uğur"]),
        ("Методы глубокого обучения", ["Иван Петров", "Пётр Сидоров", "Анна Орлова"]),
        ("Deep Learning for Medical Images", ["张伟", "李娜", "王芳"]),
        ("基于图神经网络的医学图像分割方法", ["张伟", "李娜", "王芳"]),
        ("Deep Learning for Medical Images", ["محمد علي", "أحمد حسن", "علي رضا"]),
        # Titles that do not end in a plain word.
        ("Planning with LLMs", ["Yu Zhang", "Max Moe", "Ann Poe"]),
        ("Scalable Solvers in PETSc", ["Richard Mills", "Max Moe", "Ann Poe"]),
        ("Stabilized Fine-Tuning with LoRA", ["Jiayu Huang", "Xiaohu Wu", "Tiantian He"]),
        ("Real-Time View Synthesis in 4K", ["Zexiang Xu", "Max Moe", "Ann Poe"]),
        ("Semantic Communication for 6G", ["Wei Chen", "Max Moe", "Ann Poe"]),
        ("Findings of the Shared Task 2025", ["Wei Chen", "Max Moe", "Ann Poe"]),
        ("Do Transformers Really Reason?", ["Wei Chen", "Max Moe", "Ann Poe"]),
        ("Attention Is Not All You Need!", ["Wei Chen", "Max Moe", "Ann Poe"]),
        ("Retrieval-Augmented Generation (RAG)", ["Wei Chen", "Max Moe", "Ann Poe"]),
        ('Learning a "World Model"', ["Wei Chen", "Max Moe", "Ann Poe"]),
        ("Improved Bounds for Sorting in $O(n)$", ["Wei Chen", "Max Moe", "Ann Poe"]),
        # Commas in titles.
        ("Eyes, Mouth, or Full Face: What Matters", ["Wei Chen", "Max Moe", "Ann Poe"]),
        ("Sample, Align, Synthesize, and Rank", ["Wei Chen", "Max Moe", "Ann Poe"]),
        ("A Benchmark with 1,000 Classes", ["Wei Chen", "Max Moe", "Ann Poe"]),
    ],
)
def test_title_and_authors_without_help(title: str, authors: list[str]) -> None:
    names = ", ".join(authors)
    assert read(f"{title}{names} et al.") == (title, authors)
    assert read(f"{title}{names}") == (title, authors)
    assert read(f"{title}{authors[0]}, {authors[1]}") == (title, authors[:2])


@pytest.mark.parametrize(
    ("title", "author", "abstract"),
    [
        ("Motion Transfer with DenseWarper", "Jane Roe", "We propose DenseWarper, which warps densely."),
        ("Point Clouds with CounterNet", "Duo Lu", "Our CounterNet counts objects in point clouds."),
        ("A study of neural networks", "jane roe", "We study what neural networks learn."),
        ("التعلم العميق للصور الطبية", "محمد علي", "نقدم طريقة من التعلم العميق لتحليل الصور الطبية"),
    ],
)
def test_the_abstract_knows_the_title_s_last_word(title: str, author: str, abstract: str) -> None:
    assert read(f"{title}{author}, Max Moe, Ann Poe et al.", abstract) == (
        title,
        [author, "Max Moe", "Ann Poe"],
    )


@pytest.mark.parametrize(
    ("names", "authors", "complete"),
    [
        ("Jane Doe", ["Jane Doe"], True),
        ("Jane Doe  ", ["Jane Doe"], True),
        ("Jane Doe et al.", ["Jane Doe"], False),
        ("Jane Doe, John Smith et al.", ["Jane Doe", "John Smith"], False),
        ("Jane Doe, John Smith, Ann Poe et al", ["Jane Doe", "John Smith", "Ann Poe"], False),
        ("Jane Doe, John Smith, Ann Poe, et al. ", ["Jane Doe", "John Smith", "Ann Poe"], False),
        ("Jane Doe; John Smith; Ann Poe et al.", ["Jane Doe", "John Smith", "Ann Poe"], False),
        ("Jane Doe and John Smith", ["Jane Doe", "John Smith"], True),
        ("Jane Doe, John Smith and Ann Poe", ["Jane Doe", "John Smith", "Ann Poe"], True),
        ("Jane Doe, John Smith, and Ann Poe", ["Jane Doe", "John Smith", "Ann Poe"], True),
        ("Jane Doe, John Smith, Jr., Ann Poe et al.", ["Jane Doe", "John Smith, Jr.", "Ann Poe"], False),
        ("Jane Doe, John Smith, Ann Poe, Max Moe", ["Jane Doe", "John Smith", "Ann Poe", "Max Moe"], True),
    ],
)
def test_how_authors_may_be_listed(names: str, authors: list[str], complete: bool) -> None:
    found = split(f"Graph Matching at Scale{names}")
    assert (found.title, list(found.authors), found.complete) == (
        "Graph Matching at Scale",
        authors,
        complete,
    )


@pytest.mark.parametrize("between", ["\n", "\t", " \t ", "\r\n"])
def test_a_break_is_taken_at_its_word(between: str) -> None:
    found = split(f"Notes on the van{between}de Vries, Jane Roe et al.")
    assert (found.title, found.authors) == ("Notes on the van", ("de Vries", "Jane Roe"))
    assert not found.complete
    assert found.confidence > 0.99


@pytest.mark.parametrize("line", ["Transformers", "deep learning", "Deep Learning for Image Segmentation"])
def test_a_line_that_names_nobody(line: str) -> None:
    found = split(line)
    assert (found.title, found.authors) == (line, ())
    assert found.confidence <= 0.5


def test_nothing() -> None:
    assert split("") == Split("", (), True, 0.5, None)


def test_the_doubtful_line_shows_what_else_it_may_be() -> None:
    found = split("Motion Transfer with DenseWarperJane Roe, Max Moe et al.")
    splits = {(found.title, found.authors), found.runner_up}
    assert ("Motion Transfer with DenseWarper", ("Jane Roe", "Max Moe")) in splits
    assert found.confidence < 0.95


def test_a_first_name_that_may_begin_with_the_title_s_last_word_is_doubtful() -> None:
    line = "Plans in MineCraftJane Doe, Max Moe et al."
    assert split(line, "We make plans.").title == "Plans in Mine"  # so sure is the model of 'CraftJane'
    assert split(line, "We make plans.").confidence < 0.95
    sure = split("Fast NetworksYiFan Li, Jane Doe", "We make networks fast.")
    assert sure.authors == ("YiFan Li", "Jane Doe")
    assert sure.confidence > 0.95


PAPERS = yaml.safe_load(
    (ROOT / "tests" / "reading" / "listings" / "medical-ai.yaml").read_text(encoding="utf-8")
)
LISTING = (EXAMPLE / "content" / "listings" / "medical-ai.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("paper", PAPERS, ids=[paper["title"][:30] for paper in PAPERS])
def test_the_real_listing(paper: dict[str, object]) -> None:
    """The thirty papers as they were pasted: each line is right, and known to be."""
    assert isinstance(paper["line"], int)
    _, line, abstract = LISTING[paper["line"] - 1 : paper["line"] + 2]
    found = split(line, abstract)
    assert found.title == paper["title"]
    assert list(found.authors) == paper["authors"]
    assert found.complete == paper["authors_complete"]
    assert found.confidence >= 0.95


_BETWEEN = r"(?:[\s,，;；、،&]|and)*?"

_texts = st.one_of(
    st.text(max_size=80),
    st.text(alphabet="AaBb Éé张ض9.,;:-'\"$()\t\n&", max_size=80),
    st.lists(
        st.sampled_from(["Deep", "NetsJane", " ", ", ", " and ", "; ", "Roe", "van ", "et al.", "Jr."])
    ).map("".join),
)


@given(line=_texts, abstract=st.sampled_from(["", "Deep nets see."]))
@example(line="et al.", abstract="")
@example(line=", ; and ", abstract="")
@example(line="Title\n, ", abstract="")
@example(line="\ud800A\ud800B", abstract="\ud800")
def test_nothing_visible_is_lost_or_changed(line: str, abstract: str) -> None:
    found = split(line, abstract)
    assert 0 <= found.confidence <= 1
    assert found.title or not line.strip()
    assert all(found.authors)
    pattern = _BETWEEN.join(re.escape(re.sub(r"\s", "", part)) for part in (found.title, *found.authors))
    visible = re.sub(r"\s", "", line)
    assert re.fullmatch(rf"{pattern}{_BETWEEN}(?:et\.?al[.,;]*)?", visible, re.IGNORECASE), (line, found)


def test_the_table_is_small() -> None:
    table = Path(boundary.__file__).with_name("boundary_weights.json")
    assert table.stat().st_size < 50_000
    assert len(json.loads(table.read_text(encoding="ascii"))["weights"]) == boundary_features.SLOTS * 5 // 4


def held_out_records() -> Iterator[dict[str, object]]:
    """Yield the records that the table was not learnt from, see `generator/training/train_boundary.py`."""
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if crc32(record["id"].encode()) % 5 == 0:
                yield record


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not beside the project")
def test_records_it_has_not_seen() -> None:
    wrong, doubtful, sure_and_wrong, count = [], 0, 0, 0
    for record in held_out_records():
        title = " ".join(str(record["title"]).split())
        authors = record["authors"]
        assert isinstance(authors, list)
        line = title + ", ".join(authors[:3]) + (" et al." if len(authors) > 3 else "")
        found = split(line, str(record["abstract"]))
        right = (found.title, list(found.authors), found.complete) == (title, authors[:3], len(authors) <= 3)
        count += 1
        doubtful += found.confidence < 0.95
        if not right:
            wrong.append(line)
            sure_and_wrong += found.confidence >= 0.95
    assert count > 4000
    assert len(wrong) <= 0.0007 * count, wrong
    assert doubtful <= 0.005 * count
    assert sure_and_wrong <= 1
