"""`check --explain CODE`: whatever code a line ends with can be asked about."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import reportgen
from reportgen.check import all_rules
from reportgen.project.faults import FAULTS
from tests.cli.conftest import Shell

PACKAGE = Path(reportgen.__file__).parent
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
_REPORTERS = {"Diagnostic", "error", "warning", "_error", "_report", "report", "_fault", "fault"}


def _codes_of(source: str) -> set[str]:
    """The codes that a source's diagnostics have: the first argument of a call that reports, where it is a constant."""
    codes = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in _REPORTERS and _CODE.fullmatch(str(node.args[0].value)):
                codes.add(str(node.args[0].value))
    return codes


PRINTED = sorted({code for path in PACKAGE.rglob("*.py") for code in _codes_of(path.read_text(encoding="utf-8"))})


@pytest.mark.parametrize("code", sorted({*all_rules(), *FAULTS}))
def test_every_rule_and_fault_has_a_page(shell: Shell, code: str) -> None:
    """What it finds, why it matters, an example, what to write instead."""
    done = shell(f"check --explain {code}")
    assert (done.code, done.err) == (0, "")
    assert re.search(r"(?s)\S.+\n\nWhy: \S.+\n\n(For e|E)xample:\n    \S.+\n\nInstead:\n    \S", done.out)


def test_every_code_that_is_printed_can_be_explained(shell: Shell) -> None:
    """Faults of templates and of writing too: a user sees only the code at the end of the line."""
    assert [code for code in PRINTED if shell(f"check --explain {code}").code != 0] == []


def test_the_codes_are_found_in_the_sources() -> None:
    """The search above sees codes of every room that reports."""
    assert {"no-project", "not-written", "not-a-template", "missing-file"} <= set(PRINTED)


def test_explaining_needs_no_project(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is the program's, wherever it is asked for."""
    monkeypatch.chdir(tmp_path)
    assert shell("check --explain unknown-term").code == 0
