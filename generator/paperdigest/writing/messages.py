"""Which messages are said, by this package and by the templates of a project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

import babel.messages
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from jinja2 import TemplateSyntaxError
from jinja2.ext import babel_extract

from paperdigest.writing.texts import key_of

#: The catalogues: `LANGUAGE/LC_MESSAGES/paperdigest.po`, and the template of all, `paperdigest.pot`.
CATALOGUES = Path(__file__).parents[1] / "locale"

#: Functions that say a message, and which of their arguments it is (https://babel.pocoo.org/ says how).
_KEYWORDS = {"t": None, "tn": (1, 2)}
#: How messages are found in files, by the end of their names.
_METHODS: Mapping[str, Any] = {
    ".md": babel_extract,
    ".html": babel_extract,
    ".js": "javascript",
    ".py": "python",
}


@dataclass(frozen=True, slots=True)
class Message:
    """A text for readers, in English: `plural` where it depends on a number, and the files that say it.

    `places` are paths as from the top of this repository, such as `templates/home.md`.
    """

    text: str
    plural: str = ""
    places: tuple[str, ...] = ()


Messages = Mapping[str, Message]


def said_in(files: Mapping[str, bytes]) -> Messages:
    """Find the messages in templates, scripts and Python modules, given by their path.

    Templates that cannot be read say nothing: whoever renders them reports that.
    """
    found: dict[str, Message] = {}
    for path, data in sorted(files.items()):
        for text, plural in _said_by(path, data):
            known = found.setdefault(text, Message(text, plural))
            if path not in known.places:
                found[text] = replace(known, plural=known.plural or plural, places=(*known.places, path))
    return found


def _said_by(path: str, data: bytes) -> Iterator[tuple[str, str]]:
    method = _METHODS.get(PurePosixPath(path).suffix)
    if method is None:
        return
    try:
        for _, said, *_ in extract(method, BytesIO(data), _KEYWORDS, options={"silent": "false"}):
            text, plural = (said, "") if isinstance(said, str) else said
            yield key_of(text), key_of(plural)
    except (TemplateSyntaxError, UnicodeDecodeError):
        return


@cache
def packaged() -> Messages:
    """Return what this package says, its own templates included."""
    with (CATALOGUES / "paperdigest.pot").open("rb") as file:
        catalogue = read_po(file)
    messages = (message_of(entry) for entry in catalogue)
    return {message.text: message for message in messages if message}


def message_of(entry: babel.messages.Message) -> Message | None:
    """Return the message of an entry in a catalogue; of its header, None."""
    text, plural = entry.id if isinstance(entry.id, list | tuple) else (entry.id, "")
    return Message(text, plural, tuple(path for path, _ in entry.locations)) if text else None


def said_by_project(templates: Mapping[str, bytes]) -> Messages:
    """Return what is said in a project, whose own `templates` stand for the packaged ones of the same path.

    Their paths are below `templates/`.
    """
    own = {f"templates/{path}": data for path, data in templates.items()}
    said: dict[str, Message] = {}
    for message in packaged().values():
        if places := tuple(place for place in message.places if place not in own):
            said[message.text] = replace(message, places=places)
    for message in said_in(own).values():
        known = said.get(message.text, message)
        places = tuple(sorted({*known.places, *message.places}))
        said[message.text] = replace(known, plural=known.plural or message.plural, places=places)
    return dict(sorted(said.items()))
