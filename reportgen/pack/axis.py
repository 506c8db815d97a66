"""The line that a timeline is drawn on: where the days of its dates stand, to scale."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from reportgen.model.dates import APRIL, PartialDate, Precision

_DAYS_OF_POINT = 31
"""What is no longer is drawn as a point: a day, a few, a month. A quarter, a half and a year have their length."""
_ROOM_OF_OPEN = 0.1
"""How much longer a line is for a date that has no end."""
_MONTHS_WITHOUT_YEARS = 18
"""Below this many months a line has ticks for months."""
_MOST_TICKS = 7
"""The most ticks for months that can be read on a line."""


class Axis:
    """The line from the first month of some dates to the last, and a tenth longer where one has no end.

    Places on it are numbers from 0 to 1. `room` is the part by which it is longer at the least.
    """

    def __init__(self, dates: Sequence[PartialDate], room: float = 0, financial_year_starts: int = APRIL) -> None:
        self._starts = financial_year_starts
        self._first = min(date.days(self._starts)[0] for date in dates).replace(day=1)
        last = max(date.days(self._starts)[1] for date in dates)
        self._days = (_next_month(last) - self._first).days
        if any(date.is_open for date in dates):
            room = max(room, _ROOM_OF_OPEN)
        self._days += int(self._days * room)

    def span(self, date: PartialDate) -> tuple[float, float]:
        """Where a date begins and where it ends; what is no longer than a month and "by …" are points."""
        first, last = date.days(self._starts)
        if date.bound == "by":
            first = last
        elif (last - first).days < _DAYS_OF_POINT:
            first = last = first + (last - first) / 2
        start = self._place(first)
        return start, 1.0 if date.is_open else self._place(last)

    def ticks(self) -> Iterator[tuple[PartialDate, float]]:
        """The beginnings of years on the line, or of months on a short one."""
        months = list(self._months())
        step = 12
        if len(months) < _MONTHS_WITHOUT_YEARS:
            step = next(step for step in (1, 2, 3) if len(months) <= step * _MOST_TICKS)
        for month in months:
            if (month.month - 1) % step == 0:
                precision = Precision.YEAR if step == 12 else Precision.MONTH
                yield PartialDate(precision, month.year, 0 if step == 12 else month.month), self._place(month)

    def _months(self) -> Iterator[datetime.date]:
        month, end = self._first, self._first + datetime.timedelta(self._days)
        while month < end:
            yield month
            month = _next_month(month)

    def _place(self, day: datetime.date) -> float:
        return round((day - self._first).days / self._days, 4)


def _next_month(day: datetime.date) -> datetime.date:
    return (day.replace(day=1) + datetime.timedelta(31)).replace(day=1)
