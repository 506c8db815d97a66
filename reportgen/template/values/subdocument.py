"""A Word document as a value: printed alone in its paragraph, it stands in the paragraph's place."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportgen.template.values.rich_text import NotText


@dataclass(frozen=True, slots=True)
class Subdocument:
    """The bytes of a `.docx` file whose body a tag inserts; `name` is what messages call it.

    Tags in it are text, and are not run. Its styles are the template's where that has one of the
    same name, and are brought along where not.
    """

    data: bytes = field(repr=False)
    name: str = ""

    def __str__(self) -> str:
        raise NotText("a document is no text; put the tag alone into a paragraph of a Word file")
