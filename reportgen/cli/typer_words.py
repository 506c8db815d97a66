"""The words of typer itself, where the screen's language is not English.

typer asks gettext for some of its words. The others it has in English alone: here its formatter, its context and its
exceptions are extended, which is how typer lets a program change them.
"""

from __future__ import annotations

import contextlib
import gettext
import re
import string
from collections.abc import Iterator
from typing import IO, Any

import typer
from typer.exceptions import TyperException

from reportgen.diagnostics import Message, marked, translated

_HELP = marked("Show this message and exit.")
_FAULTS = (
    marked("No such option: {option} (Possible options: {options})"),
    marked("No such option: {option}"),
    marked("No such command {command}. Did you mean {commands}?"),
    marked("No such command {command}."),
    marked("Option {option} requires an argument."),
    marked("Option {option} requires {n} arguments."),
    marked("Option {option} does not take a value."),
    marked("Got unexpected extra argument(s) ({arguments})"),
    marked("Invalid value for {option}: {reason}"),
    marked("Invalid value: {reason}"),
    marked("Value {value} is not a valid {kind}."),
    marked("{value} is not one of {choices}."),
    marked("Input should be a valid integer, unable to parse string as an integer"),
    marked("Input should be greater than or equal to {least}"),
    marked("Input should be less than or equal to {most}"),
    marked("Missing argument {argument}."),
    marked("Missing option {option}."),
)
"""What typer says of wrong use, the longer sentences before those that they begin with."""


def speak(command: Any) -> None:
    """Let a command, and those below it, show help and faults in the language of the screen."""
    command.context_class = _Context
    for holder in (command, *command.params):
        for name in ("help", "short_help", "epilog", "show_default"):
            text = getattr(holder, name, None)
            if text and isinstance(text, str):
                setattr(holder, name, gettext.gettext(text))
    for inner in getattr(command, "commands", {}).values():
        speak(inner)


@contextlib.contextmanager
def spoken_faults() -> Iterator[None]:
    """Say wrong use, which typer raises, in the language of the screen, as far as its sentences are known."""
    try:
        yield
    except TyperException as fault:
        ctx = getattr(fault, "ctx", None)
        if ctx and fault.message == ctx.get_help():  # a group without its command shows its help
            raise
        text = fault.format_message()
        raise _Fault(_as_message(text, fault.message) or text, ctx=ctx) from fault


def _as_message(text: str, own: str = "") -> Message | None:
    """A sentence of typer as a message; `own` is the one of ours that may stand in it; None for others."""
    for pattern in _FAULTS:
        if found := re.fullmatch(_expression(pattern), text, re.DOTALL):
            is_ours = isinstance(own, Message)
            values = {
                name: own if is_ours and value == own else _as_message(value) or value
                for name, value in found.groupdict().items()
            }
            return Message(pattern, **values)
    return None


def _expression(pattern: str) -> str:
    """A regular expression that finds the sentences of a pattern."""
    parts = string.Formatter().parse(pattern)
    return "".join(re.escape(text) + (f"(?P<{name}>.+)" if name else "") for text, name, _, _ in parts)


class _Formatter(typer.Context.formatter_class):  # type: ignore[misc, valid-type]  # typer exports no other name for it
    """Help with its headings in the language of the screen."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, gettext.gettext(marked("Usage: ")) if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        said = translated(Message("{heading}:", heading=heading), gettext.gettext)
        self.write(f"{'':>{self.current_indent}}{said}\n")


class _Context(typer.Context):
    """A context with that formatter, whose command has its help option in the language of the screen."""

    formatter_class = _Formatter

    def __init__(self, command: Any, *rest: Any, **options: Any) -> None:
        super().__init__(command, *rest, **options)
        option = command.get_help_option(self)
        if option is not None:
            option.help = gettext.gettext(_HELP)


class _Fault(typer.BadParameter):
    """Wrong use, said in the language of the screen."""

    def format_message(self) -> str:
        return translated(self.message, gettext.gettext)

    def show(self, file: IO[Any] | None = None) -> None:
        if self.ctx is not None:
            typer.echo(self.ctx.get_usage(), file=file, err=file is None)
            option = self.ctx.help_option_names[0]
            hint = Message("Try '{command} {option}' for help.", command=self.ctx.command_path, option=option)
            typer.echo(f"{translated(hint, gettext.gettext)}\n", file=file, err=file is None)
        said = Message("Error: {message}", message=self.message)
        typer.echo(translated(said, gettext.gettext), file=file, err=file is None)
