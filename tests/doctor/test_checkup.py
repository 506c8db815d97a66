"""`doctor` finds what this computer lacks, and says what that costs and how to get it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportgen.cli.main import app
from reportgen.diagnostics import Diagnostic, Location, Message, ProblemsFound
from reportgen.doctor import libraries, machine, safety, typefaces
from reportgen.doctor.checkup import checkup
from reportgen.doctor.parts import Part, State
from reportgen.model.language import LANGUAGES
from reportgen.project.places import MEETING_FILE
from tests.docs.reading import ROOT
from tests.project.sample import write_project


def _parts(root: Path | None = None, out: Path | None = None) -> dict[str, Part]:
    return {part.name: part for part in checkup(root, out)}


@pytest.fixture
def no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer without LibreOffice."""

    def find() -> None:
        message = Message("{message}, so no PDF was made", message=Message("LibreOffice is not installed"))
        raise ProblemsFound([Diagnostic("no-libreoffice", message, Location(""))])

    monkeypatch.setattr(machine, "find_libreoffice", find)


@pytest.mark.usefixtures("no_libreoffice")
def test_a_computer_without_libreoffice_can_still_build() -> None:
    """It lacks something, and that costs pictures and PDF files only."""
    found = _parts()["LibreOffice"]
    assert (found.state, found.found) == (State.LACKING, "LibreOffice is not installed")
    assert "no PDF" in found.costs
    assert "libreoffice" in found.remedy.lower()


def test_a_library_that_is_too_old_is_named_with_the_version_that_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it there is no work, and what needs it is not looked at."""
    monkeypatch.setattr(libraries, "requires", lambda name: ["opencc==0.1", "lxml>=5", "nothing-of-that-name>=1"])
    found = _parts()
    assert found["libraries"].state is State.BROKEN
    assert "(==0.1 is needed)" in found["libraries"].found
    assert "nothing-of-that-name is missing" in found["libraries"].found
    assert found["libraries"].remedy == "pip install 'opencc==0.1' 'nothing-of-that-name>=1'"
    assert "LibreOffice" not in found


def test_an_extra_that_is_not_installed_costs_what_it_brings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program works without, and the command that mends it can be copied."""
    monkeypatch.setattr(libraries, "requires", lambda name: ["nothing-of-that-name; extra == 'preview'"])
    found = _parts()["extra preview"]
    assert (found.state, found.remedy) == (State.LACKING, "pip install 'reportgen[preview]'")


def test_where_no_project_is_it_says_how_to_begin_one() -> None:
    """Nobody reads on to find out."""
    assert "reportgen new project" in _parts()["project"].remedy


def test_a_folder_that_cannot_be_written_to_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file could be made there."""
    root = write_project(tmp_path)
    monkeypatch.setattr(machine, "_is_writable", lambda folder: False)
    found = _parts(root, tmp_path / "out")
    assert found["output"].state is State.BROKEN
    assert found["project"].state is State.LACKING


def test_nothing_is_left_in_the_folders_that_are_looked_at(tmp_path: Path) -> None:
    """What is written to find out goes again."""
    root = write_project(tmp_path)
    before = sorted(root.rglob("*"))
    found = _parts(root, tmp_path / "out")
    assert found["output"].state is State.GOOD
    assert sorted(root.rglob("*")) == before


def test_an_open_typeface_stands_in_for_one_of_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its characters are as wide, so lines break alike, and nothing is lacking."""
    monkeypatch.setattr(typefaces, "named_typefaces", lambda root, languages: ["Calibri", "Georgia", "Own Sans"])
    monkeypatch.setattr(typefaces, "find_face", lambda family: family if family == "Carlito" else None)
    found = {part.name: part for part in typefaces.typeface_parts(Path(), [])}
    assert found["typeface Calibri"].state is State.GOOD
    assert found["typeface Georgia"].remedy == "install Georgia, or Gelasio, whose characters are as wide"
    assert found["typeface Own Sans"].remedy == "install Own Sans"


def test_the_typefaces_are_those_that_the_templates_name() -> None:
    """Each is named once, whatever the number of templates."""
    named = typefaces.named_typefaces(ROOT, list(LANGUAGES.values()))
    assert {"Calibri", "Microsoft JhengHei", "Microsoft YaHei"} <= set(named)
    assert len(named) == len(set(named))


@pytest.mark.usefixtures("no_libreoffice")
def test_doctor_ends_well_unless_strict(tmp_path: Path) -> None:
    """What the program can do without is a fault only where that is asked."""
    root = str(write_project(tmp_path))
    run = CliRunner()
    assert run.invoke(app, ["doctor", "--project", root]).exit_code == 0
    assert run.invoke(app, ["doctor", "--project", root, "--strict"]).exit_code == 1
    printed = json.loads(run.invoke(app, ["doctor", "--project", root, "--json"]).stdout)
    assert "LibreOffice" in [part["name"] for part in printed["parts"] if part["state"] == "lacking"]


def test_a_folder_without_a_project_and_a_project_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    """With what to do: neither is taken for one in which all is well."""
    nothing = _parts(tmp_path / "nowhere", tmp_path)["project"]
    assert (nothing.state, nothing.found) == (State.LACKING, f"none in {tmp_path / 'nowhere'}")
    meeting = tmp_path / "p" / MEETING_FILE
    meeting.parent.mkdir(parents=True)
    meeting.write_text("id: [", encoding="utf-8")
    faulty = _parts(tmp_path / "p", tmp_path)["typefaces"]
    assert (faulty.state, faulty.remedy) == (State.LACKING, "reportgen check, which names its faults")


def test_what_weakens_safety_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project's own program, others who can change it, and root who builds what others can change."""
    tmp_path.chmod(0o755)
    monkeypatch.setattr(safety, "_is_root", lambda: False)
    assert [part.state for part in safety.safety_parts(tmp_path, runs_hooks=False)] == [State.GOOD]
    (own,) = safety.safety_parts(tmp_path, runs_hooks=True)
    assert "reportgen_hooks.py is a program" in own.found
    (tmp_path / "reportgen_hooks.py").write_text("", encoding="utf-8")
    (tmp_path / "reportgen_hooks.py").chmod(0o664)
    _, others = safety.safety_parts(tmp_path, runs_hooks=True)
    assert others.remedy == "chmod go-w reportgen_hooks.py"
    monkeypatch.setattr(safety, "_is_root", lambda: True)
    (root,) = safety.safety_parts(tmp_path, runs_hooks=False)
    assert (root.state, "you are root" in root.found) == (State.LACKING, True)
