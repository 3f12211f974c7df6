"""Time is linear in what is read, whatever it is: no pattern that is repeated makes anything steeper.

Each function reads a pattern repeated up to a length, and to an eighth of it. For each doubling of the length
the processor time may triple, so that eight times the length may take 27 times: what is quadratic takes 64
times. Other work on the machine may disturb one measurement, but not the least of several. `make test` tries a
part of the patterns on each function, `make growth` all on all.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import string
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType

import markdown
import pytest
from conftest import run

from paperdigest import store
from paperdigest.advising import author_advice, topic_advice
from paperdigest.building.making import write_pages
from paperdigest.building.project import Project
from paperdigest.digesting.clauses import Clause, clauses, fault, reluctance, without_lead
from paperdigest.digesting.highlight import explain, highlight
from paperdigest.digesting.keyphrases import key_phrases, main_phrases
from paperdigest.digesting.phrases import phrase_key, phrases_of
from paperdigest.model import PrintedName, SiteInfo
from paperdigest.reading.boundary import ranked_splits, split
from paperdigest.reading.content import Content, read_content
from paperdigest.reading.formats.table_rows import Head, rows_of
from paperdigest.reading.options import Options
from paperdigest.reading.paper_file import PaperFile
from paperdigest.relating.addresses import Registry
from paperdigest.relating.catalogue import make_catalogue
from paperdigest.relating.papers import read_papers
from paperdigest.relating.people import identify
from paperdigest.text.links import find_links
from paperdigest.text.names import fold, romanise, sort_key
from paperdigest.text.sentences import sentences, stems, words
from paperdigest.text.slugs import slugify
from paperdigest.text.terms import word_sequences
from paperdigest.text.tex import math_spans, strip_math, to_text
from paperdigest.writing.commonmark import to_html
from paperdigest.writing.markdown import code, escape, fence, html, link
from paperdigest.writing.prose import heading, prose

pytestmark = pytest.mark.slow

LENGTH, FACTOR, TOO_STEEP = 8_000, 8, 27
#: What reads `LENGTH` characters in so many seconds of processor time is not asked how its time grows.
QUICK = 0.03
#: The least time, in seconds, that the clock can tell.
TICK = 0.001
#: Seconds after which something hangs.
PATIENCE = 20

PATTERNS = [
    *string.punctuation,
    *(first + second for first, second in zip("([{<*_`$\\.,;:!?#-", ")]}>*_`$\\.,;:!?#-", strict=True)),
    *("a", "a ", "A", "aB", "1", "1 ", "a1", "é", "e\u0301", "中", "\n", "a\n", "a\n\n", " ", "\t", "\r"),
    *("\x00", "\u200b", "\u202e", "\u200d", "\ud800", "\u0085", "\ufeff"),
    *("a/", "a@", "@a", "a.", "a. ", "A. ", ".A", "a-", "-a", "a_", "_a", "a'", "a:", "a, ", "a; ", "a&", "a*"),
    *("a.a", "3.3", "e.g. ", "a? ", "(a", "(a. A. ", "a)", "[a]", "[a](", "](", "![", "{a}", "{ .a }", "<a ", "<a>"),
    *("<!--", "</", "&#1;", "&a", "*a*", "**a", "`a", "``a", "$a", "$a$", "$ a", "$5 ", "$$a", "\\$", "x_{", "a ."),
    *("\\a", "\\a{", "\\a ", "\\'", '\\"a ', "\\(", "\\[a", "\\\\[", "\\begin{align}", "\\frac{", "\\href{a.b/c}{"),
    *("\\footnote{", "\\item[", "\\verb|a", "\\k{", "~5", "--", "''", "a `b' ", "% a ", "https://a.b/", "www.a.b "),
    *("http", "github.com/a ", "a.b/c{", "mailto:a@b.c ", "we ", "we propose ", "and we ", "a, which ", "this ", "to "),
    *("of ", "to solve this problem ", "it ", "these methods ", "by using ", "(i) ", "- a ", "* a\n", "# a\n", "| a "),
    *("Ana Lopez, ", "Ana LopezBo Li, ", "Lopez, Ana and ", "et al. ", "et al", " and ", "and\n", "Jr., ", "van "),
    *("@misc{a,", "@string{a=", "a={b},", "TY  - JOUR\n", "ER  - \n", "AU  - a\n", "LGJun 26, 2022\n", "Jun 26"),
    *("- a\n", "- title: a\n", "a: ", "? ", "[", '{"a":', '"a",', "[[", "&a *a ", "<entry>", "<a b='c'>", "%\n"),
]  # fmt: skip

#: Whether all patterns are tried on everything ('make growth'); else each is tried on some of it.
EVERY = bool(os.environ.get("EVERY_PATTERN"))


def some_patterns(name: str, share: int) -> list[str]:
    """Return one of so many patterns, others for other names, or all of them if that was asked for."""
    return PATTERNS if EVERY else PATTERNS[sum(name.encode()) % share :: share]


# --- What reads ------------------------------------------------------------------------------------------

BEGUN, SITE = date(2025, 1, 1), SiteInfo("A digest", "Papers.", "https://example.org/digest/")
TOPICS = (
    "- {name: Graphs, description: On graphs., terms: [graph, net*, {any: [we], with: [a], without: [b]}]}"
)


def read(**files: str) -> Content:
    """Read files of `content/`, whose names have '__' for '/' and '_' for '.'."""
    named = {name.replace("__", "/").replace("_", "."): text for name, text in files.items()}
    return read_content({name: text.encode(errors="surrogatepass") for name, text in named.items()}, BEGUN)


def in_text(template: str) -> Callable[[str], Content]:
    """A reader of a record whose every `TEXT` is the pattern."""
    return lambda text: read(records__a_txt=template.replace("TEXT", text))


def in_json(template: str) -> Callable[[str], Content]:
    """A reader of JSON, or of YAML, each `TEXT` in which is the pattern as a string."""
    return lambda text: read(records__a_txt=template.replace("TEXT", json.dumps(text)))


def page_of(text: str) -> list[str]:
    """Read a page written by hand, and convert it as MkDocs does."""
    converter = markdown.Markdown(extensions=["attr_list", "md_in_html", "toc"])
    return [converter.convert(page) for page in read(pages__a_md=text).pages.values()]


ARXIV = '{"id": "2501.00001", "title": TEXT, "abstract": TEXT, "authors": TEXT, "categories": TEXT,' \
    ' "comments": TEXT, "update_date": "2025-01-01", "doi": TEXT, "journal-ref": TEXT}'  # fmt: skip
READERS: dict[str, Callable[[str], object]] = {
    "a file of papers": lambda text: read(records__a_txt=text),
    "a table": lambda text: read(records__a_csv=f"title,authors,year\n{text}\n{text}"),
    "a listing": lambda text: read(listings__a_txt=text),
    "a listing's record": lambda text: read(
        listings__a_txt=f"LGJun 26, 2022\n{text}Ana Lopez, Bo Li\n{text}\n", settings_yml="listed_on: 2022-07-01"
    ),
    "BibTeX": in_text("@article{a, title={TEXT}, author={TEXT}, year=2020, abstract={TEXT}, doi={TEXT}, month={TEXT}}"),
    "BibTeX between entries": in_text("TEXT\n@article{a, title={A}, year=2020} TEXT @string{TEXT={a}} @comment{TEXT}"),
    "RIS": in_text("TY  - JOUR\nTI  - TEXT\nAU  - TEXT\nPY  - 2020\nAB  - TEXT\nDO  - TEXT\nKW  - TEXT\nER  - \n"),
    "CSL-JSON": in_json(
        '[{"title": TEXT, "author": [{"family": TEXT, "given": TEXT}], "issued": {"raw": TEXT}, "abstract": TEXT, "DOI": TEXT}]'
    ),
    "arXiv's JSON": in_json(ARXIV),
    "OpenReview": in_json(
        '[{"content": {"title": TEXT, "authors": [TEXT], "abstract": TEXT}, "pdate": 1600000000000, "venue": TEXT}]'
    ),
    "Atom": in_text(
        "<feed><entry><title>TEXT</title><summary>TEXT</summary><author><name>TEXT</name></author>"
        "<published>2020-01-01</published></entry></feed>"
    ),
    "own YAML": in_json("- title: TEXT\n  date: 2020\n  authors: [TEXT]\n  abstract: TEXT\n  subjects: [TEXT]\n  url: TEXT\n"),
    "own YAML without quotes": in_text("- title: TEXT\n  date: 2020\n  abstract: |\n    TEXT\n"),
    "settings": lambda text: read(settings_yml=text),
    "settings' values": lambda text: read(settings_yml=f"introduction: {json.dumps(text)}\nlisted_on: {json.dumps(text)}"),
    "topics": lambda text: read(topics_yml=text),
    "a term": lambda text: read(topics_yml=f"- name: a\n  description: b\n  terms: [{json.dumps(text[:2000])}]"),
    "corrections": lambda text: read(corrections_yml=f"- paper: {json.dumps(text)}\n  title: {json.dumps(text)}"),
    "people": lambda text: read(authors_yml=f"- name: {json.dumps(text)}\n  names: [{json.dumps(text)}]"),
    "moves": lambda text: read(moved_yml=f"- from: {json.dumps(text)}\n  to: {json.dumps(text)}"),
    "addresses": lambda text: read(addresses_txt=text),
    "a page written by hand": page_of,
}  # fmt: skip


def whole(text: str) -> str:
    """Return a text as readers leave it: halves of characters are gone."""
    return text.encode(errors="replace").decode()


def key_phrases_of(text: str) -> object:
    return key_phrases(text, text)


def clauses_of(text: str) -> object:
    return [fault(part) for part in clauses(f"We propose the {text}.")]


TEXT: dict[str, Callable[[str], object]] = {
    "to_text": to_text,
    "strip_math": strip_math,
    "strip_math of what was read": lambda text: strip_math(to_text(text).text),
    "math_spans": math_spans,
    "find_links": find_links,
    "sentences": sentences,
    "stems": lambda text: stems(words(text)),
    "fold": fold,
    "romanise": romanise,
    "sort_key": lambda text: sort_key(PrintedName(text)),
    "slugify": slugify,
    "word_sequences": word_sequences,
    "phrases_of": phrases_of,
    "phrase_key": phrase_key,
    "key_phrases": key_phrases_of,
    "main_phrases": lambda text: main_phrases(text, text),
    "highlight": lambda text: highlight("A title", text),
    "highlight below a title": lambda text: highlight(text, "We propose a net. It is good, and we show that it is."),
    "explain": lambda text: explain("A title", f"We propose the {text}"),
    "without_lead": without_lead,
    "clauses": clauses_of,
    "fault": lambda text: fault(Clause(f"We propose the {text}.")),
    "reluctance": lambda text: reluctance(f"We study {text}"),
    "split": split,
    "split below an abstract": lambda text: split("Graph NetsAna Lopez, Bo Li", text),
    "ranked_splits": ranked_splits,
    "escape": escape,
    "link": lambda text: link(text, "a.md"),
    "code": code,
    "fence": fence,
    "html": html,
    "prose": prose,
    "heading": heading,
    "prose as HTML": lambda text: to_html(f"<div markdown>\n\n{prose(whole(text))}\n\n</div>\n", "papers/a.md"),
    "heading as HTML": lambda text: to_html(
        f"# {heading(whole(text))}\n\n{code(whole(text))}\n\n{fence(whole(text))}\n", "papers/a.md"
    ),
}  # fmt: skip


# --- What grows by the number of things ------------------------------------------------------------------


def of_many(**lines: str) -> Callable[[str], object]:
    """Relate a digest whose files have a line for each character of a text, in which `N` is its number."""

    def relate_all(text: str) -> object:
        numbers = range(len(text) // 4)
        files = {name: "".join(line.replace("N", str(n)) for n in numbers) for name, line in lines.items()}
        content = read(**files)
        registry = Registry(content.addresses)
        papers, report = read_papers(content.records, content.corrections, 0.95, registry)
        people = identify(papers, content.people, registry)
        made = make_catalogue(papers, content.topics, None, people, registry)
        return report, author_advice.as_yaml(made, 100), list(topic_advice.report(made, 10))

    return relate_all


def rows_with_stray_quotes(text: str) -> object:
    """Read a table with tabs, each row of which has a quote within a cell."""
    file = PaperFile('"a"b\tc\n' * len(text), "a.txt", Options(BEGUN))
    return list(rows_of(file, Head(0, ("title", "authors"), "\t")))


MANY = {
    "rows with stray quotes": rows_with_stray_quotes,
    "papers of one title": of_many(
        records__a_yml="- {title: Editorial, date: 2024, doi: 10.1000/N}\n",
        addresses_txt="papers/editorial-N\tdoi:10.1000/N\ttitle:1b9b2ab5cd5c\n",
    ),
    "papers of one author": of_many(
        records__a_yml="- {title: Progress report volume N, date: 2024, authors: [Ana Lopez]}\n"
    ),
    "papers of one day": of_many(
        records__a_yml="- {title: On graphN, date: 2024-05-01, authors: [Ana LopezN, Bo Li], abstract: We study.}\n"
    ),
    "corrections of no paper": of_many(
        records__a_yml="- {title: Paper N, date: 2024}\n", corrections_yml="- {paper: paper-x-N, reason: a}\n"
    ),
    "people of no paper": of_many(
        records__a_yml="- {title: Paper N, date: 2024, authors: [AnaN LopezN]}\n",
        authors_yml="- {name: AnN LopesN}\n",
    ),
    "people of one name": of_many(
        records__a_yml="- {title: Paper xN, date: 2024, authors: [Wei Wang, Bo LiN]}\n",
        authors_yml="- {name: Wei Wang, coauthors: [Bo LiN]}\n",
    ),
    "names that are alike": of_many(
        records__a_yml="- {title: Paper N, date: 2024, authors: [Aa'N Lopez, Bo Li]}\n"
    ),
    "topics": of_many(
        records__a_yml="- {title: On xN things, date: 2024}\n",
        topics_yml="- {name: Topic N, terms: [xN]}\n",
    ),
    "addresses of one key": of_many(
        records__a_yml="- {title: A paper, date: 2024}\n", addresses_txt="papers/a-N\ttitle:1b9b2ab5cd5c\n"
    ),
}


# --- How its time grows ----------------------------------------------------------------------------------


class HangError(BaseException):
    """Something does not come back."""


@contextmanager
def patience() -> Iterator[None]:
    """Stop what takes too much processor time."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise HangError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def seconds(function: Callable[[str], object], pattern: str, length: int, run: int) -> float:
    """Return the processor time for a text; each run has another text, since some functions remember."""
    text = pattern * (length // len(pattern)) + f" {run}"
    began = time.process_time()
    with patience():
        function(text)
    return time.process_time() - began


def steepness(function: Callable[[str], object], pattern: str) -> float:
    """Return how many times longer the function takes for a text that is `FACTOR` times longer.

    What looks steep is looked at again in longer texts, in which chance counts for less.
    """
    steep = 1.0
    for length in (LENGTH, 4 * LENGTH):
        long = seconds(function, pattern, length, 0)
        if long < QUICK:
            return 1
        short = max(TICK, min(seconds(function, pattern, length // FACTOR, run) for run in range(5)))
        if long / short >= TOO_STEEP:
            long = min(long, *(seconds(function, pattern, length, run) for run in range(1, 4)))
        steep = long / short
        if steep < TOO_STEEP:
            break
    return steep


def find_steep(function: Callable[[str], object], patterns: list[str]) -> dict[str, float]:
    """Return the patterns by which a function's time grows steeper than linear, and how steep."""
    found = {}
    for pattern in patterns:
        try:
            times = steepness(function, pattern)
        except HangError:
            times = float("inf")
        if times >= TOO_STEEP:
            found[pattern] = times
    return found


@pytest.mark.parametrize("name", READERS)
def test_readers_are_linear(name: str) -> None:
    assert not find_steep(READERS[name], some_patterns(name, 8))


def test_whole_digests_are_linear(project: Path) -> None:
    """Every page of a digest whose only paper has a text in each of its fields."""
    digest = Project(project)
    shutil.rmtree(digest.content)
    store.write(digest.content / "topics.yml", TOPICS)

    def write(text: str) -> None:
        record = ARXIV.replace("TEXT", json.dumps(text))
        store.write(digest.content / "records" / "a.json", record)
        write_pages(digest, BEGUN, False, lambda *_: None)
        for path, page in store.read_tree(digest.pages).items():
            if path.endswith(".md"):
                to_html(page.decode(), path)

    assert not find_steep(write, some_patterns("a digest", 20))


@pytest.mark.parametrize("name", MANY)
def test_digests_of_many_things_are_linear(name: str) -> None:
    assert not find_steep(MANY[name], ["a"])


def test_a_paper_of_many_authors_takes_linear_time(project: Path) -> None:
    """One paper of a large collaboration through the whole of `digest check`."""

    def check(text: str) -> None:
        names = "".join(f"  - Ana Lopez{number}\n" for number in range(len(text) // 2))
        store.write(
            project / "content" / "records" / "a.yml", f"- title: A search\n  date: 2024\n  authors:\n{names}"
        )
        assert run(project, "check").exit_code == 0

    assert not find_steep(check, ["a"])


@pytest.mark.parametrize("name", TEXT)
def test_functions_on_text_are_linear(name: str) -> None:
    assert not find_steep(TEXT[name], some_patterns(name, 8))


def test_what_is_quadratic_is_noticed() -> None:
    def quadratic(text: str) -> int:
        return sum(1 for _ in range(len(text) ** 2 // 40))

    assert list(find_steep(quadratic, ["a"])) == ["a"]
