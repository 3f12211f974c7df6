"""Papers as they are cited in a style of CSL (https://citationstyles.org/), by citeproc-py.

A style takes some milliseconds for each paper (APA 25, IEEE 5), so that what was written is remembered: the
same paper is written once in the same style.
"""

from __future__ import annotations

import hashlib
import json
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from io import BytesIO
from typing import Any

from paperdigest.model import Diagnostic, Paper, Severity, Source
from paperdigest.relating.catalogue import Catalogue
from paperdigest.text.languages import language_of
from paperdigest.text.tex import strip_math
from paperdigest.workers import Progress
from paperdigest.writing.citations import MOST_AUTHORS
from paperdigest.writing.csl_json import csl
from paperdigest.writing.styled_faults import MENDING, OTHERS, mended

#: Styles that come along: Creative Commons BY-SA 3.0, as each says itself
#: (https://github.com/citation-style-language/styles).
PACKAGED = ("apa", "ieee")
#: What no style prints, and the processor does not know.
_UNPRINTED = ("abstract", "keyword", "note", "custom")
# Of a list of one, its number: '[1]' or '1.'.
_NUMBER = re.compile(r"^\s*(?:\[1\]|\(1\)|1\.)\s*")
_TITLE = re.compile(r"<title-short>([^<>]{1,40})</title-short>|<title>([^<>]{1,100})</title>")


@dataclass(frozen=True, slots=True)
class Style:
    """A style: what readers call it, its XML, and where it stands."""

    label: str
    xml: bytes
    source: Source


@dataclass(frozen=True, slots=True)
class Styled:
    """Papers as styles cite them: by slug, the style's label and the text. `memory` is for the next build."""

    cited: Mapping[str, tuple[tuple[str, str], ...]]
    memory: bytes
    diagnostics: tuple[Diagnostic, ...]


def find_styles(
    names: Sequence[str], own: Mapping[str, str], root: str
) -> tuple[list[Style], list[Diagnostic]]:
    """Return the styles of these names; `own` are the digest's, by path, and stand before packaged ones.

    One that is not there is reported.
    """
    styles: list[Style] = []
    report: list[Diagnostic] = []
    for name in names:
        path = f"styles/{name}.csl"
        if path in own:
            title = _TITLE.search(own[path])
            label = next(filter(None, title.groups()), name) if title else name
            styles.append(Style(label, own[path].encode(), Source(f"{root}/{path}")))
        elif name in PACKAGED:
            xml = files("paperdigest.writing").joinpath("csl", f"{name}.csl").read_bytes()
            styles.append(Style(name.upper(), xml, Source(f"{root}/settings.yml")))
        else:
            message = f"there is no style of citation '{name}'"
            help = f"take one of {', '.join(PACKAGED)}, or put the style into {root}/{path}"
            source = Source(f"{root}/settings.yml")
            report.append(Diagnostic(source, Severity.WARNING, "unknown-style", message, help))
    return styles, report


def cite_all(
    catalogue: Catalogue,
    styles: Sequence[Style],
    memory: bytes = b"",
    progress: Progress = lambda what, done, of: None,
) -> Styled:
    """Cite all papers in each style; `memory` is what an earlier call gave, or anything else."""
    known, used = _read_memory(memory), dict[str, str]()
    cited: dict[str, list[tuple[str, str]]] = {paper.slug: [] for paper in catalogue.papers}
    report: list[Diagnostic] = []
    items = {
        paper.slug: json.dumps(_item(paper, catalogue), ensure_ascii=False) for paper in catalogue.papers
    }
    for style in styles:
        processor = _Processor(style)
        for number, (slug, item) in enumerate(items.items(), start=1):
            key = processor.key_of(item)
            if key not in known:
                progress(f"Citing papers ({style.label})", number, len(items))
                try:
                    known[key] = processor.cite(json.loads(item))
                except Exception as error:  # a style, and what it makes of a paper, may be anything
                    report.append(_failure(style, slug, error))
                    continue
            used[key] = known[key]
            cited[slug].append((style.label, known[key]))
    rows = {slug: tuple(some) for slug, some in cited.items() if some}
    return Styled(rows, _written(used), tuple(report))


def _failure(style: Style, slug: str, error: Exception) -> Diagnostic:
    message = f"'{style.label}' cannot cite the paper '{slug}': {type(error).__name__}: {error}"
    help = "its page goes without this citation; mend the style, or leave it out"
    return Diagnostic(style.source, Severity.WARNING, "citation-style", message, help)


def _read_memory(memory: bytes) -> dict[str, str]:
    """Read what `_written` returned; anything else, also with one letter changed, is no memory."""
    seal, _, body = memory.partition(b"\n")
    known: dict[str, str] = json.loads(body) if seal == _seal(body) else {}
    return known


def _written(cited: Mapping[str, str]) -> bytes:
    body = json.dumps(cited, ensure_ascii=False, sort_keys=True).encode()
    return _seal(body) + b"\n" + body


def _seal(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=16).hexdigest().encode()


def _item(paper: Paper, catalogue: Catalogue) -> dict[str, Any]:
    item = csl(paper, catalogue.cite_keys[paper.slug])
    told = {name: value for name, value in item.items() if name not in _UNPRINTED}
    for role in ("author", "editor"):
        if role in told:
            names = [{key: part for key, part in name.items() if key != "ORCID"} for name in told[role]]
            told[role] = names[:MOST_AUTHORS]
    if not paper.authors_complete:
        told["author"][-1:] = [{"family": OTHERS}]
    if not told.get("language") and (language := _foreign(paper)):
        told["language"] = language  # else a style writes its words with capitals, as English ones
    return told


def _foreign(paper: Paper) -> str:
    """Return the language in which a paper or its journal speaks, if it is another than English."""
    found = map(language_of, (strip_math(paper.title), paper.venue or "", paper.abstract))
    return next((language for language in found if language and not language.startswith("en")), "")


class _Processor:
    """citeproc-py with one style, which is read when it is first needed: lxml takes a while to load."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self._read: Any = None
        # Another version of the processor may write otherwise.
        self._salt = hashlib.blake2b(
            style.xml + version("citeproc-py").encode() + MENDING, digest_size=16
        ).digest()

    def key_of(self, item: str) -> str:
        """Return what an item's citation is remembered by."""
        return hashlib.blake2b(item.encode(errors="replace"), digest_size=16, salt=self._salt).hexdigest()

    def cite(self, item: dict[str, Any]) -> str:
        """Return an item's entry in a list of references. Raises whatever the processor raises."""
        from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
        from citeproc.formatter import plain
        from citeproc.source.json import CiteProcJSON

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of variables that it does not know
            if self._read is None:
                self._read = CitationStylesStyle(BytesIO(self._style.xml), locale="en-US", validate=False)
            references = CitationStylesBibliography(self._read, CiteProcJSON([item]), plain)
            references.register(Citation([CitationItem(item["id"])]))
            text = " ".join(_NUMBER.sub("", str(references.bibliography()[0])).split())
            return mended(text, item)
