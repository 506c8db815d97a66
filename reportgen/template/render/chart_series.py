"""Reads which kinds of charts can be bound, and puts data into the series of a chart part.

A series keeps everything but its name, categories and values. What would refer to cells of the old
workbook (custom error bars, labels from cells, hidden series, a pivot source) goes.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from reportgen.diagnostics import Message
from reportgen.office.markup.dialect import insert_in_order
from reportgen.office.markup.namespaces import C, qn
from reportgen.office.workbook.workbook import xstring
from reportgen.template.values.chart_data import (
    BubbleChart,
    Chart,
    ChartTable,
    ChartValue,
    Reference,
    UnusableChartData,
    XYChart,
)


@dataclass(frozen=True, slots=True)
class Plot:
    """A kind of plot: the value that it draws, and what is special about it.

    `lines` says that the colour of a series is that of its line, `single` that only one series is shown,
    `by_point` that the legend has an entry for each point.
    """

    value: type[ChartValue]
    lines: bool = False
    single: bool = False
    by_point: bool = False


_PIE = Plot(Chart, single=True, by_point=True)
PLOTS: Mapping[str, Plot] = {
    qn("c:barChart"): Plot(Chart),
    qn("c:bar3DChart"): Plot(Chart),
    qn("c:areaChart"): Plot(Chart),
    qn("c:area3DChart"): Plot(Chart),
    qn("c:lineChart"): Plot(Chart, lines=True),
    qn("c:line3DChart"): Plot(Chart, lines=True),
    qn("c:radarChart"): Plot(Chart, lines=True),
    qn("c:pieChart"): _PIE,
    qn("c:pie3DChart"): _PIE,
    qn("c:ofPieChart"): _PIE,
    qn("c:doughnutChart"): Plot(Chart, by_point=True),
    qn("c:scatterChart"): Plot(XYChart, lines=True),
    qn("c:bubbleChart"): Plot(BubbleChart),
}
"""Element of the plot area → the kind of plot, of all that can be bound."""
_UNBOUND: Mapping[str, str] = {
    qn("c:stockChart"): "stock",
    qn("c:surfaceChart"): "surface",
    qn("c:surface3DChart"): "surface",
}
"""Element of the plot area → what the others are called."""
_AXES = frozenset(qn(f"c:{name}") for name in ("catAx", "valAx", "dateAx", "serAx"))
_COLOURED = tuple(qn(f"a:{name}Fill") for name in ("solid", "grad", "patt", "blip"))

SERIES_ORDER = (
    "c:idx", "c:order", "c:tx", "c:spPr", "c:invertIfNegative", "c:pictureOptions", "c:marker", "c:explosion",
    "c:dPt", "c:dLbls", "c:trendline", "c:errBars", "c:cat", "c:xVal", "c:val", "c:yVal", "c:shape", "c:smooth",
    "c:bubbleSize", "c:bubble3D", "c:extLst",
)  # fmt: skip
"""The children of a series in one sequence that agrees with the schema's of all kinds (CT_BarSer, CT_LineSer …)."""
_AFTER = {name: frozenset(map(qn, SERIES_ORDER[index:])) for index, name in enumerate(SERIES_ORDER, 1)}
"""Child of a series → what follows it."""


@dataclass(frozen=True, slots=True)
class ChartPattern:
    """What a template's chart offers: the kind of value it shows, and the number formats of its series.

    With `single` it shows one series, as a pie does.
    """

    value: type[ChartValue]
    formats: tuple[str, ...]
    single: bool

    def check(self, chart: ChartValue) -> None:
        """Raise `UnusableChartData` when a value cannot be shown as this kind of chart."""
        if not isinstance(chart, self.value):
            raise UnusableChartData(
                Message(
                    "it is drawn from {drawn}, and the data has {given}",
                    drawn=self.value.drawn_from,
                    given=chart.drawn_from,
                )
            )
        if not hasattr(chart.series, "__len__") or not all(isinstance(one, chart.of) for one in chart.series):
            raise UnusableChartData(Message("its series are to be a list of {kind}", kind=chart.of.__name__))
        if self.single and len(chart.series) > 1:
            raise UnusableChartData(
                Message("a pie shows one series, and the data has {count}", count=len(chart.series))
            )

    def number_formats(self, count: int) -> list[str]:
        """The number formats for so many series."""
        return [*self.formats, *[self.formats[-1]] * count][:count]


def chart_pattern(root: etree._Element) -> ChartPattern:
    """What a chart part offers; raises `UnusableChartData` when the chart is of a kind that cannot be bound."""
    plots = list(_plots(root))
    for plot in plots:
        if plot.tag in _UNBOUND:
            word = _UNBOUND[str(plot.tag)]
            raise UnusableChartData(
                Message("{word} charts cannot be bound; use a bar, line, area, pie or scatter chart", word=word)
            )
    kinds = [PLOTS[str(plot.tag)] for plot in plots]
    values = list(dict.fromkeys(kind.value for kind in kinds))
    if len(values) > 1:
        first, second = (value.drawn_from for value in values[:2])
        raise UnusableChartData(
            Message("a chart of {first} cannot be bound together with one of {second}", first=first, second=second)
        )
    formats = tuple(_number_format(series) for series in _series(root))
    if not formats:
        raise UnusableChartData(Message("it has no series to take the formatting from"))
    return ChartPattern(values[0], formats, any(kind.single for kind in kinds))


def _plots(root: etree._Element) -> Iterator[etree._Element]:
    area = root.find(f"{qn('c:chart')}/{qn('c:plotArea')}")
    for child in area if area is not None else ():
        if child.tag in PLOTS or child.tag in _UNBOUND:
            yield child


def _plot_of(series: etree._Element) -> Plot:
    return PLOTS[str(series.getparent().tag)]  # type: ignore[union-attr]


def _value(element: etree._Element, name: str) -> int:
    child = element.find(qn(name))
    return int(child.get("val", "0")) if child is not None else 0


def _series(root: etree._Element) -> list[etree._Element]:
    """The series of a chart in the order in which it shows them."""
    found = [series for plot in _plots(root) for series in plot.findall(qn("c:ser"))]
    return sorted(found, key=lambda series: _value(series, "c:order"))


def _number_format(series: etree._Element) -> str:
    [named] = (role.element for role in _plot_of(series).value.roles if role.named)
    code = series.find(f"{qn(named)}//{qn('c:formatCode')}")
    return code.text if code is not None and code.text else "General"


def fill_chart(root: etree._Element, table: ChartTable) -> None:
    """Put data into a chart's design, in place. The chart has at least one series to take the formatting from."""
    for element in [root.find(qn("c:pivotSource")), root.find(f"{qn('c:chart')}/{qn('c:pivotFmts')}")]:
        if element is not None:
            element.getparent().remove(element)  # type: ignore[union-attr]
    _drop_hidden_series(root)
    for series, references in zip(_series_for(root, len(table.series)), table.series, strict=True):
        _fill_series(series, references)
    _drop_empty_plots(root)
    _drop_legend_entries(root, table)
    for axis in list(root.iter(qn("c:dateAx"))):
        _make_category_axis(axis)


def _series_for(root: etree._Element, count: int) -> list[etree._Element]:
    """As many series as the data has: the template's, further copies of the last, or fewer."""
    series = _series(root)
    for surplus in series[count:]:
        surplus.getparent().remove(surplus)  # type: ignore[union-attr]
    if count <= len(series):
        return series[:count]
    pattern = _pattern_of_further(series[-1])
    index = max(_value(further, "c:idx") for further in series)
    order = max(_value(further, "c:order") for further in series)
    for number in range(1, count - len(series) + 1):
        further = copy.deepcopy(pattern)
        _set(further, "c:idx", index + number)
        _set(further, "c:order", order + number)
        series[-1].addnext(further)
        series.append(further)
    return series


def _set(series: etree._Element, name: str, value: int) -> None:
    element = series.find(qn(name))
    if element is None:
        element = etree.Element(qn(name))
        series.insert(0 if name == "c:idx" else 1, element)
    element.set("val", str(value))


def _pattern_of_further(last: etree._Element) -> etree._Element:
    """The pattern of series beyond the template's: the last one's formatting without its colour.

    Office gives a series without a colour of its own the next one of the theme, so they can be told apart.
    """
    pattern = copy.deepcopy(last)
    for of_one_series in pattern.findall(qn("c:dPt")) + pattern.findall(qn("c:extLst")):
        pattern.remove(of_one_series)
    holders = [pattern.find(qn("c:spPr")), pattern.find(f"{qn('c:marker')}/{qn('c:spPr')}")]
    for properties in [holder for holder in holders if holder is not None]:
        _remove_fills(properties)
        line = properties.find(qn("a:ln"))
        # the line around a bar is its outline, which is no colour of the series and stays
        if line is not None and (_plot_of(last).lines or properties is holders[1]):
            _remove_fills(line)
    return pattern


def _remove_fills(properties: etree._Element) -> None:
    for name in _COLOURED:
        for fill in properties.findall(name):
            properties.remove(fill)


# -- one series


def _fill_series(series: etree._Element, references: Mapping[str, Reference]) -> None:
    """Put name, categories and values into a series; what belongs to points or cells that are gone is removed."""
    for name, reference in references.items():
        insert_in_order(series, _holder(name, reference), _AFTER[name])
    count = _count(references)
    for point in [*series.findall(qn("c:dPt")), *series.findall(f"{qn('c:dLbls')}/{qn('c:dLbl')}")]:
        if _value(point, "c:idx") >= count:
            point.getparent().remove(point)  # type: ignore[union-attr]
    for bars in series.findall(qn("c:errBars")):
        if any(True for _ in bars.iter(qn("c:f"))):
            series.remove(bars)
    extensions = series.find(qn("c:extLst"))
    for extension in list(extensions) if extensions is not None else ():
        if any(etree.QName(e).localname in ("f", "sqref") for e in extension.iter(etree.Element)):
            extensions.remove(extension)  # type: ignore[union-attr]
    if extensions is not None and len(extensions) == 0:
        series.remove(extensions)


def _count(references: Mapping[str, Reference]) -> int:
    """How many categories or points a series has; its name is one cell."""
    return max(len(reference.cells) for reference in references.values())


def _holder(name: str, reference: Reference) -> etree._Element:
    """A name, categories or values: where they lie in the workbook, and a copy of them (§21.2.2.201, §21.2.2.123)."""
    kind = "num" if reference.numeric else "str"
    holder = etree.Element(qn(name))
    outer = etree.SubElement(holder, qn(f"c:{kind}Ref"))
    etree.SubElement(outer, qn("c:f")).text = reference.formula
    cache = etree.SubElement(outer, qn(f"c:{kind}Cache"))
    if reference.numeric:
        etree.SubElement(cache, qn("c:formatCode")).text = reference.number_format
    etree.SubElement(cache, qn("c:ptCount"), val=str(len(reference.cells)))
    for index, cell in enumerate(reference.cells):
        if cell is not None:
            point = etree.SubElement(cache, qn("c:pt"), idx=str(index))
            etree.SubElement(point, qn("c:v")).text = cell if reference.numeric else xstring(cell)
    return holder


# -- what surrounds the series


def _drop_hidden_series(root: etree._Element) -> None:
    """Series that a filter hides are kept in extensions (`c15:filteredBarSeries` …) with the old data."""
    for plot in _plots(root):
        for extensions in plot.findall(qn("c:extLst")):
            for extension in list(extensions):
                if any(etree.QName(e).localname.startswith("filtered") for e in extension.iter(etree.Element)):
                    extensions.remove(extension)
            if len(extensions) == 0:
                plot.remove(extensions)


def _drop_empty_plots(root: etree._Element) -> None:
    """A plot that no series is left for goes, and so do the axes that only it used."""
    empty = [plot for plot in _plots(root) if plot.find(qn("c:ser")) is None]
    if not empty:
        return
    for plot in empty:
        plot.getparent().remove(plot)  # type: ignore[union-attr]
    used = {axis.get("val") for plot in _plots(root) for axis in plot.findall(qn("c:axId"))}
    for axis in [axis for axis in root.iter(*_AXES) if axis.find(qn("c:axId")) is not None]:
        if axis.find(qn("c:axId")).get("val") not in used:  # type: ignore[union-attr]
            axis.getparent().remove(axis)  # type: ignore[union-attr]


def _drop_legend_entries(root: etree._Element, table: ChartTable) -> None:
    """Remove what is said about legend entries (deleted ones, their fonts) that the data has no longer."""
    by_point = any(PLOTS[str(plot.tag)].by_point for plot in _plots(root))
    count = _count(table.series[0]) if by_point else len(table.series)
    for entry in list(root.iter(qn("c:legendEntry"))):
        if _value(entry, "c:idx") >= count:
            entry.getparent().remove(entry)  # type: ignore[union-attr]


def _make_category_axis(axis: etree._Element) -> None:
    """Categories are texts, and a date axis would number them from 1900: make it a category axis (CT_CatAx)."""
    axis.tag = f"{{{C}}}catAx"
    for name in ("baseTimeUnit", "majorUnit", "majorTimeUnit", "minorUnit", "minorTimeUnit"):
        for element in axis.findall(qn(f"c:{name}")):
            axis.remove(element)
