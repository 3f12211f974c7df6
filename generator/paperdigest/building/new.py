"""`digest new`: a folder with all that a digest needs, and the program that builds it pinned.

The files stand in `skeleton/` as they are written; those that end in `.jinja` are filled in.
"""

from __future__ import annotations

import errno
import json
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import jinja2

from paperdigest import __version__, store
from paperdigest.theme import LOCK
from paperdigest.writing.markdown import escape
from paperdigest.writing.translations import Translations

SKELETON = Path(__file__).resolve().parent / "skeleton"
_TAXONOMIES = Path(__file__).resolve().parent / "taxonomies"
#: The topics that a new digest may start with.
TOPICS = ("none", *sorted(path.stem for path in _TAXONOMIES.glob("*.yml")))

#: The file of a digest that names the program.
TOOL = "requirements.txt"


@dataclass(frozen=True, slots=True)
class Pin:
    """How a digest names the program: a requirement as pip reads it, and a remark on it.

    With `is_local` the requirement is a wheel in the digest's own folder `wheels/`; `wheel` is the file to be
    copied there, where it is known.
    """

    requirement: str
    remark: str = ""
    is_local: bool = False
    wheel: Path | None = None

    @property
    def is_there(self) -> bool:
        """Whether the program is where the requirement says."""
        return not self.is_local or self.wheel is not None


def pin_of(version: str, direct_url: str | None) -> Pin:
    """Return how to get just the program that runs now, from where it was installed.

    `direct_url` is the text of `direct_url.json` (https://peps.python.org/pep-0610/), which an installer
    writes unless the program came from a package index.
    """
    if direct_url is None:
        return Pin(f"paperdigest=={version}")
    told: dict[str, Any] = json.loads(direct_url)
    url = str(told["url"])
    if url.startswith("file:"):
        path = Path(url2pathname(urlsplit(url).path))
        return _local_pin(version, path if path.suffix == ".whl" and path.is_file() else None)
    if vcs := told.get("vcs_info"):
        requirement = f"paperdigest @ {vcs['vcs']}+{url}@{vcs['commit_id']}"
        return Pin(requirement, str(vcs.get("requested_revision", "")))
    return Pin(f"paperdigest @ {url}")


def _local_pin(version: str, wheel: Path | None) -> Pin:
    name = wheel.name if wheel else f"paperdigest-{version}-py3-none-any.whl"
    return Pin(f"./wheels/{name}", is_local=True, wheel=wheel)


def installed_pin() -> Pin:
    """Return how to get the program as it is installed here."""
    try:
        return pin_of(__version__, metadata.distribution("paperdigest").read_text("direct_url.json"))
    except metadata.PackageNotFoundError:  # run from its source, and installed nowhere
        return _local_pin(__version__, None)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a new digest is given: its name, its address ('' where that is not known yet), the language of
    its pages (a tag such as `en` or `pt-BR`), and one of `TOPICS` to start with."""

    name: str
    url: str
    language: str
    topics: str


def make_digest(folder: Path, choices: Choices, pin: Pin) -> list[str]:
    """Write a new digest into a folder; return the paths of its files, sorted.

    The folder may be missing, or hold a repository of git and nothing else. Raises `FileExistsError` where
    there is more, and `OSError`.
    """
    if folder.exists() and any(path.name != ".git" for path in folder.iterdir()):
        message = "the folder is not empty, and a new digest overwrites nothing"
        raise FileExistsError(errno.ENOTEMPTY, message, str(folder))
    files = digest_files(choices, pin)
    for path, data in files.items():
        store.write(folder / path, data)
    return sorted(files)


def digest_files(choices: Choices, pin: Pin) -> dict[str, str | bytes]:
    """Return the files of a new digest by their path. Raises `OSError`."""
    files: dict[str, str | bytes] = {
        path.relative_to(SKELETON).as_posix(): path.read_bytes()
        for path in sorted(SKELETON.rglob("*"))
        if path.is_file() and path.suffix != ".jinja"
    }
    description = Translations(choices.language).t("Papers to skim, search and cite.")
    for name in ("mkdocs.yml", "README.md"):
        files[name] = _filled(name, **asdict(choices), pin=pin, description=str(description))
    files |= pin_files(pin)
    if choices.topics != "none":
        files["content/topics.yml"] = (_TAXONOMIES / f"{choices.topics}.yml").read_bytes()
    if pin.wheel:
        files[f"wheels/{pin.wheel.name}"] = pin.wheel.read_bytes()
    return files


def pin_files(pin: Pin) -> dict[str, str]:
    """Return the files that say which program builds a digest, and with which packages."""
    return {
        TOOL: _filled(TOOL, pin=pin, version=__version__),
        "requirements-lock.txt": _filled("requirements-lock.txt", lock=LOCK.read_text(encoding="utf-8")),
    }


def _filled(file: str, /, **values: object) -> str:
    return _environment().get_template(f"{file}.jinja").render(values)


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(SKELETON),
        autoescape=False,  # noqa: S701 # YAML and Markdown, each value escaped by a filter of its own
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"yaml": _quoted, "markdown": _marked}
    return environment


def _marked(text: str) -> str:
    """Return a text as Markdown that people read as it is: an 'and' between words is none of its signs."""
    return escape(text).replace(" &amp; ", " & ")


def _quoted(text: str) -> str:
    """A text without control characters as a YAML scalar in quotes: as JSON, which is YAML, too."""
    return json.dumps(text, ensure_ascii=False)
