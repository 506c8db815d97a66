"""Parses dates of any precision, as a meeting record gives them: a day, a quarter, "mid-2024", "from end-2024".

The notation: `2023-02-22`, `2023-03`, `2023-Q1`, `2023-H1`, `2023`, `early-2023`, `mid-2024`, `end-2024`,
`autumn-2019`, `2023/24` (a financial year), each optionally after `from`, `since`, `by` or `before`; intervals of days
or months as ISO 8601-1 (5.5.1) has them, `2019-05-03/05`, `2019-05-30/06-02`, `2019-05/07`; and `unknown`.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass, replace
from enum import StrEnum

from reportgen.diagnostics import Message


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
    SEASON = "season"
    FINANCIAL_YEAR = "financial-year"
    UNKNOWN = "unknown"


SEASONS = ("spring", "summer", "autumn", "winter")
"""The seasons of the northern half of the earth; winter ends in the year after the one that it is named by."""
APRIL = 4
"""The month in which a financial year starts where a meeting does not say otherwise, as in Hong Kong."""
UNKNOWN = "unknown"
"""The notation of a date that is not known yet."""
EARLIEST, LATEST = 1800, 2200
"""The years that a date may have; one beyond them is a slip, and may have no year after it."""

_BOUND = re.compile(r"^(?:(?P<bound>from|since|by|before)\s+)?(?P<date>\S+)$")
_SEASON = re.compile(rf"^({'|'.join(SEASONS)})-(\d{{4}})$")
_INTERVAL = re.compile(r"^(?P<first>\d{4}-\d{2}(?:-\d{2})?)/(?P<last>(?:\d{4}-)?(?:\d{2}-)?\d{2})$")
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
_EXAMPLES = (
    "2023-02-22, 2023-02-22/24, 2023-03, 2023-Q1, 2023-H1, 2023, autumn-2023, mid-2024, end-2024, 2023/24, "
    "from end-2024, before 2024-06, unknown"
)
_MONTHS: dict[Precision, tuple[int, int]] = {
    Precision.YEAR: (1, 12),
    Precision.EARLY: (1, 4),
    Precision.MID: (6, 7),
    Precision.END: (11, 12),
}
"""The first and the last month that a part of a year may mean."""
_NOTATION: dict[Precision, str] = {
    Precision.DAY: "{year:04}-{part:02}-{day:02}",
    Precision.MONTH: "{year:04}-{part:02}",
    Precision.QUARTER: "{year:04}-Q{part}",
    Precision.HALF: "{year:04}-H{part}",
    Precision.FINANCIAL_YEAR: "{year:04}/{next:02}",
    Precision.YEAR: "{year:04}",
    Precision.SEASON: "{season}-{year:04}",
    Precision.UNKNOWN: UNKNOWN,
}
"""How a date is written; a part of a year that is not here is its own name, as in `mid-2024`."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date with its precision.

    `year` always; `part` is the month of a day or month, the number of a quarter, half or season, 0
    otherwise; `day` only for a day; `bound` is `from`, `since`, `by`, `before` or empty. `end` is the last day or month
    of an interval, of the same precision.
    """

    precision: Precision
    year: int
    part: int = 0
    day: int = 0
    bound: str = ""
    end: PartialDate | None = None

    def __str__(self) -> str:
        """The date in the notation that `parse_date` reads."""
        notation = _NOTATION.get(self.precision, f"{self.precision}-{{year:04}}")
        season = SEASONS[self.part - 1] if self.precision is Precision.SEASON else ""
        values = {"year": self.year, "part": self.part, "day": self.day, "next": (self.year + 1) % 100}
        written = notation.format(**values, season=season)
        interval = f"{written}/{self.end}" if self.end else written
        return f"{self.bound} {interval}".lstrip()

    @property
    def is_open(self) -> bool:
        """Whether the date is a beginning whose end is not named."""
        return self.bound in ("from", "since")

    @property
    def is_known(self) -> bool:
        """Whether it has a place on a line of time."""
        return self.precision is not Precision.UNKNOWN

    @property
    def first_day(self) -> datetime.date:
        """The first of `days`."""
        return self.days()[0]

    @property
    def last_day(self) -> datetime.date:
        """The last of `days`."""
        return self.days()[1]

    def days(self, financial_year_starts: int = APRIL) -> tuple[datetime.date, datetime.date]:
        """The first and the last day that the date may mean; dates are put in order by the last.

        Early means to the end of April, mid June and July, the end of a year from November. What is to happen before a
        date happens on the day before it at the latest. A date that is not known comes after all others.
        """
        if self.end:
            return self._days(APRIL)[0], self.end._days(APRIL)[1]
        first, last = self._days(financial_year_starts)
        return (first - datetime.timedelta(1),) * 2 if self.bound == "before" else (first, last)

    def _days(self, financial_year_starts: int) -> tuple[datetime.date, datetime.date]:
        match self.precision:
            case Precision.DAY:
                return (datetime.date(self.year, self.part, self.day),) * 2
            case Precision.UNKNOWN:
                return (datetime.date.max,) * 2
            case Precision.FINANCIAL_YEAR:
                return _months(self.year, financial_year_starts, 12)
            case Precision.MONTH:
                return _months(self.year, self.part, 1)
            case Precision.QUARTER:
                return _months(self.year, self.part * 3 - 2, 3)
            case Precision.SEASON:
                return _months(self.year, self.part * 3, 3)
            case Precision.HALF:
                return _months(self.year, self.part * 6 - 5, 6)
        first, last = _MONTHS[self.precision]
        return _months(self.year, first, last - first + 1)


def _months(year: int, first: int, count: int) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of so many months from one on; raises `ValueError` for a month that does not exist."""
    years, last = divmod(first - 1 + count - 1, 12)
    length = calendar.monthrange(year + years, last + 1)[1]
    return datetime.date(year, first, 1), datetime.date(year + years, last + 1, length)


def parse_date(text: str) -> PartialDate:
    """Read the notation of this module; raises `ValueError` that shows the accepted forms."""
    whole = _BOUND.match(text.strip())
    date = _read(whole["date"], text) if whole else None
    if not whole or not date or (whole["bound"] and (date.end or not date.is_known)):
        raise ValueError(
            Message("'{text}' is not a date; write it like one of {examples}", text=text, examples=_EXAMPLES)
        )
    return _of_the_calendar(replace(date, bound=whole["bound"] or ""), text)


def _of_the_calendar(date: PartialDate, text: str) -> PartialDate:
    """The date, if its days exist, in a year that can be meant; raises `ValueError`."""
    if date.is_known and not EARLIEST <= date.year <= LATEST:
        raise ValueError(
            Message(
                "'{text}' is too early or too late; write a year from {earliest} to {latest}",
                text=text,
                earliest=EARLIEST,
                latest=LATEST,
            )
        )
    try:
        date.days()
    except (ValueError, OverflowError, calendar.IllegalMonthError):
        raise ValueError(Message("'{text}' is not a day of the calendar", text=text)) from None
    return date


def _read(written: str, text: str) -> PartialDate | None:
    """A date without its bound; None for another notation. Raises `ValueError` for a day that does not exist."""
    if written == UNKNOWN:
        return PartialDate(Precision.UNKNOWN, datetime.MAXYEAR)
    if interval := _INTERVAL.match(written):
        return _interval(interval["first"], interval["last"], text)
    if season := _SEASON.match(written):
        return _of_the_calendar(PartialDate(Precision.SEASON, int(season[2]), SEASONS.index(season[1]) + 1), text)
    for precision, shape in _SHAPES:
        if found := shape.match(written):
            year, part, day = _fields(precision, [int(group) for group in found.groups()], text)
            return _of_the_calendar(PartialDate(precision, year, part, day), text)
    return None


def _interval(first: str, last: str, text: str) -> PartialDate | None:
    """An interval; its end may leave out what it has in common with its beginning."""
    begin, end = _read(first, text), _read(first[: max(len(first) - len(last), 0)] + last, text)
    if not begin or not end or begin.precision is not end.precision:
        return None
    if end.last_day <= begin.last_day:
        raise ValueError(Message("'{text}' ends before it begins; put the earlier date first", text=text))
    return replace(begin, end=end)


def _fields(precision: Precision, numbers: list[int], text: str) -> tuple[int, int, int]:
    if precision is Precision.FINANCIAL_YEAR:
        if numbers[1] != (numbers[0] + 1) % 100:
            raise ValueError(
                Message("'{text}' is not a financial year; the second year follows the first, as in 2023/24", text=text)
            )
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
        raise ValueError(
            Message("'{text}' is not a day with or without a time; write 2023-02-22 or 2023-02-22 18:00", text=text)
        )
    return Moment(parse_date(whole["day"]), whole["time"] or "")
