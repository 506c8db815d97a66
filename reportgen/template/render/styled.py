"""Formatting decided by a value: `{{ change|styled(colour='C00000', bold=change < 0) }}`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from jinja2 import Undefined

from reportgen.diagnostics import Message
from reportgen.template.render.runs import rich_value
from reportgen.template.values.rich_text import RichText, Span
from reportgen.template.values.text import plain_text

_FORMATTING = tuple(field.name for field in fields(Span) if field.name not in ("text", "language", "origin"))


@dataclass(frozen=True, slots=True)
class Styled:
    """A value with `formatting` added to its own (what a `Span` has); it is written when it is printed."""

    value: Any
    formatting: Mapping[str, Any]

    def __rich__(self) -> RichText:
        rich = rich_value(self.value) or RichText(plain_text(self.value))
        return RichText(*(replace(span, **self.formatting) for span in rich.spans))

    def __str__(self) -> str:
        return plain_text(self.value)

    def __bool__(self) -> bool:
        return bool(self.value) or isinstance(self.value, int | float)  # a nought is printed


def styled(value: Any, **formatting: Any) -> Styled:
    """The filter `styled`; what is empty or false changes nothing. Raises `TypeError` for formatting there is not."""
    if isinstance(value, Undefined):
        str(value)  # reports it
    for name in formatting:
        if name not in _FORMATTING:
            raise TypeError(
                Message("there is no formatting '{name}'; there are {formatting}", name=name, formatting=[*_FORMATTING])
            )
    return Styled(value, {name: wanted for name, wanted in formatting.items() if wanted})
