"""What has moved since the meeting before, as decks and pages show it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reportgen.build.build import build
from reportgen.pack.context import make_context
from reportgen.pack.references import References
from reportgen.pack.writer import Writer
from reportgen.project.load import Project, load_project
from tests.golden.small import change
from tests.support.meetings import harbour_forums
from tests.support.office import texts
from tests.support.projects import all_targets


@pytest.fixture
def second(tmp_path: Path) -> Project:
    """An invented meeting that follows another."""
    return load_project(harbour_forums(tmp_path)[1])


def _context(project: Project, pack: str, tag: str) -> dict[str, Any]:
    writer = Writer(project.languages[tag], project.glossary, project.languages)
    return make_context(project, pack, References(project), writer)


def test_each_step_has_its_state_and_what_has_been_done(second: Project) -> None:
    """In the order of the content; of what is new its text says what it is."""
    moved = _context(second, "ferries", "en")["slides"].moved
    rows = [(str(step.lead), str(step.state), str(step.outcome).replace("\u00a0", " ")) for step in moved]
    assert rows == [
        ("Night ferry", "● Done", "The night ferry has run every night since July 2024."),
        ("Joint ticket", "● Done", "One ticket for ferries and buses has been on sale since March."),
        ("Second pier", "◎ Under way", "Two places have been surveyed."),
        ("Quiet engines", "+ New", "The night ferry was given quieter engines."),
    ]
    assert str(moved.headline) == "Since the last meeting: 2 done, 1 under way, 1 new"
    assert str(moved.note).replace("\u00a0", " ") == "Set out on May 14, 2024: First Harbour Forum"


@pytest.mark.parametrize(
    ("tag", "state", "leads"),
    [
        ("en", "2 done, 1 under way, 1 new", "Night ferry; Joint ticket; Quiet engines"),
        ("zh-Hant", "2項已完成、1項進行中、1項新增", "夜間渡輪；聯票；低噪引擎"),
        ("zh-Hans", "2项已完成、1项进行中、1项新增", "夜间渡轮；联票；低噪引擎"),
    ],
)
def test_the_overview_has_a_row_for_each_sector(second: Project, tag: str, state: str, leads: str) -> None:
    """How many of its steps are done and so on, and which; a sector without steps has none."""
    moved = _context(second, "overview", tag)["slides"].moved
    assert [(str(row.state), str(row.outcome)) for row in moved] == [(state, leads)]
    assert [(str(row.mark), row.source, str(row.actors)) for row in moved] == [("", "", "")]
    assert [str(row.chip).strip("\u00a0") for row in moved] == ["1"]


def test_a_step_that_nobody_has_reported_on_says_so(second: Project) -> None:
    """Instead of being taken for done."""
    change(second.root, "content/sectors/ferries.yaml", "state: under-way", "state:")
    steps = _context(load_project(second.root), "ferries", "en")["sector"].follow_up
    assert [(step.kind, str(step.state)) for step in steps][2] == ("open", "○ To be reported")


def test_the_content_may_word_the_slide(second: Project) -> None:
    """Under `sections`, like any other."""
    section = "id: ferries\nsections:\n  moved: {headline: {en: Most of it is done, zh-Hant: 大部分已完成}}\n"
    change(second.root, "content/sectors/ferries.yaml", "id: ferries\n", section)
    assert str(_context(load_project(second.root), "ferries", "en")["slides"].moved.headline) == "Most of it is done"


def test_without_a_meeting_before_there_is_no_slide(tmp_path: Path, second: Project) -> None:
    """The same deck has one for the meeting that follows."""
    shown = []
    for root in (second.root.parent / "first", second.root):
        project = load_project(root)
        targets = [one for one in all_targets(project) if one.path.name == "ferries-deck.en.pptx"]
        build(project, targets, tmp_path / root.name)
        shown.append("Since the last meeting" in texts((tmp_path / root.name / targets[0].path).read_bytes()))
    assert shown == [False, True]
