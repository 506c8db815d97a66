"""Lists that print as one text, and texts that are put together when they are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from reportgen.template import RichText
from reportgen.template.render.runs import rich_value

T = TypeVar("T")

NEW_PARAGRAPH = "\u2029"
"""Printed alone or in the middle of a text, it begins another paragraph like the one that the text stands in."""


class Listed(list[T]):
    """A list that prints its values with the same text `between` each two, by default as paragraphs of their own."""

    def __init__(self, values: Iterable[T], between: str = NEW_PARAGRAPH) -> None:
        super().__init__(values)
        self._between = between

    def __str__(self) -> str:
        return self._between.join(map(str, self))

    def __rich__(self) -> RichText:
        return self._joined(aside=False)

    def __rich_aside__(self) -> RichText:
        return self._joined(aside=True)

    def _joined(self, aside: bool) -> RichText:
        spans = list(rich(self._between, aside))
        joined = []
        for index, value in enumerate(self):
            joined += [*(spans if index else ()), *rich(value, aside)]
        return RichText(*joined)


class Late:
    """A text or list that is made when a template prints it or asks whether there is one."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make

    def __str__(self) -> str:
        return str(self._make())

    def __bool__(self) -> bool:
        return bool(self._make())

    def __len__(self) -> int:
        return len(self._make())

    def __iter__(self) -> Iterator[Any]:
        return iter(self._make())

    def __rich__(self) -> RichText:
        return rich(self._make(), aside=False)

    def __rich_aside__(self) -> RichText:
        return rich(self._make(), aside=True)


def rich(value: Any, aside: bool = False) -> RichText:
    """What a value prints as; `aside` in speaker notes."""
    return rich_value(value, aside) or RichText(str(value))
