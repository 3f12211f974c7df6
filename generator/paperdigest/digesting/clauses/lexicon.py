"""Tables of English words, by what they are and what they do in a sentence.

A word has a set of labels. One is the word itself, in lower case; the others name the tables that hold it
(`MAKE`, `POPULATION`) or tell its form (`ADVERB`). A verb of a table has the table's label, and one more with
its form: 'proposing' is `MAKE` and `MAKE/ing`. Rules (`grammar`) are written in these labels.
"""

from __future__ import annotations

# --- Verbs ------------------------------------------------------------------------------------------------

#: Forms that do not follow the rules: past, participle.
_IRREGULAR = {
    "find": ("found",),
    "show": ("showed", "shown"),
    "build": ("built",),
    "give": ("gave", "given"),
    "take": ("took", "taken"),
    "make": ("made",),
    "seek": ("sought",),
    "hold": ("held",),
    "keep": ("kept",),
    "lead": ("led",),
    "become": ("became",),
    "grow": ("grew", "grown"),
    "strive": ("strove", "striven"),
    "beat": ("beat", "beaten"),
    "know": ("knew", "known"),
    "feed": ("fed",),
    "write": ("wrote", "written"),
    "draw": ("drew", "drawn"),
    "drive": ("drove", "driven"),
    "begin": ("began", "begun"),
    "spread": ("spread",),
}
#: Verbs that double their last letter: 'planned'.
_DOUBLING = frozenset("plan map infer transfer control refer equip strip drop skip".split())

_MAKE = """propose introduce present develop design devise build construct create formulate describe suggest
    offer provide release curate collect establish publish contribute unveil"""
_DO = """propose introduce formulate describe derive create combine leverage utilize investigate evaluate
    optimize analyze use integrate reframe characterize incorporate replace generate examine explore encode
    decompose propagate compare estimate provide curate present develop design build construct study train learn
    extend employ adapt exploit apply quantify identify augment extract conduct perform adopt treat model collect
    offer deliver fuse merge transform retrieve align finetune fine-tune generalize regularize redesign reformulate convert map prune turn cast recast frame"""
#: What else a paper may solve something by.
_DEED = (
    _DO
    + """ enable empower couple unify enforce aggregate inject disentangle decouple simulate sample reweight refine
    distill constrain guide steer route cluster partition segment embed project rank score filter select schedule
    prompt rewrite insert mask share freeze update predict infer reuse reorganize synthesize link connect match
    encourage allow ensure preserve restrict limit reduce minimize maximize add attach assign allocate break divide
    group blend mix join ground anchor interleave alternate perturb remove drop skip adjust calibrate tune normalize
    standardize smooth amplify suppress penalize reward weigh harness draw bootstrap teach track monitor measure
    detect recognize classify label annotate mark record store cache compress quantize factorize approximate relax
    represent capture memorize edit correct repair verify validate check interpret render reconstruct restore recover
    reallocate reassign redistribute rearrange reorder rethink recalibrate reinterpret simplify modify enrich enhance
    strengthen expand rescale resample"""
)
_REPORT = """show demonstrate prove evaluate validate find achieve provide discuss analyze compare apply use
    introduce propose present develop study outperform improve establish illustrate verify test examine explore
    investigate describe report argue derive obtain perform conduct observe identify offer suggest highlight
    enable allow release train learn give yield characterize extend implement"""
_CLAIM = """show prove demonstrate find establish achieve observe obtain improve outperform conclude indicate
    reveal suggest confirm verify guarantee reach beat surpass exceed"""
_RELATE = """learn use allow enable achieve improve leverage combine require take make provide capture outperform
    exploit address support help work consist encourage employ extend solve perform apply match explain form give
    add build balance bridge align cover consider"""
_PREDICATE = """learn use improve achieve enable allow lead provide take make give perform outperform require
    consist combine generate produce capture reduce optimize predict encode exploit leverage incorporate encourage
    guide adapt integrate address support help map treat aim propose present introduce develop study investigate
    explore show demonstrate describe find prove apply extend analyze examine consider compare evaluate report
    argue identify establish review survey discuss derive design build construct create formulate tackle
    contribute devise offer suggest reveal release conduct train define limit exceed control grow depend keep play
    hold work suffer appear emerge remain become need explain affect transfer match solve fail scale follow
    satisfy bridge cover serve handle operate tend converge compute increase decrease measure detect observe
    estimate sequence synthesize prepare express trust write protect lose vary occur differ rise fall shape drive
    spread interact change influence determine govern arise evolve form move speak travel cause induce trigger inhibit
    promote regulate modulate correlate associate relate vanish thermalize rely contain include represent enhance
    outweigh perceive respond react behave live die survive feature comprise involve age earn vote choose prefer believe think learn compare assess fold bind cleave lower raise document identify preserve update refine distill decouple disentangle freeze inject insert assign select"""
#: Verbs by what they do: what a paper makes; what it does with it; what it tells; what it says to hold; what
#: stands after 'that'; what can be the verb of any clause; and so on.
_VERBS = {
    "MAKE": _MAKE,
    "DO": _DO,
    "DEED": _DEED,
    "REPORT": _REPORT,
    "USE": "use utilize leverage employ exploit",
    "CLAIM": _CLAIM,
    "RELATE": _RELATE,
    "VERB": _PREDICATE,
    "AIM": """aim seek want wish plan intend aspire envision envisage believe expect anticipate hypothesize
        speculate suspect wonder desire""",
    "INQUIRE": """investigate explore examine study consider address tackle focus discuss revisit look argue""",
    "RESULT": """achieve outperform surpass yield attain improve reach boost reduce obtain exceed alleviate
        maintain remain perform""",
    "ATTEMPT": "attempt try strive endeavor endeavour ask question",
    "SOLVE": """address solve tackle fill bridge overcome mitigate remedy resolve close alleviate meet answer
        circumvent handle counter""",
}


def forms(verb: str) -> dict[str, str]:
    """Return the forms of a verb, each with its kind: base, s, ed or ing.

    >>> forms("study")
    {'studies': 's', 'studying': 'ing', 'studied': 'ed', 'study': 'base'}
    """
    stem = verb[:-1] if verb.endswith("e") else verb + verb[-1] if verb in _DOUBLING else verb
    is_consonant_y = verb.endswith("y") and verb[-2] not in "aeiou"
    third = (
        verb[:-1] + "ies"
        if is_consonant_y
        else verb + "es"
        if verb.endswith(("s", "x", "ch", "sh"))
        else verb + "s"
    )
    past = _IRREGULAR.get(verb, (verb[:-1] + "ied" if is_consonant_y else stem + "ed",))
    return {third: "s", stem + "ing": "ing", **dict.fromkeys(past, "ed"), verb: "base"}


def _spellings(verb: str) -> tuple[str, ...]:
    """A verb as Americans and as the British spell it."""
    return (verb, verb[:-2] + "se") if verb.endswith(("ize", "yze")) else (verb,)


#: The verb of which a word is the form in -ing, of those that tell what a paper does.
OF_ING = {
    form: spelling
    for verb in _DEED.split()
    for spelling in _spellings(verb)
    for form, kind in forms(spelling).items()
    if kind == "ing"
}

# --- Other words ------------------------------------------------------------------------------------------

_NUMBERS = """two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand
    thousands million millions billion billions half twice thrice double triple"""
_TABLES = {
    "WE": "we I",
    "BE": "is are was were be been being",
    "HAVE": "has have had",
    "AUX": """is are was were be has have had can could may might will would should do does did must cannot""",
    "THEN": "then further also thus therefore",
    # 'We also propose': words between who and what is done, which may go.
    "ALSO": """also further furthermore additionally then therefore thus hence thereby first firstly finally next
        subsequently instead now moreover lastly here hereby""",
    # Words that may stand between who and what is done.
    "FILLER": "also further thus then first therefore still just only mainly here",
    "DETERMINER": "a an the this that these those our its their his her each every some any all no one",
    "PREPOSITION": """of in on at to for from with without within by via through over under between among across
        into onto upon during against per than as""",
    "PAPER": """paper work article study survey thesis report review manuscript research project
        dissertation letter note chapter""",
    "REFERENCE": "this these those such",
    "WHICH": "which where whose who",
    "PROBLEM": """problem issue challenge limitation gap shortcoming question drawback concern difficulty
        difficulties weakness weaknesses bottleneck need goal task obstacle deficiency deficiencies requirement""",
    # What one sentence of an abstract says, and the next points to.
    "CONTEXT": """problem issue challenge limitation gap shortcoming question concern difficulty difficulties constraint
        drawback phenomenon phenomena trade-off tradeoff obstacle bottleneck goal weakness weaknesses deficiency
        deficiencies purpose aim intuition insight observation idea reason tension dilemma assumption finding
        result failure""",
    "SUCH_NOUN": "problem issue challenge limitation gap method approach setting task scenario case model system",
    "GOAL": "goal aim objective purpose intention motivation hypothesis hypotheses",
    "WORTH": "effectiveness superiority efficacy usefulness merit advantage benefit",
    "POSSIBLE": "potential potentials possibility possibilities feasibility viability promise utility",
    "STUDIED": "research work study studies direction investigation development",
    "GENERIC": """method approach framework model algorithm technique system way architecture solution strategy
        strategies modification metric mechanism procedure scheme pipeline dataset benchmark tool module task
        problem issue challenge setting paradigm optimizer methodology methodologies technology technologies corpus
        corpora suite library libraries toolkit platform variant baseline resource""",
    "ELEMENT": """component module design part innovation contribution improvement step stage strategy strategies
        technique mechanism phase""",
    "DATA": "benchmark dataset corpus corpora collection suite testbed database",
    "STOCK": """a an the our two three several some novel new simple general efficient effective different
        alternative first so improved powerful unified principled practical of set series number family class
        lightweight flexible scalable robust modular generic comprehensive large-scale systematic fast
        state-of-the-art high-quality end-to-end plug-and-play versatile innovative holistic original dedicated
        and yet but complete fully integrated advanced challenging diverse curated specialized tailored autonomous automated automatic type
        publicly available open-source open-sourced carefully designed newly extensible interpretable""",
    # What tells nothing of the noun behind it: 'these key findings'.
    "VAGUE": """key main core major primary central existing previous prior current common same other different various
        specific particular fundamental critical crucial important significant limited inherent persistent pressing
        above additional further individual possible potential respective resulting""",
    "CALLED": "called named termed dubbed namely coined",
    # What belongs to names of things more often than it begins a clause.
    "NOUN_ING": """reasoning learning training planning processing understanding modeling modelling testing sampling
        clustering rendering mapping tracking coding prompting pruning grounding editing ranking tuning fine-tuning
        embedding embeddings imaging sensing finding findings meaning setting timing lighting shading branching
        cropping masking matching merging parsing pooling regridding reporting routing scaling scheduling
        screening segmenting smoothing splitting steering tagging tracing translating voting warping writing
        reading speaking listening counting computing networking gaming engineering manufacturing farming""",
    # After one of these and a comma comes another adjective: 'long, conflicting texts'.
    "QUALITY": """long short large small complex rich noisy diverse dense sparse deep high low hard simple fast slow
        new real rare clear clean strong weak multiple""",
    # Words in -ing that are no participles.
    "ED": "built driven given shown made drawn taken written",
    "NO_ING": "during according string bring thing nothing something anything everything king ring spring sing",
    # --- What limits what is said
    "NEGATION": """not no never neither nor none cannot without hardly scarcely barely excluding excluded except
        unlike rather instead fails fail failed lack lacks lacking absence""",
    "LIMIT": """only solely exclusively merely but however although though albeit despite unless except nearly
        almost approximately roughly""",
    "NUMBER": _NUMBERS,
    "UNIT": """mg kg ml mm cm nm km ms hz khz mhz ghz ev kev mev gev tev mol mmol kpa mpa gpa atm db kw mw mv hr
        hrs mol% wt% ppm ppb rpm percent per-cent mg/l µm μm µl μl µg μg °c kelvin celsius minutes hours days
        weeks months years""",
    "POPULATION": """patient patients women woman men man girls boys children child adults adult adolescents infants
        newborns neonates elderly participants participant volunteers mice mouse rats rat animals primates monkeys
        zebrafish drosophila yeast males females male female mothers fathers parents pregnant smokers veterans
        households respondents cohort cohorts population populations individuals survivors residents immigrants
        refugees voters teachers pupils students outpatients inpatients donors athletes cells""",
    "CONDITION": """if unless when whenever provided assuming under only except controlling vitro vivo situ silico""",
    # A claim holds then, or there; what is proposed is not limited by them.
    "CIRCUMSTANCE": "during after before until among amongst",
}
#: Words that may have an -s, or -es behind -ch.
_COUNTED = ("PROBLEM", "CONTEXT", "SUCH_NOUN", "GOAL", "WORTH", "STUDIED", "GENERIC", "ELEMENT", "DATA")


def _made_tables() -> dict[str, frozenset[str]]:
    """The labels of each word that stands in a table."""
    found: dict[str, set[str]] = {}
    for label, words in _TABLES.items():
        for word in words.split():
            found.setdefault(word, set()).add(label)
            if label in _COUNTED:
                found.setdefault(word + ("es" if word.endswith("ch") else "s"), set()).add(label)
    for label, verbs in _VERBS.items():
        for verb in verbs.split():
            for spelling in _spellings(verb):
                for form, kind in forms(spelling).items():
                    found.setdefault(form, set()).update((label, f"{label}/{kind}"))
    return {word: frozenset(labels) for word, labels in found.items()}


#: The labels of each word that stands in a table.
LABELS = _made_tables()
#: What limits anything that is said, and what limits a claim.
QUALIFYING = frozenset(("NEGATION", "LIMIT", "NUMBER", "UNIT", "FORMULA", "POPULATION", "CONDITION"))
QUALIFYING_CLAIMS = QUALIFYING | {"CIRCUMSTANCE"}
