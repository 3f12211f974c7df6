"""Lists of papers in Markdown, as in repositories named 'awesome-…': items, paragraphs, headings, tables.

What an entry looks like is in `markdown_entry`. Here the blocks of a text are put together to entries: an
item or a paragraph that begins with a title, and what is told below it, or a row of a table. Headings above
say which topic an entry is of, and some of them the venue or year: '## ICML 2024'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from paperdigest.reading.formats.entry import Entry
from paperdigest.reading.paper_file import PaperFile
from paperdigest.reading.pasted.found import Found
from paperdigest.reading.pasted.lines import shortened
from paperdigest.reading.pasted.markdown_blocks import Block, Kind, blocks_of, text_of
from paperdigest.reading.pasted.markdown_entry import has_title, read_entry, read_row, tells_details
from paperdigest.reading.venues import short_name

_LINK = re.compile(r"\]\(|https?://")
# The head of a table of papers.
_TABLE = re.compile(
    r"^\|[^\n]{0,200}\b(?:title|paper)\b[^\n]{0,200}\bauthors?\b", re.IGNORECASE | re.MULTILINE
)
_BIBTEX = re.compile(r"^\s{0,9}@\w{3,30}\s?\{", re.MULTILINE)
_YEAR = re.compile(r"\D{0,20}\b((?:19|20)\d\d)\b\D{0,20}")
#: Volumes head no lists: 'ICML 24' is of 2024.
_YEARS = range(2000, 2100)
_NUMBER = re.compile(r"^(?:\d{1,3}[.)]){1,4}\d{0,3}\s|^\d{1,3}(?:\.\d{1,3}){0,3}\s")
# Headings that say nothing of the papers below them.
_NO_TOPIC = re.compile(
    r"(?:papers?|paper list|list of papers|publications?|contents?|table of contents|overview|others?|misc\w*"
    r"|references?|awesome.*|introduction|news|updates?|conferences?|journals?|accepted papers|论文.*)?",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Group:
    """The blocks of what may be an entry, and the headings above it, from the outermost to the innermost."""

    blocks: list[Block]
    headings: tuple[str, ...] = ()


def is_markdown_list(text: str) -> bool:
    """Whether a text has entries in Markdown that are surely papers, and more than entries of BibTeX."""
    if not _LINK.search(text) and not _TABLE.search(text):
        return False
    sure = sum(_is_sure(group, found) for group, found in _found(text))
    return sure > len(_BIBTEX.findall(text))


def _is_sure(group: _Group, found: Found) -> bool:
    """Whether an entry links to a paper, or is a row of a table with title, authors and date."""
    is_row = group.blocks[0].kind is Kind.ROW and {"authors", "date"} <= found.values.keys()
    return bool((found.papers or is_row) and found.values.get("title"))


def read_markdown_list(file: PaperFile) -> Iterator[Entry]:
    """Yield the papers of a list; other entries, such as tools, are left out, which is said once."""
    others: list[tuple[int, str]] = []
    for group, found in _found(file.text):
        line = group.blocks[0].line
        if found.is_paper and found.values.get("title"):
            yield Entry(file.at(line), _values(found, group.headings))
        elif found.papers:
            message = f"an entry without a title: {shortened(text_of(group.blocks[0].pieces))}"
            file.warn(file.at(line), "no-title", message, "write the title first, in bold; it was left out")
        elif group.blocks[0].kind in (Kind.ITEM, Kind.ROW) and found.values.get("title") and found.has_links:
            others.append((line, str(found.values["title"])))
    if others:
        line, title = others[0]
        more = f" and {len(others) - 1} more" if len(others) > 1 else ""
        message = f"left out, since it links to something else than a paper: {shortened(title)}{more}"
        help = "if it is a paper, link to it, or name its authors and year"
        file.note(file.at(line), "no-paper", message, help)


def _found(text: str) -> Iterator[tuple[_Group, Found]]:
    for group in _groups(blocks_of(text)):
        first = group.blocks[0]
        yield group, read_row(first) if first.kind is Kind.ROW else read_entry(group.blocks)


def _groups(blocks: list[Block]) -> Iterator[_Group]:
    """Put blocks together: each begins an entry, or tells more of the one before, or is a heading."""
    headings: list[tuple[int, str]] = []
    group: _Group | None = None
    for block in blocks:
        if group and _tells_more(block, group):
            group.blocks.append(block)
            continue
        if group:
            yield group
        group = None
        if block.kind is Kind.HEADING:
            headings = [*((level, text) for level, text in headings if level < block.level)]
            headings.append((block.level, text_of(block.pieces)))
        if block.kind is not Kind.PARAGRAPH or has_title(block):
            above = headings[:-1] if block.kind is Kind.HEADING else headings
            group = _Group([block], tuple(text for _, text in above))
    if group:
        yield group


def _tells_more(block: Block, group: _Group) -> bool:
    """Whether a block belongs to the entry before it."""
    first = group.blocks[0]
    if group.blocks[-1].kind is Kind.HEADING and group.blocks[1:]:
        return block.kind is Kind.PARAGRAPH  # below '#### Abstract'
    if block.kind is Kind.HEADING:
        return first.kind is Kind.HEADING and block.level > first.level and not has_title(block)
    if Kind.ROW in (block.kind, first.kind) or has_title(block):
        return False
    is_below = block.level > first.level or (block.kind is Kind.PARAGRAPH and block.level == first.level)
    if first.kind is Kind.ITEM and first.level:
        return is_below
    return tells_details(block)


def _values(found: Found, headings: tuple[str, ...]) -> dict[str, object]:
    """Return the values of a paper, with what the headings above it say where it does not say it itself."""
    values = dict(found.values)
    for heading in reversed(headings):
        venue = re.search(r".*\b(\d{4})", short_name(heading, _YEARS) or "")
        # A date of another year says that the paper appeared elsewhere.
        if venue and abs(getattr(values.get("date"), "year", int(venue[1])) - int(venue[1])) <= 1:
            values.setdefault("venue", venue[0])
        if (year := _YEAR.fullmatch(heading)) and not values.get("date"):
            values["date"] = year[1]
    if not values.get("date") and (
        year := re.search(r"\d{4}", short_name(str(values.get("venue", "")), _YEARS) or "")
    ):
        values["date"] = year[0]
    topics = [
        text for text in headings[1:] or headings if not (_NO_TOPIC.fullmatch(text) or _YEAR.fullmatch(text))
    ]
    topics = [_NUMBER.sub("", text).rstrip(" :") for text in topics if not short_name(text)]
    if topics:
        values.setdefault("keywords", topics[-1:])
    pages = [url for url in found.papers if not url.lower().endswith(".pdf")]
    return {
        **values,
        "urls": [*([str(values["url"])] if "url" in values else []), *pages, *found.papers],
        "links": found.links,
        "note": "; ".join(found.left),
        "extra": found.others,
    }
