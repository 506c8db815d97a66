"""Equations on slides, which PowerPoint writes in a shape of two versions with namespaces of their own."""

from __future__ import annotations

import io
from typing import Any

import pptx
from lxml import etree
from pptx.enum.text import MSO_AUTO_SIZE

from reportgen.template import OfficeTemplate
from tests.fit.decks import box, deck_of

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
A14 = "http://schemas.microsoft.com/office/drawing/2010/main"


def _with_equation(slide: Any) -> None:
    shape = box(slide, "{{ text }}", height=30)
    shape.text_frame.auto_size = MSO_AUTO_SIZE.SHAPE_TO_FIT_TEXT
    alternatives = etree.fromstring(
        f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice xmlns:a14="{A14}" Requires="a14"/><mc:Fallback/>'
        "</mc:AlternateContent>"
    )
    element = shape._element
    element.getparent().append(alternatives)
    alternatives[1].append(etree.fromstring(etree.tostring(element)))
    alternatives[0].append(element)
    paragraph = next(element.iter("{*}p"))
    formula = f'<m:oMath xmlns:m="{MATH}"><m:r><m:t>x</m:t></m:r></m:oMath>'
    paragraph.append(etree.fromstring(f'<a14:m xmlns:a14="{A14}">{formula}</a14:m>'))


def test_the_text_beside_an_equation_is_printed_and_measured() -> None:
    """Both versions grow alike, and the equation stays in the one that shows it."""
    data = OfficeTemplate(deck_of(_with_equation)).render({"text": "many words " * 12})
    slide = pptx.Presentation(io.BytesIO(data)).slides[0]._element
    (choice,) = slide.iter(f"{{{MC}}}Choice")
    assert choice.nsmap[choice.get("Requires")] == A14
    assert [formula.getparent().tag for formula in slide.iter(f"{{{MATH}}}oMath")] == [f"{{{A14}}}m"]
    frames = [shape.find(".//{*}xfrm/{*}ext") for shape in slide.iter("{*}sp")]
    heights = [int(frame.get("cy")) for frame in frames if frame is not None]
    assert len(heights) == 2
    assert min(heights) == max(heights) > 12700 * 30
