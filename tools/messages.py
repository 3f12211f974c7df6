"""Write `paperdigest.pot`, the template of all texts for readers, and bring the catalogues up to date.

    python tools/messages.py [LANGUAGE…]     # LANGUAGE: one that has no catalogue yet

New messages stand in a catalogue without a translation; one that is no longer used is taken out.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel import Locale
from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po
from babel.plural import to_gettext

from paperdigest.theme import TEMPLATES
from paperdigest.writing.messages import CATALOGUES, said_in

ROOT = Path(__file__).parents[1]
HEADER = "# What readers of a paper digest are told{}. Made by tools/messages.py.\n"


def main(languages: list[str]) -> None:
    (CATALOGUES / "paperdigest.pot").write_bytes(template())
    for language in languages:
        path(language).parent.mkdir(parents=True, exist_ok=True)
        path(language).touch(exist_ok=True)
    for file in sorted(CATALOGUES.glob("*/LC_MESSAGES/paperdigest.po")):
        file.write_bytes(updated(file))


def path(language: str) -> Path:
    """Return where the catalogue of a language stands."""
    return CATALOGUES / language / "LC_MESSAGES" / "paperdigest.po"


def template() -> bytes:
    """Return the catalogue template of all messages of the package, sorted."""
    files = {
        file.relative_to(ROOT).as_posix(): file.read_bytes()
        for folder in (TEMPLATES, CATALOGUES.parent)
        for file in folder.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    catalogue = Catalog(header_comment=HEADER.format(""))
    for message in sorted(said_in(files).values(), key=lambda message: message.text):
        id = (message.text, message.plural) if message.plural else message.text
        catalogue.add(id, locations=[(place, 0) for place in message.places])
    return written(catalogue)


def updated(file: Path) -> bytes:
    """Return a catalogue with just the messages of the template, and the translations that it has of them."""
    locale = Locale.parse(file.parts[-3])
    catalogue = read_po(io.BytesIO(file.read_bytes()), locale=locale)
    catalogue.update(read_po(io.BytesIO(template())), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.header_comment = HEADER.format(f", in {locale.get_display_name('en')}")
    # The forms are counted as CLDR does, whose categories the generator and the browsers know.
    catalogue.mime_headers = [("Plural-Forms", to_gettext(locale.plural_form))]
    return written(catalogue)


def written(catalogue: Catalog) -> bytes:
    """Return a catalogue as the text of a file."""
    catalogue.fuzzy = False
    file = io.BytesIO()
    write_po(file, catalogue, sort_output=True, width=110, include_lineno=False)
    return b"".join(
        line for line in file.getvalue().splitlines(keepends=True) if not line.startswith(_LEFT_OUT)
    )


#: Headers that nobody fills in, or that differ from day to day.
_LEFT_OUT = tuple(
    f'"{name}'.encode()
    for name in ("Project-Id", "Report-", "POT-", "PO-", "Last-Translator", "Language-Team", "Generated-By")
)


if __name__ == "__main__":
    main(sys.argv[1:])
