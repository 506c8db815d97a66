"""Reads the code of Word's fields: which of it a reader sees once the field is updated, and which are names.

`IF "a" = "b" "yes" "no"` shows its last two strings; `REF` leads to a bookmark, `SEQ` counts by a name, `HYPERLINK` has
an address, and none of these may change (ECMA-376 part 1 §17.16).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from reportgen.office.markup.fields import Field, walk_fields
from reportgen.office.markup.namespaces import qn

_CODE, _SIMPLE, _CHARACTER = qn("w:instrText"), qn("w:fldSimple"), qn("w:fldChar")
_INSTRUCTION = qn("w:instr")
_TOKEN = re.compile(
    r'"(?P<string>(?:[^"\\]|\\.)*)"?|“(?P<curly>[^”]*)”?|(?P<switch>\\[^\s"“])|(?P<operator><>|[<>]=?|=)|'
    r'(?P<word>[^\s"“\\<>=]+)'
)
"""A string, which Word lets end with the code; a switch; an operator; a word."""
_PICTURES = ("\\@", "\\#")
"""The switches of any field behind which stands how a date or a number is shown (§17.16.4)."""
_SWITCHES: Mapping[str, tuple[str, ...]] = {
    "ASK": ("\\d",), "FILLIN": ("\\d",), "HYPERLINK": ("\\o",), "MERGEFIELD": ("\\b", "\\f"), "XE": ("\\t",),
    "AUTOTEXTLIST": ("\\t",),
}  # fmt: skip
"""Fields → switches behind which stands what a reader sees."""
_SEEN_FROM: Mapping[str, int] = {
    "QUOTE": 0, "FILLIN": 0, "TITLE": 0, "SUBJECT": 0, "KEYWORDS": 0, "COMMENTS": 0, "EQ": 0, "TC": 0, "XE": 0,
    "ASK": 1, "SET": 1, "MACROBUTTON": 1, "GOTOBUTTON": 1,
}  # fmt: skip
"""Fields → from which of their arguments on a reader sees them."""
_WITHOUT_SWITCHES = ("EQ",)
"""Fields in which a backslash stands before what is drawn around their arguments."""
_COMPARING = ("IF",)
"""Fields whose arguments are seen from the second behind an operator on."""


@dataclass(frozen=True, slots=True)
class Slice:
    """A piece of a field's code: its text, and the function that replaces it where a reader sees it."""

    text: str
    write: Callable[[str], None] | None = None


@dataclass(frozen=True, slots=True)
class FieldCode:
    """A field's own code: the element in which it begins, and its slices."""

    element: etree._Element
    slices: Sequence[Slice]


def field_codes(root: etree._Element, inside: str) -> Iterator[FieldCode]:
    """Yield the code of each field of a part.

    A field inside it comes by itself, and the character `inside` stands for it.
    """
    pieces: dict[Field, list[etree._Element | None]] = {}
    for element, around in walk_fields(root, _CODE, _SIMPLE, _CHARACTER):
        if element is around[-1].start and len(around) > 1 and not around[-2].in_result:
            pieces.setdefault(around[-2], []).append(None)
        if element.tag == _SIMPLE or (element.tag == _CODE and not around[-1].in_result):
            pieces.setdefault(around[-1], []).append(element)
    for field, found in pieces.items():
        elements = [element for element in found if element is not None]
        if elements:
            yield FieldCode(elements[0], list(_slices(field.name, found, inside)))


def _slices(name: str, pieces: Sequence[etree._Element | None], inside: str) -> Iterator[Slice]:
    texts = [_text(piece) if piece is not None else inside for piece in pieces]
    code = "".join(texts)
    seen = bytearray(len(code))
    for start, end in _seen(name, code):
        seen[start:end] = b"\1" * (end - start)
    position = 0
    for piece, text in zip(pieces, texts, strict=True):
        writer = _Writer(piece) if piece is not None else None
        for is_seen, group in groupby(range(position, position + len(text)), key=seen.__getitem__):
            places = [*group]
            part = code[places[0] : places[-1] + 1]
            write = writer.add(part) if writer else None
            yield Slice(part, write if is_seen else None)
        position += len(text)


def _text(element: etree._Element) -> str:
    return (element.get(_INSTRUCTION) if element.tag == _SIMPLE else element.text) or ""


class _Writer:
    """Writes the code in one element, of which each slice is replaced by itself."""

    def __init__(self, element: etree._Element) -> None:
        self._element = element
        self._slices: list[str] = []

    def add(self, text: str) -> Callable[[str], None]:
        """Take the next slice, and return the function that replaces it."""
        self._slices.append(text)
        number = len(self._slices) - 1

        def write(new: str) -> None:
            self._slices[number] = new
            if self._element.tag == _SIMPLE:
                self._element.set(_INSTRUCTION, "".join(self._slices))
            else:
                self._element.text = "".join(self._slices)

        return write


def _seen(name: str, code: str) -> Iterator[tuple[int, int]]:
    """Yield where in the code of a field a text stands that a reader sees."""
    seen_switches = (*_PICTURES, *_SWITCHES.get(name, ()))
    switch, argument, compared = "", -1, -1  # the field's name is the argument before the first
    for token in _TOKEN.finditer(code):
        kind = token.lastgroup or ""
        if kind == "operator":
            compared = argument if compared < 0 else compared
        elif kind == "switch":
            switch = token[0] if name not in _WITHOUT_SWITCHES else ""
        elif switch:
            if switch in seen_switches:
                yield token.span(kind)
            switch = ""
        else:
            if argument >= 0 and _is_seen(name, argument, compared):
                yield token.span(kind)
            argument += 1


def _is_seen(name: str, argument: int, compared: int) -> bool:
    if name in _COMPARING:
        return 0 <= compared < argument
    return argument >= _SEEN_FROM.get(name, argument + 1)
