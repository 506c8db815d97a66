"""Reads the shapes of a slide: what kind each is, where it is, its text, and whether it is described."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from reportgen.office.drawing.boxes import Box, first_box
from reportgen.office.drawing.placeholders import inherited_shapes, placeholder_of, placeholder_type
from reportgen.office.markup.dialect import ARPR_FILLS, SHAPES
from reportgen.office.markup.namespaces import qn
from reportgen.review.document import OfficeDocument, Slide

DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
"""The extension by which Office marks what a screen reader passes over (MS-ODRAWXML 2.35)."""
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape of a slide.

    `kind` is what an editor calls it. `placeholder` is its placeholder type (`obj` where it states none), empty for
    other shapes; `inherits` are the placeholders of layout and master that it inherits from. `box` is in EMU.
    """

    element: etree._Element
    name: str
    kind: str
    placeholder: str
    inherits: tuple[etree._Element, ...]
    box: Box | None
    text: str
    description: str
    decorative: bool

    @property
    def step(self) -> str:
        """The step that names it in a message."""
        return f'shape "{self.name}"'


@lru_cache(maxsize=100)  # every rule asks for them
def slide_shapes(document: OfficeDocument, slide: Slide) -> tuple[Shape, ...]:
    """Return the shapes of a slide in the order in which they are drawn and read; those of a group are not listed."""
    return tuple(tree_shapes(document, slide.root, slide.layout, slide.master))


def tree_shapes(
    document: OfficeDocument,
    root: etree._Element,
    layout: etree._Element | None = None,
    master: etree._Element | None = None,
) -> Iterator[Shape]:
    """Yield the shapes of a slide, layout or master; its placeholders inherit from `layout` and `master`."""
    tree = root.find(f"{qn('p:cSld')}/{qn('p:spTree')}")
    if tree is not None:
        yield from (_shape(document, element, layout, master) for element in tree if element.tag in SHAPES)


def members(document: OfficeDocument, group: Shape) -> Iterator[Shape]:
    """Yield the shapes of a group; their boxes are in the coordinates of the group."""
    yield from (_shape(document, element) for element in group.element if element.tag in SHAPES)


def _shape(
    document: OfficeDocument,
    element: etree._Element,
    layout: etree._Element | None = None,
    master: etree._Element | None = None,
) -> Shape:
    properties = element.find(f"*/{qn('p:cNvPr')}")
    placeholder = placeholder_of(element)
    inherits = tuple(inherited_shapes(placeholder, layout, master)) if placeholder is not None else ()
    attributes = dict(properties.attrib) if properties is not None else {}
    return Shape(
        element,
        str(attributes.get("name", "")),
        _kind(element),
        placeholder_type(placeholder),
        inherits,
        first_box((element, *inherits)),
        document.text(element) if element.tag != qn("p:grpSp") else "",
        document.visible_text(f"{attributes.get('descr', '')} {attributes.get('title', '')}").strip(),
        properties is not None and is_decorative(properties),
    )


def is_decorative(properties: etree._Element) -> bool:
    """Whether `cNvPr` or `docPr` marks its drawing as decorative."""
    return any(mark.get("val", "1") not in ("0", "false") for mark in properties.iter(DECORATIVE))


def _kind(element: etree._Element) -> str:
    if element.tag == qn("p:graphicFrame"):
        data = element.find(f".//{qn('a:graphicData')}")
        uri = data.get("uri", "") if data is not None else ""
        if uri.endswith("/table"):
            return "table"
        if "chart" in uri:
            return "chart"
        return "SmartArt graphic" if uri == _DIAGRAM else "object"
    kinds = {qn("p:pic"): "picture", qn("p:grpSp"): "group", qn("p:cxnSp"): "line"}
    return kinds.get(str(element.tag), "shape")


def is_visible(shape: Shape) -> bool:
    """Whether a shape without text shows anything: a fill, a line, or what its style gives it."""
    properties = shape.element.find(qn("p:spPr"))
    if shape.element.find(qn("p:style")) is not None:
        return True
    if properties is None:
        return False
    fill = next((child.tag for child in properties if child.tag in ARPR_FILLS), qn("a:noFill"))
    line = properties.find(qn("a:ln"))
    has_line = line is not None and line.find(qn("a:noFill")) is None and len(line) > 0
    return fill != qn("a:noFill") or has_line
