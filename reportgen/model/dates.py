"""Parses dates of any precision, as a meeting record gives them: a day, a quarter, "mid-2024", "from end-2024".

The notation: `2023-02-22`, `2023-03`, `2023-Q1`, `2023-H1`, `2023`, `early-2023`, `mid-2024`, `end-2024`, `2023/24`
(a financial year), each optionally after `from`, `since` or `by`.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from enum import StrEnum


class Precision(StrEnum):
    """How exactly a date is known; the value is the key of the wording tables."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    EARLY = "early"
    MID = "mid"
    END = "end"
    FINANCIAL_YEAR = "financial-year"


_BOUND = re.compile(r"^(?:(?P<bound>from|since|by)\s+)?(?P<date>\S+)$")
_SHAPES: tuple[tuple[Precision, re.Pattern[str]], ...] = (
    (Precision.DAY, re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")),
    (Precision.MONTH, re.compile(r"^(\d{4})-(\d{2})$")),
    (Precision.QUARTER, re.compile(r"^(\d{4})-Q([1-4])$")),
    (Precision.HALF, re.compile(r"^(\d{4})-H([12])$")),
    (Precision.FINANCIAL_YEAR, re.compile(r"^(\d{4})/(\d{2})$")),
    (Precision.EARLY, re.compile(r"^early-(\d{4})$")),
    (Precision.MID, re.compile(r"^mid-(\d{4})$")),
    (Precision.END, re.compile(r"^end-(\d{4})$")),
    (Precision.YEAR, re.compile(r"^(\d{4})$")),
)
_EXAMPLES = "2023-02-22, 2023-03, 2023-Q1, 2023-H1, 2023, mid-2024, end-2024, 2023/24, from end-2024"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date with its precision.

    `year` always; `part` is the month of a day or month, the number of a quarter or half, 0
    otherwise; `day` only for a day; `bound` is `from`, `since`, `by` or empty.
    """

    precision: Precision
    year: int
    part: int = 0
    day: int = 0
    bound: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the date is a beginning whose end is not named."""
        return self.bound in ("from", "since")

    @property
    def first_day(self) -> datetime.date:
        """The first day the date may mean: mid-year from June, the end of a year from November."""
        match self.precision:
            case Precision.DAY:
                return self.last_day
            case Precision.FINANCIAL_YEAR:
                return datetime.date(self.year, 4, 1)
        month = {
            Precision.MONTH: self.part,
            Precision.QUARTER: self.part * 3 - 2,
            Precision.HALF: self.part * 6 - 5,
            Precision.MID: 6,
            Precision.END: 11,
        }.get(self.precision, 1)
        return datetime.date(self.year, month, 1)

    @property
    def last_day(self) -> datetime.date:
        """The last day the date may mean; dates are put in order by it.

        Early means to the end of April, mid to the end of July; a financial year runs from April
        to March, as Hong Kong's does.
        """
        match self.precision:
            case Precision.DAY:
                return datetime.date(self.year, self.part, self.day)
            case Precision.FINANCIAL_YEAR:
                return datetime.date(self.year + 1, 3, 31)
        month = {
            Precision.MONTH: self.part,
            Precision.QUARTER: self.part * 3,
            Precision.HALF: self.part * 6,
            Precision.EARLY: 4,
            Precision.MID: 7,
        }.get(self.precision, 12)
        return datetime.date(self.year, month, calendar.monthrange(self.year, month)[1])


def parse_date(text: str) -> PartialDate:
    """Read the notation of this module; raises `ValueError` that shows the accepted forms."""
    whole = _BOUND.match(text.strip())
    for precision, shape in _SHAPES if whole else ():
        found = shape.match(whole["date"]) if whole else None
        if not found or not whole:
            continue
        year, part, day = _fields(precision, [int(group) for group in found.groups()], text)
        date = PartialDate(precision, year, part, day, whole["bound"] or "")
        try:
            date.last_day  # noqa: B018 - a day or month that does not exist raises here
        except (ValueError, calendar.IllegalMonthError):
            raise ValueError(f"'{text}' is not a day of the calendar") from None
        return date
    raise ValueError(f"'{text}' is not a date; write it like one of {_EXAMPLES}")


def _fields(precision: Precision, numbers: list[int], text: str) -> tuple[int, int, int]:
    if precision is Precision.FINANCIAL_YEAR:
        if numbers[1] != (numbers[0] + 1) % 100:
            raise ValueError(f"'{text}' is not a financial year; the second year follows the first, as in 2023/24")
        return numbers[0], 0, 0
    year, part, day, *_ = [*numbers, 0, 0]
    return year, part, day


_MOMENT = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})(?:[ T](?P<time>(?:[01]\d|2[0-3]):[0-5]\d))?")


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and the time of that day (`18:00`) where one is set."""

    day: PartialDate
    time: str = ""


def parse_moment(text: str) -> Moment:
    """Read `2023-02-22` or `2023-02-22 18:00`; raises `ValueError` that shows the accepted forms."""
    whole = _MOMENT.fullmatch(text.strip())
    if whole is None:
        raise ValueError(f"'{text}' is not a day with or without a time; write 2023-02-22 or 2023-02-22 18:00")
    return Moment(parse_date(whole["day"]), whole["time"] or "")
