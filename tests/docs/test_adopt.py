"""What a team adopts the program with is whole: the hook of pre-commit, the site."""

from __future__ import annotations

import re

import yaml
from typer.main import get_command

from reportgen.cli.main import app
from reportgen.project.places import INPUT_FILES, INPUT_FOLDERS
from tests.docs.reading import ROOT, blocks, documents


def _hook() -> dict[str, str]:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return hook


def test_the_hook_looks_whenever_a_file_of_the_project_changes() -> None:
    """Every file that the program reads is one that the hook runs for, and no other."""
    names = [*INPUT_FILES, *(f"{folder}/name{suffixes[0]}" for folder, suffixes in INPUT_FOLDERS.items())]
    assert [name for name in names if not re.search(_hook()["files"], name)] == []
    assert not re.search(_hook()["files"], "out/finance/finance-deck.en.pptx")


def test_the_hook_runs_a_command_of_the_program() -> None:
    """And its page names it as it is called."""
    program, command = _hook()["entry"].split()
    assert program == "reportgen"
    assert command in get_command(app).commands  # type: ignore[attr-defined]
    shown = next(block.text for block in blocks(ROOT / "docs/adopt.md") if block.info == "yaml")
    assert yaml.safe_load(shown)["repos"][0]["hooks"] == [{"id": _hook()["id"]}]


def test_every_page_of_the_site_is_one_that_is_there() -> None:
    """The list of the site leads to the pages that people are led to in the repository."""
    listed = set(re.findall(r"[\w./-]+\.md", (ROOT / "mkdocs.yml").read_text(encoding="utf-8")))
    there = {path.relative_to(ROOT).as_posix() for path in documents()}
    assert listed <= there
    pages = {name for name in there if not name.startswith(("docs/decisions/", "tests/", "docs/README", "examples/"))}
    assert pages - listed == set()
