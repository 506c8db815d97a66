"""Options and arguments whose value cannot be wrong, which are then not validated.

typer makes a validator of pydantic for every option of a command, given or not. To import pydantic takes
longer than a whole `build` that finds nothing to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.core import TyperArgument, TyperGroup, TyperOption

PLAIN: dict[Any, Callable[[Any], Any]] = {str: str, Path: Path, list[str]: list}
"""The types that every word is a value of, each with what makes the value."""


class PlainOption(TyperOption):
    """An option that asks typer's validation only for what may be wrong."""

    def get_runtime_param(self) -> Any:
        """What makes the option's value of what was given."""
        return _Coercion(super().get_runtime_param)


class PlainArgument(TyperArgument):
    """An argument that asks typer's validation only for what may be wrong."""

    def get_runtime_param(self) -> Any:
        """What makes the argument's value of what was given."""
        return _Coercion(super().get_runtime_param)


@dataclass(frozen=True, slots=True)
class _Coercion:
    """Makes a value; `validated` gives typer's own means of it, which imports pydantic."""

    validated: Callable[[], Any]

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """Make the value that a command is called with; typer's `BadParameter` where what was given is wrong."""
        if value is None:
            return () if param.multiple or param.nargs == -1 else None
        if ctx.get_parameter_source(param.name).name == "DEFAULT":
            return value
        described = param.type_descriptor
        make = None if described.parameter_info.parser else PLAIN.get(described.annotation)
        return make(value) if make else self.validated().coerce(value, param=param, ctx=ctx)


_CLASSES: dict[type, type] = {TyperOption: PlainOption, TyperArgument: PlainArgument}


class PlainGroup(TyperGroup):
    """Commands whose options and arguments are plain."""

    def get_params(self, ctx: Any) -> list[Any]:
        """The options of the group itself."""
        params = super().get_params(ctx)
        _make_plain(params)
        return params

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a name, or None."""
        command = super().get_command(ctx, cmd_name)
        if command is not None:
            _make_all_plain(command, ctx)
        return command


def _make_all_plain(command: Any, ctx: Any) -> None:
    """Make what a command and those below it take plain; the option for help, which is made here, too."""
    _make_plain(command.get_params(ctx))
    for below in getattr(command, "commands", {}).values():
        _make_all_plain(below, ctx)


def _make_plain(params: Iterable[Any]) -> None:
    """Let what typer made be of the classes above: it has no other door to classes of one's own."""
    for param in params:
        param.__class__ = _CLASSES.get(type(param), type(param))
