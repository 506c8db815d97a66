"""How large a printed value may be."""

from __future__ import annotations

from typing import Any

MOST_ITEMS = 1_000_000

MOST_CHARACTERS = 10_000_000
"""The longest text or list that an expression may make."""


def check_size(value: Any, most: int = MOST_CHARACTERS) -> None:
    """Raise `OverflowError` where a value's text would be longer than `most` characters, more or less.

    A list can hold one list many times, so its text can be huge while it is small.
    """
    if value is None or isinstance(value, int | float) or (isinstance(value, str) and len(value) <= most):
        return
    waiting, size = [iter((value,))], 0
    while waiting:
        for item in waiting[-1]:
            size += len(item) if isinstance(item, str | bytes) else 1
            if size > most:
                raise OverflowError("the text would be too long")
            if isinstance(item, dict):
                waiting.append(iter([*item.keys(), *item.values()]))
                break
            if isinstance(item, list | tuple | set | frozenset):
                waiting.append(iter(item))
                break
        else:
            waiting.pop()
