"""A run of text and its formatting: its own properties, and those that it inherits.

Office looks a property up in one source after another and takes the first that states it (ECMA-376 part 1 §17.7.2
for Word, §19.3.1 and §21.1.2.4 for slides). Thousands of runs have a few formattings: all runs that are formatted
alike share one object, and what is found for it is found for them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from lxml import etree

from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.numbers import whole


@dataclass(frozen=True, eq=False)
class Formatting:
    """The properties of runs: `own` are those of the runs themselves, if any, `inherited` the others, nearest first.

    As it is, it is a formatting of DrawingML; one of Word is a `WordFormatting`.
    """

    own: etree._Element | None
    inherited: Sequence[etree._Element]

    @cached_property
    def sources(self) -> tuple[etree._Element, ...]:
        """All sources of properties, the nearest first."""
        return (self.own, *self.inherited) if self.own is not None else tuple(self.inherited)

    def own_child(self, name: str) -> etree._Element | None:
        """Return the first element of this name (`a:solidFill`) among the runs' own properties, or None."""
        return self.own.find(qn(name)) if self.own is not None else None

    def first(self, *names: str) -> etree._Element | None:
        """Return the first element of one of these qualified names, or None."""
        return next((child for source in self.sources for child in source.iterchildren(*names)), None)

    def child(self, name: str) -> etree._Element | None:
        """Return the first element of this name (`a:latin`), or None."""
        return self.first(qn(name))

    def attribute(self, name: str) -> str:
        """Return the first value of an attribute, empty where no source states it."""
        return next((str(source.get(name)) for source in self.sources if source.get(name) is not None), "")

    @property
    def bold(self) -> bool:
        """Whether the runs are set in bold."""
        return self.attribute("b") in ("1", "true")

    @property
    def points(self) -> float:
        """Their size in points; 0 where no source states one."""
        return whole(self.attribute("sz")) / 100


class WordFormatting(Formatting):
    """The formatting of runs in a Word file."""

    def value(self, name: str, attribute: str) -> str:
        """Return the first value of an attribute of the property `name`, empty where no source states it."""
        found = (source.find(qn(name)) for source in self.sources)
        values = (one.get(qn(attribute)) for one in found if one is not None)
        return next((str(value) for value in values if value is not None), "")

    @property
    def bold(self) -> bool:
        """Whether the runs are set in bold."""
        mark = self.child("w:b")
        return mark is not None and mark.get(qn("w:val"), "1") not in ("0", "false", "off")

    @property
    def points(self) -> float:
        """Their size in points; 0 where no source states one."""
        return whole(self.value("w:sz", "w:val")) / 2


AnyFormatting = TypeVar("AnyFormatting", bound=Formatting, covariant=True)
"""The formatting of DrawingML, or that of Word."""


@dataclass(frozen=True, slots=True, eq=False)
class TextRun(Generic[AnyFormatting]):
    """A run of text: what a reader sees of it, its element, the steps to its part, and its formatting."""

    text: str
    element: etree._Element
    part_steps: tuple[str, ...]
    formatting: AnyFormatting


def markup(element: etree._Element | None) -> bytes:
    """Return the markup of an element, by which equal ones are known; empty for None."""
    return etree.tostring(element, with_tail=False) if element is not None else b""
