"""What to say of a text that has no form that is known for sure: what it looks like, and what to do."""

from __future__ import annotations

import re

from paperdigest.reading.identifiers import arxiv_id_in_prose
from paperdigest.reading.pasted.lines import lines_of
from paperdigest.reading.pasted.names import looks_like_names

#: Marks of what people have and is not read: how often they stand in a text, what it is, what to do instead.
_LOOKS = (
    (r"\\(?:documentclass|begin\{document\}|bibitem)", 1, "LaTeX", "export the bibliography as BibTeX"),
    (r"^%[A-Z0] \S", 2, "EndNote's tags (%A, %T)", "export RIS or BibTeX"),
    (r"^(?:PMID|PMCID): ?\d", 1, "PubMed's summaries", "export its format 'PubMed' (.nbib)"),
    (r"^\[\d{1,4}\] \S", 3, "a list of references", "export BibTeX or RIS from where it comes"),
    (r"\]\(https?://", 1, "Markdown without links to papers", "link each title to where the paper stands"),
    (r"^(?:[^\n\t]{0,200}\t){3}", 3, "a table", "export BibTeX, RIS or CSL-JSON"),
    (r'^(?:"[^"\n]{0,300}",|[^",\n]{1,60},){4}', 3, "a table (CSV)", "export BibTeX, RIS or CSL-JSON"),
)
_HELP = (
    "'Pasted text' in the documentation shows what is read; records may be BibTeX, RIS, CSL-JSON or YAML, too"
)


def what_was_seen(text: str) -> tuple[str, str]:
    """Return what a text looks like, in a few words, and what to do.

    >>> what_was_seen("Just a line of prose.")[0]
    '1 line of text that has no known form'
    """
    for mark, least, name, help in _LOOKS:
        if sum(1 for _ in re.finditer(mark, text, re.MULTILINE)) >= least:
            return f"it looks like {name}", help
    lines = [line.text for line in lines_of(text) if line.text]
    names = sum(map(looks_like_names, lines))
    seen = f"{len(lines):,} line{'s' if len(lines) != 1 else ''} of text that has no known form"
    if names:
        seen = f"{seen}, of which {names:,} may be names of authors"
        return seen, f"let the authors of each paper stand on the line below its title; {_HELP}"
    if any(map(arxiv_id_in_prose, lines)):
        return f"{seen}, with identifiers of arXiv", f"paste arXiv's list with titles and authors; {_HELP}"
    return seen, _HELP
