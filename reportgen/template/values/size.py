"""Bounds on the size of values, so that a small template cannot use up time and memory."""

from __future__ import annotations

from typing import Any

from reportgen.messages import Message

MOST_ITEMS = 1_000_000
"""The longest list that `*` may make, and the largest number that a method or filter is given."""
MOST_CHARACTERS = 10_000_000
"""The longest text or list that an expression may make."""


def check_size(value: Any, most: int = MOST_CHARACTERS) -> None:
    """Raise `OverflowError` where a value's text would be longer than about `most` characters.

    A list can hold one list many times, so its text can be huge while it is small.
    """
    if value is None or isinstance(value, int | float) or (isinstance(value, str) and len(value) <= most):
        return
    # iterators on a stack of our own: lists may be nested deeper than Python can call, or hold themselves
    waiting, size = [iter((value,))], 0
    while waiting:
        for item in waiting[-1]:
            size += len(item) if isinstance(item, str | bytes) else 1
            if size > most:
                raise OverflowError(Message("the text would be too long"))
            if isinstance(item, dict):
                waiting.append(iter([*item.keys(), *item.values()]))
                break
            if isinstance(item, list | tuple | set | frozenset):
                waiting.append(iter(item))
                break
        else:
            waiting.pop()
