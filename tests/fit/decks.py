"""Decks of a few boxes for the tests of fitting, made and read with python-pptx."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import pptx
from pptx.util import Pt

from reportgen.model.language import LANGUAGES
from reportgen.template import OfficeTemplate

BLANK, TITLE_ONLY = 6, 5


def deck_of(*builders: Callable[[Any], None], layout: int = TITLE_ONLY) -> bytes:
    """A deck with a slide for each builder, which gets python-pptx's slide."""
    presentation = pptx.Presentation()
    presentation.slide_width, presentation.slide_height = Pt(960), Pt(540)
    for build in builders:
        build(presentation.slides.add_slide(presentation.slide_layouts[layout]))
    buffer = io.BytesIO()
    presentation.save(buffer)
    return buffer.getvalue()


def box(slide: Any, *paragraphs: str, width: float = 300, height: float = 100, top: float = 120, size: float = 20,
        alt: str = "", name: str = "Body", left: float = 48) -> Any:  # fmt: skip
    """A text box without insets whose size is fixed; places and sizes are in points."""
    shape = slide.shapes.add_textbox(Pt(left), Pt(top), Pt(width), Pt(height))
    shape.name = name
    frame = shape.text_frame
    frame.word_wrap = True
    frame.auto_size = pptx.enum.text.MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for number, text in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size, run.font.name = text, Pt(size), "Calibri"
    if alt:
        shape._element.nvSpPr.cNvPr.set("descr", alt)
    return shape


def table(slide: Any, rows: Sequence[Sequence[str]], top: float = 120, row: float = 30, width: float = 864) -> Any:
    """A table over the width of the slide, in 16 point type."""
    columns = len(rows[0])
    frame = slide.shapes.add_table(len(rows), columns, Pt(48), Pt(top), Pt(width), Pt(row * len(rows)))
    for number, texts in enumerate(rows):
        frame.table.rows[number].height = Pt(row)
        for column, text in enumerate(texts):
            cell = frame.table.cell(number, column)
            cell.text = text
            for run in cell.text_frame.paragraphs[0].runs:
                run.font.size = Pt(16)
    frame.name = "Table"
    return frame


def title(slide: Any, text: str) -> None:
    """The slide's title."""
    slide.shapes.title.text = text


def fill(data: bytes, language: str = "", **context: Any) -> list[Any]:
    """The slides of a rendered deck, as python-pptx reads them."""
    template = OfficeTemplate(data, "deck.pptx").compile(LANGUAGES[language] if language else None)
    return list(pptx.Presentation(io.BytesIO(template.render(context))).slides)


def texts(slide: Any, name: str = "Body") -> list[str]:
    """The paragraphs of a box; none where the slide has no such box."""
    return [p.text for shape in slide.shapes if shape.name == name for p in shape.text_frame.paragraphs]


def sizes(slide: Any, name: str = "Body") -> set[float]:
    """The sizes of the runs of a box, in points."""
    return {run.font.size.pt for s in slide.shapes if s.name == name for p in s.text_frame.paragraphs for run in p.runs}


def rows(slide: Any) -> list[list[str]]:
    """The texts of a slide's table."""
    frame = next(shape for shape in slide.shapes if shape.has_table)
    return [[cell.text for cell in row.cells] for row in frame.table.rows]
