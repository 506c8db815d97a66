"""The meeting after one: what stays true comes along, next steps are to be reported on, nothing else is said."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from reportgen.build.build import build
from reportgen.check import check_project
from reportgen.compare.changes import GONE, OPEN, STEPS
from reportgen.compare.meetings import compare
from reportgen.model.content import Text
from reportgen.model.inspection import walk
from reportgen.project.load import Project, load_project
from reportgen.start.folder import write_project
from reportgen.start.next_meeting import next_meeting_files
from tests.golden.small import change
from tests.support.meetings import harbour_forums
from tests.support.projects import all_targets

ROOT = Path(__file__).parents[2]


@pytest.fixture
def first(tmp_path: Path) -> Project:
    """An invented meeting."""
    return load_project(harbour_forums(tmp_path)[0])


def _begun(before: Project, folder: Path, date: str = "unknown") -> Project:
    write_project(folder, next_meeting_files(before, folder, date))
    return load_project(folder)


def _texts(project: Project, *names: str) -> list[Any]:
    """The texts of the sectors, and of these keys of the meeting."""
    owners = [*project.sectors.values(), *(getattr(project.meeting, name) for name in names)]
    return [value for owner in owners for _, value in walk(owner) if isinstance(value, Text)]


def test_each_next_step_is_to_be_reported_on(first: Project, tmp_path: Path) -> None:
    """With its id, in the words it had, by whom; its state is to be filled in."""
    begun = _begun(first, tmp_path / "next")
    steps, told = first.sectors["ferries"].next_steps, begun.sectors["ferries"].follow_up
    assert [(one.of, one.lead, one.text, one.by) for one in told] == [
        (one.id, one.lead, one.text, one.by) for one in steps
    ]
    assert {one.state for one in told} == {None}
    assert {one.what for one in compare(first, begun) if one.part == STEPS} == {OPEN}


def test_nothing_is_made_up(first: Project, tmp_path: Path) -> None:
    """Every text is one of the earlier meeting; what was reported, counted and signed then is not said again."""
    begun = _begun(first, tmp_path / "next")
    assert {repr(text) for text in _texts(begun)} <= {repr(text) for text in _texts(first)}
    sector = begun.sectors["ferries"]
    assert (sector.headline, sector.summary) == (None, None)
    parts = ("takeaways", "progress", "next_steps", "agreements", "figures", "milestones")
    assert [getattr(sector, part) for part in parts] == [()] * 6
    meeting = begun.meeting
    assert (meeting.place, meeting.chairs, meeting.sources, str(meeting.date)) == (None, (), {}, "unknown")
    assert meeting.release.status == "draft"
    assert meeting.release.embargo is None


@pytest.mark.parametrize("release", ["embargo: 2024-05-15", "status: final", ""])
def test_the_documents_of_the_new_meeting_are_drafts(first: Project, tmp_path: Path, release: str) -> None:
    """Whatever the earlier ones were; an embargo of then is over."""
    file = first.root / "content/meeting.yaml"
    before, _, rest = file.read_text(encoding="utf-8").partition("release:\n")
    after = rest[rest.index("labels:") :]
    file.write_text(f"{before}release:\n  {release}\n{after}" if release else before + after, encoding="utf-8")
    assert _begun(load_project(first.root), tmp_path / "next").meeting.release.model_dump() == {
        "status": "draft", "classification": None, "embargo": None,
    }  # fmt: skip


def test_the_earlier_meeting_is_named(first: Project, tmp_path: Path) -> None:
    """With its title, its day and the way to its project, so that documents can say since when."""
    earlier = _begun(first, tmp_path / "deep" / "next").meeting.previous
    assert earlier is not None
    assert (earlier.title, str(earlier.date), earlier.path) == (first.meeting.title, "2024-05-14", "../../first")


def test_what_stays_true_comes_along(first: Project, tmp_path: Path) -> None:
    """Names, templates, settings, sectors in their order, fixed words of the meeting's own, remarks in the files."""
    begun = _begun(first, tmp_path / "next", "2025-05-20")
    assert begun.glossary.terms.keys() == first.glossary.terms.keys()
    assert begun.settings.file == first.settings.file
    for name in ("sectors", "languages", "editions", "labels"):
        assert getattr(begun.meeting, name) == getattr(first.meeting, name)
    assert str(begun.meeting.date) == "2025-05-20"
    file = (begun.root / "content/sectors/ferries.yaml").read_text(encoding="utf-8")
    assert "    # Which of the two ports sells it is open.\n" in file
    assert {path.name for path in (begun.root / "templates").iterdir()} == {
        path.name for path in (first.root / "templates").iterdir()
    }


def test_pictures_and_the_projects_own_program_come_along(first: Project, tmp_path: Path) -> None:
    """What the settings and the content that stays need is there."""
    (first.root / "pictures").mkdir()
    shutil.copy(ROOT / "docs/pictures/job-due.png", first.root / "pictures/pier.png")
    (first.root / "reportgen_hooks.py").write_text("", encoding="utf-8")
    picture = "pictures:\n  photo: {file: pictures/pier.png, alt: {en: A pier, zh-Hant: 碼頭}}\nheadline"
    change(first.root, "content/sectors/ferries.yaml", "headline", picture)
    begun = _begun(load_project(first.root), tmp_path / "next")
    assert list(begun.sectors["ferries"].pictures) == ["photo"]
    assert (begun.root / "pictures/pier.png").is_file()
    assert (begun.root / "reportgen_hooks.py").is_file()


def test_check_names_what_is_to_be_written_and_a_build_goes_on(first: Project, tmp_path: Path) -> None:
    """As warnings; names that nothing uses yet are no findings meanwhile."""
    begun = _begun(first, tmp_path / "next")
    found = check_project(begun)
    assert {one.code for one in found} == {"unwritten", "missing-colour"}
    said = [(Path(one.location.path).stem, one.location.steps[-1]) for one in found if one.code == "unwritten"]
    assert said[0] == ("meeting", "date")
    assert said.count(("ferries", "state")) == 4
    results = build(begun, all_targets(begun), tmp_path / "out")
    assert [problem for result in results for problem in result.diagnostics] == []


def test_the_shipped_meeting_has_a_next_one(tmp_path: Path) -> None:
    """It loads, and nothing is wrong with it but what is still to be written."""
    begun = _begun(load_project(ROOT), tmp_path / "next")
    assert {one.code for one in check_project(begun)} == {"unwritten"}
    assert len(begun.sectors["finance"].follow_up) == 6


def test_a_meeting_without_steps_and_overview_has_a_next_one(first: Project, tmp_path: Path) -> None:
    """What is not there is not asked for."""
    change(first.root, "content/meeting.yaml", "overview:", "labels_:")
    text = (first.root / "content/meeting.yaml").read_text(encoding="utf-8")
    (first.root / "content/meeting.yaml").write_text(text.split("labels_:")[0], encoding="utf-8")
    begun = _begun(load_project(first.root), tmp_path / "next")
    assert begun.meeting.overview is None
    assert begun.sectors["market"].follow_up == ()


def test_what_was_accepted_in_files_that_are_written_anew_is_not(first: Project, tmp_path: Path) -> None:
    """What was accepted anywhere else still is."""
    settings = first.root / "reportgen.yaml"
    accepted = (
        "check:\n  accepted:\n    - {rule: bare-name, words: [Eastport], reason: known}\n"
        "    - {rule: bare-name, words: [Westport], file: content/sectors/ferries.yaml, reason: known}\n"
    )
    settings.write_text(settings.read_text(encoding="utf-8") + accepted, encoding="utf-8")
    begun = _begun(load_project(first.root), tmp_path / "next")
    assert [one.words for one in begun.settings.check.accepted] == [("Eastport",)]


def test_the_meeting_after_the_next_one_begins_alike(first: Project, tmp_path: Path) -> None:
    """A second meeting has follow-ups of its own, which are not those of the third."""
    second = load_project(tmp_path / "second")
    third = _begun(second, tmp_path / "third")
    assert [one.of for one in third.sectors["ferries"].follow_up] == ["second-pier"]
    assert str(third.meeting.previous and third.meeting.previous.date) == "2025-05-20"
    assert GONE not in {one.what for one in compare(second, third) if one.part == STEPS}
