r"""TeX in titles, names and abstracts -> plain Unicode text, with its mathematics kept as TeX.

Metadata is not a TeX document: arXiv and its like store what authors pasted into a form. A bare '%' is
nearly always a percent sign, '$5' is money, braces are unbalanced, and private macros arrive without
their definitions. A TeX parser gives up or drops text there; so this is a scanner that goes through the
source once, from left to right, and when in doubt shows what is written and reports a `Fault`.

The text it makes:

- `$…$` and `$$…$$` hold mathematics as TeX, as the author wrote it but for white space. `math_spans`
  finds them. A literal dollar is `$`; only in a text where it could be taken for mathematics, all literal
  dollars are written `\$`. `strip_math` undoes that.
- Everything else is what a reader should see, in NFC, on one line. Nothing is escaped for Markdown or HTML.
- A citation or reference, whose target is not there, is shown as '[…]', so that 'as shown in \cite{x}'
  still reads as a sentence.
- A private macro is shown by its name, unless the caller says what it stands for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pylatexenc.latex2text import get_default_latex_context_db


@dataclass(frozen=True, slots=True)
class Fault:
    """Something doubtful in the source, at `offset` characters from its start.

    `macro` is the name, without its backslash, that an 'unknown-macro' is about.
    """

    offset: int
    code: str
    message: str
    help: str = ""
    macro: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Readable text and what was doubtful about its source: each kind, and each macro, is told once."""

    text: str
    faults: tuple[Fault, ...] = ()


def to_text(source: str, macros: Mapping[str, str] = MappingProxyType({})) -> Text:
    r"""Return the text that a reader should see; `macros` are expansions known to the caller.

    Any string is accepted, and read in linear time.

    >>> to_text(r"Poincar\'e~maps improve \ours by 5\%", {"ours": "OURS"}).text
    'Poincaré maps improve OURS by 5%'
    """
    cleaned = _clean(source)
    if not _NEEDS_SCAN.search(cleaned):
        return Text(unicodedata.normalize("NFC", " ".join(cleaned.split())))
    scanner = _Scanner(cleaned, macros)
    scanner.run()
    faults = tuple(scanner.faults.values())
    if faults and len(cleaned) != len(source):
        faults = _at_source_offsets(faults, source)
    return Text(scanner.text(), faults)


def math_spans(text: str) -> list[tuple[int, int]]:
    r"""Return where the `$…$` and `$$…$$` of a text made by `to_text` are; the rest is prose.

    >>> math_spans("costs $5 for $x^2$ tokens")
    [(13, 18)]
    """
    spans = []
    start = text.find("$")
    while start >= 0:
        end = start + 1
        if not text.endswith("\\", 0, start) and (found := _math_at(text, start)):
            end = found.end()
            spans.append((start, end))
        start = text.find("$", end)
    return spans


def strip_math(text: str) -> str:
    r"""Return a text made by `to_text` with its mathematics in plain characters, where TeX cannot be shown.

    >>> strip_math(r"an $\alpha$-divergence in $O(n^2)$ for \$5 and $x_i$")
    'an α-divergence in O(n²) for $5 and x_i'
    """
    if "$" not in text:
        return text
    parts = []
    end = 0
    for start, stop in math_spans(text):
        delimiter = 2 if text.startswith("$$", start) else 1
        parts += [
            text[end:start].replace(r"\$", "$"),
            _plain_math(text[start + delimiter : stop - delimiter]),
        ]
        end = stop
    parts.append(text[end:].replace(r"\$", "$"))
    return unicodedata.normalize("NFC", " ".join("".join(parts).split()))


# --- Characters ------------------------------------------------------------------------------------------

# Stand-ins during the scan for a literal dollar and backslash; `_clean` leaves no such character in a source.
_DOLLAR = "\x02"
_BACKSLASH = "\x03"

_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"
# C0 and C1 controls; soft hyphen; zero-width space and word joiner; marks, embeddings, overrides and isolates
# of the bidirectional algorithm, which can make a text read otherwise than it is written (CVE-2021-42574).
_INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff"
)
# (Non-)joiners shape words of Arabic and Indic scripts and hold emoji together; elsewhere they hide things.
_JOINED = "\u0590-\u1dff\u2190-\u2bff\ufb1d-\ufefc\U00010000-\U0010ffff\ufe0f"
_UNWANTED = re.compile(f"[{_INVISIBLE}]|(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])")
_UNUSUAL = re.compile(f"[{_SPACES}{_INVISIBLE}\u200c\u200d\ud800-\udfff]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def _clean(source: str) -> str:
    """Make all white space spaces, drop what is invisible, replace what no file can hold."""
    if source.isascii() and source.isprintable():
        return source
    if not _UNUSUAL.search(source):
        return source
    source = source.translate(dict.fromkeys(map(ord, _SPACES), " "))
    return _LONE_SURROGATE.sub("\ufffd", _UNWANTED.sub("", source))


def _at_source_offsets(faults: tuple[Fault, ...], source: str) -> tuple[Fault, ...]:
    """Move faults from offsets in the cleaned text to those in the source."""
    dropped = [match.start() for match in _UNWANTED.finditer(source)]
    moved = []
    passed = 0
    for fault in sorted(faults, key=lambda fault: fault.offset):
        while passed < len(dropped) and dropped[passed] <= fault.offset + passed:
            passed += 1
        moved.append(Fault(fault.offset + passed, fault.code, fault.message, fault.help, fault.macro))
    return tuple(moved)


# --- What macros mean ------------------------------------------------------------------------------------


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _library_symbols() -> dict[str, str]:
    """Macros that stand for fixed characters, from pylatexenc's table for latex2text."""
    symbols: dict[str, str] = {}
    database = get_default_latex_context_db()
    for category in ("latex-base", "advanced-symbols"):
        for name, spec in database.d[category]["macros"].items():
            replacement = spec.simplify_repl
            if isinstance(replacement, str) and "%" not in replacement and name.isalpha():
                symbols[name] = replacement
    # 'today' depends on the clock; the others are rather macros of an author's own.
    for name in ("today", "image", "original", "estimates"):
        symbols.pop(name, None)
    return symbols


# Common in metadata, and missing in pylatexenc's table or other than one would read it.
_OWN_SYMBOLS = {
    "textbackslash": _BACKSLASH, "backslash": _BACKSLASH, "textdollar": _DOLLAR,
    "textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_", "textbar": "|", "slash": "/",
    "textless": "<", "textgreater": ">", "textbraceleft": "{", "textbraceright": "}", "lbrace": "{",
    "rbrace": "}", "textquotedbl": '"', "textquotesingle": "'", "lq": "‘", "rq": "’", "SS": "ẞ", "S": "§",
    "P": "¶", "pounds": "£", "euro": "€", "copyright": "©", "deg": "°", "degree": "°", "textdegree": "°",
    "micro": "µ", "percent": "%", "textperiodcentered": "·", "checkmark": "✓", "cmark": "✓", "xmark": "✗",
    "ne": "≠", "gets": "←", "land": "∧", "lor": "∨", "lnot": "¬", "neg": "¬", "star": "⋆", "square": "□",
    "blacksquare": "■", "triangle": "△", "iff": "⟺", "vDash": "⊨", "models": "⊨", "implies": "⟹",
    "colon": ":", "lceil": "⌈", "rceil": "⌉", "lfloor": "⌊", "rfloor": "⌋", "nolinebreak": "",
    "textcompwordmark": "", "enskip": " ", "quad": " ", "qquad": " ", "LaTeX": "LaTeX", "LaTeXe": "LaTeX2e",
    "TeX": "TeX", "BibTeX": "BibTeX",
}  # fmt: skip
_SYMBOLS = _library_symbols() | _OWN_SYMBOLS

# Customary in papers of computer science, from the CVPR style and its descendants.
_ABBREVIATIONS = {
    "eg": "e.g.", "Eg": "E.g.", "ie": "i.e.", "Ie": "I.e.", "cf": "cf.", "Cf": "Cf.", "etc": "etc.",
    "vs": "vs.", "etal": "et al.", "wrt": "w.r.t.", "dof": "d.o.f.", "aka": "a.k.a.", "resp": "resp.",
    "iid": "i.i.d.", "st": "s.t.", "viz": "viz.", "wlog": "w.l.o.g.",
}  # fmt: skip

# Letters that follow into a word: TeX takes the space after them away ('Stra\ss e').
_LETTERS = _names("aa AA ae AE oe OE o O l L ss SS i j dh DH dj DJ th TH ng NG")

# Their argument is shown as it is.
_STYLES = _names(
    """emph text textbf textit textmd textnormal textrm textsc textsf textsl texttt textup textsuperscript
    textsubscript textins mbox hbox fbox framebox makebox centerline underline underbar uline uuline uwave
    dashuline overline sout hl ul so smash uppercase lowercase MakeUppercase MakeLowercase MakeTextUppercase
    mathrm mathbf mathit mathsf mathbb mathtt mathcal mathscr mathfrak mathnormal mathbin mathop boldsymbol
    bm pmb ensuremath operatorname url nolinkurl path num si unit ang
    gls Gls glspl Glspl GLS acrshort acrlong acrfull ac Ac acp acs acl acf acsp aclp acfp
    title subtitle abstract section subsection subsubsection paragraph subparagraph caption"""
)

# They change what follows, and show nothing; TeX takes the space after them away.
_SWITCHES = _names(
    """bf em it rm sc sf sl tt bfseries itshape mdseries rmfamily scshape sffamily slshape ttfamily upshape
    normalfont normalsize tiny scriptsize footnotesize small large Large LARGE huge Huge boldmath unboldmath
    centering raggedright raggedleft noindent indent protect relax leavevmode maketitle selectfont
    displaystyle textstyle scriptstyle left right limits nolimits nobreak"""
)

# They end a line or a paragraph, or are space.
_BREAKS = _names(
    """par newline linebreak pagebreak newpage clearpage smallskip medskip bigskip hfill vfill space
    thinspace medspace thickspace nobreakspace hrule hline"""
)

_PLACEHOLDER = "[…]"
_REFERENCES = _names(
    """cite citep citet citealp citealt citeauthor citeyear citeyearpar citenum Cite Citep Citet onlinecite
    textcite parencite autocite footcite fullcite nocite shortcite ref eqref cref Cref autoref pageref
    nameref vref subref"""
)

# How many arguments of theirs say how, not what: they are dropped, and what follows is shown.
_DROPPED_ARGUMENTS = {
    "label": 1, "color": 1, "textcolor": 1, "colorbox": 1, "fcolorbox": 2, "hspace": 1, "vspace": 1,
    "fontsize": 2, "includegraphics": 1, "bibliography": 1, "bibliographystyle": 1, "usepackage": 1,
    "hypertarget": 1, "hyperref": 0, "resizebox": 2, "scalebox": 1, "raisebox": 1, "rotatebox": 1,
    "phantom": 1, "hphantom": 1, "vphantom": 1, "texorpdfstring": 1, "setlength": 2, "pagestyle": 1,
    "thispagestyle": 1, "end": 1,
}  # fmt: skip

# Shown with something around their argument.
_AROUND = {
    "footnote": (" (", ")"), "footnotetext": (" (", ")"), "thanks": (" (", ")"), "enquote": ("“", "”"),
    "textquote": ("“", "”"),
}  # fmt: skip

_LINKS = frozenset(["href", "hyperlink"])

_MATH_ENVIRONMENTS = frozenset(
    name + star
    for name in (
        "equation",
        "displaymath",
        "math",
        "align",
        "alignat",
        "gather",
        "multline",
        "eqnarray",
        "flalign",
    )
    for star in ("", "*")
)

# Combining characters of the accent macros.
_ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "r": "\u030a", "c": "\u0327", "k": "\u0328", "d": "\u0323",
    "b": "\u0331",
}  # fmt: skip


def _dingbat(number: int) -> str:
    r"""The character of pifont's `\ding`, whose numbers are the codes of the font Zapf Dingbats."""
    if 172 <= number <= 181:
        return chr(0x2460 + number - 172)
    if 33 <= number <= 126:
        return chr(0x2701 + number - 33)
    return chr(0x2761 + number - 161) if 161 <= number <= 254 else ""


# --- Mathematics -----------------------------------------------------------------------------------------

_MATH = re.compile(r"\$\$((?:[^$\\]++|\\.)++)\$\$|\$((?:[^$\\]++|\\.)++)\$", re.DOTALL)
_MATH_SIGN = re.compile(r"[\\^_{}=<>]")
_MATH_COMMAND = re.compile(r"\\(?:[A-Za-z]++|.)(?:\s*+\{[^{}]*+\})?", re.DOTALL)
_UNICODE = re.compile(r"\s*\\unicode\{x([0-9A-Fa-f]{2,4})\}\s*")
_NOT_MATH = (".", ",", ":", ";", "/")  # 'github$.$com'
_TWO_WORDS = re.compile(r"[A-Za-z]{2}\s++\(?[A-Za-z]{2}")
_WORD_APART = re.compile(r"[A-Za-z]{2}\s|\s\(?[A-Za-z]{2}")


def _math_at(text: str, start: int) -> re.Match[str] | None:
    """Match mathematics at the dollar at `start`, if it is that and not money."""
    found = _MATH.match(text, start)
    if found and _reads_as_math(found[1] or found[2], text[found.end() : found.end() + 1]):
        return found
    return None


def _reads_as_math(tex: str, following: str) -> bool:
    """Tell mathematics between two dollars from prose between two sums of money.

    Pandoc's rule (manual, 'tex_math_dollars'): no space inside of the dollars, no digit after the closing
    one. In metadata '$ x^2 $' and '$\\times$2' are usual too, so what has a sign of TeX may break the rule,
    unless it reads as words; and '$5 million (US$' keeps it, and yet is money.
    """
    inner = tex.strip()
    if not inner:
        return False
    loose = inner != tex
    if _MATH_SIGN.search(inner):
        return not ((loose or inner[0].isdigit()) and _TWO_WORDS.search(_MATH_COMMAND.sub("", inner)))
    if following.isdigit():
        return False
    if loose:
        return len(inner) == 1 and inner.isalpha()
    return not (inner[0].isdigit() and _WORD_APART.search(inner))


def _tidy_math(tex: str) -> str:
    r"""Fold white space, and make sure that dollars in it are written `\$`."""
    tex = " ".join(re.sub(r"(\\.)|\$", lambda match: match[1] or r"\$", tex, flags=re.DOTALL).split())
    # The space of a final '\ ' must not leave a backslash that would escape the closing dollar.
    trailing = len(tex) - len(tex.rstrip("\\"))
    return tex + " " if trailing % 2 else tex


# --- The scanner -----------------------------------------------------------------------------------------

# No white space, no braces, no quotes; with the escapes that TeX needs.
_URL = r"https?://(?:[^\s{}\\$<>\"`'|\-]|'(?!')|-(?!--)|\\[_%#&~$\-])+"
_TOKEN = re.compile(
    # Each alternative begins with one certain character, by which a search is fast.
    rf"\\(?:{_URL}|[A-Za-z]+|.|$)|{_URL}|\{{|\}}|\$|~|``*|''*|\"|<--+>?|--+>?|\*\*|%(?<!\S%)",
    re.DOTALL,
)
_NEEDS_SCAN = re.compile(r"\\|\{|\}|\$|~|`|''|--|\*\*|%(?<!\S%)")
_URL_HERE = re.compile(_URL)
_ESCAPED_IN_URL = re.compile(r"\\(?=[_%#&~$\-])")

_BRACED = re.compile(r"\s*+\{([^{}]*+)\}")
_OPTION = r"\s*+\[[^\]\[{}\\]{0,200}+\]"
_ARGUMENTS = [
    re.compile(rf"\*?(?:{_OPTION}){{0,2}}(?:\s*+\{{[^{{}}]{{0,2000}}+\}}){{{n}}}") for n in range(3)
]
_OPEN = re.compile(rf"\*?(?:{_OPTION})?\s*+\{{")
_ENVIRONMENT = re.compile(rf"\s*+\{{([A-Za-z]{{1,40}}\*?)\}}(?:{_OPTION})?")
_COLUMNS = re.compile(r"\s*+\{[^{}]{0,200}+\}")
_ITEM = re.compile(r"\s*+(?:\[([^\]\[{}]{0,200}+)\])?\s*+")
_VERBATIM = re.compile(r"\*?([^A-Za-z\s*{])([^\n]{0,500}?)\1")
_ROW_SKIP = re.compile(r"\*?(?:\[-?[\d.]{1,8}\s?(?:pt|em|ex|cm|mm|in)\])?")
_ESCAPED_TWICE = re.compile(r"[%&_#$]")
_LINK_DEBRIS = re.compile(r"\}\s{0,3}\{")
_CLOSES_SOON = re.compile(r"[^{}]{0,300}\}")

_ACCENT = r"\\(?:[\"'`^~=.]|[bcdHkruv](?![A-Za-z])\s?)"
_ACCENTED = re.compile(
    rf"((?:{_ACCENT}\{{?\s?){{1,4}})(?:\\(i|j|ae|AE|aa|AA|o|O|oe|OE|l|L)(?![A-Za-z])[ ]?|([^\W\d_]))"
)
_MANGLED_NAME = re.compile(r"[a-zA-Z]\{([a-z]{2,12})\}")
_JSON_QUOTE = re.compile(r'\\"(?![\w{\\])')
_SINGLE_QUOTED = re.compile(r"`(?=[^\s`'])[^`]{0,200}?[^\s`](')(?![\w'])")
_STRONG = re.compile(r"\*\*(?=[^\s*])[^*]{0,200}?[^\s*](\*\*)(?!\*)")
_NUMBER_NEXT = re.compile(r"\s?[+-]?(?:\.?\d|\$|\\\$)")
_RANGE = re.compile(r"(?:\d[x×%kKMB]?~\$?|\$~\$)\d")

_UNBALANCED_MATH_HELP = "close the mathematics in the source, or write a dollar as \\$"


@dataclass(frozen=True, slots=True)
class _Group:
    """What to do where an open brace closes."""

    closing: str = ""  # shown there
    link: str = ""  # the URL of the text in the group
    start: int = 0  # the first piece of the group, for a link
    unknown: bool = False  # the argument of a macro that we do not know: the next group may be one too


_PLAIN = _Group()


class _Scanner:
    """One pass over a cleaned source; `run` it, then take `text()` and `faults`."""

    def __init__(self, source: str, macros: Mapping[str, str]) -> None:
        self.source = source
        self.macros = macros
        self.position = 0
        self.pieces: list[str] = []
        self.math: list[tuple[int, str, str]] = []  # index in pieces, delimiter, TeX
        self.groups: list[_Group] = []
        self.faults: dict[str, Fault] = {}
        self.url_end = -1  # the number of pieces right after a URL was shown
        self.open_quotes = 0  # of ``
        self.open_straight = False  # a "
        self.single_closers: set[int] = set()  # offsets of ' that close a `
        self.strong_closers: set[int] = set()  # offsets of ** that close a **
        self.link_closers: set[int] = set()  # offsets of what closes a '$\href{…}{…}$'
        self.never_again: set[str] = set()  # delimiters that do not occur in the rest of the source
        self.has_json_quotes = '\\"' in source and bool(_JSON_QUOTE.search(source))

    def run(self) -> None:
        source = self.source
        search = _TOKEN.search
        while token := search(source, self.position):
            start = token.start()
            if start > self.position:
                self.pieces.append(source[self.position : start])
            self.position = token.end()
            self._token(token[0], start)
        if self.position < len(source):
            self.pieces.append(source[self.position :])
        while self.groups:
            self._end_group()

    def text(self) -> str:
        """The pieces as one text: as plain as possible, with its mathematics found by `math_spans`."""
        shown = ""
        for braced in (False, True):
            joined, mathematics = self._join(braced)
            for dollar in ("$", r"\$"):
                shown = joined.replace(_DOLLAR, dollar)
                if [shown[start:end] for start, end in math_spans(shown)] == mathematics:
                    return shown
        return shown

    def _join(self, braced: bool) -> tuple[str, list[str]]:
        r"""The text and its mathematics, with braces around what could be money, as `\(5\)3`, if `braced`."""
        for index, delimiter, tex in self.math:
            unsure = braced and not _reads_as_math(tex, "0")
            self.pieces[index] = delimiter + (f"{{{tex}}}" if unsure else tex) + delimiter
        text = unicodedata.normalize("NFC", " ".join("".join(self.pieces).split()))
        # A backslash right before a dollar would escape it.
        text = re.sub(rf"{_BACKSLASH}(?=[${_DOLLAR}])", r"\\ ", text).replace(_BACKSLASH, "\\")
        return text, [unicodedata.normalize("NFC", self.pieces[index]) for index, _, _ in self.math]

    # Helpers of all rules.

    def _show(self, piece: str) -> None:
        if piece:
            self.pieces.append(piece)

    def _before(self) -> str:
        """The last character shown, or a space at the start."""
        return self.pieces[-1][-1] if self.pieces else " "

    def _next(self) -> str:
        return self.source[self.position : self.position + 1]

    def _fault(self, offset: int, code: str, message: str, help_: str, macro: str = "") -> None:
        self.faults.setdefault(f"{code} {macro}", Fault(offset, code, message, help_, macro))

    def _find(self, closing: str) -> int:
        """Like `str.find` from here, but looks only once for what is not there, to stay linear."""
        if closing in self.never_again:
            return -1
        found = self.source.find(closing, self.position)
        if found < 0:
            self.never_again.add(closing)
        return found

    # Characters with a meaning.

    def _token(self, token: str, start: int) -> None:
        first = token[0]
        if first == "\\" and len(token) > 2 and "://" in token:
            first, token = "h", token[1:]  # '\https://…', a slip
        if first == "h":
            self._show(_ESCAPED_IN_URL.sub("", token).replace("$", _DOLLAR))
            self.url_end = len(self.pieces)
        elif first == "\\":
            name = token[1:]
            if name.isalpha() and name.isascii():
                self._word(name, start)
            else:
                self._symbol(name, start)
        elif first == "{":
            if self.url_end == len(self.pieces):
                self._second_half_of_link(self.pieces.pop())
            else:
                self.groups.append(_PLAIN)
        elif first == "}":
            self._close(start)
        elif first == "$":
            self._dollar(start)
        elif first == "~":
            self._tilde(start)
        elif first == "`":
            self._backticks(token, start)
        elif first == "'":
            self._apostrophes(token, start)
        elif first == '"':
            # ``x" is as usual as ``x'', and so is "x''.
            closes = self.open_quotes > 0 and not self._before().isspace()
            self.open_quotes -= closes
            self.open_straight ^= not closes
            self._show("”" if closes else '"')
        elif first == "*":
            self._asterisks(start)
        elif first in "-<":
            self._show({"--": "–", "---": "—"}.get(token, token))  # '-->' is an arrow
        else:
            self._percent(start)

    def _dollar(self, start: int) -> None:
        if start in self.link_closers:
            return
        found = _math_at(self.source, start)
        if not found:
            self._show(_DOLLAR)
            # '$5' and 'US$' are money; anything else was rather meant as mathematics.
            if not (self._next().isdigit() or self.source[max(start - 1, 0) : start].isalpha()):
                self._fault(start, "unbalanced-math", "a '$' without its partner", _UNBALANCED_MATH_HELP)
            return
        delimiter = "$$" if found[1] else "$"
        if _is_link(found[1] or found[2]):
            # '$\href{…}{…}$': dollars around a link, perhaps to get at its colours; it is no mathematics.
            self.position = start + len(delimiter)
            self.link_closers.update(range(found.end() - len(delimiter), found.end()))
            return
        self.position = found.end()
        if char := _UNICODE.fullmatch(found[1] or found[2]):
            self._show(_clean(chr(int(char[1], 16))))  # '$\\unicode{x2013}$', a dash from a converter
        elif found[0][1:-1] in _NOT_MATH:
            self._show(found[0][1:-1])
        else:
            self._math(found[1] or found[2], delimiter)

    def _math(self, tex: str, delimiter: str) -> None:
        if tex := _tidy_math(tex):
            self.math.append((len(self.pieces), delimiter, tex))
            self.pieces.append(delimiter)  # completed in text()

    def _delimited_math(self, closing: str, delimiter: str, start: int) -> None:
        r"""`\(…\)` and `\[…\]`; the opening one alone is debris."""
        end = self._find(closing)
        if end < 0:
            self._fault(start, "unbalanced-math", f"no '{closing}' for it in the rest", _UNBALANCED_MATH_HELP)
            return
        tex = self.source[self.position : end]
        if _is_link(tex):
            self.link_closers.add(end)
            return
        self.position = end + len(closing)
        self._math(tex, delimiter)

    def _tilde(self, start: int) -> None:
        """A space, but for 'about' ('~5%') and 'to' ('0.1~0.2'), and in a path ('/~user')."""
        before = self.source[max(start - 1, 0) : start]
        is_about = before in " ([<>=≈+-/" and _NUMBER_NEXT.match(self.source, self.position)
        is_range = _RANGE.search(self.source, max(start - 2, 0), start + 3)
        is_path = before == "/" and self._next().isalnum()
        self._show("~" if is_about or is_range or is_path else " ")

    def _backticks(self, token: str, start: int) -> None:
        if len(token) == 2:
            self.open_quotes += 1
            self._show("“")
        elif (
            len(token) == 1
            and not self._before().isalnum()
            and (quoted := _SINGLE_QUOTED.match(self.source, start))
        ):
            self.single_closers.add(quoted.start(1))
            self._show("‘")
        else:
            self._show(token)

    def _apostrophes(self, token: str, start: int) -> None:
        before = self._before()
        if start in self.single_closers:
            self._show("’" + token[1:])
        elif len(token) != 2:
            self._show(token)
        elif self.open_quotes:
            self.open_quotes -= 1
            self._show("”")
        elif self.open_straight:
            self.open_straight = False
            self._show('"')
        elif not (before.isalnum() or before in ".,;:!?)" or self._next().isspace()):
            self.open_quotes += 1
            self._show("“")
        else:
            self._show("''" if before.isdigit() else "”")  # 15'' is inches

    def _asterisks(self, start: int) -> None:
        """Emphasis of Markdown, which some write instead of TeX's; '2**3' is none."""
        if start in self.strong_closers:
            return
        if not self._before().isalnum() and (strong := _STRONG.match(self.source, start)):
            self.strong_closers.add(strong.start(1))
        else:
            self._show("**")

    def _percent(self, start: int) -> None:
        """A percent sign after a space: what is left of a comment, unless a number or word is before it.

        Where the comment ended can no longer be known, since the lines were joined; so its text is shown.
        """
        before = self.source[max(start - 64, 0) : start].rstrip(" }")[-1:]
        if before in ".,;:!?)]\"'”’" or self.source.startswith(("\\", "http"), self.position):
            self._fault(
                start, "comment", "a comment sign; its text is shown", "remove what was commented out"
            )
            self._show(" ")
        else:
            self._show("%")

    # Groups.

    def _close(self, start: int) -> None:
        if not self.groups:
            self._fault(
                start, "unbalanced-brace", "a '}' that nothing opened", "check the braces in the source"
            )
        is_link = bool(self.groups) and bool(self.groups[-1].link)
        after_url = self.url_end == len(self.pieces)
        unknown = bool(self.groups) and self.groups[-1].unknown
        self._end_group()
        if after_url and not is_link and (debris := _LINK_DEBRIS.match(self.source, start)):
            self.position = debris.end()
            self._second_half_of_link(self.pieces.pop())
        elif unknown and self._next() == "{":
            self._show(" ")
            self.position += 1
            self.groups.append(_Group(unknown=True))

    def _second_half_of_link(self, url: str) -> None:
        r"""After '{url}{', 'url}{' or 'url{': what is left of '\href{url}{text}'."""
        second = _URL_HERE.match(self.source, self.position)
        if second and _same_url(url, second[0]):
            self.position = second.end()
            self._show(url)
            self.url_end = len(self.pieces)
            self._show(_trailing_punctuation(second[0]))
            if self._next() == "}":
                self.position += 1
        elif _CLOSES_SOON.match(self.source, self.position):
            self.groups.append(_Group(link=url, start=len(self.pieces)))
        else:
            self._show(url + " ")

    def _end_group(self) -> None:
        group = self.groups.pop() if self.groups else _PLAIN
        self._show(group.closing)
        if not group.link:
            return
        # A text of many pieces is no URL; not to join it keeps nested links linear.
        shown = self.pieces[group.start :] if len(self.pieces) - group.start <= 40 else ["…"]
        text = "".join(shown).strip() if sum(map(len, shown)) < 4000 else "…"
        if text and not _same_url(text, group.link):
            self._show(f" ({group.link})")
        else:
            del self.pieces[group.start :]
            self._show(group.link)
            self._show(_trailing_punctuation(text))

    # Control symbols: a backslash and one character that is no letter.

    def _symbol(self, char: str, start: int) -> None:
        if char in _ACCENTS and self._accent(start):
            return
        if char == "(":
            self._delimited_math("\\)", "$", start)
        elif char == "[":
            self._delimited_math("\\]", "$$", start)
        elif char in ")]":
            if start in self.link_closers:
                return
            self._fault(start, "unbalanced-math", f"a '\\{char}' that nothing opened", _UNBALANCED_MATH_HELP)
        elif char == "\\":
            if twice := _ESCAPED_TWICE.match(self.source, self.position):
                self._show(twice[0].replace("$", _DOLLAR))  # '86\\%'
                self.position = twice.end()
            else:
                self._show(" ")
                if skip := _ROW_SKIP.match(self.source, self.position):
                    self.position = skip.end()
        elif char == "$":
            self._show(_DOLLAR)
        elif char == "-":
            # A place to hyphenate; '\-/' of extdash is a hyphen.
            if self._next() == "/":
                self.position += 1
                self._show("-")
        elif char == "@":
            # 'mAP\@0.5' means the sign, 'NCCT.\@ Then' the end of a sentence.
            self._show("@" if self._next().isalnum() else "")
        elif char in "~^" and self.source.startswith("{}", self.position):
            self._show(char)
        elif char in ",;: \t\n>":
            self._show(" ")
        elif char not in "!/":
            self._show(char)

    def _accent(self, start: int) -> bool:
        """Show an accented letter, if one is written at `start`."""
        found = _ACCENTED.match(self.source, start)
        if not found:
            return False
        chain, macro, letter = found.groups()
        braces = chain.count("{")
        base = macro if macro in ("i", "j") else _SYMBOLS[macro] if macro else letter
        marks = [_ACCENTS[name] for name in re.findall(r"\\(.)", chain)]
        accented = unicodedata.normalize("NFC", base + "".join(reversed(marks)))
        if not braces and len(accented) > 1:
            return False  # no such letter: 'don\'t'
        if chain == '\\"':
            at_word = not self._before().isalpha()
            if base.lower() not in "aeiouy" or (at_word and self.has_json_quotes):
                return False  # 'the \"quoted\" word'
        ends_word = not self.source[found.end() : found.end() + 1].isalpha()
        if chain == "\\'" and base == "s" and ends_word and self._before().isalpha():
            return False  # 'the model\'s'
        self.groups.extend([_PLAIN] * braces)
        self.position = found.end()
        self._show(accented)
        return True

    # Control words: a backslash and letters.

    def _word(self, name: str, start: int) -> None:
        if name in self.macros:
            self._show(_clean(self.macros[name]).replace("$", _DOLLAR).replace("\\", _BACKSLASH))
        elif name in _ABBREVIATIONS and self._next() != "{":
            self._show(_ABBREVIATIONS[name])
            if self.source.startswith(".", self.position) and not self.source.startswith("..", self.position):
                self.position += 1  # '\eg.,'
        elif len(name) == 1 and name in _ACCENTS:
            if not self._mangled_symbol(name) and not self._accent(start):
                self._unknown(name, start)
        elif name in _SYMBOLS:
            self._show(_SYMBOLS[name])
            if name in _LETTERS:
                self._join_letter(name)
        elif name in _SWITCHES:
            while self._next() == " ":
                self.position += 1
        elif name in _BREAKS:
            self._show(" ")
        elif name in _STYLES:
            if opening := _OPEN.match(self.source, self.position):
                self.position = opening.end()
                self.groups.append(_PLAIN)
        elif name in _REFERENCES:
            self._reference()
        elif name in _AROUND:
            self._around(*_AROUND[name])
        elif name in _LINKS:
            self._link()
        elif name in _DROPPED_ARGUMENTS:
            if arguments := _ARGUMENTS[_DROPPED_ARGUMENTS[name]].match(self.source, self.position):
                self.position = arguments.end()
        elif name == "begin":
            self._environment()
        elif name == "item":
            if item := _ITEM.match(self.source, self.position):
                self.position = item.end()
                self._show(f" {item[1].replace('$', _DOLLAR).replace(chr(92), '')} " if item[1] else " • ")
        elif name == "verb" and (verbatim := _VERBATIM.match(self.source, self.position)):
            self.position = verbatim.end()
            self._show(verbatim[2].replace("$", _DOLLAR).replace("\\", _BACKSLASH))
        elif (
            name == "ding" and (number := _BRACED.match(self.source, self.position)) and number[1].isdecimal()
        ):
            self.position = number.end()
            self._show(_dingbat(int(number[1][:4])))
        elif name != "xspace":
            self._unknown(name, start)

    def _unknown(self, name: str, start: int) -> None:
        """A private macro: its argument is shown, or else its name."""
        if self._next() == "{" and not self.source.startswith("{}", self.position):
            self.position += 1
            self.groups.append(_Group(unknown=True))
            shown = "its argument"
        else:
            self._show(name)
            shown = f"'{name}'"
        self._fault(
            start,
            "unknown-macro",
            f"unknown macro \\{name}; shown as {shown}",
            "say what it means under `macros:` in content/corrections.yml",
            name,
        )

    def _mangled_symbol(self, name: str) -> bool:
        r"""'\k{appa}', what arXiv made of '\kappa' when it read the first letter as an accent."""
        rest = _MANGLED_NAME.match(self.source, self.position - 1)
        if rest and (symbol := _SYMBOLS.get(name + rest[1])):
            self._show(symbol)
            self.position = rest.end()
            return True
        return False

    def _join_letter(self, name: str) -> None:
        r"""Take the space after '\o' in 'Bj\o rn' away, but not in '5 \AA resolution'."""
        before = self.pieces[-2] if len(self.pieces) > 1 else ""
        joins = before[-1:].isalpha() or (name[0].isupper() and not before.rstrip()[-1:].isdigit())
        if joins and self._next() == " " and self.source[self.position + 1 : self.position + 2].islower():
            self.position += 1

    def _reference(self) -> None:
        if arguments := _ARGUMENTS[1].match(self.source, self.position):
            self.position = arguments.end()
        shown = [piece for piece in self.pieces[-2:] if not piece.isspace()]
        if shown and shown[-1] == _PLACEHOLDER:
            return  # one for a row of them
        self._show("" if self._before() in " ([" else " ")
        self._show(_PLACEHOLDER)

    def _around(self, opening: str, closing: str) -> None:
        if brace := _OPEN.match(self.source, self.position):
            self.position = brace.end()
            self._show(opening)
            self.groups.append(_Group(closing=closing))

    def _link(self) -> None:
        target = _BRACED.match(self.source, self.position)
        if not target:
            self._around("", "")
            return
        self.position = target.end()
        url = _ESCAPED_IN_URL.sub("", target[1].strip()).replace("$", _DOLLAR).replace("\\", _BACKSLASH)
        is_url = "://" in url or url.startswith(("www.", "mailto:")) or ("." in url and "/" in url)
        brace = _OPEN.match(self.source, self.position)
        if brace:
            self.position = brace.end()
            self.groups.append(_Group(link=url, start=len(self.pieces)) if is_url else _PLAIN)
        else:
            self._show(url)
            self.url_end = len(self.pieces)

    def _environment(self) -> None:
        found = _ENVIRONMENT.match(self.source, self.position)
        if not found:
            return
        name = found[1]
        self._show(" ")
        if name in _MATH_ENVIRONMENTS and (end := self._find(f"\\end{{{name}}}")) >= 0:
            tex = self.source[found.end() : end]
            if name.rstrip("*") not in ("equation", "displaymath", "math"):
                tex = f"\\begin{{{name}}}{tex}\\end{{{name}}}"
            self._math(tex, "$" if name == "math" else "$$")
            self.position = end + len(f"\\end{{{name}}}")
            return
        self.position = found.end()
        if name.startswith("tabular") and (columns := _COLUMNS.match(self.source, self.position)):
            self.position = columns.end()


def _is_link(tex: str) -> bool:
    return tex.lstrip().startswith(("\\href{", "\\url{"))


def _trailing_punctuation(url: str) -> str:
    return url[len(url.rstrip(".,;:!?)")) :]


def _same_url(one: str, other: str) -> bool:
    """Whether two ways to write a URL mean the same: without a scheme, 'www.', a final '/' or full stop."""

    def core(url: str) -> str:
        url = _ESCAPED_IN_URL.sub("", url).rstrip(".,;:!?)/").casefold()
        return url.removeprefix("https://").removeprefix("http://").removeprefix("www.")

    return core(one) == core(other)


# --- Mathematics in plain characters ---------------------------------------------------------------------

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUPERSCRIPTS = dict(zip("0123456789+-=()ni*∗∘", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ**°", strict=True))
_BLACKBOARD = dict(zip("CEHNPQRZ", "ℂ𝔼ℍℕℙℚℝℤ", strict=True))
_MATH_TOKEN = re.compile(r"\\[A-Za-z]+ ?|\\.|[\^_{}~&]|[^\\^_{}~&]", re.DOTALL)
_MATH_WORDS = _STYLES | _names(
    """hat bar tilde vec dot ddot widehat widetilde overrightarrow overset underset stackrel underbrace
    overbrace tfrac dfrac mathring substack bigl bigr Bigl Bigr biggl biggr Biggl Biggr big Big bigg Bigg
    middle nonumber notag displaylimits"""
)
_MATH_FRACTIONS = frozenset(["frac", "tfrac", "dfrac", "nicefrac", "sfrac"])
_LONGEST_SCRIPT = 64  # longer ones are left as they are, which also keeps nested ones linear


def _plain_math(tex: str) -> str:
    """TeX mathematics as one would type it: 'x_i', 'O(n²)', 'a/b', '≤', 'α'."""
    out: list[str] = []
    groups: list[tuple[str, int]] = []  # what opened the group, and its first piece
    pending = ""  # what the next group or character belongs to: '^', '_', '√', '/', 'ℝ'
    for match in _MATH_TOKEN.finditer(tex):
        part = match[0]
        if part == "{":
            groups.append((pending, len(out)))
            pending = ""
            continue
        if part == "}":
            kind, start = groups.pop() if groups else ("", len(out))
            pending = _end_plain_group(kind, start, out)
            continue
        if part in "^_":
            pending = part
            continue
        shown, wants = _plain_token(part)
        if wants:
            pending = wants
        elif pending and shown.strip():
            start = len(out)
            out.append(shown)
            pending = _end_plain_group(pending, start, out)
        elif shown:
            out.append(shown)
    return "".join(out)


def _plain_token(token: str) -> tuple[str, str]:
    """How a token is shown, or what it asks of the next group."""
    name = token[1:].rstrip()
    if token[0] != "\\":
        return {"~": " ", "&": " "}.get(token, token), ""
    if name in _MATH_FRACTIONS:
        return "", "frac"
    if name in ("sqrt", "mathbb", "not"):
        return "", name
    if name in _ABBREVIATIONS and name not in ("st",):
        return _ABBREVIATIONS[name], ""
    if name in _SYMBOLS:
        # The space after a macro only ends its name, but keeps 'n log n' and 'x ≤ y' readable.
        symbol = _SYMBOLS[name].replace(_BACKSLASH, "\\").replace(_DOLLAR, "$")
        return symbol + token[1 + len(name) :], ""
    if (
        name.lower() in _MATH_WORDS
        or name in _SWITCHES
        or name in ("xspace", "!", "-", "/", "(", ")", "[", "]")
    ):
        return "", ""
    if name in _BREAKS or name in ("", ",", ";", ":", ">", "\\"):
        return " ", ""
    return name, ""


def _end_plain_group(kind: str, start: int, out: list[str]) -> str:
    """Write the group from `start` on as its kind asks; return what the next group belongs to."""
    if not kind:
        return ""
    if len(out) - start > _LONGEST_SCRIPT or sum(map(len, out[start:])) > _LONGEST_SCRIPT:
        return "/" if kind == "frac" else ""
    inner = "".join(out[start:]).strip()
    del out[start:]
    is_one = len(inner) == 1 or inner.isalnum() or (inner[:1] == "(" and inner.find(")") == len(inner) - 1)
    bare = inner if is_one else f"({inner})"
    if kind == "_" and inner.isascii() and inner.isdecimal():
        out.append(inner.translate(_SUBSCRIPTS))
    elif kind == "^" and inner and all(char in _SUPERSCRIPTS for char in inner):
        out.append("".join(_SUPERSCRIPTS[char] for char in inner))
    elif kind in "^_":
        out.append(kind + bare if inner else "")
    elif kind == "sqrt":
        out.append("√" + bare)
    elif kind == "not":
        out.append(inner + "\u0338")
    elif kind == "mathbb":
        out.append("".join(_BLACKBOARD.get(char, char) for char in inner))
    elif kind == "frac":
        out.append(bare)
        return "/"
    else:
        out.append("/" + bare)
    return ""
