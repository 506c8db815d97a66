"""The examples of `docs/engine.md`, filled: the tests compare them with the page, pictures are drawn of them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import docx

from reportgen import OfficeTemplate

PAGE = Path(__file__).with_name("engine.md")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(
    r"^```jinja\n(.*?)\n```\n\n```text\n(.*?)\n```\n\n!\[[^\]]*\]\(pictures/([\w-]+\.png)\)$", re.MULTILINE | re.DOTALL
)


class Example(NamedTuple):
    """What stands in the template, what the page says comes out, and the picture of that; lines are paragraphs."""

    template: list[str]
    printed: list[str]
    picture: str

    def document(self, values: Mapping[str, Any]) -> bytes:
        """The filled document."""
        draft = docx.Document()
        for line in self.template:
            draft.add_paragraph(line)
        stream = io.BytesIO()
        draft.save(stream)
        return OfficeTemplate(stream.getvalue()).render(values)


def values() -> dict[str, Any]:
    """The values that the page defines; it is read as its reader runs it, in the project's folder."""
    names: dict[str, Any] = {}
    [code] = [text for info, text in _BLOCK.findall(PAGE.read_text(encoding="utf-8")) if info == "python"]
    exec(compile(code, PAGE.name, "exec"), names)
    return names


def examples() -> Iterator[Example]:
    """The examples of the page, in order."""
    for template, printed, picture in _EXAMPLE.findall(PAGE.read_text(encoding="utf-8")):
        yield Example(template.split("\n"), printed.split("\n"), picture)
