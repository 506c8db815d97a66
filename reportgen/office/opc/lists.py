"""The numbered lists of a Word document (`w:num`), and lists that count anew in the pattern of another one."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from reportgen.office.markup.dialect import WORD, insert_in_order, ppr_after
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.word_styles import UNCOUNTED, WordStyles
from reportgen.office.opc.package import Package

_VALUE, _LIST, _PATTERN, _LEVEL = qn("w:val"), qn("w:numId"), qn("w:abstractNumId"), qn("w:ilvl")
_LEVELS = 9
"""A list has nine levels (ECMA-376 part 1 §17.9.6)."""


@dataclass(frozen=True, slots=True)
class RestartedList:
    """A list under a new number that counts like another one, and begins anew from a level on."""

    number: str
    original: str
    level: int


class NumberedLists:
    """The lists that a Word document counts; its styles and lists are read when they are asked for."""

    def __init__(self, package: Package) -> None:
        self._package = package

    def __bool__(self) -> bool:
        """Whether there is one that counts."""
        return bool(self._counted)

    def place(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """The number of the list that a paragraph counts in, and its level; None for bullets and all else."""
        numbering = self._styles.paragraph(paragraph).numbering if self else None
        return numbering if numbering in self._counted else None

    def is_heading(self, paragraph: etree._Element) -> bool:
        """Whether a paragraph has a level in the outline of the document."""
        return self._styles.paragraph(paragraph).heading

    def count_in(self, paragraph: etree._Element, number: str, level: int) -> None:
        """Let a paragraph itself name its list, and look as before."""
        indent = self._styles.indent_beside_numbering(paragraph)
        properties = paragraph.find(WORD.paragraph_properties)
        if properties is None:
            properties = etree.Element(WORD.paragraph_properties)
            paragraph.insert(0, properties)
        named = properties.find(f"{qn('w:numPr')}/{_LIST}")
        if named is not None:
            named.set(_VALUE, number)
            return
        numbering = etree.Element(qn("w:numPr"))
        etree.SubElement(numbering, _LEVEL, {_VALUE: str(level)})
        etree.SubElement(numbering, _LIST, {_VALUE: number})
        insert_in_order(properties, numbering, ppr_after("numPr"))
        if indent:
            element = etree.Element(qn("w:ind"), {qn(f"w:{name}"): value for name, value in indent.items()})
            insert_in_order(properties, element, ppr_after("ind"))

    @property
    def last(self) -> int:
        """The highest number of a list."""
        lists = self._numbering.iterfind(qn("w:num")) if self._numbering is not None else ()
        return max((int(number) for one in lists if (number := one.get(_LIST, "")).isdecimal()), default=0)

    @cached_property
    def _styles(self) -> WordStyles:
        styles = self._part("styles")
        return WordStyles(etree.Element(qn("w:styles")) if styles is None else styles, self._numbering)

    @cached_property
    def _numbering(self) -> etree._Element | None:
        return self._part("numbering")

    def _part(self, kind: str) -> etree._Element | None:
        parts = self._package.related(self._package.main_part, kind)
        return next((self._package.parse(part) for part in parts), None)

    @cached_property
    def _counted(self) -> frozenset[tuple[str, int]]:
        """The lists and levels that count."""
        if self._numbering is None:
            return frozenset()
        return frozenset(
            (one.get(_LIST, ""), int(level.get(_LEVEL, "0")))
            for one in self._numbering.iterfind(qn("w:num"))
            for level in _levels(one, self._numbering)
            if _value(level, "w:numFmt", "decimal") not in UNCOUNTED
        )


def _levels(one: etree._Element, numbering: etree._Element) -> Iterator[etree._Element]:
    """The levels of a list: those of its pattern, or those that it has of its own in their place."""
    own = {level.get(_LEVEL): level for level in one.iter(qn("w:lvl"))}
    name = _value(one, "w:abstractNumId")
    patterns = {pattern.get(_PATTERN): pattern for pattern in numbering.iterfind(qn("w:abstractNum"))}
    pattern = patterns.get(name)
    link = "" if pattern is None else _value(pattern, "w:numStyleLink")
    if link:  # a style has the levels, and the pattern of that style's list says so
        pattern = next((each for each in patterns.values() if _value(each, "w:styleLink") == link), None)
    levels = {} if pattern is None else {level.get(_LEVEL): level for level in pattern.iterfind(qn("w:lvl"))}
    yield from (levels | own).values()


def _value(element: etree._Element, name: str, default: str = "") -> str:
    found = element.find(qn(name))
    return default if found is None else found.get(_VALUE, default)


def add_restarted_lists(numbering: etree._Element, restarted: Iterable[RestartedList]) -> None:
    """Add lists to a numbering part, each with the pattern of its original and the numbers with which that begins."""
    originals = {one.get(_LIST, ""): one for one in numbering.iterfind(qn("w:num"))}
    for each in restarted:
        add_list(numbering, _restarted(originals[each.original], each, numbering))


def add_list(numbering: etree._Element, added: etree._Element) -> None:
    """Add a list to a numbering part, behind the others."""
    last = numbering.find(qn("w:numIdMacAtCleanup"))  # the schema puts it behind all lists
    if last is None:
        numbering.append(added)
    else:
        last.addprevious(added)


def _restarted(original: etree._Element, restarted: RestartedList, numbering: etree._Element) -> etree._Element:
    added = copy.deepcopy(original)
    added.set(_LIST, restarted.number)
    overrides = {override.get(_LEVEL): override for override in added.iterfind(qn("w:lvlOverride"))}
    starts = {level.get(_LEVEL, "0"): _value(level, "w:start", "0") for level in _levels(original, numbering)}
    for level in map(str, range(restarted.level, _LEVELS)):
        override = overrides.get(level)
        if override is None:
            override = etree.SubElement(added, qn("w:lvlOverride"), {_LEVEL: level})
        if override.find(qn("w:startOverride")) is None:
            override.insert(0, etree.Element(qn("w:startOverride"), {_VALUE: starts.get(level, "1")}))
    return added
