"""Gives the texts of a printed slide the right insets with which their lines end well (`line_ends`).

What is written is `rIns` of a text body and `marR` of a table's cell, which PowerPoint, LibreOffice and WPS all honour;
sizes and boxes stay as they are. What no inset can help gets a no-break space before its last word. Only texts that
start at the left are touched: of others an inset on one side would move the middle.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from reportgen.fit.bounds import TableBounds, TextBounds, holds_text, parse_piece, text_body, texts_of
from reportgen.fit.geometry import text_area
from reportgen.fit.known_shapes import KnownShape, KnownShapes
from reportgen.fit.line_ends import better_width, ends_with_lone_word
from reportgen.fit.measure import WIDTH_USED, TextArea
from reportgen.fit.numbered_slide import NumberedSlide
from reportgen.fit.paragraphs import Measure, Paragraph, usual_width
from reportgen.lang.joints import NO_BREAK_SPACE
from reportgen.office.drawing.text_styles import TextStyle
from reportgen.office.markup.numbers import EMU_PER_POINT

_ALIGNED = ("l", "just")
_SIZE = re.compile(' sz="([0-9]+)"')
_ROW_SPAN = re.compile(' rowSpan="[0-9]+"')
_MARGINS = 14.4
"""What a cell has beside its text unless it says otherwise, in points."""
_PARAGRAPH_END = "</a:p>"
_LAST_SPACE = re.compile(" (?=(?:[^ <>]|<[^>]*>)*$)")
"""The last space in the text of a paragraph."""
_CELL, _CELL_END, _ROW = re.compile(r"<a:tc(?=[ >])"), "</a:tc>", "<a:tr "


def with_insets(slide: NumberedSlide, shapes: KnownShapes, marked: Collection[int] = ()) -> NumberedSlide:
    """The slide with the insets that its texts need; the same object where they need none.

    Only texts that tags fill get any, and those at the places that are `marked` as changed since.
    """
    changed = {}
    for place, known in enumerate(shapes.at(slide)):
        start, end = (known.bounds or TextBounds).start, (known.bounds or TextBounds).end
        content = slide.content(place, start, end)
        if content is None or not holds_text(content) or known.facts.policy.keep or known.facts.style.is_furniture:
            continue
        if not known.facts.is_filled and place not in marked:
            continue
        inset = _inset(known, content, slide, place, shapes)
        if inset != content:
            changed[place] = slide.pieces[place].replace(f"{start}{content}{end}", f"{start}{inset}{end}", 1)
    return slide.with_pieces(changed) if changed else slide


def _inset(known: KnownShape, content: str, slide: NumberedSlide, place: int, shapes: KnownShapes) -> str:
    """A text or table with the insets that it needs; the same one needs the same in the next deck."""
    style, width, height = known.facts.style, 0.0, 0.0
    if not isinstance(known.bounds, TableBounds):
        box = shapes.rectangle(slide, place)
        if box is None or not style.wrap or style.columns > 1 or not style.upright:
            return content
        width, height = text_area(box, style)
    inset = known.insets.get((content, width, height))
    if inset is None:
        if isinstance(known.bounds, TableBounds):
            inset = _inset_table(known.measure, known.bounds, content, slide.opening)
        else:
            inset = _inset_text(known, content, width, height, slide.opening)
        known.remember_inset((content, width, height), inset)
    return inset


def _inset_text(known: KnownShape, content: str, width: float, height: float, opening: str) -> str:
    style = known.facts.style
    if not _may_wrap(content, width):
        return content
    bounds, body = known.bounds, text_body(content)
    if (
        isinstance(bounds, TextBounds)
        and body
        and not bounds.bounds.wraps(body.paragraphs, width * WIDTH_USED, opening)
    ):
        return content
    paragraphs = known.measure.read(parse_piece(content, opening), style)
    inset = _needed(paragraphs, width, style, height)
    content = _with_last_words_joined(content, paragraphs, width - inset)
    return _with_attribute(content, "a:bodyPr", "rIns", style.insets[2] + inset) if inset else content


def _inset_table(measure: Measure, bounds: TableBounds, content: str, opening: str) -> str:
    """A table with right margins in the cells that need one; cells of several columns are left as they are."""
    columns, header_rows = bounds.grid(content.partition(_ROW)[0], opening)
    cells = content.split(_CELL_END)
    row, column = -1, 0
    for number, piece in enumerate(cells[:-1]):
        rows = piece.count(_ROW)
        row, column = row + rows, 0 if rows else column + 1
        found = _CELL.search(piece)
        if found is None or column >= len(columns):
            return content
        cell = piece[found.start() :]
        if _may_wrap(cell, columns[column] - _MARGINS):
            inset = _inset_cell(measure, bounds, f"{cell}{_CELL_END}", columns[column], row < header_rows, opening)
            cells[number] = piece[: found.start()] + inset.removesuffix(_CELL_END)
    return _CELL_END.join(cells)


def _inset_cell(
    measure: Measure, bounds: TableBounds, markup: str, width: float, bold: bool, opening: str
) -> str:  # fmt: skip
    body = text_body(markup)
    cell = bounds.cell(_ROW_SPAN.sub("", body.around), bold, opening) if body is not None else None
    if body is None or cell is None:
        return markup
    width -= cell.aside
    if not cell.bounds.wraps(body.paragraphs, width * WIDTH_USED, opening):
        return markup
    paragraphs = measure.read(parse_piece(markup, opening)[0][0], cell.style, cell=True)
    inset = _needed(paragraphs, width, cell.style)
    markup = _with_last_words_joined(markup, paragraphs, width - inset)
    return _with_attribute(markup, "a:tcPr", "marR", cell.style.insets[2] + inset) if inset else markup


def _may_wrap(markup: str, width: float) -> bool:
    """Whether a paragraph in a piece of markup may take more than a line of `width` points, at a glance."""
    for paragraph in markup.split(_PARAGRAPH_END):
        texts = texts_of(paragraph)
        if texts:
            sizes = _SIZE.findall(paragraph)
            if not sizes or usual_width("".join(texts)) * max(map(int, sizes)) / 100 > width:
                return True
    return False


def _needed(paragraphs: Sequence[Paragraph], width: float, style: TextStyle, height: float = 0.0) -> float:
    """How many points narrower a column of `width` points has to be; a line more is no matter where it has room."""
    if any(paragraph.style.align not in _ALIGNED for paragraph in paragraphs):
        return 0.0
    if height and not style.is_title:
        narrower = better_width(paragraphs, width, balanced=False, more=1)
        if TextArea(style, narrower, height).fits(paragraphs):
            return width - narrower
    return width - better_width(paragraphs, width, style.is_title)


def _with_last_words_joined(markup: str, paragraphs: Sequence[Paragraph], width: float) -> str:
    """Markup with a no-break space before the last word of each paragraph that ends with a lone one in this width.

    An inset makes all paragraphs of a text narrower, so what helps one may not help another.
    """
    pieces = markup.split(_PARAGRAPH_END)
    if len(pieces) - 1 != len(paragraphs):
        return markup
    for number, paragraph in enumerate(paragraphs):
        if ends_with_lone_word(paragraph, width):
            pieces[number] = _LAST_SPACE.sub(NO_BREAK_SPACE, pieces[number])
    return _PARAGRAPH_END.join(pieces)


def _with_attribute(markup: str, tag: str, name: str, points: float) -> str:
    """Markup whose first element of a name has an attribute of so many points, in EMU; a cell may lack its `a:tcPr`."""
    value = f' {name}="{round(points * EMU_PER_POINT)}"'
    before, opened, rest = markup.partition(f"<{tag}")
    if not opened:
        return markup.replace(_CELL_END, f"<{tag}{value}/>{_CELL_END}")
    attributes, closed, after = rest.partition(">")
    empty = "/" if attributes.endswith("/") else ""
    others = re.sub(f' {name}="[^"]*"', "", attributes.removesuffix("/"))
    return f"{before}{opened}{others}{value}{empty}{closed}{after}"
