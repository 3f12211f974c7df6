"""`digest check` finds without a build what a build would stop at."""

from __future__ import annotations

from pathlib import Path

from conftest import make_example, run


def test_what_a_maintainer_adds_to_the_papers_is_checked_without_a_build(tmp_path: Path) -> None:
    project = make_example(tmp_path / "project")
    assert run(project, "check").exit_code == 0
    (project / "templates").mkdir()
    (project / "templates" / "paper.md").write_text("{% for %}")
    (project / "templates" / "papr.md").write_text("{{ paper.title }}")
    (project / "content" / "pages").mkdir(exist_ok=True)
    (project / "content" / "pages" / "topics.md").write_text("# Mine\n")
    settings = project / "content" / "settings.yml"
    text = "".join(line for line in settings.read_text().splitlines(True) if "citation_styles" not in line)
    settings.write_text(text + "citation_styles: [nonsense]\n")
    result = run(project, "check")
    assert result.exit_code == 1
    for told in (
        "templates/paper.md:1:1: error: Expected an expression, got 'end of statement block' [template]",
        "templates/papr.md: warning: no page is written with this template [unknown-file]",
        "content/pages/topics.md: error: this file would take the place of 'topics/index.html'",
        "warning: there is no style of citation 'nonsense' [unknown-style]",
    ):
        assert told in result.output, told
    (project / "templates" / "paper.md").write_text("{{ paper.heading }}")
    told = run(project, "check").output
    assert (
        "templates/paper.md:1:1: error: 'heading' is not among the values here, which are authors, " in told
    )
    assert "`digest templates show paper.md` prints the packaged one to compare" in told


def test_a_page_in_nav_that_nobody_writes_and_a_missing_docs_dir_are_told(project: Path) -> None:
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace(
        "nav:\n",
        "nav:\n  - Mine: mine.md\n  - Other: https://example.org/other.md\n  - Years: years/2022/index.md\n",
        1,
    )
    config.write_text(text.replace("theme:\n", "theme:\n  font: {text: Lato}\n"), encoding="utf-8")
    result = run(project, "check")
    assert (
        "note: theme.font is a setting of Material, and changes nothing here [unused-setting]"
        in result.output
    )
    assert "warning: 'nav' leads to 'mine.md', and there is no such page [site]" in result.output
    assert "leads to 'years/2022/index.md', and there is no such page [site]" in result.output
    assert "help: did you mean 'years/2022.md'?" in result.output
    assert result.output.count("'nav' leads to") == 2
    config.write_text(text.replace("docs_dir:", "# docs_dir:"), encoding="utf-8")
    result = run(project, "check")
    assert result.exit_code == 1
    assert "mkdocs.yml: error: docs_dir is missing" in result.output
