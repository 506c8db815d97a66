"""Contrast is computed where both colours are known, and only there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches, Pt

from reportgen.review.colour_values import contrast_ratio, parse_hexadecimal
from reportgen.review.contrast import low_contrast_text
from reportgen.review.document import OfficeDocument
from tests.support.cxml import xml
from tests.support.office import Slide, docx_of, pptx_of, table

GREY, WHITE, DARK = (RGBColor.from_string(name) for name in ("A6A6A6", "FFFFFF", "16324F"))


def _ratios(data: bytes, extension: str) -> list[float]:
    return [round(faint.ratio, 1) for faint in low_contrast_text(OfficeDocument(data, f"a.{extension}"))]


def _slide(change: Callable[[Any, Any], None], colour: RGBColor | None = WHITE) -> list[float]:
    """The contrasts that are too low when a slide's text box "Body" has a colour and is changed."""

    def changed(slide: Any) -> None:
        box = slide.shapes[0]
        if colour is not None:
            box.text_frame.paragraphs[0].runs[0].font.color.rgb = colour
        change(slide, box)

    return _ratios(pptx_of(Slide(["Text"], change=changed)), "pptx")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("000000", "FFFFFF", 21), ("FFFFFF", "FFFFFF", 1), ("767676", "FFFFFF", 4.54), ("FF0000", "FFFFFF", 4.0)],
)
def test_the_ratio_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    """Known pairs, in either order."""
    first, second = parse_hexadecimal(one), parse_hexadecimal(other)
    assert first is not None
    assert second is not None
    assert contrast_ratio(first, second) == contrast_ratio(second, first)
    assert abs(contrast_ratio(first, second) - ratio) < 0.01


def _fill(shape: Any, colour: RGBColor) -> None:
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour


def _panel(slide: Any, colour: RGBColor | None, width: float = 8) -> Any:
    """A panel under everything else."""
    panel = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(0.5), Inches(0.5), Inches(width), Inches(4))
    slide.shapes._spTree.insert(2, panel._element)
    if colour is not None:
        _fill(panel, colour)
    return panel


def _background(slide: Any, colour: RGBColor) -> None:
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = colour


def _theme(box: Any, lighter: float) -> None:
    colour = box.text_frame.paragraphs[0].runs[0].font.color
    colour.theme_color, colour.brightness = MSO_THEME_COLOR.TEXT_1, lighter


@pytest.mark.parametrize(
    ("change", "ratios"),
    [
        (lambda slide, box: None, [1.0]),
        (lambda slide, box: _fill(box, DARK), []),
        (lambda slide, box: _background(slide, DARK), []),
        (lambda slide, box: _panel(slide, DARK), []),
        (lambda slide, box: _panel(slide, GREY), [2.4]),
        (lambda slide, box: _panel(slide, GREY, width=2), []),  # half on it: not known
        (lambda slide, box: _panel(slide, None), []),  # the theme's gradient
        (lambda slide, box: box.fill.gradient(), []),
        (lambda slide, box: _theme(box, 0), []),
        (lambda slide, box: _theme(box, 0.75), [1.8]),
    ],
)
def test_what_a_slides_text_stands_on(change: Callable[[Any, Any], None], ratios: list[float]) -> None:
    """The shape's own fill, what lies under it, the background; white text, or the theme's own made lighter."""
    assert _slide(change) == ratios


def test_large_text_needs_less() -> None:
    """From 18 points, or 14 in bold, 3 to 1 is enough."""

    def size(points: int, bold: bool = False) -> Callable[[Any, Any], None]:
        def change(slide: Any, box: Any) -> None:
            font = box.text_frame.paragraphs[0].runs[0].font
            font.size, font.bold = Pt(points), bold

        return change

    grey = RGBColor.from_string("8C8C8C")  # 3.4 to 1 on white
    sizes = [(18, False), (14, True), (17, False), (14, False), (13, True)]
    assert [bool(_slide(size(*one), grey)) for one in sizes] == [False, False, True, True, True]


def test_a_stroke_between_words_is_decoration() -> None:
    """Text without a letter or a figure says nothing."""

    def change(slide: Any, box: Any) -> None:
        box.text_frame.paragraphs[0].runs[0].text = " | "

    assert _slide(change) == []


@pytest.mark.parametrize(
    ("paragraph", "ratios"),
    [
        ('w:p/w:r/(w:rPr/w:color{w:val=A6A6A6},w:t"Faint")', [2.4]),
        ('w:p/w:r/(w:rPr/w:color{w:val=auto},w:t"Black")', []),
        ('w:p/w:r/(w:rPr/(w:color{w:val=FFFFFF},w:shd{w:val=clear,w:fill="16324F"}),w:t"White")', []),
        ('w:p/(w:pPr/w:shd{w:val=clear,w:fill="A6A6A6"},w:r/(w:rPr/w:color{w:val=FFFFFF},w:t"White"))', [2.4]),
        ('w:p/w:r/(w:rPr/(w:color{w:val=FFFFFF},w:highlight{w:val=black}),w:t"White")', []),
    ],
)
def test_what_a_documents_text_stands_on(paragraph: str, ratios: list[float]) -> None:
    """The run's shading, the paragraph's, the white page; a highlight is not judged."""
    assert _ratios(docx_of(xml(paragraph)), "docx") == ratios


def test_a_cells_shading_is_its_ground() -> None:
    """White text in a dark header row is read well."""
    element = table(["Header"])
    element.find(".//{*}tcPr").append(xml('w:shd{w:val=clear,w:fill="16324F"}'))
    element.find(".//{*}r").insert(0, xml("w:rPr/w:color{w:val=FFFFFF}"))
    assert _ratios(docx_of(element), "docx") == []


def test_a_colour_that_a_tag_will_give_is_not_judged() -> None:
    """The finished file shows it."""
    element = table(["{% cellbg colour %}{{ text }}"])
    element.find(".//{*}r").insert(0, xml("w:rPr/w:color{w:val=FFFFFF}"))
    assert list(low_contrast_text(OfficeDocument(docx_of(element), "a.docx", is_template=True))) == []


@pytest.mark.parametrize(("highlight", "found"), [("16324F", []), ("A6A6A6", [2.4])])
def test_highlighted_text_stands_on_its_highlight(highlight: str, found: list[float]) -> None:
    """White text on a dark highlight is readable on a white slide."""

    def mark(_slide: Any, box: Any) -> None:
        properties = box.text_frame.paragraphs[0].runs[0]._r.get_or_add_rPr()
        properties.append(xml(f"a:highlight/a:srgbClr{{val={highlight}}}"))

    assert _slide(mark) == found
