"""Options that are not validated have the values that typer's validation would give them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import typer
from typer.core import TyperArgument, TyperOption
from typer.testing import CliRunner

from reportgen.cli.main import app
from reportgen.cli.plain_values import PLAIN, PlainArgument, PlainOption


def parameters(command: Any, context: Any) -> Iterator[tuple[Any, Any]]:
    """The contexts and parameters of a command and of all below it."""
    for param in command.get_params(context):
        yield context, param
    for name in getattr(command, "commands", ()):
        inner = command.get_command(context, name)
        yield from parameters(inner, typer.Context(inner, info_name=name, parent=context))


ROOT: Any = typer.main.get_command(app)
PARAMETERS = list(parameters(ROOT, typer.Context(ROOT, info_name="reportgen")))
PLAIN_PARAMETERS = [
    (context, param)
    for context, param in PARAMETERS
    if param.type_descriptor.annotation in PLAIN and not param.type_descriptor.parameter_info.parser
]


def names_of(parameters: list[tuple[Any, Any]]) -> list[str]:
    """The command and the name of each, for the names of tests."""
    return [f"{context.command_path} {param.name}" for context, param in parameters]


def validated(param: Any, value: Any, context: Any) -> Any:
    """What typer's own validation makes of a value."""
    base = TyperOption if isinstance(param, TyperOption) else TyperArgument
    return base.get_runtime_param(param).coerce(value, param=param, ctx=context)


@pytest.mark.parametrize(("context", "param"), PARAMETERS, ids=names_of(PARAMETERS))
def test_a_default_is_what_validation_makes_of_it(context: Any, param: Any) -> None:
    """It may stand as it is."""
    default = param.get_default(context)
    context.set_parameter_source(param.name, _source("DEFAULT"))
    assert isinstance(param, PlainOption | PlainArgument)
    assert param.get_runtime_param().coerce(default, param=param, ctx=context) == validated(param, default, context)


@pytest.mark.parametrize(("context", "param"), PLAIN_PARAMETERS, ids=names_of(PLAIN_PARAMETERS))
def test_a_plain_word_is_what_validation_makes_of_it(context: Any, param: Any) -> None:
    """Whatever is written, and whether a file of that name is there or not."""
    for word in ("finance", "", " a b ", "no/such/file", ".", "-", "財經"):
        value = (word, "x") if param.multiple or param.nargs == -1 else word
        context.set_parameter_source(param.name, _source("COMMANDLINE"))
        made = param.get_runtime_param().coerce(value, param=param, ctx=context)
        assert made == validated(param, value, context)


def test_a_wrong_value_is_refused_by_typer() -> None:
    """A number below the least, a word that is none of a list."""
    for words in (["build", "-j", "0"], ["build", "-j", "x"], ["build", "--format", "odt"]):
        assert CliRunner().invoke(app, words).exit_code == 2


def _source(name: str) -> Any:
    """Where a value comes from: typer has a copy of click's, whose name differs between versions."""
    context = typer.Context(ROOT)
    with context:
        ROOT.parse_args(context, ["--ui-lang", "en"] if name == "COMMANDLINE" else ["build"])
    return context.get_parameter_source("ui_lang")
