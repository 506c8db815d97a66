"""Reads the shapes of a slide: what kind each is, where it is, its text, and whether it is described."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from reportgen.diagnostics import Message, marked
from reportgen.office.drawing.boxes import Box, first_box
from reportgen.office.drawing.placeholders import placeholder_of, placeholder_type
from reportgen.office.markup.dialect import ARPR_FILLS, SHAPES
from reportgen.office.markup.namespaces import qn
from reportgen.review.visible_text import VisibleText

DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
"""The extension by which Office marks what a screen reader passes over (MS-ODRAWXML 2.35)."""
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_KINDS = {qn("p:pic"): marked("picture"), qn("p:grpSp"): marked("group"), qn("p:cxnSp"): marked("line")}

Shapes = tuple[etree._Element, ...]
"""The elements of shapes."""


@dataclass(frozen=True, eq=False)
class Shape:
    """A shape of a slide.

    `placeholder` is its placeholder type (`obj` where it states none), empty for other shapes; `inherits` are the
    placeholders of layout and master that it inherits from. What else rules ask of it is read when the first one asks.
    """

    element: etree._Element
    texts: VisibleText
    placeholder: str
    inherits: Shapes

    @cached_property
    def _properties(self) -> etree._Element | None:
        return self.element.find(f"*/{qn('p:cNvPr')}")

    def _attribute(self, name: str) -> str:
        return str(self._properties.get(name, "")) if self._properties is not None else ""

    @property
    def name(self) -> str:
        """Its name in the selection pane."""
        return self._attribute("name")

    @property
    def step(self) -> str:
        """The step that names it in a message."""
        return Message('shape "{name}"', name=self.name)

    @cached_property
    def kind(self) -> str:
        """What an editor calls it."""
        if self.element.tag != qn("p:graphicFrame"):
            return _KINDS.get(str(self.element.tag), marked("shape"))
        data = self.element.find(f".//{qn('a:graphicData')}")
        uri = data.get("uri", "") if data is not None else ""
        if uri.endswith("/table"):
            return marked("table")
        if "chart" in uri:
            return marked("chart")
        return marked("SmartArt graphic") if uri == _DIAGRAM else marked("object")

    @cached_property
    def box(self) -> Box | None:
        """Where it is, in EMU; a member of a group in the coordinates of the group."""
        return first_box((self.element, *self.inherits))

    @cached_property
    def text(self) -> str:
        """What a reader sees of its text; nothing for a group."""
        return self.texts.below(self.element) if self.kind != "group" else ""

    @property
    def id(self) -> str:
        """Its number on the slide."""
        return self._attribute("id")

    @property
    def raw_description(self) -> str:
        """Its alternative text as it is stored, tags and all."""
        return self._attribute("descr")

    @property
    def description(self) -> str:
        """Its alternative text, and the title of that."""
        return self.texts.of(f"{self.raw_description} {self._attribute('title')}").strip()

    @property
    def has_alternative_text(self) -> bool:
        """Whether anything stands in its alternative text, tags that print nothing too."""
        return bool(self.raw_description.strip())

    @cached_property
    def is_decorative(self) -> bool:
        """Whether a screen reader passes it over."""
        return self._properties is not None and is_decorative(self._properties)

    @property
    def is_visible(self) -> bool:
        """Whether it shows anything without a text: a fill, a line, or what its style gives it."""
        properties = self.element.find(qn("p:spPr"))
        if self.element.find(qn("p:style")) is not None:
            return True
        if properties is None:
            return False
        fill = next((child.tag for child in properties if child.tag in ARPR_FILLS), qn("a:noFill"))
        line = properties.find(qn("a:ln"))
        has_line = line is not None and line.find(qn("a:noFill")) is None and len(line) > 0
        return fill != qn("a:noFill") or has_line

    @cached_property
    def members(self) -> tuple[Shape, ...]:
        """The shapes of a group; none for other shapes."""
        return tuple(shapes_in(self.element, self.texts)) if self.kind == "group" else ()

    def leaves(self) -> Iterator[Shape]:
        """Yield the shape, or the shapes in it when it is a group."""
        if self.kind != "group":
            yield self
        for member in self.members:
            yield from member.leaves()


def shapes_in(
    tree: Iterable[etree._Element],
    texts: VisibleText,
    inherited_by: Callable[[etree._Element], Shapes] = lambda _: (),
) -> Iterator[Shape]:
    """Yield the shapes of a shape tree or of a group in the order in which they are drawn and read.

    `inherited_by` gives the elements that a placeholder (`p:ph`) inherits from. What groups hold is not listed.
    """
    for element in tree:
        if element.tag in SHAPES:
            placeholder = placeholder_of(element)
            inherits = inherited_by(placeholder) if placeholder is not None else ()
            yield Shape(element, texts, placeholder_type(placeholder), inherits)


def shape_tree(root: etree._Element) -> Iterable[etree._Element]:
    """Return the shape tree of a slide, layout or master; nothing where a damaged file has none."""
    tree = root.find(f"{qn('p:cSld')}/{qn('p:spTree')}")
    return tree if tree is not None else ()


def is_decorative(properties: etree._Element) -> bool:
    """Whether `cNvPr` or `docPr` marks its drawing as decorative."""
    return any(mark.get("val", "1") not in ("0", "false") for mark in properties.iter(DECORATIVE))
