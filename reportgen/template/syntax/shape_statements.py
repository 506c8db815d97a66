"""Finds the shapes that statements arrange (`{%shape row %}`), before a slide is scanned for its tags."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from reportgen.diagnostics import Location
from reportgen.office.markup.namespaces import qn
from reportgen.template.syntax.keywords import ARRANGEMENTS, GUIDE, TABLE_STATEMENTS
from reportgen.template.syntax.tags import Tag, TagKind, find_tags, read_tag

_SHAPES = (qn("p:sp"), qn("p:grpSp"), qn("p:graphicFrame"))


def arranged_shapes(slide: etree._Element) -> set[etree._Element]:
    """The shapes and groups of a slide that hold a statement like `{%shape row %}`, or stand in such a group.

    What such a statement says of a table changes it too: how its texts fit is known when it has been carried out.
    """
    arranging = [shape for shape in slide.iter(*_SHAPES) if any(map(_arranges, _statements(shape)))]
    return {inner for shape in arranging for inner in shape.iter(*_SHAPES)}


def is_guide(shape: etree._Element) -> bool:
    """Whether the alt text of a shape says that the shape is for editors alone."""
    return any(tag.level == "shape" and tag.keyword == GUIDE for tag in statements_in(_alt_text(shape)))


def _alt_text(shape: etree._Element) -> str:
    properties = next(shape.iter(qn("p:cNvPr")), None)
    return properties.get("descr", "") if properties is not None else ""


def _arranges(tag: Tag) -> bool:
    return tag.level == "shape" and tag.keyword in (*ARRANGEMENTS, *TABLE_STATEMENTS)


def _statements(holder: etree._Element) -> Iterator[Tag]:
    """The statements in the texts and in the alt text of a shape."""
    return statements_in("".join(holder.itertext()) + _alt_text(holder))


def statements_in(text: str) -> Iterator[Tag]:
    """The statements in a text without their places: only level and keyword are asked for."""
    for match in find_tags(text) if "{%" in text else ():
        if match.kind is TagKind.STATEMENT and not match.fault:
            yield read_tag(match, Location(""))
