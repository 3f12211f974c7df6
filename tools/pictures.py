"""Take the pictures of the documentation from what the program builds now: `docs/pages/pictures/*.webp`.

python tools/pictures.py             # builds the digests of the gallery first
python tools/pictures.py home paper  # these alone
"""

from __future__ import annotations

import argparse
import base64
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import yaml
from examples import ROOT, digest, make
from playwright.sync_api import Browser, Page
from shots import running_browser, serving

sys.path.append(str(ROOT / "docs"))

from blocks import PAGES, blocks_of  # of the documentation, which is no package

SIZE = {"width": 1120, "height": 700}
#: No picture of the documentation may be larger.
MOST_BYTES = 60_000


class Picture(NamedTuple):
    """A page of a digest: which one of the gallery, the address, and in which scheme of colours."""

    digest: str
    address: str
    scheme: str = "light"


PICTURES: Mapping[str, Picture] = {
    "home": Picture("thirty", ""),
    "paper": Picture(
        "thirty", "papers/flowx-towards-explainable-graph-neural-networks-via-message-flows/", "dark"
    ),
    "topic": Picture("thirty", "topics/medical-imaging/"),
    "author": Picture("thirty", "authors/qicheng-lao/"),
    "search": Picture("thirty", "search/?q=segmentation"),
    "theming": Picture("themed", ""),
    "lab": Picture("lab", ""),
    "daily": Picture("daily", ""),
}


def build(name: str, folder: Path) -> Path:
    """Build a digest of the gallery, or the one that the page on theming makes; return its site."""
    make("thirty" if name == "themed" else name, folder)
    if name == "themed":
        for block in blocks_of((PAGES / "theming.md").read_text(encoding="utf-8")):
            write(folder, block.title, block.text)
    digest(folder, "build", "--quiet")
    return folder / "site"


def write(folder: Path, title: str, text: str) -> None:
    """Write a file as a page of the documentation shows it; settings join those that are there."""
    path = folder / title
    if title in ("mkdocs.yml", "content/settings.yml"):
        told = yaml.safe_load(path.read_text(encoding="utf-8").replace("!ENV ", ""))
        text = yaml.safe_dump(told | yaml.safe_load(text), allow_unicode=True, sort_keys=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def take(browser: Browser, address: str, scheme: str, target: Path) -> None:
    """Take a picture of what a window shows, as WebP: Chromium is what writes it here."""
    context = browser.new_context(viewport=SIZE, color_scheme=scheme)
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    target.write_bytes(as_webp(context.new_page(), page.screenshot()))
    context.close()


def as_webp(page: Page, png: bytes) -> bytes:
    """Return a picture as WebP of the best quality that is small enough."""
    script = """async ([png, quality]) => {
        const image = new Image();
        image.src = "data:image/png;base64," + png;
        await image.decode();
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [image.width, image.height];
        canvas.getContext("2d").drawImage(image, 0, 0);
        return canvas.toDataURL("image/webp", quality).split(",")[1];
    }"""
    for quality in (0.8, 0.7, 0.6, 0.5, 0.4):
        data = base64.b64decode(page.evaluate(script, [base64.b64encode(png).decode(), quality]))
        if len(data) <= MOST_BYTES:
            return data
    raise ValueError(f"{len(data):,} bytes at the least quality")


def main() -> None:
    """Read the arguments, build and take."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", help="pictures to take: " + ", ".join(PICTURES))
    wanted = parser.parse_args().names or list(PICTURES)
    with tempfile.TemporaryDirectory(prefix="pictures-") as folder, running_browser() as browser:
        for name in sorted({PICTURES[name].digest for name in wanted}):
            with serving(build(name, Path(folder) / name)) as address:
                for which in (one for one in wanted if PICTURES[one].digest == name):
                    picture = PICTURES[which]
                    target = PAGES / "pictures" / f"{which}.webp"
                    take(browser, address + picture.address, picture.scheme, target)
                    print(f"{target.relative_to(ROOT)}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
