"""`deck`, `summary` …, a command for each kind of document, and `build`: make files."""

import inspect
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import typer

from reportgen.cli.exits import ExitCode, catch_faults, usage_error
from reportgen.cli.options import (
    ForceOption,
    FormatOption,
    JobsOption,
    JsonOption,
    KindOption,
    LangOption,
    OutOption,
    ProjectOption,
    QuietOption,
    SectorOption,
    load,
)
from reportgen.cli.output import Reporter
from reportgen.model.target import Format, Kind


def register(app: typer.Typer) -> None:
    """Add the commands of this file: one for each kind of document, and one for all of them."""
    for kind in Kind:
        app.command(kind.value, help=kind.help)(_command_for(kind))
    app.command("build", help=_BUILD_HELP)(build_command)


*_OTHERS, _LAST = (kind.plural for kind in Kind)
_BUILD_HELP = f"Make every pack: {', '.join(_OTHERS)} and {_LAST} of all sectors in all languages."


def _command_for(kind: Kind) -> Callable[..., None]:
    """Return `build_command` for one kind, without the option that names kinds."""

    def make(**options: Any) -> None:
        build_command(kind=[kind], **options)

    signature = inspect.signature(build_command, eval_str=True)
    others = [parameter for name, parameter in signature.parameters.items() if name != "kind"]
    make.__signature__ = signature.replace(parameters=others)  # type: ignore[attr-defined]
    return make


def build_command(
    sector: SectorOption = None,
    lang: LangOption = None,
    kind: KindOption = None,
    format: FormatOption = Format.OFFICE,
    project: ProjectOption = None,
    out: OutOption = None,
    jobs: JobsOption = os.cpu_count() or 1,
    force: ForceOption = False,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Make what is asked for; its help page is `_BUILD_HELP`."""
    _build(kind or [], sector, lang, format, project, out, jobs, force, Reporter(quiet, json))


def _build(
    kinds: Sequence[str], sectors: list[str] | None, languages: list[str] | None, format: Format, folder: Path | None,
    out: Path | None, jobs: int, force: bool, reporter: Reporter,
) -> None:  # fmt: skip
    with catch_faults():
        from reportgen.build.build import build
        from reportgen.build.outcome import Outcome
        from reportgen.build.targets import UnknownChoice, select_targets
        from reportgen.check import check_project
        from reportgen.diagnostics import Severity

        project = load(folder, reporter)
        try:
            targets = select_targets(
                list(project.sectors),
                project.meeting.languages,
                sectors or (),
                languages or (),
                kinds,
                project.meeting.editions,
                project.languages,
            )
        except UnknownChoice as fault:
            usage_error(str(fault))
        errors = [d for d in check_project(project) if d.severity is Severity.ERROR]
        if errors:
            reporter.problems(errors)
            raise typer.Exit(ExitCode.PROBLEMS)
        folder_out = out or project.root / "out"
        with reporter.building(len(targets) * (2 if format is Format.PDF else 1)) as progress:
            results = build(project, targets, folder_out, jobs, force, progress, format)
        reporter.built(results, folder_out)
        failed = any(result.outcome is Outcome.FAILED for result in results)
        raise typer.Exit(ExitCode.PROBLEMS if failed else ExitCode.DONE)
