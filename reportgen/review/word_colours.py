"""Finds the colours of text in a Word file and of what is behind it, where the file alone tells them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lxml import etree

from reportgen.office.markup.dialect import WORD
from reportgen.office.markup.namespaces import qn
from reportgen.review.colour_values import BLACK, WHITE, Rgb, parse_hexadecimal
from reportgen.review.text_runs import WordFormatting
from reportgen.review.visible_text import has_cell_colour_tag
from reportgen.review.word_runs import RunParent, WordRun, WordStyles


class _RunColours(NamedTuple):
    """What a formatting says of colours: that of the text, whether it is highlighted, and the shading behind it."""

    colour: Rgb | None
    is_highlighted: bool
    shading: Rgb | None


class WordColours:
    """Finds the colours of text in a Word file and of what is behind it."""

    def __init__(self, styles: WordStyles) -> None:
        self._styles = styles
        self._formattings: dict[WordFormatting, _RunColours] = {}
        self._style_shadings: dict[str, Rgb | None] = {}
        self._parents: dict[RunParent, Rgb | None] = {}
        self._cells: dict[etree._Element | None, Rgb | None] = {None: WHITE}
        self._shaded_table_styles: dict[str, bool] = {}

    def of(self, run: WordRun) -> tuple[Rgb | None, Rgb | None]:
        """Return the colour of a run, and the shading behind it; None where it is not known.

        The shading is its own, its paragraph's, its cell's, else the page's white. It is not known inside a text box,
        in a highlight, in a table whose style has shading, and where a tag gives it.
        """
        if run.formatting not in self._formattings:
            self._formattings[run.formatting] = _run_colours(run.formatting)
        colour, is_highlighted, shading = self._formattings[run.formatting]
        if is_highlighted or run.parent.is_in_text_box or run.parent.paragraph is None:
            return colour, None
        return colour, shading or self._behind_paragraph(run.parent, run.parent.paragraph)

    def _behind_paragraph(self, parent: RunParent, paragraph: etree._Element) -> Rgb | None:
        """Return the shading of a paragraph, or of what is behind it."""
        if parent not in self._parents:
            properties = paragraph.find(WORD.paragraph_properties)
            own = _shading_colour(properties) if properties is not None else None
            shading = own or self._style_shading(parent.style)
            self._parents[parent] = shading or self._behind_cell(_cell_around(paragraph))
        return self._parents[parent]

    def _style_shading(self, style: str) -> Rgb | None:
        """Return the shading that a style gives its paragraphs."""
        if style not in self._style_shadings:
            properties = (one.find(WORD.paragraph_properties) for one in self._styles.chain(style))
            self._style_shadings[style] = _first_shading(one for one in properties if one is not None)
        return self._style_shadings[style]

    def _behind_cell(self, cell: etree._Element | None) -> Rgb | None:
        """Return the shading of a table's cell or of one around it, the page's white where there is none."""
        if cell is not None and cell not in self._cells:
            self._cells[cell] = self._cell_shading(cell)
        return self._cells[cell]

    def _cell_shading(self, cell: etree._Element) -> Rgb | None:
        if has_cell_colour_tag(cell):
            return None
        own = cell.find(qn("w:tcPr"))
        if own is not None and own.find(qn("w:shd")) is not None:
            return _shading_colour(own) or WHITE
        table = next(cell.iterancestors(WORD.table))
        style = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
        named = style.get(qn("w:val"), "") if style is not None else ""
        return None if self._is_shaded_table_style(named) else self._behind_cell(_cell_around(cell))

    def _is_shaded_table_style(self, name: str) -> bool:
        """Whether a style, or one that it is based on, shades tables or parts of them."""
        if name not in self._shaded_table_styles:
            chain = self._styles.chain(name)
            self._shaded_table_styles[name] = any(one.find(f".//{qn('w:shd')}") is not None for one in chain)
        return self._shaded_table_styles[name]


def _run_colours(formatting: WordFormatting) -> _RunColours:
    written = formatting.value("w:color", "w:val")
    colour = BLACK if written in ("", "auto") else parse_hexadecimal(written)
    return _RunColours(colour, formatting.child("w:highlight") is not None, _first_shading(formatting.sources))


def _cell_around(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors(WORD.table_cell), None)


def _first_shading(sources: Iterable[etree._Element]) -> Rgb | None:
    return next((colour for colour in map(_shading_colour, sources) if colour is not None), None)


def _shading_colour(properties: etree._Element) -> Rgb | None:
    shading = properties.find(qn("w:shd"))
    return parse_hexadecimal(shading.get(qn("w:fill"), "")) if shading is not None else None
