"""What `mkdocs.yml` says of the site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from paperdigest.model.diagnostics import Source


class Label(NamedTuple):
    """A project's own words for a text of the templates: one text, or one for each plural category.

    `message` is the English text as the templates have it, `source` where the label stands.
    """

    message: str
    text: str | Mapping[str, str]
    source: Source


@dataclass(frozen=True, slots=True)
class SiteInfo:
    """What `mkdocs.yml` says of the site; `url` ends in a slash, or is empty where none is set.

    `language` is the BCP 47 tag of the texts' language, `labels` are texts of the project's own.
    """

    name: str
    description: str
    url: str
    language: str = "en"
    labels: tuple[Label, ...] = ()
