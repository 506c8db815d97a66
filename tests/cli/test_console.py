"""Every command prints in every console: no character that an encoding lacks ends one half-way."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.cli.language import make_printable
from reportgen.cli.main import app
from tests.project.sample import write_project

REPOSITORY = Path(__file__).parents[2]
ENCODINGS = ("cp950", "cp936", "cp1252")
LINES = (
    "glossary find council",
    "glossary find 议",
    "glossary list",
    "glossary list --json",
    "glossary check",
    "glossary import ../names.csv --dry-run",
    "glossary import ../names.csv",
    "translate export ../y.xlf --sector youth --lang zh-Hant",
    "translate import ../y.xlf",
    "check",
    "check --json",
    "check --format github",
    "check --format sarif",
    "check --explain unknown-term",
    "build --why 议.pptx",
    "diff . .",
    "doctor",
    "template list",
    "--help",
    "nonsense 议",
)


class Terminal(io.TextIOWrapper):
    """A console of an encoding, strict as Python opens one."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The smallest project, and a table that changes names of it to what no single code page has."""
    root = write_project(tmp_path / "p")
    (tmp_path / "names.csv").write_text("id,en,zh-Hans\ncouncil,Yøuth Council ŝ,青年议会后\n", encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def _in_process(line: str, monkeypatch: pytest.MonkeyPatch, console: bool, encoding: str) -> tuple[int, str]:
    """A command with both streams in an encoding: its status, and what it has printed."""
    written = io.BytesIO()
    stream = (Terminal if console else io.TextIOWrapper)(written, encoding=encoding)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", stream)
        patch.setattr(sys, "stderr", stream)
        patch.setenv("COLUMNS", "80")
        make_printable()
        with pytest.raises(SystemExit) as ended:
            app(line.split())
        stream.flush()
    return int(ended.value.code or 0), written.getvalue().decode(encoding if console else "utf-8")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_no_console_ends_a_command(root: Path, monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    """What an encoding lacks is shown by its number; nothing becomes our fault."""
    for line in LINES:
        code, printed = _in_process(line, monkeypatch, console=True, encoding=encoding)
        assert code in (0, 1, 2), (line, printed)
        assert "our fault" not in printed
    assert "\\u8bae" in _in_process("glossary find council", monkeypatch, console=True, encoding="cp950")[1]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_pipes_and_files_get_utf_8(root: Path, monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    """Whatever the environment says: a program reads the same characters everywhere."""
    printed = _in_process("glossary list --json", monkeypatch, console=False, encoding=encoding)[1]
    assert "青年议会" in json.dumps(json.loads(printed), ensure_ascii=False)


def test_a_name_that_is_no_text_is_printed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file's name with bytes that are no UTF-8, which other systems leave behind, is said with their numbers."""
    name = os.fsdecode(b"\xa4\xa4.csv")
    _, printed = _in_process(f"glossary import {name}", monkeypatch, console=False, encoding="utf-8")
    assert "\\udca4\\udca4.csv: error: the file is missing" in printed


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of Unix")
@pytest.mark.parametrize("line", ["glossary import ../names.csv", "check --format github"])
def test_the_program_prints_in_a_terminal_of_another_encoding(root: Path, line: str) -> None:
    """As a process of its own, whose environment names the encoding of its console: the table is written, and said."""
    import pty

    master, terminal = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONIOENCODING": "cp950"}
    command = [sys.executable, "-m", "reportgen", *line.split()]
    with subprocess.Popen(command, cwd=root, env=environment, stdout=terminal, stderr=terminal) as process:
        os.close(terminal)
        printed = b""
        try:
            while piece := os.read(master, 65536):
                printed += piece
        except OSError:  # how Linux says that nobody writes any more
            pass
        os.close(master)
    assert process.returncode in (0, 1)
    assert "our fault" not in printed.decode("cp950")
    assert ("青年议会后" in (root / "glossary/bodies.csv").read_text(encoding="utf-8")) == line.startswith("glossary")
