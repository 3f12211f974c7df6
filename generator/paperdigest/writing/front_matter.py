"""The head of a generated page: YAML, as MkDocs reads it, with values in JSON, which is read much faster."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

#: What JSON may hold as it is and YAML may not, or takes for the end of a line
#: (https://yaml.org/spec/1.2.2/#51-character-set).
_NOT_YAML = re.compile("[^ -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")

#: Makes JSON; `json.dumps` would set up such a thing for each value.
_JSON = json.JSONEncoder(ensure_ascii=False)


def with_front_matter(meta: Mapping[str, Any], body: str) -> str:
    """Return the text of a page: a line `key: value` for each of `meta`, and the Markdown `body` below.

    The values are what JSON can hold.
    """
    lines = [f"{key}: {_json(value)}\n" for key, value in meta.items()]
    return f"---\n{''.join(lines)}---\n\n{body}"


def read_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Return the front matter and the Markdown that `with_front_matter` was given.

    Raises `ValueError` for a text that it cannot have made.
    """
    head, found, body = text.partition("\n---\n\n")
    if not found or not head.startswith("---\n"):
        raise ValueError("no front matter as it is generated")
    lines = (line.partition(": ") for line in head.split("\n")[1:])
    return {key: json.loads(value) for key, _, value in lines}, body


def _json(value: Any) -> str:
    text = _JSON.encode(value)
    return _NOT_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
