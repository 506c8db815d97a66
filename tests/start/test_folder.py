"""A new project is there as a whole, or not at all; and nothing that was there is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.diagnostics import ProblemsFound
from reportgen.start.folder import write_project
from tests.golden.small import files_below

FILES = {
    "content/meeting.yaml": b"id: x\n",
    "templates/deck.pptx": b"deck",
    "README.md": b"ours",
    "reportgen.yaml": b"",
}


@pytest.mark.parametrize("before", [None, (), (".git/config",)])
def test_a_new_or_an_empty_folder_gets_the_files(tmp_path: Path, before: tuple[str, ...] | None) -> None:
    """A repository in which nothing is committed is as empty as a folder can be."""
    folder = tmp_path / "deep" / "project"
    for name in before or ():
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_bytes(b"git")
    if before is not None:
        folder.mkdir(parents=True, exist_ok=True)
    assert write_project(folder, FILES) == []
    assert files_below(folder) == {**FILES, **dict.fromkeys(before or (), b"git")}


@pytest.mark.parametrize(
    ("before", "forced", "said"),
    [
        ("notes.txt", False, "the folder has files (notes.txt); name a new folder, or say --force"),
        ("content/meeting.yaml", False, "this is a project already"),
        ("content/meeting.yaml", True, "this is a project already"),
        ("templates/mine.docx", True, "a project needs a folder of this name"),
    ],
)
def test_a_folder_in_use_is_left_alone(tmp_path: Path, before: str, forced: bool, said: str) -> None:
    """What would be lost or mixed is said, and nothing is written."""
    (tmp_path / before).parent.mkdir(exist_ok=True)
    (tmp_path / before).write_bytes(b"mine")
    with pytest.raises(ProblemsFound) as found:
        write_project(tmp_path, FILES, among_others=forced)
    assert said in str(found.value)
    assert files_below(tmp_path) == {before: b"mine"}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """It is said, and stays."""
    (tmp_path / "x").write_bytes(b"mine")
    with pytest.raises(ProblemsFound, match="this is a file"):
        write_project(tmp_path / "x", FILES)


def test_files_that_are_there_stay(tmp_path: Path) -> None:
    """With --force a project stands among other files; those of the same names are kept, and named."""
    (tmp_path / "README.md").write_bytes(b"mine")
    (tmp_path / "notes.txt").write_bytes(b"mine")
    assert write_project(tmp_path, FILES, among_others=True) == ["README.md"]
    assert files_below(tmp_path) == {**FILES, "README.md": b"mine", "notes.txt": b"mine"}


@pytest.mark.parametrize("failing", range(1, 5))
@pytest.mark.parametrize("fault", [OSError("disk full"), KeyboardInterrupt()])
def test_a_project_is_whole_or_absent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int, fault: BaseException
) -> None:
    """Wherever it ends while files are moved into place, nothing of it is left."""
    calls = 0
    rename = Path.rename

    def ends(path: Path, target: Path) -> Path:
        nonlocal calls
        calls += 1
        if calls == failing:
            raise fault
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", ends)
    with pytest.raises(type(fault)):
        write_project(tmp_path / "project", FILES)
    assert list(tmp_path.iterdir()) == []


def test_the_content_comes_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder is a project by its content: killed at any moment, there is none, or a whole one."""
    moved = []
    rename = Path.rename
    monkeypatch.setattr(Path, "rename", lambda path, target: moved.append(target.name) or rename(path, target))
    write_project(tmp_path / "project", FILES)
    assert moved[-1] == "content"
