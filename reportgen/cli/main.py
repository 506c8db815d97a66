"""The program with its commands, one module for each.

Two things keep `--help` fast. Heavy imports stand in functions. And the modules of commands do without
`from __future__ import annotations`, which would make strings of their options that typer evaluates, four times each,
whatever is asked for; only the names that are imported for type checkers are quoted.
"""

import gc
import os
import sys
from typing import Annotated

import typer

from reportgen.cli import compare, doctor, preview
from reportgen.cli.build import commands as build
from reportgen.cli.check import check
from reportgen.cli.convert import convert
from reportgen.cli.exchange import commands as exchange
from reportgen.cli.exits import ExitCode, tell_system_fault
from reportgen.cli.language import OPTION, VARIABLE, SpokenGroup, echo, make_printable
from reportgen.cli.start import commands as start
from reportgen.cli.template import commands as template
from reportgen.diagnostics import LOCALES, Message, language_of
from reportgen.version import __version__

app = typer.Typer(
    name="reportgen",
    cls=SpokenGroup,
    help="Word summaries and PowerPoint decks from structured content, a glossary and Office templates.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        echo(f"reportgen {__version__}")
        raise typer.Exit


def _language(wanted: str) -> str:
    if wanted and not language_of(wanted):
        raise typer.BadParameter(Message("use one of {languages}", languages=[*LOCALES]))
    return wanted


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
    ui_lang: Annotated[
        str,
        typer.Option(
            OPTION,
            metavar="LANG",
            callback=_language,
            help=f"The language of the screen: {', '.join(LOCALES)}; else {VARIABLE}, or the system's.",
        ),
    ] = "",
) -> None:
    pass


COMMANDS = (start, build, check, compare, convert, template, exchange, preview, doctor)
"""The modules of the commands, in the order in which `--help` lists them."""

for module in COMMANDS:
    module.register(app)


def main() -> None:
    """The `reportgen` program."""
    # Most of what a command makes lives until it ends: to look for garbage as often as usual takes a tenth of its time.
    gc.set_threshold(200_000, 20, 20)
    # No plugin of pydantic's is used; to look for some, it reads what is told of every package that is installed.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    make_printable()
    try:
        app()
    except OSError as fault:  # of help that no stream takes: commands tell of their own
        fault.filename = fault.filename or Message("standard output")
        tell_system_fault(fault)
        sys.exit(ExitCode.PROBLEMS)
    finally:
        # Nor is any looked for when the interpreter ends, which takes a fifth of a short command.
        gc.freeze()
