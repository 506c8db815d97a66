"""`check`: everything that is wrong, at once."""

from __future__ import annotations

from typing import Annotated, NoReturn

import typer

from reportgen.cli.exits import ExitCode, catch_faults, usage_error
from reportgen.cli.options import JsonOption, ProjectOption, QuietOption, load
from reportgen.cli.output import Reporter


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(check)


def check(
    project: ProjectOption = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="CODE", help="Print the help page of a code.")
    ] = None,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Check content, glossary and templates; every problem at once, each with its place."""
    with catch_faults():
        if explain:
            _explain(explain)
        from reportgen.check import check_project
        from reportgen.diagnostics import Severity
        from reportgen.pack.build import trial
        from reportgen.pack.targets import select_targets

        reporter = Reporter(quiet, json)
        loaded = load(project, reporter)
        found = check_project(loaded)
        if not any(d.severity is Severity.ERROR for d in found):
            found += trial(loaded, select_targets(list(loaded.sectors), loaded.meeting.languages))
        errors = [d for d in found if strict or d.severity is Severity.ERROR]
        reporter.checked(loaded, found, failed=bool(errors))
        raise typer.Exit(ExitCode.PROBLEMS if errors else ExitCode.DONE)


def _explain(code: str) -> NoReturn:
    from reportgen.check import explain

    try:
        typer.echo(explain(code))
    except ValueError as fault:
        usage_error(str(fault))
    raise typer.Exit
