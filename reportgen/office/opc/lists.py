"""The numbered lists of a Word document (`w:num`), and lists that count anew in the pattern of another one."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from reportgen.office.markup.dialect import WORD, insert_in_order, ppr_after
from reportgen.office.markup.list_levels import ListLevels, value_of
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.word_styles import UNCOUNTED, WordStyles
from reportgen.office.opc.package import Package

_VALUE, _LIST, _LEVEL = qn("w:val"), qn("w:numId"), qn("w:ilvl")
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
        levels = ListLevels(self._numbering)
        return frozenset(
            (number, depth)
            for number in levels.lists
            for depth, level in levels.of(number).items()
            if value_of(level, "w:numFmt", "decimal") not in UNCOUNTED
        )


def add_restarted_lists(numbering: etree._Element, restarted: Iterable[RestartedList]) -> None:
    """Add lists to a numbering part, each with the pattern of its original and the numbers with which that begins."""
    levels = ListLevels(numbering)
    for each in restarted:
        add_list(numbering, _restarted(each, levels))


def add_list(numbering: etree._Element, added: etree._Element) -> None:
    """Add a list to a numbering part, behind the others; a lasting id, as its original has, is left to Word."""
    added.attrib.pop(qn("w16cid:durableId"), None)
    last = numbering.find(qn("w:numIdMacAtCleanup"))  # the schema puts it behind all lists
    if last is None:
        numbering.append(added)
    else:
        last.addprevious(added)


def _restarted(restarted: RestartedList, levels: ListLevels) -> etree._Element:
    added = copy.deepcopy(levels.lists[restarted.original])
    added.set(_LIST, restarted.number)
    overrides = {override.get(_LEVEL): override for override in added.iterfind(qn("w:lvlOverride"))}
    starts = {depth: value_of(level, "w:start", "0") for depth, level in levels.of(restarted.original).items()}
    for level in range(restarted.level, _LEVELS):
        override = overrides.get(str(level))
        if override is None:
            override = etree.SubElement(added, qn("w:lvlOverride"), {_LEVEL: str(level)})
        if override.find(qn("w:startOverride")) is None:
            override.insert(0, etree.Element(qn("w:startOverride"), {_VALUE: starts.get(level, "1")}))
    return added
