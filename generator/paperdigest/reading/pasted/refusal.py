"""What to say of a text that has no form that is known for sure: what it looks like, and what to do."""

from __future__ import annotations

import re
from itertools import islice

from paperdigest.model import count
from paperdigest.reading.identifiers import arxiv_id_in_prose
from paperdigest.reading.pasted.lines import lines_of
from paperdigest.reading.pasted.names import looks_like_names

#: Marks of what people have and is not read: how often they stand in a text, what it is, what to do instead.
#: These are sure. What such a text says in its lines may look like titles and authors below them.
_SURE_LOOKS = (
    (r"\\(?:documentclass|begin\{document\}|bibitem)", 1, "LaTeX", "export the bibliography as BibTeX"),
    (r"^%[A-Z0] \S", 2, "tags of Refer (%A, %T) without types (%0)", "export EndNote's form, RIS or BibTeX"),
    (r"^(?:RT|A1|T1|YR|JF|AB) [^\s-]", 3, "RefWorks' tags (RT, A1, T1)", "export RIS or BibTeX"),
    (r"^ ?<\d{1,6}\. >$", 1, "Ovid's tags", "export RIS or BibTeX"),
    (
        r"(?i)^[ \t]*(?:TY|TI|T1|AU|A1|PY|ER)[ \t]{0,3}[:-][ \t]{0,3}\S",
        3,
        "RIS whose entries do not begin with 'TY  - '",
        "export it again; each entry begins with a line such as 'TY  - JOUR'",
    ),
    (r"\A\s{0,9}(?://|/\*)[^\n]{0,999}\n\s{0,9}[\[{]", 1, "JSON with comments", "take the comments out"),
    (r"\A\s{0,9}(?:\[\s{0,9})?\{\s{0,9}'", 1, "what Python prints", "write it with `json.dump`"),
    (r"\A\s{0,9}(?:const|var|let|export) [^\n=]{1,80}=\s?[\[{]", 1, "JavaScript", "save the list as JSON"),
    (
        r"\Acff-version:",
        1,
        "a citation file (CFF)",
        "take the BibTeX that GitHub shows under 'Cite this repository'",
    ),
    (
        r"^(?:\[[cjieb]\d{1,4}\]|export record|electronic edition (?:via|@) .{3,60})$",
        2,
        "DBLP's pages",
        "export BibTeX there",
    ),
    (r"\A%PDF-", 1, "a PDF", "export BibTeX or RIS from where it comes"),
    (r"\A\{\\rtf", 1, "a document of a word processor (RTF)", "save it as plain text"),
    (
        r"^\d{1,5}[.:] [^\n]{2,300}\b(?:19|20)\d\d\b[^\n]{0,30};[^\n]*(?:\n[^\n]+)?(?:\n\n|[^\n]*PMID: ?\d)",
        1,
        "PubMed's abstracts or summaries",
        "export its format 'PubMed' (.nbib)",
    ),
)
_TABLE = (
    "a table whose first line does not name its columns",
    "let it name them: title, authors, year, venue, doi, url, abstract, …",
)
_LOOKS = (
    *_SURE_LOOKS,
    (
        r"(?i)^(?:arxiv:\s?)?\d{4}\.\d{4,5}(?:v\d{1,2})?$",
        1,
        "identifiers of arXiv",
        "'digest add' looks each up by its identifier and keeps what it finds",
    ),
    (r"^(?:PMID|PMCID): ?\d", 1, "PubMed's summaries", "export its format 'PubMed' (.nbib)"),
    (r"^\[\d{1,4}\] \S", 3, "a list of references", "export BibTeX or RIS from where it comes"),
    (r"\]\(https?://", 1, "Markdown without links to papers", "link each title to where the paper stands"),
    (r"^(?:[^\n\t]{0,200}\t){3}", 2, *_TABLE),
    (r'^(?:"[^"\n]{0,300}"[,;]|[^",;\n]{1,60}[,;]){4}', 2, *_TABLE),
    (
        r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s?)?10\.\d{4,9}/\S+$",
        1,
        "DOIs",
        "'digest add' looks each up by its DOI and keeps what it finds",
    ),
)
_HELP = (
    "'Pasted text' in the documentation shows what is read; records may be BibTeX, RIS, CSL-JSON or YAML, too"
)


def is_of_another_program(text: str) -> bool:
    """Whether a text is surely one that another program wrote, and that is not read."""
    return _looks_like(text, _SURE_LOOKS) is not None


def _looks_like(text: str, looks: tuple[tuple[str, int, str, str], ...]) -> tuple[str, str] | None:
    """Return the name of what a text looks like, and what to do instead; None if it looks like nothing."""
    for mark, least, name, help in looks:
        if sum(1 for _ in islice(re.finditer(mark, text, re.MULTILINE), least)) >= least:
            return name, help
    return None


def what_was_seen(text: str, is_table: bool = False) -> tuple[str, str]:
    """Return what a text looks like, in a few words, and what to do; `is_table` says how its file is named.

    >>> what_was_seen("Just a line of prose.")[0]
    '1 line of text that has no known form'
    """
    if look := _TABLE if is_table else _looks_like(text, _LOOKS):
        return f"it looks like {look[0]}", look[1]
    lines = [line.text for line in lines_of(text) if line.text]
    names = sum(map(looks_like_names, lines))
    seen = f"{count(len(lines), 'line')} of text that has no known form"
    if names:
        seen = f"{seen}, of which {names:,} may be names of authors"
        return seen, f"let the authors of each paper stand on the line below its title; {_HELP}"
    if any(map(arxiv_id_in_prose, lines)):
        help = "'digest add' looks each up; or paste arXiv's list with titles and authors"
        return f"{seen}, with identifiers of arXiv", f"{help}; {_HELP}"
    return seen, _HELP
