"""Joins lines and paragraphs at `{%-` and `-%}`, as docxtpl does, before their tags are read."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from reportgen.office.markup.dialect import BY_PARAGRAPH, Dialect, dialect_of
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.paragraph_text import paragraph_text, remove_characters, text_nodes, text_of_node
from reportgen.template.syntax.tags import TagKind, find_tags


def join_paragraphs(root: etree._Element) -> None:
    """Join paragraphs and the lines in them where a tag asks for it.

    A paragraph that begins with `{%-` goes to the end of the one before it; one that ends with
    `-%}` takes in the one behind it. In a paragraph such a tag takes away the line breaks beside it.
    """
    for paragraph in list(root.iter(*BY_PARAGRAPH)):  # a list: joining takes paragraphs away
        dialect = dialect_of(paragraph)
        text = paragraph_text(paragraph, dialect)
        if "\n" in text and ("{%-" in text or "-%}" in text):
            remove_characters(paragraph, dialect, set(_line_ends(paragraph, dialect)))
        text = text.strip()
        before, behind = _neighbour(paragraph.getprevious(), paragraph), _neighbour(paragraph.getnext(), paragraph)
        if text.endswith("-%}") and behind is not None:
            _move_content(behind, paragraph, dialect)
        if text.startswith("{%-") and before is not None:
            _move_content(paragraph, before, dialect)


def _line_ends(paragraph: etree._Element, dialect: Dialect) -> Iterator[int]:
    """The positions of the line breaks beside tags that join lines, and of the spaces between the two."""
    nodes = text_nodes(paragraph, dialect)
    # a page break is no end of a line: any other character stands for it
    text = "".join("\f" if _is_page_break(node) else text_of_node(node, dialect) for node in nodes)
    for match in find_tags(text):
        if match.kind is TagKind.STATEMENT and match.inside.startswith("-"):
            start = match.start
            while start > 0 and text[start - 1] in " \n":
                start -= 1
            first = text.find("\n", start, match.start)
            yield from range(first, match.start) if first >= 0 else ()
        if match.kind is TagKind.STATEMENT and match.inside.endswith("-"):
            end = match.end
            while end < len(text) and text[end] in " \n":
                end += 1
            yield from range(match.end, text.rfind("\n", match.end, end) + 1)


def _is_page_break(node: etree._Element) -> bool:
    return node.tag == qn("w:br") and node.get(qn("w:type"), "textWrapping") != "textWrapping"


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
