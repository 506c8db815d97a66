"""Reads Word's fields: where each begins, what its code is, and what stands in its code or its result.

A simple field is an element (`w:fldSimple`) that holds its result. A complex one is a row of marks in the text
(`w:fldChar` begin, separate, end), with the code between the first two and the result between the last two;
either may hold further fields (ECMA-376 part 1 §17.16.18).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from reportgen.office.markup.namespaces import qn

_FIELD_CHARACTER, _KIND = qn("w:fldChar"), qn("w:fldCharType")
_CODE = qn("w:instrText")
_SIMPLE = qn("w:fldSimple")
_NAME = re.compile(r'\s*([^\s"\\]*)')


@dataclass(eq=False, slots=True)
class Field:
    """A field: `start` is its `w:fldSimple`, or the `w:fldChar` that begins it.

    `code` is its own code, without the fields in it; `computed` says that one of these stands where its name should
    be. `in_result` says that the walk is past `separate`.
    """

    start: etree._Element
    code: str = ""
    computed: bool = False
    in_result: bool = False

    @property
    def name(self) -> str:
        """The type of the field (`TOC`, §17.16.5), in capitals; empty where another field computes it."""
        found = _NAME.match(self.code)
        return found[1].upper() if found and not self.computed else ""


def fields(root: etree._Element) -> list[Field]:
    """Return every field of a part, in the order of their beginnings, closed or not."""
    return list(dict.fromkeys(field for _, opened in walk_fields(root, _FIELD_CHARACTER, _SIMPLE) for field in opened))


def walk_fields(root: etree._Element, *names: Any) -> Iterator[tuple[etree._Element, tuple[Field, ...]]]:
    """Yield every node of these names that is in a field, with the fields around it, the outermost first.

    `names` are tags as `iter` of lxml takes them. A mark that begins a field stands in it, one that ends it does not.
    """
    wanted = frozenset(names)
    opened: list[Field] = []
    for element in root.iter(_FIELD_CHARACTER, _CODE, _SIMPLE, *names) if has_fields(root) else ():
        while opened and opened[-1].start.tag == _SIMPLE and opened[-1].start not in element.iterancestors():
            opened.pop()
        _update_open_fields(element, opened)
        if opened and element.tag in wanted:
            yield element, tuple(opened)


def has_fields(root: etree._Element) -> bool:
    """Whether a part has any field."""
    return next(root.iter(_FIELD_CHARACTER, _SIMPLE), None) is not None


def _update_open_fields(element: etree._Element, opened: list[Field]) -> None:
    """Open or close a field at an element, or take its text into the code of the innermost field."""
    kind = element.get(_KIND) if element.tag == _FIELD_CHARACTER else None
    if element.tag == _SIMPLE or kind == "begin":
        if opened and not opened[-1].code.strip():
            opened[-1].computed = True
        opened.append(Field(element, element.get(qn("w:instr"), ""), in_result=element.tag == _SIMPLE))
    elif element.tag == _CODE and opened:
        opened[-1].code += element.text or ""
    elif kind == "separate" and opened:
        opened[-1].in_result = True
    elif kind == "end" and opened:
        opened.pop()
