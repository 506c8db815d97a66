"""A project is loaded whole, or everything that is wrong with it is said at once."""

from __future__ import annotations

import hashlib
import os
import pickle
from pathlib import Path

import pytest

from reportgen.diagnostics import Diagnostic, ProblemsFound
from reportgen.project.load import load_project
from reportgen.project.places import find_project
from tests.project.sample import FILES, line_of, write_project


def _faults(root: Path) -> list[Diagnostic]:
    with pytest.raises(ProblemsFound) as found:
        load_project(root)
    return list(found.value.diagnostics)


def test_the_sample_loads(tmp_path: Path) -> None:
    """Sectors come in the meeting's order; values, terms, labels, colours and places are there."""
    project = load_project(write_project(tmp_path))
    assert list(project.sectors) == ["youth", "rail"]
    assert project.sectors["youth"].headline.get("zh-Hant") == "兩地青年互相學習"
    assert project.glossary["chan"].post == "secretary"
    assert project.labels["page"].get("en") == "Word"
    assert project.palette["youth"] == "0123AB"
    assert not project.unlisted
    location = project.location("youth", ("progress", 0, "source"))
    assert (
        str(location)
        == f"content/sectors/youth.yaml:{line_of('content/sectors/youth.yaml', 'record#1-2')} › progress 1 › source"
    )


def test_digests_name_every_file_read(tmp_path: Path) -> None:
    """The record of reads is complete and by content, so that builds can trust it."""
    project = load_project(write_project(tmp_path))
    expected = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in FILES.items()}
    assert project.digests == expected


def test_a_project_can_be_handed_to_another_process(tmp_path: Path) -> None:
    """Everything in it is plain data."""
    project = load_project(write_project(tmp_path))
    assert pickle.loads(pickle.dumps(project)) == project


def test_a_folder_without_a_meeting_is_no_project(tmp_path: Path) -> None:
    """The user is told which file makes a project."""
    (fault,) = _faults(tmp_path)
    assert fault.code == "no-project"
    assert "content/meeting.yaml" in fault.message


def test_the_project_is_found_from_inside(tmp_path: Path) -> None:
    """Any folder or file of a project leads to it, and a folder outside to none."""
    write_project(tmp_path / "p")
    assert find_project(tmp_path / "p" / "content" / "sectors" / "youth.yaml") == tmp_path / "p"
    with pytest.raises(ProblemsFound, match="no-project"):
        find_project(tmp_path)


def test_problems_of_all_files_come_together(tmp_path: Path) -> None:
    """One bad file does not hide the others."""
    write_project(
        tmp_path,
        meeting=("title:", "tittle:"),
        youth=("id: youth", "id: [[youth"),
        rail=("status: done", "status: over"),
        bodies=("verified", "true"),
        vocabulary=("both", "all"),
        labels=("page:", "page"),
        palette=("000000", "black!"),
    )
    found = {(fault.location.path, fault.code) for fault in _faults(tmp_path)}
    assert found == {
        ("content/meeting.yaml", "missing-key"),
        ("content/meeting.yaml", "unknown-key"),
        ("content/sectors/youth.yaml", "unquoted-term"),
        ("content/sectors/rail.yaml", "wrong-value"),
        ("glossary/bodies.csv", "wrong-value"),
        ("glossary/vocabulary.csv", "wrong-value"),
        ("templates/labels.yaml", "yaml-syntax"),
        ("templates/palette.yaml", "wrong-value"),
    }


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ("sectors: [youth, rail, yout]", "missing-file", "did you mean 'youth'?"),
        ("sectors: [youth, rail, ../../secret]", "wrong-id", "'../../secret' is not an id"),
        ("sectors: [youth, rail, con]", "wrong-id", "'con' is a reserved name"),
        ("sectors: [youth, rail, overview]", "wrong-id", "'overview' is a reserved name"),
        ("sectors: [youth, rail, youth]", "duplicate-id", "listed twice"),
    ],
)
def test_sector_ids_can_name_files(tmp_path: Path, change: str, code: str, words: str) -> None:
    """An id that is no safe file name, or names no file, is refused before anything is read or written."""
    (fault,) = _faults(write_project(tmp_path, meeting=("sectors: [youth, rail]", change)))
    assert fault.code == code
    assert words in str(fault)


def test_the_id_of_a_sector_is_its_file_name(tmp_path: Path) -> None:
    """A copied file whose id was forgotten is found."""
    (fault,) = _faults(write_project(tmp_path, rail=("id: rail", "id: youth")))
    assert (fault.code, fault.location.line) == ("wrong-id", 1)


def test_unlisted_sectors_are_noted_and_not_read(tmp_path: Path) -> None:
    """A draft beside the others does no harm, and is not forgotten."""
    write_project(tmp_path)
    (tmp_path / "content/sectors/draft.yaml").write_text("a: [", encoding="utf-8")
    (tmp_path / "content/sectors/.hidden.yaml").write_text("", encoding="utf-8")
    assert load_project(tmp_path).unlisted == ("draft",)


@pytest.mark.parametrize("name", ["templates/labels.yaml", "templates/palette.yaml", "content/sectors/rail.yaml"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    """The message has the path that was looked for."""
    write_project(tmp_path)
    (tmp_path / name).unlink()
    (fault,) = _faults(tmp_path)
    assert (fault.code, fault.location.path) == ("missing-file", name)


def test_a_missing_glossary_is_named(tmp_path: Path) -> None:
    """A project without names is told so, once."""
    write_project(tmp_path)
    for path in (tmp_path / "glossary").iterdir():
        path.unlink()
    (fault,) = _faults(tmp_path)
    assert (fault.code, fault.location.path) == ("missing-file", "glossary")


def test_a_misnamed_table_is_not_passed_over(tmp_path: Path) -> None:
    """Names in a table that nobody reads would be lost in silence; lock files of Office are no tables."""
    write_project(tmp_path)
    (tmp_path / "glossary/~$bodies.csv").write_bytes(b"\x00")
    (tmp_path / "glossary/wording.csv").write_text("read by another version", encoding="utf-8")
    (tmp_path / "glossary/bodys.csv").write_text("", encoding="utf-8")
    (fault,) = _faults(tmp_path)
    assert (fault.code, fault.location.path, fault.hint) == (
        "unknown-file",
        "glossary/bodys.csv",
        "did you mean 'bodies'?",
    )


def test_pipes_and_folders_in_place_of_files_are_refused(tmp_path: Path) -> None:
    """Looking at the kind of a file first keeps a pipe from blocking for ever."""
    write_project(tmp_path)
    (tmp_path / "content/sectors/rail.yaml").unlink()
    os.mkfifo(tmp_path / "content/sectors/rail.yaml")
    (tmp_path / "templates/labels.yaml").unlink()
    (tmp_path / "templates/labels.yaml").mkdir()
    assert [fault.code for fault in _faults(tmp_path)] == ["unreadable-file", "unreadable-file"]
