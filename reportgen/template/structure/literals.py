"""Text that stands in the template itself: converted for the language, escapes of tags undone."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from reportgen.office.markup.dialect import TEXT_ATTRIBUTES, TEXT_ELEMENTS
from reportgen.office.markup.marks import MARK
from reportgen.office.markup.namespaces import qn

_MARKED = re.compile(f"({MARK[0]}[^{MARK[1]}]*{MARK[1]})")


_ESCAPES = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}


def prepare_literals(root: etree._Element, literal: Callable[[str], str] | None) -> None:
    """Make what is typed in a template what it is to print.

    Text, alt texts and document properties go through `literal`, which puts them into the output's
    language; `{_{` becomes `{{`, and so on: how a template shows a tag without running it.
    """
    for text in root.iter(qn("w:t"), qn("a:t")):
        if literal and not (text.text or "").isascii():
            text.text = literal(text.text or "")
        if "{_" in (text.text or ""):
            for escaped, shown in _ESCAPES.items():
                text.text = (text.text or "").replace(escaped, shown)
    for element in root.iter(*TEXT_ATTRIBUTES, *TEXT_ELEMENTS) if literal else ():
        for attribute in TEXT_ATTRIBUTES.get(str(element.tag), ()):
            if not (typed := element.get(attribute, "")).isascii():
                element.set(attribute, _between_marks(typed, literal))  # type: ignore[arg-type]
        if element.tag in TEXT_ELEMENTS and not (element.text or "").isascii():
            element.text = _between_marks(element.text or "", literal)  # type: ignore[arg-type]


def _between_marks(text: str, literal: Callable[[str], str]) -> str:
    pieces = _MARKED.split(text)
    return "".join(piece if _MARKED.fullmatch(piece) or piece.isascii() else literal(piece) for piece in pieces)
