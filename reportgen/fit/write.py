"""Writes what fitting decided into a slide: sizes, spacing, heights.

Everything is written out (`sz`, `spcPts`, `a:ext`), because PowerPoint, LibreOffice and WPS shrink text by rules of
their own or not at all; so all three show the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from lxml import etree

from reportgen.fit.geometry import Rectangle
from reportgen.fit.measure import Setting
from reportgen.fit.paragraphs import Paragraph
from reportgen.lang.joints import loosened
from reportgen.office.drawing.text_styles import Spacing
from reportgen.office.markup.dialect import insert_in_order
from reportgen.office.markup.marks import SCALED, TRACED
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.numbers import EMU_PER_POINT

_PPR_ORDER = (
    "a:lnSpc", "a:spcBef", "a:spcAft", "a:buClrTx", "a:buClr", "a:buSzTx", "a:buSzPct", "a:buSzPts", "a:buFontTx",
    "a:buFont", "a:buNone", "a:buAutoNum", "a:buChar", "a:buBlip", "a:tabLst", "a:defRPr", "a:extLst",
)  # fmt: skip
"""The children of `a:pPr` in the schema's sequence (CT_TextParagraphProperties)."""
_RUN_ELEMENTS = (qn("a:r"), qn("a:fld"), qn("a:br"))


def write_setting(paragraphs: Iterable[Paragraph], setting: Setting) -> None:
    """Write a setting into paragraphs; what it does not change is not written."""
    for paragraph in paragraphs:
        style, scale = paragraph.style, setting.scale_of(paragraph)
        if setting.lines != 1.0 or (scale != 1.0 and style.line[0]):
            _write_spacing(paragraph, "a:lnSpc", style.line, setting.lines * (scale if style.line[0] else 1.0))
        for name, spacing in (("a:spcBef", style.before), ("a:spcAft", style.after)):
            if spacing[1] and (setting.gaps != 1.0 or scale != 1.0):
                _write_spacing(paragraph, name, spacing, setting.gaps * (scale if spacing[0] else 1.0))
        if scale != 1.0:
            _scale_runs(paragraph, scale)


def _write_spacing(paragraph: Paragraph, name: str, spacing: Spacing, factor: float) -> None:
    """Write a spacing of a paragraph (`a:lnSpc` …) times a factor, in hundredths of a point or thousandths of 1 %."""
    element = etree.Element(qn(name))
    points, value = spacing
    unit, size = ("a:spcPts", value * factor * 100) if points else ("a:spcPct", value * factor * 100_000)
    etree.SubElement(element, qn(unit), val=str(math.floor(size)))
    after = frozenset(map(qn, _PPR_ORDER[_PPR_ORDER.index(name) + 1 :]))
    insert_in_order(paragraph_properties(paragraph.element), element, after)


def paragraph_properties(paragraph: etree._Element) -> etree._Element:
    """Return the `a:pPr` of a paragraph, which is added where there is none."""
    properties = paragraph.find(qn("a:pPr"))
    if properties is None:
        properties = etree.Element(qn("a:pPr"))
        paragraph.insert(0, properties)
    return properties


def _scale_runs(paragraph: Paragraph, scale: float) -> None:
    """Scale the sizes of a paragraph's runs, and of its end, which counts where the paragraph is empty."""
    default = paragraph.style.run.size
    for run in paragraph.element.iterchildren(*_RUN_ELEMENTS):
        properties = run.find(qn("a:rPr"))
        if properties is None:
            properties = etree.Element(qn("a:rPr"))
            run.insert(0, properties)
        _scale_size(properties, default, scale)
    end = paragraph.element.find(qn("a:endParaRPr"))
    if end is not None:
        _scale_size(end, default, scale)


def _scale_size(properties: etree._Element, default: float, scale: float) -> None:
    size = int(properties.get("sz") or default * 100)
    properties.set("sz", str(max(100, math.floor(size * scale))))  # hundredths of a point; the schema's least is 100
    if TRACED in properties.attrib:
        properties.set(SCALED, f"{scale:.2f}")


def write_size(shape: etree._Element, box: Rectangle) -> None:
    """Give a shape the width and height of `box`; one that has its position from its layout gets one of its own."""
    properties = shape.find(qn("p:spPr"))
    assert properties is not None
    transform = properties.find(qn("a:xfrm"))
    if transform is None:
        transform = etree.Element(qn("a:xfrm"))
        properties.insert(0, transform)
        x, y = (str(round(value * EMU_PER_POINT)) for value in box[:2])
        etree.SubElement(transform, qn("a:off"), x=x, y=y)
        etree.SubElement(transform, qn("a:ext"))
    extent = transform.find(qn("a:ext"))
    assert extent is not None
    extent.set("cx", str(math.ceil(box.width * EMU_PER_POINT)))
    extent.set("cy", str(math.ceil(box.height * EMU_PER_POINT)))


def loosen(texts: etree._Element) -> bool:
    """Let lines end again at the no-break spaces of texts, but for those in numbers (10 000); False without any.

    What was joined for good looks (`lang.joints`) may be wider than a narrow column.
    """
    found = [text for text in texts.iter(qn("a:t")) if text.text and loosened(text.text) != text.text]
    for text in found:
        text.text = loosened(text.text or "")
    return bool(found)


def wrap_lines(shape: etree._Element) -> None:
    """Make the lines of a shape wrap at its edge."""
    body = shape.find(f"{qn('p:txBody')}/{qn('a:bodyPr')}")
    if body is not None:
        body.set("wrap", "square")
