"""All texts that readers see, with their translations: as YAML to paste into mkdocs.yml, or as rows."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from paperdigest.building.mkdocs_yml import read_site
from paperdigest.building.overlay import changed_templates
from paperdigest.building.project import Project
from paperdigest.writing.messages import said_by_project
from paperdigest.writing.translations import Translations


def read_texts(project: Project) -> Translations:
    """Return the texts of a project, those of its own templates included. Raises `SiteError`."""
    site = read_site(project.config)
    return Translations(site.language, site.labels, said_by_project(changed_templates(project.templates)))


def rows_of(texts: Translations) -> list[dict[str, Any]]:
    """Return each text as an object of JSON: in English, translated, its state, and where it is said.

    The `translation` is a text, or one for each plural category; `state` is `translated`, `overridden` by a
    label, `untranslated`, or, where the site is English, `original`.
    """
    plain = "original" if texts.language.split("-")[0] == "en" else "untranslated"
    rows = []
    for message in texts.said.values():
        forms = texts.forms_of(message)
        state = "overridden" if message.text in texts.overridden else "translated" if forms else plain
        rows.append(
            {
                "text": message.text,
                "plural": message.plural or None,
                "translation": (dict(forms) if message.plural else forms.get("")) if forms else None,
                "state": state,
                "places": list(message.places),
            }
        )
    return rows


def as_yaml(texts: Translations) -> str:
    """Return all texts as they would stand in mkdocs.yml; remarks tell what is out of the ordinary."""
    lines = ["extra:", "  labels:"]
    for row in rows_of(texts):
        remark = f"  # {row['state']}" if row["state"] in ("overridden", "untranslated") else ""
        english = {"one": row["text"], "other": row["plural"]} if row["plural"] else row["text"]
        lines += _pair(row["text"], row["translation"] or english, remark)
    return "\n".join(lines) + "\n"


def _pair(text: str, said: str | Mapping[str, str], remark: str) -> Sequence[str]:
    if isinstance(said, str):
        return [f"    {_quoted(text)}: {_quoted(said)}{remark}"]
    forms = [f"      {category}: {_quoted(form)}" for category, form in said.items()]
    return [f"    {_quoted(text)}:{remark}", *forms]


def _quoted(text: str) -> str:
    """A YAML scalar in double quotes, which JSON's strings are (https://yaml.org/spec/1.2.2/#12-json)."""
    return json.dumps(text, ensure_ascii=False)
