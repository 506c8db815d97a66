"""Refuses what nobody can use where a program hands it over, in words of our own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from reportgen.diagnostics import Message

_NAMES = Message("the names of values are texts")
_COLOUR = re.compile("[0-9A-Fa-f]{6}")


def check_kind(value: object, kinds: type | tuple[type, ...], expected: str) -> None:
    """Raise `TypeError` for a value that is of none of these kinds; `expected` says what is: "a picture is …"."""
    if not isinstance(value, kinds):
        raise TypeError(
            Message("{expected}; this is of the type '{kind}'", expected=expected, kind=type(value).__name__)
        )


def names_of(context: Mapping[str, Any] | Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
    """The names that a template sees; raises `TypeError` for what is none."""
    names = context() if callable(context) else context
    check_kind(names, Mapping, Message("render takes names and their values: a dict, or a function for one"))
    for name in names:
        check_kind(name, str, _NAMES)
    return names


def check_colours(colours: Mapping[str, str]) -> None:
    """Raise `TypeError` for what gives no colours to slots of a theme, and `ValueError` for a colour that is none."""
    check_kind(colours, Mapping, Message("colours give slots of a theme (accent1) six hexadecimal digits"))
    for colour in colours.values():
        check_kind(colour, str, Message("a colour is six hexadecimal digits, as in '1F4E79'"))
        if not _COLOUR.fullmatch(colour):
            raise ValueError(
                Message("'{text}' is not a colour; write six hexadecimal digits, as in 1F4E79", text=colour)
            )
