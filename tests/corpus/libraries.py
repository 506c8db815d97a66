"""Word and PowerPoint files as python-docx and python-pptx write them, from the templates that these bring along."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
import pptx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_BREAK
from docx.shared import Pt, RGBColor
from pptx.chart.data import BubbleChartData, CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.util import Inches

from tests.corpus.words import CHINESE, ENGLISH, MORE
from tests.support.drawings import jpeg, png

# -- python-docx


def _headings(document: Any) -> None:
    document.add_heading(CHINESE, 0)
    document.add_heading(ENGLISH, 1)
    paragraph = document.add_paragraph(f"{ENGLISH} ")
    paragraph.add_run(CHINESE).bold = True
    paragraph.add_run("\tand\n").italic = True
    coloured = paragraph.add_run(MORE)
    coloured.font.size, coloured.font.color.rgb = Pt(18), RGBColor(0xAA, 0, 0)
    document.core_properties.title = CHINESE


def _tables(document: Any) -> None:
    table = document.add_table(4, 3, "Light Grid Accent 1")
    for number, cell in enumerate(table._cells):
        cell.text = (CHINESE, ENGLISH, MORE)[number % 3]
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 2).merge(table.cell(2, 2))
    table.cell(3, 0).add_table(1, 2).cell(0, 1).text = CHINESE


def _headers(document: Any) -> None:
    section = document.sections[0]
    section.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    for place in (section.header, section.first_page_header, section.even_page_header, section.footer):
        place.paragraphs[0].text = f"{CHINESE}\t{ENGLISH}"
    document.add_paragraph(MORE).add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph(CHINESE)


def _sections(document: Any) -> None:
    document.add_paragraph(ENGLISH)
    wide = document.add_section(WD_SECTION.NEW_PAGE)
    wide.orientation, wide.page_width, wide.page_height = WD_ORIENT.LANDSCAPE, wide.page_height, wide.page_width
    wide.header.is_linked_to_previous = False
    wide.header.paragraphs[0].text = CHINESE
    document.add_paragraph(MORE)
    document.add_section(WD_SECTION.CONTINUOUS)
    document.add_paragraph(CHINESE)


def _lists(document: Any) -> None:
    for style in ("List Number", "List Bullet", "List Bullet 2", "List Number", "Quote", "Caption"):
        document.add_paragraph(CHINESE if "Bullet" in style else ENGLISH, style)


def _pictures(document: Any) -> None:
    document.add_picture(io.BytesIO(png(40, 20)), Inches(2))
    document.add_paragraph(CHINESE).add_run().add_picture(io.BytesIO(jpeg()), Inches(1))


def _comments(document: Any) -> None:
    run = document.add_paragraph(ENGLISH).add_run(CHINESE)
    document.add_comment(run, MORE, "Ada Wong", "AW")
    document.add_comment(run, ENGLISH, "Ben", "B").add_paragraph(CHINESE)


def _long(document: Any) -> None:
    for number in range(60):
        document.add_paragraph(f"{number}. {ENGLISH}。{CHINESE}，{MORE}。")


DOCUMENTS: dict[str, Callable[[Any], None]] = {
    "headings": _headings, "tables": _tables, "headers": _headers, "sections": _sections, "lists": _lists,
    "pictures": _pictures, "comments": _comments, "long text": _long,
}  # fmt: skip


def document(name: str) -> bytes:
    """A Word file of python-docx's."""
    made, stream = docx.Document(), io.BytesIO()
    DOCUMENTS[name](made)
    made.save(stream)
    return stream.getvalue()


# -- python-pptx


def _slide(deck: Any, layout: int = 5, title: str = "") -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[layout])
    if slide.shapes.title is not None:
        slide.shapes.title.text = title or f"{CHINESE} {len(deck.slides)}"
    return slide


def _layouts(deck: Any) -> None:
    for number in range(len(deck.slide_layouts)):
        for place in _slide(deck, number).placeholders:
            if place.placeholder_format.idx and place.has_text_frame:
                place.text_frame.text = MORE


def _deck_tables(deck: Any) -> None:
    table = _slide(deck).shapes.add_table(3, 3, Inches(1), Inches(2), Inches(8), Inches(2)).table
    for number, cell in enumerate(table.iter_cells()):
        cell.text = (CHINESE, ENGLISH, MORE)[number % 3]
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 2).merge(table.cell(2, 2))


def _charts(deck: Any) -> None:
    for kind in (XL_CHART_TYPE.COLUMN_STACKED, XL_CHART_TYPE.PIE, XL_CHART_TYPE.LINE_MARKERS, XL_CHART_TYPE.RADAR):
        data = CategoryChartData()
        data.categories = [CHINESE, ENGLISH, "2023"]
        data.add_series(MORE, (1, 2.5, 3))
        chart = _slide(deck).shapes.add_chart(kind, Inches(1), Inches(2), Inches(6), Inches(4), data).chart
        chart.has_title = True
        chart.chart_title.text_frame.text = CHINESE


def _point_charts(deck: Any) -> None:
    points, bubbles = XyChartData(), BubbleChartData()
    for data, point in ((points, (1, 2)), (bubbles, (1, 2, 3))):
        data.add_series(CHINESE).add_data_point(*point)
    for kind, data in ((XL_CHART_TYPE.XY_SCATTER, points), (XL_CHART_TYPE.BUBBLE, bubbles)):
        _slide(deck).shapes.add_chart(kind, Inches(1), Inches(2), Inches(6), Inches(4), data)


def _groups(deck: Any) -> None:
    group = _slide(deck).shapes.add_group_shape()
    group.shapes.add_shape(MSO_SHAPE.CHEVRON, Inches(1), Inches(2), Inches(5), Inches(1)).text = CHINESE
    inner = group.shapes.add_group_shape()
    inner.shapes.add_textbox(Inches(1), Inches(4), Inches(5), Inches(1)).text_frame.text = ENGLISH
    inner.shapes.add_picture(io.BytesIO(png(30, 30)), Inches(6), Inches(4))


def _drawing(deck: Any) -> None:
    shapes = _slide(deck, 6).shapes
    first = shapes.add_shape(MSO_SHAPE.CLOUD, Inches(1), Inches(1), Inches(3), Inches(2))
    second = shapes.add_shape(MSO_SHAPE.OVAL, Inches(6), Inches(4), Inches(3), Inches(2))
    first.text, second.text = CHINESE, "b"
    line = shapes.add_connector(MSO_CONNECTOR.ELBOW, 0, 0, Inches(1), Inches(1))
    line.begin_connect(first, 3)
    line.end_connect(second, 1)
    builder = shapes.build_freeform(Inches(1), Inches(5))
    builder.add_line_segments([(Inches(2), Inches(6)), (Inches(3), Inches(5))])
    builder.convert_to_shape().text_frame.text = "f"


def _notes(deck: Any) -> None:
    for text in (CHINESE, ENGLISH):
        _slide(deck, 1).notes_slide.notes_text_frame.text = f"{text}\n{MORE}"


def _links(deck: Any) -> None:
    first, second = _slide(deck, 6), _slide(deck)
    run = first.shapes.add_textbox(Inches(1), Inches(1), Inches(6), Inches(1)).text_frame.paragraphs[0].add_run()
    run.text, run.hyperlink.address = CHINESE, "https://example.org/a?b=c&d=e"
    button = first.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(1), Inches(3), Inches(3), Inches(1))
    button.text, button.click_action.target_slide = ENGLISH, second


def _overflow(deck: Any) -> None:
    """Old texts that are too long for their shapes, under every kind of autofit, on slides with the same title."""
    for kind in (None, *MSO_AUTO_SIZE):
        if kind is not MSO_AUTO_SIZE.MIXED:
            frame = (
                _slide(deck, title=CHINESE).shapes.add_textbox(Inches(1), Inches(2), Inches(3), Inches(1)).text_frame
            )
            frame.word_wrap, frame.text = True, f"{ENGLISH} {CHINESE} " * 8
            if kind is not None:
                frame.auto_size = kind


DECKS: dict[str, Callable[[Any], None]] = {
    "layouts": _layouts, "tables": _deck_tables, "charts": _charts, "point charts": _point_charts, "groups": _groups,
    "drawing": _drawing, "notes": _notes, "links": _links, "static overflow": _overflow,
}  # fmt: skip


def deck(name: str) -> bytes:
    """A PowerPoint file of python-pptx's."""
    made, stream = pptx.Presentation(), io.BytesIO()
    DECKS[name](made)
    made.save(stream)
    return stream.getvalue()
