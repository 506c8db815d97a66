"""What a small meeting does not have is left out of its content, and of its documents."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from reportgen.build.build import build
from reportgen.check import check_project
from reportgen.diagnostics import ProblemsFound
from reportgen.live.opened_project import OpenedProject
from reportgen.model.target import OVERVIEW
from reportgen.pack.context import make_context
from reportgen.pack.references import References
from reportgen.pack.writer import Writer
from reportgen.project.load import Project, load_project
from tests.support.meetings import ENGLISH, HARBOURS, RIVERS, make_meeting
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


def test_authors_may_write_simplified_chinese_first(tmp_path: Path) -> None:
    """The other Chinese is made from it, and nothing asks for English."""
    project = load_project(make_meeting(tmp_path, RIVERS))
    assert project.source_language == "zh-Hans"
    context = _context(project, "water", "zh-Hant")
    assert str(context["sector"].headline) == "兩地將共同監測水質"
    assert str(context["sector"].figures[0].number) == "20\u00a0000戶"
    assert (context["meeting"].sources[0].language, str(context["meeting"].basis)) == (
        "zh-Hans",
        "2024年5月10日會議紀錄",
    )
    codes = {one.code for one in check_project(project)}
    assert codes == {"missing-colour"}


def test_a_project_has_the_languages_that_it_names(tmp_path: Path) -> None:
    """Its glossary has their columns and no others, its texts are in no others, and numbers are written their way."""
    project = load_project(make_meeting(tmp_path, HARBOURS))
    context = _context(project, "ferries", "fr")
    assert str(context["sector"].figures[0].number) == "20\u202f000,5"
    assert context["slides"].directions[0].who == "Office du port"
    assert {one.code for one in check_project(project)} == {"missing-colour"}


def test_a_language_that_the_meeting_has_needs_its_column(tmp_path: Path) -> None:
    """A name without it could not be printed."""
    tables = {name: text.replace(",fr,", ",es,") for name, text in HARBOURS.items() if name.startswith("glossary")}
    with pytest.raises(ProblemsFound) as caught:
        load_project(make_meeting(tmp_path, {**HARBOURS, **tables}))
    assert {one.code for one in caught.value.diagnostics} == {"missing-column", "unknown-column"}


def test_a_meeting_of_two_days_stands_on_the_line_of_time(tmp_path: Path) -> None:
    """What was reached on one of its days comes after it; what has no date yet stands in lists alone."""
    sector = _context(load_project(make_meeting(tmp_path, RIVERS)), "water", "en")["sector"]
    dates = [str(one.date).replace("\u00a0", " ") for one in sector.timeline]
    assert dates == ["May 3–4, 2024", "May 3, 2024", "autumn 2024"]
    assert [str(one.date) for one in sector.milestones][-1] == "date to be confirmed"
    assert all(0 <= one.start <= one.end <= 1 for one in sector.timeline)
    assert sector.timeline[0].start == sector.timeline[0].end


@pytest.mark.parametrize("files", [ENGLISH, RIVERS, HARBOURS], ids=["English alone", "zh-Hans first", "three"])
def test_small_meetings_are_built(tmp_path: Path, files: Mapping[str, str]) -> None:
    """On the templates of the shipped meeting."""
    project = load_project(make_meeting(tmp_path, files))
    results = build(project, all_targets(project), tmp_path / "out")
    assert [one.diagnostics for one in results if not one.is_made] == []


UNWRITTEN = {
    **RIVERS,
    "content/meeting.yaml": RIVERS["content/meeting.yaml"].replace("[water]", "[roads, water, rail]"),
    "content/sectors/rail.yaml": "id: rail\ntitle: {zh-Hans: 铁路, en: Rail}\n",
}
"""A sector without a file, and one whose file is not finished."""


def test_a_sector_that_is_being_written_keeps_no_other_from_being_made(tmp_path: Path) -> None:
    """Nor the overview, which is made without it, is told so, and is made again when the sector is there."""
    root = make_meeting(tmp_path, UNWRITTEN)
    opened = OpenedProject.open(root)
    targets, out = all_targets(opened.project), tmp_path / "out"
    results = build(opened.project, targets, out, find_blocked=lambda: opened.blocked(targets))
    assert {one.target.sector for one in results if not one.is_made} == {"roads", "rail"}
    told = [one for one in opened.left_out(targets) if one.code == "left-out-sector"]
    assert [one.location.path for one in told] == ["content/sectors/roads.yaml", "content/sectors/rail.yaml"]
    assert [row.sector.id for row in _context(opened.project, OVERVIEW, "en")["slides"].sectors] == ["water"]
    assert [one.id for one in _context(opened.project, OVERVIEW, "en")["sectors"]] == ["water"]

    written = RIVERS["content/sectors/water.yaml"].replace("id: water", "id: rail")
    (root / "content/sectors/rail.yaml").write_text(written, encoding="utf-8")
    opened = OpenedProject.open(root)
    results = build(opened.project, targets, out, find_blocked=lambda: opened.blocked(targets))
    assert {one.target.sector for one in results if one.is_made} == {"rail", OVERVIEW}


def test_a_slip_in_a_sector_keeps_the_overview_from_being_made(tmp_path: Path) -> None:
    """Something is wrong there, and not only missing: no overview lacks a sector that was written."""
    water = RIVERS["content/sectors/water.yaml"].replace("2024-05-03", "2024-05-33")
    opened = OpenedProject.open(make_meeting(tmp_path, {**RIVERS, "content/sectors/water.yaml": water}))
    targets = all_targets(opened.project)
    assert {target.sector for target in opened.blocked(targets)} == {"water", OVERVIEW}
    assert opened.left_out(targets) == []


def test_a_sector_without_words_for_its_row_has_its_first_leads_there(tmp_path: Path) -> None:
    """The table of all sectors says more than names: what was done first, what comes first, what was signed."""
    item = "  - lead: {{zh-Hans: {0}, en: {1}}}\n    text: {{zh-Hans: {0}。, en: {1}.}}\n    source: minutes#1\n"
    water = RIVERS["content/sectors/water.yaml"]
    water += "progress:\n" + item.format("浮标投用", "Buoys at work") + item.format("清单统一", "One list")
    water += "next_steps:\n" + item.format("按月互报", "Report monthly")
    water += (
        "agreements:\n  - document: {zh-Hans: 备忘录, en: Memorandum}\n    parties: [{en: A, zh-Hans: 甲}, "
        "{en: B, zh-Hans: 乙}]\n    date: 2024-05-04\n    purpose: {zh-Hans: 监测, en: to monitor}\n"
    )
    project = load_project(make_meeting(tmp_path, {**RIVERS, "content/sectors/water.yaml": water}))
    (row,) = _context(project, OVERVIEW, "en")["slides"].sectors
    assert [str(row.done), str(row.next), str(row.signed)] == ["Buoys at work", "Report monthly", "Document"]


def test_figures_without_takeaways_stand_beside_the_summary(tmp_path: Path) -> None:
    """The glance has one row then, which says what the meeting was about."""
    root = make_meeting(tmp_path, ENGLISH)
    sector = root / "content/sectors/ferries.yaml"
    figures = "figures:\n  - {value: 12, label: {en: piers repaired}}\n"
    sector.write_text(sector.read_text(encoding="utf-8") + figures, encoding="utf-8")
    glance = _context(load_project(root), "ferries", "en")["slides"].glance
    assert [(str(row.lead), str(row.text)[:10], str(row.mark), str(row.notes)) for row in glance] == [
        ("In brief", "Both ports", "", "In brief")
    ]
    assert [str(figure.number) for figure in glance.figures] == ["12", "1"]
