"""The typeface of a run: its own, its styles', the theme's for the language."""

from __future__ import annotations

from typing import Any

import pytest

from reportgen.review.document import OfficeDocument
from reportgen.review.typefaces import Typefaces, runs_with_typefaces
from tests.support.cxml import xml
from tests.support.drawings import chart_page, chart_slide
from tests.support.office import Slide, docx_of, pptx_of


def _deck(run: str, layout: str = "", properties: str = "") -> Typefaces:
    def change(slide: Any) -> None:
        body = slide.shapes[0].text_frame._txBody
        if layout:
            body.find("{*}lstStyle").append(xml(layout))

    data = pptx_of(Slide([xml(f'a:p/({properties}a:r/({run}a:t"Text"))')], change=change))
    ((_, typefaces),) = [one for one in runs_with_typefaces(OfficeDocument(data, "a.pptx")) if one[0].text == "Text"]
    return typefaces


def _document(run: str, properties: str = "") -> Typefaces:
    data = docx_of(xml(f'w:p/({properties}w:r/({run}w:t"Text"))'))
    ((_, typefaces),) = [one for one in runs_with_typefaces(OfficeDocument(data, "a.docx")) if one[0].text == "Text"]
    return typefaces


@pytest.mark.parametrize(
    ("run", "layout", "expected"),
    [
        ("", "", Typefaces("Calibri", "")),
        ("a:rPr/(a:latin{typeface=Georgia},a:ea{typeface=SimSun}),", "", Typefaces("Georgia", "SimSun")),
        ("a:rPr{lang=zh-HK},", "", Typefaces("Calibri", "新細明體")),
        ("a:rPr{lang=zh-CN}/a:latin{typeface=+mj-lt},", "", Typefaces("Calibri", "宋体")),
        ("", "a:lvl1pPr/a:defRPr/a:latin{typeface=Arial}", Typefaces("Arial", "")),
        ("", "a:lvl2pPr/a:defRPr/a:latin{typeface=Arial}", Typefaces("Calibri", "")),
    ],
)
def test_a_slides_run_takes_the_nearest_typeface(run: str, layout: str, expected: Typefaces) -> None:
    """The run's own, the list level's, the theme's; an empty theme slot means the typeface of the run's script."""
    assert _deck(run, layout) == expected


def test_a_charts_names_are_set_in_the_charts_typeface() -> None:
    """Titles, categories and series; the theme's where the chart names none."""

    def change(chart: Any) -> None:
        chart.font.name = "Arial"
        chart.has_title = True
        chart.chart_title.text_frame.text = "Visits"

    texts = {
        run.text: typefaces
        for run, typefaces in runs_with_typefaces(OfficeDocument(chart_slide(change=change), "a.pptx"))
    }
    assert texts["Old 1"].latin == texts["Visits"].latin == "Arial"
    plain = {run.text: typefaces for run, typefaces in runs_with_typefaces(OfficeDocument(chart_page(), "a.docx"))}
    assert plain["Old 1"].latin == "Cambria"


@pytest.mark.parametrize(
    ("run", "paragraph", "latin"),
    [
        ("w:rPr/w:rFonts{w:ascii=Georgia},", "", "Georgia"),
        ("w:rPr/w:rFonts{w:ascii=Georgia,w:asciiTheme=majorHAnsi},", "", "Calibri"),
        ("", "w:pPr/w:pStyle{w:val=MacroText},", "Courier"),
        ("", "", "Cambria"),
    ],
)
def test_a_documents_run_takes_the_nearest_typeface(run: str, paragraph: str, latin: str) -> None:
    """The run's own, its paragraph's style, the file's default; a theme reference counts before a name."""
    assert _document(run, paragraph).latin == latin


@pytest.mark.parametrize(
    ("character", "candidates"),
    [
        ("A", ("L",)),
        ("é", ("L", "E")),
        ("香", ("E",)),
        ("，", ("E",)),
        ("“", ("L", "E")),
        ("𫚭", ("E",)),
        ("Ж", ("L", "E")),
    ],
)
def test_a_characters_script_chooses_the_slot(character: str, candidates: tuple[str, ...]) -> None:
    """What either slot may show, as quotation marks, is looked for in both."""
    assert Typefaces("L", "E").candidates(character) == candidates
