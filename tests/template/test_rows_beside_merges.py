"""Rows that repeat beside a cell that goes over several: on slides it goes over those that are there, as in Word."""

from __future__ import annotations

import io
from typing import Any

import pptx
import pytest
from pptx.util import Pt

from reportgen.template import OfficeTemplate


def _deck(texts: list[str], first: int, last: int) -> bytes:
    """A table of two columns, the cells of whose first are one from a row to another."""
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    table = slide.shapes.add_table(len(texts), 2, 0, 0, Pt(400), Pt(200)).table
    for row, text in enumerate(texts):
        table.cell(row, 1).text = text
    table.cell(first, 0).text = "M"
    table.cell(first, 0).merge(table.cell(last, 0))
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def _spans(data: bytes, **context: Any) -> list[tuple[int, bool]]:
    """What the cells of the first column say: over how many rows each goes, and whether it goes on the one above."""
    rendered = pptx.Presentation(io.BytesIO(OfficeTemplate(data).render(context)))
    cells = [row.cells[0]._tc for row in rendered.slides[0].shapes[0].table.rows]
    return [(cell.rowSpan, cell.vMerge) for cell in cells]


LOOP = "{%tr for n in ns %}{{ n }}{%tr endfor %}"
ON = (1, True)


@pytest.mark.parametrize(
    ("items", "spans"), [(3, [(5, False), ON, ON, ON, ON]), (1, [(3, False), ON, ON]), (0, [(2, False), ON])]
)
def test_a_merged_cell_follows_the_rows_of_a_loop(items: int, spans: list[tuple[int, bool]]) -> None:
    """Whatever their number."""
    assert _spans(_deck(["head", LOOP, "foot"], 0, 2), ns=[1] * items) == spans


@pytest.mark.parametrize(
    ("items", "spans"), [(2, [(1, False), (1, False), (2, False), ON]), (0, [(1, False), (1, False)])]
)
def test_a_merged_cell_may_begin_in_the_row_that_repeats(items: int, spans: list[tuple[int, bool]]) -> None:
    """Each row has its own; without any, the cell that went on is one of its own."""
    assert _spans(_deck(["head", LOOP, "foot"], 1, 2), ns=[1] * items) == spans


def test_merged_cells_elsewhere_stay() -> None:
    """Those that no loop reaches say what they said."""
    assert _spans(_deck(["a", "b", LOOP], 0, 1), ns=[1, 2]) == [(2, False), ON, (1, False), (1, False)]
