"""Signals, and machines without a home: the program ends when it is told to, and nothing of it stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.faults.tiny import make_project
from tests.golden.small import copy_project, files_below
from tests.hooks.projects import HEAD, write_hooks
from tests.support.fake_office import FakeOffice
from tests.support.processes import REPOSITORY, Process

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")

DEADLY = (
    HEAD
    + """
import os, signal

@hooks.finish_document
def end(document: Document, target: Target) -> None:
    if target.sector == "youth":
        os.kill(os.getpid(), signal.SIGKILL)
"""
)
"""Hooks that take the process with them that makes the summary of a sector."""


def _is_up(process: Process, count: int) -> bool:
    """Whether so many processes run of it, soon."""
    end = time.monotonic() + 60
    while len(process.alive()) < count and process.process.poll() is None and time.monotonic() < end:
        time.sleep(0.005)
    return len(process.alive()) >= count


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the small project, all of which two workers make."""
    return copy_project(tmp_path / "project")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGHUP, signal.SIGQUIT, signal.SIGTERM, signal.SIGINT])
def test_no_worker_outlives_the_program(root: Path, number: signal.Signals) -> None:
    """Whatever ends it: workers are gone within five seconds, and nobody holds the pipe that a caller reads."""
    running = Process("build -j 2", root)
    assert _is_up(running, 2)
    running.signal(number)
    code, _, told = running.end()
    assert running.left_after(5) == {}
    assert "Traceback" not in told
    assert code == (-number if number in (signal.SIGKILL, signal.SIGQUIT) else 130)


@pytest.mark.parametrize("gap", [None, 0.0, 0.1])
def test_ctrl_c_at_a_terminal_shows_no_trace(root: Path, gap: float | None) -> None:
    """A terminal sends it to the workers too, and people type it twice."""
    running = Process("build -j 2", root)
    assert _is_up(running, 2)
    running.signal(signal.SIGINT, to_all=True)
    if gap is not None:
        time.sleep(gap)
        if running.process.poll() is None:
            running.signal(signal.SIGINT, to_all=True)
    code, _, told = running.end()
    assert running.left_after(5) == {}
    assert "Traceback" not in told
    assert code == 130 or gap is not None  # the second one may come when Python itself is ending


LOADS = """
import builtins, os, signal
importing = builtins.__import__
def interrupted(name, *rest, **named):
    if name == "{module}":
        os.kill(os.getpid(), signal.SIGINT)
    return importing(name, *rest, **named)
builtins.__import__ = interrupted
from reportgen.__main__ import main
main()
"""


@pytest.mark.parametrize("module", ["typer", "reportgen.cli.build", "reportgen.version"])
def test_ctrl_c_while_the_program_is_loaded_shows_no_trace(root: Path, module: str) -> None:
    """Loading takes the first tenth of a second."""
    done = subprocess.run(
        [sys.executable, "-c", LOADS.format(module=module)], cwd=root, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGQUIT, signal.SIGHUP])
def test_no_libreoffice_outlives_the_program(tmp_path: Path, number: signal.Signals) -> None:
    """It has a session of its own, which no signal to the program reaches."""
    fake = FakeOffice(tmp_path / "fake").install(broken="HANG")
    place = tmp_path / "bin"
    place.mkdir()
    (place / "soffice").symlink_to(fake.program)
    root = make_project(tmp_path / "project")
    running = Process("build --format pdf", root, {**os.environ, "PATH": f"{place}:{os.environ['PATH']}"})
    end = time.monotonic() + 60
    while not fake.alive and time.monotonic() < end:
        time.sleep(0.02)
    assert fake.alive
    running.signal(number)
    running.end()
    assert running.left_after(5) == {}
    assert not fake.alive


@pytest.mark.parametrize("line", ["build -j 2 --lang en", "check --jobs 2 --lang en"])
def test_a_target_that_ends_its_worker_fails_by_name(root: Path, line: str, tmp_path: Path) -> None:
    """Status 1; the program itself goes on, and makes the rest.

    Nothing is known of how long files take: few quick ones would be made without workers.
    """
    write_hooks(root, DEADLY)
    running = Process(line, root, {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")})
    code, _, told = running.end(120)
    assert (code, told.count("[worker-lost]")) == (1, 1), told
    assert "youth-summary.en.docx: error: its worker was lost each time it was tried, 3 times" in told
    assert running.left_after(5) == {}
    if line.startswith("build"):
        made = {path.name for path in (root / "out").rglob("*.*x")}
        assert made == {f"{sector}-deck.en.pptx" for sector in ("finance", "youth", "overview")} | {
            f"{sector}-summary.en.docx" for sector in ("finance", "overview")
        }


def test_a_user_without_a_home_can_build(tmp_path: Path) -> None:
    """As in a container that runs as a number: no HOME, and nobody of that number is known to the system."""
    root = make_project(tmp_path / "project")
    code = (
        "import os, sys\n"
        "import pwd, pathlib\n"
        "def unknown(number): raise KeyError(number)\n"
        "pwd.getpwuid = unknown\n"
        "sys.argv = ['reportgen', *sys.argv[1:]]\n"
        "from reportgen.__main__ import main\n"
        "main()\n"
    )
    environment = {name: value for name, value in os.environ.items() if name not in ("HOME", "XDG_CACHE_HOME")}
    environment |= {"PYTHONPATH": str(REPOSITORY), "TMPDIR": str(tmp_path)}
    for line in ("build", "check", "doctor"):
        done = subprocess.run(
            [sys.executable, "-c", code, line], cwd=root, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["XDG_CACHE_HOME", "HOME"])
def test_a_relative_place_for_caches_makes_no_folder(tmp_path: Path, name: str) -> None:
    """As the XDG Base Directory Specification has it; what is kept goes elsewhere."""
    root = make_project(tmp_path / "project")
    before = set(files_below(tmp_path))
    places = {"HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path / "home"), "XDG_CACHE_HOME": "", name: "./place"}
    (tmp_path / "home").mkdir()
    assert Process("build -q", root, {**os.environ, **places}).end() == (0, "", "")
    new = {path for path in set(files_below(tmp_path)) - before if not path.startswith(("project/out/", "home/"))}
    assert new == set()
    assert files_below(tmp_path / "home")
