"""The filter `pages(n)`, which spreads a list over several slides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reportgen.diagnostics import Message


class Page:
    """Some of a list's items, for one slide: page `number` of `count`. Iterable, with a length.

    `call` is the number of the call of the filter that made it, counted through the document. What else is asked of a
    page is asked of the `whole` that it is a page of: its values, not its methods, which might change it.
    """

    number: int
    count: int

    def __init__(self, items: Sequence[Any], number: int, count: int, call: int = 0, whole: Any = None) -> None:
        self._items = items
        self._whole = whole
        self.number = number
        self.count = count
        self.call = call

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, index: int) -> Any:
        return self._items[index]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._items)

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_"):
            value = getattr(self._whole, name)
            if not callable(value):
                return value
        raise AttributeError(name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *dir(self._whole)]


@dataclass(slots=True)
class Paging:
    """How many items a slide may hold where the texts are too long for as many as the template allows.

    `limits` has the most items by the number of the call of `pages`; `calls` counts them.
    """

    limits: Mapping[int, int] = field(default_factory=dict)
    calls: int = 0

    def pages(self, items: Sequence[Any], most: int | None = None) -> list[Page]:
        """Split a list into pages of at most `most` items, as even as can be: 7 by 6 is 4 and 3.

        Even pages leave no orphan on a last slide. Without `most` all items are on one page; without items there is
        none. Raises `ValueError` unless `most` is positive, and `TypeError` unless it is a whole number.
        """
        everything = list(items)
        most = max(len(everything), 1) if most is None else most
        if not isinstance(most, int):
            raise TypeError(Message("a page holds a whole number of items, not {most!r}", most=most))
        if most < 1:
            raise ValueError(Message("a page holds at least one item"))
        self.calls += 1
        most = min(most, self.limits.get(self.calls, most))
        count = -(-len(everything) // most)  # rounded up
        small, larger = divmod(len(everything), count) if count else (0, 0)
        result, start = [], 0
        for number in range(1, count + 1):
            size = small + (1 if number <= larger else 0)
            result.append(Page(everything[start : start + size], number, count, self.calls, items))
            start += size
        return result
