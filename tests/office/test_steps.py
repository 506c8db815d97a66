"""Where an element is in a file, in an editor's words."""

from __future__ import annotations

import time

import docx
import pytest
from lxml import etree

from reportgen.office.markup import steps as module
from reportgen.office.markup.dialect import WORD
from reportgen.office.markup.steps import Steps, steps_to


def test_elements_are_counted_from_the_heading_above_them() -> None:
    """Paragraphs and tables each by themselves; a heading belongs to what is above it."""
    document = docx.Document()
    document.add_paragraph("one")
    document.add_heading("Signed", 1)
    document.add_paragraph("two")
    cell = document.add_table(2, 2).rows[1].cells[1]._tc
    document.add_paragraph("three")
    first, heading, second, third = (paragraph._p for paragraph in document.paragraphs)
    steps = Steps()
    assert [steps.to(one) for one in (first, heading, second, third, cell)] == [
        ("paragraph 1",),
        ("paragraph 2",),
        ("paragraph 1 under the heading “Signed”",),
        ("paragraph 2 under the heading “Signed”",),
        ("table 1 under the heading “Signed”, row 2, cell 2",),
    ]


def test_what_stands_beside_each_other_is_counted_once_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thesis of paragraphs is gone through once, and not once for each paragraph."""
    document = docx.Document()
    for number in range(50):
        document.add_paragraph(str(number), style="Heading 1" if number % 20 == 0 else None)
    paragraphs = list(document.element.body.iterchildren(WORD.paragraph))
    alone = [steps_to(paragraph) for paragraph in paragraphs]
    looked_at: list[object] = []
    is_heading = module.is_heading
    monkeypatch.setattr(module, "is_heading", lambda one: looked_at.append(one) or is_heading(one))
    steps = Steps()
    assert [steps.to(paragraph) for paragraph in paragraphs] == alone
    assert len(looked_at) == len(paragraphs)


def test_a_cell_is_found_in_a_long_table_as_quickly_as_in_a_short_one() -> None:
    """Whether the first row is one of heads does not ask all the others."""
    spent = []
    for count in (100, 40_000):
        row = "<w:tr><w:tc><w:p/></w:tc></w:tr>"
        uri = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        table = etree.fromstring(f'<w:tbl xmlns:w="{uri}">{row * count}</w:tbl>')
        cells, steps = list(table.iter(WORD.table_cell))[-100:], Steps()
        steps.to(cells[0])  # counts the rows, once for all
        begun = time.process_time()
        assert [steps.to(cell) for cell in cells[1:]]
        spent.append(time.process_time() - begun)
    assert spent[1] < spent[0] * 10
