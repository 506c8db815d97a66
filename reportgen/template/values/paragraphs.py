"""Whole paragraphs as a value: printed alone in a paragraph, they stand in its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportgen.template.values.rich_text import NotText, Placed, RichText


@dataclass(frozen=True, slots=True)
class Paragraphs(Placed):
    """Paragraphs of a Word file, each the id of its style (empty: the normal one) and its text."""

    items: tuple[tuple[str, RichText], ...]

    def __str__(self) -> str:
        raise NotText("paragraphs are no text; put the tag alone into a paragraph of a Word file")

    def placed(self, slot: Any, state: Any) -> str:
        """The mark that stands for the paragraphs until their part is whole."""
        if not slot.markup.takes_objects or state.inserted is None:
            message = f"'{slot.tag.text}' gives paragraphs, which only a text in Word can take in"
            state.problem("misplaced-document", message, slot.tag.location)
            return ""
        markup = "".join(slot.paragraph(text, style, state) for style, text in self.items)
        mark: str = state.inserted.put(markup, slot.tag)
        return mark
