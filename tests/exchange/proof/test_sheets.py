"""A proof sheet shows every text of a pack, and comes back as it went out."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from reportgen.diagnostics import Collector
from reportgen.exchange.proof.compare import ProofImport, compare_sheets
from reportgen.exchange.proof.files import PROOF_SUFFIXES, is_filled_in, read_sheet, write_sheet
from reportgen.exchange.proof.returned import ReturnedSheet
from reportgen.exchange.proof.rows import GLOSSARY, ProofSheet, digest_of, parse_key, proof_sheet
from reportgen.exchange.proof.words import all_words
from reportgen.exchange.units import LABELS, MEETING, units_of
from reportgen.project.load import Project, load_project
from tests.golden.small import SMALL
from tests.support.invariants import check_package
from tests.support.office import parts_of
from tests.support.other_programs import saved_by_wps

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def own() -> Project:
    """The project of this repository."""
    return load_project(ROOT)


@pytest.fixture(scope="module")
def small() -> Project:
    """The small project."""
    return load_project(SMALL)


def returned(data: bytes, project: Project, path: Path) -> ReturnedSheet:
    """A file, read without a fault."""
    path.write_bytes(data)
    problems = Collector()
    sheet = read_sheet(path, project.languages, problems)
    assert sheet, problems.diagnostics
    return sheet


def imported(sheet: ReturnedSheet, project: Project) -> tuple[ProofImport, list[str]]:
    """What a sheet brings, and the codes of what is wrong with it."""
    problems = Collector()
    outcome = compare_sheets([sheet], project, problems, today=date(2026, 11, 30))
    return outcome, [problem.code for problem in problems.diagnostics]


def _rows(sheet: ProofSheet) -> list[tuple[str, str]]:
    return [(row.file, row.id) for part in sheet.parts for row in part.rows]


def test_every_text_of_every_pack_stands_on_its_sheet_once(own: Project) -> None:
    """And none falls into the part for what has no place."""
    for file in (MEETING, *own.sectors, LABELS):
        sheet = proof_sheet(own, file, "zh-Hant")
        rows = _rows(sheet)
        assert len(rows) == len(set(rows))
        assert {unit.id for unit in units_of(own, file, "en")} <= {row_id for key, row_id in rows if key == file}
        assert sheet.words.parts["other"] not in [part.heading for part in sheet.parts]


def test_parts_come_in_the_order_of_the_documents(own: Project) -> None:
    """Headings are in the language of who reads it; names come last, each once."""
    sheet = proof_sheet(own, "finance", "zh-Hans")
    assert [part.heading for part in sheet.parts] == [
        "主旨", "要点一览", "进展", "下一步工作", "签署文件", "里程碑", "总览中的文字", "名称",
    ]  # fmt: skip
    assert {row.file for row in sheet.parts[-1].rows} == {GLOSSARY}
    assert sheet.title == "校对表：金融服务"


def test_a_row_says_what_conversion_changed_and_why(own: Project) -> None:
    """Words and marks with their rule; what a person has to decide; nothing about characters."""
    rows = {row.id: row for part in proof_sheet(own, "finance", "en").parts for row in part.rows}
    assert rows["sections.directions.say"].reasons == ("「 → “ (punctuation)", "」 → ” (punctuation)")
    assert rows["sections.directions.headline"].reasons == ("written by hand, not converted",)
    assert rows["sections.agreements.asked.question"].reasons == ("please decide: 实习名额 or 实习岗位?",)
    assert rows["sections.progress.headline"].reasons == ()


def test_all_languages_have_the_same_words() -> None:
    """No head or heading is missing in one, and no two columns share a head."""
    words = all_words()
    for name in ("columns", "parts", "fields", "kinds", "rules"):
        assert len({frozenset(getattr(each, name)) for each in words.values()}) == 1
    assert all(len(set(each.columns.values())) == len(each.columns) for each in words.values())
    assert len({len(each.guide) for each in words.values()}) == 1


@pytest.mark.parametrize("suffix", PROOF_SUFFIXES)
@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
def test_a_sheet_that_nobody_touched_changes_nothing(
    small: Project, tmp_path: Path, language: str, suffix: str
) -> None:
    """Every row comes back with its key and its texts; the same sheet gives the same bytes."""
    for file in (MEETING, "finance", LABELS):
        sheet = proof_sheet(small, file, language)
        data = write_sheet(sheet, suffix)
        assert data == write_sheet(sheet, suffix)
        path = tmp_path / f"sheet{suffix}"
        came_back = returned(data, small, path)
        assert [(row.key.file, row.key.id) for row in came_back.rows if row.key] == _rows(sheet)
        for row in came_back.rows:
            assert row.key
            assert {tag: digest_of(text) for tag, text in row.cells.items() if text} == row.key.digests
        outcome, codes = imported(came_back, small)
        assert (outcome.changes, outcome.names, outcome.signed, outcome.notes, codes) == ([], [], [], [], [])
        assert not is_filled_in(path, small.languages)


def test_a_document_is_sound_and_says_its_language(small: Project) -> None:
    """Word opens it without a repair prompt; heads repeat, pages are numbered, A4 lies across."""
    data = write_sheet(proof_sheet(small, "finance", "zh-Hans"), ".docx")
    assert check_package(data, False) == []
    document = docx.Document(io.BytesIO(data))
    section = document.sections[0]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((297, 210), abs=0.1)
    assert document.core_properties.language == "zh-Hans"
    parts = parts_of(data)
    body, styles = parts["word/document.xml"].decode(), parts["word/styles.xml"].decode()
    assert body.count("<w:tblHeader/>") == len(document.tables) - 1
    assert 'w:eastAsia="zh-CN"' in styles
    assert "Microsoft YaHei" in styles
    footer = next(text.decode() for name, text in parts.items() if name.startswith("word/footer"))
    assert "NUMPAGES" in footer
    heads = [cell.text for cell in document.tables[1].rows[0].cells]
    assert heads[1:4] == ["English", "繁體中文（香港）", "简体中文（内地） ✎"]


def test_figures_dates_and_names_are_marked(own: Project) -> None:
    """Figures and dates bold, names of the glossary in a colour."""
    document = docx.Document(io.BytesIO(write_sheet(proof_sheet(own, "finance", "en"), ".docx")))
    runs = [
        run
        for table in document.tables[1:]
        for row in table.rows[1:]
        for p in row.cells[1].paragraphs
        for run in p.runs
    ]
    assert "February 22, 2023" in [run.text for run in runs if run.bold]
    assert "Shenzhen-Hong Kong Stock Connect" in [run.text for run in runs if run.font.color.rgb is not None]


def test_a_workbook_can_be_sorted_and_printed(small: Project) -> None:
    """The keys are in a hidden column, the head stays in view and is on every page, cells are text."""
    page = openpyxl.load_workbook(io.BytesIO(write_sheet(proof_sheet(small, "finance", "zh-Hant"), ".xlsx"))).active
    assert page is not None
    assert page.column_dimensions["A"].hidden
    assert parse_key(str(page["A5"].value))
    assert (page.print_title_rows, page.page_setup.orientation) == ("$4:$4", "landscape")
    assert page.auto_filter.ref.startswith("B4:")
    assert {cell.number_format for cell in page[5]} == {"@"}


def test_a_sheet_saved_by_wps_comes_back(small: Project, tmp_path: Path) -> None:
    """What many Mainland offices write with."""
    data = saved_by_wps(write_sheet(proof_sheet(small, "finance", "zh-Hans"), ".docx"))
    outcome, codes = imported(returned(data, small, tmp_path / "x.docx"), small)
    assert (outcome.changes, outcome.notes, codes) == ([], [], [])
