"""The front matter of a page, and where a page of a list stands among the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from paperdigest.writing.texts import Text
from paperdigest.writing.translations import Translations

#: What other pages, and lists of pages for crawlers, tell of a page.
_HEAD = ("title", "kind", "date")


def head_of(meta: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return as much of the front matter of a page as other pages need: a tenth of it."""
    return {key: meta[key] for key in _HEAD if key in meta}


def meta_of(title: str | Text, kind: str, description: str | Text = "") -> dict[str, Any]:
    """Return the front matter of a page; `kind` tells the theme what the page is about."""
    return {"title": str(title), "description": _cut(str(description)), "kind": kind}


def _cut(text: str, length: int = 200) -> str:
    """Shorten a description at a word; search engines show no more."""
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0].rstrip(",;:.") + " …"


def numbered(meta: Mapping[str, Any], pager: Mapping[str, Any], texts: Translations) -> dict[str, str]:
    """Return title and description of a page of a list; the first has those of the whole."""
    number, pages = pager["number"], pager["pages"]
    title, description = meta["title"], meta["description"]
    if number > 1:
        title = str(texts.t("{title}, page {page} of {pages}", title=title, page=number, pages=pages))
        place = texts.t("Page {page} of {pages}", page=number, pages=pages)
        description = f"{description} ({place})" if description else str(place)
    return {"title": title, "description": description}


def pager_of(paths: Sequence[str], place: int) -> Mapping[str, Any]:
    """Return where a page of a list stands: its number, of how many, and the paths of those beside it."""
    return {
        "number": place + 1,
        "pages": len(paths),
        "before": paths[place - 1] if place else "",
        "after": paths[place + 1] if place + 1 < len(paths) else "",
        "jumps": [(number + 1, paths[number]) for number in _jumps(place, len(paths))],
    }


def _jumps(place: int, pages: int) -> list[int]:
    """The pages of a list to jump to from one: the ends, those beside it, and some on the way."""
    steps = {0, pages // 4, pages // 2, 3 * pages // 4, pages - 1}
    return sorted((steps | {place - 1, place, place + 1}) & set(range(pages)))
