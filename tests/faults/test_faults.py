"""Whatever is bad is told in one line, with a status that does not lie, and spoils nothing that was there.

The cases are data; README.md beside this file says how to add one.
"""

from __future__ import annotations

import re
import signal
import stat
import time
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path
from types import FrameType

import pytest
from typer.testing import CliRunner

from reportgen import OfficeTemplate, ProblemsFound
from reportgen.cli.main import app
from tests.faults.case import Case
from tests.faults.cases import commands, content, places, templates
from tests.faults.tiny import make_project

GROUPS: Mapping[str, tuple[Case, ...]] = {
    "commands": commands.CASES,
    "content": content.CASES,
    "places": places.CASES,
    "templates": templates.CASES,
}
LINE = re.compile(r"^(\S.*: (error|warning): .+ \[[a-z0-9-]+\]|reportgen: .+|Usage: .+|Try .+|Error: .+|)$")
"""What a line on standard error may be: a problem with its place and code, or a sentence of the program's own."""
HANGS = 60
"""Seconds after which a command is taken to wait for ever."""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny project, in which the command is typed."""
    monkeypatch.chdir(make_project(tmp_path / "project"))
    return tmp_path / "project"


@pytest.fixture(autouse=True)
def _hangs() -> Iterator[None]:
    """End a test that waits for ever, as for a pipe that nobody writes to."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def give_up(_number: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"the command still waits after {HANGS} seconds")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(HANGS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=f"{group}: {case.name}") for group, cases in GROUPS.items() for case in cases]
)
def test_what_is_bad_is_told_and_spoils_nothing(case: Case, root: Path) -> None:
    """Exit status, message, time, and every file but those that the case names."""
    case.put_into(root)
    before = _looks(root)
    begun = time.process_time()
    code, told = _run(case, root)
    taken = time.process_time() - begun
    assert "Traceback" not in told
    assert code == case.code, told
    for words in case.says:
        assert words in told
    assert [line for line in told.splitlines() if not LINE.match(line)] == []
    after = _looks(root)
    changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    assert {name for name in changed if not any(fnmatch(name, pattern) for pattern in case.changes)} == set()
    assert taken <= case.seconds


def _run(case: Case, root: Path) -> tuple[int, str]:
    """The exit status and what was told."""
    if case.values is None:
        done = CliRunner().invoke(app, case.line.split())
        return done.exit_code, done.stderr
    try:
        OfficeTemplate(root / "templates/letter.docx").render(case.values)
    except ProblemsFound as found:
        return 1, "\n".join(map(str, found.diagnostics))
    except OSError as fault:  # the library's way to say that a path cannot be read
        return 1, f"reportgen: {fault}"
    return 0, ""


def _looks(root: Path) -> dict[str, object]:
    """Every file below a folder: the bytes of an ordinary one, the kind of any other; but for the build's record."""
    found: dict[str, object] = {}
    for path in sorted(root.rglob("*")):
        name, kind = path.relative_to(root).as_posix(), stat.S_IFMT(path.lstat().st_mode)
        if kind != stat.S_IFDIR and "/.reportgen/" not in name:
            found[name] = path.read_bytes() if kind == stat.S_IFREG else kind
    return found
