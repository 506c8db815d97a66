"""What a small meeting does not have is left out of its content, and of its documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reportgen.build.build import build
from reportgen.diagnostics import ProblemsFound
from reportgen.pack.context import make_context
from reportgen.pack.references import References
from reportgen.pack.writer import Writer
from reportgen.project.load import Project, load_project
from tests.support.meetings import ENGLISH, make_meeting
from tests.support.projects import all_targets


def _context(project: Project, pack: str, tag: str) -> dict[str, Any]:
    writer = Writer(project.languages[tag], project.glossary, project.languages)
    return make_context(project, pack, References(project), writer)


@pytest.fixture
def english(tmp_path: Path) -> Project:
    """The meeting in English alone."""
    return load_project(make_meeting(tmp_path, ENGLISH))


def test_english_alone_needs_no_glossary_and_no_chinese(english: Project) -> None:
    """It is read, and has a deck and a summary of its only sector, and none of the whole meeting."""
    assert [str(target.path) for target in all_targets(english)] == [
        "ferries/ferries-deck.en.pptx", "ferries/ferries-summary.en.docx",
    ]  # fmt: skip


def test_what_is_not_there_prints_nothing(english: Project) -> None:
    """No zero, no heading of nothing, no mark of a source."""
    context = _context(english, "ferries", "en")
    meeting, sector, slides = context["meeting"], context["sector"], context["slides"]
    assert (meeting.place, list(meeting.chairs), meeting.sources, str(meeting.basis)) == (None, [], [], "")
    assert (sector.source, sector.progress[0].source, str(sector.progress[0].mark)) == ("", "", "")
    empty = ("glance", "documents", "milestones", "figures", "names", "sources", "statements", "lanes", "attendees")
    assert not any(len(getattr(slides, name)) for name in empty if name != "glance")
    assert list(slides.sources.remarks) == []
    assert [str(line) for line in slides.progress.notes] == []
    assert str(context["edition"]) == "Sector deck"


def test_a_slide_without_a_wording_says_what_it_shows(english: Project) -> None:
    """Where the content has no `sections`, a label is the headline."""
    slides = _context(english, "ferries", "en")["slides"]
    assert str(slides.progress.headline) == "What has been done"
    assert str(slides.directions.headline) == "What comes next"


def test_a_name_may_be_written_as_a_text(english: Project) -> None:
    """It is printed as it is written: in rows, lists, and as the title of a document."""
    slides = _context(english, "ferries", "en")["slides"]
    assert [item.who for item in slides.directions] == [
        "Eastport Harbour Board, Westport Ferry Company", "Eastport Harbour Board",
    ]  # fmt: skip
    (document,) = slides.document
    assert (str(document.title), document.title_2, document.kind) == ("Memorandum on night ferries", None, None)
    assert document.parties[0] == slides.directions[1].by[0]
    assert str(slides.glance.figures[-1].label) == "document signed, May\u00a014,\u00a02024"


@pytest.mark.parametrize(("name", "key"), [("content/meeting.yaml", "date"), ("content/sectors/ferries.yaml", "title")])
def test_what_is_needed_is_asked_for(tmp_path: Path, name: str, key: str) -> None:
    """Without a date of the meeting or a title of a sector there is nothing to print."""
    lines = [line for line in ENGLISH[name].splitlines() if not line.startswith(f"{key}:")]
    root = make_meeting(tmp_path, {**ENGLISH, name: "\n".join(lines)})
    with pytest.raises(ProblemsFound) as caught:
        load_project(root)
    assert [(one.code, one.message) for one in caught.value.diagnostics] == [
        ("missing-key", f"the key '{key}' is missing")
    ]


def test_small_meetings_are_built(english: Project, tmp_path: Path) -> None:
    """On the templates of the shipped meeting."""
    results = build(english, all_targets(english), tmp_path / "out")
    assert all(one.is_made and not one.diagnostics for one in results)
