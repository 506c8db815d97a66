"""The shapes of a slide: what each is, where it lies, what it says, and whether it is described."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from reportgen.office.markup.dialect import ARPR_FILLS, SHAPES
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.numbers import whole
from reportgen.review.document import OfficeDocument, Slide

DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
"""The extension by which Office marks what a screen reader passes over (MS-ODRAWXML 2.35)."""
TITLES = ("title", "ctrTitle")
"""The placeholder types that PowerPoint takes for a slide's title."""
FOOTERS = ("ftr", "dt", "sldNum")
"""The placeholder types of what every slide repeats: footer, date, slide number."""
_SAME = {"ctrTitle": "title", "subTitle": "body"}
"""Placeholder types of layouts → the master's type they inherit from; others without one of their own take `body`."""
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a slide, in EMU."""

    left: int
    top: int
    right: int
    bottom: int

    def holds(self, other: Box) -> bool:
        """Whether the other lies wholly inside."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom

    def shares_column(self, other: Box) -> bool:
        """Whether more than a tenth of the narrower one's width lies above or below the other."""
        shared = min(self.right, other.right) - max(self.left, other.left)
        return shared * 10 > min(self.right - self.left, other.right - other.left)

    def shares_row(self, other: Box) -> bool:
        """Whether more than a tenth of the lower one's height lies beside the other."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared * 10 > min(self.bottom - self.top, other.bottom - other.top)

    def meets(self, other: Box) -> bool:
        """Whether they have a point inside in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape of a slide; `placeholder` is its type (`body` where none is said), empty for other shapes.

    `kind` is what an editor calls it; `inherits` are the placeholders of layout and master it takes from.
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
        """The step that names it to the user."""
        return f'shape "{self.name}"'


@lru_cache(maxsize=100)  # every rule asks for them
def slide_shapes(document: OfficeDocument, slide: Slide) -> tuple[Shape, ...]:
    """The shapes of a slide in the order in which they are drawn and read; those of a group stay in it."""
    return tuple(tree_shapes(document, slide.root, (slide.layout, slide.master)))


def tree_shapes(
    document: OfficeDocument, root: etree._Element, sources: tuple[etree._Element | None, ...] = ()
) -> Iterator[Shape]:
    """The shapes of a slide, layout or master, whose placeholders inherit from `sources`."""
    tree = root.find(f"{qn('p:cSld')}/{qn('p:spTree')}")
    if tree is not None:
        yield from (_shape(document, element, sources) for element in tree if element.tag in SHAPES)


def members(document: OfficeDocument, group: Shape) -> Iterator[Shape]:
    """The shapes of a group, without places: a group has coordinates of its own."""
    yield from (_shape(document, element, ()) for element in group.element if element.tag in SHAPES)


def _shape(document: OfficeDocument, element: etree._Element, sources: tuple[etree._Element | None, ...]) -> Shape:
    properties = element.find(f"*/{qn('p:cNvPr')}")
    ph = element.find(f"*/{qn('p:nvPr')}/{qn('p:ph')}")
    inherits = tuple(_inherited(ph, sources)) if ph is not None else ()
    named = dict(properties.attrib) if properties is not None else {}
    return Shape(
        element,
        str(named.get("name", "")),
        _kind(element),
        ph.get("type", "body") if ph is not None else "",
        inherits,
        next((box for box in map(_box, (element, *inherits)) if box), None),
        document.text(element) if element.tag != qn("p:grpSp") else "",
        document.shown(f"{named.get('descr', '')} {named.get('title', '')}").strip(),
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


def _inherited(ph: etree._Element, sources: tuple[etree._Element | None, ...]) -> Iterator[etree._Element]:
    """The placeholders of layout and master that stand behind one: the same number, else the same type."""
    kind, index = ph.get("type", "body"), ph.get("idx")
    for root in sources:
        if root is None:
            continue
        found = list(root.iter(qn("p:ph")))
        kinds = (kind, _SAME.get(kind, kind))
        match = next((one for one in found if index is not None and one.get("idx") == index), None)
        if match is None or root.tag == qn("p:sldMaster"):
            match = next((one for wanted in kinds for one in found if one.get("type", "body") == wanted), None)
        if match is None:
            continue
        if match.get("type"):
            kind = str(match.get("type"))
        shape = match.getparent().getparent().getparent()  # type: ignore[union-attr]  # p:nvPr, p:nvSpPr, p:sp
        if shape is not None:
            yield shape


def _box(element: etree._Element) -> Box | None:
    transform = next((x for x in element.iterfind(f"*/{qn('a:xfrm')}")), None)
    if transform is None:
        transform = element.find(qn("p:xfrm"))
    offset = transform.find(qn("a:off")) if transform is not None else None
    extent = transform.find(qn("a:ext")) if transform is not None else None
    if offset is None or extent is None:
        return None
    left, top = whole(offset.get("x")), whole(offset.get("y"))
    return Box(left, top, left + whole(extent.get("cx")), top + whole(extent.get("cy")))


def is_visible(shape: Shape) -> bool:
    """Whether a shape without text shows anything: a fill, a line, or what its style gives it."""
    properties = shape.element.find(qn("p:spPr"))
    if shape.element.find(qn("p:style")) is not None:
        return True
    if properties is None:
        return False
    fill = next((child.tag for child in properties if child.tag in ARPR_FILLS), qn("a:noFill"))
    line = properties.find(qn("a:ln"))
    drawn = line is not None and line.find(qn("a:noFill")) is None and len(line) > 0
    return fill != qn("a:noFill") or drawn
