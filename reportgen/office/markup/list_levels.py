"""The levels of Word's numbered lists, wherever they are said: in the list, its pattern, or the pattern of a style."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from reportgen.office.markup.namespaces import qn

_VALUE, _LIST, _PATTERN, _LEVEL = qn("w:val"), qn("w:numId"), qn("w:abstractNumId"), qn("w:ilvl")


class ListLevels:
    """The levels of the lists in a numbering part, whose root is `numbering`; None has no lists."""

    def __init__(self, numbering: etree._Element | None) -> None:
        root = etree.Element(qn("w:numbering")) if numbering is None else numbering
        self.lists = {one.get(_LIST, ""): one for one in root.iterfind(qn("w:num"))}
        self._patterns = {one.get(_PATTERN, ""): one for one in root.iterfind(qn("w:abstractNum"))}
        self._of_styles = {style: one for one in self._patterns.values() if (style := value_of(one, "w:styleLink"))}

    def of(self, number: str) -> Mapping[int, etree._Element]:
        """The levels of a list from 0: those of its pattern, or those that it has of its own in their place."""
        one = self.lists.get(number)
        if one is None:
            return {}
        pattern = self._patterns.get(value_of(one, "w:abstractNumId"))
        if pattern is not None and (style := value_of(pattern, "w:numStyleLink")):
            pattern = self._of_styles.get(style)  # the style's list has the levels (§17.9.21)
        shared = () if pattern is None else pattern.iterfind(qn("w:lvl"))
        return {int(level.get(_LEVEL, "0")): level for level in (*shared, *one.iter(qn("w:lvl")))}


def value_of(element: etree._Element, name: str, default: str = "") -> str:
    """The value of a property that is a child of an element."""
    found = element.find(qn(name))
    return default if found is None else found.get(_VALUE, default)
