"""The line of a timeline: days to scale, periods as long as they are, ticks that can be read."""

from __future__ import annotations

import pytest

from reportgen.model.dates import parse_date
from reportgen.pack.axis import Axis


def _axis(*dates: str) -> Axis:
    return Axis([parse_date(date) for date in dates])


def test_a_day_stands_where_it_falls() -> None:
    """The middle of a year is in the middle of the line of that year."""
    axis = _axis("2023-01-01", "2023-12-31")
    start, end = axis.span(parse_date("2023-07-02"))
    assert start == end == pytest.approx(0.5, abs=0.002)
    assert axis.span(parse_date("2023-01-01")) == (0, 0)


@pytest.mark.parametrize(
    ("date", "months"),
    [("2023", (0, 12)), ("2023-H2", (6, 12)), ("2023-Q1", (0, 3)), ("mid-2023", (5, 7)), ("end-2023", (10, 12)),
     ("early-2023", (0, 4)), ("by 2023-06", (6, 6))],
)  # fmt: skip
def test_a_period_is_as_long_as_it_is(date: str, months: tuple[int, int]) -> None:
    """From the beginning of its first month to the end of its last; what is due by its end is a point there."""
    start, end = _axis("2023").span(parse_date(date))
    assert (start, end) == (pytest.approx(months[0] / 12, abs=0.01), pytest.approx(months[1] / 12, abs=0.01))


@pytest.mark.parametrize("date", ["from 2024", "since 2024-06", "from end-2024"])
def test_what_has_no_end_goes_on_to_the_end_of_the_line(date: str) -> None:
    """And has room to be seen, however late it begins."""
    axis = _axis("2023-02-22", date)
    start, end = axis.span(parse_date(date))
    assert end == 1.0
    assert start < 0.95


@pytest.mark.parametrize(
    ("dates", "names"),
    [
        (("2022-07", "end-2024"), ["2023", "2024"]),
        (("2023-01", "2023-03"), ["2023-01", "2023-02", "2023-03"]),
        (("2023-02", "2024-02"), ["2023-03", "2023-05", "2023-07", "2023-09", "2023-11", "2024-01"]),
        (("2023-02", "2024-06"), ["2023-04", "2023-07", "2023-10", "2024-01", "2024-04"]),
    ],
)
def test_a_line_has_ticks_for_years_and_a_short_one_for_months(dates: tuple[str, ...], names: list[str]) -> None:
    """As many as can be read."""
    ticks = list(_axis(*dates).ticks())
    assert [date for date, _ in ticks] == [parse_date(name) for name in names]
    assert all(0 <= place < 1 for _, place in ticks)


def test_the_line_of_one_month_has_a_length() -> None:
    """Two days of one month do not fall together."""
    axis = _axis("2023-02-06", "2023-02-22")
    assert axis.span(parse_date("2023-02-06")) < axis.span(parse_date("2023-02-22"))
