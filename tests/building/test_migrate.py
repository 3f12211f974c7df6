"""`digest migrate`: an older digest, and a fork of this repository, brought forward without losing a comment."""

from __future__ import annotations

import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from conftest import ROOT, make_example, run, tree

from paperdigest.building import upstream
from paperdigest.building.former_labels import former_texts
from paperdigest.building.migrate import find_older, migrate
from paperdigest.building.new import SKELETON, Choices, Pin, make_digest, pin_files
from paperdigest.building.project import Project
from paperdigest.building.workflow import WORKFLOW, bring_workflow, fingerprint, known_fingerprints
from paperdigest.writing.messages import packaged

#: Files of this repository as they were when a digest was made by forking it.
FORK = Path(__file__).parent / "fork"


@pytest.fixture
def fork(tmp_path: Path) -> Path:
    """A fork that changed the template of a paper, and nothing else."""
    folder = make_example(tmp_path / "fork")
    shutil.copy(FORK / "mkdocs.yml", folder)
    shutil.copytree(FORK / "templates", folder / "templates")
    template = folder / "templates" / "paper.md"
    template.write_text(template.read_text().replace('t("Cite")', '"How to cite"'))
    return folder


NAV = """\
nav:
  - Home: index.md
  - "Papers": papers/index.md # all of them
  - Topics: topics/index.md
"""


@pytest.mark.parametrize(
    ("nav", "settings", "after"),
    [
        (NAV, "", NAV.replace("them\n", "them\n  - Issues: issues/index.md\n")),
        (NAV, "issues: week\n", NAV),  # published, and left out by somebody's hand
        (NAV + "  - News: issues/index.md\n", "", NAV + "  - News: issues/index.md\n"),
        ("nav: [index.md]\n", "", "nav: [index.md]\n"),
    ],
)
def test_an_older_navigation_leads_to_the_issues_once(
    tmp_path: Path, nav: str, settings: str, after: str
) -> None:
    rest = "theme: {name: paperdigest}\nplugins: [paperdigest]\n"
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "settings.yml").write_text(f"format: 1\n{settings}")
    (tmp_path / "mkdocs.yml").write_text(nav + rest)
    told = list(migrate(Project(tmp_path), Pin("paperdigest==1.2")))
    assert told == (["mkdocs.yml: 'nav' leads to the issues"] if after != nav else [])
    assert (tmp_path / "mkdocs.yml").read_text() == after + rest


@pytest.mark.slow
def test_a_fork_is_brought_forward_and_builds(fork: Path) -> None:
    result = run(fork, "build")
    assert result.exit_code == 1
    assert "mkdocs.yml: error: this has the form of an older version" in result.stderr
    assert "`digest migrate` brings it forward" in result.stderr
    result = run(fork, "migrate")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "content/settings.yml: the files in content/ have the format 1",
        "mkdocs.yml: it names the theme 'paperdigest', which finds templates/theme/ by itself",
        "mkdocs.yml: it uses the plugin 'paperdigest'",
        "mkdocs.yml: 'nav' leads to the issues",
        "content/settings.yml: authors of fewer than five papers keep their feeds and files ('min_papers')",
        "templates/: 2 files that were as they came gave way to the packaged ones",
        "templates/upstream.txt: it notes what yours were made from; `digest templates` tells more",
    ]
    assert sorted(tree(fork / "templates")) == ["paper.md", "upstream.txt"]
    assert (
        "templates/paper.md: note: this was made from the packaged template of 0.1.0, which has changed since"
        in (run(fork, "check").stderr)
    )
    # The maintainer brings the one template up to date.
    (fork / "templates" / "paper.md").unlink()
    result = run(fork, "build", "--strict")
    assert result.exit_code == 0, result.output


def test_what_a_maintainer_wrote_stays_line_by_line(fork: Path) -> None:
    before = {name: (fork / name).read_text().splitlines() for name in ("mkdocs.yml", "content/settings.yml")}
    assert run(fork, "migrate").exit_code == 0
    after = {name: (fork / name).read_text().splitlines() for name in before}
    gone = {name: [line for line in before[name] if line not in after[name]] for name in before}
    new = {name: [line for line in after[name] if line not in before[name]] for name in before}
    assert gone["mkdocs.yml"] == ["  name: material", "  custom_dir: templates/theme", "plugins: []"]
    issues = "  - Issues: issues/index.md"
    assert new["mkdocs.yml"] == ["  name: paperdigest", issues, "plugins: [paperdigest]"]
    assert gone["content/settings.yml"] == []
    said = [line.split(" #")[0] for line in new["content/settings.yml"] if not line.startswith("#")]
    assert said == ["format: 1", "min_papers: {files: 1}"]


def test_a_second_run_has_nothing_to_do(fork: Path) -> None:
    assert run(fork, "migrate").exit_code == 0
    before = tree(fork)
    result = run(fork, "migrate")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "There was nothing to do.\n")
    assert tree(fork) == before


def test_a_fork_with_its_own_program_keeps_its_templates(fork: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There, templates/ is where the packaged ones stand."""
    monkeypatch.setattr(upstream, "TEMPLATES", fork / "templates")
    before = tree(fork / "templates")
    assert run(fork, "migrate").exit_code == 0
    assert tree(fork / "templates") == before


def test_a_new_digest_needs_nothing(tmp_path: Path) -> None:
    pin = Pin("paperdigest==1.2")
    make_digest(tmp_path, Choices("Mine", "", "en", "none"), pin)
    before = tree(tmp_path)
    assert list(migrate(Project(tmp_path), pin)) == []
    assert tree(tmp_path) == before


def test_authors_of_few_papers_keep_the_feeds_that_were_published(tmp_path: Path) -> None:
    pin = Pin("paperdigest==1.2")
    make_digest(tmp_path, Choices("Mine", "", "en", "none"), pin)
    settings = tmp_path / "content" / "settings.yml"
    before = settings.read_text()
    (tmp_path / "content" / "addresses.txt").write_text("authors/ana-lopez\tsince:2026-11-26\tAna Lopez\n")
    said = "content/settings.yml: authors of fewer than five papers keep their feeds and files ('min_papers')"
    assert list(migrate(Project(tmp_path), pin)) == [said]
    assert yaml.safe_load(settings.read_text())["min_papers"] == {"files": 1}
    assert settings.read_text().startswith(before.rstrip())
    assert list(migrate(Project(tmp_path), pin)) == []
    # A choice of one's own stays, and so does that of a digest which this version has published already.
    settings.write_text(f"{before}\nmin_papers: 2\n")
    assert [line.partition(" and stays")[0] for line in migrate(Project(tmp_path), pin)] == [
        "content/settings.yml: 'min_papers' is your own"
    ]
    settings.write_text(f"{before}\nissues: week\n")
    assert list(migrate(Project(tmp_path), pin)) == []


def test_a_newer_program_pins_itself_and_its_packages(tmp_path: Path) -> None:
    make_digest(tmp_path, Choices("Mine", "", "en", "none"), Pin("paperdigest==0.0.1"))
    (tmp_path / "requirements-lock.txt").write_text("old==1\n")
    (tmp_path / "wheels").mkdir()
    for name in ("paperdigest-0.0.1-py3-none-any.whl", "other-1-py3-none-any.whl"):
        (tmp_path / "wheels" / name).write_bytes(b"")
    pin = Pin("paperdigest @ git+https://git.example.org/digest@1f1f", "v9")
    assert list(migrate(Project(tmp_path), pin)) == [
        "wheels/paperdigest-0.0.1-py3-none-any.whl: the former program is taken out",
        "requirements.txt: it names this version of the program",
        "requirements-lock.txt: it names its packages",
    ]
    for name, text in pin_files(pin).items():
        assert (tmp_path / name).read_text() == text
    assert [path.name for path in (tmp_path / "wheels").iterdir()] == ["other-1-py3-none-any.whl"]
    # Run from a folder of sources, the program cannot say where to get it, and changes nothing.
    assert list(migrate(Project(tmp_path), Pin("./wheels/9.whl", is_local=True))) == []


LABELS = """\
extra:
  analytics: false
  labels:
    # Ours
    Abstract: Zusammenfassung
    March: März
    papers: >
      Arbeiten
    "Abstract of {}": 'Zusammenfassung von {}' # opens it
    Home: Start
"""


def test_labels_of_texts_that_are_no_more_are_taken_out(fork: Path) -> None:
    config = fork / "mkdocs.yml"
    config.write_text(config.read_text() + LABELS)
    (fork / "templates" / "paper.md").unlink()
    result = run(fork, "migrate")
    assert result.exit_code == 0, result.output
    assert [line for line in result.stdout.splitlines() if "label" in line] == [
        "mkdocs.yml: the label 'March: März' is taken out; months are named in the site's language (theme.language)",
        "mkdocs.yml: the label 'papers: Arbeiten' is taken out; the text is now '{number} papers'",
        "mkdocs.yml: the label 'Abstract of {}: Zusammenfassung von {}' is taken out; the text is now "
        "'Abstract of {title}'",
    ]
    assert config.read_text().endswith(
        "extra:\n  analytics: false\n  labels:\n    # Ours\n    Abstract: Zusammenfassung\n    Home: Start\n"
    )
    result = run(fork, "build", "--strict")
    assert result.exit_code == 0, result.output


def test_a_label_that_a_template_of_the_project_says_stays(fork: Path) -> None:
    config = fork / "mkdocs.yml"
    config.write_text(
        config.read_text() + "extra:\n  labels:\n    Cite all: Alle zitieren\n    papers: Arbeiten\n"
    )
    (fork / "templates" / "home.md").write_text('# {{ t("Cite all") }}\n')
    assert run(fork, "migrate").exit_code == 0
    assert config.read_text().endswith("extra:\n  labels:\n    Cite all: Alle zitieren\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("extra:\n  labels:\n    # none\n    May: Mai\nnav: []\n", "    # none\nnav: []\n"),
        ("extra:\n  labels: {May: Mai}\n  a: 1\n", "extra:\n  a: 1\n"),
        ("extra:\n  labels:\n    May: Mai\n    June: Juni\n", ""),
    ],
)
def test_where_no_label_is_left_there_are_none(tmp_path: Path, before: str, after: str) -> None:
    ours = "theme: paperdigest\nplugins: [paperdigest]\n"
    config = tmp_path / "mkdocs.yml"
    config.write_text(ours + before)
    assert list(migrate(Project(tmp_path), Pin("")))
    assert config.read_text() == ours + after


def test_every_text_of_an_older_version_is_there_or_has_another_in_its_place() -> None:
    texts = {text for message in packaged().values() for text in (message.text, message.plural)}
    assert not texts & former_texts().keys()
    assert set(former_texts().values()) - {""} <= texts
    released = (ROOT / "tests/samples/released-texts.txt").read_text(encoding="utf-8").splitlines()[1:]
    assert set(released) <= texts | former_texts().keys()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("theme: material\n", "theme: paperdigest\n\nplugins: [paperdigest]\n"),
        ("site_name: A\n", "site_name: A\n\ntheme:\n  name: paperdigest\n\nplugins: [paperdigest]\n"),
        (
            "theme:\n  # look\n\n  custom_dir: './templates/theme/' # ours\n  name: \"material\" # base\nplugins: # none\n",
            "theme:\n  # look\n\n  name: paperdigest # base\nplugins: [paperdigest] # none\n",
        ),
        (
            "plugins:\n  # these\n  - search\n  - tags: {}\ntheme: {name: paperdigest}\n",
            "plugins:\n  # these\n  - paperdigest\n  - search\n  - tags: {}\ntheme: {name: paperdigest}\n",
        ),
        ("plugins: [search]\ntheme: paperdigest\n", "plugins: [paperdigest, search]\ntheme: paperdigest\n"),
        ("theme: material\r\nplugins: []\r\n", "theme: paperdigest\r\nplugins: [paperdigest]\r\n"),
        (
            "theme:\n  name: material\n  custom_dir: looks\nplugins: [paperdigest]\n",
            "theme:\n  name: paperdigest\n  custom_dir: looks\nplugins: [paperdigest]\n",
        ),
    ],
)
def test_forms_of_mkdocs_yml(tmp_path: Path, before: str, after: str) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_bytes(before.encode())
    assert list(find_older(config))
    assert list(migrate(Project(tmp_path), Pin("")))
    assert config.read_bytes().decode() == after
    assert not list(find_older(config))
    config.unlink()
    assert [(one.code, one.message) for one in find_older(config)] == [("site", "this file is gone")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "format: 1\n"),
        ("# nothing", "# nothing\nformat: 1\n"),
        ("# a\n---\npage_size: 3 # b\n", "# a\n---\nformat: 1\n\npage_size: 3 # b\n"),
        ("page_size: 3\nformat: 1\n", "page_size: 3\nformat: 1\n"),
    ],
)
def test_the_format_is_written_where_it_is_missing(tmp_path: Path, before: str, after: str) -> None:
    shutil.copy(ROOT / "tests" / "example" / "mkdocs.yml", tmp_path)
    settings = tmp_path / "content" / "settings.yml"
    settings.parent.mkdir()
    settings.write_text(before)
    list(migrate(Project(tmp_path), Pin("")))
    assert (
        settings.read_text().replace(" # of the files in content/; `digest migrate` brings it forward", "")
        == after
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "theme: {name: material, custom_dir: templates/theme}\n",
            "this is to be changed by hand: it names the theme",
        ),
        ("plugins: {search: {}}\ntheme: paperdigest\n", "this is to be changed by hand: it uses the plugin"),
        (
            "theme: paperdigest\nplugins: [paperdigest]\nextra: {labels: {May: Mai, Code: Programm}}\n",
            "this is to be changed by hand: the label 'May: Mai' is taken out",
        ),
        ("theme: readthedocs\n", "this is to be changed by hand: it names the theme"),
        ("theme: [\n", "not YAML"),
        ("- theme\n", "expected a mapping"),
        ("[" * 5000, "nested more than"),
        (
            "a: &a [x]\n"
            + "".join(f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in pairwise("abcdefghijklmnopqrstuvwxyz")),
            "aliases",
        ),
    ],
)
def test_what_cannot_be_changed_safely_is_told_and_left(project: Path, text: str, said: str) -> None:
    (project / "mkdocs.yml").write_text(text)
    result = run(project, "migrate")
    assert result.exit_code == 1
    assert "mkdocs.yml" in result.stderr
    assert said in result.stderr
    assert (project / "mkdocs.yml").read_text() == text


def test_every_template_of_a_fork_is_known() -> None:
    origins = upstream.read_origins(upstream._FORKED.read_bytes())
    assert len(origins) == 33
    for path in FORK.joinpath("templates").rglob("*.*"):
        name = path.relative_to(FORK / "templates").as_posix()
        assert origins[name] == ("0.1.0", upstream.hash_of(path.read_bytes()))
    assert (
        yaml.safe_load((FORK / "mkdocs.yml").read_text().replace("!ENV", ""))["theme"]["name"] == "material"
    )


def test_content_of_a_newer_format_is_refused(project: Path) -> None:
    settings = project / "content" / "settings.yml"
    settings.write_text("format: 2\n" + settings.read_text())
    result = run(project, "build")
    assert result.exit_code == 1
    assert "content/settings.yml:1:9: error: content/ has the format 2" in result.stderr
    assert "install a newer version of paperdigest" in result.stderr
    result = run(project, "migrate")
    assert result.exit_code == 1
    assert "[newer-format]" in result.stderr


# --- The workflow ------------------------------------------------------------------------------------------


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A digest that `digest new` made before it fetched papers."""
    folder = tmp_path / "older"
    make_digest(folder, Choices("Trees", "https://example.org/", "en", "none"), Pin("paperdigest==0.2.0"))
    (folder / WORKFLOW).write_bytes((FORK / "publish-0.2.0.yml").read_bytes())
    (folder / ".gitattributes").write_text("*.pdf binary\ncontent/addresses.txt merge=union\n")
    (folder / "content" / "sources.yml").unlink()
    return folder


def test_an_older_digest_gets_the_daily_workflow_and_what_goes_with_it(older: Path) -> None:
    new = make_digest(older.parent / "new", Choices("Trees", "https://example.org/", "en", "none"), Pin("x"))
    assert list(bring_workflow(older)) == [
        ".github/workflows/publish.yml: it is this version's, which fetches papers once a day",
        "content/sources.yml: it says how to declare where papers are fetched from",
        ".gitattributes: it says how to merge what was fetched and decided",
    ]
    for path in (WORKFLOW, "content/sources.yml"):
        assert path in new
        assert (older / path).read_bytes() == (older.parent / "new" / path).read_bytes()
    attributes = (older / ".gitattributes").read_text().splitlines()
    assert attributes[0] == "*.pdf binary"
    assert attributes.count("content/addresses.txt merge=union") == 1
    assert "content/decisions.yml merge=union" in attributes
    assert list(bring_workflow(older)) == []


def test_versions_of_actions_are_no_change_of_ones_own_but_steps_are(older: Path) -> None:
    text = (older / WORKFLOW).read_text()
    own = text.replace("jobs:", "jobs:\n  mine: {runs-on: ubuntu-latest, steps: [{run: make}]}", 1)
    (older / WORKFLOW).write_text(own)
    assert list(bring_workflow(older)) == [
        ".github/workflows/publish.yml: it is your own and stays; that of a new digest fetches papers once a day"
    ]
    assert (older / WORKFLOW).read_text() == own
    raised = re.sub(r"(uses: \S+@)\S+( # .*)?", r"\g<1>0123456789abcdef # v99.0.0", text)
    assert raised != text
    (older / WORKFLOW).write_text(raised)
    assert len(list(bring_workflow(older))) == 3


def test_line_ends_of_a_checkout_make_no_other_workflow() -> None:
    text = b"- uses: actions/checkout@v4\n- run: make\n"
    assert fingerprint(text.replace(b"\n", b"\r\n")) == fingerprint(text)


def test_the_hash_of_the_newest_workflow_is_the_last_one() -> None:
    """Whoever changes the workflow adds its hash to building/workflows.txt; the older ones stay."""
    assert known_fingerprints()[-1] == fingerprint((SKELETON / WORKFLOW).read_bytes())
    assert fingerprint((FORK / "publish-0.2.0.yml").read_bytes()) in known_fingerprints()
