"""What keeps some readers out: facts about titles, reading order, descriptions, tables, headings and languages.

Each function looks at a whole file and yields what it met, with its place; how much that matters, and what to say
about it, is for others. The facts are those of Office's own accessibility checker and of WCAG 2.2.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from reportgen.office.drawing.boxes import Box
from reportgen.office.drawing.placeholders import FOOTERS, TITLES
from reportgen.office.markup.dialect import DRAWING, WORD
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.numbers import whole
from reportgen.office.markup.steps import steps_to
from reportgen.review.document import OfficeDocument
from reportgen.review.shapes import Shape, is_decorative, is_visible, members, slide_shapes

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT_BOX = qn("w:txbxContent")
_CHARTS = "http://schemas.openxmlformats.org/drawingml/2006/chart"


class Met(NamedTuple):
    """Something met in a file: where, and the words that the sentence about it needs."""

    steps: tuple[str, ...]
    what: str = ""
    other: str = ""


def untitled_slides(document: OfficeDocument) -> Iterator[Met]:
    """Slides that have no title placeholder with text; `what` says which of the two is missing."""
    for slide in document.slides:
        titles = [shape for shape in slide_shapes(document, slide) if shape.placeholder in TITLES]
        if not any(shape.text for shape in titles):
            yield Met(slide.steps, "text" if titles else "placeholder")


def repeated_titles(document: OfficeDocument) -> Iterator[Met]:
    """Slides with the title (`what`) of an earlier one (`other`); of a template, titles without tags alone."""
    seen: dict[str, str] = {}
    for slide in document.slides:
        title = next((s.text for s in slide_shapes(document, slide) if s.placeholder in TITLES and s.text), "")
        title = " ".join(title.split())
        if not title or (document.is_template and "{{" in title):
            continue
        if title in seen:
            yield Met(slide.steps, title, seen[title])
        else:
            seen[title] = slide.steps[0]


# -- reading order


def misread_shapes(document: OfficeDocument) -> Iterator[Met]:
    """Shapes that are read before one (`other`) that a reader who sees the slide reads first."""
    for slide in document.slides:
        shapes = [s for s in slide_shapes(document, slide) if not s.decorative and (s.text or s.kind != "shape")]
        for position, shape in enumerate(shapes):
            later = next((other for other in shapes[position + 1 :] if _comes_first(other, shape)), None)
            if later is not None:
                yield Met((*slide.steps, shape.step), shape.name, later.name)


def _comes_first(one: Shape, other: Shape) -> bool:
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
    """Whether more than a tenth of the narrower one's width lies above or below the other."""
    return 10 * (min(one.right, other.right) - max(one.x, other.x)) > min(one.cx, other.cx)


def _in_one_row(one: Box, other: Box) -> bool:
    """Whether more than a tenth of the lower one's height lies beside the other."""
    return 10 * (min(one.bottom, other.bottom) - max(one.y, other.y)) > min(one.cy, other.cy)


# -- descriptions


def undescribed_drawings(document: OfficeDocument) -> Iterator[Met]:
    """Pictures, charts, tables of slides, groups and wordless shapes that are neither described nor decorative.

    `what` is what it is. Text says itself, so a shape with text needs no description.
    """
    for slide in document.slides:
        for shape in slide_shapes(document, slide):
            yield from _undescribed(document, shape, slide.steps)
    for root, steps in document.word_parts():
        yield from _undescribed_in_word(document, root, steps)


def _undescribed(document: OfficeDocument, shape: Shape, steps: tuple[str, ...]) -> Iterator[Met]:
    if shape.decorative or shape.description:
        return
    if shape.kind == "shape" and (shape.text or shape.placeholder or not is_visible(shape)):
        return
    if shape.kind != "group":
        yield Met((*steps, shape.step), shape.kind)
        return
    inside = [found for member in members(document, shape) for found in _undescribed(document, member, steps)]
    yield Met((*steps, shape.step), "group")
    yield from (found for found in inside if found.what in ("picture", "chart", "table"))


def _undescribed_in_word(document: OfficeDocument, root: etree._Element, steps: tuple[str, ...]) -> Iterator[Met]:
    for drawing in root.iter(qn("wp:inline"), qn("wp:anchor")):
        if any(ancestor.tag == _FALLBACK for ancestor in drawing.iterancestors()):
            continue
        properties = drawing.find(qn("wp:docPr"))
        if properties is None or is_decorative(properties):
            continue
        said = document.shown(f"{properties.get('descr', '')} {properties.get('title', '')}").strip()
        text_box = drawing.find(f".//{_TEXT_BOX}")
        if not said and (text_box is None or not document.text(text_box)):
            place = (*steps, *steps_to(drawing), f'drawing "{properties.get("name", "")}"')
            yield Met(place, _word_kind(drawing))


def _word_kind(drawing: etree._Element) -> str:
    data = drawing.find(f".//{qn('a:graphicData')}")
    uri = data.get("uri", "") if data is not None else ""
    return "picture" if uri.endswith("/picture") else "chart" if uri == _CHARTS else "drawing"


# -- tables


def headless_tables(document: OfficeDocument) -> Iterator[Met]:
    """Tables of several rows without a row or column marked as their header; `what` is the table's caption."""
    for table, steps in _tables(document):
        if not _has_header(table) and _rows(document, table) > 1:
            yield Met(steps, _caption(table))


def _tables(document: OfficeDocument) -> Iterator[tuple[etree._Element, tuple[str, ...]]]:
    for slide in document.slides:
        for table in slide.root.iter(DRAWING.table):
            yield table, (*slide.steps, *steps_to(table))
    for root, steps in document.word_parts():
        numbers: dict[etree._Element | None, int] = defaultdict(int)
        for table in root.iter(WORD.table):
            numbers[table.getparent()] += 1
            yield table, (*steps, *steps_to(table), f"table {numbers[table.getparent()]}")


def _caption(table: etree._Element) -> str:
    """What Word calls a table's title, or the name of the frame it stands in on a slide."""
    caption = table.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}")
    if caption is not None:
        return str(caption.get(qn("w:val"), ""))
    frame = next(table.iterancestors(qn("p:graphicFrame")), None)
    named = next(frame.iter(qn("p:cNvPr")), None) if frame is not None else None
    return str(named.get("name", "")) if named is not None else ""


def _is_on(element: etree._Element | None, name: str) -> bool:
    return element is not None and element.get(name, "0") in ("1", "true", "on")


def _has_header(table: etree._Element) -> bool:
    look = table.find(f"{qn('w:tblPr')}/{qn('w:tblLook')}")
    has_column = _is_on(table.find(qn("a:tblPr")), "firstCol") or _is_on(look, qn("w:firstColumn"))
    return has_column or _header_row(table) is not None


def _header_row(table: etree._Element) -> etree._Element | None:
    """The row that is marked as the table's header."""
    if _is_on(table.find(qn("a:tblPr")), "firstRow"):
        return table.find(DRAWING.table_row)
    for row in table.iterchildren(WORD.table_row):
        mark = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}")
        if mark is not None and mark.get(qn("w:val"), "1") not in ("0", "false", "off"):
            return row
    return None


def _rows(document: OfficeDocument, table: etree._Element) -> int:
    """The rows of a table; a template's row that is repeated counts as two, one that only holds a tag as none."""
    count = 0
    for row in table.iterchildren(WORD.table_row, DRAWING.table_row):
        if document.is_template and "{%tr" in "".join(row.itertext()):
            count += 1
        count += bool(document.text(row)) or not document.is_template
    return count


def unclear_headers(document: OfficeDocument) -> Iterator[Met]:
    """Cells of header rows that are empty or merged (`what`), so that they name no column of their own.

    `other` is the table's caption.
    """
    for table, steps in _tables(document):
        row = _header_row(table)
        for number, cell in enumerate(() if row is None else row.iterchildren(WORD.table_cell, DRAWING.table_cell), 1):
            place = (*steps, f"header cell {number}")
            if _is_merged(cell):
                yield Met(place, "merged", _caption(table))
            elif not document.text(cell) and not _is_covered(cell):
                yield Met(place, "empty", _caption(table))


def _is_merged(cell: etree._Element) -> bool:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    wide = whole(span.get(qn("w:val")), 1) if span is not None else whole(cell.get("gridSpan"), 1)
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return wide > 1 or merge is not None or whole(cell.get("rowSpan"), 1) > 1


def _is_covered(cell: etree._Element) -> bool:
    return _is_on(cell, "hMerge") or _is_on(cell, "vMerge")


# -- headings, title, language


def skipped_headings(document: OfficeDocument) -> Iterator[Met]:
    """Word headings more than one level below the heading before them: `what` their level, `other` that one's."""
    levels = _outline_levels(document.main_related("styles"))
    before = 0
    body = document.main
    for paragraph in body.iter(WORD.paragraph):
        level = _level(paragraph, levels)
        if not level or not document.paragraph_text(paragraph).strip():
            continue
        if level > before + 1:
            yield Met(("body", *steps_to(paragraph)), str(level), str(before))
        before = level


def _outline_levels(styles: etree._Element | None) -> dict[str, int]:
    """Paragraph style → its outline level from 1, inherited where it says none itself."""
    if styles is None:
        return {}
    by_id = {style.get(qn("w:styleId"), ""): style for style in styles.iter(qn("w:style"))}
    found = {}
    for name in by_id:
        seen: list[str] = []
        current = name
        while current in by_id and current not in seen:
            seen.append(current)
            level = by_id[current].find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
            if level is not None:
                found[name] = whole(level.get(qn("w:val")), 9) + 1
                break
            based = by_id[current].find(qn("w:basedOn"))
            current = based.get(qn("w:val"), "") if based is not None else ""
    return {name: level for name, level in found.items() if level < 10}  # 9 in the file means body text


def _level(paragraph: etree._Element, levels: dict[str, int]) -> int:
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        return 0
    own = properties.find(qn("w:outlineLvl"))
    if own is not None:
        return (whole(own.get(qn("w:val")), 9) + 1) % 10
    style = properties.find(qn("w:pStyle"))
    return levels.get(style.get(qn("w:val"), ""), 0) if style is not None else 0


def missing_property(document: OfficeDocument, name: str) -> bool:
    """Whether a core property (`dc:title`, `dc:language`) is absent or empty."""
    element = document.properties.find(qn(name)) if document.properties is not None else None
    return element is None or not (element.text or "").strip()


def untagged_runs(document: OfficeDocument) -> int:
    """How many runs of text say no language, themselves or by the file's defaults."""
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
    runs = (run for root, _ in document.word_parts() for run in root.iter(WORD.run))
    tagged = f"{qn('w:rPr')}/{qn('w:lang')}"
    return sum(1 for run in runs if run.find(tagged) is None and _run_text(document, run, WORD.text))


def _drawing_language(run: etree._Element) -> str:
    properties = run.find(DRAWING.run_properties)
    return properties.get("lang", "") if properties is not None else ""


def _run_text(document: OfficeDocument, run: etree._Element, text: str) -> str:
    return document.shown("".join(node.text or "" for node in run.iterchildren(text))).strip()
