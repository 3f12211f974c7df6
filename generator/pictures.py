"""Small pictures as inline SVG: legible in light and dark, by keyboard, and without colour."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from generator.markdown import Markdown, html


class Column(NamedTuple):
    """One column of a chart: its label, its height in papers, and where it leads ('' for nowhere)."""

    label: str
    value: int
    url: str = ""


class Member(NamedTuple):
    """One co-author in a picture: the name, the papers in common, and where it leads ('' for nowhere)."""

    name: str
    papers: int
    url: str = ""


class Collaboration(NamedTuple):
    """An author among co-authors; `pairs` are the places of members who signed a paper together."""

    name: str
    members: tuple[Member, ...]
    pairs: tuple[tuple[int, int], ...]


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


_SIZE, _RING, _LEAST, _MOST = 240, 92, 4, 11  # the picture's side, the ring's and the dots' radii


def collaboration(shown: Collaboration, caption: str) -> Markdown:
    """Draw an author in the middle of a ring of co-authors, in CSS pixels; lines join `pairs`.

    Each co-author is a link with the title 'name: papers'; the list beside it says the same in words.
    """
    middle = _SIZE // 2
    most = max((member.papers for member in shown.members), default=1)
    turn = 2 * math.pi / max(1, len(shown.members))
    points = [
        (round(middle + _RING * math.sin(n * turn)), round(middle - _RING * math.cos(n * turn)))
        for n in range(len(shown.members))
    ]
    spokes = [((middle, middle), point) for point in points]
    chords = [(points[a], points[b]) for a, b in shown.pairs]
    lines = "".join(
        f'<path class="{kind}" d="M{a[0]} {a[1]}L{b[0]} {b[1]}"/>'
        for kind, some in (("chord", chords), ("spoke", spokes))
        for a, b in some
    )
    parts = [f'<figure class="circle"><svg viewBox="0 0 {_SIZE} {_SIZE}" width="{_SIZE}">{lines}']
    for member, (x, y) in zip(shown.members, points, strict=True):
        radius = _LEAST + round((_MOST - _LEAST) * math.sqrt(member.papers / most))
        name = f"{member.name}: {member.papers} paper{'' if member.papers == 1 else 's'} together"
        dot = f'<title>{html(name)}</title><circle cx="{x}" cy="{y}" r="{radius}"/>'
        label = f'<text x="{x}" y="{y + radius + 11}">{html(_initials(member.name))}</text>'
        linked = f'<a href="{html(member.url)}">{dot}{label}</a>' if member.url else f"<g>{dot}{label}</g>"
        parts.append(linked)
    centre = f'<circle cx="{middle}" cy="{middle}" r="{_MOST}"/>'
    parts.append(f'<g class="self"><title>{html(shown.name)}</title>{centre}</g>')
    parts.append(f"</svg><figcaption>{html(caption)}</figcaption></figure>")
    return Markdown("".join(parts))


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isalnum())[:3]
