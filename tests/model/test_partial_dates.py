"""Dates of any precision: what is read, what is refused, in what order they come."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.dates import PartialDate, Precision, parse_date

READ = [
    # notation        precision                  year  part day bound    last day
    ("2023-02-22", Precision.DAY, 2023, 2, 22, "", "2023-02-22"),
    ("2024-02-29", Precision.DAY, 2024, 2, 29, "", "2024-02-29"),
    ("2023-02", Precision.MONTH, 2023, 2, 0, "", "2023-02-28"),
    ("2024-02", Precision.MONTH, 2024, 2, 0, "", "2024-02-29"),
    ("2023-Q1", Precision.QUARTER, 2023, 1, 0, "", "2023-03-31"),
    ("2023-Q4", Precision.QUARTER, 2023, 4, 0, "", "2023-12-31"),
    ("2023-H1", Precision.HALF, 2023, 1, 0, "", "2023-06-30"),
    ("2023-H2", Precision.HALF, 2023, 2, 0, "", "2023-12-31"),
    ("2023", Precision.YEAR, 2023, 0, 0, "", "2023-12-31"),
    ("early-2023", Precision.EARLY, 2023, 0, 0, "", "2023-04-30"),
    ("mid-2024", Precision.MID, 2024, 0, 0, "", "2024-07-31"),
    ("end-2024", Precision.END, 2024, 0, 0, "", "2024-12-31"),
    ("2023/24", Precision.FINANCIAL_YEAR, 2023, 0, 0, "", "2024-03-31"),
    ("1999/00", Precision.FINANCIAL_YEAR, 1999, 0, 0, "", "2000-03-31"),
    ("from end-2024", Precision.END, 2024, 0, 0, "from", "2024-12-31"),
    ("since 2019", Precision.YEAR, 2019, 0, 0, "since", "2019-12-31"),
    ("by 2024-06", Precision.MONTH, 2024, 6, 0, "by", "2024-06-30"),
    ("spring-2019", Precision.SEASON, 2019, 1, 0, "", "2019-05-31"),
    ("winter-2019", Precision.SEASON, 2019, 4, 0, "", "2020-02-29"),
    ("before 2024-06", Precision.MONTH, 2024, 6, 0, "before", "2024-05-31"),
    ("unknown", Precision.UNKNOWN, 9999, 0, 0, "", "9999-12-31"),
    ("  by   2023-Q2 ", Precision.QUARTER, 2023, 2, 0, "by", "2023-06-30"),
]


@pytest.mark.parametrize("text", [*(row[0] for row in READ), "2019-05-03/05", "2019-05-30/06-02", "2019-05/07"])
def test_a_date_is_written_as_it_is_read(text: str) -> None:
    """The notation of a date means the same date."""
    date = parse_date(text)
    assert parse_date(str(date)) == date
    assert "/" in text or str(date) == " ".join(text.split())


@pytest.mark.parametrize(("text", "precision", "year", "part", "day", "bound", "last"), READ)
def test_a_notation_is_read(
    text: str, precision: Precision, year: int, part: int, day: int, bound: str, last: str
) -> None:
    """Each form of the notation has its precision, its numbers and the last day it may mean."""
    date = parse_date(text)
    assert date == PartialDate(precision, year, part, day, bound)
    assert date.last_day.isoformat() == last


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019-05-03/05", "2019-05-03", "2019-05-05"),
        ("2019-05-30/06-02", "2019-05-30", "2019-06-02"),
        ("2019-12-30/2020-01-02", "2019-12-30", "2020-01-02"),
        ("2019-05/07", "2019-05-01", "2019-07-31"),
        ("2019-11/2020-02", "2019-11-01", "2020-02-29"),
    ],
)
def test_an_interval_is_read(text: str, first: str, last: str) -> None:
    """Its end leaves out what it has in common with its beginning; the two have the same precision."""
    assert tuple(day.isoformat() for day in parse_date(text).days()) == (first, last)


@pytest.mark.parametrize("text", ["2019-05-05/03", "2019-05/05", "by 2019-05-03/05", "from unknown", "2019-05-03/06-2"])
def test_what_is_no_interval_is_refused(text: str) -> None:
    """One that ends before it begins, or that has a bound; what is not known has none either."""
    with pytest.raises(ValueError, match=r"ends before it begins|is not a date"):
        parse_date(text)


def test_financial_years_start_where_the_meeting_says() -> None:
    """In April unless it says otherwise; one that starts in January is the calendar's."""
    date = parse_date("2023/24")
    assert date.days(7) == (datetime.date(2023, 7, 1), datetime.date(2024, 6, 30))
    assert date.days(1) == (datetime.date(2023, 1, 1), datetime.date(2023, 12, 31))


def test_every_precision_is_in_the_table() -> None:
    """A new precision needs a row above."""
    assert {row[1] for row in READ} == set(Precision)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2023-02-30", "not a day of the calendar"),
        ("2023-13", "not a day of the calendar"),
        ("before 0001-01-01", "is too early or too late; write a year from 1800 to 2200"),
        ("before 0001", "too early or too late"),
        ("winter-9999", "too early or too late"),
        ("9999-12-31", "too early or too late"),
        ("2023-00-10", "not a day of the calendar"),
        ("2023-02-29", "not a day of the calendar"),
        ("2023/25", "the second year follows the first"),
        ("2023-Q5", "write it like one of"),
        ("2023-H3", "write it like one of"),
        ("22.2.2023", "write it like one of"),
        ("February 2023", "write it like one of"),
        ("until 2023", "write it like one of"),
        ("from", "write it like one of"),
        ("from since 2023", "write it like one of"),
        ("２０２３年", "write it like one of"),
        ("", "write it like one of"),
    ],
)
def test_another_notation_is_refused_with_the_way_out(text: str, words: str) -> None:
    """The message names what was typed and what to write."""
    with pytest.raises(ValueError, match=words) as fault:
        parse_date(text)
    assert f"'{text}'" in str(fault.value)


def test_dates_are_ordered_by_their_last_day() -> None:
    """A line in time puts the vague after the exact: the year comes after its half, its half after its quarter."""
    later = ["2023-01", "2023-02-06", "2023-02-22", "2023-Q1", "early-2023", "2023-05", "2023-H1", "mid-2023", "2023"]
    assert sorted(map(parse_date, later), key=lambda date: date.last_day) == [parse_date(text) for text in later]


@given(
    st.dates(datetime.date(1800, 1, 1), datetime.date(2200, 12, 31)), st.sampled_from(["", "from ", "since ", "by "])
)
def test_every_day_of_the_calendar_can_be_written(day: datetime.date, bound: str) -> None:
    """A day reads back as itself, whatever stands before it."""
    date = parse_date(f"{bound}{day.isoformat()}")
    assert (date.last_day, date.bound) == (day, bound.strip())


@given(st.text(max_size=20) | st.from_regex(r"(from |mid-)?[0-9]{4}([-/][0-9QH]{1,2}){0,2}", fullmatch=True))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    """Nothing typed ends in another error."""
    try:
        date = parse_date(text)
    except ValueError:
        return
    assert date.last_day.year in (date.year, date.year + 1)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2023-02-22", "2023-02-22"), ("2023-02", "2023-02-01"), ("2023-Q2", "2023-04-01"), ("2023-H2", "2023-07-01"),
        ("2023", "2023-01-01"), ("early-2023", "2023-01-01"), ("mid-2023", "2023-06-01"), ("end-2023", "2023-11-01"),
        ("2023/24", "2023-04-01"), ("from end-2023", "2023-11-01"),
    ],
)  # fmt: skip
def test_the_first_day_that_a_date_may_mean(text: str, first: str) -> None:
    """A timeline draws a period from there to its last day."""
    date = parse_date(text)
    assert date.first_day.isoformat() == first
    assert date.first_day <= date.last_day
    assert date.is_open == text.startswith("from")
