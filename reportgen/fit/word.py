"""Lays out a printed Word document as far as that is not Word's own business: contents, rows that stay together, and
lines that end well (`line_ends`).

For these a paragraph gets an indent (`w:ind`), which Word, LibreOffice and WPS all honour; its text stays as it is, so
that a search finds it. Only paragraphs whose column is as wide as the file says are touched: those in tables of fixed
layout, and those of the page itself where the document has one section of one column. A paragraph, or a table, that
comes out as the template has it stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise

from lxml import etree

from reportgen.fit.line_ends import PAGE_WIDTH_USED, better_width
from reportgen.fit.pages import PageEstimate, goes_on
from reportgen.fit.word_texts import TWIPS, WordTexts, text_size
from reportgen.office.markup.contents import write_contents
from reportgen.office.markup.dialect import WORD, insert_in_order, ppr_after
from reportgen.office.markup.namespaces import parse_xml, qn, serialise
from reportgen.office.markup.word_styles import ParagraphFormat
from reportgen.records.questions import digest

_ALIGNED = ("left", "start", "both")
_TITLE = "title"
"""The name of the style of a document's title; its lines are of one length, as far as its words allow."""
_UNINDENTED = 0.9
"""The share of its column that the indents of a paragraph leave it, at the least, at a glance."""
_MORE_LINES = 1
"""How many lines a paragraph that is no title may have more, where nothing less helps: on a page there is room."""
_LAYOUT = f"{qn('w:tblPr')}/{qn('w:tblLayout')}"


def static_paragraphs(root: etree._Element, changed: Iterable[etree._Element]) -> frozenset[str]:
    """What tells the paragraphs of a document apart that are printed as they are; its language has `changed` others.

    One that holds a tag is here as well, but is never printed so; one that a tag makes equal to another is set as that.
    """
    spoken = {paragraph for text in changed for paragraph in text.iterancestors(WORD.paragraph)}
    return frozenset(_identity(paragraph) for paragraph in root.iter(WORD.paragraph) if paragraph not in spoken)


def _identity(paragraph: etree._Element) -> str:
    return digest(etree.tostring(paragraph, with_tail=False))


def lay_out(markup: str, texts: WordTexts, static: Collection[str], *, in_language: bool) -> str:
    """Give tables of contents their entries, and keep the first two and the last two rows of tables together.

    Of a document that is printed `in_language` the lines are looked at, too. `static` are the paragraphs of the
    template that stay as they are (`static_paragraphs`).
    """
    if "<w:tblHeader" not in markup and "TOC" not in markup and not in_language:
        return markup
    root = parse_xml(markup.encode())
    body = root.find(qn("w:body"))
    if body is None:
        return markup
    if in_language:
        _indent_for_line_ends(body, texts, static)
    for table in body.iter(WORD.table):
        _keep_rows(table, static)
    write_contents(root, texts.styles, PageEstimate(body, texts).pages)
    return serialise(root)


def _keep_rows(table: etree._Element, static: Collection[str]) -> None:
    """Let no row of a table with a header row stand alone at the end of a page or at the head of one.

    The same holds for rows that share a cell, so that what stands in it has room where it begins.
    """
    rows = list(table.iterchildren(WORD.table_row))
    heads = [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
    if not heads or all(_identity(paragraph) in static for paragraph in table.iter(WORD.paragraph)):
        return
    others = rows[len(heads) :]
    starts = [number for number, row in enumerate(others) if not number or not _goes_on_in(row)]
    groups = [others[start:end] for start, end in pairwise([*starts, len(others)])]
    kept = [row for group in (others, *groups) if len(group) > 1 for row in (group[0], group[-2])]
    for row in [*heads, *kept]:
        for paragraph in row.iter(WORD.paragraph):
            _keep_next(paragraph)


def _goes_on_in(row: etree._Element) -> bool:
    """Whether a cell from above goes on in a row."""
    return any(map(goes_on, row.iterchildren(WORD.table_cell)))


def _keep_next(paragraph: etree._Element) -> None:
    insert_in_order(_properties(paragraph), etree.Element(qn("w:keepNext")), ppr_after("keepNext"))


def _indent_for_line_ends(body: etree._Element, texts: WordTexts, static: Collection[str]) -> None:
    """Make paragraphs narrower whose last line is a lone word, or in which a line ends inside a date or a mark."""
    for element, width in _columns(body, texts):
        if texts.may_wrap(element, width * _UNINDENTED):
            asked = (etree.tostring(element, with_tail=False), width)
            narrower = texts.narrower.get(asked)
            if narrower is None:
                narrower = _narrower(element, width, texts)
                texts.remember_narrower(asked, narrower)
            if narrower and _identity(element) not in static:
                _indent(element, texts.styles.paragraph(element), narrower)


def _narrower(element: etree._Element, width: float, texts: WordTexts) -> float:
    """How many points narrower a paragraph should be in a column of `width` points."""
    format_ = texts.styles.paragraph(element)
    if format_.align not in _ALIGNED:
        return 0.0
    is_title = texts.styles.style_id(element) == texts.styles.id_of(_TITLE)
    paragraphs, more = [texts.read(element, format_)], 0 if is_title else _MORE_LINES
    return width - better_width(paragraphs, width, balanced=is_title, more=more, share=PAGE_WIDTH_USED)


def _columns(body: etree._Element, texts: WordTexts) -> Iterator[tuple[etree._Element, float]]:
    """The paragraphs of a document whose column is known, each with its width in points."""
    sections = list(body.iter(qn("w:sectPr")))
    if len(sections) == 1 and sections[0].find(f"{qn('w:cols')}[@{qn('w:num')}]") is None:
        width, _ = text_size(sections[0])
        yield from ((paragraph, width) for paragraph in body.iterchildren(WORD.paragraph))
    for table in body.iter(WORD.table):
        layout = table.find(_LAYOUT)
        if layout is not None and layout.get(qn("w:type")) == "fixed":
            margins = texts.styles.table_margins(table)
            for cell in _own_cells(table):
                width = texts.cell_width(cell, margins)
                yield from ((paragraph, width) for paragraph in cell.iterchildren(WORD.paragraph))


def _own_cells(table: etree._Element) -> Iterator[etree._Element]:
    for row in table.iterchildren(WORD.table_row):
        yield from row.iterchildren(WORD.table_cell)


def _indent(element: etree._Element, format_: ParagraphFormat, narrower: float) -> None:
    """Make a paragraph so many points narrower, on its right."""
    twips = round(narrower * TWIPS)
    properties = _properties(element)
    indent = properties.find(qn("w:ind"))
    if indent is None:
        indent = etree.Element(qn("w:ind"))
        insert_in_order(properties, indent, ppr_after("ind"))
    indent.attrib.pop(qn("w:end"), None)
    indent.set(qn("w:right"), str(round(format_.right * TWIPS) + twips))


def _properties(paragraph: etree._Element) -> etree._Element:
    properties = paragraph.find(WORD.paragraph_properties)
    if properties is None:
        properties = etree.Element(WORD.paragraph_properties)
        paragraph.insert(0, properties)
    return properties
