"""Reads every passage of an Office file that a reader sees, and writes it back with its formatting.

A paragraph is one passage, however many runs Word or PowerPoint has cut it into; so is an alternative
text, a chart's category, a document property. What is not text but stands in a paragraph (a tab, a
break, an equation) counts as one character, so that the words on both sides of it stay apart.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Protocol

from lxml import etree

from reportgen.convert.field_codes import field_codes
from reportgen.diagnostics import Message
from reportgen.office.markup.dialect import BY_PARAGRAPH, Dialect
from reportgen.office.markup.fields import walk_fields
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.steps import Steps
from reportgen.office.markup.text_places import TextPlace, Use
from reportgen.office.markup.texts import Text, texts

OBJECT = "\ufffc"
"""U+FFFC, the object replacement character: one for an equation or a picture, and for each character of code."""

_SUBSTITUTES: Mapping[str, str] = {
    qn("w:br"): "\n", qn("w:cr"): "\n", qn("a:br"): "\n", qn("w:tab"): "\t", qn("w:ptab"): "\t",
    qn("w:noBreakHyphen"): "\u2011", qn("w:sym"): OBJECT, qn("wp:inline"): OBJECT,
    qn("m:oMath"): OBJECT, qn("m:oMathPara"): OBJECT,
}  # fmt: skip
"""Elements of a paragraph that count as one character."""
_SKIPPED = frozenset((qn("w:del"), qn("w:moveFrom"), qn("w:rt"), qn("w:pPr"), qn("a:pPr"), qn("w:rPr"), qn("a:rPr")))
"""Elements of a paragraph whose text is not read: tracked deletions, readings above characters (ruby), formatting."""

_DELETIONS = (qn("w:del"), qn("w:moveFrom"))
_DELETED = (qn("w:delText"), qn("w:moveFrom"))
"""Tracked deletions, and the places of their texts, which Word shows struck through."""
_SPACE = qn("xml:space")


class Edit(Protocol):
    """Replaces the characters from `start` to `end` with `text`; an insertion has `start == end`."""

    @property
    def start(self) -> int:
        """The position of the first character that is replaced."""

    @property
    def end(self) -> int:
        """The position after the last one."""

    @property
    def text(self) -> str:
        """The text that replaces them."""


@dataclass(slots=True)
class Node:
    """A part of a passage with formatting of its own. `write` replaces its text; without it the text stays."""

    text: str
    write: Callable[[str], None] | None = None


@dataclass
class Passage:
    """A text that is read as one: a paragraph, an alternative text, a property, the code of a field.

    `element` holds it. `part_steps` lead to its part, `places` from there; `aspect` names an attribute or a property,
    and `number` counts the paragraphs below one parent from 1 (0: not a paragraph). Where it `is_code` of a field, what
    cannot be written are names.
    """

    nodes: list[Node]
    element: etree._Element
    part_steps: tuple[str, ...]
    places: Steps
    aspect: str = ""
    number: int = 0
    is_code: bool = False

    @cached_property
    def text(self) -> str:
        """The text of the passage as it was read."""
        return "".join(node.text for node in self.nodes)

    @cached_property
    def steps(self) -> tuple[str, ...]:
        """The steps to the passage in an editor's words: `("body", "table 1, row 2, cell 1", "paragraph 1")`."""
        parent = self.element.getparent()
        if self.number and parent is not None:
            inner = (*self.places.to(parent), Message("paragraph {number}", number=self.number))
        else:
            inner = self.places.to(self.element)
        return (*self.part_steps, *inner, self.aspect) if self.aspect else (*self.part_steps, *inner)

    def can_apply(self, edit: Edit) -> bool:
        """Whether an edit replaces nothing but text that may be written."""
        first, last = self._node_at(edit.start), self._node_at(max(edit.end - 1, edit.start))
        if edit.start == edit.end:
            return self._insertion_node(edit.start) is not None
        return all(node.write is not None for node in self.nodes[first : last + 1])

    def rewrite(self, edits: Iterable[Edit]) -> None:
        """Make edits that can be applied and do not overlap; each character keeps the formatting of its position.

        A text as long as its source replaces it character by character; a longer or shorter one goes into the run in
        which the two begin to differ.
        """
        characters_of = [list(node.text) for node in self.nodes]
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
            self._apply(characters_of, edit)
        for node, characters in zip(self.nodes, characters_of, strict=True):
            text = "".join(characters)
            if text != node.text and node.write is not None:
                node.write(text)

    def _apply(self, characters_of: list[list[str]], edit: Edit) -> None:
        """Make one edit. The last is made first, so that the positions of those to come still hold."""
        start, new = edit.start, edit.text
        source = self.text[start : edit.end]
        if len(source) != len(new):
            skipped = _common_prefix(source, new)
            start, source, new = start + skipped, source[skipped:], new[skipped:]
            cut = _common_prefix(source[::-1], new[::-1])
            source, new = source[: len(source) - cut], new[: len(new) - cut]
        if not source:
            node = self._insertion_node(start)
            assert node is not None
            offset = start - self._starts[node]
            characters_of[node][offset:offset] = new
            return
        for index in range(len(source) - 1, -1, -1):
            node = self._node_at(start + index)
            replacement = new[index] if len(source) == len(new) else new if index == 0 else ""
            characters_of[node][start + index - self._starts[node]] = replacement

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for node in self.nodes[:-1]:
            starts.append(starts[-1] + len(node.text))
        return starts

    def _node_at(self, position: int) -> int:
        """Return the index of the node in which a character stands."""
        return bisect.bisect_right(self._starts, position) - 1

    def _insertion_node(self, position: int) -> int | None:
        """Return the index of the node that an insertion goes to: of the character before it, else after it."""
        before = self._node_at(position - 1) if position else None
        behind = self._node_at(position) if position < len(self.text) else None
        return next(
            (node for node in (before, behind) if node is not None and self.nodes[node].write is not None),
            None,
        )


def _common_prefix(one: str, other: str) -> int:
    """Return how many characters two texts have in common at the beginning."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def passages(root: etree._Element, steps: tuple[str, ...], code: frozenset[str] = frozenset()) -> Iterator[Passage]:
    """Yield every passage of a part, in the order of its markup.

    `steps` lead to the part, in an editor's words; `code` are the ids of Word styles whose text is code.
    """
    in_codes, places = _texts_in_codes(root), Steps()
    numbers: dict[tuple[etree._Element | None, str], int] = {}
    for (owner, place), found in groupby(texts(root, Use.CONVERTED), key=_owner):
        first, *others = found
        if first.dialect:
            key = (owner.getparent(), place.element)
            numbers[key] = numbers.get(key, 0) + 1
            nodes = list(_nodes(owner, first.dialect, in_codes, code))
            if nodes:
                yield Passage(nodes, owner, steps, places, number=numbers[key])
        elif any(text.value for text in (first, *others)):
            nodes = [Node(text.value, text.write) for text in (first, *others)]
            yield Passage(nodes, first.element, steps, places, place.aspect)
    for one in field_codes(root, OBJECT):
        nodes = [Node(piece.text, piece.write) for piece in one.slices]
        yield Passage(nodes, one.element, steps, places, Message("code of a field"), is_code=True)


def _owner(text: Text) -> tuple[etree._Element, TextPlace]:
    """What a text belongs to: the texts of one deletion are one passage."""
    deletion = next(text.element.iterancestors(*_DELETIONS), None) if text.place.element in _DELETED else None
    return text.element if deletion is None else deletion, text.place


def _nodes(
    paragraph: etree._Element, dialect: Dialect, in_codes: frozenset[etree._Element], code: frozenset[str]
) -> Iterator[Node]:
    """Yield the nodes of a paragraph; paragraphs inside it (text boxes) are passages of their own."""
    in_code_style = _style_id(paragraph, "w:pPr", "w:pStyle") in code
    stack: list[Iterator[etree._Element]] = [iter(paragraph)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif element.tag == dialect.text:
            text = element.text or ""
            if element in in_codes or not text:
                continue
            if in_code_style or _style_id(element.getparent(), "w:rPr", "w:rStyle") in code:
                yield Node(OBJECT * len(text))
            else:
                yield Node(text, _text_writer(element))
        elif element.tag in _SUBSTITUTES:
            yield Node(_SUBSTITUTES[str(element.tag)])
        elif isinstance(element.tag, str) and element.tag not in BY_PARAGRAPH and element.tag not in _SKIPPED:
            stack.append(iter(element))


def _style_id(element: etree._Element | None, properties: str, name: str) -> str | None:
    """Return the style that an element names in its properties."""
    style = element.find(f"{qn(properties)}/{qn(name)}") if element is not None else None
    return style.get(qn("w:val")) if style is not None else None


def _texts_in_codes(root: etree._Element) -> frozenset[etree._Element]:
    """Return the `w:t` that stand in a field's code, as the result of a field inside the code does."""
    inside_fields = walk_fields(root, qn("w:t"))
    return frozenset(text for text, around in inside_fields if not all(field.in_result for field in around))


def _text_writer(element: etree._Element) -> Callable[[str], None]:
    """Return a function that replaces the text of a `w:t` or `a:t`."""

    def write(text: str) -> None:
        element.text = text
        if element.tag == qn("w:t") and text != text.strip():  # Word drops outer white space otherwise
            element.set(_SPACE, "preserve")

    return write


def code_styles(styles: etree._Element) -> frozenset[str]:
    """Return the ids of the Word styles whose text is code, by the names that Word and pandoc give them."""
    return frozenset(
        style.get(qn("w:styleId"), "")
        for style in styles.iter(qn("w:style"))
        if (name := style.find(qn("w:name"))) is not None and name.get(qn("w:val"), "").lower() in _CODE_STYLE_NAMES
    )


_CODE_STYLE_NAMES = (
    "code", "source code", "verbatim char", "html code", "html preformatted", "html keyboard", "html sample",
    "html typewriter", "html variable", "macro text",
)  # fmt: skip
