"""Markdown as a value: `{{ text|markdown }}` prints it in the template's own styles.

A text that is one plain paragraph is printed where the tag stands, among other words too. Any other takes the place of
the tag's paragraph: in Word by styles, in PowerPoint by levels, bullets and emphasis.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jinja2 import Undefined

from reportgen.diagnostics import Message
from reportgen.template.render.markdown.on_pages import page_blocks
from reportgen.template.render.markdown.on_slides import slide_paragraphs
from reportgen.template.render.runs import RunSlot, rich_value
from reportgen.template.runtime.blocks import hold
from reportgen.template.runtime.state import RenderState
from reportgen.template.values.markdown import UnusableMarkdown, read_markdown, without_styles
from reportgen.template.values.rich_text import Placed, RichText
from reportgen.template.values.text import plain_text


@dataclass(frozen=True, slots=True)
class Markdown(Placed):
    """A `value` whose text is Markdown, with uppermost headings of `level`, from 1; it is read when it is printed."""

    value: Any
    level: int

    def __str__(self) -> str:
        return plain_text(self.value)

    def placed(self, slot: RunSlot, state: RenderState) -> str:
        """The text in its place, or the mark that stands for its paragraphs until the part is whole."""
        try:
            return self._placed(slot, state)
        except UnusableMarkdown as fault:
            message = Message("the Markdown of '{text}' cannot be printed: {fault}", text=slot.tag.text, fault=fault)
            state.problem("unusable-markdown", message, slot.tag.location)
            return ""

    def _placed(self, slot: RunSlot, state: RenderState) -> str:
        blocks = read_markdown(rich_value(self.value, state.aside) or RichText(plain_text(self.value)))
        house = state.inserted.house_styles(state) if slot.markup.takes_objects and state.inserted else None
        if [block.kind for block in blocks] == ["paragraph"]:
            spans = blocks[0].spans
            return slot.render(RichText(*(house.styled(spans) if house else without_styles(spans))), state)
        if house is not None:
            return hold(page_blocks(blocks, self.level, slot, house, state), slot.tag, state)
        if state.package.part is not state.package.parts[-1]:
            raise UnusableMarkdown(Message("a chart or diagram takes one plain paragraph"))
        return hold(slide_paragraphs(blocks, slot, state), slot.tag, state, slot.format.prefix)


def markdown(value: Any, level: int = 1) -> Markdown | str:
    """The filter `markdown`; nothing for a value that is empty. `level` is that of the uppermost headings.

    Raises `UnusableMarkdown`.
    """
    if isinstance(value, Undefined):
        return str(value)  # reports it
    return Markdown(value, level) if read_markdown(RichText(plain_text(value))) else ""
