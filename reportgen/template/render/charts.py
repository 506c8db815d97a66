"""Charts bound by a tag in their alt text: the template's design with the value's data.

Every place gets a chart part of its own, with its own workbook. Series `i` of the value takes the
formatting of the template's series `i`; further ones that of the last, in colours of their own.
What the elements are and in which order they stand: ECMA-376 part 1 §21.2.2, `dml-chart.xsd`.
"""

from __future__ import annotations

import copy
import posixpath
import re
from dataclasses import dataclass
from typing import Any

from jinja2 import Undefined
from lxml import etree

from reportgen.office.markup.dialect import insert_in_order
from reportgen.office.markup.namespaces import DECLARATION, C, parse_xml, qn, serialise
from reportgen.office.opc.archive import Entry
from reportgen.office.opc.new_parts import OFFICE_RELATIONSHIP, NewPart, WrittenPart
from reportgen.office.opc.package import Relationship
from reportgen.office.opc.part_trees import DetachedPart
from reportgen.office.workbook.workbook import WORKBOOK_TYPE, write_workbook
from reportgen.template.render.chart_series import ChartPattern, fill_chart
from reportgen.template.render.pictures import Picture, add_picture, shown, stored
from reportgen.template.runtime.state import RenderState
from reportgen.template.syntax.tags import Tag
from reportgen.template.values.chart_data import ChartValue, UnusableChartData, lay_out

CHART = OFFICE_RELATIONSHIP + "chart"
_PACKAGE = OFFICE_RELATIONSHIP + "package"
_AFTER_EXTERNAL_DATA = frozenset(f"{{{C}}}{name}" for name in ("printSettings", "userShapes", "extLst"))
_NUMBER = re.compile(r"\d*\.[^.]+$")


@dataclass(slots=True)
class PlacedChart:
    """What one copy of a bound chart's frame needs to know of its value."""

    alt: str
    _slot: ChartSlot
    _value: ChartValue
    _state: RenderState

    def open(self) -> str:
        """Begin the chart part: what is printed from here on stands in it. Prints nothing."""
        self._state.inner = WrittenPart(-1)
        return ""

    def relate(self, markup: str = "") -> str:
        """Write the chart part and relate it; `markup` is the part where tags stand in it."""
        gained = self._state.inner.relationships if self._state.inner else []
        self._state.inner = None
        name = self._slot.write(self._value, markup, gained, self._state)
        return self._state.part.relate(CHART, name) if name else ""


class ChartSlot:
    """A bound chart of a template: it makes the chart parts for values.

    `root` is the template's chart as compiled for the output language. Raises `UnusableChartData`
    for a chart of a kind that cannot be bound.
    """

    def __init__(self, part: DetachedPart, root: etree._Element, tag: Tag) -> None:
        self._part = part
        self._root = root
        self._tag = tag
        self._pattern = ChartPattern(root)

    def render(self, value: Any, state: RenderState) -> PlacedChart | None:
        """How `value` is shown, or None when there is nothing to show or it is no chart."""
        if value is None:
            return None
        if isinstance(value, Undefined):
            str(value)  # reports the name
        elif isinstance(value, Picture):
            message = f"'{self._tag.text}' gives a picture, and stands on a chart"
            state.problem("picture-on-a-chart", message, self._tag.location, "bind it to a picture")
        elif not isinstance(value, ChartValue):
            message = f"'{self._tag.text}' gives {shown(value)}, which is no chart"
            hint = "an alt text that is one tag alone binds the chart; add a word where only the text is meant"
            state.problem("not-a-chart", message, self._tag.location, hint)
        else:
            return PlacedChart(value.alt, self, value, state)
        return None

    def write(self, value: ChartValue, markup: str, gained: list[Relationship], state: RenderState) -> str:
        """Add the chart part for a value, with all that belongs to it; returns its name, or nothing after a problem."""
        try:
            self._pattern.check(value)
            table = lay_out(value, self._pattern.number_formats(len(value.series)))
        except UnusableChartData as fault:
            state.problem(
                "unusable-chart", f"the chart of '{self._tag.text}' cannot be drawn: {fault}", self._tag.location
            )
            return ""
        root = parse_xml(markup.encode("utf-8")) if markup else copy.deepcopy(self._root)
        fill_chart(root, table)
        workbook = NewPart(Entry.store(write_workbook(table.columns)), WORKBOOK_TYPE)
        book = state.add_part("embeddings/Microsoft_Excel_Sheet", "xlsx", workbook)
        relationships = [*self._copies(self._part, state), *gained]
        relationships.append(Relationship(_refer_to_workbook(root, relationships), _PACKAGE, book))
        chart = Entry.deflate((DECLARATION + serialise(root)).encode("utf-8"))
        return state.add_part(_stem(self._part, state), "xml", NewPart(chart, self._part.content_type, relationships))

    def _copies(self, part: DetachedPart, state: RenderState) -> list[Relationship]:
        """The relationships of a copy of `part`, each to a copy of its own; the old workbook is left behind."""
        copies = []
        for item in part.relationships:
            inner = part.parts.get(item.id)
            if item.external and item.kind == "hyperlink":
                copies.append(item)
            elif inner is not None and item.kind == "image":
                file = stored(inner.entry.read(), state)
                copies.append(Relationship(item.id, item.type, add_picture(file, state)))
            elif inner is not None and inner.content_type.endswith("+xml"):
                relationships = self._copies(inner, state)
                new = NewPart(inner.entry, inner.content_type, relationships)
                copies.append(Relationship(item.id, item.type, state.add_part(_stem(inner, state), "xml", new)))
        return copies


def _stem(part: DetachedPart, state: RenderState) -> str:
    """A part's name below the main part's folder, without number and extension: `charts/chart`."""
    name = posixpath.relpath(part.name, state.folder or ".")
    return _NUMBER.sub("", posixpath.join("charts", posixpath.basename(name)) if name.startswith("..") else name)


def _refer_to_workbook(root: etree._Element, known: list[Relationship]) -> str:
    """Make a chart name its workbook by a relationship id that is free, and return the id."""
    data = root.find(qn("c:externalData"))
    if data is None:
        data = etree.Element(qn("c:externalData"))
        etree.SubElement(data, qn("c:autoUpdate"), val="0")
        insert_in_order(root, data, _AFTER_EXTERNAL_DATA)
    taken = {item.id for item in known}
    own = data.get(qn("r:id"), "")
    if not own or own in taken:
        own = next(name for number in range(1, len(taken) + 2) if (name := f"rIdBook{number}") not in taken)
    data.set(qn("r:id"), own)
    return own
