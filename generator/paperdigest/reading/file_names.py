"""Names of files that are published as they are: pages written by hand, and assets.

A name becomes part of a URL, and has to be the same file on every system that a digest is kept on.
"""

from __future__ import annotations

import re

from paperdigest.reading.addresses_txt import is_safe
from paperdigest.text.slugs import DEVICES

#: The longest part of a path, in bytes of UTF-8: most file systems take 255, and something may be added.
MOST_BYTES = 200
#: What MkDocs makes a page of (https://www.mkdocs.org/user-guide/writing-your-docs/#file-layout).
_MARKDOWN = re.compile(r".*\.(?:md|markdown|mdown|mkdn|mkd)", re.IGNORECASE | re.DOTALL)


def fault_of_name(path: str) -> str:
    """Return why no file may be published at a path, or '' where it may.

    >>> fault_of_name("notes/a:b.md")
    "'a:b.md' has a sign that URLs or file systems take for something else"
    """
    for part in path.split("/"):
        if not is_safe(part) or "#" in part:
            return f"'{part[:60]}' has a sign that URLs or file systems take for something else"
        if part.partition(".")[0].casefold() in DEVICES:
            return f"'{part}' is the name of a device on Windows"
        if len(part.encode()) > MOST_BYTES:
            return f"'{part[:60]}…' is longer than {MOST_BYTES} bytes"
    return ""


def fault_of_page(path: str) -> str:
    """Return why a file may not be a page, or '' where it may."""
    if path.startswith("templates/"):
        return "MkDocs publishes nothing of a folder 'templates'"
    return fault_of_name(path)


def fault_of_asset(path: str) -> str:
    """Return why a file may not be an asset, or '' where it may."""
    if _MARKDOWN.fullmatch(path):
        return "MkDocs would make a page of Markdown"
    return fault_of_name(path)
