"""Every stretch of text that a reader of an Office file sees, and writing it back with its formatting.

A paragraph is one passage, however many runs Word or PowerPoint has cut it into; so are an alternative
text, a chart's category, a document property. What is not text but stands in a paragraph (a tab, a
break, an equation) counts as one character, so that the words on both sides of it stay apart.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from lxml import etree

from reportgen.office.markup.dialect import BY_PARAGRAPH, Dialect
from reportgen.office.markup.fields import walk_fields
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.steps import steps_to
from reportgen.office.markup.text_places import Use
from reportgen.office.markup.texts import texts

OBJECT = "\ufffc"
"""Stands for what is no text: an equation, a picture, and each character of code."""

_STAND_INS: Mapping[str, str] = {
    qn("w:br"): "\n", qn("w:cr"): "\n", qn("a:br"): "\n", qn("w:tab"): "\t", qn("w:ptab"): "\t",
    qn("w:noBreakHyphen"): "\u2011", qn("w:sym"): OBJECT, qn("wp:inline"): OBJECT,
    qn("m:oMath"): OBJECT, qn("m:oMathPara"): OBJECT,
}  # fmt: skip
_NO_TEXT = frozenset((qn("w:del"), qn("w:moveFrom"), qn("w:rt"), qn("w:pPr"), qn("a:pPr"), qn("w:rPr"), qn("a:rPr")))
"""Inside a paragraph: tracked deletions, the readings above characters, and formatting."""

_SPACE = qn("xml:space")


class Edit(Protocol):
    """Put `text` in place of what stands from `start` to `end`; an insertion has `start == end`."""

    @property
    def start(self) -> int:
        """The position of the first character that is replaced."""

    @property
    def end(self) -> int:
        """The position behind the last one."""

    @property
    def text(self) -> str:
        """What stands there instead."""


@dataclass(slots=True)
class Node:
    """A piece of a passage: its text, and how it is written; without `write` it stays as it is."""

    text: str
    write: Callable[[str], None] | None = None


@dataclass
class Passage:
    """A text that is read as one: a paragraph, an alternative text, a property.

    `element` holds it; `steps` say where it is, in an editor's words (found out when asked).
    """

    nodes: list[Node]
    element: etree._Element
    part_steps: tuple[str, ...]
    aspect: str = ""
    number: int = field(default=0)

    @cached_property
    def text(self) -> str:
        """The text as it was read."""
        return "".join(node.text for node in self.nodes)

    @cached_property
    def steps(self) -> tuple[str, ...]:
        """The way from the file to the passage: `("body", "table 1, row 2, cell 1", "paragraph 1")`."""
        parent = self.element.getparent()
        if self.number and parent is not None:
            inner = (*steps_to(parent), f"paragraph {self.number}")
        else:
            inner = steps_to(self.element)
        return (*self.part_steps, *inner, self.aspect) if self.aspect else (*self.part_steps, *inner)

    def fits(self, edit: Edit) -> bool:
        """Whether an edit touches nothing but text that may be written."""
        first, last = self._at(edit.start), self._at(max(edit.end - 1, edit.start))
        if edit.start == edit.end:
            return self._insertion_node(edit.start) is not None
        return all(node.write is not None for node in self.nodes[first : last + 1])

    def rewrite(self, edits: Iterable[Edit]) -> None:
        """Make edits that fit and do not overlap; each character keeps the formatting of its place.

        What is as long as its source replaces it character by character; anything longer or shorter
        goes to the run in which it begins, where it differs.
        """
        pieces = [list(node.text) for node in self.nodes]
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
            self._make(pieces, edit)
        for node, characters in zip(self.nodes, pieces, strict=True):
            text = "".join(characters)
            if text != node.text and node.write is not None:
                node.write(text)

    def _make(self, pieces: list[list[str]], edit: Edit) -> None:
        """Make one edit; those before it are still to come, so that positions hold."""
        start, new = edit.start, edit.text
        source = self.text[start : edit.end]
        if len(source) != len(new):
            skipped = _common(source, new)
            start, source, new = start + skipped, source[skipped:], new[skipped:]
            cut = _common(source[::-1], new[::-1])
            source, new = source[: len(source) - cut], new[: len(new) - cut]
        if not source:
            at = self._insertion_node(start)
            assert at is not None
            offset = start - self._starts[at]
            pieces[at][offset:offset] = new
            return
        for index in range(len(source) - 1, -1, -1):
            at = self._at(start + index)
            replacement = new[index] if len(source) == len(new) else new if index == 0 else ""
            pieces[at][start + index - self._starts[at]] = replacement

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for node in self.nodes[:-1]:
            starts.append(starts[-1] + len(node.text))
        return starts

    def _at(self, position: int) -> int:
        """The node in which a character stands."""
        return bisect.bisect_right(self._starts, position) - 1

    def _insertion_node(self, position: int) -> int | None:
        """The node an insertion goes to: that of the character before it, else of the one behind it."""
        before = self._at(position - 1) if position else None
        behind = self._at(position) if position < len(self.text) else None
        return next((at for at in (before, behind) if at is not None and self.nodes[at].write is not None), None)


def _common(one: str, other: str) -> int:
    """How many characters two texts share at the beginning."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def passages(root: etree._Element, steps: tuple[str, ...], code: frozenset[str] = frozenset()) -> Iterator[Passage]:
    """Every passage of a part, in the order of its markup.

    `steps` name the part to the user; `code` are the ids of Word styles whose text is no language.
    """
    hidden = _field_codes(root)
    numbers: dict[tuple[etree._Element | None, str], int] = {}
    for text in texts(root, Use.CONVERTED):
        element = text.element
        if text.dialect:
            key = (element.getparent(), text.place.element)
            numbers[key] = numbers.get(key, 0) + 1
            nodes = list(_nodes(element, text.dialect, hidden, code))
            if nodes:
                yield Passage(nodes, element, steps, number=numbers[key])
        elif text.value:
            yield Passage([Node(text.value, text.write)], element, steps, text.place.aspect)


def _nodes(
    paragraph: etree._Element, dialect: Dialect, hidden: frozenset[etree._Element], code: frozenset[str]
) -> Iterator[Node]:
    """The pieces of a paragraph; paragraphs inside it (text boxes) are passages of their own."""
    whole = _style(paragraph, "w:pPr", "w:pStyle") in code
    stack: list[Iterator[etree._Element]] = [iter(paragraph)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif element.tag == dialect.text:
            text = element.text or ""
            if element in hidden or not text:
                continue
            if whole or _style(element.getparent(), "w:rPr", "w:rStyle") in code:
                yield Node(OBJECT * len(text))
            else:
                yield Node(text, _text_writer(element))
        elif element.tag in _STAND_INS:
            yield Node(_STAND_INS[str(element.tag)])
        elif isinstance(element.tag, str) and element.tag not in BY_PARAGRAPH and element.tag not in _NO_TEXT:
            stack.append(iter(element))


def _style(element: etree._Element | None, properties: str, name: str) -> str | None:
    style = element.find(f"{qn(properties)}/{qn(name)}") if element is not None else None
    return style.get(qn("w:val")) if style is not None else None


def _field_codes(root: etree._Element) -> frozenset[etree._Element]:
    """Text that stands in a field's code, as the result of a field inside it does."""
    found = walk_fields(root, qn("w:t"))
    return frozenset(text for text, around in found if not all(field.in_result for field in around))


def _text_writer(element: etree._Element) -> Callable[[str], None]:
    def write(text: str) -> None:
        element.text = text
        if element.tag == qn("w:t") and text != text.strip():
            element.set(_SPACE, "preserve")

    return write


def code_styles(styles: etree._Element) -> frozenset[str]:
    """The ids of the Word styles whose text is code, by the names Word and pandoc give them."""
    return frozenset(
        style.get(qn("w:styleId"), "")
        for style in styles.iter(qn("w:style"))
        if (name := style.find(qn("w:name"))) is not None and name.get(qn("w:val"), "").lower() in _CODE
    )


_CODE = (
    "code", "source code", "verbatim char", "html code", "html preformatted", "html keyboard", "html sample",
    "html typewriter", "html variable", "macro text",
)  # fmt: skip
