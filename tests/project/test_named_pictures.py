"""Pictures that content names lie in `pictures/` of the project; all else is told on the line that names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.diagnostics import ProblemsFound
from reportgen.project.load import load_project
from tests.project.sample import BROKEN_PICTURE, write_project


def _named(root: Path, path: str) -> Path:
    """The sample project, whose sector names a picture by a path; beside it lies a file that is none of its own."""
    (root.parent / "secret.png").write_bytes(b"secret")
    line = BROKEN_PICTURE.replace("pictures/broken.png", path)
    write_project(root, youth=("summary:", f"{line}\nsummary:"))
    (root / "pictures/link.png").symlink_to(root.parent / "secret.png")
    (root / "pictures/maps").mkdir()
    (root / "pictures/maps/a.png").write_bytes(b"a")
    return root


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("pictures/brokn.png", "'pictures/brokn.png': the file is missing"),
        ("../secret.png", "'../secret.png' does not lie in pictures/"),
        ("pictures/../../secret.png", "'pictures/../../secret.png' does not lie in pictures/"),
        ("/etc/hostname.png", "'/etc/hostname.png' does not lie in pictures/"),
        ("pictures/link.png", "'pictures/link.png' leads out of the project"),
        ("pictures/maps", "'pictures/maps' is of a kind that cannot be used"),
        ("pictures/map.emf", "'pictures/map.emf' is of a kind that cannot be used"),
    ],
)
def test_a_path_that_leads_elsewhere_is_refused(tmp_path: Path, path: str, message: str) -> None:
    """With file, line, and the key that names it."""
    with pytest.raises(ProblemsFound) as found:
        load_project(_named(tmp_path / "project", path))
    (problem,) = found.value.diagnostics
    assert problem.message == message
    assert problem.location.steps == ("pictures", "map", "file")
    assert problem.hint


def test_a_picture_may_lie_in_a_folder_of_its_own(tmp_path: Path) -> None:
    """And the record of reads has its digest."""
    project = load_project(_named(tmp_path / "project", "pictures/maps/a.png"))
    assert project.sectors["youth"].pictures["map"].file.digest == project.digests["pictures/maps/a.png"]
