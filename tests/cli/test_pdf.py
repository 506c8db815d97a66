"""`--format pdf` as people type it: what is made, what is printed, with which status, and how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reportgen.printing import libreoffice
from tests.cli.conftest import Shell
from tests.support.fake_office import FakeOffice

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeOffice:
    """A program in the place of LibreOffice, the first on the search path."""
    fake = FakeOffice(tmp_path / "fake").install()
    monkeypatch.setenv("PATH", f"{fake.program.parent}{os.pathsep}{os.environ['PATH']}")
    return fake


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("deck -s youth -l en --format pdf", {"youth-deck.en.pptx", "youth-deck.en.pdf"}),
        ("summary -s youth -l tc --format pdf", {"youth-summary.zh-Hant.docx", "youth-summary.zh-Hant.pdf"}),
        ("build -s youth -l en -k deck --format pdf", {"youth-deck.en.pptx", "youth-deck.en.pdf"}),
        ("build -s youth -l en -k deck --format office", {"youth-deck.en.pptx"}),
    ],
)
def test_the_commands_that_make_files_make_pdf(shell: Shell, fake: FakeOffice, line: str, made: set[str]) -> None:
    """Each names every file it has made, and counts them all."""
    done = shell(line)
    assert (done.code, done.err) == (0, "")
    assert shell.made() == {f"youth/{name}" for name in made}
    assert sorted(done.lines[:-1]) == sorted(f"written   youth/{name}" for name in made)
    noun = "file" if len(made) == 1 else "files"
    assert done.lines[-1] == f"{len(made)} {noun} in out: {len(made)} written"


def test_json_names_the_pdf_files(shell: Shell, fake: FakeOffice) -> None:
    """After their Office files, with their own outcome."""
    assert shell("build -s youth -l en").code == 0
    report = shell("build -s youth -l en --format pdf --json").report
    assert [(Path(file["path"]).suffix, file["outcome"]) for file in report["files"]] == [
        (".pptx", "unchanged"), (".pdf", "written"), (".docx", "unchanged"), (".pdf", "written"),
    ]  # fmt: skip
    assert all(Path(file["path"]).is_file() for file in report["files"])


def test_without_libreoffice_one_line_says_so(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Status 1, and the Office files are there."""
    monkeypatch.setenv("PATH", str(shell.root))
    monkeypatch.setattr(libreoffice, "DEFAULT_PROGRAMS", ())
    done = shell("build -s youth -l en --format pdf --quiet")
    assert done.code == 1
    assert done.out == ""
    (line,) = done.err.splitlines()
    assert line.startswith("--format pdf: error: LibreOffice is not installed, so no PDF was made; ")
    assert line.endswith(" [no-libreoffice]")
    assert shell.made() == {"youth/youth-deck.en.pptx", "youth/youth-summary.en.docx"}


def test_a_file_that_was_not_printed_is_a_problem(shell: Shell, fake: FakeOffice) -> None:
    """Status 1, a line for the file, and the counts tell it apart."""
    fake.install(broken="SKIP")
    done = shell("deck -s youth -l en --format pdf")
    assert done.code == 1
    assert "youth-deck.en.pptx: error: LibreOffice made no PDF of it (source file could not be loaded)" in done.err
    assert done.lines[-1] == "2 files in out: 1 failed, 1 written"


def test_another_format_is_wrong_usage(shell: Shell, fake: FakeOffice) -> None:
    """Status 2, with what there is, and nothing made."""
    done = shell("build --format odt")
    assert done.code == 2
    assert "office" in done.err
    assert "pdf" in done.err
    assert not shell.out.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_build_that_is_told_to_end_leaves_no_program_running(shell: Shell, fake: FakeOffice, name: str) -> None:
    """Ctrl+C, or what a scheduler sends: status 130, whole files, and neither LibreOffice nor its children."""
    fake.install(broken="HANG")
    process = subprocess.Popen(
        [sys.executable, "-m", "reportgen", "build", "-s", "youth", "-l", "en", "--format", "pdf"],
        cwd=shell.root, env={**os.environ, "PYTHONPATH": str(REPOSITORY)}, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        end = time.monotonic() + 120
        while not fake.alive:
            assert time.monotonic() < end, "LibreOffice was not started"
            time.sleep(0.05)
        process.send_signal(getattr(signal, name))
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()
    assert (process.returncode, said) == (130, "reportgen: interrupted; files already written are whole\n")
    assert not fake.left
    assert shell.made() == {"youth/youth-deck.en.pptx", "youth/youth-summary.en.docx"}
    assert not any(Path(run["out"]).parent.exists() for run in fake.runs)
