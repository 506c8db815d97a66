"""Refuses what nobody can use where a program hands it over, in words of our own."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from reportgen.diagnostics import Message

_NAMES = Message("the names of values are texts")
_MACROS = Message("macros are texts of templates by their names")
_FUNCTIONS = Message("filters and tests are functions by their names")
_FIELDS = Message("names are those that tags are known to begin with: ['sector', '.title']")
_NAME = Message("what messages call a template is a text")
COLOUR_SLOTS = ("dk1", "lt1", "dk2", "lt2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
"""The colours of a theme (ECMA-376 part 1 §20.1.6.2)."""
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


def check_macros(macros: Mapping[str, str]) -> None:
    """Raise `TypeError` for what is no texts of templates by their names."""
    _check_named(macros, str, _MACROS)


def check_functions(functions: Mapping[str, Callable[..., Any] | None]) -> None:
    """Raise `TypeError` for what is no functions by their names, as filters and tests are."""
    _check_named(functions, (Callable, type(None)), _FUNCTIONS)  # type: ignore[arg-type]


def check_template_names(name: str, names: Collection[str]) -> None:
    """Raise `TypeError` for what can be no name of a template, and for what are no names that its tags begin with."""
    check_kind(name, str, _NAME)
    check_kind(names, () if isinstance(names, str) else Collection, _FIELDS)
    for each in names:
        check_kind(each, str, _FIELDS)


def _check_named(named: Mapping[str, Any], kind: type | tuple[type, ...], expected: str) -> None:
    check_kind(named, Mapping, expected)
    for name, value in named.items():
        check_kind(name, str, expected)
        check_kind(value, kind, expected)


def check_colours(colours: Mapping[str, str]) -> None:
    """Raise `TypeError` for what gives no colours to slots of a theme, and `ValueError` for a colour that is none."""
    check_kind(colours, Mapping, Message("colours give slots of a theme (accent1) six hexadecimal digits"))
    for slot, colour in colours.items():
        if slot not in COLOUR_SLOTS:
            raise ValueError(
                Message("'{text}' is no slot of a theme; it has {slots}", text=slot, slots=[*COLOUR_SLOTS])
            )
        check_kind(colour, str, Message("a colour is six hexadecimal digits, as in '1F4E79'"))
        if not _COLOUR.fullmatch(colour):
            raise ValueError(
                Message("'{text}' is not a colour; write six hexadecimal digits, as in 1F4E79", text=colour)
            )
