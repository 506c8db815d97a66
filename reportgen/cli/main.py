"""The commands. Everything heavy is imported where it is needed: `--help` answers at once."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from reportgen import __version__
from reportgen.cli.exits import ExitCode, catch_faults, usage_error
from reportgen.cli.output import Reporter

app = typer.Typer(
    name="reportgen",
    help="Word summaries and PowerPoint decks from structured content, a glossary and Office templates.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

SectorOption = Annotated[
    list[str] | None,
    typer.Option("--sector", "-s", help="Sector id, 'overview' or 'all'; may be repeated.", show_default="all"),
]
LangOption = Annotated[
    list[str] | None,
    typer.Option("--lang", "-l", help="en, zh-Hant, zh-Hans or 'all'; may be repeated.", show_default="all"),
]
KindOption = Annotated[
    list[str] | None,
    typer.Option("--kind", "-k", help="deck, summary or 'all'; may be repeated.", show_default="all"),
]
ProjectOption = Annotated[
    Path | None,
    typer.Option("--project", help="The project's folder.", show_default="this folder or one above it"),
]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", "-o", help="Where the files go.", show_default="out/ in the project"),
]
JobsOption = Annotated[
    int, typer.Option("-j", "--jobs", min=1, help="How many processes at the most.", show_default="processors")
]
ForceOption = Annotated[bool, typer.Option("--force", "-f", help="Build what is up to date too.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print problems only.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"reportgen {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


@app.command()
def deck(
    sector: SectorOption = None,
    lang: LangOption = None,
    project: ProjectOption = None,
    out: OutOption = None,
    jobs: JobsOption = os.cpu_count() or 1,
    force: ForceOption = False,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Make PowerPoint decks: reportgen deck --sector finance --lang zh-Hant."""
    _build(["deck"], sector, lang, project, out, jobs, force, Reporter(quiet, json))


@app.command()
def summary(
    sector: SectorOption = None,
    lang: LangOption = None,
    project: ProjectOption = None,
    out: OutOption = None,
    jobs: JobsOption = os.cpu_count() or 1,
    force: ForceOption = False,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Make Word summaries: reportgen summary --sector finance --lang en."""
    _build(["summary"], sector, lang, project, out, jobs, force, Reporter(quiet, json))


@app.command("build")
def build_command(
    sector: SectorOption = None,
    lang: LangOption = None,
    kind: KindOption = None,
    project: ProjectOption = None,
    out: OutOption = None,
    jobs: JobsOption = os.cpu_count() or 1,
    force: ForceOption = False,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Make every pack: decks and summaries of all sectors in all languages."""
    _build(kind or [], sector, lang, project, out, jobs, force, Reporter(quiet, json))


@app.command()
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
        loaded = _load(project, reporter)
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


def _load(folder: Path | None, reporter: Reporter):  # type: ignore[no-untyped-def]
    from reportgen.diagnostics import ProblemsFound
    from reportgen.project.load import find_project, load_project

    try:
        return load_project(folder.absolute() if folder else find_project(Path.cwd()))
    except ProblemsFound as found:
        reporter.problems(found.diagnostics)
        raise typer.Exit(ExitCode.PROBLEMS) from None


def _build(
    kinds: Sequence[str], sectors: list[str] | None, languages: list[str] | None, folder: Path | None,
    out: Path | None, jobs: int, force: bool, reporter: Reporter,
) -> None:  # fmt: skip
    with catch_faults():
        from reportgen.check import check_project
        from reportgen.diagnostics import Severity
        from reportgen.pack.build import Outcome, build
        from reportgen.pack.targets import UnknownChoice, select_targets

        project = _load(folder, reporter)
        try:
            targets = select_targets(
                list(project.sectors), project.meeting.languages, sectors or (), languages or (), kinds
            )
        except UnknownChoice as fault:
            usage_error(str(fault))
        errors = [d for d in check_project(project) if d.severity is Severity.ERROR]
        if errors:
            reporter.problems(errors)
            raise typer.Exit(ExitCode.PROBLEMS)
        folder_out = out or project.root / "out"
        with reporter.building(len(targets)) as progress:
            results = build(project, targets, folder_out, jobs, force, progress)
        reporter.built(results, folder_out)
        failed = any(result.outcome is Outcome.FAILED for result in results)
        raise typer.Exit(ExitCode.PROBLEMS if failed else ExitCode.DONE)


def main() -> None:
    """The `reportgen` program."""
    app()
