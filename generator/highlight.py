"""An abstract -> the one sentence, or clause of a sentence, that says what the paper does.

Two small linear models on plain features: the first scores each sentence, the second what would be gained
by leaving out its beginning or its end. Both estimate ROUGE against summaries that authors wrote of their
own papers (Cachola et al. 2020, 'TLDR: Extreme Summarization of Scientific Documents'). Rules of grammar
have the last word: what refers to something left out, hopes for something, or stops half-way is not shown.

`tools/train_highlight.py` learns the weights and measures the result.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import sqrt

from generator.sentences import sentences
from generator.tex import math_spans, strip_math

#: Most and fewest words of a highlight.
LONGEST = 40
SHORTEST = 6

#: The features of something, by name; those that are zero may be left out.
Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Context:
    """What a paper is about: the stems of its title, and how many sentences have each stem."""

    title: list[str]
    title_stems: frozenset[str]
    spread: Mapping[str, int]
    sentences: int

    def shared(self, stems: Collection[str]) -> float:
        """Return how much of other sentences these stems stand for."""
        return sum([self.spread[stem] - 1 for stem in stems]) / self.sentences


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an abstract, what leads to it ('However,', 'In this paper,') taken off."""

    text: str
    stems: list[str]
    features: Features
    context: Context
    #: It stands before the abstract begins to speak of the paper itself.
    is_background: bool


@dataclass(frozen=True, slots=True)
class Cut:
    """What is left of a sentence without its first or last clause; the features of the whole are empty."""

    text: str
    features: Features


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that could be shown, and why it is or is not.

    `score` is comparable within one abstract: an estimate of the mean of ROUGE-1, -2 and -L (0 to 1) above
    that of other sentences. `evidence` names what each feature adds to it, the most telling first. `fault`
    is why the text cannot be shown, '' if it can.
    """

    text: str
    score: float
    evidence: tuple[tuple[str, float], ...]
    fault: str


def highlight(title: str, abstract: str, avoid: Collection[str] = ()) -> str | None:
    """Return one sentence that says what the paper does, or None where none does so by itself.

    Texts are plain, with math as `$…$`; the result has its math in plain characters. It has at most
    `LONGEST` words, none of them in `avoid`.

    >>> highlight("Deep nets", "Nets are hard to train. To address this, we present residual nets for vision.")
    'We present residual nets for vision.'
    """
    choices = _choices(title, abstract)
    return next((choice.text for _, sentence, choice in choices if not fault(sentence, choice, avoid)), None)


def explain(title: str, abstract: str, avoid: Collection[str] = ()) -> list[Candidate]:
    """Return all that `highlight` chooses from, the best first; its choice is the first without a fault."""
    weights = _weights()
    found = []
    for score, sentence, choice in _choices(title, abstract):
        evidence = [
            (name, value * table[name])
            for table, features in ((weights["sentence"], sentence.features), (weights["cut"], choice.features))
            for name, value in features.items()
            if name in table
        ]
        evidence.sort(key=lambda pair: -abs(pair[1]))
        found.append(Candidate(choice.text, score, tuple(evidence), fault(sentence, choice, avoid)))
    return found


def _choices(title: str, abstract: str) -> list[tuple[float, Sentence, Cut]]:
    """All sentences, and what is left of the likely ones by cutting, by their scores."""
    weights = _weights()
    read = [(_score(weights["sentence"], one.features), one) for one in read_sentences(title, abstract)]
    likely = max((score for score, _ in read), default=0.0) - _MARGIN
    choices = [
        (score + _score(weights["cut"], cut.features), sentence, cut)
        for score, sentence in read
        for cut in (cuts(sentence) if score >= likely else [Cut(sentence.text, {})])
    ]
    choices.sort(key=lambda choice: -choice[0])
    return choices


def _score(weights: Mapping[str, float], features: Features) -> float:
    return sum([weights.get(name, 0.0) * value for name, value in features.items()])


# --- Sentences -------------------------------------------------------------------------------------------

_LABEL = re.compile(
    r"(?:\(?(?:\d{1,2}|[ivx]{1,4}|[a-e])[.)]|(?:abstract|background|context|introduction|objectives?|aims?"
    r"|purpose|methods?|methodology|materials and methods|approach|results?|findings|conclusions?"
    r"|contributions?|significance|motivation|summary|tl;dr)(?:\s*[:—–]| [.-]))\s+",
    re.IGNORECASE,
)
#: What leads to a sentence and can be left out, by kind: the kind tells how the sentence goes on.
_LEADS = {
    "contrast": "however|unfortunately|nevertheless|nonetheless|still|yet|but|on the other hand|in contrast"
    "|by contrast|conversely|meanwhile|at the same time|despite this",
    "addition": "moreover|furthermore|in addition|additionally|also|besides|finally|lastly|last|next|and"
    "|similarly|second|secondly|third|thirdly|fourth|afterwards|subsequently|further|more importantly",
    "result": "thus|hence|therefore|consequently|accordingly|as a result|as such|so|for this reason",
    "detail": "specifically|in particular|particularly|more specifically|more precisely|concretely"
    "|more concretely|technically|in detail|in essence|essentially|indeed|in fact|that is|in other words"
    "|for this|in doing so|in this way|at its core|in this (?:setting|context|regard|framework)"
    "|under this framework|for example|for instance|as an example|to be specific",
    "summary": "overall|in summary|to summari[sz]e|in short|in a nutshell|in brief|in conclusion|to conclude"
    "|to sum up|together|taken together|altogether|collectively|importantly|notably|surprisingly"
    "|interestingly|remarkably|crucially|empirically|theoretically|experimentally|in practice|recently"
    "|in (?:our )?experiments|more generally|ultimately",
    "first": "first|firstly|first of all|then|here|herein|below|in (?:the following|what follows)|instead|now|for the first time|to begin with",
    "aim": "to(?:wards?)? th(?:is|at|ese) ends?|to do so|to do this|to achieve this|for this purpose"
    "|in response|with this in mind|in (?:light|view) of this|(?:motivated|inspired) by (?:this|these)"
    "|based on (?:this|these)|building (?:up)?on (?:this|these)"
    "|to (?:address|solve|tackle|fill|bridge|overcome|mitigate|remedy|resolve|close) (?:this|these|it|them)",
    "paper": r"in this (?:\w+ )?(?:paper|work|article|study|report|letter|thesis|survey|contribution|research"
    "|manuscript|note|chapter|review|project)",
}
_LEAD = re.compile(
    "(?:"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in _LEADS.items())
    + r")(?:,\s*|\s+(?=(?:we|this|the|our|a|an|i)\b))",
    re.IGNORECASE,
)
_PAPER = (
    r"(?:th(?:is|e present) (?:\w+ )?(?:paper|work|article|study|survey|thesis|report|review|manuscript)|the paper)"
)
_HERE = re.compile(r",? (?:here )?in (?:this|the present) (?:paper|work|article|study)\b(?:,(?! and))?")
_ALSO = re.compile(
    rf"((?:we|i|{_PAPER}|our \w+(?: \w+)?|the \w+(?: \w+)?)(?: can| is| are)?),?"
    r"(?: (?:also|further|furthermore|additionally|then|therefore|thus|hence|thereby|first|firstly|finally|next"
    r"|subsequently|instead|now|moreover|lastly|here|hereby)\b,?)+ ",
    re.IGNORECASE,
)
#: Who does something in a sentence about the paper, and what: 'we propose', 'our method improves'.
_CUE = re.compile(
    rf"\b(?:(we|i)|({_PAPER})|(our (?:\w+ ){{1,3}}?(?=\w+s\b|is\b|are\b|can\b)))"
    r"\b(?:,? \w+ly,?)? ?(\w+)?",
    re.IGNORECASE,
)
# Where an abstract speaks of the paper itself.
_SELF = re.compile(
    r"\b(?:th(?:is|e) (?:\w+ )?(?:paper|article|study|work|thesis|survey|review|report|manuscript|authors?)"
    r"|(?:is|are|was|were|been) (?:\w+ly )?(?:presented|introduced|developed|described|investigated|studied"
    r"|analy[sz]ed|evaluated|compared|demonstrated|examined|explored|derived|obtained|considered|tested|designed"
    r"|given|reported)"
    r"|(?:experiment|evaluation|result)\w*(?: \w+){0,5} (?:show|demonstrate|indicate|confirm|suggest)\w*)\b",
    re.IGNORECASE,
)
_CUE_WORDS = frozenset(
    "we i our paper work article study survey thesis report review manuscript".split()
)
_SELF_WORDS = frozenset(("we", "our", "i", "my", "proposed"))
# What counts more or less depending on where and how a sentence speaks.
_MEASURES = ("share of the title", "shared with others", "length")
_STANCES = ("subject 'we'", "subject 'this paper'", "early", "position", "words of the title")
_PRODUCTS = tuple((one, other, f"{one}, {other}") for one in _MEASURES for other in _STANCES)
_WORD = re.compile(r"[a-z0-9]+")
_COMMON = frozenset(
    """a an the of and or to in on for with by is are be as that which this these those we our it its from at
    can has have been was were not than such also while into their they but more most between using use via
    both when where each over under other however new paper work method methods approach propose proposed show
    model models based results""".split()
)
_ENGLISH = frozenset("the of and to we is for with this that are our by from which can it be these has".split())
_LONGEST_SENTENCE = 1500  # in characters: more is no sentence, and takes long to look at
_STEM = 6  # letters by which words are compared: 'learning' and 'learned' count as one
_NAME = re.compile(r"(\S{2,20}(?: \S{1,12})?)\s*[:–—]\s")
_DIGIT = re.compile(r"\d")


def read_sentences(title: str, abstract: str) -> list[Sentence]:
    """Split an abstract into sentences with their features, or into none where it is not English prose."""
    # A formula is made plain after it could be told from prose: its full stops end no sentence.
    texts = [strip_math(text) for text in sentences(abstract) if len(text) < _LONGEST_SENTENCE]
    found = [_without_lead(text) for text in texts]
    words = [_WORD.findall(text.lower()) for text, _ in found]
    stems = [_stems(line) for line in words]
    english = sum(sum(map(_ENGLISH.__contains__, line)) for line in words)
    if english <= 0.06 * sum(map(len, words)):
        return []
    title_stems = _stems(_WORD.findall(strip_math(title).lower()))
    spread = Counter([stem for line in stems for stem in set(line)])
    context = Context(title_stems, frozenset(title_stems), spread, len(found))
    name = match[1].lower() if (match := _NAME.match(title)) else None
    made = []
    cues = 0
    is_background = True
    for place, (text, leads) in enumerate(found):
        features = {f"after '{kind}'": 1.0 for kind in leads}
        features |= _place(place, len(found)) | _length(len(words[place])) | _form(text)
        features |= _title(stems[place], context) | _centre(stems[place], words[place], context)
        if name and name in text.lower():
            features["names the method"] = 1.0
            is_background = False
        elif is_background:
            is_background = "paper" not in leads and not _speaks_of_itself(text, words[place])
        if not _CUE_WORDS.isdisjoint(words[place]) and (cue := _cue(text)):
            features |= cue
            features["first cue" if not cues else "later cue"] = float(min(cues, 4) or 1)
            cues += 1
        else:
            features["no cue"] = 1.0
        for one, other, both in _PRODUCTS:
            if one in features and other in features:
                features[both] = features[one] * features[other]
        made.append(Sentence(text, stems[place], features, context, is_background))
    return made


def _without_lead(sentence: str) -> tuple[str, list[str]]:
    """Take off labels, connecting words and 'In this paper,'; return their kinds, too."""
    kinds: list[str] = []
    start = 0
    while (label := _LABEL.match(sentence, start)) or (lead := _LEAD.match(sentence, start)):
        match = label or lead
        kinds.append(match.lastgroup or "label")
        start = match.end()
    text = sentence[start:]
    if "in th" in text:
        text = _HERE.sub("", text)
    text = _without_solving(text)
    if match := _ALSO.match(text):
        text = f"{match[1]} {text[match.end() :]}"
    return text, kinds


def _speaks_of_itself(text: str, words: list[str]) -> bool:
    return not _SELF_WORDS.isdisjoint(words) or bool(_SELF.search(text))


def _stems(words: list[str]) -> list[str]:
    return [word[:_STEM] for word in words if word not in _COMMON and len(word) > 1]


def _place(place: int, count: int) -> dict[str, float]:
    features = {"position": place / max(1, count - 1), "early": 1 / (1 + place)}
    if place < 2:
        features["first sentence" if place == 0 else "second sentence"] = 1.0
    if place == count - 1:
        features["last sentence"] = 1.0
    return features


def _length(words: int) -> dict[str, float]:
    return {
        "length": min(words, 40) / 10,
        "short": max(0, 20 - words) / 10,
        "very short": max(0, 10 - words) / 10,
        "long": max(0, words - 30) / 10,
    }


def _title(stems: list[str], context: Context) -> dict[str, float]:
    title, distinct = context.title, set(stems)
    common = len(context.title_stems & distinct)
    if not common:
        return {}
    pairs = len(set(zip(title, title[1:], strict=False)).intersection(zip(stems, stems[1:], strict=False)))
    return {
        "share of the title": common / len(context.title_stems),
        "share in the title": common / len(distinct),
        "words of the title": sqrt(common),
        "pairs of the title": pairs / max(1, len(title) - 1),
    }


def _centre(stems: list[str], words: list[str], context: Context) -> dict[str, float]:
    distinct = set(stems)
    if not distinct:
        return {}
    shared = context.shared(distinct)
    return {
        "shared with others": shared / 10,
        "shared a word": shared / len(distinct),
        "density": len(distinct) / len(words),
    }


def _form(text: str) -> dict[str, float]:
    features = {"commas": float(min(text.count(","), 4))}
    for name, sign in (("percent", "%"), ("bracket", "("), ("colon", ":"), ("semicolon", ";")):
        if sign in text:
            features[name] = 1.0
    if _DIGIT.search(text):
        features["digit"] = 1.0
    if text.endswith("?"):
        features["question"] = 1.0
    return features


def _cue(text: str) -> dict[str, float]:
    features: dict[str, float] = {}
    for match in _CUE.finditer(text):
        subject = "we" if match[1] else "this paper" if match[2] else "our"
        verb = (match[4] or "").lower()
        if not features:
            features[f"subject '{subject}'"] = 1.0
            features[f"'{subject} {verb}'"] = 1.0
            features[f"verb '{verb}'"] = 1.0
            features["opens with cue"] = float(match.start() == 0)
        else:
            features[f"then '{verb}'"] = 1.0
            features["several cues"] = 1.0
    return features


# --- Cuts ------------------------------------------------------------------------------------------------

_MARGIN = .08  # a sentence that is so much worse than the best is not cut

# Where a sentence may end early, by kind. What narrows a claim ('when', 'unless', 'without', 'but') and what
# belongs to its verb ('show that', 'aim to') stays, as does the name of a method ('called …').
_VERBS = (
    r"show|demonstrat|prov[ei]|evaluat|validat|find\b|achiev|provid|discuss|analy[sz]|compar|appl(?:y|ies)\b"
    r"|use\b|introduc|propos|present\b|develop|stud(?:y|ies)\b|outperform|improv|establish|illustrat|verif"
    r"|test\b|examin|explor|investigat|describ|report|argu|deriv|obtain|perform\b|conduct|observ|identif|offer"
    r"|suggest|highlight|enabl|allow|release|train\b|learns?\b|give\b|yield|characteri[sz]|extend|implement"
)
_THEN = "(?:then |further |also |thus |therefore )?"
_END = re.compile(
    r"(?P<semicolon>;\s)|(?P<colon>:\s)|(?P<dash>\s[–—-]{1,3}\s|—)"
    r"|,\s+(?:(?P<comma_which>(?:(?:in|for|of|with|to) )?which\b|where\b|whose\b|who\b)"
    r"|(?P<comma_ing>(?:thereby |thus |hence |\w+ly )?(?!during|according|string|bring)\w+ing\b)"
    r"|(?P<comma_while>while\b|whereas\b|since\b|because\b|thereby\b|such (?:as|that)\b|so\b|e\.g\.|i\.e\."
    r"|especially\b|particularly\b|in order\b|to\b|including\b|rather than\b|as well as\b|as part\b)"
    r"|(?P<comma_by>with\b|by\b|via\b|using\b|based\b|inspired\b|motivated\b)"
    rf"|(?P<comma_and>(?:and|which|that) {_THEN}(?:we\b|our\b|it\b|{_VERBS})))"
    rf"|\s(?P<and>and {_THEN}(?:we\b|our\b|{_VERBS}))"
    r"|\s(?P<which>(?:(?:in|for|of|with|to) )?which\b|where\b|whose\b|whereby\b)"
    r"|\s(?P<such>such that\b|so that\b|so as to\b|in order to\b|while\b|whereas\b|because\b|thereby\b)"
    r"|\s(?P<by>(?:by|through) (?:\w+ly )?\w+ing\b)"
    r"|\s(?P<using>via\b|using\b|utilizing\b|leveraging\b|based on\b|on top of\b|inspired by\b|built on\b)"
    r"|\s(?P<this>(?:in|for|on|under|against|with|(?:to|for) \w+) (?:this|these|those|such|it|them)\b)",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(
    r"(?:while|although|though|when|whenever|whereas|since|as|if|because|unlike|despite|given|to|by|for|with"
    r"|without|in|on|at|from|under|through|via|based|inspired|motivated|compared|instead|rather|different|along"
    r"|towards?|beyond|after|before|among|within|during|thanks|due|contrary|similar|driven|guided|of"
    r"|\w+ing)\b",
    re.IGNORECASE,
)
_MAIN = re.compile(
    rf"[^,]*(?:,[^,]*){{0,3}}?,\s+(?=(?:we|i|{_PAPER}|our)\b)"
    r"|\w+(?:(?!\b(?:that|which|where|what|how|when|if|because|since|as|while|and|than|why|whom|but|or)\b)[^,])"
    r"{3,120}?\s(?=we \w+)",
    re.IGNORECASE,
)
_AND_WE = re.compile(
    r"[,;] (?:and|but|so|hence|thus|where|in which|wherein|therefore)? ?(?=we (?:\w+ly )?(?:propos|introduc|present"
    r"|develop|show|demonstrat|design|prov|stud|investigat|find|analy|describ|establish|evaluat|provid))"
)
# 'We address this by proposing …' says as much as 'We propose …'.
_MAKING = (
    "propos|introduc|formulat|describ|deriv|releas|creat|provid|analyz|characteriz|investigat|combin|leverag"
    "|incorporat|integrat|optimiz|generat|estimat|us|explor|examin|compar|reformulat"
    "|present|develop|design|build|construct|learn|study|train|show|extend|employ|adopt|perform|exploit|adapt"
)
_WITH_E = frozenset(_MAKING[: _MAKING.index("|present")].split("|"))
_INSTEAD = re.compile(
    rf"(?P<who>we|i|{_PAPER}) [^,;:]*?\b(?:this|these|those|such|it|them|both)\b[^;:]*?"
    rf"(?: by (?:\w+ly )?(?P<ing>(?:{_MAKING})(?=ing\b))ing|,? and (?P<base>(?:{_MAKING})(?:es?|s)?))(?= )",
    re.IGNORECASE,
)
# 'We propose a net to solve this problem, which …' needs no 'to solve this problem'.
_SOLVING = re.compile(
    r"(?P<before>\w+),? to (?:\w+ly )?\w+ (?:this|these|such|those)(?: \w+){0,2}? (?:problem|issue|challenge|gap"
    r"|limitation|shortcoming|question|drawback|concern|difficult(?:y|ie)|weakness|bottleneck|need|goal)(?:e?s)?\b"
    r"(?! and| or)",
    re.IGNORECASE,
)
_NOT_ALONE = re.compile(
    r"(?:\w*(?:ed|ing)|propos\w+|aims?|attempts?|tr(?:y|ies)|seeks?|want|able|how|way|order|approach|method|steps?"
    r"|methods|approaches|solution|solutions|is|are|us|it|framework|model|and|or|necessary|need|strategy|first|ability"
    r"|technique|algorithm|mechanism)",
    re.IGNORECASE,
)
# What begins a clause, and what shows that one has its verb.
_CLAUSE = re.compile(r"\b(?:that|which|where|who|whose|how|whether|why)\b", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|has|have|had|can|could|may|might|will|would|should|do|does|must|cannot"
    r"|(?:us|learn|improv|achiev|enabl|allow|lead|provid|tak|mak|giv|perform|outperform|requir|consist|combin"
    r"|generat|produc|captur|reduc|optimi[sz]|predict|encod|exploit|leverag|incorporat|encourag|guid|adapt"
    r"|jointly|automatically|directly|efficiently|effectively|dynamically|adaptively|progressively|explicitly"
    r"|simultaneously|integrat|address|support|help|mak|map|treat|aim|propos|present|introduc|develop|stud[yi]"
    r"|investigat|explor|show|demonstrat|describ|find|prov[ei]|appl[yi]|extend|analy[sz]|examin|consider|compar"
    r"|evaluat|report|argu|identif[yi]|establish|review|survey|discuss|deriv|design|builds?|construct|creat"
    r"|formulat|tackl|contribut|devis|offer|suggest|reveal|releas|conduct|perform|trains?|define)(?:e?[sd]?|ing)?)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s?(?:\((?P<round>[^()]*)\)|\[[^\[\]]*\])(?![\w(])")
_FEWEST_KEPT = 7  # words of what a cut leaves


def cuts(sentence: Sentence) -> list[Cut]:
    """Return the sentence whole and without its first or last clauses, each without asides in brackets."""
    found = []
    for number, text in enumerate(_beginnings(sentence.text)):
        found.append(_cut(sentence, text, "", number > 0))
        for match in _END.finditer(text):
            if text.count(" ", 0, match.start()) + 1 >= _FEWEST_KEPT:
                found.append(_cut(sentence, text[: match.start()], match.lastgroup or "", number > 0))
    return found


def _beginnings(text: str) -> Iterator[str]:
    """Yield a sentence whole, from its main clause on, and with 'We propose' for 'We solve this by proposing'."""
    yield text
    if _SUBORDINATE.match(text) and (main := _MAIN.match(text)) and main.end() < 0.75 * len(text):
        text = text[main.end() :]
        yield text
    elif coordinate := _AND_WE.search(text):
        yield text[coordinate.end() :]
    if made := _INSTEAD.match(text):
        stem, who = (made["ing"] or "").lower(), made["who"]
        verb = made["base"] or stem + ("e" if stem in _WITH_E else "") + ("s" if len(who) > 2 else "")
        yield f"{who} {verb}{text[made.end() :]}"


def _without_solving(text: str) -> str:
    """Leave out 'to solve this problem' where a noun stands before it."""
    found = _SOLVING.search(text) if " this " in text or " these " in text or " such " in text else None
    if not found or _NOT_ALONE.fullmatch(found["before"]):
        return text
    return text[: found.end("before")] + text[found.end() :]


def _cut(sentence: Sentence, kept: str, kind: str, headless: bool) -> Cut:
    kept = _without_asides(kept)
    return Cut(_finished(kept), _cut_features(sentence, kept, kind, headless) if kind or headless else {})


def _without_asides(text: str) -> str:
    """Take out what stands in brackets, but for a short form that is used later."""
    if "(" not in text and "[" not in text:
        return text

    def aside(match: re.Match[str]) -> str:
        inner = match["round"] or ""
        return match[0] if inner and " " not in inner and inner in text[match.end() :] else ""

    return _ASIDE.sub(aside, text)


def _finished(text: str) -> str:
    """Begin with a capital, where a word in lower case stands first, and end in a full stop."""
    text = text.strip(" ,;:–—-")
    first = text[: text.find(" ")]
    if first.islower() and first.isalpha():
        text = first.capitalize() + text[len(first) :]
    return text if text.endswith((".", "?")) else text.rstrip("!….") + "."


def _cut_features(sentence: Sentence, kept: str, kind: str, headless: bool) -> dict[str, float]:
    words = len(sentence.stems)
    features: dict[str, float] = {}
    if headless:
        features["without its beginning"] = 1.0
    if kind:
        features[f"cut at '{kind}'"] = 1.0
    left = set(_stems(_WORD.findall(kept.lower())))
    lost = set(sentence.stems).difference(left)
    context = sentence.context
    lost_of_title = len(lost & context.title_stems)
    number = kept.count(" ") + 1
    words = sentence.text.count(" ") + 1
    return features | {
        "share cut": (words - number) / words,
        "words over 20 cut": (max(0, words - 20) - max(0, number - 20)) / 10,
        "words left under 15": max(0, 15 - number) / 10,
        "few words left": max(0, 8 - len(left)) / 10,
        "title lost": lost_of_title / max(1, len(context.title_stems)),
        "nothing of the title lost": float(not lost_of_title),
        "shared words lost": context.shared(lost) / 10,
        "shared a word lost": context.shared(lost) / max(1, len(lost)),
        "shared a word left": context.shared(left) / max(1, len(left)),
    }


# --- Grammar ---------------------------------------------------------------------------------------------

# What a highlight never is, with a name for each that `explain` gives.
_UNFIT = re.compile(
    r"(?P<hope>\b(?:hop(?:e|es|ing|ed)|we should|future (?:work|research|stud|direction|investigation|development)"
    r"|(?:^|[,;] (?:and )?)we (?:\w+ )?(?:believe|plan|intend|envision|aspire|wish|want|expect|anticipate|would)\b"
    r"|further (?:research|work|stud)|pav(?:e|es|ing) the way|call for\b|remains? to be|will be (?:\w+ )?(?:released|available|open|published)))"
    r"|(?P<availability>\b(?:available (?:at|online|on|via|under|upon|from|here)|can be found|project page|website"
    r"|(?:code|data|datasets?|models?|implementations?|software|scripts?|resources?|benchmarks?|weights)"
    r"(?: \w+){0,4} (?:available|released|open-?sourced?|published))\b|https?:|www\.|\bgithub\b)"
    r"|(?P<TeX>[\\{}^]|\b_|_\b|\$\S*\$)"
    r"|(?P<placeholder>\[…\]|\ufffd|�)"
    r"|(?P<question>\?)"
    r"|(?P<reference>\b(?:aforementioned|the (?:above|former|latter|foregoing)|mentioned above|as follows"
    r"|(?:this|that|these|those) (?:end|effect)s?|such (?:an? )?(?:problem|issue|challenge"
    r"|limitation|gap|method|approach|setting|task|scenario|case|model|system)s?(?! as)"
    r"|(?:this|these) (?:problem|issue|challenge|limitation|gap|shortcoming|question|concern|difficult"
    r"|drawback|phenomen|trade-?off|obstacle|bottleneck|goal|weakness|deficienc|purpose|aim|intuition|insight"
    r"|observation|idea|reason|tension|dilemma|assumption|finding|result|failure))\w*)",
    re.IGNORECASE,
)
_OPENS_WRONG = re.compile(
    rf"(?!{_PAPER}\b)(?:th(?:is|at|ese|ose)|it(?!\s+(?:is|has been|was|remains) (?:\w+ )?(?:shown|proved|proven"
    r"|demonstrated|found|known|possible|well|that)\b)|its|they|their|them|he|she|his|her|such|both|the (?:same|"
    r"other|others|second|third|resulting|whole)|one (?:is|of them|such)|another|others?|some of (?:these|them)"
    r"|each of|all of|most of|neither|either|and|but|or|nor|so|yet|which|who|whose|where|that|there(?:fore|by)"
    r"|then|thus|hence|also|while it|although it|as it|because|if|unless|until|whether|what|why|how|when it"
    r"|doing so|as a consequence|code|keywords|index terms|project|demo|\d)\b",
    re.IGNORECASE,
)
_ENDS_WRONG = re.compile(
    r"\b(?:a|an|the|of|and|or|to|in|on|for|with|by|is|are|be|being|been|was|were|as|at|from|that|which|this|these"
    r"|those|such|than|then|into|via|using|both|our|its|their|his|we|it|they|can|may|will|not|only|how|when|where"
    r"|while|if|whether|but|also|e\.g|i\.e|vs|between|without|within|through|towards?|upon|over|under|per|more"
    r"|less|very|so|namely|including|called|named|following|follows|propose|introduce|present|show|demonstrate"
    r"|develop|study|prove|argue|find|investigate|explore|achieve|provide|evaluate|analy[sz]e|design|describe"
    r"|implement|first|either|neither|further|novel|new|proposed|thereby|even|just|merely|simply|because|each"
    r"|(?:two|three|four|five|six|several|following|key|main)(?:\ \w+){0,3}\ \w+s|several|many|various|different|specific|based|according|due|able|has|have|had|do|does|allows?|enables?"
    r"|uses?|used|leads?|focus(?:es|ing)?|rel(?:y|ies)|consists?|depends?|results?\ in)\.?$",
    re.IGNORECASE,
)
#: Words that ask for another later in the sentence.
_PAIRS = tuple(
    (re.compile(rf"\b{first}\b", re.IGNORECASE), re.compile(rf"\b{second}", re.IGNORECASE))
    for first, second in (
        ("not (?:only|just|merely|simply)", "but|also|;"),
        ("either", r"or\b"),
        ("neither", r"nor\b"),
        (r"between(?!.*s\.$)", r"(?:and|to|versus|vs)\b"),
        (r"(?:so|too) (?:\w+ly )?(?:large|small|many|few|much|complex)", r"(?:that|to|for)\b"),
        ("rather", r"than\b"),
        (r"(?:on (?:the )?one hand)", r"other\b"),
        (r"(?:two|three|four|five|several|following)\b[^:]*:", r"(?:;|and\b|or\b)"),
    )
)
_PRONOUN = re.compile(
    r"\b(?:it(?! (?:is|was|remains|becomes|can be|to be)? ?(?:\w+ ){0,3}(?:to|that|possible|easy|easier|hard|feasible)\b)"
    r"|its|they|them|their|itself|themselves)\b",
    re.IGNORECASE,
)
_BOTH = re.compile(r"\bboth\b(?!.*\b(?:and|as well as)\b|.*&)", re.IGNORECASE)
_POINTER = re.compile(r"\b(?:this|these|those|such)\b(?! (?:as|that)\b)((?: [\w-]+){0,3})", re.IGNORECASE)
_THIS_PAPER = re.compile(_PAPER, re.IGNORECASE)
_NOUN_BEFORE = re.compile(
    r"\b(?:an?|the|our|of|for|with|in|on|from|each|any|all|every|between|many|existing|new|novel|how|and)\b"
    r"|[a-z] [A-Z]|[A-Z]{2}|\b(?!(?:show|propose|use|learn|achieve|improve)s\b)[a-z-]{4,}(?:[^su]s|tion|ity|ing)\b",
)
_BREAK = re.compile(r"[,;:]|\band\b|\bthat\b|\bwhich\b|\bthen\b")
_BRACKETS = (("(", ")"), ("[", "]"))
_QUOTE = re.compile('["“”]')


def fault(sentence: Sentence, cut: Cut, avoid: Collection[str] = ()) -> str:
    """Return why a text cannot stand alone as a sentence about the paper, or '' if it can."""
    if sentence.is_background:
        return "background"
    text = cut.text
    words = text.split()
    if len(words) > LONGEST:
        return "too long"
    if len(words) < SHORTEST:
        return "too short"
    if not text[0].isupper():
        return "begins without a capital"
    if found := _UNFIT.search(text):
        return found.lastgroup or ""
    if _OPENS_WRONG.match(text) or (_SUBORDINATE.match(text) and "," not in text):
        return "beginning"
    if any(text.count(opening) != text.count(closing) for opening, closing in _BRACKETS) or len(_QUOTE.findall(text)) % 2:
        return "open bracket"
    if cut.features and _stops_short(text):
        return "stops short"
    if _dangles(text, sentence.context.title_stems):
        return "reference"
    if avoid and not {word.strip(".,;:()'\"") for word in words}.isdisjoint(avoid):
        return "unexplained macro"
    return ""


def _stops_short(text: str) -> bool:
    """Whether the end of a sentence cannot be left out here."""
    clause = max((match.start() for match in _CLAUSE.finditer(text)), default=0)
    if _ENDS_WRONG.search(text, max(0, len(text) - 40)) or not _VERB.search(text, clause):
        return True
    return any(
        (match := first.search(text)) and not second.search(text, match.end()) for first, second in _PAIRS
    )


def _dangles(text: str, title: frozenset[str]) -> bool:
    """Whether 'it' or 'these methods' has nothing before it, in title and sentence, that it could stand for."""
    if _BOTH.search(text):
        return True
    if (match := _PRONOUN.search(text)) and not _NOUN_BEFORE.search(text, 0, match.start()):
        return True
    return any(
        not _THIS_PAPER.match(text, match.start())
        and title.isdisjoint(_stems(_WORD.findall(match[1].lower())))
        and (
            match.start() < 25
            or not _BREAK.search(text, 0, match.start())
            or not _NOUN_BEFORE.search(text, 0, match.start())
        )
        for match in _POINTER.finditer(text)
    )


@cache
def _weights() -> dict[str, dict[str, float]]:
    return json.loads(files("generator").joinpath("highlight_weights.json").read_text(encoding="ascii"))
