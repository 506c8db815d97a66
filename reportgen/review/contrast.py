"""Text that stands out too little from what it stands on, where both colours can be known from the file.

WCAG 2.2, success criterion 1.4.3: a contrast of 4.5 to 1, of 3 to 1 for large text (18 points, or 14 in bold).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from reportgen.office.markup.dialect import ARPR_FILLS, DRAWING, WORD
from reportgen.office.markup.namespaces import qn
from reportgen.review.colour_values import Palette, Rgb, contrast, hexadecimal
from reportgen.review.document import OfficeDocument, Slide
from reportgen.review.shapes import Shape, slide_shapes, tree_shapes
from reportgen.review.text_runs import TextRun, WordRun, WordStyles, slide_runs, word_runs, word_styles

LEAST, LEAST_LARGE = 4.5, 3.0
_LARGE, _LARGE_BOLD = 18, 14
_PLAIN_TABLES = ("{2D5ABB26-0587-4C30-8999-92F81FD0307C}", "{5940675A-B579-460E-94D1-54222C63F5DA}")
"""PowerPoint's table styles "No Style": without fills and colours."""
_WHITE: Rgb = (1.0, 1.0, 1.0)
_BLACK: Rgb = (0.0, 0.0, 0.0)


class FaintText(NamedTuple):
    """A run whose contrast is too low: where, its text, its ratio, and the least it should have."""

    steps: tuple[str, ...]
    text: str
    ratio: float
    least: float


def faint_text(document: OfficeDocument) -> Iterator[FaintText]:
    """Every run of text with too little contrast, but for those whose colours cannot be known.

    A run without a letter or a figure, as the stroke between two words of a footer, is decoration.
    """
    for run, colour, ground in _coloured_runs(document):
        if colour is None or ground is None or not any(map(str.isalnum, run.text)):
            continue
        large = run.points >= _LARGE or (run.bold and run.points >= _LARGE_BOLD)
        least, ratio = LEAST_LARGE if large else LEAST, contrast(colour, ground)
        if ratio < least:
            yield FaintText(run.steps, run.text.strip(), ratio, least)


def _coloured_runs(document: OfficeDocument) -> Iterator[tuple[TextRun, Rgb | None, Rgb | None]]:
    styles = word_styles(document)
    for word_run in word_runs(document):
        yield word_run, _word_colour(word_run), _word_ground(word_run, styles)
    for slide in document.slides:
        grounds = _Grounds(document, slide)
        for run, shape in slide_runs(document, slide):
            if shape.kind in ("shape", "table"):
                yield run, grounds.colour(run), grounds.behind(run, shape)


class _Grounds:
    """What text on a slide stands on."""

    def __init__(self, document: OfficeDocument, slide: Slide) -> None:
        self._palette = Palette(slide)
        self._slide = slide
        below = [root for root in (slide.master, slide.layout) if root is not None]
        drawn = [s for root in below for s in tree_shapes(document, root) if not s.placeholder]
        self._shapes = [*drawn, *slide_shapes(document, slide)]
        self._known: dict[etree._Element, Rgb | None] = {}

    def colour(self, run: TextRun) -> Rgb | None:
        """The colour of a run; of a table whose style may say it, only the run's own."""
        if _styled_table(run.element) and run.element.find(f"{DRAWING.run_properties}/{qn('a:solidFill')}") is None:
            return None
        return self._palette.solid(run.first(ARPR_FILLS))

    def behind(self, run: TextRun, shape: Shape) -> Rgb | None:
        """The colour behind a run of a shape: that of its highlight, of its cell, its shape, or what lies below."""
        highlight = run.element.find(f"{DRAWING.run_properties}/{qn('a:highlight')}")
        if highlight is not None and len(highlight):
            return self._palette.colour(highlight[0])
        cell = next(run.element.iterancestors(DRAWING.table_cell), None)
        if cell is not None:
            if _is_computed(cell):
                return None
            fill = _fill(cell.find(qn("a:tcPr")))
            if fill is not None and fill.tag != qn("a:noFill"):
                return self._palette.solid(fill)
            return None if fill is None and _styled_table(run.element) else self._beneath(shape)
        known, colour = self._own(shape)
        return colour if known else self._beneath(shape)

    def _own(self, shape: Shape) -> tuple[bool, Rgb | None]:
        """Whether a shape has a ground of its own, and its colour where that is known."""
        for element in (shape.element, *shape.inherits):
            fill = _fill(element.find(qn("p:spPr")))
            if fill is not None:
                return fill.tag != qn("a:noFill"), self._palette.solid(fill)
        reference = shape.element.find(f"{qn('p:style')}/{qn('a:fillRef')}")
        if reference is None or reference.get("idx") == "0":
            return False, None
        plain = reference.get("idx") == "1" and len(reference) > 0  # the theme's first fill is the plain one
        return True, self._palette.colour(reference[0]) if plain else None

    def _beneath(self, shape: Shape) -> Rgb | None:
        """The colour of what lies under a shape: a shape that holds it, else the slide's background."""
        if shape.element not in self._known:
            self._known[shape.element] = self._look_beneath(shape)
        return self._known[shape.element]

    def _look_beneath(self, shape: Shape) -> Rgb | None:
        if shape.box is None:
            return None
        position = next(i for i, one in enumerate(self._shapes) if one.element is shape.element)
        for other in reversed(self._shapes[:position]):
            if other.box is None or not other.box.meets(shape.box):
                continue
            if other.kind not in ("shape", "line"):
                return None
            known, colour = self._own(other) if other.kind == "shape" else (False, None)
            if known:
                return colour if other.box.holds(shape.box) else None
        return self._background()

    def _background(self) -> Rgb | None:
        for root in (self._slide.root, self._slide.layout, self._slide.master):
            background = root.find(f"{qn('p:cSld')}/{qn('p:bg')}") if root is not None else None
            if background is not None:
                own, reference = background.find(qn("p:bgPr")), background.find(qn("p:bgRef"))
                if own is not None:
                    return self._palette.solid(_fill(own))
                return self._referred(reference) if reference is not None else None
        return _WHITE

    def _referred(self, reference: etree._Element) -> Rgb | None:
        """The background that a reference to the theme gives, where it is the theme's plain one."""
        fills = self._slide.theme.find(f".//{qn('a:bgFillStyleLst')}") if self._slide.theme is not None else None
        if reference.get("idx") != "1001" or fills is None or not len(fills) or not len(reference):
            return None
        return self._palette.solid(fills[0], self._palette.colour(reference[0]))


def _fill(properties: etree._Element | None) -> etree._Element | None:
    return next((child for child in properties if child.tag in ARPR_FILLS), None) if properties is not None else None


def _is_computed(cell: etree._Element) -> bool:
    """Whether a tag of a template gives a cell its colour; of a finished file none does."""
    return "cellbg" in "".join(str(text) for text in cell.itertext())


def _styled_table(run: etree._Element) -> bool:
    """Whether a run stands in a table whose style may colour it."""
    table = next(run.iterancestors(DRAWING.table), None)
    style = table.findtext(f"{qn('a:tblPr')}/{qn('a:tableStyleId')}") if table is not None else None
    return style is not None and style not in _PLAIN_TABLES


# -- Word


def _word_colour(run: WordRun) -> Rgb | None:
    written = run.value("w:color", "w:val")
    return _BLACK if written in ("", "auto") else hexadecimal(written)


def _word_ground(run: WordRun, styles: WordStyles) -> Rgb | None:
    """The shading behind a run: its own, its paragraph's, its cell's, else the page's white.

    Not known inside a text box, in a highlight, in a table whose style has shading, and where a tag gives it.
    """
    paragraph = next(run.element.iterancestors(WORD.paragraph), None)
    if run.child("w:highlight") is not None or paragraph is None or _in_box(run.element):
        return None
    properties = [paragraph.find(WORD.paragraph_properties)]
    properties += [s.find(WORD.paragraph_properties) for s in styles.chain(styles.paragraph_style(paragraph))]
    for place in (*run.properties, *(one for one in properties if one is not None)):
        if (shade := _shade(place)) is not None:
            return shade
    for cell in run.element.iterancestors(WORD.table_cell):
        if _is_computed(cell):
            return None
        own = cell.find(qn("w:tcPr"))
        if own is not None and own.find(qn("w:shd")) is not None:
            return _shade(own) or _WHITE
        table = next(cell.iterancestors(WORD.table))
        style = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
        named = style.get(qn("w:val"), "") if style is not None else ""
        if any(one.find(f".//{qn('w:shd')}") is not None for one in styles.chain(named)):
            return None
    return _WHITE


def _shade(properties: etree._Element) -> Rgb | None:
    shading = properties.find(qn("w:shd"))
    return hexadecimal(shading.get(qn("w:fill"), "")) if shading is not None else None


def _in_box(run: etree._Element) -> bool:
    return next(run.iterancestors(qn("w:txbxContent")), None) is not None
