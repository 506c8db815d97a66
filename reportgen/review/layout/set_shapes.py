"""Shapes of a slide as they are set, with the measures of fitting: where each lies, and what a reader sees of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from lxml import etree

from reportgen.fit.geometry import Rectangle, rectangle_of, text_area
from reportgen.fit.measure import WIDTH_USED, height_in_office, set_lines
from reportgen.fit.paragraphs import Measure, Paragraph, may_wrap
from reportgen.fit.tables import read_table
from reportgen.office.drawing.placeholders import FOOTERS
from reportgen.office.drawing.text_styles import SlideStyles, TextStyle
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.numbers import EMU_PER_POINT, emu
from reportgen.review.document import OfficeDocument
from reportgen.review.shapes import Shape
from reportgen.review.slides import Slide

_INSETS = 14.4
"""What a text has beside it unless its shape says otherwise, in points: both insets of ECMA-376 part 1 §21.1.2.1.1."""
_PANEL = 36.0
"""A shape without a text is no panel if it is narrower or lower, in points."""
_WIDEST = 4032.0
"""The width of the widest slide in points (`ST_SlideSizeCoordinate`): no line that does not wrap is longer."""


@dataclass
class SetShape:
    """A shape of a slide as it is set: where it lies, and its paragraphs or its table."""

    shape: Shape
    styles: SlideStyles
    measure: Measure

    @property
    def is_furniture(self) -> bool:
        """Whether it is a footer, a date or a slide number."""
        return self.shape.placeholder in FOOTERS

    @cached_property
    def box(self) -> Rectangle | None:
        """Where it lies; a table is as high as its rows."""
        if self.shape.box is None:
            return None
        box = rectangle_of(self.shape.element, self.shape.box)
        rows = (
            sum(emu(row.get("h")) or 0 for row in self.table.iterchildren(qn("a:tr"))) if self.table is not None else 0
        )
        return box._replace(height=max(box.height, rows / EMU_PER_POINT))

    @cached_property
    def table(self) -> etree._Element | None:
        """Its table, if it is one."""
        return next(self.shape.element.iter(qn("a:tbl")), None) if self.shape.kind == "table" else None

    @cached_property
    def style(self) -> TextStyle:
        """How its text is set."""
        return self.styles.of_shape(self.shape.element)

    @cached_property
    def body(self) -> etree._Element | None:
        """The body of its text, if it may have one."""
        return self.shape.element.find(qn("p:txBody")) if self.shape.kind == "shape" else None

    @cached_property
    def width(self) -> float:
        """The width of a column for its text, in points."""
        return text_area(self.box, self.style)[0] if self.box else 0.0

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs of its text; cells have theirs."""
        return self.measure.read(self.body, self.style) if self.body is not None else []

    @property
    def is_bare(self) -> bool:
        """Whether a reader sees its text alone, and no fill."""
        return self.body is not None and bool(self.shape.text) and not self.shape.is_visible

    def columns(self) -> Iterator[tuple[Paragraph, float]]:
        """Its paragraphs that may wrap, each with the width of its column in points."""
        if self.table is not None:
            for cell in read_table(self.table, self.styles.cells, self.measure, may_wrap).cells:
                yield from ((paragraph, cell.width / WIDTH_USED) for paragraph in cell.paragraphs)
            return
        if self.body is None or self.box is None or not may_wrap(self.body, self.box.width - _INSETS):
            return
        if self.style.wrap and self.style.upright and self.width > 0:
            yield from ((paragraph, self.width) for paragraph in self.paragraphs)

    def seen(self) -> Rectangle | None:
        """What a reader sees of it: of a text without a fill its lines, unless a damaged file sets them oddly."""
        with suppress(ValueError):
            return self._lines_box(self.box) if self.is_bare and self.box and self.style.upright else self.box
        return self.box

    def _lines_box(self, box: Rectangle) -> Rectangle:
        """The part of its box that its lines take from top to bottom."""
        _, top, _, bottom = self.style.insets
        height = height_in_office(self.paragraphs, self._column) / self.style.columns
        spare = box.height - top - bottom - height
        return box._replace(y=box.y + top + max(spare, 0.0) * _ANCHORS[_anchor(self.shape)], height=height)

    @cached_property
    def read_area(self) -> Rectangle | None:
        """Where there is something to read: the lines of its text as long as they are, or its table.

        None where there is nothing, or where it is not known: where it is turned, or its text is upright or in columns.
        """
        if self.box is None or self.table is not None:
            return self.box
        style = self.style
        if not self.shape.text or not self.paragraphs or not style.upright or style.columns > 1 or self._is_turned:
            return None
        left, _, right, _ = style.insets
        groups = (group for one in self.paragraphs for group in set_lines(one, self._column, in_office=True))
        width = max((line.width for group in groups for line in group), default=0.0)
        spare = self.box.width - left - right - width
        x = self.box.x + left + spare * _ALIGNED.get(self.paragraphs[0].style.align, 0.0)
        return self._lines_box(self.box)._replace(x=x, width=width)

    @property
    def _column(self) -> float:
        """The width in points that its lines may take."""
        return self.width if self.style.wrap else _WIDEST

    @property
    def _is_turned(self) -> bool:
        transform = self.shape.element.find(f"{qn('p:spPr')}/{qn('a:xfrm')}")
        return transform is not None and transform.get("rot", "0") != "0"


class SetSlide(NamedTuple):
    """A slide, the styles of its texts, and its shapes that are something to look at."""

    slide: Slide
    styles: SlideStyles
    shapes: list[SetShape]


@lru_cache(maxsize=1)
def set_slides(document: OfficeDocument) -> list[SetSlide]:
    """The slides of a deck as they are set; all rules look at them one after the other."""
    measures: dict[int, Measure] = {}
    found = []
    for slide, styles in zip(document.slides, document.text_styles, strict=True):
        measure = measures.setdefault(id(styles), Measure(styles.fonts))
        leaves = (leaf for shape in slide.shapes for leaf in shape.leaves())
        found.append(SetSlide(slide, styles, [SetShape(leaf, styles, measure) for leaf in leaves if is_read(leaf)]))
    return found


_ALIGNED = {"ctr": 0.5, "r": 1.0}
"""The share of the spare width of a line that lies on its left, by `ST_TextAlignType`; of others none."""
_ANCHORS = {"t": 0.0, "ctr": 0.5, "b": 1.0}
"""The share of the spare height of a shape that lies above its text, by `ST_TextAnchoringType`."""


def _anchor(shape: Shape) -> str:
    """Where in its height the text of a shape stands."""
    bodies = (one.find(f"{qn('p:txBody')}/{qn('a:bodyPr')}") for one in (shape.element, *shape.inherits))
    stated = (body.get("anchor") for body in bodies if body is not None)
    return next((anchor for anchor in stated if anchor in _ANCHORS), "t")


def is_read(shape: Shape) -> bool:
    """Whether a shape is something to look at: a text, picture, table or panel, and no rule or dot."""
    if shape.kind in ("line", "group"):
        return False
    if shape.kind != "shape" or shape.text:
        return True
    box = shape.box
    return box is not None and shape.is_visible and min(box.cx, box.cy) >= _PANEL * EMU_PER_POINT
