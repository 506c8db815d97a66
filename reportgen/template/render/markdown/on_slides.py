"""Writes the blocks of a Markdown text as paragraphs of DrawingML: levels, bullets, numbers, emphasis.

A text of PowerPoint has no styles. What a placeholder's levels look like is the design's; elsewhere lists get bullets
as PowerPoint's own button makes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from lxml import etree

from reportgen.diagnostics import Message
from reportgen.office.markup.dialect import insert_in_order
from reportgen.office.markup.fragment import fragment, read_fragment
from reportgen.office.markup.namespaces import qn
from reportgen.template.render.runs import RunSlot
from reportgen.template.runtime.state import RenderState
from reportgen.template.values.markdown import CODE_TYPEFACE, Block, UnusableMarkdown, without_styles
from reportgen.template.values.rich_text import RichText, Span

_INDENT = 342_900
"""How far a level of a list stands to the right, in EMU, as PowerPoint's button has it."""
_DEEPEST = 8
"""The last level of a text, from 0 (§20.1.10.72)."""
_REFUSED = {
    "table": Message("a text of a slide holds no table"),
    "rule": Message("a text of a slide holds no line across"),
}
_BULLET_ELEMENTS = frozenset(
    qn(f"a:{name}")
    for name in (
        *("buClrTx", "buClr", "buSzTx", "buSzPct", "buSzPts", "buFontTx", "buFont"),
        *("buNone", "buAutoNum", "buChar", "buBlip"),
    )
)
_BEHIND_BULLETS = frozenset((qn("a:tabLst"), qn("a:defRPr"), qn("a:extLst")))
_EMPHASIS: Mapping[str, Mapping[str, Any]] = {
    "heading": {"bold": True},
    "quote": {"italic": True},
    "code": {"typeface": CODE_TYPEFACE},
}


def slide_paragraphs(blocks: Sequence[Block], slot: RunSlot, state: RenderState) -> str:
    """The paragraphs of blocks at a slot. Raises `UnusableMarkdown` for what no text of a slide can hold."""
    own = slot.new_paragraph.removeprefix("</a:p><a:p>")
    prefixes = slot.format.part.prefixes
    return "".join(
        f"<a:p>{_properties(own, replace(block, spans=()), slot.has_levels, prefixes)}{_runs(block, slot, state)}</a:p>"
        for block in blocks
    )


def _runs(block: Block, slot: RunSlot, state: RenderState) -> str:
    if block.kind in _REFUSED:
        raise UnusableMarkdown(_REFUSED[block.kind])
    emphasis = _EMPHASIS.get(block.kind, {})
    spans: list[Span] = [replace(span, **emphasis) for span in without_styles(block.spans)]
    return slot.render(RichText(*spans), state)


def _properties(own: str, block: Block, has_levels: bool, prefixes: Mapping[str, str]) -> str:
    """The properties of a block's paragraph, made of those that the tag's paragraph has of its `own`."""
    if block.kind == "paragraph":
        return own
    properties = read_fragment(own or "<a:pPr/>", prefixes)
    _set(properties, block, has_levels)
    return fragment(properties, prefixes)


def _set(properties: etree._Element, block: Block, has_levels: bool) -> None:
    """Set level, indents and bullet; the shape `has_levels` of its design."""
    for element in [child for child in properties if child.tag in _BULLET_ELEMENTS]:
        properties.remove(element)
    is_item = block.kind == "item"
    level = min(int(properties.get("lvl", "0")) + block.level, _DEEPEST) if block.list else 0
    for name in ("lvl", "marL", "indent"):
        properties.attrib.pop(name, None)
    if level:
        properties.set("lvl", str(level))
    if not (has_levels and block.list):
        steps = level + 1 if block.list or block.kind == "quote" else 0
        properties.set("marL", str(steps * _INDENT))
    if not (has_levels and is_item):
        properties.set("indent", str(-_INDENT if is_item else 0))
    for bullet in _bullet(block, has_levels):
        insert_in_order(properties, bullet, _BEHIND_BULLETS)


def _bullet(block: Block, has_levels: bool) -> Iterator[etree._Element]:
    if block.kind != "item" or block.list is None:
        yield etree.Element(qn("a:buNone"))
    elif block.list.ordered:
        yield etree.Element(qn("a:buFont"), typeface="+mj-lt")
        numbers = etree.Element(qn("a:buAutoNum"), type="arabicPeriod")
        if block.list.start != 1:
            numbers.set("startAt", str(block.list.start))
        yield numbers
    elif not has_levels:
        yield etree.Element(qn("a:buFont"), typeface="Arial")
        yield etree.Element(qn("a:buChar"), char="•")
