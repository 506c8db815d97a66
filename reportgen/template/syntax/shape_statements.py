"""Finds the shapes that statements arrange (`{%shape row %}`), before a slide is scanned for its tags."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from reportgen.diagnostics import Location
from reportgen.office.markup.namespaces import qn
from reportgen.template.syntax.keywords import ARRANGEMENTS
from reportgen.template.syntax.tags import Tag, TagKind, find_tags, read_tag

_SHAPES = (qn("p:sp"), qn("p:grpSp"), qn("p:graphicFrame"))


def arranged_shapes(slide: etree._Element) -> set[etree._Element]:
    """The shapes and groups of a slide that hold a statement like `{%shape row %}`, or stand in such a group."""
    arranging = [shape for shape in slide.iter(*_SHAPES) if any(map(_arranges, _statements(shape)))]
    return {inner for shape in arranging for inner in shape.iter(*_SHAPES)}


def _arranges(tag: Tag) -> bool:
    return tag.level == "shape" and tag.keyword in ARRANGEMENTS


def _statements(holder: etree._Element) -> Iterator[Tag]:
    """The statements in the texts and in the alt text of a shape, if any of them can be about shapes."""
    properties = next(holder.iter(qn("p:cNvPr")), None)
    text = "".join(holder.itertext()) + (properties.get("descr", "") if properties is not None else "")
    for match in find_tags(text) if "{%" in text and "shape" in text else ():
        if match.kind is TagKind.STATEMENT and not match.fault:
            yield read_tag(match, Location(""))  # only level and keyword are asked for
