"""What a chart shows, and how it lies in the table behind the chart.

The table has the categories in its first column and a column for each series; a scatter chart has a
column of x values before the columns of y values that go with it. The references a chart part holds
are made here together with the table, so that the two cannot differ.
"""

from __future__ import annotations

import math
import numbers
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reportgen.office.workbook.workbook import MAX_CELL_TEXT, SHEET, Column, column_name
from reportgen.template.values.rich_text import NotText
from reportgen.template.values.text import UnprintableCharacter, plain_text

MAX_SERIES = 255
"""Excel's limit for one chart."""
MAX_POINTS = 32_000
"""What every version of Office draws in one series."""

Number = int | float | Decimal


class _Drawn:
    """What all values that replace a chart share: they are no text."""

    __slots__ = ()

    def __str__(self) -> str:
        raise NotText("a chart is no text; put the tag alone into a chart's alt text")


@dataclass(frozen=True, slots=True)
class Series:
    """A row of values, one a category; None is a gap. The legend shows `name`."""

    name: str
    values: Sequence[Number | None]


@dataclass(frozen=True, slots=True)
class Chart(_Drawn):
    """What a bar, column, line, area, radar, pie or doughnut chart shows.

    Categories are printed as text, dates and numbers too. `alt` becomes the chart's alt text.

    >>> Chart(["2022", "2023"], [Series("Patents", [1_200, 1_450])], alt="Patents rose by a fifth.").series[0].name
    'Patents'
    """

    categories: Sequence[Any]
    series: Sequence[Series]
    alt: str = ""


@dataclass(frozen=True, slots=True)
class XYSeries:
    """Points with two co-ordinates; a y of None is a gap."""

    name: str
    points: Sequence[tuple[Number, Number | None]]


@dataclass(frozen=True, slots=True)
class XYChart(_Drawn):
    """What a scatter chart shows. `alt` becomes the chart's alt text."""

    series: Sequence[XYSeries]
    alt: str = ""


class UnusableChartData(ValueError):
    """The values cannot be drawn; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A range of the table with what it holds: texts, or numbers as they are written; None is an empty cell."""

    formula: str
    cells: Sequence[str | None]
    numeric: bool = False
    number_format: str = "General"


@dataclass(frozen=True, slots=True)
class SeriesReferences:
    """What a series of a chart part refers to: its name, its categories or x values, its values or y values."""

    name: Reference
    labels: Reference
    values: Reference


@dataclass(slots=True)
class ChartTable:
    """The table behind a chart, and for each series where it lies in it."""

    columns: list[Column]
    series: list[SeriesReferences]


def lay_out(chart: Chart | XYChart, number_formats: Sequence[str]) -> ChartTable:
    """The table for a chart; `number_formats` are those of the series' values.

    Raises `UnusableChartData` for values that are no finite numbers, for lengths that differ, and
    for what is too much.
    """
    _check_count("series", len(chart.series), MAX_SERIES)
    if isinstance(chart, XYChart):
        return _lay_out_points(chart, number_formats)
    _check_count("categories", len(chart.categories), MAX_POINTS)
    labels = Column(None, [_category(value) for value in chart.categories])
    table = ChartTable([labels], [])
    shared = _reference(0, labels)
    for index, (series, number_format) in enumerate(zip(chart.series, number_formats, strict=True)):
        name = _name(series.name, index)
        if len(series.values) != len(chart.categories):
            raise UnusableChartData(
                f"the series '{name}' has {len(series.values)} values for {len(chart.categories)} categories"
            )
        values = [_number(v, name, f"'{labels.cells[i] or i + 1}'") for i, v in enumerate(series.values)]
        _add_values(table, shared, Column(name, values, True, number_format))
    return table


def _lay_out_points(chart: XYChart, number_formats: Sequence[str]) -> ChartTable:
    table = ChartTable([], [])
    shared: Reference | None = None
    for index, (series, number_format) in enumerate(zip(chart.series, number_formats, strict=True)):
        name = _name(series.name, index)
        _check_count("points", len(series.points), MAX_POINTS)
        across = [_number(point[0], name, f"point {i}") for i, point in enumerate(series.points, 1)]
        if None in across:
            raise UnusableChartData(f"the series '{name}' has no x value at point {across.index(None) + 1}")
        down = [_number(point[1], name, f"point {i}") for i, point in enumerate(series.points, 1)]
        if shared is None or shared.cells != across:
            table.columns.append(Column("x", across, True))
            shared = _reference(len(table.columns) - 1, table.columns[-1])
        _add_values(table, shared, Column(name, down, True, number_format))
    return table


def _add_values(table: ChartTable, labels: Reference, values: Column) -> None:
    index = len(table.columns)
    table.columns.append(values)
    name = Reference(f"{SHEET}!${column_name(index)}$1", [values.head or ""])
    table.series.append(SeriesReferences(name, labels, _reference(index, values)))


def _reference(index: int, column: Column) -> Reference:
    letters = column_name(index)
    formula = f"{SHEET}!${letters}$2:${letters}${len(column.cells) + 1}"
    return Reference(formula, column.cells, column.numeric, column.number_format)


def _check_count(what: str, count: int, most: int) -> None:
    if not count:
        raise UnusableChartData(f"it has no {what}")
    if count > most:
        raise UnusableChartData(f"it has {count:,} {what}; {most:,} are allowed")


def _name(value: Any, index: int) -> str:
    return _text(value, f"the name of series {index + 1}")


def _category(value: Any) -> str | None:
    return None if value is None else _text(value, "a category") or None


def _text(value: Any, what: str) -> str:
    try:
        text = plain_text(value)
    except UnprintableCharacter as fault:
        raise UnusableChartData(f"in {what} {fault}") from fault
    if len(text) > MAX_CELL_TEXT:
        raise UnusableChartData(f"{what} has {len(text):,} characters; a cell holds {MAX_CELL_TEXT:,}")
    return text


def _number(value: Any, series: str, place: str) -> str | None:
    """A number as it is written in the table and in the chart; whole numbers and decimals keep every digit."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, numbers.Real | Decimal):
        raise UnusableChartData(f"the series '{series}' has {_shown(value)} at {place}, which is no number")
    try:
        size = float(value)
    except OverflowError as fault:
        raise UnusableChartData(f"the series '{series}' has a number too large to draw at {place}") from fault
    except ValueError:  # a signalling NaN
        size = math.nan
    if not math.isfinite(size):
        raise UnusableChartData(f"the series '{series}' has {_shown(value)} at {place}, which cannot be drawn")
    if isinstance(value, int):
        return f"{value:d}"
    if isinstance(value, Decimal):
        return str(value)
    return repr(int(size)) if size.is_integer() and abs(size) < 2**53 else repr(size)


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else str(value)
    return f"'{text if len(text) <= 30 else text[:29] + '…'}'"
