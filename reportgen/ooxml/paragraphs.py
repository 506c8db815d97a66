"""Paragraphs before their tags are read: `{%-` and `-%}` join them, as docxtpl's users know it."""

from __future__ import annotations

from lxml import etree

from reportgen.ooxml.dialect import BY_PARAGRAPH, Dialect, dialect_of
from reportgen.ooxml.isolate import paragraph_text


def join_paragraphs(root: etree._Element) -> None:
    """Join paragraphs where a tag asks for it.

    A paragraph that begins with `{%-` goes to the end of the one before it; one that ends with
    `-%}` takes in the one behind it.
    """
    for paragraph in [e for e in root.iter() if e.tag in BY_PARAGRAPH]:
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
    end = target.find("{*}endParaRPr")
    for child in list(source):
        if child.tag == dialect.paragraph_properties or str(child.tag).endswith("}endParaRPr"):
            continue
        if end is not None:
            end.addprevious(child)
        else:
            target.append(child)
    parent = source.getparent()
    assert parent is not None
    parent.remove(source)
