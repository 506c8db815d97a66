"""Stage one: every tag, however it is cut across runs, becomes one node of its own.

Word and PowerPoint cut a tag where a format, a spelling mark or a cursor once was. The text of a
paragraph is read as one string; each tag found is put, whole, into a processing instruction
`<?rg N?>` where it began, and its characters are taken out of every run they stood in.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

from lxml import etree

from reportgen.office.markup.dialect import Dialect
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.paragraph_text import text_nodes, text_of_node
from reportgen.template.syntax.placed_tags import PartTags
from reportgen.template.syntax.tags import Match, Tag

Segment = str | int
"""A piece of a text node: literal text, or the index of the tag that stands there."""

_SPACE = qn("xml:space")


def isolate_tags(
    paragraph: etree._Element, dialect: Dialect, matches: Sequence[Match], found: Sequence[Tag], tags: PartTags
) -> list[etree._Element]:
    """Replace the tags of a paragraph by placeholders, which `tags` numbers; the placeholders come back in order.

    `matches` say where in the paragraph's text the tags `found` stand. The runs around a tag keep their properties.
    """
    nodes = list(text_nodes(paragraph, dialect))
    segments = _segments(nodes, dialect, matches)
    for node in [n for n in segments if n.getparent() is paragraph]:  # DrawingML: `a:br` stands beside runs
        if not segments.pop(node):  # the line break stood inside a tag
            paragraph.remove(node)
    placeholders: dict[int, etree._Element] = {}
    for run in dict.fromkeys(node.getparent() for node in segments):
        assert run is not None
        placeholders |= _split_run(run, segments, found, tags, dialect)
    return [placeholders[index] for index in range(len(matches))]


def _segments(
    nodes: list[etree._Element], dialect: Dialect, matches: Sequence[Match]
) -> dict[etree._Element, list[Segment]]:
    """For every node that a tag touches: what is left of it, with tag indices where tags begin."""
    result: dict[etree._Element, list[Segment]] = {}
    offset = 0
    for node in nodes:
        text = text_of_node(node, dialect)
        start, end = offset, offset + len(text)
        offset = end
        touching = [(i, m) for i, m in enumerate(matches) if m.start < end and m.end > start]
        if not touching:
            continue
        segments: list[Segment] = []
        position = start
        for index, match in touching:
            if match.start > position:
                segments.append(text[position - start : match.start - start])
            if match.start >= start:
                segments.append(index)
            position = max(position, min(match.end, end))
        if position < end:
            segments.append(text[position - start :])
        result[node] = segments
    return result


def _split_run(
    run: etree._Element,
    segments: dict[etree._Element, list[Segment]],
    found: Sequence[Tag],
    tags: PartTags,
    dialect: Dialect,
) -> dict[int, etree._Element]:
    """Cut a run at its tags; their placeholders come back by the index of the tag."""
    placeholders: dict[int, etree._Element] = {}
    properties = run.find(dialect.run_properties)
    pieces: list[etree._Element] = []
    current: etree._Element | None = None

    def open_run() -> etree._Element:
        nonlocal current
        if current is None:
            current = etree.Element(run.tag, attrib=dict(run.attrib), nsmap=run.nsmap)
            if properties is not None:
                current.append(copy.deepcopy(properties))
            pieces.append(current)
        return current

    for child in list(run):
        if child is properties:
            continue  # each piece has a copy of its own
        for segment in segments.get(child, [child]):
            if isinstance(segment, int):
                placeholders[segment] = tags.hold(found[segment], properties)
                pieces.append(placeholders[segment])
                current = None
            elif isinstance(segment, str):
                open_run().append(_text_element(child, segment, dialect))
            else:
                open_run().append(segment)
    _replace(run, pieces)
    return placeholders


def _replace(run: etree._Element, pieces: Sequence[etree._Element]) -> None:
    parent, tail = run.getparent(), run.tail
    assert parent is not None
    position = parent.index(run)
    parent.remove(run)  # lxml takes the text behind a node away with it
    for index, piece in enumerate(pieces):
        parent.insert(position + index, piece)
    if pieces and tail and tail.strip():
        pieces[-1].tail = tail


def _text_element(original: etree._Element, text: str, dialect: Dialect) -> etree._Element:
    element = etree.Element(dialect.text, nsmap=original.nsmap)
    element.text = text
    if dialect.text == qn("w:t"):
        element.set(_SPACE, "preserve")  # otherwise Word drops the spaces at its ends
    return element
