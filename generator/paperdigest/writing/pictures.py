"""Small pictures as inline SVG: legible in light and dark, by keyboard, and without colour."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import east_asian_width

from paperdigest.writing.markdown import Markdown, html
from paperdigest.writing.texts import Text
from paperdigest.writing.translations import Translations


class Column(NamedTuple):
    """One column of a chart: its label, its height in papers, and where it leads ('' for nowhere).

    `name` says the label in full, where it is short.
    """

    label: str
    value: int
    url: str = ""
    name: str = ""


class Stacks(NamedTuple):
    """Columns of several parts: what each part is called, and by label how large each part is."""

    names: tuple[str, ...]
    columns: tuple[tuple[str, tuple[int, ...]], ...]


class Row(NamedTuple):
    """One row of a heat map: its name, where that leads, and for each column a count and where that leads."""

    name: str
    url: str
    cells: tuple[tuple[int, str], ...]


class Heat(NamedTuple):
    """A heat map: labels of the columns, and rows."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


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


# In CSS pixels: the side column of a page, a column with the gap behind it, and what stands above and below.
_ROOM, _PITCH, _HEIGHT, _TOP, _BOTTOM = 280, 30, 64, 16, 18
_NARROWEST = 7
_LETTER, _WIDE_LETTER, _APART = 6, 10, 6  # of a label, of one in Chinese, and between two labels


class _Grid(NamedTuple):
    """Where columns stand: how wide each is, with its gap and without, and how many of them share a label."""

    pitch: int
    width: int
    step: int

    def left(self, place: int) -> int:
        return place * self.pitch

    def middle(self, place: int) -> int:
        return place * self.pitch + self.width // 2

    def has_label(self, place: int, number: int) -> bool:
        """Whether a column of `number` has its label: the newest has, and others as far as there is room."""
        return (number - 1 - place) % self.step == 0


def _grid(labels: Sequence[str]) -> _Grid:
    """Place columns side by side in the room that there is, and as many labels as do not touch."""
    label = max(map(_width_of, labels)) + _APART
    pitch = min(max(_PITCH, label), max(_ROOM // len(labels), _NARROWEST))
    return _Grid(pitch, pitch - max(1, pitch // 5), -(-label // pitch))


def _width_of(text: str) -> int:
    """About how wide a text is, in CSS pixels."""
    return sum(_WIDE_LETTER if east_asian_width(letter) in "FW" else _LETTER for letter in text)


def columns(rows: Sequence[Column], caption: str | Text, texts: Translations) -> Markdown:
    """Draw a column chart, in units of CSS pixels at its natural size; it shrinks with the page.

    Each column is a link with the title 'label: value papers', so that the chart can be heard, too.
    """
    if not rows:
        return Markdown("")
    grid = _grid([row.label for row in rows])
    width = grid.left(len(rows) - 1) + grid.width
    values = [row.value for row in rows]
    full = max(1, *values)
    have_room = all(_width_of(texts.number(value)) <= grid.pitch for value in values)
    parts = [f'<figure class="chart"><svg viewBox="0 0 {width} {_TOP + _HEIGHT + _BOTTOM}" width="{width}">']
    for n, row in enumerate(rows):
        height = max(2 if row.value else 0, round(_HEIGHT * row.value / full))
        top, middle = _TOP + _HEIGHT - height, grid.middle(n)
        told = {"label": row.name or row.label}
        name = texts.tn("{label}: {number} paper", "{label}: {number} papers", row.value, **told)
        column = (
            f"<title>{html(name)}</title>"
            f'<rect x="{grid.left(n)}" y="{top}" width="{grid.width}" height="{height}" rx="2"/>'
        )
        if have_room or n == values.index(full):  # else numbers would touch; the highest tells the scale
            column += f'<text x="{middle}" y="{top - 4}" class="value">{texts.number(row.value)}</text>'
        if grid.has_label(n, len(rows)):
            column += f'<text x="{middle}" y="{_TOP + _HEIGHT + 14}">{html(row.label)}</text>'
        linked = row.url and row.value
        parts.append(f'<a href="{html(row.url)}">{column}</a>' if linked else f"<g>{column}</g>")
    cells = [[row.name or row.label, texts.number(row.value)] for row in rows]
    table = _table(["", str(texts.t("Papers"))], cells, texts)
    parts.append(f"</svg>{table}<figcaption>{html(caption)}</figcaption></figure>")
    return Markdown("".join(parts))


def stacks(chart: Stacks, caption: str | Text, texts: Translations) -> Markdown:
    """Draw stacked columns, one a time, with a legend; parts are told apart by place, shade and title."""
    if not chart.columns:
        return Markdown("")
    grid = _grid([label for label, _ in chart.columns])
    width = grid.left(len(chart.columns) - 1) + grid.width
    full = max(1, *(sum(values) for _, values in chart.columns))
    parts = [f'<figure class="chart stacks"><svg viewBox="0 0 {width} {_HEIGHT + _BOTTOM}" width="{width}">']
    for n, (label, values) in enumerate(chart.columns):
        top = float(_HEIGHT)
        for place, value in enumerate(values):
            height = _HEIGHT * value / full
            top -= height
            if value:
                part = chart.names[place]
                name = html(texts.t("{label}, {part}: {value}", label=label, part=part, value=value))
                parts.append(
                    f'<rect class="part-{place}" x="{grid.left(n)}" y="{top:.2f}" width="{grid.width}" '
                    f'height="{height:.2f}"><title>{name}</title></rect>'
                )
        if grid.has_label(n, len(chart.columns)):
            parts.append(f'<text x="{grid.middle(n)}" y="{_HEIGHT + 14}">{html(label)}</text>')
    legend = "".join(
        f'<li><span class="part-{place}" aria-hidden="true"></span> {html(name)}</li>'
        for place, name in enumerate(chart.names)
    )
    rows = [[label, *map(texts.number, values)] for label, values in chart.columns]
    table = _table(["", *chart.names], rows, texts)
    parts.append(f'</svg><ul class="legend">{legend}</ul>')
    parts.append(f"{table}<figcaption>{html(caption)}</figcaption></figure>")
    return Markdown("".join(parts))


_SHADES = 8  # of a heat map, besides none


def heat_map(chart: Heat, caption: str | Text, texts: Translations) -> Markdown:
    """Draw counts as shades behind their numbers: a table, so that it is read as well as seen."""
    full = max((value for row in chart.rows for value, _ in row.cells), default=0)
    if not full:
        return Markdown("")
    head = "".join(f'<th scope="col">{html(label)}</th>' for label in chart.columns)
    lines = []
    for row in chart.rows:
        cells = "".join(
            f'<td class="heat-{math.ceil(_SHADES * value / full)}">'
            + (f'<a href="{html(url)}">{texts.number(value)}</a>' if value else "")
            + "</td>"
            for value, url in row.cells
        )
        name = f'<a href="{html(row.url)}">{html(row.name)}</a>' if row.url else html(row.name)
        lines.append(f'<tr><th scope="row">{name}</th>{cells}</tr>')
    return Markdown(
        f'<div class="heat" tabindex="0" role="region" aria-label="{html(caption)}"><table>'
        f"<caption>{html(caption)}</caption><thead><tr><td></td>{head}</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], texts: Translations) -> str:
    """The figures of a picture, for those who do not see it or want them exactly."""
    top = "".join(f'<th scope="col">{html(cell)}</th>' if cell else "<td></td>" for cell in head)
    lines = "".join(
        f'<tr><th scope="row">{html(first)}</th>{"".join(f"<td>{html(cell)}</td>" for cell in rest)}</tr>'
        for first, *rest in rows
    )
    summary = html(texts.t("As a table"))
    table = f"<table><thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table>"
    return f'<details class="wide"><summary>{summary}</summary>{table}</details>'


_SIZE, _RING, _LEAST, _MOST = 240, 92, 4, 11  # the picture's side, the ring's and the dots' radii


def collaboration(shown: Collaboration, caption: str | Text, texts: Translations) -> Markdown:
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
        name = texts.tn(
            "{name}: {number} paper together",
            "{name}: {number} papers together",
            member.papers,
            name=member.name,
        )
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
