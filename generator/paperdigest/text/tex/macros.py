r"""What macros mean: tables, by the name of a macro without its backslash. No name is in two of them."""

from __future__ import annotations

from pylatexenc.latex2text import get_default_latex_context_db

from paperdigest.text.tex.characters import BACKSLASH, DOLLAR


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
    # 'today' depends on the clock; the others are more likely an author's own macros.
    for name in ("today", "image", "original", "estimates"):
        symbols.pop(name, None)
    return symbols


# Common in metadata, but missing from pylatexenc's table, or not what a reader expects there.
_OWN_SYMBOLS = {
    "textbackslash": BACKSLASH, "backslash": BACKSLASH, "textdollar": DOLLAR,
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
# Outside of formulas they have names of their own: 'textbeta' beside 'beta'.
_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi"
    " chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
).split()
#: Macros that stand for fixed characters.
SYMBOLS = _library_symbols() | _OWN_SYMBOLS
SYMBOLS |= {f"text{name}": SYMBOLS[name] for name in _GREEK}

#: Symbols that are letters and may be part of a word: TeX drops the space after them ('Stra\ss e').
LETTERS = _names("aa AA ae AE oe OE o O l L ss SS i j dh DH dj DJ th TH ng NG")

#: Punctuation that stands close to what follows; TeX drops the space after it.
SIGNS = _names(
    "textemdash textendash textquoteright textquoteleft textquotedblleft textquotedblright guillemotleft"
    " guillemotright quotedblbase textexclamdown textquestiondown slash"
)
DEGREES = _names("textdegree degree deg")

#: Customary in papers of computer science, from the CVPR style and its descendants.
ABBREVIATIONS = {
    "eg": "e.g.", "Eg": "E.g.", "ie": "i.e.", "Ie": "I.e.", "cf": "cf.", "Cf": "Cf.", "etc": "etc.",
    "vs": "vs.", "etal": "et al.", "wrt": "w.r.t.", "dof": "d.o.f.", "aka": "a.k.a.", "resp": "resp.",
    "iid": "i.i.d.", "st": "s.t.", "viz": "viz.", "wlog": "w.l.o.g.",
}  # fmt: skip

#: Accents, as combining characters. Those that are letters need a space or a brace before their own letter.
ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "r": "\u030a", "c": "\u0327", "k": "\u0328", "d": "\u0323",
    "b": "\u0331",
}  # fmt: skip

#: Their argument is shown as it is.
STYLES = _names(
    """emph text textbf textit textmd textnormal textrm textsc textsf textsl texttt textup textsuperscript
    textsubscript textins mbox hbox fbox framebox makebox centerline underline underbar uline uuline uwave
    dashuline overline sout hl ul so smash uppercase lowercase MakeUppercase MakeLowercase MakeTextUppercase
    mathrm mathbf mathit mathsf mathbb mathtt mathcal mathscr mathfrak mathnormal mathbin mathop boldsymbol
    bm pmb ensuremath operatorname url nolinkurl path num si unit ang
    gls Gls glspl Glspl GLS acrshort acrlong acrfull ac Ac acp acs acl acf acsp aclp acfp
    title subtitle abstract section subsection subsubsection paragraph subparagraph caption"""
)

#: They are about the typesetting of what follows and show nothing; TeX drops the space after them.
SWITCHES = _names(
    """bf em it rm sc sf sl tt bfseries itshape mdseries rmfamily scshape sffamily slshape ttfamily upshape
    normalfont normalsize tiny scriptsize footnotesize small large Large LARGE huge Huge boldmath unboldmath
    centering raggedright raggedleft noindent indent protect relax leavevmode maketitle selectfont
    displaystyle textstyle scriptstyle left right limits nolimits nobreak"""
)

#: They end a line or a paragraph, or are space.
BREAKS = _names(
    """par newline linebreak pagebreak newpage clearpage smallskip medskip bigskip hfill vfill space
    thinspace medspace thickspace nobreakspace hrule hline"""
)

#: They refer to something that is not in the text: an entry of a bibliography, a figure.
REFERENCES = _names(
    """cite citep citet citealp citealt citeauthor citeyear citeyearpar citenum Cite Citep Citet onlinecite
    textcite parencite autocite footcite fullcite nocite shortcite ref eqref cref Cref autoref pageref
    nameref vref subref"""
)

#: How many of their first arguments (at most two) are about typesetting: these are dropped, and the next one
#: is shown.
DROPPED_ARGUMENTS = {
    "label": 1, "color": 1, "textcolor": 1, "colorbox": 1, "fcolorbox": 2, "hspace": 1, "vspace": 1,
    "fontsize": 2, "includegraphics": 1, "bibliography": 1, "bibliographystyle": 1, "usepackage": 1,
    "hypertarget": 1, "hyperref": 0, "resizebox": 2, "scalebox": 1, "raisebox": 1, "rotatebox": 1,
    "phantom": 1, "hphantom": 1, "vphantom": 1, "texorpdfstring": 1, "setlength": 2, "pagestyle": 1,
    "thispagestyle": 1, "end": 1,
    "noopsort": 1,  # of BibTeX's own manual: it says where an entry comes in order
}  # fmt: skip

#: Their argument is shown with this before and after it.
AROUND = {
    "footnote": (" (", ")"), "footnotetext": (" (", ")"), "thanks": (" (", ")"), "enquote": ("“", "”"),
    "textquote": ("“", "”"),
}  # fmt: skip

#: Their first argument is an address, their second the text that links to it.
LINKS = frozenset(["href", "hyperlink"])

#: Environments that hold one formula.
FORMULA_ENVIRONMENTS = _names("equation displaymath math equation* displaymath* math*")
#: Environments of mathematics that are kept whole, since their rows and columns are aligned by '&' and '\\'.
ALIGNED_ENVIRONMENTS = _names(
    "align alignat gather multline eqnarray flalign align* alignat* gather* multline* eqnarray* flalign*"
)

#: Macros that are only about the typesetting of mathematics, in lower case.
MATH_STYLES = STYLES | _names(
    """hat bar tilde vec dot ddot widehat widetilde overrightarrow overset underset stackrel underbrace
    overbrace tfrac dfrac mathring substack bigl bigr biggl biggr big bigg middle nonumber notag
    displaylimits"""
)
FRACTIONS = _names("frac tfrac dfrac nicefrac sfrac")


def dingbat(number: int) -> str:
    r"""Return the character of pifont's `\ding`, by its code in the font Zapf Dingbats; '' if it has none.

    Unicode took the font over in its order (block 'Dingbats', U+2701 to U+27BE), but for the digits in
    circles, which it had already.
    """
    if 172 <= number <= 181:
        return chr(0x2460 + number - 172)
    if 33 <= number <= 126:
        return chr(0x2701 + number - 33)
    return chr(0x2761 + number - 161) if 161 <= number <= 254 else ""
