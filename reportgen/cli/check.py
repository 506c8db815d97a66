"""`check`: reports every problem of content, glossary and templates in one run."""

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from reportgen.cli.diagnostics_output import Format, as_github, as_json, as_sarif, as_text
from reportgen.cli.exits import ExitCode, catch_faults, usage_error
from reportgen.cli.options import JobsOption, KindOption, LangOption, ProjectOption, QuietOption, SectorOption
from reportgen.cli.output import count
from reportgen.cli.project_check import Checked, Choice, check_everything

if TYPE_CHECKING:
    from reportgen.diagnostics import Diagnostic

FormatOption = Annotated[Format, typer.Option("--format", help="What is printed.")]
BaselineOption = Annotated[
    Path | None, typer.Option("--baseline", metavar="FILE", help="Do not report the findings that this file holds.")
]
WriteBaselineOption = Annotated[
    Path | None, typer.Option("--write-baseline", metavar="FILE", help="Write all findings to this file, and succeed.")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(check)


def check(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Files of the project.", show_default="the whole project")
    ] = None,
    sector: SectorOption = None,
    lang: LangOption = None,
    kind: KindOption = None,
    project: ProjectOption = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="CODE", help="Print the help page of a code.")
    ] = None,
    format: FormatOption = Format.TEXT,
    baseline: BaselineOption = None,
    write_baseline: WriteBaselineOption = None,
    jobs: JobsOption = os.cpu_count() or 1,
    quiet: QuietOption = False,
) -> None:
    """Check content, glossary and templates; every problem at once, each with its place.

    Severities and accepted words stand in reportgen.yaml.
    """
    with catch_faults():
        if explain:
            _explain(explain)
        known = _read_known(baseline)
        choice = Choice(tuple(sector or ()), tuple(lang or ()), tuple(kind or ()), _names(project, files or ()))
        root, checked = _check_everything(project, choice, jobs)
        found = checked.diagnostics
        if write_baseline:
            _write_findings(write_baseline, found, quiet)
        from reportgen.check.baseline import new_findings
        from reportgen.diagnostics import Severity

        new = new_findings(found, known)
        _print(format, new, root)
        if format is Format.TEXT and checked.sectors is not None and not quiet:
            _closing_line(checked, new, len(found) - len(new))
        errors = [d for d in new if strict or d.severity is Severity.ERROR]
        raise typer.Exit(ExitCode.PROBLEMS if errors else ExitCode.DONE)


def _check_everything(folder: Path | None, choice: Choice, jobs: int) -> tuple[Path | None, Checked]:
    """The project's folder, and everything that is wrong with what is chosen of it; a wrong choice ends the program."""
    from reportgen.build.targets import UnknownChoice
    from reportgen.diagnostics import ProblemsFound
    from reportgen.project.places import find_project

    try:
        root = folder.absolute() if folder else find_project(Path.cwd())
        return root, check_everything(root, choice, jobs)
    except UnknownChoice as fault:
        usage_error(str(fault))
    except ProblemsFound as found:
        return None, Checked(found.diagnostics)


def _names(folder: Path | None, files: Sequence[Path]) -> tuple[str, ...]:
    """Files as diagnostics name them: relative to their project, with `/`; others end the program."""
    from reportgen.project.places import find_project

    if not files:
        return ()
    root = folder.absolute() if folder else find_project(Path.cwd())
    return tuple(_name(root, file) for file in files)


def _name(root: Path, file: Path) -> str:
    for path in (file.absolute(), root / file):
        if path.exists() and path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    usage_error(f"'{file}' is no file of the project in {root}")


def _read_known(baseline: Path | None) -> frozenset[str]:
    from reportgen.check.baseline import read_baseline

    if baseline is None:
        return frozenset()
    try:
        return read_baseline(baseline.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) and fault.strerror else fault
        usage_error(f"the baseline {baseline} cannot be read: {reason}")


def _write_findings(path: Path, found: "Sequence[Diagnostic]", quiet: bool) -> NoReturn:
    from reportgen.build.files import write_atomically
    from reportgen.check.baseline import write_baseline

    try:
        write_atomically(path, write_baseline(found).encode())
    except OSError as fault:
        usage_error(f"the baseline {path} cannot be written: {fault.strerror or fault}")
    if not quiet:
        typer.echo(f"{path}: {count(len(found), 'finding')}, reported no more with --baseline {path}")
    raise typer.Exit


def _print(format: Format, found: "Sequence[Diagnostic]", root: Path | None) -> None:
    """Text goes to standard error, as problems do; what programs read to standard output."""
    if format is Format.TEXT:
        if found:
            typer.echo(as_text(found), err=True)
    elif format is Format.JSON:
        typer.echo(as_json(found))
    elif format is Format.SARIF:
        typer.echo(as_sarif(found, root))
    elif found:
        typer.echo(as_github(found, root))


def _closing_line(checked: Checked, found: "Sequence[Diagnostic]", known: int) -> None:
    counts = Counter(str(diagnostic.severity) for diagnostic in found)
    problems = ", ".join(count(number, severity) for severity, number in sorted(counts.items())) or "no problems"
    size = f"{count(checked.sectors or 0, 'sector')}, {count(checked.terms or 0, 'term')}"
    typer.echo(f"{size}: {problems}" + (f" ({known} known from the baseline)" if known else ""))


def _explain(code: str) -> NoReturn:
    from reportgen.build.faults import BUILD_FAULTS
    from reportgen.check import explain

    try:
        typer.echo(explain(code, BUILD_FAULTS))
    except ValueError as fault:
        usage_error(str(fault))
    raise typer.Exit
