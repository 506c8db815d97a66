"""Converts the text typed in a template to the output language."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from reportgen.office.markup.dialect import BY_PARAGRAPH, Dialect
from reportgen.office.markup.marks import MARK
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.paragraph_text import text_nodes
from reportgen.office.markup.text_places import Use
from reportgen.office.markup.texts import texts
from reportgen.template.syntax.placed_tags import placeholders

_MARKED = re.compile(f"({MARK[0]}[^{MARK[1]}]*{MARK[1]})")  # a group, so that `split` returns the marks too


def prepare_literals(
    root: etree._Element, literal: Callable[[str], str] | None, words: Callable[[str], str | None] | None
) -> list[etree._Element]:  # fmt: skip
    """Make what is typed in a template what it is to print, and return the text elements that say something else now.

    Text, alt texts and document properties go through `literal`, which puts them into the output's
    language; a whole text that `words` knows in that language becomes what it says.
    """
    changed = []
    written = _write_words(root, words) if words else {}
    for text in root.iter(qn("w:t"), qn("a:t")):
        typed = written.get(text, text.text)
        if literal and text not in written and not (text.text or "").isascii():  # ASCII has nothing to convert
            text.text = literal(text.text or "")
        if text.text != typed:
            changed.append(text)
    for found in texts(root, Use.LOCALISED) if literal or words else ():
        if found.dialect:  # paragraphs were done above, run by run
            continue
        whole = words(found.value) if words and found.value and MARK[0] not in found.value else None
        if whole is not None:
            found.write(whole)
        elif literal and not found.value.isascii():
            found.write(_between_marks(found.value, literal))
    return changed


def _write_words(root: etree._Element, words: Callable[[str], str | None]) -> dict[etree._Element, str | None]:
    """Replace the paragraphs that `words` knows, each in its first run.

    Their text elements come back, each with what was typed in it.
    """
    written: dict[etree._Element, str | None] = {}
    for paragraph in root.iter(*BY_PARAGRAPH):
        dialect = BY_PARAGRAPH[str(paragraph.tag)]
        nodes = text_nodes(paragraph, dialect)
        is_typed = all(node.tag == dialect.text and _is_in_run(node, dialect) for node in nodes)
        if not nodes or not is_typed or any(True for _ in placeholders(paragraph)):
            continue
        typed = "".join(node.text or "" for node in nodes)
        whole = words(typed)
        if whole is not None:
            written.update((node, node.text) for node in nodes)
        if whole not in (None, typed):  # the same words stay in the runs that they stand in
            for node in nodes:
                node.text = whole if node is nodes[0] else ""
    return written


def _is_in_run(node: etree._Element, dialect: Dialect) -> bool:
    parent = node.getparent()
    return parent is not None and parent.tag == dialect.run  # a field writes its own text


def _between_marks(text: str, literal: Callable[[str], str]) -> str:
    """Convert a text, but for the marks in it."""
    pieces = _MARKED.split(text)
    return "".join(piece if _MARKED.fullmatch(piece) or piece.isascii() else literal(piece) for piece in pieces)
