"""`CONTRIBUTING.md`: the first change that it leads through works as it stands."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.check import check_project
from reportgen.check.registry import RULES
from reportgen.check.texts import punctuation
from reportgen.project.load import load_project
from tests.docs.reading import ROOT, blocks
from tests.project.sample import write_project

CODE = "repeated-word"


@pytest.fixture
def case() -> Iterator[tuple[str, str, str, str, str]]:
    """The planted fault of the page, while the rule of the page is one of all rules."""
    page = list(blocks(ROOT / "CONTRIBUTING.md"))
    planted = next(block.text for block in page if block.info == "text" and CODE in block.text)
    (rule,) = [block.text for block in page if block.info == "python"]
    names = dict(vars(punctuation))
    exec(compile(rule, "CONTRIBUTING.md", "exec"), names)
    yield ast.literal_eval(f"[{planted}]")[0]
    del RULES[CODE]


def test_the_first_change_finds_what_it_plants(case: tuple[str, str, str, str, str], tmp_path: Path) -> None:
    """The rule that the page writes finds the fault that it plants, where it was planted, and nothing else."""
    code, file, old, new, words = case
    assert code == CODE
    found = check_project(load_project(write_project(tmp_path / "planted", **{file: (old, new)})))
    assert [finding.code for finding in found] == [code]
    assert words in found[0].message
    assert Path(found[0].location.path).stem == file
    assert check_project(load_project(write_project(tmp_path / "sound"))) == []


def test_the_help_page_of_the_first_change_is_whole(case: tuple[str, str, str, str, str]) -> None:
    """Its docstring has the four parts that every rule's has."""
    assert [part in RULES[case[0]].help for part in ("\nWhy: ", "\nFor example:\n", "\nInstead:\n")] == [True] * 3
