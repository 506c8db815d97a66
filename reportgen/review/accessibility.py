"""Finds what keeps some readers out: facts about titles, reading order, descriptions, tables, headings and languages.

Each function looks at a whole file and yields facts with their steps; the rules of `check` say how much each matters
and what to do. The facts are those of Office's own accessibility checker and of WCAG 2.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from reportgen.diagnostics import Message, marked
from reportgen.office.drawing.boxes import Box
from reportgen.office.drawing.placeholders import FOOTERS, KICKERS, TITLES
from reportgen.office.markup.dialect import DRAWING, WORD
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.numbers import whole
from reportgen.office.markup.steps import Steps
from reportgen.review.document import OfficeDocument
from reportgen.review.shapes import Shape, is_decorative

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT_BOX = qn("w:txbxContent")
_CHARTS = "http://schemas.openxmlformats.org/drawingml/2006/chart"


class Fact(NamedTuple):
    """A fact about a file: the steps to it, and up to two words that a message about it needs."""

    steps: tuple[str, ...]
    what: str = ""
    other: str = ""


def untitled_slides(document: OfficeDocument) -> Iterator[Fact]:
    """Yield slides that have no title placeholder with text; `what` says which is missing, `text` or `placeholder`."""
    for slide in document.slides:
        titles = [shape for shape in slide.shapes if shape.placeholder in TITLES]
        if not any(shape.text for shape in titles):
            yield Fact(slide.steps, "text" if titles else "placeholder")


def repeated_titles(document: OfficeDocument) -> Iterator[Fact]:
    """Yield slides with the title (`what`) of an earlier one (`other`); in a template only those without tags.

    A title is told from others by what is read just before it too, the line above a headline: there a list that goes
    on has its number.
    """
    seen: dict[tuple[str, ...], str] = {}
    for slide in document.slides:
        place = next((n for n, s in enumerate(slide.shapes) if s.placeholder in TITLES and s.text), None)
        if place is None:
            continue
        before = [shape for shape in slide.shapes[:place] if shape.placeholder in KICKERS]
        heading = tuple(" ".join(shape.text.split()) for shape in (*before[:1], slide.shapes[place]))
        if document.is_template and "{{" in "".join(heading):
            continue
        if heading in seen:
            yield Fact(slide.steps, heading[-1], seen[heading])
        else:
            seen[heading] = slide.steps[0]


# -- reading order


def shapes_out_of_order(document: OfficeDocument) -> Iterator[Fact]:
    """Yield shapes (`what`) that a screen reader reads before one (`other`) that is seen first."""
    for slide in document.slides:
        shapes = [s for s in slide.shapes if not s.is_decorative and (s.kind != "shape" or s.text)]
        for position, shape in enumerate(shapes):
            later = next((other for other in shapes[position + 1 :] if _is_read_first(other, shape)), None)
            if later is not None:
                yield Fact((*slide.steps, shape.step), shape.name, later.name)


def _is_read_first(one: Shape, other: Shape) -> bool:
    """Whether `one` is to be read before `other`.

    The title comes first, but for what stands above it; footer, date and number come last; of two shapes in
    one column the upper comes first, of two in one row the left.
    """
    if one.placeholder in FOOTERS or other.placeholder in FOOTERS:
        return other.placeholder in FOOTERS and one.placeholder not in FOOTERS
    if one.box is None or other.box is None:
        return False
    if one.placeholder in TITLES:
        return other.box.y >= one.box.y
    if other.placeholder in TITLES:
        return False
    above = one.box.bottom <= other.box.y and _in_one_column(one.box, other.box)
    before = one.box.right <= other.box.x and _in_one_row(one.box, other.box)
    return above or before


def _in_one_column(one: Box, other: Box) -> bool:
    """Whether more than a tenth of the narrower box's width is above or below the other."""
    return 10 * (min(one.right, other.right) - max(one.x, other.x)) > min(one.cx, other.cx)


def _in_one_row(one: Box, other: Box) -> bool:
    """Whether more than a tenth of the lower box's height is beside the other."""
    return 10 * (min(one.bottom, other.bottom) - max(one.y, other.y)) > min(one.cy, other.cy)


# -- descriptions


def undescribed_drawings(document: OfficeDocument) -> Iterator[Fact]:
    """Yield pictures, charts, tables of slides, groups and wordless shapes that are neither described nor decorative.

    `what` is the kind of it. A screen reader reads text, so a shape with text needs no description.
    """
    for slide in document.slides:
        for shape in slide.shapes:
            yield from _undescribed(shape, slide.steps)
    for root, steps in document.word_parts:
        yield from _undescribed_in_word(document, root, steps)


def _undescribed(shape: Shape, steps: tuple[str, ...]) -> Iterator[Fact]:
    if shape.is_decorative or shape.description:
        return
    if shape.kind == "shape" and (shape.text or shape.placeholder or not shape.is_visible):
        return
    if shape.kind != "group":
        yield Fact((*steps, shape.step), shape.kind)
        return
    inside = [found for member in shape.members for found in _undescribed(member, steps)]
    yield Fact((*steps, shape.step), "group")
    yield from (found for found in inside if found.what in ("picture", "chart", "table"))


def _undescribed_in_word(document: OfficeDocument, root: etree._Element, steps: tuple[str, ...]) -> Iterator[Fact]:
    for drawing in root.iter(qn("wp:inline"), qn("wp:anchor")):
        if any(ancestor.tag == _FALLBACK for ancestor in drawing.iterancestors()):
            continue
        properties = drawing.find(qn("wp:docPr"))
        if properties is None or is_decorative(properties):
            continue
        description = document.texts.of(f"{properties.get('descr', '')} {properties.get('title', '')}").strip()
        text_box = drawing.find(f".//{_TEXT_BOX}")
        if not description and (text_box is None or not document.texts.below(text_box)):
            drawing_steps = (
                *steps,
                *document.places.to(drawing),
                Message('drawing "{name}"', name=properties.get("name", "")),
            )
            yield Fact(drawing_steps, _word_kind(drawing))


def _word_kind(drawing: etree._Element) -> str:
    data = drawing.find(f".//{qn('a:graphicData')}")
    uri = data.get("uri", "") if data is not None else ""
    return "picture" if uri.endswith("/picture") else "chart" if uri == _CHARTS else marked("drawing")


# -- tables


class _Table(NamedTuple):
    """A table, the steps to its part, and those to all of it."""

    element: etree._Element
    part_steps: tuple[str, ...]
    places: Steps

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps to the table; in Word, tables have no names and are counted."""
        steps = (*self.part_steps, *self.places.to(self.element))
        if self.element.tag == DRAWING.table:
            return steps
        return (*steps, self.places.table(self.element))


def tables_without_header(document: OfficeDocument) -> Iterator[Fact]:
    """Yield tables of several rows without a row or column marked as their header; `what` is the table's caption."""
    for table in _tables(document):
        if not _has_header(table.element) and _rows(document, table.element) > 1:
            yield Fact(table.steps, _caption(table.element))


def _tables(document: OfficeDocument) -> Iterator[_Table]:
    for slide in document.slides:
        for table in slide.root.iter(DRAWING.table):
            yield _Table(table, slide.steps, document.places)
    for root, steps in document.word_parts:
        for table in root.iter(WORD.table):
            yield _Table(table, steps, document.places)


def _caption(table: etree._Element) -> str:
    """Return the title of a table in Word, or the name of its frame on a slide."""
    caption = table.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}")
    if caption is not None:
        return str(caption.get(qn("w:val"), ""))
    frame = next(table.iterancestors(qn("p:graphicFrame")), None)
    frame_properties = next(frame.iter(qn("p:cNvPr")), None) if frame is not None else None
    return str(frame_properties.get("name", "")) if frame_properties is not None else ""


def _is_on(element: etree._Element | None, name: str) -> bool:
    return element is not None and element.get(name, "0") in ("1", "true", "on")


def _has_header(table: etree._Element) -> bool:
    look = table.find(f"{qn('w:tblPr')}/{qn('w:tblLook')}")
    has_column = _is_on(table.find(qn("a:tblPr")), "firstCol") or _is_on(look, qn("w:firstColumn"))
    return has_column or _header_row(table) is not None


def _header_row(table: etree._Element) -> etree._Element | None:
    """Return the row that is marked as the table's header, or None."""
    if _is_on(table.find(qn("a:tblPr")), "firstRow"):
        return table.find(DRAWING.table_row)
    for row in table.iterchildren(WORD.table_row):
        header = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}")
        if header is not None and header.get(qn("w:val"), "1") not in ("0", "false", "off"):
            return row
    return None


def _rows(document: OfficeDocument, table: etree._Element) -> int:
    """Count the rows of a table; in a template a repeated row counts as two, a row that only holds a tag as none."""
    count = 0
    for row in table.iterchildren(WORD.table_row, DRAWING.table_row):
        if document.is_template and "{%tr" in "".join(row.itertext()):
            count += 1
        count += bool(document.texts.below(row)) or not document.is_template
    return count


def unclear_headers(document: OfficeDocument) -> Iterator[Fact]:
    """Yield cells of header rows that are `empty` or `merged` (`what`), so that they name no column of their own.

    `other` is the table's caption.
    """
    for table in _tables(document):
        row = _header_row(table.element)
        for number, cell in enumerate(() if row is None else row.iterchildren(WORD.table_cell, DRAWING.table_cell), 1):
            is_merged = _is_merged(cell)
            if is_merged or not (document.texts.below(cell) or _is_merge_continuation(cell)):
                steps = (*table.steps, Message("header cell {number}", number=number))
                yield Fact(steps, marked("merged") if is_merged else marked("empty"), _caption(table.element))


def _is_merged(cell: etree._Element) -> bool:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    columns = whole(span.get(qn("w:val")), 1) if span is not None else whole(cell.get("gridSpan"), 1)
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return columns > 1 or merge is not None or whole(cell.get("rowSpan"), 1) > 1


def _is_merge_continuation(cell: etree._Element) -> bool:
    return _is_on(cell, "hMerge") or _is_on(cell, "vMerge")


# -- headings, title, language


def skipped_headings(document: OfficeDocument) -> Iterator[Fact]:
    """Yield Word headings more than one level below the heading before them; `what` and `other` are the two levels."""
    before = 0
    for paragraph in document.main.iter(WORD.paragraph):
        level = document.styles.heading_level(paragraph)
        if not level or not document.texts.of_paragraph(paragraph).strip():
            continue
        if level > before + 1:
            yield Fact((Message("body"), *document.places.to(paragraph)), str(level), str(before))
        before = level


def missing_property(document: OfficeDocument, name: str) -> bool:
    """Whether a core property (`dc:title`, `dc:language`) is absent or empty."""
    element = document.properties.find(qn(name)) if document.properties is not None else None
    return element is None or not (element.text or "").strip()


def untagged_runs(document: OfficeDocument) -> int:
    """Count the runs of text that have no language, neither of their own nor by the file's defaults."""
    return _untagged_on_slides(document) + _untagged_in_word(document)


def _untagged_on_slides(document: OfficeDocument) -> int:
    defaults = document.main.find(qn("p:defaultTextStyle"))
    if defaults is not None and any(one.get("lang") for one in defaults.iter(qn("a:defRPr"))):
        return 0
    runs = (run for slide in document.slides for run in slide.root.iter(DRAWING.run))
    return sum(1 for run in runs if not _drawing_language(run) and _run_text(document, run, DRAWING.text))


def _untagged_in_word(document: OfficeDocument) -> int:
    styles = document.main_related("styles")
    default = styles.find(f"{qn('w:docDefaults')}//{qn('w:lang')}") if styles is not None else None
    if default is not None:
        return 0
    runs = (run for root, _ in document.word_parts for run in root.iter(WORD.run))
    tagged = f"{qn('w:rPr')}/{qn('w:lang')}"
    return sum(1 for run in runs if run.find(tagged) is None and _run_text(document, run, WORD.text))


def _drawing_language(run: etree._Element) -> str:
    properties = run.find(DRAWING.run_properties)
    return properties.get("lang", "") if properties is not None else ""


def _run_text(document: OfficeDocument, run: etree._Element, text: str) -> str:
    return document.texts.of("".join(node.text or "" for node in run.iterchildren(text))).strip()
