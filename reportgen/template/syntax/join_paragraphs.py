"""Joins paragraphs at `{%-` and `-%}`, as docxtpl does, before their tags are read."""

from __future__ import annotations

from lxml import etree

from reportgen.office.markup.dialect import BY_PARAGRAPH, Dialect, dialect_of
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.paragraph_text import paragraph_text


def join_paragraphs(root: etree._Element) -> None:
    """Join paragraphs where a tag asks for it.

    A paragraph that begins with `{%-` goes to the end of the one before it; one that ends with
    `-%}` takes in the one behind it.
    """
    for paragraph in list(root.iter(*BY_PARAGRAPH)):  # a list: joining takes paragraphs away
        dialect = dialect_of(paragraph)
        text = paragraph_text(paragraph, dialect).strip()
        before, behind = _neighbour(paragraph.getprevious(), paragraph), _neighbour(paragraph.getnext(), paragraph)
        if text.endswith("-%}") and behind is not None:
            _move_content(behind, paragraph, dialect)
        if text.startswith("{%-") and before is not None:
            _move_content(paragraph, before, dialect)


def _neighbour(node: etree._Element | None, paragraph: etree._Element) -> etree._Element | None:
    return node if node is not None and node.tag == paragraph.tag else None


def _move_content(source: etree._Element, target: etree._Element, dialect: Dialect) -> None:
    """Move all but the properties of one paragraph to the end of another, and remove the first."""
    end = target.find("{*}endParaRPr")  # DrawingML wants it last (CT_TextParagraph)
    for child in list(source):
        if child.tag == dialect.paragraph_properties or str(child.tag).endswith("}endParaRPr"):
            continue
        if end is not None:
            end.addprevious(child)
        else:
            target.append(child)
    section = source.find(f"{dialect.paragraph_properties}/{qn('w:sectPr')}")
    if section is not None:  # the joined paragraph ends the section that its second half ended
        add_section_properties(target, section)
    parent = source.getparent()
    assert parent is not None
    parent.remove(source)


def add_section_properties(paragraph: etree._Element, properties: etree._Element) -> None:
    """Let a Word section end with a paragraph: put its `w:sectPr` into `w:pPr`, where only `w:pPrChange` follows it."""
    holder = paragraph.find(qn("w:pPr"))
    if holder is None:
        holder = etree.Element(qn("w:pPr"))
        paragraph.insert(0, holder)
    change = holder.find(qn("w:pPrChange"))
    if change is None:
        holder.append(properties)
    else:
        change.addprevious(properties)
