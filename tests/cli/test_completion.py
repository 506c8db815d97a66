"""Shells complete what stands in the project: its sectors, languages, kinds and terms, and the codes of faults."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportgen.cli.main import app
from tests.docs.reading import ROOT

SHELLS = ("bash", "zsh", "fish", "powershell")
Complete = Callable[..., str]


@pytest.fixture
def complete(monkeypatch: pytest.MonkeyPatch) -> Complete:
    """What the program answers a shell that asks what may follow a line."""

    def ask(line: str, shell: str = "bash") -> str:
        words = line.split(" ")
        asked = {
            "_REPORTGEN_COMPLETE": f"complete_{shell}",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(words) - 1),
            "_TYPER_COMPLETE_ARGS": line,
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            "_TYPER_COMPLETE_WORD_TO_COMPLETE": words[-1],
        }
        return CliRunner(env=asked).invoke(app, [], prog_name="reportgen").stdout

    monkeypatch.chdir(ROOT)
    return ask


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_completes_a_sector(shell: str, complete: Complete) -> None:
    """What follows `--sector f` is finance."""
    assert "finance" in complete("reportgen deck --sector f", shell)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("reportgen deck --lang en+", ["en+zh-Hant", "en+zh-Hans"]),
        ("reportgen build --kind su", ["summary"]),
        ("reportgen build --sector o", ["overview"]),
        ("reportgen check --explain wrong-v", ["wrong-value"]),
        ("reportgen glossary find hktdc-", ["hktdc-gba-centre"]),
    ],
)
def test_what_is_completed(line: str, words: list[str], complete: Complete) -> None:
    """The words of the project that begin so, and no others."""
    assert complete(line).split() == words


def test_the_project_that_is_named_is_asked(complete: Complete, tmp_path: Path) -> None:
    """`--project` may stand before; where there is none, nothing is offered but the program's languages."""
    assert complete(f"reportgen build --project {tmp_path} --sector f").split() == []
    assert "zh-Hant" in complete(f"reportgen build --project {tmp_path} --lang zh")


def test_a_shell_is_told_what_words_mean(complete: Complete) -> None:
    """Zsh shows a term's name beside its id."""
    assert '"hktdc":"Hong Kong Trade Development Council"' in complete("reportgen glossary find hktdc", "zsh")


def test_bash_itself_completes() -> None:
    """The script that the program gives to bash works in bash."""
    script = (
        'eval "$(_REPORTGEN_COMPLETE=source_bash reportgen)"; COMP_WORDS=(reportgen deck --sector fin); COMP_CWORD=3; '
        '_reportgen_completion reportgen; echo "${COMPREPLY[@]}"'
    )
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    done = subprocess.run(
        ["bash", "-c", script], cwd=ROOT, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["finance"], done.stderr
