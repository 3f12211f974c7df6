"""The pictures that other sites and messengers show beside a link to the digest (https://ogp.me/).

There is one of the digest, with its name and a chart of its papers; by a setting each paper has one, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from paperdigest.model import Paper, SiteInfo
from paperdigest.reading.settings_yml import Settings
from paperdigest.relating.catalogue import Catalogue
from paperdigest.store import File, Later
from paperdigest.text.tex import strip_math
from paperdigest.writing.charts import over_time
from paperdigest.writing.layout import address_of
from paperdigest.writing.origins import Origins
from paperdigest.writing.translations import Translations

#: The picture of the digest; a maintainer's own in `content/assets/` takes its place.
PICTURE = "assets/link-picture.png"

#: In pixels, as https://developers.facebook.com/docs/sharing/webmasters/images recommends.
_WIDTH, _HEIGHT, _MARGIN = 1200, 630, 80
_PAPER, _INK, _MUTED, _LINE, _BAR = "#fdfcf9", "#1d1c1a", "#5d5a54", "#e1dcd0", "#b48d68"
#: Sizes of type that are tried in turn, and the most lines, of a name or title.
_SIZES, _MOST_LINES = (92, 80, 70, 60, 52, 46), 4
_SMALL = 34
#: More letters have no room on a line, however thin they are.
_MOST_LETTERS = 400
#: Colours of a file: what is drawn has few, and their shades.
_COLOURS = 32
_FONT = Path(__file__).parent / "fonts" / "SourceSerif4-SemiBold.ttf"


def picture_of(paper: Paper | None, settings: Settings, site: SiteInfo) -> str:
    """Return the path of the picture for links to a paper, or to another page; '' where there is none.

    Pictures are told by their whole address, so that a site without one has none.
    """
    if settings.link_pictures == "none" or not site.url:
        return ""
    has_its_own = paper and settings.link_pictures == "papers" and can_show(strip_math(paper.title))
    return f"{address_of(paper)}picture.png" if paper and has_its_own else PICTURE


def picture_files(
    catalogue: Catalogue,
    settings: Settings,
    site: SiteInfo,
    texts: Translations,
    origins: Origins | None = None,
) -> Iterator[File]:
    """Yield path and bytes of each picture, as PNG."""
    if not picture_of(None, settings, site):
        return
    yield PICTURE, of_digest(catalogue, site, texts)
    for paper in catalogue.papers:
        if (path := picture_of(paper, settings, site)) != PICTURE:
            origin = origins.itself[paper.slug] if origins else ""
            yield path, Later(origin, partial(of_paper, paper, site))


def can_show(text: str) -> bool:
    """Whether the font has every letter of a text: it has those of Latin, Greek and Cyrillic."""
    return all(map(_has, set(text)))


def of_digest(catalogue: Catalogue, site: SiteInfo, texts: Translations) -> bytes:
    """Return the picture of a digest: its name, how many papers, and a chart of them by time.

    Words that the font cannot show are left out; pages tell the name of the site beside the picture.
    """
    image, draw = _blank()
    if can_show(site.name):
        _write_title(draw, site.name)
    told = str(texts.tn("{number} paper", "{number} papers", len(catalogue.papers)))
    if can_show(told):
        draw.text((_MARGIN, _HEIGHT - _MARGIN), told, _MUTED, _font(_SMALL), "ls")
    columns = over_time(catalogue.papers, texts)
    most = max((column.value for column in columns), default=1)
    top, bottom = 380, _HEIGHT - _MARGIN - 70
    step = (_WIDTH - 2 * _MARGIN) / max(6, len(columns))
    for place, column in enumerate(columns):
        left = _MARGIN + place * step
        height = round((bottom - top) * column.value / most)
        draw.rectangle((round(left), bottom - height, round(left + step * 0.8), bottom), _BAR)
    return _png(image)


def of_paper(paper: Paper, site: SiteInfo) -> bytes:
    """Return the picture of a paper: its title, its first authors, and the name of the digest."""
    image, draw = _blank()
    _write_title(draw, strip_math(paper.title))
    names = ", ".join(paper.author_names[:3]) + (" …" if len(paper.authors) > 3 else "")
    bottom = _HEIGHT - _MARGIN
    for text, height, colour in ((names, bottom - 70, _INK), (site.name, bottom, _MUTED)):
        if can_show(text):
            draw.text((_MARGIN, height), _cut(draw, text), colour, _font(_SMALL), "ls")
    return _png(image)


def _blank() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """A sheet with the double rule that pages have."""
    image = Image.new("RGB", (_WIDTH, _HEIGHT), _PAPER)
    draw = ImageDraw.Draw(image)
    for height in (_HEIGHT - _MARGIN - 50, _HEIGHT - _MARGIN - 45):
        draw.line((_MARGIN, height, _WIDTH - _MARGIN, height), _LINE, 2)
    return image, draw


def _write_title(draw: ImageDraw.ImageDraw, text: str) -> None:
    """Write a text in the largest type in which it fits, cut where it does not fit in the smallest."""
    for size in _SIZES:
        lines = _wrapped(draw, text, _font(size))
        if len(lines) * size * 1.2 <= 300 and len(lines) <= _MOST_LINES:
            break
    lines = [_cut(draw, line, size) for line in lines[:_MOST_LINES]]
    for place, line in enumerate(lines):
        draw.text((_MARGIN, _MARGIN + round(place * size * 1.2)), line, _INK, _font(size), "lt")


def _wrapped(draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in text.split():
        line = f"{lines[-1]} {word}".lstrip()
        if lines[-1] and draw.textlength(line, font) > _WIDTH - 2 * _MARGIN:
            lines.append(word)
        else:
            lines[-1] = line
    return lines


def _cut(draw: ImageDraw.ImageDraw, text: str, size: int = _SMALL) -> str:
    """A text as far as a line has room for it."""
    text = text[:_MOST_LETTERS]
    while draw.textlength(text, _font(size)) > _WIDTH - 2 * _MARGIN:
        text = text[:-2].rstrip() + "…"
    return text


def _png(image: Image.Image) -> bytes:
    """The same bytes each time: PNG without a date."""
    file = BytesIO()
    image.quantize(_COLOURS, Image.Quantize.FASTOCTREE).save(file, "PNG")
    return file.getvalue()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    # The other engine shapes by libraries that a machine may have or not.
    return ImageFont.truetype(_FONT, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _has(letter: str) -> bool:
    """Whether the font has a letter: what it lacks looks like what no font has."""
    if letter.isspace():
        return True
    drawn, lacking = (bytes(_font(_SMALL).getmask(one)) for one in (letter, "\U0010fffd"))
    return drawn != lacking
