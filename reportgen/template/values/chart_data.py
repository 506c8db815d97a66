"""Chart values, and the worksheet table that their data becomes.

The table has the categories in its first column and a column for each series; a scatter chart has a
column of x values before the columns of y values that go with it. Which columns the series of a value have
is said by its `roles`. The references a chart part holds are made here together with the table, so that the
two cannot differ.
"""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar

from reportgen.diagnostics import Message, shortened
from reportgen.office.workbook.workbook import MAX_CELL_TEXT, SHEET, Column, column_name
from reportgen.template.values.rich_text import NotText
from reportgen.template.values.text import UnprintableCharacter, plain_text

MAX_SERIES = 255
"""Excel's limit for one chart."""
MAX_POINTS = 32_000
"""What every version of Office draws in one series."""

Number = int | float | Decimal


@dataclass(frozen=True, slots=True)
class Role:
    """A column that each series has in the table, and the element of `c:ser` that refers to it (§21.2.2).

    It holds numbers, or else texts. The `named` column has the name and the number format of its series; any other
    has `heading` in its first row, is shared with the series before where it says the same, and has no
    gaps where it holds numbers.
    """

    element: str
    heading: str | None = None
    numeric: bool = True
    named: bool = False


class ChartValue:
    """A value that replaces a bound chart's data. It knows the columns of its series, and cannot be printed as text."""

    __slots__ = ()

    roles: ClassVar[tuple[Role, ...]]
    drawn_from: ClassVar[str]
    """What the data is called in messages."""
    counted: ClassVar[str]
    """What a series has several of, in messages."""
    of: ClassVar[type]
    """The class of its series."""
    series: Sequence[Any]
    alt: str

    def columns(self, series: Any) -> Sequence[Sequence[Any]]:
        """The values of one of the series, a column for each of the `roles`."""
        raise NotImplementedError

    def __str__(self) -> str:
        raise NotText(Message("a chart is no text; put the tag alone into a chart's alt text"))


class _Points(ChartValue):
    """A chart whose series are points, with one co-ordinate for each of the `roles`."""

    __slots__ = ()

    counted = "points"

    def columns(self, series: Any) -> Sequence[Sequence[Any]]:
        """The co-ordinates of the points of a series. Raises `UnusableChartData` for a point with more or fewer."""
        for number, point in enumerate(series.points, 1):
            if not isinstance(point, Sequence) or len(point) != len(self.roles):
                raise UnusableChartData(
                    Message(
                        "point {number} of the series '{name}' has to be {count} numbers",
                        number=number,
                        name=series.name,
                        count=len(self.roles),
                    )
                )
        return [[point[index] for point in series.points] for index in range(len(self.roles))]


@dataclass(frozen=True, slots=True)
class Series:
    """A row of values, one a category; None is a gap. The legend shows `name`."""

    name: str
    values: Sequence[Number | None]


@dataclass(frozen=True, slots=True)
class Chart(ChartValue):
    """What a bar, column, line, area, radar, pie or doughnut chart shows.

    Categories are printed as text, dates and numbers too. `alt` becomes the chart's alt text.

    >>> Chart(["2022", "2023"], [Series("Patents", [1_200, 1_450])], alt="Patents rose by a fifth.").series[0].name
    'Patents'
    """

    roles = (Role("c:cat", numeric=False), Role("c:val", named=True))
    drawn_from = counted = Message("categories")
    of = Series

    categories: Sequence[Any]
    series: Sequence[Series]
    alt: str = ""

    def columns(self, series: Series) -> Sequence[Sequence[Any]]:
        """The categories, and a series' values."""
        return self.categories, series.values


@dataclass(frozen=True, slots=True)
class XYSeries:
    """Points with two co-ordinates; a y of None is a gap."""

    name: str
    points: Sequence[tuple[Number, Number | None]]


@dataclass(frozen=True, slots=True)
class XYChart(_Points):
    """What a scatter chart shows. `alt` becomes the chart's alt text."""

    roles = (Role("c:xVal", heading="x"), Role("c:yVal", named=True))
    drawn_from = Message("x and y values")
    of = XYSeries

    series: Sequence[XYSeries]
    alt: str = ""


@dataclass(frozen=True, slots=True)
class BubbleSeries:
    """Points with two co-ordinates and a size; a y of None is a gap."""

    name: str
    points: Sequence[tuple[Number, Number | None, Number]]


@dataclass(frozen=True, slots=True)
class BubbleChart(_Points):
    """What a bubble chart shows. `alt` becomes the chart's alt text."""

    roles = (Role("c:xVal", heading="x"), Role("c:yVal", named=True), Role("c:bubbleSize", heading="size"))
    drawn_from = Message("x and y values with sizes")
    of = BubbleSeries

    series: Sequence[BubbleSeries]
    alt: str = ""


class UnusableChartData(ValueError):
    """Raised for values that cannot be drawn; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A range of the table with what it holds: texts, or numbers as they are written; None is an empty cell."""

    formula: str
    cells: Sequence[str | None]
    numeric: bool = False
    number_format: str = "General"


@dataclass(slots=True)
class ChartTable:
    """The table behind a chart, and for each series what its elements (`c:tx`, `c:cat`, `c:val` …) refer to in it."""

    columns: list[Column] = field(default_factory=list)
    series: list[Mapping[str, Reference]] = field(default_factory=list)


def lay_out(chart: ChartValue, number_formats: Sequence[str]) -> ChartTable:
    """The table for a chart; `number_formats` are those of the series' values.

    Raises `UnusableChartData` for values that are no finite numbers, for lengths that differ, and
    for what is too much.
    """
    _check_count("series", len(chart.series), MAX_SERIES)
    table = ChartTable()
    references: dict[str, Reference] = {}
    for index, (series, number_format) in enumerate(zip(chart.series, number_formats, strict=True)):
        name = _text(series.name, Message("the name of series {index}", index=index + 1))
        for role, column in zip(chart.roles, _columns(chart, series, name, number_format), strict=True):
            last = references.get(role.element)
            if last is not None and last.cells == column.cells and not role.named:
                continue  # series with the same categories share their column
            letters = column_name(len(table.columns))
            table.columns.append(column)
            if role.named:
                references["c:tx"] = Reference(f"{SHEET}!${letters}$1", [name])
            cells = f"{SHEET}!${letters}$2:${letters}${len(column.cells) + 1}"
            references[role.element] = Reference(cells, column.cells, column.numeric, column.number_format)
        table.series.append(dict(references))
    return table


def _columns(chart: ChartValue, series: Any, name: str, number_format: str) -> Iterator[Column]:
    """The columns of a series; in messages the categories name the places of the values after them."""
    values = chart.columns(series)
    if not all(hasattr(column, "__len__") for column in values):
        raise UnusableChartData(
            Message("the {counted} or values of the series '{name}' are no list", counted=chart.counted, name=name)
        )
    count = len(values[0])
    _check_count(chart.counted, count, MAX_POINTS)
    labels: Sequence[str | None] | None = None
    for role, column in zip(chart.roles, values, strict=True):
        if len(column) != count:
            raise UnusableChartData(
                Message(
                    "the series '{name}' has {count} values for {expected} {counted}",
                    name=name,
                    count=len(column),
                    expected=count,
                    counted=chart.counted,
                )
            )
        if not role.numeric:
            cells = labels = [_category(value) for value in column]
        else:
            cells = [_number(value, name, labels, index) for index, value in enumerate(column)]
        if role.named:
            yield Column(name, cells, True, number_format)
            continue
        if role.numeric and None in cells:
            point = _name_of_point(labels, cells.index(None))
            raise UnusableChartData(
                Message(
                    "the series '{name}' has no {heading} value at {point}",
                    name=name,
                    heading=role.heading,
                    point=point,
                )
            )
        yield Column(role.heading, cells, role.numeric)


def _name_of_point(labels: Sequence[str | None] | None, index: int) -> str:
    """What the place of a value is called: its category, or its number from 1."""
    return f"point {index + 1}" if labels is None else f"'{labels[index] or index + 1}'"


def _check_count(what: str, count: int, most: int) -> None:
    if not count:
        raise UnusableChartData(Message("it has no {what}", what=what))
    if count > most:
        raise UnusableChartData(
            Message("it has {count:,} {what}; {most:,} are allowed", count=count, what=what, most=most)
        )


def _category(value: Any) -> str | None:
    return None if value is None else _text(value, "a category") or None


def _text(value: Any, what: str) -> str:
    try:
        text = plain_text(value)
    except UnprintableCharacter as fault:
        raise UnusableChartData(Message("in {what} {fault}", what=what, fault=fault)) from fault
    if len(text) > MAX_CELL_TEXT:
        raise UnusableChartData(
            Message(
                "{what} has {count:,} characters; a cell holds {limit:,}",
                what=what,
                count=len(text),
                limit=MAX_CELL_TEXT,
            )
        )
    return text


def _number(value: Any, series: str, labels: Sequence[str | None] | None, index: int) -> str | None:
    """A number as it is written in the table and in the chart; whole numbers and decimals keep every digit."""
    if value is None:
        return None
    # True counts as an int to Python, and a Decimal is no `Real`
    if isinstance(value, bool) or not isinstance(value, numbers.Real | Decimal):
        raise UnusableChartData(
            Message(
                "the series '{series}' has {shown} at {name_of_point}, which is no number",
                series=series,
                shown=_shown(value),
                name_of_point=_name_of_point(labels, index),
            )
        )
    try:
        size = float(value)
    except OverflowError as fault:
        raise UnusableChartData(
            Message(
                "the series '{series}' has a number too large to draw at {name_of_point}",
                series=series,
                name_of_point=_name_of_point(labels, index),
            )
        ) from fault
    except ValueError:  # a signalling NaN
        size = math.nan
    if not math.isfinite(size):
        raise UnusableChartData(
            Message(
                "the series '{series}' has {shown} at {name_of_point}, which cannot be drawn",
                series=series,
                shown=_shown(value),
                name_of_point=_name_of_point(labels, index),
            )
        )
    if isinstance(value, int):
        return f"{value:d}"
    if isinstance(value, Decimal):
        return str(value)
    return repr(int(size)) if size.is_integer() and abs(size) < 2**53 else repr(size)  # floats are exact up to 2**53


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else str(value)
    return f"'{shortened(text, 30)}'"
