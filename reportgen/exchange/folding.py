"""Says once what holds for a whole column: a table with a wrong column has as many faults as rows, for one reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count, groupby

from reportgen.diagnostics import Diagnostic, Location, Message

_MOST_APART = 3
"""The most rows with the same fault that are told one by one."""
_MOST_RANGES = 8
_COLUMN, _ROW = "column ", "row "


def in_column(location: Location, column: str) -> Location:
    """The place of a row's cell in a named column."""
    return Location(location.path, location.line, (*location.steps, Message("column '{column}'", column=column)))


def folded(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics in their order; of many with one code in one column the first, which names the other rows."""
    alike: dict[object, list[Diagnostic]] = {}
    for number, diagnostic in enumerate(found):
        column = next((step for step in diagnostic.location.steps if step.startswith(_COLUMN)), None)
        key = (diagnostic.code, diagnostic.severity, diagnostic.location.path, column) if column else number
        alike.setdefault(key, []).append(diagnostic)
    return [one for group in alike.values() for one in ([_first_of(group)] if len(group) > _MOST_APART else group)]


def _first_of(group: list[Diagnostic]) -> Diagnostic:
    first, *others = group
    rows = list(_ranges(sorted({_row(one.location) for one in others})))
    named = [*rows[:_MOST_RANGES], *(["…"] if len(rows) > _MOST_RANGES else [])]
    message = Message(
        "{message} (likewise in {count} other rows: {rows})", message=first.message, count=len(others), rows=named
    )
    return replace(first, message=message)


def _row(location: Location) -> int:
    """The number of a place's row: its line, or that of its step."""
    step = next((step for step in location.steps if step.startswith(_ROW)), "")
    return location.line or int(step.removeprefix(_ROW) or 0)


def _ranges(numbers: Iterable[int]) -> Iterator[str]:
    """Ascending numbers, those in a row as `3–412`."""
    step = count()
    for _, run in groupby(numbers, key=lambda number: number - next(step)):
        first, *rest = run
        yield f"{first}–{rest[-1]}" if rest else str(first)
