"""Decks as LibreOffice writes them are measured as they were before."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree
from pptx.enum.text import MSO_AUTO_SIZE

from reportgen.diagnostics import ProblemsFound
from reportgen.template import OfficeTemplate
from tests.fit.decks import deck_of, fill, table, title
from tests.support.cxml import qn
from tests.support.office import parts_of, with_xml

SLIDE, LAYOUT = "ppt/slides/slide1.xml", "ppt/slideLayouts/slideLayout1.xml"


def _as_libreoffice_writes_margins(root: etree._Element) -> None:
    """Margins of 0: left out of the cell, written to its text body."""
    for cell in root.iter(qn("a:tc")):
        cell.find(qn("a:tcPr")).attrib.clear()
        cell.find(f"{qn('a:txBody')}/{qn('a:bodyPr')}").attrib.update(
            {"lIns": "0", "rIns": "0", "tIns": "0", "bIns": "36000"}
        )


def test_a_cell_has_the_margins_of_its_text_body() -> None:
    """A word that fits into a cell without margins fits; the finished file says it where PowerPoint looks."""
    data = deck_of(lambda slide: table(slide, [["{{ x }}"] * 12], width=12 * 72))
    with pytest.raises(ProblemsFound, match="wider than its cell"):
        fill(data, x="Document")
    resaved = with_xml(data, SLIDE, _as_libreoffice_writes_margins)
    rendered = OfficeTemplate(resaved, "deck.pptx").compile().render({"x": "Document"})
    cell = next(etree.fromstring(parts_of(rendered)[SLIDE]).iter(qn("a:tcPr")))
    assert dict(cell.attrib) == {"marL": "0", "marR": "0", "marT": "0", "marB": "36000"}


def test_the_margins_of_a_cell_go_before_those_of_its_text_body() -> None:
    """PowerPoint reads no others."""

    def both(root: etree._Element) -> None:
        _as_libreoffice_writes_margins(root)
        for properties in root.iter(qn("a:tcPr")):
            properties.attrib.update({"marL": "91440", "marR": "91440"})

    data = with_xml(deck_of(lambda slide: table(slide, [["{{ x }}"] * 12], width=12 * 72)), SLIDE, both)
    with pytest.raises(ProblemsFound, match="wider than its cell"):
        fill(data, x="Document")


def test_a_layout_with_a_subtitle_is_for_title_slides() -> None:
    """LibreOffice drops the layout's type; a title slide is made smaller, and never goes on on another."""

    def build(slide: Any) -> None:
        title(slide, "Title")
        slide.placeholders[1].text_frame.text = "{{ x }}\n{{ x }}"
        slide.placeholders[1].text_frame.auto_size = MSO_AUTO_SIZE.NONE

    def without_type(root: etree._Element) -> None:
        root.set("type", "tx")

    data = with_xml(deck_of(build, layout=0), LAYOUT, without_type)
    assert len(fill(data, x="Both sides will continue to work closely together.")) == 1
