"""Lists that print as one text, and texts that are put together when they are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from reportgen.template import RichText, Span
from reportgen.template.render.runs import rich_value

T = TypeVar("T")

NEW_PARAGRAPH = "\u2029"
"""Printed alone or in the middle of a text, it begins another paragraph like the one that the text stands in."""


class _Joined:
    """Prints values with the same text between each two."""

    _between: str

    def __iter__(self) -> Iterator[Any]:
        raise NotImplementedError

    def __str__(self) -> str:
        return self._between.join(map(str, self))

    def __rich__(self) -> RichText:
        return self._joined(aside=False)

    def __rich_aside__(self) -> RichText:
        return self._joined(aside=True)

    def _joined(self, aside: bool) -> RichText:
        between = list(rich(self._between, aside))
        spans: list[Span] = []
        for index, value in enumerate(self):
            spans += [*(between if index else ()), *rich(value, aside)]
        return RichText(*spans)


class Listed(_Joined, list[T]):
    """A list that prints as one text in a line; by default its values are paragraphs of their own."""

    __iter__ = list.__iter__

    def __init__(self, values: Iterable[T], between: str = NEW_PARAGRAPH) -> None:
        super().__init__(values)
        self._between = between


class Phrase(_Joined):
    """A text put together of several, which is written when it is printed; it is no list."""

    def __init__(self, values: Iterable[Any], between: str = "") -> None:
        self._values = tuple(values)
        self._between = between

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)

    def __bool__(self) -> bool:
        return any(self._values)


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


def strong(value: Any) -> RichText:
    """What a value prints as, in bold."""
    return RichText(*(replace(span, bold=True) for span in rich(value)))
