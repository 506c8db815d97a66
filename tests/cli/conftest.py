"""The commands, run inside this process on a copy of the small project."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from reportgen.cli.main import app
from tests.golden.small import change, copy_project


@dataclass(frozen=True)
class Done:
    """What a command left: exit status, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """Standard output, by line."""
        return self.out.splitlines()

    @property
    def report(self) -> Any:
        """Standard output, read as the one JSON object it is."""
        return json.loads(self.out)


class Shell:
    """Types commands in the folder of a project."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.out = root / "out"

    def __call__(self, line: str) -> Done:
        """Run `reportgen` with the words of a line."""
        result = CliRunner().invoke(app, line.split())
        return Done(result.exit_code, result.stdout, result.stderr)

    def write_english_only(self) -> None:
        """Leave out the Chinese editions where a test is about something else, to be quick."""
        change(self.root, "content/meeting.yaml", "languages: [en, zh-Hant, zh-Hans]", "languages: [en]")

    def made(self) -> set[str]:
        """Every file below `out/`, but for the record of the build."""
        files = (path for path in self.out.rglob("*") if path.is_file())
        names = (path.relative_to(self.out).as_posix() for path in files)
        return {name for name in names if not name.startswith(".reportgen/")}


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A shell in a copy of the small project."""
    root = copy_project(tmp_path / "project")
    monkeypatch.chdir(root)
    return Shell(root)
