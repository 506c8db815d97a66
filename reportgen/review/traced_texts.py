"""Reads every paragraph of a finished file, page by page, with the numbers that a trace has given to its runs.

A page is a slide, or what stands below a heading of the first level in a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, repeat

from lxml import etree

from reportgen.fit.paragraphs import Measure
from reportgen.office.drawing.boxes import Box, box_around, first_box
from reportgen.office.markup.dialect import DRAWING, WORD, Dialect
from reportgen.office.markup.marks import SCALED, TRACED
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.numbers import EMU_PER_POINT, whole
from reportgen.office.markup.steps import Steps
from reportgen.records.questions import digest
from reportgen.review.document import OfficeDocument
from reportgen.review.slides import Slide
from reportgen.review.text_room import TextRoom, text_rooms

_NUMBER = re.compile(rf' (?:{TRACED}|{SCALED})="[\d.]+"'.encode())
_TWIPS_PER_POINT = 20
_LETTER = (612.0, 792.0)
"""The size of a page, in points, where a document states none (ECMA-376 part 1 §17.6.13)."""
_BREAKS = {WORD.prefix: (qn("w:br"), qn("w:cr"), qn("w:tab")), DRAWING.prefix: (qn("a:br"),)}
"""What parts words in a run without being a character."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a paragraph and the number in the trace of what was printed there; None for what was typed."""

    text: str
    number: int | None


@dataclass(frozen=True, slots=True)
class TracedParagraph:
    """A paragraph: the steps to it, its pieces, the type of the placeholder that it is in, and its box.

    `box` is that of its shape, or of its cell, in shares of the page: left, top, width, height; None where it flows.
    `room` says how the text of its shape fills that, where measured, `scale` in what share of its designed size it
    is set.
    """

    steps: tuple[str, ...]
    pieces: tuple[Piece, ...]
    placeholder: str = ""
    box: tuple[float, float, float, float] | None = None
    notes: bool = False
    room: TextRoom | None = None
    scale: float = 1.0

    @property
    def text(self) -> str:
        """The whole paragraph."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(slots=True)
class TracedPage:
    """A page: its size in points, its title, and its paragraphs in reading order.

    `name` is a slide's name, which it has from the template; `digest` is that of its markup, by which pages of two
    builds are compared.
    """

    width: float
    height: float
    title: str
    name: str = ""
    digest: str = ""
    paragraphs: list[TracedParagraph] = field(default_factory=list)


def traced_pages(data: bytes, name: str, is_measured: bool = False) -> list[TracedPage]:
    """The pages of a file, their texts measured if that is asked for. Raises `ProblemsFound` where it is none."""
    document = OfficeDocument(data, name)
    return _slides(document, is_measured) if document.slides else _sections(document)


# -- slides


def _slide_size(presentation: etree._Element) -> tuple[float, float]:
    size = presentation.find(qn("p:sldSz"))
    width, height = (whole(size.get(name)) if size is not None else 1 for name in ("cx", "cy"))
    return width / EMU_PER_POINT, height / EMU_PER_POINT


def _slides(document: OfficeDocument, is_measured: bool) -> list[TracedPage]:
    size = document.main.find(qn("p:sldSz"))
    width, height = (whole(size.get(name)) if size is not None else 1 for name in ("cx", "cy"))
    notes = {page.steps[:-1]: page for page in document.notes}
    pages = []
    rooms = _rooms(document) if is_measured else repeat({})
    for slide, rooms_here in zip(document.slides, rooms, strict=False):
        found = [*_paragraphs_of(slide, document.places, width, height, rooms_here)]
        title = next((one.text for one in found if one.placeholder in ("title", "ctrTitle")), "")
        if (spoken := notes.get(slide.steps)) is not None:
            found += [one for one in _paragraphs_of(spoken, document.places, 0, 0, {}) if one.placeholder == "body"]
        content, base = slide.root.find(qn("p:cSld")), slide.base
        name = content.get("name", "") if content is not None else ""
        pages.append(
            TracedPage(
                width / EMU_PER_POINT, height / EMU_PER_POINT, title, name,
                _digest(slide.root, base.layout, base.master, base.theme), found,
            )
        )  # fmt: skip
    return pages


def _rooms(document: OfficeDocument) -> Iterator[Mapping[etree._Element, TextRoom]]:
    """How texts fill the shapes of each slide; those of one layout are measured alike."""
    measures: dict[int, Measure] = {}
    for slide, styles in zip(document.slides, document.text_styles, strict=True):
        yield text_rooms(slide, styles, measures.setdefault(id(styles), Measure(styles.fonts)))


def _paragraphs_of(
    slide: Slide, places: Steps, width: int, height: int, rooms: Mapping[etree._Element, TextRoom]
) -> Iterator[TracedParagraph]:
    for shape in (leaf for outer in slide.shapes for leaf in outer.leaves()):
        box = box_around(shape.element, shape.element) or first_box((shape.element, *shape.inherits))
        cells = _cell_boxes(shape.element, box) if box is not None else {}
        for paragraph in shape.element.iter(DRAWING.paragraph):
            cell = next(paragraph.iterancestors(DRAWING.table_cell), None)
            around = cells.get(cell, box) if cell is not None else box
            share = _share(around, width, height) if around is not None and width else None
            pieces = tuple(_pieces(paragraph, DRAWING))
            if any(piece.text.strip() for piece in pieces):
                steps, room = (*slide.steps, *places.to(paragraph)), rooms.get(shape.element)
                yield TracedParagraph(steps, pieces, shape.placeholder, share, not width, room, _scale(paragraph))


def _scale(paragraph: etree._Element) -> float:
    """The least share of its designed size that a run is set in."""
    scaled = (properties.get(SCALED) for properties in paragraph.iter(DRAWING.run_properties))
    return min((float(scale) for scale in scaled if scale is not None), default=1.0)


def _cell_boxes(frame: etree._Element, box: Box) -> dict[etree._Element, Box]:
    """The boxes of a table's cells, as its columns and rows are stated; rows may grow when they are shown."""
    found = {}
    for table in frame.iter(qn("a:tbl")):
        lefts = [0, *accumulate(whole(column.get("w")) for column in table.iter(qn("a:gridCol")))]
        top = box.y
        for row in table.iterchildren(DRAWING.table_row):
            high = whole(row.get("h"))
            for index, cell in enumerate(row.iterchildren(DRAWING.table_cell)):
                end = min(index + whole(cell.get("gridSpan"), 1), len(lefts) - 1)
                found[cell] = Box(box.x + lefts[index], top, lefts[end] - lefts[index], high)
            top += high
    return found


def _share(box: Box, width: int, height: int) -> tuple[float, float, float, float]:
    return box.x / width, box.y / height, box.cx / width, box.cy / height


# -- documents


def _sections(document: OfficeDocument) -> list[TracedPage]:
    """The body of a document, cut at its headings of the first level; headers, footers and notes stand behind all.

    Headings that follow one another head one page.
    """
    width, height = _page_size(document.main)
    pages = [TracedPage(width, height, "")]
    looks: list[list[etree._Element | None]] = [[document.main_related("styles")]]
    was_heading = False
    for root, steps in document.word_parts:
        for paragraph in root.iter(WORD.paragraph):
            found = TracedParagraph((*steps, *document.places.to(paragraph)), tuple(_pieces(paragraph, WORD)))
            if not found.text.strip():
                continue
            is_heading = root is document.main and document.styles.heading_level(paragraph) == 1
            if is_heading and pages[-1].paragraphs and not was_heading:  # two languages side by side have two
                pages.append(TracedPage(width, height, ""))
                looks.append([looks[0][0]])
            if is_heading:
                pages[-1].title = f"{pages[-1].title} {found.text}".lstrip()
            pages[-1].paragraphs.append(found)
            looks[-1].append(paragraph)
            was_heading = is_heading
    for page, elements in zip(pages, looks, strict=True):
        page.digest = _digest(*elements)
    return pages


def _digest(*elements: etree._Element | None) -> str:
    """A digest of the markup of elements, without what a trace has written."""
    markup = b"".join(etree.tostring(one, with_tail=False) for one in elements if one is not None)
    return digest(_NUMBER.sub(b"", markup))


def _page_size(body: etree._Element) -> tuple[float, float]:
    size = next(body.iter(qn("w:pgSz")), None)
    if size is None:
        return _LETTER
    width, height = (whole(size.get(qn(f"w:{name}"))) / _TWIPS_PER_POINT for name in ("w", "h"))
    return width, height


# -- paragraphs


def _pieces(paragraph: etree._Element, dialect: Dialect) -> Iterator[Piece]:
    """The runs of a paragraph, those that follow one another with the same number as one."""
    text, number = "", None
    for piece in _runs(paragraph, dialect):
        if piece.number != number and text:
            yield Piece(text, number)
            text = ""
        text, number = text + piece.text, piece.number
    if text:
        yield Piece(text, number)


def _runs(paragraph: etree._Element, dialect: Dialect) -> Iterator[Piece]:
    breaks = _BREAKS[dialect.prefix]
    for node in paragraph.iter(dialect.text, *breaks):
        around = [one.tag for one in _between(node, paragraph)]
        if any(tag in dialect.hidden for tag in around) or qn("w:tabs") in around:  # where tabs stop is no text
            continue
        number = _number(node, dialect)
        yield Piece(" " if node.tag in breaks else node.text or "", number)


def _between(node: etree._Element, paragraph: etree._Element) -> Iterable[etree._Element]:
    for one in node.iterancestors():
        if one is paragraph:
            return
        yield one


def _number(node: etree._Element, dialect: Dialect) -> int | None:
    run = node if node.tag == qn("a:br") else node.getparent()
    properties = next(run.iterchildren(dialect.run_properties), None) if run is not None else None
    number = properties.get(TRACED) if properties is not None else None
    return int(number) if number is not None else None
