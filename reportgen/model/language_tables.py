"""Tables of a TOML file → frozen dataclasses, with every fault and the way to it.

The dataclasses are the schema: their types say what a value is, their defaults what may be left out, and
`metadata["check"]` what else must hold. It is done here and not by pydantic because every process that converts a
text reads the languages, and pydantic takes as long to load as all the rest.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Collection, Mapping
from string import Formatter
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")


class Fault(NamedTuple):
    """What is wrong in a file: the way to the value, a sentence (a hint after a semicolon), and a diagnostic code."""

    path: tuple[str, ...]
    message: str
    code: str = "wrong-value"


_WORDS = {str: "a text in quotation marks", int: "a whole number", bool: "true or false"}


def build(kind: type[T], table: Any, path: tuple[str, ...], faults: list[Fault]) -> T | None:
    """The dataclass `kind` with the values of a table, or None where it has faults, which go to `faults`."""
    before = len(faults)
    if not isinstance(table, dict):
        faults.append(Fault(path, f"'{path[-1]}' should be a table; write [{'.'.join(path)}] and its keys below"))
        return None
    types_of = typing.get_type_hints(kind)
    known = {one.name: one for one in dataclasses.fields(typing.cast(Any, kind))}
    for key in table:
        if key not in known:
            message = f"unknown key '{key}'; the keys here are {', '.join(name for name in known if name != 'tag')}"
            faults.append(Fault((*path, key), message, "unknown-key"))
    values: dict[str, Any] = {}
    for name, one in known.items():
        if name in table:
            values[name] = _value(types_of[name], table[name], (*path, name), faults)
            if check := one.metadata.get("check"):
                _check(check, values[name], (*path, name), faults)
        elif one.default is one.default_factory is dataclasses.MISSING:
            faults.append(Fault((*path, name), f"the key '{name}' is missing", "missing-key"))
    return kind(**values) if len(faults) == before else None


def _value(kind: Any, value: Any, path: tuple[str, ...], faults: list[Fault]) -> Any:
    """A value of the type that a field declares; None, and a fault, where it is another."""
    if typing.get_origin(kind) is types.UnionType:
        kind = typing.get_args(kind)[0]
    arguments = typing.get_args(kind)
    if dataclasses.is_dataclass(kind):
        return build(typing.cast(Any, kind), value, path, faults)
    if kind in _WORDS:
        if type(value) is kind:
            return value
        faults.append(Fault(path, f"'{path[-1]}' should be {_WORDS[kind]}"))
    elif not isinstance(value, list if issubclass(typing.get_origin(kind) or kind, tuple) else dict):
        faults.append(Fault(path, f"'{path[-1]}' should be a {'table' if isinstance(value, list) else 'list'}"))
    elif isinstance(value, dict):
        return {key: _value(arguments[1], one, (*path, key), faults) for key, one in value.items()}
    elif arguments:
        return tuple(_value(arguments[0], one, path, faults) for one in value)
    else:
        return _record(kind, value, path, faults)
    return None


def _record(kind: Any, value: list[Any], path: tuple[str, ...], faults: list[Fault]) -> Any:
    """A named tuple from a list of its values."""
    types_of = typing.get_type_hints(kind)
    if len(value) != len(types_of):
        faults.append(Fault(path, f"an entry of '{path[-1]}' is [{', '.join(types_of)}]"))
        return None
    return kind(*(_value(one, given, path, faults) for one, given in zip(types_of.values(), value, strict=True)))


def _check(check: Any, value: Any, path: tuple[str, ...], faults: list[Fault]) -> None:
    if any(fault.path[: len(path)] == path for fault in faults):
        return  # the value is of the wrong type
    try:
        check(value)
    except ValueError as fault:
        faults.append(Fault(path, str(fault)))


def check_form(form: str, places: Collection[str]) -> None:
    """Raise `ValueError` unless a `str.format` pattern has no other places than these; `""` is the place `{}`."""
    try:
        used = [name for _, name, _, _ in Formatter().parse(form) if name is not None]
    except ValueError as fault:
        raise ValueError(f"'{form}' is no form ({fault}); write a brace as '{{{{' or '}}}}'") from None
    for name in used:
        if name not in places:
            known = ", ".join(f"{{{place}}}" for place in sorted(places))
            raise ValueError(f"'{form}' has the unknown place {{{name}}}; the places here are {known}")


def check_keys(table: Mapping[str, object], keys: Collection[str], complete: bool = True) -> None:
    """Raise `ValueError` for a key that is none of these, and with `complete` for one that is missing."""
    for key in table:
        if key not in keys:
            raise ValueError(f"unknown key '{key}'; the keys here are {', '.join(keys)}")
    missing = [key for key in keys if key not in table]
    if missing and complete:
        raise ValueError(f"there is no form for {', '.join(missing)}; write it, or take them all over with 'like'")
