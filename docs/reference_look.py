"""What the documentation says of the look: labels, languages, templates and tokens, as the code has them."""

from __future__ import annotations

import re

import jinja2.meta
from reference_parts import code, table

from paperdigest.building.upstream import packaged_templates
from paperdigest.writing.messages import CATALOGUES, packaged
from paperdigest.writing.render import Renderer
from paperdigest.writing.translations import Translations


def labels() -> str:
    """Return every text that readers see, and where it is said."""
    said = packaged().values()
    rows = (
        (code(one.text), code(one.plural), ", ".join(place.rsplit("/", 1)[-1] for place in one.places))
        for one in said
    )
    return table(("text", "of several", "said in"), rows)


def languages() -> str:
    """Return the languages that come along, and how much of each is translated."""
    every = packaged().values()
    rows = []
    for folder in sorted(path.name for path in CATALOGUES.iterdir() if path.is_dir()):
        texts = Translations(folder)
        done = sum(bool(texts.forms_of(message)) for message in every)
        rows.append((code(folder), f"{done} of {len(every)} texts"))
    return table(("language", "translated"), rows)


def templates() -> str:
    """Return every template: what it is for, and the names that the page's own values have in it."""
    files = {
        path: data.decode() for path, data in packaged_templates().items() if path.endswith((".md", ".html"))
    }
    pages = Renderer({path: text for path, text in files.items() if "/" not in path}, (), Translations("en"))
    rows = (
        (
            code(path),
            _remark(text),
            ", ".join(map(code, _told(pages, text))) if "/" not in path else "by MkDocs",
        )
        for path, text in files.items()
    )
    return table(("template", "what it is", "what it is told"), rows)


def _told(pages: Renderer, text: str) -> list[str]:
    environment = pages._environment  # knows our filters and functions
    names = jinja2.meta.find_undeclared_variables(environment.parse(text))
    return sorted(names - set(environment.globals))


def theme_files() -> str:
    """Return the stylesheet and the scripts of the theme, each with what its first comment says."""
    rows = (
        (code(path), _remark(data.decode()))
        for path, data in packaged_templates().items()
        if path.endswith((".css", ".js"))
    )
    return table(("file", "what it is"), rows)


def _remark(text: str) -> str:
    """Return the first sentence of the comment that a file begins with, '' where there is none."""
    found = re.match(r"\s*(?:\{#-?\s*(.*?)-?#\}|/\*\*?(.*?)\*/|<!--(.*?)-->|((?://.*\n)+))", text, re.DOTALL)
    if not found:
        return ""
    plain = re.sub(r"\n\s*(?://|\*)", " ", next(filter(None, found.groups()))).strip("/ ")
    return re.split(r"(?<=\.) ", " ".join(plain.split()))[0]


_TOKEN = re.compile(r"^  (--[\w-]+): (.+?);(?: /\* (.*?) \*/)?$", re.MULTILINE)


def tokens() -> str:
    """Return the tokens of the stylesheet: what `:root` sets at its top."""
    rows = ((code(name), code(value), remark) for name, value, remark in found_tokens())
    return table(("token", "value: light, dark", "of what"), rows)


def found_tokens() -> list[tuple[str, str, str]]:
    """Return name, value and remark of each token of the stylesheet."""
    sheet = packaged_templates()["theme/assets/digest/digest.css"].decode()
    return _TOKEN.findall(sheet[: sheet.index("/* --- Reset")])
