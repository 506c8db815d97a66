"""Names typed with tags into a chart that is not bound: the chart and its workbook say the same."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from lxml import etree
from openpyxl.worksheet.table import Table
from pptx.chart.data import CategoryChartData

from reportgen.office.workbook.workbook_cells import UnusableWorkbook, write_cells
from reportgen.template import OfficeTemplate
from tests.support.cxml import qn
from tests.support.drawings import add_chart, book_parts, cells_of, chart_page, chart_parts, related
from tests.support.office import POWERPOINT, Slide, parts_of, pptx_of, problems_of, with_parts, with_xml

CHART = "ppt/charts/chart1.xml"


def _data() -> CategoryChartData:
    data = CategoryChartData()
    data.categories = ["{{ year }}", "plain", "to {{ year + 1 }}"]
    data.add_series("Trade of {{ x }}", [1, 2, 3])
    data.add_series("Rest", [4, 5, 6])
    return data


def _deck(alt: str = "", body: str = "x") -> bytes:
    return pptx_of(Slide([body], change=lambda slide: add_chart(slide, alt, data=_data())))


def _shown(parts: dict[str, bytes], chart: str) -> list[list[str]]:
    """The texts that a chart part shows: each series' name, and the categories of the first."""
    root = etree.fromstring(parts[chart])
    return [[v.text or "" for v in ref.iter(qn("c:v"))] for ref in root.iter(qn("c:strRef"))][:3]


def _cells(book: bytes) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    assert sheet is not None
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def _table(year: int, x: str) -> list[list[Any]]:
    return [[None, f"Trade of {x}", "Rest"], [str(year), 1, 4], ["plain", 2, 5], [f"to {year + 1}", 3, 6]]


def test_the_workbook_says_what_the_chart_shows() -> None:
    """Names of series and categories are text in both places, whatever they begin with; figures stay."""
    parts = parts_of(POWERPOINT.render(_deck(), x='=A & "<B>"', year=2024))
    assert _shown(parts, CHART)[:2] == [['Trade of =A & "<B>"'], ["2024", "plain", "to 2025"]]
    assert _cells(parts[book_parts(parts)[0]]) == _table(2024, '=A & "<B>"')


def test_a_name_that_looks_like_an_escaped_character_is_still_text() -> None:
    """Spreadsheets and charts read `_x0041_` as an A unless its first line is escaped (ST_Xstring)."""
    parts = parts_of(POWERPOINT.render(_deck(), x="_x0041_", year=1))
    assert _shown(parts, CHART)[0] == ["Trade of _x005F_x0041_"]
    assert cells_of(parts[book_parts(parts)[0]])["B1"] == "Trade of _x005F_x0041_"


@pytest.mark.parametrize(("alt", "body"), [("", "{%slide for x in xs %}"), ("{%shape for x in xs %}", "x")])
def test_every_copy_has_a_workbook_with_its_own_names(alt: str, body: str) -> None:
    """Whether the slide is repeated or the chart on it."""
    parts = parts_of(POWERPOINT.render(_deck(alt, body), xs="ab", year=1))
    charts = chart_parts(parts)
    assert [_shown(parts, chart)[0] for chart in charts] == [["Trade of a"], ["Trade of b"]]
    data = POWERPOINT.render(_deck(alt, body), xs="ab", year=1)
    books = ["ppt/" + related(data, chart, "package")[0].removeprefix("../") for chart in charts]
    assert [_cells(parts[book]) for book in books] == [_table(1, "a"), _table(1, "b")]


def test_in_word_it_is_the_same() -> None:
    """Both programs hold charts in the same parts."""
    parts = parts_of(OfficeTemplate(chart_page("", data=_data()), "a.docx").render({"x": "X", "year": 5}))
    assert _cells(parts[book_parts(parts)[0]]) == _table(5, "X")


def test_a_workbook_without_tags_is_copied_as_it_is() -> None:
    """Nothing is opened that need not be."""
    deck = pptx_of(Slide(["{{ x }}"], change=lambda slide: add_chart(slide, "")))
    before, after = parts_of(deck), parts_of(POWERPOINT.render(deck, x=1))
    (book,) = book_parts(before)
    assert before[book] == after[book]


def _with_book(change: Callable[[Any], None]) -> bytes:
    deck = _deck()
    (name,) = book_parts(parts_of(deck))
    book = openpyxl.load_workbook(io.BytesIO(parts_of(deck)[name]))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return with_parts(deck, {name: stream.getvalue()})


def test_the_columns_of_a_table_are_named_as_its_header_cells() -> None:
    """PowerPoint lays a table over a chart's data; Excel repairs one whose names differ from its cells."""

    def add(book: Any) -> None:
        sheet = book.active
        sheet["A1"] = "Year"
        sheet.add_table(Table(displayName="Data", ref="A1:C4"))

    deck = _with_book(add)
    for x, named in (("A", ["Year", "Trade of A", "Rest"]), ("rest", ["Year", "Trade of rest", "Rest"])):
        parts = parts_of(POWERPOINT.render(deck, x=x, year=1))
        sheet = openpyxl.load_workbook(io.BytesIO(parts[book_parts(parts)[0]])).active
        assert [column.name for column in sheet.tables["Data"].tableColumns] == named


def test_a_table_whose_names_would_clash_goes() -> None:
    """Two columns of a table cannot have one name; two series can."""
    deck = _with_book(lambda book: book.active.add_table(Table(displayName="Data", ref="B1:C4")))
    book = parts_of(deck)[book_parts(parts_of(deck))[0]]
    sheet = openpyxl.load_workbook(io.BytesIO(write_cells(book, {"Sheet1!$B$1": [(0, "REST")]}))).active
    assert sheet is not None
    assert (dict(sheet.tables), sheet["B1"].value) == ({}, "REST")


def _formula(root: Any) -> None:
    next(root.iter(qn("c:f"))).text = "Sheet1!$B$1:$C$3"


def _linked(deck: bytes) -> bytes:
    rels = "ppt/charts/_rels/chart1.xml.rels"

    def link(root: Any) -> None:
        root[0].set("Target", "file:///c:/figures.xlsx")
        root[0].set("TargetMode", "External")

    (book,) = book_parts(parts_of(deck))
    return with_parts(with_xml(deck, rels, link), {book: None})


@pytest.mark.parametrize(
    ("deck", "reason"),
    [
        (lambda: _with_book(lambda book: book.active.__setitem__("B1", "=1+1")),
         "the cell B1 of its workbook holds a formula"),
        (lambda: _with_book(lambda book: book.active.delete_rows(4)), "its workbook has nothing in the cell A4"),
        (lambda: _with_book(lambda book: setattr(book.active, "title", "Other")), "its workbook has no sheet 'Sheet1'"),
        (lambda: with_xml(_deck(), CHART, _formula), "the cells 'Sheet1!$B$1:$C$3' are neither one row nor one column"),
        (lambda: _linked(_deck()), "its workbook is a file of its own, which stays as it is"),
        (lambda: with_parts(_deck(), {book_parts(parts_of(_deck()))[0]: b"?"}), "its workbook cannot be read"),
    ],
)  # fmt: skip
def test_where_they_could_not_agree_the_template_is_refused(deck: Callable[[], bytes], reason: str) -> None:
    """With the slide and the chart; a chart without tags would be fine."""
    (problem,) = problems_of(deck(), "deck.pptx", x=1, year=2)
    assert (problem.code, problem.location.steps) == ("chart-workbook", ("slide 1", "chart1.xml"))
    assert reason in problem.message


def test_a_repeated_chart_is_refused_with_its_shape() -> None:
    """The place is the frame, since its parts are made there."""
    deck = with_xml(_deck("{%shape for x in xs %}"), CHART, _formula)
    (problem,) = problems_of(deck, "deck.pptx", xs=[1], year=2)
    assert (problem.code, problem.location.steps) == ("chart-workbook", ("slide 1", 'shape "Chart 2"'))


def test_a_chart_without_a_workbook_has_nothing_to_disagree_with() -> None:
    """LibreOffice embeds none."""
    deck = with_xml(_deck(), CHART, lambda root: root.remove(root.find(qn("c:externalData"))))
    deck = with_xml(deck, "ppt/charts/_rels/chart1.xml.rels", lambda root: root.remove(root[0]))
    (book,) = book_parts(parts_of(deck))
    data = POWERPOINT.render(with_parts(deck, {book: None}), x="A", year=1)
    assert _shown(parts_of(data), CHART)[0] == ["Trade of A"]


@pytest.mark.parametrize("formula", ["Sheet1!A1,Sheet1!B1", "A1", "Sheet1!$A", "#REF!"])
def test_a_reference_that_is_no_range_is_refused(formula: str) -> None:
    """What Excel writes for several areas, names and lost cells."""
    (book,) = (content for name, content in parts_of(_deck()).items() if name.endswith(".xlsx"))
    with pytest.raises(UnusableWorkbook):
        write_cells(book, {formula: [(0, "x")]})
