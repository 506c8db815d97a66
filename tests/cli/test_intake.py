"""`import`: a release becomes draft sectors of the project, which `check` reads and which nothing overwrites."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.golden.small import change
from tests.intake.test_records import RECORDS
from tests.support.records import word_minutes


@pytest.fixture
def release(shell: Shell) -> Path:
    """A release in English, beside the project."""
    return Path(shutil.copy(RECORDS / "ferries.en.txt", shell.root.parent / "ferries.en.txt"))


def test_a_release_becomes_sectors_that_check_reads(shell: Shell, release: Path) -> None:
    """The meeting lists the new files; check names each place that is to be written, at its line, and nothing else."""
    shell.write_english_only()
    done = shell(f"import {release}")
    assert done.code == 0
    assert "written: content/sectors/clean-energy.yaml" in done.lines
    assert "written: content/meeting.yaml" in done.lines
    assert any("decisions for a person:" in line for line in done.lines)
    found = shell("check --json").report["diagnostics"]
    ours = [one for one in found if "energy" in one["location"]["path"] and one["severity"] == "error"]
    text = (shell.root / "content/sectors/clean-energy.yaml").read_text(encoding="utf-8").split("\n")
    assert ours
    for one in ours:
        line = one["location"]["line"]
        assert "# to be written" in "".join(text[line - 1 : line + 1]), one
    assert not [one for one in found if one["location"]["path"] == "content/meeting.yaml"]


def test_other_sectors_are_still_built(shell: Shell, release: Path) -> None:
    """A draft keeps nobody from working: its own packs are what cannot be made yet."""
    shell.write_english_only()
    shell(f"import {release}")
    done = shell("build -s youth -l en -k deck")
    assert done.code == 0, done.err
    assert "youth/youth-deck.en.pptx" in shell.made()


def test_a_second_import_writes_nothing_and_shows_what_would_be_new(shell: Shell, release: Path) -> None:
    """A person's work stays; what the record has besides is listed with its paragraph."""
    shell.write_english_only()
    shell(f"import {release}")
    path = shell.root / "content/sectors/clean-energy.yaml"
    mine = path.read_text(encoding="utf-8").replace("source: ferries#8", "source: ferries#7")
    path.write_text(mine, encoding="utf-8")
    done = shell(f"import {release}")
    assert done.code == 0
    assert not [line for line in done.lines if line.startswith("written")]
    assert path.read_text(encoding="utf-8") == mine
    assert any(line.startswith("content/sectors/clean-energy.yaml is there and stays; new") for line in done.lines)


def test_a_dry_run_writes_nothing(shell: Shell, release: Path) -> None:
    """It lists the files that there would be."""
    before = sorted(path for path in shell.root.rglob("*") if path.is_file())
    done = shell(f"import {release} --dry-run")
    assert "would write: content/sectors/clean-energy.yaml" in done.lines
    assert sorted(path for path in shell.root.rglob("*") if path.is_file()) == before


def test_drafts_can_go_to_another_folder(shell: Shell, release: Path) -> None:
    """The project is not touched, and what its glossary and languages say counts all the same."""
    meeting = (shell.root / "content/meeting.yaml").read_bytes()
    done = shell(f"import {release} --out {shell.root.parent}/drafts")
    assert done.code == 0
    assert (shell.root.parent / "drafts/content/sectors/clean-energy.yaml").is_file()
    assert (shell.root / "content/meeting.yaml").read_bytes() == meeting


def test_outside_of_a_project_drafts_need_a_folder(
    shell: Shell, release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without one the command says that this is no project."""
    monkeypatch.chdir(shell.root.parent)
    assert shell(f"import {release} --out drafts").code == 0
    done = shell(f"import {release}")
    assert (done.code, "no-project" in done.err) == (1, True)


def test_all_files_that_cannot_be_read_are_said_at_once(shell: Shell, tmp_path: Path) -> None:
    """Nothing is written where one of the files of a record is none."""
    (tmp_path / "scan.txt").write_bytes(b"%PDF-1.7")
    (tmp_path / "empty.txt").write_bytes(b"")
    done = shell(f"import {tmp_path}/scan.txt {tmp_path}/empty.txt {tmp_path}/missing.docx")
    assert done.code == 1
    assert [code for code in ("wrong-format", "empty-file", "missing-file") if code in done.err] == [
        *("wrong-format", "empty-file", "missing-file"),
    ]


def test_the_language_of_a_file_can_be_said(shell: Shell, release: Path) -> None:
    """Two files of one language are refused unless one is said to be in another; an unknown language is wrong use."""
    other = word_minutes(shell.root.parent / "minutes.docx")
    assert "same-language" in shell(f"import {release} {other}").err
    assert shell(f"import {release}:xx").code == 2
    done = shell(f"import {release} {other}:tc --dry-run")
    assert done.code == 0, done.err


def test_a_language_that_the_project_does_not_have_is_refused(shell: Shell) -> None:
    """A Chinese release has no place in an English project; where the other Chinese is made from it, it has."""
    chinese = RECORDS / "strait.zh-Hant.txt"
    change(shell.root, "content/meeting.yaml", "languages: [en, zh-Hant, zh-Hans]", "languages: [en, zh-Hans]")
    assert shell(f"import {chinese} --dry-run").code == 0
    change(shell.root, "content/meeting.yaml", "languages: [en, zh-Hans]", "languages: [en]")
    done = shell(f"import {chinese} --dry-run")
    assert (done.code, "wrong-language" in done.err) == (1, True)


@pytest.mark.parametrize("option", ["--source Release_1", "--date soon", "--date mid-2025"])
def test_wrong_use_is_one_line(shell: Shell, release: Path, option: str) -> None:
    """Exit status 2, and what to write instead."""
    done = shell(f"import {release} {option}")
    assert (done.code, len(done.err.splitlines())) == (2, 1)
