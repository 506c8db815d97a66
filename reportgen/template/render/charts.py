"""Charts bound by a tag in their alt text: the template's design with the value's data.

Every place gets a chart part of its own, with its own workbook. Series `i` of the value takes the
formatting of the template's series `i`; further ones that of the last, in colours of their own.
What the elements are and in which order they stand: ECMA-376 part 1 §21.2.2, `dml-chart.xsd`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from jinja2 import Undefined
from lxml import etree

from reportgen.diagnostics import Message
from reportgen.office.markup.dialect import insert_in_order
from reportgen.office.markup.namespaces import DECLARATION, C, parse_xml, qn, serialise
from reportgen.office.opc.archive import Entry
from reportgen.office.opc.new_parts import OFFICE_RELATIONSHIP, NewPart
from reportgen.office.opc.package import Relationship
from reportgen.office.opc.part_trees import PartCopier
from reportgen.office.workbook.workbook import WORKBOOK_TYPE, write_workbook
from reportgen.template.render.chart_series import ChartPattern, fill_chart
from reportgen.template.render.pictures import Picture, shown
from reportgen.template.runtime.state import RenderState
from reportgen.template.syntax.tags import Tag
from reportgen.template.values.chart_data import ChartValue, UnusableChartData, lay_out

CHART = OFFICE_RELATIONSHIP + "chart"
_PACKAGE = OFFICE_RELATIONSHIP + "package"
_AFTER_EXTERNAL_DATA = frozenset(f"{{{C}}}{name}" for name in ("printSettings", "userShapes", "extLst"))


@dataclass(slots=True)
class PlacedChart:
    """What one copy of a bound chart's frame needs to know of its value."""

    alt: str
    _slot: ChartSlot
    _value: ChartValue
    _state: RenderState

    def open(self) -> str:
        """Begin the chart part: what is printed from here on stands in it. Prints nothing."""
        self._state.package.begin_inner()
        return ""

    def relate(self, markup: str = "") -> str:
        """Write the chart part and relate it; `markup` is the part where tags stand in it."""
        gained = self._state.package.end_inner() if markup else ()  # without tags none was begun
        name = self._slot.write(self._value, markup, gained, self._state)
        return self._state.package.part.relate(CHART, name) if name else ""


@dataclass(frozen=True, slots=True)
class ChartSlot:
    """A bound chart of a template: it makes the chart parts for values.

    `part` is the name of the template's chart among `parts`, which are all that it leads to; `markup` is the chart as
    compiled for the output language, empty where tags stand in it; `pattern` is what it offers.
    """

    part: str
    parts: Mapping[str, NewPart]
    markup: str
    tag: Tag
    pattern: ChartPattern

    def render(self, value: Any, state: RenderState) -> PlacedChart | None:
        """How `value` is shown, or None when there is nothing to show or it is no chart."""
        if value is None:
            return None
        if isinstance(value, Undefined):
            str(value)  # reports the name
        elif isinstance(value, Picture):
            message = Message("'{text}' gives a picture, and stands on a chart", text=self.tag.text)
            state.problem("picture-on-a-chart", message, self.tag.location, Message("bind it to a picture"))
        elif not isinstance(value, ChartValue):
            message = Message("'{text}' gives {shown}, which is no chart", text=self.tag.text, shown=shown(value))
            hint = Message("an alt text that is one tag alone binds the chart; add a word where only the text is meant")
            state.problem("not-a-chart", message, self.tag.location, hint)
        else:
            return PlacedChart(value.alt, self, value, state)
        return None

    def write(self, value: ChartValue, markup: str, gained: Iterable[Relationship], state: RenderState) -> str:
        """Add the chart part for a value, with all that belongs to it; returns its name, or nothing after a problem."""
        try:
            self.pattern.check(value)
            table = lay_out(value, self.pattern.number_formats(len(value.series)))
        except UnusableChartData as fault:
            state.problem(
                "unusable-chart",
                Message("the chart of '{text}' cannot be drawn: {fault}", text=self.tag.text, fault=fault),
                self.tag.location,
            )
            return ""
        root = parse_xml((markup or self.markup).encode("utf-8"))
        fill_chart(root, table)
        workbook = NewPart(Entry.store(write_workbook(table.columns)), WORKBOOK_TYPE)
        book = state.package.add_part("embeddings/Microsoft_Excel_Sheet", "xlsx", workbook)
        name = PartCopier(self.parts, state.package.new_parts, state.package.names.added).copy(self.part)
        chart = state.package.new_parts[name]
        relationships = (*chart.relationships, *gained)
        to_book = Relationship(_refer_to_workbook(root, relationships), _PACKAGE, book)
        entry = Entry.deflate((DECLARATION + serialise(root)).encode("utf-8"))
        state.package.new_parts[name] = replace(chart, entry=entry, relationships=(*relationships, to_book))
        return name


def _refer_to_workbook(root: etree._Element, relationships: Iterable[Relationship]) -> str:
    """Make a chart name its workbook by a relationship id that is free, and return the id."""
    data = root.find(qn("c:externalData"))
    if data is None:
        data = etree.Element(qn("c:externalData"))
        etree.SubElement(data, qn("c:autoUpdate"), val="0")
        insert_in_order(root, data, _AFTER_EXTERNAL_DATA)
    taken = {item.id for item in relationships}
    id_ = data.get(qn("r:id"), "")
    if not id_ or id_ in taken:
        id_ = next(name for number in range(1, len(taken) + 2) if (name := f"rIdBook{number}") not in taken)
    data.set(qn("r:id"), id_)
    return id_
