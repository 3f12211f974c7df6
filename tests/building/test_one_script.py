"""The scripts of the search page in one: what modules do, in their order."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from paperdigest.building.one_script import in_one
from paperdigest.theme import TEMPLATES

NODE = shutil.which("node") or ""
SCRIPTS = TEMPLATES / "theme/assets/digest"

MODULES = {
    "first": """import { say as tell } from "./said.js";
const name = "first";
tell(`${name} begins`);
export const wait = import("./later.js").then(({ Later }) => tell(new Later().name));
import("./elsewhere.js").catch(() => tell("elsewhere is another file"));
""",
    "said": """const name = "said";
export function say(text) {
  console.log(text);
}
say(`${name} is run once`);
""",
    "later": """import { say } from "./said.js";
import { numbers, wait } from "./numbers.js";
say("later is run when it is needed");
export class Later {
  name = [...numbers(), typeof wait].join(" ");
}
""",
    "numbers": """export function* numbers() {
  yield* [1, 2];
}
export async function wait() {}
""",
}


@pytest.mark.skipif(not NODE, reason="needs Node.js to run a script")
def test_one_script_does_what_its_modules_do(tmp_path: Path) -> None:
    (tmp_path / "one.mjs").write_text(in_one("first", "later", MODULES.__getitem__), encoding="utf-8")

    ran = subprocess.run([NODE, tmp_path / "one.mjs"], capture_output=True, text=True, check=True)

    assert ran.stdout.splitlines() == [
        "said is run once",
        "first begins",
        "later is run when it is needed",
        "1 2 function",
        "elsewhere is another file",
    ]


@pytest.mark.parametrize(
    "line",
    [
        *('import * as all from "./said.js";', "export default 1;", "export { name };"),
        *('/* short */ import{say}from"./said.js";say();', "const a=1;export{a};", "await name;"),
    ],
)
def test_what_is_not_understood_is_refused_by_its_place(line: str) -> None:
    modules = MODULES | {"later": f"const name = 1;\n{line}\n"}

    with pytest.raises(ValueError, match=r"later\.js, line 2"):
        in_one("first", "later", modules.__getitem__)


@pytest.mark.parametrize(
    ("text", "fault"),
    [("export const one = 1, say = 2;\n", "does not export"), (MODULES["first"], "imports itself")],
)
def test_what_would_be_another_script_is_refused(text: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        in_one("first", "later", (MODULES | {"said": text}).__getitem__)


def test_all_scripts_of_the_search_page_can_be_joined() -> None:
    script = in_one("digest", "search", lambda name: (SCRIPTS / f"{name}.js").read_text(encoding="utf-8"))

    assert "mountSearch" in script
    assert "import { " not in script
