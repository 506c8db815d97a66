"""Text that stands in the template itself: converted for the language, escapes of tags undone."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from reportgen.office.markup.marks import MARK
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.text_places import Use
from reportgen.office.markup.texts import texts

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
    if literal:
        for found in texts(root, Use.LOCALISED):
            if not found.dialect and not found.value.isascii():
                found.write(_between_marks(found.value, literal))


def _between_marks(text: str, literal: Callable[[str], str]) -> str:
    pieces = _MARKED.split(text)
    return "".join(piece if _MARKED.fullmatch(piece) or piece.isascii() else literal(piece) for piece in pieces)
