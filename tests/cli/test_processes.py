"""The program as a process of its own: installed as a module, in pipes, with its output closed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.golden.small import copy_project

REPORTGEN = [sys.executable, "-m", "reportgen"]
REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the small project."""
    return copy_project(tmp_path / "project")


def _run(line: str, root: Path, **options: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "0", "LC_ALL": "C.UTF-8"}
    options.setdefault("stdout", subprocess.PIPE)
    return subprocess.run(
        [*REPORTGEN, *line.split()], cwd=root, env=environment, text=True, stderr=subprocess.PIPE,
        encoding="utf-8", check=False, **options,  # type: ignore[call-overload, no-any-return]
    )  # fmt: skip


def test_the_command_of_the_manual(root: Path) -> None:
    """`reportgen deck --sector finance --lang zh-Hant` as typed: one line for the file, one at the end, status 0."""
    done = _run("deck --sector finance --lang zh-Hant", root)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == ["written   finance/finance-deck.zh-Hant.pptx", "1 files in out: 1 written"] or (
        done.stdout.splitlines() == ["written   finance/finance-deck.zh-Hant.pptx", "1 file in out: 1 written"]
    )
    assert (root / "out/finance/finance-deck.zh-Hant.pptx").read_bytes().startswith(b"PK")


def test_several_processes_make_everything(root: Path) -> None:
    """`build -j 2` on a whole project: all files, no word on standard error."""
    done = _run("build -j 2", root)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(list((root / "out").rglob("*.pptx"))) == len(list((root / "out").rglob("*.docx"))) == 9


def test_nobody_reads_the_output(root: Path) -> None:
    """`reportgen build | head -1`: the reader goes away, the files are made, nothing is complained of."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = _run("build -s youth -l en", root, stdout=writing)
    finally:
        os.close(writing)
    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.parametrize("line", ["build", "check", "check --format sarif", "deck", "build --json", "template check"])
def test_nobody_reads_of_problems(root: Path, line: str) -> None:
    """`reportgen check | head -1`: the status says that there are problems, whoever reads of them."""
    (root / "content/sectors/youth.yaml").write_text("id: youth\n", encoding="utf-8")
    (root / "templates/deck.pptx").write_bytes(b"none")
    reading, writing = os.pipe()
    os.close(reading)
    try:
        assert _run(line, root, stdout=writing).returncode == 1
        environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
        command = [*REPORTGEN, *line.split()]
        done = subprocess.run(command, cwd=root, env=environment, stdout=writing, stderr=writing, check=False)
    finally:
        os.close(writing)
    assert done.returncode == 1


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_streams_are_closed(root: Path, closed: str) -> None:
    """`reportgen build >&-`, as schedulers start programs; a file that takes a stream's number is not printed into."""
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {closed}', "sh", *REPORTGEN, "build", "-s", "youth", "-l", "en"],
        cwd=root, env={**os.environ, "PYTHONPATH": str(REPOSITORY)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert done.returncode == 0
    assert (root / "out/youth/youth-deck.en.pptx").is_file()


@pytest.mark.parametrize("line", ["build -s youth -l en", "--help", "build --help", "--version"])
def test_the_output_is_full(root: Path, line: str) -> None:
    """A log on a full disk is a problem of the surroundings, not a fault of the program; it is told what is full."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = _run(line, root, stdout=full)
    assert done.stderr.startswith("reportgen: standard output: No space left on device; nothing")
    assert len(done.stderr.splitlines()) == 1
    assert done.returncode == 1


def test_chinese_is_printed_where_the_terminal_knows_no_chinese(root: Path) -> None:
    """A message that quotes Chinese text in an ASCII terminal is told all the same."""
    sector = root / "content/sectors/youth.yaml"
    sector.write_text(sector.read_text(encoding="utf-8").replace("[[council]]自", "[[議會]]自"), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "LC_ALL": "C", "PYTHONIOENCODING": "ascii:strict",
                   "PYTHONCOERCECLOCALE": "0"}  # fmt: skip
    done = subprocess.run([*REPORTGEN, "check"], cwd=root, env=environment, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    assert b"our fault" not in done.stderr
    assert b"youth.yaml" in done.stderr
    assert done.returncode == 1


def test_an_ending_program_looks_for_no_garbage() -> None:
    """What it has made is out of the collector's sight when the interpreter ends, also after wrong use."""
    watched = "import atexit, gc; atexit.register(lambda: print(len(gc.get_objects()))); "
    command = [sys.executable, "-c", f"{watched}from reportgen.cli.main import main; main()", "build", "--nonsense"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert int(done.stdout) < 1000
