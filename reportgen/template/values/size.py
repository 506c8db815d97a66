"""Bounds on the size of values, so that a small template cannot use up time and memory."""

from __future__ import annotations

from typing import Any

from reportgen.diagnostics import Message

MOST_ITEMS = 1_000_000
"""The longest list that `*` may make, and the largest number that a method or filter is given."""
MOST_CHARACTERS = 10_000_000
"""The longest text or list that an expression may make."""

_ITEM = 10
"""What an item counts beside a character: to look at it takes longer."""
_HOLDING = frozenset((str, bytes, list, tuple, dict, set, frozenset))
"""The types of values that hold others, or characters."""


def check_size(value: Any, most: int = MOST_CHARACTERS) -> int:
    """The characters and items of a value, down to the innermost; `OverflowError` for more than about `most`.

    A list can hold one list many times, so its text can be huge, and comparing it take long, while it is small.
    """
    if value is None or isinstance(value, int | float):
        return 1
    if isinstance(value, str) and len(value) <= most:
        return len(value)
    if isinstance(value, list | tuple) and not _HOLDING.intersection(map(type, value)) and len(value) <= most:
        return len(value)
    # iterators on a stack of our own: lists may be nested deeper than Python can call, or hold themselves
    waiting, size = [iter((value,))], 0
    while waiting:
        for item in waiting[-1]:
            size += len(item) if isinstance(item, str | bytes) else _ITEM
            if size > most:
                raise OverflowError(Message("the text or list would be too long"))
            if isinstance(item, dict):
                waiting.append(iter([*item.keys(), *item.values()]))
                break
            if isinstance(item, list | tuple | set | frozenset):
                waiting.append(iter(item))
                break
        else:
            waiting.pop()
    return size
