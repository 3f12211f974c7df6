"""Small pictures as inline SVG: legible in light and dark, by keyboard, and without colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.markdown import Markdown, html


class Column(NamedTuple):
    """One column of a chart: its label, its height in papers, and where it leads ('' for nowhere)."""

    label: str
    value: int
    url: str = ""


_WIDTH, _GAP, _HEIGHT, _TOP, _BOTTOM = 24, 6, 64, 16, 18
_MOST_LABELS = 9  # side by side in the side column of a page


def columns(rows: Sequence[Column], caption: str) -> Markdown:
    """Draw a column chart, in units of CSS pixels at its natural size; it shrinks with the page.

    Each column is a link with the title 'label: value papers', so that the chart can be heard, too.
    """
    if not rows:
        return Markdown("")
    width = len(rows) * (_WIDTH + _GAP) - _GAP
    full = max(1, *(row.value for row in rows))
    step = -(-len(rows) // _MOST_LABELS)
    parts = [f'<figure class="chart"><svg viewBox="0 0 {width} {_TOP + _HEIGHT + _BOTTOM}" width="{width}">']
    for n, row in enumerate(rows):
        left, height = n * (_WIDTH + _GAP), max(2 if row.value else 0, round(_HEIGHT * row.value / full))
        top, middle = _TOP + _HEIGHT - height, left + _WIDTH // 2
        name = f"{row.label}: {row.value} paper{'' if row.value == 1 else 's'}"
        column = (
            f"<title>{html(name)}</title>"
            f'<rect x="{left}" y="{top}" width="{_WIDTH}" height="{height}" rx="2"/>'
            f'<text x="{middle}" y="{top - 4}" class="value">{row.value}</text>'
        )
        if (len(rows) - 1 - n) % step == 0:  # so that the newest has its label
            column += f'<text x="{middle}" y="{_TOP + _HEIGHT + 14}">{html(row.label)}</text>'
        linked = row.url and row.value
        parts.append(f'<a href="{html(row.url)}">{column}</a>' if linked else f"<g>{column}</g>")
    parts.append(f"</svg><figcaption>{html(caption)}</figcaption></figure>")
    return Markdown("".join(parts))
