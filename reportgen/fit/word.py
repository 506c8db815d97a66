"""Lays out a printed Word document as far as that is not Word's own business: contents, and rows that stay together."""

from __future__ import annotations

from lxml import etree

from reportgen.fit.pages import PageEstimate
from reportgen.office.drawing.theme import Fonts
from reportgen.office.markup.contents import write_contents
from reportgen.office.markup.dialect import WORD, insert_in_order, ppr_after
from reportgen.office.markup.namespaces import parse_xml, qn, serialise
from reportgen.office.markup.word_styles import WordStyles


def lay_out(markup: str, styles: WordStyles, fonts: Fonts) -> str:
    """Give tables of contents their entries, and keep the first two and the last two rows of tables together."""
    if "<w:tblHeader" not in markup and "TOC" not in markup:
        return markup
    root = parse_xml(markup.encode())
    body = root.find(qn("w:body"))
    if body is None:
        return markup
    for table in body.iter(WORD.table):
        _keep_rows(table)
    write_contents(root, styles, PageEstimate(body, styles, fonts).pages)
    return serialise(root)


def _keep_rows(table: etree._Element) -> None:
    """Let no row of a table with a header row stand alone at the end of a page or at the head of one."""
    rows = list(table.iterchildren(WORD.table_row))
    heads = [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
    others = rows[len(heads) :]
    for row in [*heads, *others[:1], *others[-2:-1]] if heads and len(others) > 1 else heads:
        for paragraph in row.iter(WORD.paragraph):
            _keep_next(paragraph)


def _keep_next(paragraph: etree._Element) -> None:
    properties = paragraph.find(WORD.paragraph_properties)
    if properties is None:
        properties = etree.Element(WORD.paragraph_properties)
        paragraph.insert(0, properties)
    insert_in_order(properties, etree.Element(qn("w:keepNext")), ppr_after("keepNext"))
