"""Builds frozen dataclasses from tables of a TOML file, and reports every fault with its path.

The dataclasses are the schema: their types say what a value is, their defaults what may be left out, and
`metadata["check"]` what else must hold. pydantic is not used because every process that converts a text reads the
languages, and pydantic takes as long to load as all the rest.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Collection, Mapping
from functools import cache
from string import Formatter
from typing import Any, NamedTuple, TypeVar

from reportgen.diagnostics import Message

T = TypeVar("T")


class Fault(NamedTuple):
    """One fault of a file: the path of the value, a sentence (a hint after a semicolon), and the diagnostic's code."""

    path: tuple[str, ...]
    message: str
    code: str = "wrong-value"


_TYPE_NAMES: Mapping[type, str] = {
    str: Message("a text in quotation marks"),
    int: Message("a whole number"),
    bool: Message("true or false"),
    list: Message("a list"),
    dict: Message("a table"),
}


def build_dataclass(kind: type[T], table: Any, path: tuple[str, ...], faults: list[Fault]) -> T | None:
    """Return the dataclass `kind` with the values of a table, or None where there are faults; they go to `faults`."""
    faults_before = len(faults)
    if not isinstance(table, dict):
        faults.append(
            Fault(
                path,
                Message(
                    "'{path}' should be a table; write [{keys}] and its keys below",
                    path=path[-1],
                    keys=".".join(path),
                ),
            )
        )
        return None
    hints = _type_hints(typing.cast(Any, kind))
    fields = {field.name: field for field in dataclasses.fields(typing.cast(Any, kind))}
    for key in table:
        if key not in fields:
            names = [name for name in fields if name != "tag"]
            message = Message("unknown key '{key}'; the keys here are {names}", key=key, names=names)
            faults.append(Fault((*path, key), message, "unknown-key"))
    values: dict[str, Any] = {}
    for name, field in fields.items():
        if name in table:
            values[name] = _value(hints[name], table[name], (*path, name), faults)
            if check := field.metadata.get("check"):
                _check(check, values[name], (*path, name), faults)
        elif field.default is field.default_factory is dataclasses.MISSING:
            faults.append(Fault((*path, name), Message("the key '{name}' is missing", name=name), "missing-key"))
    return kind(**values) if len(faults) == faults_before else None


@cache
def _type_hints(kind: type) -> dict[str, Any]:
    """The types of a class's fields; they are strings there, and slow to evaluate for each language anew."""
    return typing.get_type_hints(kind)


def _value(kind: Any, value: Any, path: tuple[str, ...], faults: list[Fault]) -> Any:
    """A value of the type that a field declares; None, and a fault, where it is another."""
    if typing.get_origin(kind) is types.UnionType:
        kind = typing.get_args(kind)[0]
    arguments = typing.get_args(kind)
    if dataclasses.is_dataclass(kind):
        return build_dataclass(typing.cast(Any, kind), value, path, faults)
    plain: type = kind if kind in _TYPE_NAMES else list if issubclass(typing.get_origin(kind) or kind, tuple) else dict
    is_right = type(value) is plain  # a flag is no whole number, though Python says that it is
    if not is_right:
        named = Message("'{path}' should be {type_names}", path=path[-1], type_names=_TYPE_NAMES[plain])
        faults.append(Fault(path, named))
        return None
    if plain is kind:
        return value
    if plain is dict:
        return {key: _value(arguments[1], item, (*path, key), faults) for key, item in value.items()}
    if arguments:
        return tuple(_value(arguments[0], item, path, faults) for item in value)
    return _named_tuple(kind, value, path, faults)


def _named_tuple(kind: Any, value: list[Any], path: tuple[str, ...], faults: list[Fault]) -> Any:
    """A named tuple from a list of its values."""
    hints = _type_hints(typing.cast(Any, kind))
    if len(value) != len(hints):
        faults.append(Fault(path, Message("an entry of '{path}' is [{hints}]", path=path[-1], hints=[*hints])))
        return None
    return kind(*(_value(hint, item, path, faults) for hint, item in zip(hints.values(), value, strict=True)))


def _check(check: Any, value: Any, path: tuple[str, ...], faults: list[Fault]) -> None:
    if any(fault.path[: len(path)] == path for fault in faults):
        return  # the value is of the wrong type
    try:
        check(value)
    except ValueError as fault:
        faults.append(Fault(path, str(fault)))


def check_pattern(pattern: str, fields: Collection[str]) -> None:
    """Raise `ValueError` unless a `str.format` pattern has no replacement fields but these; `""` is the field `{}`."""
    try:
        used = [name for _, name, _, _ in Formatter().parse(pattern) if name is not None]
    except ValueError as fault:
        raise ValueError(
            Message("'{pattern}' is no form ({fault}); write a brace as '{{{{' or '}}}}'", pattern=pattern, fault=fault)
        ) from None
    for name in used:
        if name not in fields:
            known = [f"{{{field}}}" for field in sorted(fields)]
            raise ValueError(
                Message(
                    "'{pattern}' has the unknown place {{{name}}}; the places here are {known}",
                    pattern=pattern,
                    name=name,
                    known=known,
                )
            )


def check_keys(
    table: Mapping[str, object], keys: Collection[str], complete: bool = True, optional: Collection[str] = ()
) -> None:
    """Raise `ValueError` if a table has a key that is none of these, or, with `complete`, lacks one of the `keys`."""
    for key in table:
        if key not in (*keys, *optional):
            raise ValueError(
                Message("unknown key '{key}'; the keys here are {known}", key=key, known=(*keys, *optional))
            )
    missing = [key for key in keys if key not in table]
    if missing and complete:
        raise ValueError(
            Message("there is no form for {missing}; write it, or take them all over with 'like'", missing=[*missing])
        )
