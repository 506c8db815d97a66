"""Finds text that stands out too little from its background, where both colours can be known from the file.

WCAG 2.2, success criterion 1.4.3: a contrast of 4.5 to 1, of 3 to 1 for large text (18 points, or 14 in bold).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from reportgen.office.markup.dialect import ARPR_FILLS, DRAWING, WORD
from reportgen.office.markup.namespaces import qn
from reportgen.review.colour_values import Palette, Rgb, contrast_ratio, parse_hexadecimal
from reportgen.review.document import OfficeDocument, Slide
from reportgen.review.shapes import Shape, slide_shapes, tree_shapes
from reportgen.review.text_runs import TextRun, WordRun, WordStyles, slide_runs, word_runs, word_styles

LEAST_RATIO, LEAST_RATIO_LARGE = 4.5, 3.0
_LARGE_POINTS, _LARGE_BOLD_POINTS = 18, 14
_PLAIN_TABLES = ("{2D5ABB26-0587-4C30-8999-92F81FD0307C}", "{5940675A-B579-460E-94D1-54222C63F5DA}")
"""PowerPoint's table styles "No Style": without fills and colours."""
_WHITE: Rgb = (1.0, 1.0, 1.0)
_BLACK: Rgb = (0.0, 0.0, 0.0)


class LowContrastText(NamedTuple):
    """A run whose contrast is too low: the steps to it, its text, its ratio, and the least ratio it should have."""

    steps: tuple[str, ...]
    text: str
    ratio: float
    least: float


def low_contrast_text(document: OfficeDocument) -> Iterator[LowContrastText]:
    """Yield every run of text with too little contrast, but for those whose colours cannot be known.

    A run without a letter or a figure, as the stroke between two words of a footer, is decoration.
    """
    for run, colour, background in _coloured_runs(document):
        if colour is None or background is None or not any(map(str.isalnum, run.text)):
            continue
        large = run.points >= _LARGE_POINTS or (run.bold and run.points >= _LARGE_BOLD_POINTS)
        least, ratio = LEAST_RATIO_LARGE if large else LEAST_RATIO, contrast_ratio(colour, background)
        if ratio < least:
            yield LowContrastText(run.steps, run.text.strip(), ratio, least)


def _coloured_runs(document: OfficeDocument) -> Iterator[tuple[TextRun, Rgb | None, Rgb | None]]:
    styles = word_styles(document)
    for word_run in word_runs(document):
        yield word_run, _word_colour(word_run), _word_background(word_run, styles)
    for slide in document.slides:
        backgrounds = _Backgrounds(document, slide)
        for run, shape in slide_runs(document, slide):
            if shape.kind in ("shape", "table"):
                yield run, backgrounds.colour(run), backgrounds.background_of(run, shape)


class _Backgrounds:
    """Finds the colours of text on a slide and of what is behind it."""

    def __init__(self, document: OfficeDocument, slide: Slide) -> None:
        self._palette = Palette(slide)
        self._slide = slide
        trees = [root for root in (slide.master, slide.layout) if root is not None]
        shapes = [s for root in trees for s in tree_shapes(document, root) if not s.placeholder]
        self._shapes = [*shapes, *slide_shapes(document, slide)]
        self._cache: dict[etree._Element, Rgb | None] = {}

    def colour(self, run: TextRun) -> Rgb | None:
        """Return the colour of a run; in a table whose style may set it, only the run's own."""
        if _has_styled_table(run.element) and run.element.find(f"{DRAWING.run_properties}/{qn('a:solidFill')}") is None:
            return None
        return self._palette.solid_fill(run.first(ARPR_FILLS))

    def background_of(self, run: TextRun, shape: Shape) -> Rgb | None:
        """Return the colour behind a run of a shape: of its highlight, its cell, its shape, or what is below."""
        highlight = run.element.find(f"{DRAWING.run_properties}/{qn('a:highlight')}")
        if highlight is not None and len(highlight):
            return self._palette.colour(highlight[0])
        cell = next(run.element.iterancestors(DRAWING.table_cell), None)
        if cell is not None:
            if _has_cell_colour_tag(cell):
                return None
            fill = _fill_element(cell.find(qn("a:tcPr")))
            if fill is not None and fill.tag != qn("a:noFill"):
                return self._palette.solid_fill(fill)
            return None if fill is None and _has_styled_table(run.element) else self._background_below(shape)
        is_filled, colour = self._fill_colour(shape)
        return colour if is_filled else self._background_below(shape)

    def _fill_colour(self, shape: Shape) -> tuple[bool, Rgb | None]:
        """Whether a shape is filled, and the colour of its fill where that can be known."""
        for element in (shape.element, *shape.inherits):
            fill = _fill_element(element.find(qn("p:spPr")))
            if fill is not None:
                return fill.tag != qn("a:noFill"), self._palette.solid_fill(fill)
        reference = shape.element.find(f"{qn('p:style')}/{qn('a:fillRef')}")
        if reference is None or reference.get("idx") == "0":
            return False, None
        plain = reference.get("idx") == "1" and len(reference) > 0  # the theme's first fill is the plain one
        return True, self._palette.colour(reference[0]) if plain else None

    def _background_below(self, shape: Shape) -> Rgb | None:
        """Return the colour of what is below a shape: a filled shape that contains it, else the slide's background."""
        if shape.element not in self._cache:
            self._cache[shape.element] = self._find_background_below(shape)
        return self._cache[shape.element]

    def _find_background_below(self, shape: Shape) -> Rgb | None:
        if shape.box is None:
            return None
        position = next(i for i, other in enumerate(self._shapes) if other.element is shape.element)
        for other in reversed(self._shapes[:position]):
            if other.box is None or not other.box.overlaps(shape.box):
                continue
            if other.kind not in ("shape", "line"):
                return None
            is_filled, colour = self._fill_colour(other) if other.kind == "shape" else (False, None)
            if is_filled:
                return colour if other.box.contains(shape.box) else None
        return self._background()

    def _background(self) -> Rgb | None:
        for root in (self._slide.root, self._slide.layout, self._slide.master):
            background = root.find(f"{qn('p:cSld')}/{qn('p:bg')}") if root is not None else None
            if background is not None:
                own, reference = background.find(qn("p:bgPr")), background.find(qn("p:bgRef"))
                if own is not None:
                    return self._palette.solid_fill(_fill_element(own))
                return self._theme_background(reference) if reference is not None else None
        return _WHITE

    def _theme_background(self, reference: etree._Element) -> Rgb | None:
        """Return the background that a `p:bgRef` to the theme gives, where it is the theme's solid one (`idx` 1001)."""
        fills = self._slide.theme.find(f".//{qn('a:bgFillStyleLst')}") if self._slide.theme is not None else None
        if reference.get("idx") != "1001" or fills is None or not len(fills) or not len(reference):
            return None
        return self._palette.solid_fill(fills[0], self._palette.colour(reference[0]))


def _fill_element(properties: etree._Element | None) -> etree._Element | None:
    return next((child for child in properties if child.tag in ARPR_FILLS), None) if properties is not None else None


def _has_cell_colour_tag(cell: etree._Element) -> bool:
    """Whether a tag of a template sets a cell's colour; a finished file has no tags."""
    return "cellbg" in "".join(str(text) for text in cell.itertext())


def _has_styled_table(run: etree._Element) -> bool:
    """Whether a run is in a table whose style may colour it."""
    table = next(run.iterancestors(DRAWING.table), None)
    style = table.findtext(f"{qn('a:tblPr')}/{qn('a:tableStyleId')}") if table is not None else None
    return style is not None and style not in _PLAIN_TABLES


# -- Word


def _word_colour(run: WordRun) -> Rgb | None:
    written = run.value("w:color", "w:val")
    return _BLACK if written in ("", "auto") else parse_hexadecimal(written)


def _word_background(run: WordRun, styles: WordStyles) -> Rgb | None:
    """Return the shading behind a run: its own, its paragraph's, its cell's, else the page's white.

    Not known inside a text box, in a highlight, in a table whose style has shading, and where a tag gives it.
    """
    paragraph = next(run.element.iterancestors(WORD.paragraph), None)
    if run.child("w:highlight") is not None or paragraph is None or _in_text_box(run.element):
        return None
    properties = [paragraph.find(WORD.paragraph_properties)]
    properties += [s.find(WORD.paragraph_properties) for s in styles.chain(styles.paragraph_style(paragraph))]
    for source in (*run.properties, *(one for one in properties if one is not None)):
        if (colour := _shading_colour(source)) is not None:
            return colour
    for cell in run.element.iterancestors(WORD.table_cell):
        if _has_cell_colour_tag(cell):
            return None
        own = cell.find(qn("w:tcPr"))
        if own is not None and own.find(qn("w:shd")) is not None:
            return _shading_colour(own) or _WHITE
        table = next(cell.iterancestors(WORD.table))
        style = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
        named = style.get(qn("w:val"), "") if style is not None else ""
        if any(one.find(f".//{qn('w:shd')}") is not None for one in styles.chain(named)):
            return None
    return _WHITE


def _shading_colour(properties: etree._Element) -> Rgb | None:
    shading = properties.find(qn("w:shd"))
    return parse_hexadecimal(shading.get(qn("w:fill"), "")) if shading is not None else None


def _in_text_box(run: etree._Element) -> bool:
    return next(run.iterancestors(qn("w:txbxContent")), None) is not None
