"""What is remembered of a build saves time, and never changes the site: it is compared with clean builds."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, make_project, run, tree

from paperdigest import workers
from paperdigest.building import check, digest, making, memory, pages, site, staging
from paperdigest.building import standing as whole_standing
from paperdigest.building.build import BuildError, Built, build
from paperdigest.building.project import Project
from paperdigest.building.ready import get_ready
from paperdigest.building.staging import look, put_together, seen, stamps, to_look_at
from paperdigest.building.standing import Standing
from paperdigest.reading import entries
from paperdigest.relating import papers
from paperdigest.relating.topics import Matcher
from paperdigest.writing.contents import Contents
from paperdigest.writing.layout import file_of


def build_again(folder: Path, clean: bool = False, standing: Standing | None = None) -> Built:
    """Build a project's site with what is remembered, or with what a process knows that stays."""
    project, day = Project(folder), date(2026, 4, 1)
    return build(project, day, False, lambda *_: None, project.site, clean=clean, standing=standing)


def assert_as_clean(folder: Path, built: Built, scratch: Path) -> None:
    """Compare a project that was just built with a copy that is built from nothing."""
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(folder, scratch, ignore=shutil.ignore_patterns("build", "site"))
    clean = build_again(scratch)
    for part in ("site", "build/pages"):
        ours, theirs = tree(folder / part), tree(scratch / part)
        assert [path for path in sorted({*ours, *theirs}) if ours.get(path) != theirs.get(path)] == []
    assert built.summary == clean.summary


# --- Edits, in any order ---------------------------------------------------------------------------------

Papers = list[Any]
ALL_FRONT_MATTER = "{% for file in pages %}{{ file.page.title }} {{ file.page.meta }}\n{% endfor %}"
WORDS = ("graph", "tree", "attack", "proof", "cut", "method", "plane", "learning")


def as_bibtex(paper: Mapping[str, Any]) -> str:
    told = {
        "title": paper["title"],
        "author": " and ".join(paper["authors"]),
        "date": paper["date"],
        "keywords": ", ".join(paper["subjects"]),
        "abstract": paper["abstract"],
    }
    fields = "".join(f"  {key} = {{{value}}},\n" for key, value in told.items())
    return f"@misc{{{'-'.join(paper['title'].split())},\n{fields}}}"


#: How a paper is written in files of these endings; a blank line stands between papers.
FORMS = {"yml": lambda paper: yaml.safe_dump([paper]), "json": json.dumps, "bib": as_bibtex}


def edit_papers(project: Path, change: Callable[[Papers], object], form: str = "yml") -> None:
    """Change a list of papers, of which those that are there are texts; a new one may be a mapping."""
    file = project / "content" / "records" / f"more.{form}"
    papers = file.read_text().split("\n\n") if file.exists() else []
    change(papers)
    file.write_text("\n\n".join(one if isinstance(one, str) else FORMS[form](one).strip() for one in papers))
    if not papers:
        file.unlink()


def add_paper(project: Path, dice: random.Random) -> None:
    words = dice.sample(WORDS, 3)
    paper = {
        "title": f"A {words[0]} {dice.randrange(1000)} of {words[1]}",
        "authors": dice.sample(["Ada Lovelace", "Yang Liu", "Émile Zolç", "Ines Sá", "Jo Do"], 2),
        "date": f"{dice.choice([2023, 2024, 2027])}-0{dice.randint(1, 9)}",
        "subjects": [dice.choice(["cs.LG", "math.CO"])],
        "abstract": f"We show a {words[2]} of a {words[0]} {words[1]}. " * 3
        + dice.choice(["", r"See \ours."]),
    }
    edit_papers(project, lambda papers: papers.append(paper), dice.choice([*FORMS]))


def remove_paper(project: Path, dice: random.Random) -> None:
    form = dice.choice([*FORMS])
    edit_papers(project, lambda papers: papers and papers.pop(dice.randrange(len(papers))), form)


def correct_title(project: Path, dice: random.Random) -> None:
    file = project / "content" / "records" / "own.yml"
    file.write_text(file.read_text().replace("title: ", f"title: {dice.choice(WORDS)} ", 1))


def change_topics(project: Path, dice: random.Random) -> None:
    file = project / "content" / "topics.yml"
    topics = [topic for topic in yaml.safe_load(file.read_text()) if topic["name"] != "Changing"]
    topics.append({"name": "Changing", "description": "What changes.", "terms": dice.sample(WORDS, 2)})
    file.write_text(yaml.safe_dump(topics))


def change_people(project: Path, dice: random.Random) -> None:
    person = {"name": "Ada Lovelace", "affiliation": dice.choice(WORDS)}
    (project / "content" / "authors.yml").write_text(yaml.safe_dump([person]))


def change_settings(project: Path, dice: random.Random) -> None:
    settings = {
        "introduction": "Papers.",
        "page_size": dice.choice([2, 4]),
        "min_papers": dice.choice([1, 2]),
        "api": dice.choice([True, False]),
        "exports": dice.choice([True, False]),
    }
    (project / "content" / "settings.yml").write_text(yaml.safe_dump(settings))


def change_page_of_ones_own(project: Path, dice: random.Random) -> None:
    page = project / "content" / "pages" / f"mine-{dice.choice('ab')}.md"
    if page.exists():
        page.unlink()
    else:
        page.write_text(f"# Mine\n\nSee [papers](papers/index.md), {dice.random()}.\n")


def change_text_of_ones_own(project: Path, dice: random.Random) -> None:
    """The pages stay the same: so no paper need be read, unless other edits want it."""
    for page in sorted((project / "content" / "pages").glob("*.md")):
        page.write_text(
            f"---\ndate: 2024-01-0{dice.randint(1, 9)}\n---\n# Mine\n\n## {dice.random()}\n\n"
            f"[Papers](papers/index.md), [nothing](no-{dice.random()}.md)\n"
        )
    for asset in sorted((project / "content").glob("assets/*.css")):
        asset.write_text(f"a {{ color: #{dice.randrange(1000)} }}\n")


def change_configuration(project: Path, dice: random.Random) -> None:
    file = project / "mkdocs.yml"
    config = yaml.safe_load(file.read_text())
    config["site_name"] = f"Digest of {dice.choice(WORDS)}s"
    config["extra"] = {"labels": {"Abstract": dice.choice(["What it says", "Summary"])}}
    config["extra_templates"] = ["assets/all.txt"]
    (project / "content" / "assets").mkdir(exist_ok=True)
    (project / "content" / "assets" / "all.txt").write_text(ALL_FRONT_MATTER)
    file.write_text(yaml.safe_dump(config))


def change_template(project: Path, dice: random.Random) -> None:
    file = project / "templates" / dice.choice(["about.md", "author.md", "_entry.md"])
    file.parent.mkdir(exist_ok=True)
    text = (ROOT / "templates" / file.name).read_text()
    if file.exists():
        file.unlink()
    else:
        file.write_text(text.replace("\n", f"\n{{# {dice.random()} #}}\n", 1) + "\nMore.\n")


def change_theme(project: Path, dice: random.Random) -> None:
    file = project / "templates" / "theme" / "partials" / "footer.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"<footer>{{{{ build_date_utc }}}} {dice.random()}</footer>\n")
    (project / "templates" / "theme" / "sitemap.xml").write_text(ALL_FRONT_MATTER)


def change_stylesheet(project: Path, dice: random.Random) -> None:
    file = project / "templates" / "theme" / "assets" / "digest" / "digest.css"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"/* {dice.random()} */\n")


def damage_files(project: Path, dice: random.Random) -> None:
    pages = sorted((project / "site").rglob("*.html"))
    dice.choice(pages).write_text("damaged")
    dice.choice(pages).unlink()
    dice.choice(sorted((project / "build" / "pages").rglob("*.md"))).write_text("damaged")


def damage_memory(project: Path, dice: random.Random) -> None:
    for file in (project / "build" / "memory").iterdir():
        data = file.read_bytes()
        file.write_bytes(data[: dice.randrange(len(data) or 1)])


def write_pages_only(project: Path, dice: random.Random) -> None:
    add_paper(project, dice)
    assert run(project, "pages").exit_code == 0
    remove_paper(project, dice)


EDITS = (
    *(add_paper, remove_paper, correct_title, change_topics, change_people, change_settings),
    *(change_page_of_ones_own, change_text_of_ones_own, change_configuration, change_template, change_theme),
    *(change_stylesheet, damage_files, damage_memory, write_pages_only),
)


def edit_and_compare(
    folder: Path, scratch: Path, dice: random.Random, builds: int, standing: Standing | None = None
) -> None:
    """Edit and build, where files of any number of entries have drafts, and compare with builds without any."""
    build_again(folder, standing=standing)
    # A process that stays sees no edit of what it made.
    edits = [edit for edit in EDITS if standing is None or edit is not damage_files]
    for _ in range(builds):
        for edit in dice.choices(edits, k=dice.randint(1, 3)):
            edit(folder, dice)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(entries, "LEAST", 1)
            built = build_again(folder, standing=standing)
        if standing and dice.random() < 0.5:
            assert list(get_ready(Project(folder), folder / "site", standing))
        assert_as_clean(folder, built, scratch)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_after_any_edits_the_site_is_that_of_a_clean_build(project: Path, tmp_path: Path, seed: int) -> None:
    standing = Standing(stays=True) if seed else None
    edit_and_compare(project, tmp_path / "clean", random.Random(seed), 6, standing)


# --- Only what has changed -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a site that was just built."""
    content = ROOT / "tests" / "digest" / "content"
    folder = make_project(tmp_path_factory.mktemp("built") / "project", content)
    build_again(folder)
    return folder


def test_nothing_changed_nothing_is_done(built: Path) -> None:
    papers = build_again(built).summary.papers  # other tests may have added some
    before = stamps(look(built))
    again = build_again(built)
    assert again.why == {}
    assert again.summary.papers == papers
    assert [one.code for one in again.summary.diagnostics].count("unknown-macro") == 2
    assert stamps(look(built)) == before


BUILD_AGAIN = """
import sys
from datetime import date
from pathlib import Path
from paperdigest.building.project import Project
from paperdigest.cli.publish import build
project = Project(Path(sys.argv[1]))
built = build(project, date(2026, 4, 1), False, lambda *_: None, project.site)
assert not built.why
print(*sys.modules)
"""


def test_nothing_changed_nothing_is_imported_that_makes_anything(built: Path) -> None:
    """The command is there in a moment: it has no need of MkDocs, nor of most of its own modules."""
    build_again(built)
    command = [sys.executable, "-c", BUILD_AGAIN, str(built)]
    imported = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert {"mkdocs", "jinja2", "babel", "numpy", "PIL", "httpx", "multiprocessing"}.isdisjoint(imported)
    wings = ("digesting", "relating", "writing", "advising", "fetching")
    assert [
        name for name in imported if name.startswith(tuple(f"paperdigest.{wing}" for wing in wings))
    ] == []


def test_only_pages_that_say_something_else_are_made_again(built: Path) -> None:
    topics = built / "content" / "topics.yml"
    before = topics.read_text()
    topics.write_text(before.replace("description: ", "description: Now ", 1))
    again = build_again(built)
    assert len(again.why) == 2
    assert set(again.why.values()) == {"what it says has changed"}
    assert "topics/index.md" in again.why


def test_a_new_paper_costs_what_it_touches(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted is work, not time: sentences chosen, topics looked for, pages converted, files written."""
    build_again(built)
    build_again(built)
    before = {path: path.stat().st_ino for path in (built / "site").rglob("*") if path.is_file()}
    chosen: list[str] = []
    monkeypatch.setattr(papers, "highlight", lambda title, *_: chosen.append(title))
    monkeypatch.setattr(Matcher, "strongest_of", lambda self, paper: chosen.append(paper.title) or ())
    edit_papers(built, lambda some: some.append({"title": "On a new matter", "authors": ["Nobody Else"]}))
    again = build_again(built)
    assert chosen == ["On a new matter"] * 2
    made = {
        path
        for path in (built / "site").rglob("*")
        if path.is_file() and before.get(path) != path.stat().st_ino
    }
    pages = {path.relative_to(built / "site").as_posix() for path in made if path.name == "index.html"}
    assert pages == {file_of(path) for path in again.why}
    assert {page for page in pages if page.startswith("authors/n")} == {"authors/nobody-else/index.html"}
    assert len(pages) < len(list((built / "site").rglob("index.html"))) / 2


def test_a_changed_label_outdates_all_pages_and_the_reason_is_told(built: Path) -> None:
    config = built / "mkdocs.yml"
    config.write_text(config.read_text() + "\nextra:\n  labels: {Abstract: Summary}\n")
    result = run(built, "build", "--why")
    assert result.exit_code == 0
    assert "pages: mkdocs.yml changed (index.md, " in result.output
    assert "No page was made anew" in run(built, "build", "--why").output


def test_a_changed_stylesheet_outdates_no_page(built: Path) -> None:
    build_again(built)
    change_stylesheet(built, random.Random(1))
    assert build_again(built).why == {}
    assert (built / "site/assets/digest/digest.css").read_text().startswith("/* 0.1")


def test_what_is_written_by_hand_is_built_without_reading_a_paper(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = random.Random(2)
    change_page_of_ones_own(project, dice)
    build_again(project)
    read = making.read
    monkeypatch.setattr(making, "read", None)
    for edit in (change_stylesheet, change_text_of_ones_own):
        edit(project, dice)
        again = build_again(project)
        assert again.why == {}
    monkeypatch.setattr(making, "read", read)
    assert_as_clean(project, again, tmp_path / "clean")
    dead = [one.source.path for one in again.summary.diagnostics if one.code == "dead-link"]
    assert sum(path.startswith("content/pages/mine-") for path in dead) == 1
    add_paper(project, dice)  # what was held is remembered
    assert_as_clean(project, build_again(project), tmp_path / "clean")


def test_a_process_that_stays_walks_through_no_folder_unless_another_has_built(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice, standing, looked = random.Random(3), Standing(stays=True), []
    for edit in (change_page_of_ones_own, add_paper):  # there is a site before the last from now on
        edit(project, dice)
        build_again(project, standing=standing)
    for module in (making, staging, whole_standing):
        if hasattr(module, "look"):
            monkeypatch.setattr(module, "look", lambda *given: looked.append(given[0].name) or look(*given))
    for edit in (change_text_of_ones_own, add_paper, lambda *_: None, correct_title):
        edit(project, dice)
        again = build_again(project, standing=standing)
    assert set(looked) <= {"new"}  # what was just made
    assert_as_clean(project, again, tmp_path / "clean")
    own, asked = project / "content" / "records" / "own.yml", []
    group = Contents.group
    with monkeypatch.context() as patched:
        # Nobody has signed anything else, though the longest comes first, and of most groups nothing is asked.
        patched.setattr(digest, "identify", None)
        patched.setattr(pages, "in_shares", lambda work, some, *_: [work(some, lambda: None)])
        patched.setattr(Contents, "group", lambda self, one: asked.append(one.slug) or group(self, one))
        text = own.read_text().replace("abstract: A paper", "abstract: A" + " very long" * 99 + " paper", 1)
        own.write_text(text)
        again = build_again(project, standing=standing)
        assert "papers/index-2.md" in again.why
        assert sorted(asked) == ["2023", "ada-lovelace", "graphs-trees"]
    assert_as_clean(project, again, tmp_path / "clean")
    looked.clear()
    topics = project / "content" / "topics.yml"
    text = topics.read_text()
    topics.write_text("- {name: [")
    with pytest.raises(BuildError):
        build_again(project, standing=standing)
    topics.write_text(text)  # nothing is known less for a fault that was mended
    assert build_again(project, standing=standing).why == {}
    assert set(looked) <= {"new"}
    standing.rest(Project(project))
    assert build_again(project).why == {}  # what is remembered was written
    again = build_again(project, standing=standing)
    looked.clear()
    add_paper(project, dice)
    assert run(project, "build").exit_code == 0
    again = build_again(project, standing=standing)
    assert {"site", "pages"} <= set(looked)
    assert_as_clean(project, again, tmp_path / "clean")


def test_a_template_of_ones_own_outdates_the_pages_that_it_writes(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_again(project)
    template = project / "templates" / "topic.md"
    template.parent.mkdir()
    for text in ("\nOnce.\n", "\nTwice.\n"):
        template.write_text((ROOT / "templates" / "topic.md").read_text() + text)
        again = build_again(project)
        assert again.why
        assert all(path.startswith("topics/") and path != "topics/index.md" for path in again.why)
    with monkeypatch.context() as patched:
        patched.setattr(making, "read", None)
        change_stylesheet(project, random.Random(1))
        again = build_again(project)
    assert_as_clean(project, again, tmp_path / "clean")
    template.unlink()
    again = build_again(project)
    assert all(path.startswith("topics/") for path in again.why)
    assert_as_clean(project, again, tmp_path / "clean")


def test_a_changed_package_outdates_all_pages(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_again(built)
    monkeypatch.setattr(memory, "installed", lambda: ["3.99", "markdown-99"])
    assert set(build_again(built).why.values()) == {"its packages changed"}


def test_a_clean_build_makes_everything_again(built: Path) -> None:
    build_again(built)
    assert set(build_again(built, clean=True).why.values()) == {"nothing is remembered"}


def test_a_plugin_that_is_not_ours_may_change_any_page(built: Path) -> None:
    config = built / "mkdocs.yml"
    before = config.read_text()
    config.write_text(before.replace("plugins: [paperdigest]", "plugins: [paperdigest, search]"))
    for _ in range(2):
        assert set(build_again(built).why.values()) == {"search of mkdocs.yml may change any page"}
    config.write_text(before)  # other tests, in whatever order, build the same project


def test_a_template_of_ones_own_theme_may_name_any_page(built: Path) -> None:
    footer = built / "templates/theme/partials/footer.html"
    footer.parent.mkdir(parents=True)
    footer.write_text("<footer>{% for file in pages %}{{ file.page.title }}{% endfor %}</footer>")
    build_again(built)
    why = "templates/theme/partials/footer.html may name any page"
    assert set(build_again(built).why.values()) == {why}
    shutil.rmtree(built / "templates/theme/partials")  # other tests build the same project


def test_what_a_template_of_ones_own_writes_in_lists_is_not_kept(project: Path) -> None:
    """It may link to a page that is gone."""
    (project / "templates").mkdir()
    own = (ROOT / "templates/_entry.md").read_text() + '{{ link("papers/a-guest.md", "guest") }}\n'
    (project / "templates/_entry.md").write_text(own)
    edit_papers(project, lambda papers: papers.append({"title": "A Guest"}))
    build_again(project)
    edit_papers(project, lambda papers: papers.pop())
    with pytest.raises(BuildError):
        build_again(project)


# --- In several processes --------------------------------------------------------------------------------


@pytest.fixture
def three_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let even the few pages of an example be shared."""
    monkeypatch.setattr(workers, "_cores", lambda: 3)
    monkeypatch.setattr(site, "_SHARE", 3)
    monkeypatch.setattr(pages, "_SHARE", 3)


@pytest.mark.usefixtures("three_processes")
def test_several_processes_make_the_same_site(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "content/pages/own.md").write_text("# Own\n\n[All papers](papers/index.md)\n")
    (project / "templates").mkdir()
    shutil.copy(ROOT / "templates/authors.md", project / "templates")
    with (project / "templates/authors.md").open("a") as own:
        own.write("Own.")
    config = project / "mkdocs.yml"
    config.write_text(config.read_text().replace("nav:\n", "nav:\n  - Own: own.md\n", 1))
    build_again(project)
    add_paper(project, random.Random(5))
    spares: list[bool] = []
    monkeypatch.setattr(
        making, "put_together", lambda *given: spares.append(given[5].is_dir()) or put_together(*given)
    )
    built = build_again(project)
    # Another process makes the folders of the next site, where it is safe to fork.
    assert spares == [workers.available() > 1]
    monkeypatch.setattr(workers, "_cores", lambda: 1)
    assert_as_clean(project, built, tmp_path / "clean")


@pytest.mark.usefixtures("three_processes")
def test_workers_tell_of_a_folder_what_is_not_known(tmp_path: Path) -> None:
    site, spare = tmp_path / "site", tmp_path / "spare"
    for name in ("a/as-it-was", "a/another", "b/gone", "c"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(name)
    shutil.copytree(site, spare, copy_function=lambda source, target: Path(target).hardlink_to(source))
    (spare / "a/another").unlink()
    (spare / "a/another").write_text("more")
    shutil.rmtree(spare / "b")
    (spare / "d").mkdir()
    (spare / "d/new").write_text("")
    known = look(site)
    found = seen(known, to_look_at(spare, known).run())
    assert found == look(spare)
    assert found["a/as-it-was"] is known["a/as-it-was"]


@pytest.mark.usefixtures("three_processes")
@pytest.mark.parametrize(
    ("template", "wrong", "told"),
    [("author.md", "1 // 0", "division"), ("theme/partials/footer.html", "1 | strange", "'strange'")],
)
def test_a_fault_in_another_process_is_told(project: Path, template: str, wrong: str, told: str) -> None:
    file = project / "templates" / template
    file.parent.mkdir(parents=True)
    file.write_text(f"\n{{{{ {wrong} }}}}")
    with pytest.raises(BuildError) as error:
        build_again(project)
    place = f"templates/{template}"
    (message,) = (one.message for one in error.value.diagnostics if one.source.path == place)
    assert told in message


def test_a_worker_that_was_killed_is_told_without_a_traceback(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object, **__: object) -> None:
        raise workers.WorkerError("a worker ended with -9")

    monkeypatch.setattr(check, "read", die)
    done = run(project, "check")
    assert done.exit_code == 1
    assert done.stderr.endswith("Error: a worker ended with -9; nothing was published\n")


# --- digest check ----------------------------------------------------------------------------------------


def test_a_check_chooses_no_highlights_and_leaves_those_that_a_build_has_noted(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_again(built)
    chosen: list[str] = []
    monkeypatch.setattr(papers, "highlight", lambda title, *_: chosen.append(title))
    edit_papers(
        built, lambda papers: papers.append({"title": "A Graph", "abstract": "We show a graph. " * 9})
    )
    assert run(built, "check").exit_code == 0
    assert chosen == []
    build_again(built)
    assert chosen == ["A Graph"]


def test_what_has_not_changed_is_not_read_again_and_is_told_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run(project, "check", "--format", "json")
    assert "unknown-macro" in first.stdout
    monkeypatch.setattr(check, "read", None)
    again = run(project, "check", "--format", "json")
    assert (again.exit_code, again.stdout) == (first.exit_code, first.stdout)
    monkeypatch.undo()
    add_paper(project, random.Random(3))
    assert "9 papers" in run(project, "check").stderr
    (project / "build" / "memory" / "check").write_text("damaged")
    assert "9 papers" in run(project, "check").stderr
    (project / "mkdocs.yml").write_text("site_name: [")
    assert run(project, "check").exit_code == 1
