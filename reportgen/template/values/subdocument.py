"""A Word document as a value: printed alone in its paragraph, it stands in the paragraph's place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reportgen.diagnostics import Message
from reportgen.template.values.kinds import check_kind
from reportgen.template.values.rich_text import NotText, Placed


@dataclass(frozen=True, slots=True)
class Subdocument(Placed):
    """The bytes of a `.docx` file whose body a tag inserts; `name` is what messages call it.

    Tags in it are text, and are not run. Its styles are the template's where that has one of the
    same name, and are brought along where not.
    """

    data: bytes = field(repr=False)
    name: str = ""

    def __post_init__(self) -> None:
        check_kind(self.data, bytes, Message("a document is the bytes of its file: Path('a.docx').read_bytes()"))

    def __str__(self) -> str:
        raise NotText(Message("a document is no text; put the tag alone into a paragraph of a Word file"))

    def placed(self, slot: Any, state: Any) -> str:
        """The mark that stands for the document until its part is whole."""
        if slot.markup.takes_objects and state.inserted is not None:
            inserted: str = state.inserted.insert(self, slot, state)
            return inserted
        message = Message("'{text}' gives a document, which only a text in Word can take in", text=slot.tag.text)
        state.problem("misplaced-document", message, slot.tag.location)
        return ""
