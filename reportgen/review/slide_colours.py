"""Finds the colours of text on a slide and of what is behind it, where the file alone tells them."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from lxml import etree

from reportgen.office.markup.dialect import ARPR_FILLS, DRAWING
from reportgen.office.markup.namespaces import qn
from reportgen.review.colour_values import WHITE, Palette, Rgb
from reportgen.review.shapes import Shape
from reportgen.review.slides import Slide, SlideRun
from reportgen.review.text_runs import Formatting
from reportgen.review.visible_text import has_cell_colour_tag

_PLAIN_TABLES = ("{2D5ABB26-0587-4C30-8999-92F81FD0307C}", "{5940675A-B579-460E-94D1-54222C63F5DA}")
"""PowerPoint's table styles "No Style": without fills and colours."""


class _Body(NamedTuple):
    """A text body: whether it is in a table whose style may colour it, and the colour behind it."""

    is_in_styled_table: bool
    background: Rgb | None


class RunColours(NamedTuple):
    """What a formatting says of colours: that of the text, whether the run itself says it, and that of a highlight."""

    colour: Rgb | None
    is_own: bool
    is_highlighted: bool
    highlight: Rgb | None


class PaletteColours:
    """Finds the colours that formattings and shapes say by themselves, for all slides on which names mean the same."""

    def __init__(self, palette: Palette) -> None:
        self.palette = palette
        self._formattings: dict[Formatting, RunColours] = {}
        self._fills: dict[Shape, tuple[bool, Rgb | None]] = {}

    def of_formatting(self, formatting: Formatting) -> RunColours:
        """Return what a formatting says of colours."""
        if formatting not in self._formattings:
            highlight = formatting.own_child("a:highlight")
            is_highlighted = highlight is not None and len(highlight) > 0
            self._formattings[formatting] = RunColours(
                self.palette.solid_fill(formatting.first(*ARPR_FILLS)),
                formatting.own_child("a:solidFill") is not None,
                is_highlighted,
                self.palette.colour(highlight[0]) if highlight is not None and is_highlighted else None,
            )
        return self._formattings[formatting]

    def fill(self, shape: Shape) -> tuple[bool, Rgb | None]:
        """Whether a shape is filled, and the colour of its fill where that can be known."""
        if shape not in self._fills:
            self._fills[shape] = self._find_fill(shape)
        return self._fills[shape]

    def _find_fill(self, shape: Shape) -> tuple[bool, Rgb | None]:
        for element in (shape.element, *shape.inherits):
            fill = _fill_element(element.find(qn("p:spPr")))
            if fill is not None:
                return fill.tag != qn("a:noFill"), self.palette.solid_fill(fill)
        reference = shape.element.find(f"{qn('p:style')}/{qn('a:fillRef')}")
        if reference is None or reference.get("idx") == "0":
            return False, None
        plain = reference.get("idx") == "1" and len(reference) > 0  # the theme's first fill is the plain one
        return True, self.palette.colour(reference[0]) if plain else None


class SlideColours:
    """Finds the colours of text on a slide and of what is behind it; `colours` are those of its palette."""

    def __init__(self, slide: Slide, colours: PaletteColours) -> None:
        self._slide = slide
        self._colours = colours
        self._palette = colours.palette
        self._shapes = [*slide.base.shapes, *slide.shapes]
        self._below: dict[Shape, Rgb | None] = {}
        self._bodies: dict[etree._Element, _Body] = {}

    def of(self, run: SlideRun) -> tuple[Rgb | None, Rgb | None]:
        """Return the colour of a run, and the one behind it; None where it is not known.

        In a table whose style may colour text, only the run's own colour is known. What is behind it is its highlight,
        its cell, its shape, or what is below.
        """
        if run.body not in self._bodies:
            self._bodies[run.body] = self._read_body(run.body, run.shape)
        says, body = self._colours.of_formatting(run.formatting), self._bodies[run.body]
        colour = says.colour if says.is_own or not body.is_in_styled_table else None
        return colour, says.highlight if says.is_highlighted else body.background

    def _read_body(self, body: etree._Element, shape: Shape) -> _Body:
        is_styled = _is_in_styled_table(body)
        cell = body if body.tag == DRAWING.table_cell else next(body.iterancestors(DRAWING.table_cell), None)
        if cell is not None:
            return _Body(is_styled, self._cell_colour(cell, shape, is_styled))
        is_filled, colour = self._colours.fill(shape)
        return _Body(is_styled, colour if is_filled else self._background_below(shape))

    def _cell_colour(self, cell: etree._Element, table: Shape, is_styled: bool) -> Rgb | None:
        """Return the colour behind the text of a table's cell."""
        if has_cell_colour_tag(cell):
            return None
        fill = _fill_element(cell.find(qn("a:tcPr")))
        if fill is not None and fill.tag != qn("a:noFill"):
            return self._palette.solid_fill(fill)
        return None if fill is None and is_styled else self._background_below(table)

    def _background_below(self, shape: Shape) -> Rgb | None:
        """Return the colour of what is below a shape: a filled shape that contains it, else the slide's background."""
        if shape not in self._below:
            self._below[shape] = self._find_background_below(shape)
        return self._below[shape]

    def _find_background_below(self, shape: Shape) -> Rgb | None:
        if shape.box is None:
            return None
        position = self._shapes.index(shape)
        for other in reversed(self._shapes[:position]):
            if other.box is None or not other.box.overlaps(shape.box):
                continue
            if other.kind not in ("shape", "line"):
                return None
            is_filled, colour = self._colours.fill(other) if other.kind == "shape" else (False, None)
            if is_filled:
                return colour if other.box.contains(shape.box) else None
        return self._background

    @cached_property
    def _background(self) -> Rgb | None:
        for root in (self._slide.root, self._slide.base.layout, self._slide.base.master):
            background = root.find(f"{qn('p:cSld')}/{qn('p:bg')}") if root is not None else None
            if background is not None:
                own, reference = background.find(qn("p:bgPr")), background.find(qn("p:bgRef"))
                if own is not None:
                    return self._palette.solid_fill(_fill_element(own))
                return self._theme_background(reference) if reference is not None else None
        return WHITE

    def _theme_background(self, reference: etree._Element) -> Rgb | None:
        """Return the background that a `p:bgRef` to the theme gives, where it is the theme's solid one (`idx` 1001)."""
        theme = self._slide.base.theme
        fills = theme.find(f".//{qn('a:bgFillStyleLst')}") if theme is not None else None
        if reference.get("idx") != "1001" or fills is None or not len(fills) or not len(reference):
            return None
        return self._palette.solid_fill(fills[0], self._palette.colour(reference[0]))


def _fill_element(properties: etree._Element | None) -> etree._Element | None:
    return next((child for child in properties if child.tag in ARPR_FILLS), None) if properties is not None else None


def _is_in_styled_table(body: etree._Element) -> bool:
    """Whether a text body is in a table whose style may colour it."""
    table = next(body.iterancestors(DRAWING.table), None)
    style = table.findtext(f"{qn('a:tblPr')}/{qn('a:tableStyleId')}") if table is not None else None
    return style is not None and style not in _PLAIN_TABLES
