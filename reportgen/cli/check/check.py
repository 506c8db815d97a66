"""`check`: reports every problem of content, glossary and templates in one run."""

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from reportgen.cli.check.diagnostics_output import Format, as_github, as_sarif
from reportgen.cli.completion import complete_code
from reportgen.cli.exits import ExitCode, catch_faults, usage_error
from reportgen.cli.language import echo
from reportgen.cli.options import (
    JobsOption,
    JsonOption,
    KindOption,
    LangOption,
    ProjectOption,
    QuietOption,
    SectorOption,
)
from reportgen.cli.output import Reporter, count, listed
from reportgen.diagnostics import Message
from reportgen.files import read_file, reason_of

if TYPE_CHECKING:
    from reportgen.diagnostics import Diagnostic
    from reportgen.live.checked import Checked, Choice


def _format(text: str) -> Format:
    """The format that was typed."""
    try:
        return Format(text)
    except ValueError:
        hint = (
            Message("leave --format out and use --json")
            if text == "json"
            else Message("use one of {Format}", Format=[*Format])
        )
        raise typer.BadParameter(Message("there is no format '{text}'; {hint}", text=text, hint=hint)) from None


FormatOption = Annotated[
    Format, typer.Option("--format", parser=_format, metavar="|".join(Format), help="What is printed.")
]
BaselineOption = Annotated[
    Path | None, typer.Option("--baseline", metavar="FILE", help="Do not report the findings that this file holds.")
]
WriteBaselineOption = Annotated[
    Path | None, typer.Option("--write-baseline", metavar="FILE", help="Write all findings to this file, and succeed.")
]


class CheckReporter(Reporter):
    """As JSON, each finding carries its fingerprint."""

    def _plain(self, diagnostics: "Sequence[Diagnostic]") -> list[dict[str, Any]]:
        from reportgen.cli.check.baseline import fingerprints

        marks = fingerprints(diagnostics)
        return [{**plain, "fingerprint": mark} for plain, mark in zip(super()._plain(diagnostics), marks, strict=True)]


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
        str | None,
        typer.Option("--explain", metavar="CODE", help="Print the help page of a code.", autocompletion=complete_code),
    ] = None,
    format: FormatOption = Format.TEXT,
    baseline: BaselineOption = None,
    write_baseline: WriteBaselineOption = None,
    jobs: JobsOption = os.cpu_count() or 1,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Check content, glossary and templates; every problem at once, each with its place.

    Severities and accepted words stand in reportgen.yaml.
    """
    with catch_faults():
        if json and format is not Format.TEXT:
            usage_error(
                Message(
                    "--json and --format {format} are two forms of the same findings; leave one of them out",
                    format=format,
                )
            )
        if explain:
            _explain(explain, project, json)
        reporter = CheckReporter(quiet, json, sectors=0, terms=0, known=0)
        known = _read_known(baseline)
        from reportgen.live.checked import Choice

        choice = Choice(tuple(sector or ()), tuple(lang or ()), tuple(kind or ()), _names(project, files or ()))
        root, checked = _check_everything(project, choice, jobs)
        found = checked.diagnostics
        if write_baseline:
            _write_findings(write_baseline, found, reporter)
        from reportgen.cli.check.baseline import new_findings
        from reportgen.diagnostics import Severity

        new = new_findings(found, known)
        if format is Format.TEXT:
            _report(checked, new, len(found) - len(new), reporter)
        else:
            _print(format, new, root)
        errors = [d for d in new if strict or d.severity is Severity.ERROR]
        raise typer.Exit(ExitCode.PROBLEMS if errors else ExitCode.DONE)


def _check_everything(folder: Path | None, choice: "Choice", jobs: int) -> "tuple[Path | None, Checked]":
    """The project's folder, and everything that is wrong with what is chosen of it; a wrong choice ends the program."""
    from reportgen.build.targets import UnknownChoice
    from reportgen.diagnostics import ProblemsFound
    from reportgen.live.checked import Checked
    from reportgen.live.project_check import check_everything
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
    usage_error(Message("'{file}' is no file of the project in {root}", file=file, root=root))


def _read_known(baseline: Path | None) -> frozenset[str]:
    from reportgen.cli.check.baseline import read_baseline

    if baseline is None:
        return frozenset()
    try:
        return read_baseline(read_file(baseline))
    except (OSError, ValueError) as fault:
        reason = reason_of(fault) if isinstance(fault, OSError) else fault
        usage_error(Message("the baseline {baseline} cannot be read: {reason}", baseline=baseline, reason=reason))


def _write_findings(path: Path, found: "Sequence[Diagnostic]", reporter: Reporter) -> NoReturn:
    from reportgen.cli.check.baseline import write_baseline
    from reportgen.files import write_file

    try:
        write_file(path, write_baseline(found))
    except OSError as fault:
        usage_error(Message("the baseline {path} cannot be written: {reason}", path=path, reason=reason_of(fault)))
    reporter.report(known=len(found))
    reporter.say(
        Message(
            "{path}: {count}, reported no more with --baseline {path}", path=path, count=count(len(found), "finding")
        )
    )
    raise typer.Exit


def _print(format: Format, found: "Sequence[Diagnostic]", root: Path | None) -> None:
    """Print findings for other programs, on standard output."""
    if format is Format.SARIF:
        echo(as_sarif(found, root))
    elif found:
        echo(as_github(found, root))


def _report(checked: "Checked", found: "Sequence[Diagnostic]", known: int, reporter: Reporter) -> None:
    """Print findings and, where the project could be read, a closing line."""
    sectors, terms = checked.sectors or 0, checked.terms or 0
    reporter.report(found, sectors=sectors, terms=terms, known=known)
    if checked.sectors is None:
        return
    counts = Counter(str(diagnostic.severity) for diagnostic in found)
    problems = listed([count(number, severity) for severity, number in sorted(counts.items())])
    size = {"sectors": count(sectors, "sector"), "terms": count(terms, "term")}
    line = Message("{sectors}, {terms}: {problems}", **size, problems=problems or Message("no problems"))
    reporter.say(Message("{line} ({known} known from the baseline)", line=line, known=known) if known else line)


def _explain(code: str, folder: Path | None, json: bool) -> NoReturn:
    from reportgen.build.faults import BUILD_FAULTS
    from reportgen.check import explain

    try:
        page = explain(code, BUILD_FAULTS, folder or Path.cwd())
    except ValueError as fault:
        usage_error(str(fault))
    reporter = Reporter(False, json, code="", page="")
    reporter.report(code=code, page=Message(page))
    reporter.show(Message(page))
    raise typer.Exit
