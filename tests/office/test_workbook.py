"""The table behind a chart: a workbook that Excel opens, with texts that stay texts."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reportgen.office.workbook.workbook import Column, column_name, write_workbook
from tests.support.drawings import S, cells_of

PRINTABLE = st.text(st.characters(codec="utf-8", exclude_characters="\r", exclude_categories=("Cs", "Cc")), max_size=20)


def _sheet(workbook: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))


def test_columns_stand_side_by_side_below_their_headings() -> None:
    """Headings are in the first row, cells below; an empty cell is not written at all."""
    columns = [Column(None, ["a", None, "c"]), Column("North", ["1", "2.5", None], numeric=True)]
    assert cells_of(write_workbook(columns)) == {"B1": "North", "A2": "a", "B2": 1, "B3": 2.5, "A4": "c"}


def test_texts_that_look_like_formulas_are_marked_as_text() -> None:
    """Excel keeps such a text even when somebody edits the cell: its style has the quote prefix."""
    texts = ["=1+1", "+1", "-1", "@SUM(A1)", "'quoted", "plain"]
    workbook = write_workbook([Column("=HYPERLINK()", texts)])
    assert list(cells_of(workbook).values()) == ["=HYPERLINK()", *texts]
    assert _sheet(workbook).xpath("//s:c/@s", namespaces=S) == ["1"] * 6 + ["0"]


def test_a_text_that_looks_like_an_escape_is_shown_as_typed() -> None:
    """`_x0041_` means A in a workbook; typed as a text, its underscore is written as an escape itself."""
    assert cells_of(write_workbook([Column(None, ["_x0041_ x_0041"])])) == {"A2": "_x005F_x0041_ x_0041"}


def test_numbers_carry_the_format_of_their_column() -> None:
    """A column's number format reaches its cells, so that labels linked to the source look as before."""
    columns = [Column("A", ["0.5"], True, '0.0"%"'), Column("B", ["1"], True), Column("C", ["2"], True, '0.0"%"')]
    workbook = write_workbook(columns)
    assert _sheet(workbook).xpath("//s:row[@r=2]/s:c/@s", namespaces=S) == ["2", "0", "2"]
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        styles = etree.fromstring(archive.read("xl/styles.xml"))
    assert styles.xpath("//s:numFmt/@formatCode", namespaces=S) == ['0.0"%"']


def test_columns_are_named_as_excel_names_them() -> None:
    """After Z comes AA, after ZZ comes AAA."""
    assert [column_name(i) for i in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_equal_tables_give_equal_bytes() -> None:
    """Nothing in a workbook tells when or by whom it was made."""
    tables = [[Column(None, ["a"]), Column("S", ["1"], True, "0.0")] for _ in range(2)]
    assert write_workbook(tables[0]) == write_workbook(tables[1])


@given(texts=st.lists(PRINTABLE.filter(lambda text: "_x" not in text), max_size=6))
@settings(deadline=None, max_examples=60)
def test_texts_come_back_character_by_character(texts: list[str]) -> None:
    """Whatever a text holds, spaces and markup included, the cell holds it."""
    assert cells_of(write_workbook([Column(None, texts)])) == {f"A{i}": text for i, text in enumerate(texts, 2)}
