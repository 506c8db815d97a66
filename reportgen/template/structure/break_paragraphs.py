"""Statements beside a break: the tag leaves its paragraph, and the break stays on the side of the tag where it stood.

An editor who types `{% if … %}` on the line of a page break or of a section break sees a tag on a line of its own. What
is left of such a paragraph is the break: `{% if … %}` before a page break takes the break with it when it is false,
`{% endif %}` before a section break leaves the section its end (ECMA-376 part 1 §17.3.3.1, §17.6.18).
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

from lxml import etree

from reportgen.office.markup.dialect import BY_PARAGRAPH, Dialect
from reportgen.office.markup.namespaces import PARAGRAPH_IDS, qn
from reportgen.template.structure.blocks import Block, ends_section
from reportgen.template.structure.content import has_content, leave_marks

_SECTION = qn("w:sectPr")


def lift_beside_breaks(blocks: Sequence[Block]) -> None:
    """Take the tags of statements that go on in other paragraphs out of those that hold breaks and nothing else."""
    leaving: dict[etree._Element, list[etree._Element]] = {}
    for block in blocks:
        placeholders = [placed.placeholder for placed in block.tags]
        paragraphs = [placeholder.getparent() for placeholder in placeholders]
        if all(paragraph is paragraphs[0] for paragraph in paragraphs):
            continue
        for placeholder, paragraph in zip(placeholders, paragraphs, strict=True):
            if paragraph is not None and paragraph.tag in BY_PARAGRAPH:
                leaving.setdefault(paragraph, []).append(placeholder)
    for paragraph, placeholders in leaving.items():
        dialect = BY_PARAGRAPH[str(paragraph.tag)]
        if _has_break(paragraph, dialect) and not has_content(paragraph, placeholders, but=dialect.breaks):
            _take_out(paragraph, sorted(placeholders, key=paragraph.index), dialect)


def _take_out(paragraph: etree._Element, placeholders: Sequence[etree._Element], dialect: Dialect) -> None:
    """Put placeholders, in the order of the text, between what stands before and behind them in a paragraph."""
    for placeholder in placeholders:
        before = [node for node in placeholder.itersiblings(preceding=True) if node.tag != dialect.paragraph_properties]
        if _hold_break(before, dialect):
            paragraph.addprevious(_first_half(paragraph, before[::-1], dialect))
        paragraph.addprevious(placeholder)
    if not _has_break(paragraph, dialect):
        leave_marks(paragraph)
        paragraph.getparent().remove(paragraph)  # type: ignore[union-attr]


def _has_break(paragraph: etree._Element, dialect: Dialect) -> bool:
    """Whether a break stands in a paragraph, or a section ends with it."""
    content = [node for node in paragraph if node.tag != dialect.paragraph_properties]  # these have tabs of their own
    return ends_section(paragraph) or _hold_break(content, dialect)


def _hold_break(nodes: Sequence[etree._Element], dialect: Dialect) -> bool:
    return any(True for node in nodes for _ in node.iter(*dialect.breaks))


def _first_half(paragraph: etree._Element, nodes: Sequence[etree._Element], dialect: Dialect) -> etree._Element:
    """A paragraph with these nodes of another one and its properties; a section ends with the other one."""
    half = etree.Element(paragraph.tag, {k: v for k, v in paragraph.attrib.items() if k not in PARAGRAPH_IDS})
    properties = paragraph.find(dialect.paragraph_properties)
    if properties is not None:
        half.append(copy.deepcopy(properties))
        for section in half[0].findall(_SECTION):
            half[0].remove(section)
    half.extend(nodes)
    return half
