r"""The generated Markdown -> HTML, by a CommonMark converter in Rust (https://spec.commonmark.org/).

Only pages that packaged templates wrote come this way: these are written so that MkDocs' own converter,
Python-Markdown, makes the same of them, as a test says of every example page. What CommonMark lacks is
carried across:

- `[text](target){ .topic }`, a link with classes: they pass the converter as the link's title;
- a last line `{ .lead }`, a paragraph with classes: it passes as a comment at the paragraph's end;
- `<div markdown>`, an element with Markdown in it: blank lines around the Markdown say the same.

Outside text can write none of these marks: `markdown.escape`, `code` and `html` leave no brace, quote or
bracket of it as it is, and fenced code is passed over.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

import pyromark
from markdown.extensions.toc import slugify, unique

_OPTIONS = pyromark.Options.ENABLE_HEADING_ATTRIBUTES

_FENCED = re.compile(r"^(`{3,}).*?^\1$", re.MULTILINE | re.DOTALL)
# What is looked for begins with a letter of its own, for which Python looks fast, and looks back behind it.
_LINK = re.compile(r"\](?<!\\\])\(([^)\s]*)\)(?:\{ \.([\w .-]+) \})?")
_LAST_LINE = re.compile(r"\n\{ \.([\w .-]+) \}$", re.MULTILINE)
_HOLDS_MARKDOWN = re.compile(r"^(<[^>\n]*) markdown>", re.MULTILINE)
#: A paper in a list, as `_entry.md` writes it.
_ENTRY = re.compile(
    r'^(<article class="entry"[^>]* markdown>\n\n.*?\n\n</article>\n)', re.MULTILINE | re.DOTALL
)
#: Headings, and those of an entry.
_HEADING = re.compile(r'(<article class="entry"[^>]*>\n)?<(h[12])>(.*?)</\2>', re.DOTALL)


def to_html(markdown: str, path: str) -> str:
    """Convert the Markdown of a generated page, without its front matter, to HTML.

    `path` is the page's own, below the docs folder: links to the Markdown of other pages become links to
    the folders in which MkDocs serves them. Headings of level 2 get the ids that MkDocs would give them; the
    title and those of entries need none, since nothing leads there.
    """
    up = "" if path == "index.md" or path.endswith("/index.md") else "../"
    # A page with fenced code has no list of papers, and what stands in the code is no paper.
    pieces = [markdown] if "```" in markdown else _ENTRY.split(markdown)
    parts = [_entry(one, up) if place % 2 else _converted(one, up) for place, one in enumerate(pieces)]
    body = "".join(parts)
    return _with_near_links(_with_ids(body), path)


def _converted(markdown: str, up: str) -> str:
    """Convert a part of a page, of whole blocks; `up` leads from a page's folder to its file's."""
    parts, done = [], 0
    for fenced in _FENCED.finditer(markdown) if "```" in markdown else ():
        parts += [_marked(markdown[done : fenced.start()], up), fenced[0]]
        done = fenced.end()
    body = pyromark.html("".join([*parts, _marked(markdown[done:], up)]), options=_OPTIONS)
    return _with_classes(body.replace(' title="@', ' class="'))


#: A paper stands in ten lists on average.
_entry = lru_cache(maxsize=1 << 13)(_converted)


def _marked(markdown: str, up: str) -> str:
    """Write what CommonMark does not know as something that passes through it."""
    markdown = _LINK.sub(lambda found: _link(found[1], found[2], up), markdown)
    markdown = _LAST_LINE.sub(r"<!--@\1-->", markdown)
    return _HOLDS_MARKDOWN.sub(r"\1>", markdown) if " markdown>" in markdown else markdown


@lru_cache(maxsize=1 << 16)
def _link(target: str, classes: str | None, up: str) -> str:
    """The end of a link, from its target and its classes; `up` leads from a page's folder to its file's."""
    page, suffix, anchor = target.partition(".md")
    if suffix and anchor[:1] in ("", "#") and ":" not in page:
        folder, _, name = (up + page).rpartition("/")
        target = (f"{folder}/" if name == "index" else f"{up}{page}/").lstrip("/") + anchor or "./"
    return f'](<{target}> "@{classes}")' if classes else f"](<{target}>)"


def _with_classes(body: str) -> str:
    """Give each paragraph the classes in the comment at its end."""
    first, *others = body.split("<!--@")
    parts = [first]
    for other in others:
        before, _, text = parts.pop().rpartition("<p>")
        classes, _, after = other.partition("-->")
        parts += [f'{before}<p class="{classes}">{text}', after]
    return "".join(parts)


def _with_near_links(body: str, path: str) -> str:
    """Shorten links between papers, and between authors, that lead to the top and down again.

    Links to topics, subjects and venues keep the names of these folders: the stylesheet knows them by it.
    """
    folder = path.partition("/")[0]
    return body.replace(f'href="../../{folder}/', 'href="../') if folder in ("authors", "papers") else body


def _with_ids(body: str) -> str:
    """Give each heading but the title, if it has no id, the one that MkDocs would give it."""
    taken: set[str] = set()

    def with_id(heading: re.Match[str]) -> str:
        entry, tag, text = heading.groups()
        if entry:
            return heading[0]
        name = unique(_slug(text), taken)  # also the title's, so that others are called as MkDocs calls them
        return heading[0] if tag == "h1" else f'<{tag} id="{name}">{text}</{tag}>'

    return _HEADING.sub(with_id, body)


@lru_cache(maxsize=1 << 16)
def _slug(heading: str) -> str:
    text = unescape(re.sub("<[^>]*>", "", heading))
    return str(slugify(" ".join(text.split()), "-"))
