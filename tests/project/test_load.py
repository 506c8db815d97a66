"""A project is loaded whole, or everything that is wrong with it is said at once."""

from __future__ import annotations

import hashlib
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.diagnostics import Diagnostic, ProblemsFound
from reportgen.project.load import load_project, read_project
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
    named = (item for item in FILES.items() if item[0] != "pictures/broken.png")  # which no content names
    expected = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in named}
    assert project.digests == expected


REGISTER = """\
[en-US]
name = "English (United States)"
script = "Latn"
office = "en-US"
quotes = "“”‘’"
like = "en"
variant_of = "en"
"""


@pytest.mark.parametrize("asked", [False, True], ids=["as read", "after its languages were asked for"])
def test_a_project_can_be_handed_to_another_process(tmp_path: Path, asked: bool) -> None:
    """Everything in it is plain data: the copy has the same values, places and languages, in the same order."""
    write_project(tmp_path)
    (tmp_path / "languages.toml").write_text(REGISTER, encoding="utf-8")
    project = load_project(tmp_path)
    if asked:
        assert "en" in project.languages
    copy = pickle.loads(pickle.dumps(project))
    assert copy == project
    assert "en-US" in copy.profiles
    assert list(copy.languages.items()) == list(project.languages.items())
    places = [(key, path) for key, document in project.documents.items() for path in document.lines]
    assert [copy.location(*place) for place in places] == [project.location(*place) for place in places]


def test_a_project_is_handed_over_without_making_validators(tmp_path: Path) -> None:
    """Reading makes them, and takes longer for it; what was validated once needs none."""
    project = load_project(write_project(tmp_path))
    (tmp_path / "project.pickle").write_bytes(pickle.dumps(project))
    script = (
        "import pathlib, pickle, sys\n"
        "from reportgen.model.content import Sector\nfrom reportgen.model.meeting import Meeting\n"
        "project = pickle.loads(pathlib.Path(sys.argv[1]).read_bytes())\n"
        "print(list(project.sectors), Meeting.__pydantic_complete__, Sector.__pydantic_complete__)"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "project.pickle")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['youth', 'rail'] False False"


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
        ("sectors: [youth, rail, glossary]", "wrong-id", "'glossary' is a reserved name"),
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


def test_missing_labels_can_be_had_again(tmp_path: Path) -> None:
    """What to do is said, not only what the file was for."""
    write_project(tmp_path)
    (tmp_path / "templates/labels.yaml").unlink()
    (fault,) = _faults(tmp_path)
    assert "bring it back, or take that of a new project" in fault.hint


def test_a_project_may_have_no_glossary(tmp_path: Path) -> None:
    """It is empty then, whether the folder is there or not."""
    write_project(tmp_path)
    for path in (tmp_path / "glossary").iterdir():
        path.unlink()
    assert list(load_project(tmp_path).glossary) == []
    (tmp_path / "glossary").rmdir()
    assert list(load_project(tmp_path).glossary) == []


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


FAULTY_SECTORS: dict[str, tuple[str, str]] = {
    "yaml-syntax": ("id: rail", "id: ["),
    "unknown-key": ("title:", "tittle:"),
    "wrong-value": ("status: done", "status: over"),
    "wrong-id": ("id: rail", "id: youth"),
}
FAULTY_SHARED_FILES: dict[str, tuple[str, str]] = {
    "meeting": ("title:", "tittle:"),
    "bodies": ("verified", "true"),
    "vocabulary": ("both", "all"),
    "labels": ("page:", "page"),
    "palette": ("000000", "black!"),
}


@pytest.mark.parametrize("code", FAULTY_SECTORS)
def test_the_sectors_without_faults_are_read(tmp_path: Path, code: str) -> None:
    """A faulty sector is named with its faults, and everything else is as in the project without a fault."""
    whole = load_project(write_project(tmp_path / "whole"))
    read = read_project(write_project(tmp_path / "faulty", rail=FAULTY_SECTORS[code]))
    assert read.project is not None
    assert read.project.sectors == {"youth": whole.sectors["youth"]}
    assert read.project.documents == {key: file for key, file in whole.documents.items() if key != "rail"}
    assert (read.project.meeting, read.project.glossary) == (whole.meeting, whole.glossary)
    assert (read.project.labels, read.project.palette) == (whole.labels, whole.palette)
    assert read.project.digests.keys() == whole.digests.keys()
    assert list(read.faulty) == ["rail"]
    assert code in {fault.code for fault in read.faulty["rail"]}
    assert read.faulty["rail"] == read.problems


def test_a_sector_without_a_file_keeps_no_other_from_being_read(tmp_path: Path) -> None:
    """It is faulty: the meeting lists it."""
    write_project(tmp_path)
    (tmp_path / "content/sectors/rail.yaml").unlink()
    read = read_project(tmp_path)
    assert read.project is not None
    assert list(read.project.sectors) == ["youth"]
    assert [fault.code for fault in read.faulty["rail"]] == ["missing-file"]


@pytest.mark.parametrize("file", FAULTY_SHARED_FILES)
def test_without_a_file_that_all_packs_need_nothing_is_read(tmp_path: Path, file: str) -> None:
    """A fault of a sector beside it is still told apart."""
    changes = {file: FAULTY_SHARED_FILES[file], "rail": FAULTY_SECTORS["wrong-value"]}
    read = read_project(write_project(tmp_path, **changes))
    assert read.project is None
    assert [fault.code for fault in read.faulty["rail"]] == ["wrong-value"]
    assert len(read.problems) > 1


def test_languages_with_a_fault_leave_no_project(tmp_path: Path) -> None:
    """Texts in them cannot be judged."""
    write_project(tmp_path)
    (tmp_path / "languages.toml").write_text("[pt-MO", encoding="utf-8")
    read = read_project(tmp_path)
    assert read.project is None
    assert not read.faulty


@pytest.mark.parametrize("file", [*FAULTY_SHARED_FILES, "rail"])
def test_what_is_read_in_part_is_refused_as_a_whole(tmp_path: Path, file: str) -> None:
    """`load_project` raises for the same faults, in the same order."""
    fault = FAULTY_SHARED_FILES.get(file) or FAULTY_SECTORS["yaml-syntax"]
    write_project(tmp_path, youth=FAULTY_SECTORS["wrong-value"], **{file: fault})
    assert tuple(_faults(tmp_path)) == read_project(tmp_path).problems
