"""`clean` and `verify` as people type them: what is removed, what stays, and what is said of each file."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from reportgen.build.manifest import MANIFEST, READS
from reportgen.build.verify import _FINDINGS
from reportgen.records.cache import Cache, cache_folder
from tests.cli.conftest import Shell
from tests.golden.small import change, files_below

DECK = "youth/youth-deck.en.pptx"
SUMMARY = "youth/youth-summary.en.docx"


@pytest.fixture
def built(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A shell in a project whose youth pack was built in English, with a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert shell("build -s youth -l en").code == 0
    return shell


@pytest.fixture
def without_youth(built: Shell) -> Shell:
    """The same, when the sector has gone."""
    change(built.root, "content/meeting.yaml", "[finance, youth]", "[finance]")
    (built.root / "content/sectors/youth.yaml").unlink()
    return built


# -- clean


def test_files_of_a_sector_that_is_gone_are_removed(without_youth: Shell) -> None:
    """With their folder and their record, and with nothing else."""
    (without_youth.out / "README.md").write_text("ours", encoding="utf-8")
    done = without_youth("clean")
    assert (done.code, done.err) == (0, "")
    assert done.lines == [f"removed   {DECK}", f"removed   {SUMMARY}", "2 files removed from out"]
    assert without_youth.made() == {"README.md"}
    assert not (without_youth.out / "youth").exists()
    assert not list((without_youth.out / READS).rglob("*.z"))
    assert without_youth("clean").lines == ["0 files removed from out"]


def test_what_can_be_made_is_not_removed(built: Shell) -> None:
    """Files of sectors and languages that are there stay, whatever was asked of the last build."""
    assert built("build -s finance -l sc -k deck").code == 0
    before = files_below(built.out)
    assert built("clean").code == 0
    assert files_below(built.out) == before


def test_a_dry_run_removes_nothing(without_youth: Shell) -> None:
    """It says what would be removed."""
    before = files_below(without_youth.out)
    done = without_youth("clean --dry-run")
    assert done.lines[-1] == "2 files would be removed from out"
    assert files_below(without_youth.out) == before


def test_a_file_that_somebody_has_changed_stays_and_is_named(without_youth: Shell) -> None:
    """Their work is not lost; the others go."""
    (without_youth.out / DECK).write_bytes(b"mine")
    for _ in range(2):
        done = without_youth("clean")
        assert done.code == 0
        (line,) = done.err.splitlines()
        assert line.startswith(f"out/{DECK}: warning: ")
        assert line.endswith("[changed-output]")
        assert without_youth.made() == {DECK}


def test_a_record_that_leads_out_of_its_folder_removes_nothing(without_youth: Shell) -> None:
    """Somebody may have sent the folder, and written its record."""
    shutil.copy(without_youth.out / DECK, without_youth.root / "mine.pptx")
    record = without_youth.out / MANIFEST
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace(f'"{DECK}"', '"../mine.pptx"'), encoding="utf-8")
    assert without_youth("clean").lines == [f"removed   {SUMMARY}", "1 file removed from out"]
    assert (without_youth.root / "mine.pptx").exists()


def test_a_project_whose_content_is_broken_can_be_cleaned(without_youth: Shell) -> None:
    """Only the meeting is needed, which says what sectors and languages there are."""
    for name in ("content/sectors/finance.yaml", "glossary/bodies.csv", "templates/labels.yaml"):
        (without_youth.root / name).write_text(": [", encoding="utf-8")
    assert without_youth("clean").lines[-1] == "2 files removed from out"


def test_without_a_meeting_that_can_be_read_no_output_is_removed(built: Shell) -> None:
    """Its fault is named; the cache can be emptied all the same."""
    (built.root / "content/meeting.yaml").write_text("title: [", encoding="utf-8")
    done = built("clean --cache")
    assert done.code == 1
    assert done.err.startswith("content/meeting.yaml:")
    assert built.made() == {DECK, SUMMARY}
    assert not cache_folder().exists()


def test_what_a_killed_build_has_left_is_removed_when_it_is_old(built: Shell) -> None:
    """A temporary file of now may be that of a build which is going on."""
    old, new = (built.out / "youth" / f".reportgen-{name}.tmp" for name in ("old", "new"))
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    assert "youth/.reportgen-old.tmp" in built("clean").out
    assert (old.exists(), new.exists()) == (False, True)


def test_the_cache_is_emptied_where_that_is_asked_for(built: Shell) -> None:
    """It says how much room was freed; the next build makes the same files."""
    Cache("templates").write("0" * 64, b"x" * 2_000_000)
    assert built("clean").lines == ["0 files removed from out"]
    assert re.fullmatch(r"[2-9]\.\d MB would be freed in the cache", built("clean --cache -n").lines[-1])
    assert cache_folder().exists()
    assert built("clean --cache --json").report["freed"] > 2_000_000
    assert not cache_folder().exists()
    assert built("clean --cache").lines[-1] == "0.0 MB freed in the cache"
    assert built("build -s youth -l en").lines[-1] in (
        "2 files in out: 2 unchanged",
        "2 files in out: 2 same",
    )


# -- verify


def test_an_untouched_folder_is_verified(built: Shell) -> None:
    """Status 0, and one line."""
    done = built("verify")
    assert (done.code, done.out, done.err) == (0, "2 files in out: 2 intact\n", "")
    assert built("verify --quiet").out == ""


DAMAGE = {
    "missing": lambda path: path.unlink(),
    "changed": lambda path: path.write_bytes(path.read_bytes() + b"x"),
    "damaged-record": lambda path: (path.parents[1] / READS / f"{DECK}.z").write_bytes(b"x"),
}


@pytest.mark.parametrize(("standing", "damage"), DAMAGE.items(), ids=DAMAGE)
def test_a_file_that_is_not_as_it_was_written_is_named(built: Shell, standing: str, damage: object) -> None:
    """Status 1, its path and the way out; all others are intact, and building mends it."""
    assert callable(damage)
    damage(built.out / DECK)
    done = built("verify")
    assert done.code == 1
    (line,) = done.err.splitlines()
    assert line.startswith(f"out/{DECK}: error: ")
    files = built("verify --json").report["files"]
    assert {Path(file["path"]).name: file["standing"] for file in files} == {
        Path(DECK).name: standing, Path(SUMMARY).name: "intact"}  # fmt: skip
    assert built("build -s youth -l en --force").code == 0
    assert built("verify").code == 0


def test_the_bytes_are_read_whatever_the_dates_say(built: Shell) -> None:
    """A disk that goes bad changes no date."""
    path = built.out / DECK
    status, data = path.stat(), bytearray(path.read_bytes())
    data[100] ^= 1
    with path.open("r+b") as stream:
        stream.write(data)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert built("verify").code == 1


def test_files_that_are_older_than_the_project_are_told_apart(built: Shell) -> None:
    """They are whole: a warning, and an error only for somebody who is strict."""
    change(built.root, "content/sectors/youth.yaml", "Young people learn", "Young people work")
    done = built("verify")
    assert done.code == 0
    assert {line.split(" [")[-1] for line in done.err.splitlines()} == {"out-of-date]"}
    assert done.lines[-1] == "2 files in out: 2 out of date"
    assert built("verify --strict").code == 1


def test_stale_and_unrecorded_files_are_told_apart(without_youth: Shell) -> None:
    """Of sectors that are gone, and of somebody's own."""
    (without_youth.out / "mine.pptx").write_bytes(b"x")
    (without_youth.out / "README.md").write_text("x", encoding="utf-8")
    assert without_youth("verify").lines[-1] == "3 files in out: 2 stale, 1 unrecorded"


def test_a_folder_is_verified_where_there_is_no_project(
    built: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever was sent the folder can see whether it came whole."""
    shutil.copytree(built.out, tmp_path / "sent")
    monkeypatch.chdir(tmp_path)
    done = built("verify --out sent")
    assert (done.code, done.lines[-1]) == (0, "2 files in sent: 2 intact")
    assert "the project cannot be read" in done.err
    (tmp_path / "sent" / DECK).unlink()
    assert built("verify --out sent").code == 1


def test_a_project_with_faults_does_not_keep_files_from_being_verified(built: Shell) -> None:
    """Only what is out of date cannot be told then."""
    (built.root / "content/sectors/youth.yaml").write_text(": [", encoding="utf-8")
    assert built("verify").lines[-1] == "2 files in out: 2 intact"


@pytest.mark.parametrize("record", [None, "{", '{"version": 1, "files": {}}'])
def test_without_a_record_nothing_can_be_verified(built: Shell, record: str | None) -> None:
    """A folder that was never built, or whose record is lost or damaged, does not pass."""
    path = built.out / MANIFEST
    path.unlink() if record is None else path.write_text(record, encoding="utf-8")
    done = built("verify")
    assert done.code == 1
    assert done.err.startswith("out: error: ")
    assert done.err.endswith("[no-record]\n")


def test_every_standing_has_a_help_page(shell: Shell) -> None:
    """A user sees the code at the end of the line."""
    for code, *_ in _FINDINGS.values():
        assert shell(f"check --explain {code}").code == 0
