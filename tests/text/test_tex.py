r"""What a reader sees of TeX in titles, names and abstracts: source -> text, as tables."""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import chain, pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from paperdigest.text.tex import Text, macros, math_spans, strip_math, to_text


def check(source: str, expected: str) -> None:
    assert to_text(source).text == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Plain text stays.", "Plain text stays."),
        ("It's the authors' own.", "It's the authors' own."),
        ('A "straight" quote stays.', 'A "straight" quote stays.'),
        ("a < b & c > d * e_f # g", "a < b & c > d * e_f # g"),
        ("Lines\nare  joined,\n\n  paragraphs\ttoo ", "Lines are joined, paragraphs too"),
        ("one\u2028two\u2029three\x85four\xa0five", "one two three four five"),
        ("", ""),
    ],
)
def test_plain_text(source: str, expected: str) -> None:
    check(source, expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"Poincar\'e", "Poincaré"),
        (r"Poincar\'{e}", "Poincaré"),
        (r"Poincar{\'e}", "Poincaré"),
        (r"Poincar{\'{e}}", "Poincaré"),
        (r"Schr\"{o}dinger, Schr\"odinger", "Schrödinger, Schrödinger"),
        (r"\"Uber", "Über"),
        (r"Na\"ive, na\"{\i}ve", "Naïve, naïve"),
        (r"Garc\'ia, Garc\'\i a, Garc\'{\i}a", "García, García, García"),
        (r"S\~ao Paulo, Ba\~n\'on", "São Paulo, Bañón"),
        (r"fa\c{c}ade, fa\c cade", "façade, façade"),
        (r"\v{C}erchova, \v Cerchova", "Čerchova, Čerchova"),
        (r"Erd\H{o}s, Erd\H os", "Erdős, Erdős"),
        (r"Mah\={a}bh\={a}rata, Mah\=an\=ama", "Mahābhārata, Mahānāma"),
        (r"Nguy\~{\^e}n", "Nguyễn"),
        (r"Bj{\o}rn, Bj\o rn, Bj\o{}rn", "Bjørn, Bjørn, Bjørn"),
        (r"Stra{\ss}e, Stra\ss e", "Straße, Straße"),
        (r"\L ukasz, \AA rhus, \O{}ystein", "Łukasz, Århus, Øystein"),
        (r"at 5 \AA resolution", "at 5 Å resolution"),
        (r"kitab{\i}", "kitabı"),
        ("e\u0301", "é"),
        # Escapes of other languages, which are no accents.
        (r"the model\'s output, don\'t", "the model's output, don't"),
        (r"the so-called \"attention\" layer", 'the so-called "attention" layer'),
        # arXiv reads '\kappa' as an accent on 'appa'.
        (r"Fleiss' \k{appa} and \b{eta}-VAE, \c{opyright} 2024", "Fleiss' κ and β-VAE, © 2024"),
    ],
)
def test_accents_and_letters(source: str, expected: str) -> None:
    check(source, expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("pages 3--7", "pages 3–7"),
        ("adaptation---with a focus", "adaptation—with a focus"),
        ("GTA V --> Cityscapes, a <-- b", "GTA V --> Cityscapes, a <-- b"),
        ("a ---- rule", "a ---- rule"),
        ("the `hallucination problem' in models", "the ‘hallucination problem’ in models"),
        ("`don't do' lists", "‘don't do’ lists"),
        ("**Med-R$^3$**, a **Med**ical, self-**Ev**olving net", "Med-R$^3$, a Medical, self-Evolving net"),
        ("2**3 and 4**5, Humdrum **kern and **mens, ***", "2**3 and 4**5, Humdrum **kern and **mens, ***"),
        ("the ``next token'' paradigm", "the “next token” paradigm"),
        ('an ``absolute maximum" fusion', "an “absolute maximum” fusion"),
        ("a \"drainage node'' in the graph", 'a "drainage node" in the graph'),
        ("the ''average American'' model", "the “average American” model"),
        ("a 15'' screen", "a 15'' screen"),
        ("run `make` first, GPT-4o`s rate", "run `make` first, GPT-4o`s rate"),
    ],
)
def test_dashes_and_quotes(source: str, expected: str) -> None:
    check(source, expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"5\% of R\&D with LLM\_Control \#1 \{a\}", "5% of R&D with LLM_Control #1 {a}"),
        (r"86\\% accuracy", "86% accuracy"),
        (r"6.2\,px, 25~ms, a\ b, x\!y, p\;q", "6.2 px, 25 ms, a b, xy, p q"),
        (r"Title \\ Subtitle\newline more\par end", "Title Subtitle more end"),
        (r"mAP\@0.50 is high.\@ Next", "mAP@0.50 is high. Next"),
        (r"pre-proce\-ssed", "pre-processed"),
        (r"Meta \-/ Interpretive", "Meta - Interpretive"),
        (r"360{\deg} views at 90\textdegree", "360° views at 90°"),
        (r"\textasciitilde 5\textperthousand, \copyright\ 2024", "~ 5‰, © 2024"),
        (r"\ding{182} first, \ding{183} second", "❶ first, ❷ second"),
        (
            r"\ce{CO2 + C -> 2 CO}, \ce{SO4^2-}/\ce{[AgCl2]-} and \ce{TiO2}-based",
            "CO₂ + C → 2 CO, SO₄²⁻/[AgCl₂]⁻ and TiO₂-based",
        ),
        (r"\ce{KCr(SO4)2*12H2O}, \ce{^{14}_{6}C} and \ce{HC#CH}", "KCr(SO₄)₂·12H₂O, ¹⁴₆C and HC≡CH"),
        (
            r"\ce{Li_{x}CoO2} and $\ce{N2 <=> N}$",
            r"$\mathrm{Li_{x}CoO_{2}}$ and $\mathrm{N_{2} \rightleftharpoons N}$",
        ),
        (r"about {\epsilon}-intelligence and \alpha-divergence", "about ϵ-intelligence and α-divergence"),
        (r"is \verb|a_{b}\c$| code", r"is a_{b}\c$ code"),
        (r"\LaTeX{} and \TeX", "LaTeX and TeX"),
        # Of these the space after them only ends the name, as reference managers write them.
        (r"A\textemdash B, C \textendash{} D \textendash E", "A—B, C – D – E"),
        (r"Parkinson\textquoteright s \textquotedblleft disease\textquotedblright", "Parkinson’s “disease”"),
        (r"at 5\textdegree C, 90\textdegree rotation", "at 5°C, 90° rotation"),
    ],
)
def test_escapes_and_symbols(source: str, expected: str) -> None:
    check(source, expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Policy Optimization~(GRPO)", "Policy Optimization (GRPO)"),
        ("Task~2 of PAN~2024, i.e.,~text", "Task 2 of PAN 2024, i.e., text"),
        ("averaging ~225 words (~5%) at ~ 15 FPS", "averaging ~225 words (~5%) at ~ 15 FPS"),
        (r"a cost of ~\$3, r = ~.54", "a cost of ~$3, r = ~.54"),
        ("gains of 0.12~0.14 dB and 2.01x~3.81x", "gains of 0.12~0.14 dB and 2.01x~3.81x"),
        (r"$6\times$~$58\times$ fewer, 256~$\times$~256", r"$6\times$~$58\times$ fewer, 256 $\times$ 256"),
        ("https://www.robots.ox.ac.uk/~vgg/x", "https://www.robots.ox.ac.uk/~vgg/x"),
    ],
)
def test_tilde_is_a_space_or_about(source: str, expected: str) -> None:
    check(source, expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"\emph{A} \textbf{B} \textit{C} \textsc{D} \texttt{E} \text{F}", "A B C D E F"),
        (r"\textbf{\textit{nested} style}", "nested style"),
        (
            r"{\bf Latent Space} and {\em solution-aware} or {\it i.e.}",
            "Latent Space and solution-aware or i.e.",
        ),
        (r"A\textsuperscript{2}FM", "A2FM"),
        (r"\underline{V}alue \uline{S}ign", "Value Sign"),
        (r"\textcolor{red}{Warning: this} {\color{blue}{here}}", "Warning: this here"),
        (r"released.\footnote{Code: https://a.org/b.}", "released. (Code: https://a.org/b.)"),
        (r"as in Fig.~\ref{fig:a} and \cite{x,y}, \label{z}done", "as in Fig. […] and […], done"),
        (r"(CLIP)~\citep[see][]{a} \cite{b} has", "(CLIP) […] has"),
        (r"\begin{itemize}[noitemsep] \item one \item[b)] two\end{itemize} end", "• one b) two end"),
        (r"\section*{Aim} To see", "Aim To see"),
        (r"\texorpdfstring{$\alpha$}{alpha} rays", "alpha rays"),
    ],
)
def test_markup_is_dropped_and_its_content_shown(source: str, expected: str) -> None:
    check(source, expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"\url{https://a.org/b_c%20d}", "https://a.org/b_c%20d"),
        (r"at \href{https://a.org/b}{https://a.org/b}.", "at https://a.org/b."),
        (r"\href{https://github.com/a/b}{github.com/a/b}.", "https://github.com/a/b."),
        (r"\href{https://a.org/b}{\textcolor{blue}{here}}.", "here (https://a.org/b)."),
        (r"\href{https://a.org/b}", "https://a.org/b"),
        (r"\hyperlink{}{https://a.org/b}.", "https://a.org/b."),
        (r"\hyperlink{sec:1}{the section}", "the section"),
        (r"see $\href{https://a.org/b}{here}$.", "see here (https://a.org/b)."),
        ("https://a.org/b}{https://a.org/b. More", "https://a.org/b. More"),
        ("{https://a.org/b}{here}. More", "here (https://a.org/b). More"),
        ("https://a.org/b/{this URL}. More", "this URL (https://a.org/b/). More"),
        (r"https://a.org/my\_page\#x--y", "https://a.org/my_page#x--y"),
        (r"\https://a.org/b", "https://a.org/b"),
        ("https://github$.$com/a/b", "https://github.com/a/b"),
    ],
)
def test_links(source: str, expected: str) -> None:
    check(source, expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"fast, \eg, ten", "fast, e.g., ten"),
        (r"\eg., ten; \ie.\ one", "e.g., ten; i.e. one"),
        (r"\Eg one \etal, \wrt that \etc.", "E.g. one et al., w.r.t. that etc."),
        (r"\cf \vs \aka \resp \iid \dof", "cf. vs. a.k.a. resp. i.i.d. d.o.f."),
    ],
)
def test_customary_abbreviations(source: str, expected: str) -> None:
    check(source, expected)


@pytest.mark.parametrize(
    ("source", "expected", "unknown"),
    [
        (r"\method outperforms", "method outperforms", ["method"]),
        (r"\method~framework, \method{} and {\method}", "method framework, method and method", ["method"]),
        (r"Attention (\dpa) and \ipg", "Attention (dpa) and ipg", ["dpa", "ipg"]),
        (r"\method\xspace is \method\ good", "method is method good", ["method"]),
        (r"160,000 \doublecheck{trials}", "160,000 trials", ["doublecheck"]),
        (r"\replaced{new}{old} text", "new old text", ["replaced"]),
        (r"\3) Training", "3) Training", []),
    ],
)
def test_unknown_macros_are_shown_by_name_and_reported(
    source: str, expected: str, unknown: list[str]
) -> None:
    result = to_text(source)
    assert result.text == expected
    assert [fault.macro for fault in result.faults if fault.code == "unknown-macro"] == unknown


def test_a_fault_tells_where_and_what_to_do() -> None:
    source = "We propose\u200b \\method, an\n\\emph{open} tool"
    (fault,) = to_text(source).faults
    assert source[fault.offset :].startswith("\\method")
    assert fault.message == r"unknown macro \method; shown as 'method'"
    assert fault.help == "say what it means under `macros:` in content/corrections.yml"


def test_no_macro_has_two_meanings() -> None:
    tables: list[Collection[str]] = [
        macros.SYMBOLS, macros.ABBREVIATIONS, macros.ACCENTS, macros.STYLES, macros.SWITCHES, macros.BREAKS,
        macros.REFERENCES, macros.DROPPED_ARGUMENTS, macros.AROUND, macros.LINKS,
    ]  # fmt: skip
    assert not [name for name, count in Counter(chain.from_iterable(tables)).items() if count > 1]


def test_macros_of_the_maintainer_are_silent() -> None:
    result = to_text(r"\method{} beats \eg it for \$5: \method.", {"method": "FedEgoists", "eg": "say"})
    assert result == Text("FedEgoists beats say it for $5: FedEgoists.")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"in $O(n^2)$ time", r"in $O(n^2)$ time"),
        ("spread\n$x_i \\in\n \\{a\\}$ out", r"spread $x_i \in \{a\}$ out"),
        (r"by $ \mathbf{9.6\times} $ faster", r"by $\mathbf{9.6\times}$ faster"),
        (r"\(X\)-evolve", "$X$-evolve"),
        (r"as \[ a = b \] shows", "as $$a = b$$ shows"),
        ("$$a--b ``c'' ~ %$$", "$$a--b ``c'' ~ %$$"),
        (r"\begin{equation}a=b\end{equation}", "$$a=b$$"),
        (r"\begin{align*}a&=b\end{align*}", r"$$\begin{align*}a&=b\end{align*}$$"),
        (r"$\sim$5 and $2\times$4 and $10^\circ$$10$", r"$\sim$5 and $2\times$4 and $10^\circ$$10$"),
        (r"spend $\$270$ and", r"spend $\$270$ and"),
        (r"The $C $ of $k$", "The $C$ of $k$"),
    ],
)
def test_mathematics_stays_tex(source: str, expected: str) -> None:
    check(source, expected)


@pytest.mark.parametrize(
    ("source", "expected", "math"),
    [
        ("costs $5 and $10 per hour", "costs $5 and $10 per hour", []),
        (r"training for \$5 to \$10", "training for $5 to $10", []),
        ("$1.61/hour versus $0.16/hour", "$1.61/hour versus $0.16/hour", []),
        ("over $8 billion in (US$) a year", "over $8 billion in (US$) a year", []),
        (r"cost (\$500 vs. $\geq$ \$100)", r"cost ($500 vs. $\geq$ $100)", [r"$\geq$"]),
        (r"top-\$p\$ sampling of $k$", r"top-\$p\$ sampling of $k$", ["$k$"]),
        (r"an $ alone", "an $ alone", []),
        (r"\(5\)\emph{3}", "${5}$3", ["${5}$"]),
        ("$$x$$, $y$", "$$x$$, $y$", ["$$x$$", "$y$"]),
    ],
)
def test_money_is_not_mathematics(source: str, expected: str, math: list[str]) -> None:
    text = to_text(source).text
    assert text == expected
    assert [text[start:end] for start, end in math_spans(text)] == math


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"$x_i$ and $x_{ij}$ and $x_{i+1}$", "x_i and x_ij and x_(i+1)"),
        (r"$\alpha$-divergence, $L \propto N^{0.07}$", "α-divergence, L ∝ N^(0.07)"),
        (r"AR$^2$, $O(n^{10})$, $10^{-3}$, $360^\circ$", "AR², O(n¹⁰), 10⁻³, 360°"),
        (r"$\mathcal{O}(n \log n)$ on $\mathbb{R}^n$", "O(n log n) on ℝⁿ"),
        (r"$\frac{a}{b+1} \leq \sqrt{x}$", "a/(b+1) ≤ √x"),
        (r"$\text{pass}@k$, $\textbf{SMEdit}$, $26.8\%$", "pass@k, SMEdit, 26.8%"),
        (r"$x\!\in\!\{4,8\}$, $h_i^{(t)}$", "x∈{4,8}, h_i^(t)"),
        (r"top-\$p\$ of $5 or $\$270$", "top-$p$ of $5 or $270"),
        (r"$\POL$ and $a\$$", "POL and a$"),
    ],
)
def test_mathematics_in_plain_characters(source: str, expected: str) -> None:
    assert strip_math(to_text(source).text) == expected


@pytest.mark.parametrize(
    ("source", "expected", "code"),
    [
        ("improves 5% over, 90 % of, 400\n%. Most", "improves 5% over, 90 % of, 400 %. Most", None),
        (r"\textbf{95} % of k% of MAE%", "95 % of k% of MAE%", None),
        # The lines of the source were joined before, so where a comment ends is lost: its text is shown.
        ("a dataset. % This belief\nis correct", "a dataset. This belief is correct", "comment"),
        ("{D}eep {L}earning", "Deep Learning", None),
        ("the (<eos>}) token", "the (<eos>) token", "unbalanced-brace"),
        ("the \\{open} {set", "the {open set", "unbalanced-brace"),
        (r"the \(open set", "the open set", "unbalanced-math"),
        ("the $open set", "the $open set", "unbalanced-math"),
        ("a trailing backslash\\", "a trailing backslash", "stray-backslash"),
        ("2{,}260 and 10^{-3}", "2,260 and 10^-3", None),
    ],
)
def test_debris(source: str, expected: str, code: str | None) -> None:
    result = to_text(source)
    assert result.text == expected
    assert [fault.code for fault in result.faults] == ([code] if code else [])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a\x00b\x02c\x03d\x9fe", "abcde"),
        ("zero\u200bwidth\ufeff join\u2060er soft\u00adhyphen", "zerowidth joiner softhyphen"),
        ("user\u202e\u2066 nimda\u2069\u202c", "user nimda"),
        ("می\u200cخواهم क्\u200dष", "می\u200cخواهم क्\u200dष"),
        ("ad\u200cmin\u200d", "admin"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
    ],
)
def test_characters_that_are_not_to_be_seen(source: str, expected: str) -> None:
    check(source, expected)


# --- What holds for any text ---

CHARACTERS = "{}$\\~`'\"%-^_[]()& a5.n\n\u200b\u0301\x02\x03"
FRAGMENTS = re.findall(
    r"\S+",
    r"""\emph \' \c \href{u.v/w} \footnote
    \begin{itemize} \cite{ \( \) \[ \] $$ https://a.b/c \textbackslash \$
    \begin{math} \end{math} \verb| word \unicode{x24} \" \item[ \k{appa} \ding{ \foo{ \ce{ \ce{H2O}""",
)
TEXTS = st.text() | st.lists(st.sampled_from([*CHARACTERS, *FRAGMENTS]), max_size=25).map("".join)


@given(TEXTS)
def test_any_text_gives_one_clean_line(source: str) -> None:
    result = to_text(source, {"a": "x\n$\\y$"})
    assert result.text == " ".join(result.text.split())
    assert unicodedata.is_normalized("NFC", result.text)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]", result.text)
    result.text.encode()
    assert all(0 <= fault.offset < len(source) for fault in result.faults)
    strip_math(result.text).encode()


@given(TEXTS)
def test_spans_are_mathematics_in_order(source: str) -> None:
    text = to_text(source).text
    spans = math_spans(text)
    assert all(text[start] == text[end - 1] == "$" and end - start > 2 for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@given(st.lists(st.sampled_from(["$x_i$", r"\(a\)", r"\[b\]", r"\$", " ", "3", "word ", "{", "}"])))
@example([r"\$", "$x_i$"])
@example([r"\(a\)", "3", r"\$", "3"])
def test_mathematics_is_found_again_between_money(parts: list[str]) -> None:
    text = to_text("".join(parts)).text
    found = [text[start:end].strip("${}") for start, end in math_spans(text)]
    assert found == [part.strip("$\\()[]") for part in parts if part in ("$x_i$", r"\(a\)", r"\[b\]")]


@given(st.text(st.characters(exclude_characters="\\")))
def test_without_a_backslash_no_letter_is_lost(source: str) -> None:
    assert not visible(source) - visible(to_text(source).text)


WORDS = st.text("abcdefgABCDEFG0123456789", min_size=1, max_size=6)
MARKUP = st.sampled_from(
    ["{0}", r"\emph{{{0}}}", "{{{0}}}", "``{0}''", "`{0}'", r"{{\bf {0}}}", r"\foo{{{0}}}", r"{0}\%", "{0}~",
     "${0}$", r"\({0}\)", r"\footnote{{{0}}}", r"\textcolor{{red}}{{{0}}}", "{{{0}", "{0}}}", "% {0}",
     r"{0}--", r"\href{{https://x.y}}{{{0}}}", r"\begin{{quote}}{0}\end{{quote}}", r"\item {0}", r"\${0}",
     "${0}"]
)  # fmt: skip


@given(st.lists(st.tuples(MARKUP, WORDS), max_size=12), st.sampled_from(["", " ", "\n"]))
def test_no_letter_in_known_markup_is_lost(parts: list[tuple[str, str]], separator: str) -> None:
    source = separator.join(markup.format(word) for markup, word in parts)
    shown = visible(to_text(source).text)
    assert not visible("".join(word for _, word in parts)) - shown


@pytest.mark.parametrize(
    "part", ["{", "\\", "$", "\\a{", "\\footnote{", "\\href{u.v/w}{", "`a ", "$^{", "$5 ", "\\'{"]
)
def test_large_hostile_text_is_read(part: str) -> None:
    text = to_text(part * (100_000 // len(part))).text
    assert len(strip_math(text)) <= len(text) <= 400_000


def visible(text: str) -> Counter[str]:
    """The letters and digits of a text, without their accents."""
    return Counter(char for char in unicodedata.normalize("NFKD", text) if char.isalnum())


# --- Real abstracts ---

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "arxiv-20k.jsonl.gz"
# Said by TeX, not to the reader: names of macros, what is cited, colours, environments, codes of characters.
NOT_VISIBLE = re.compile(
    r"\\(?:cite[a-z]*|ref|label|color|textcolor|begin|end|ding)\s*(?:\[[^\]]*\])*\{[^{}]*\}|\\footnote\[\d\]"
    r"|\\unicode\{x\w+\}|\\[a-z]\{(?:appa|eta|ho|opyright)\}|(?<=\\href)\{URL\}"
)
COMMAND = re.compile(r"\\[A-Za-z]+")
# URLs are compared apart, since one that is its own text is shown once; there it may lack 'https://'.
URL = re.compile(r"https?://[^\s{}$]+|(?<=\{)[\w.-]+\.(?:com|edu)\b[^\s{}$]*")


@pytest.fixture(scope="module")
def corpus() -> list[str]:
    if not CORPUS.exists():
        pytest.skip("the shared corpus of real records is not beside the project")
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return [text for record in records for text in (record["title"], record["abstract"])]


def prose(text: str) -> Iterator[str]:
    end = 0
    for start, stop in math_spans(text):
        yield text[end:start]
        end = stop
    yield text[end:]


@pytest.mark.corpus
def test_corpus_shows_no_commands(corpus: list[str]) -> None:
    shown = [source for source in corpus if any(map(COMMAND.search, prose(to_text(source).text)))]
    assert len(shown) <= len(corpus) / 2 / 1000, shown


@pytest.mark.corpus
def test_corpus_loses_no_letter(corpus: list[str]) -> None:
    lost = {}
    for source in corpus:
        said = COMMAND.sub("", URL.sub("", NOT_VISIBLE.sub("", source.replace("$.$", "."))))
        if missing := visible(said) - visible(URL.sub("", to_text(source).text)):
            lost[source] = missing
    assert not lost


@pytest.mark.corpus
def test_corpus_loses_no_url(corpus: list[str]) -> None:
    lost = {}
    for source in corpus:
        text = to_text(source).text
        urls = re.findall(r"https?://([^\s{}$\\]+[\w/])", source)
        if missing := [url for url in urls if url.rstrip("/") not in text]:
            lost[source] = missing
    assert not lost
