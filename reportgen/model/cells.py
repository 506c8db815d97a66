"""Cells of spreadsheets as content reads them: what stands in one, and the text that a person would type for it.

A cell becomes what would be written in its place in the YAML file, so all else about a value is decided in one place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from reportgen.diagnostics import Message
from reportgen.model.decimals import DIGITS, EXACT

_GROUPED = re.compile(r"-?\d{1,3}([.,\s\u00a0\u2009\u202f']\d{3})+([.,]\d+)?|-?\d+,\d+")
_EXCEL_DIGITS = 15
"""The significant digits that a spreadsheet has; beyond them are the faults of binary numbers."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: the `place` says which, for messages.

    `value` is what it holds, `fault` why that cannot be known. `decimals` is the number of decimals that the format of
    the cell shows, None where it does not say. A `percent` is stored as a share of one.
    """

    place: str
    value: object
    decimals: int | None = None
    percent: bool = False
    fault: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not self.fault and (self.value is None or self.value == "")

    def typed(self, kind: str) -> str:
        """What a person would type for it, as a value of a kind (`number`, `money`, `percent`, `date`, `text` …).

        Raises `ValueError`, whose hint stands after a semicolon.
        """
        if self.fault:
            raise ValueError(Message("{place} {fault}", place=self.place, fault=self.fault))
        if self.is_empty:
            raise ValueError(Message("{place} is empty; write the value there", place=self.place))
        if kind in ("number", "money", "percent"):
            return self._number(kind)
        return self._words(kind)

    def _number(self, kind: str) -> str:
        value = self.value
        if isinstance(value, str):
            return self._digits(value.strip())
        if isinstance(value, bool):
            raise ValueError(
                Message(
                    "{place} holds {value}, which is no number; name another cell",
                    place=self.place,
                    value=str(value).upper(),
                )
            )
        if isinstance(value, date | time | timedelta):
            hint = Message("format it as a number, or name another cell")
            raise ValueError(
                Message("{place} holds a date or a time, which is no number; {hint}", place=self.place, hint=hint)
            )
        if self.percent and kind != "percent":
            shown = f"{_rounded(EXACT.multiply(_decimal(value), 100), self.decimals)}%"
            raise ValueError(
                Message(
                    "{place} is a percentage, {shown}; say that the value is one, or name another cell",
                    place=self.place,
                    shown=shown,
                )
            )
        return _rounded(EXACT.multiply(_decimal(value), 100 if self.percent else 1), self.decimals)

    def _digits(self, text: str) -> str:
        """A number that is stored as text: its digits, where they can mean one number only."""
        if DIGITS.fullmatch(text):
            return text
        if _GROUPED.fullmatch(text):
            hint = Message("write digits with a point before decimals, and none between thousands")
            raise ValueError(
                Message(
                    "{place} holds the text '{text}', which may mean more than one number; {hint}",
                    place=self.place,
                    text=text,
                    hint=hint,
                )
            )
        raise ValueError(
            Message(
                "{place} holds the text '{text}', which is no number; write digits alone", place=self.place, text=text
            )
        )

    def _words(self, kind: str) -> str:
        value = self.value
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, datetime):
            return value.date().isoformat()
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, time | timedelta):
            raise ValueError(
                Message("{place} holds a time, which is no {kind}; name another cell", place=self.place, kind=kind)
            )
        if isinstance(value, str):
            return value.strip()
        return _rounded(_decimal(value), self.decimals)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: the words in its first row, and its rows as cells by these words."""

    place: str
    headings: frozenset[str]
    rows: tuple[Mapping[str, Cell], ...]


def _decimal(value: object) -> Decimal:
    """A stored number with the digits that a spreadsheet has."""
    return Decimal(f"{value:.{_EXCEL_DIGITS}g}" if isinstance(value, float) else str(value))


def _rounded(number: Decimal, decimals: int | None) -> str:
    """A number in digits, as the cell shows it: rounded half up, without zeros at its end."""
    if decimals is not None:
        number = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, EXACT)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
