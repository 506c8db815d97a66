"""`check`: reports every problem of content, glossary and templates in one run."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from reportgen.cli.diagnostics_output import Format, as_github, as_sarif
from reportgen.cli.exits import ExitCode, catch_faults, usage_error
from reportgen.cli.options import JsonOption, ProjectOption, QuietOption
from reportgen.cli.output import Reporter, count

if TYPE_CHECKING:
    from reportgen.diagnostics import Diagnostic
    from reportgen.project.load import Project


def _format(text: str) -> Format:
    """The format that was typed."""
    try:
        return Format(text)
    except ValueError:
        hint = "leave --format out and use --json" if text == "json" else f"use one of {', '.join(Format)}"
        raise typer.BadParameter(f"there is no format '{text}'; {hint}") from None


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
        from reportgen.check.baseline import fingerprints

        marks = fingerprints(diagnostics)
        return [{**plain, "fingerprint": mark} for plain, mark in zip(super()._plain(diagnostics), marks, strict=True)]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(check)


def check(
    project: ProjectOption = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="CODE", help="Print the help page of a code.")
    ] = None,
    format: FormatOption = Format.TEXT,
    baseline: BaselineOption = None,
    write_baseline: WriteBaselineOption = None,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Check content, glossary and templates; every problem at once, each with its place.

    Severities and accepted words stand in reportgen.yaml.
    """
    with catch_faults():
        if json and format is not Format.TEXT:
            usage_error(f"--json and --format {format} are two forms of the same findings; leave one of them out")
        if explain:
            _explain(explain, json)
        reporter = CheckReporter(quiet, json, sectors=0, terms=0, known=0)
        known = _read_known(baseline)
        root, loaded, found = _check_everything(project)
        if write_baseline:
            _write_findings(write_baseline, found, reporter)
        from reportgen.check.baseline import new_findings
        from reportgen.diagnostics import Severity

        new = new_findings(found, known)
        if format is Format.TEXT:
            _report(loaded, new, len(found) - len(new), reporter)
        else:
            _print(format, new, root)
        errors = [d for d in new if strict or d.severity is Severity.ERROR]
        raise typer.Exit(ExitCode.PROBLEMS if errors else ExitCode.DONE)


def _check_everything(folder: Path | None) -> "tuple[Path | None, Project | None, list[Diagnostic]]":
    """The project's folder, the project if it could be read, and everything that is wrong with it."""
    from reportgen.check import check_project
    from reportgen.diagnostics import ProblemsFound, Severity
    from reportgen.project.load import load_project
    from reportgen.project.places import find_project

    root = folder.absolute() if folder else None
    try:
        root = root or find_project(Path.cwd())
        loaded = load_project(root)
    except ProblemsFound as problems:
        return root, None, sorted(problems.diagnostics, key=lambda one: (one.location, one.code, one.message))
    found = check_project(loaded)
    if not any(diagnostic.severity is Severity.ERROR for diagnostic in found):
        found += _documents(loaded)
    return root, loaded, found


def _documents(project: "Project") -> "list[Diagnostic]":
    """What is wrong with the templates, and with the files that come of them."""
    from reportgen.build.build import render_and_inspect
    from reportgen.build.targets import checked_targets
    from reportgen.build.templates import template_files
    from reportgen.check.documents import DocumentChecker
    from reportgen.diagnostics import ProblemsFound

    checker = DocumentChecker.for_project(project.root)
    found: list[Diagnostic] = []
    files, meeting = template_files(project.root), project.meeting
    for file in files:
        with suppress(ProblemsFound):  # what cannot be read is reported where it is rendered
            found += checker.template(file.read_bytes(), file.relative_to(project.root).as_posix())
    targets = checked_targets(list(project.sectors), meeting.languages, meeting.editions, {file.name for file in files})
    return found + render_and_inspect(
        project, targets, lambda target, data: checker.output(data, str(target.path), target.template)
    )


def _read_known(baseline: Path | None) -> frozenset[str]:
    from reportgen.check.baseline import read_baseline

    if baseline is None:
        return frozenset()
    try:
        return read_baseline(baseline.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) and fault.strerror else fault
        usage_error(f"the baseline {baseline} cannot be read: {reason}")


def _write_findings(path: Path, found: "Sequence[Diagnostic]", reporter: Reporter) -> NoReturn:
    from reportgen.build.files import write_atomically
    from reportgen.check.baseline import write_baseline

    try:
        write_atomically(path, write_baseline(found).encode())
    except OSError as fault:
        usage_error(f"the baseline {path} cannot be written: {fault.strerror or fault}")
    reporter.report(known=len(found))
    reporter.say(f"{path}: {count(len(found), 'finding')}, reported no more with --baseline {path}")
    raise typer.Exit


def _print(format: Format, found: "Sequence[Diagnostic]", root: Path | None) -> None:
    """Print findings for other programs, on standard output."""
    if format is Format.SARIF:
        typer.echo(as_sarif(found, root))
    elif found:
        typer.echo(as_github(found, root))


def _report(project: "Project | None", found: "Sequence[Diagnostic]", known: int, reporter: Reporter) -> None:
    """Print findings and, where the project could be read, a closing line."""
    if project is None:
        reporter.report(found, known=known)
        return
    sectors, terms = len(project.sectors), len(project.glossary.terms)
    reporter.report(found, sectors=sectors, terms=terms, known=known)
    counts = Counter(str(diagnostic.severity) for diagnostic in found)
    problems = ", ".join(count(number, severity) for severity, number in sorted(counts.items())) or "no problems"
    size = f"{count(sectors, 'sector')}, {count(terms, 'term')}"
    reporter.say(f"{size}: {problems}" + (f" ({known} known from the baseline)" if known else ""))


def _explain(code: str, json: bool) -> NoReturn:
    from reportgen.build.faults import BUILD_FAULTS
    from reportgen.check import explain

    try:
        page = explain(code, BUILD_FAULTS)
    except ValueError as fault:
        usage_error(str(fault))
    reporter = Reporter(False, json, code="", page="")
    reporter.report(code=code, page=page)
    reporter.show(page)
    raise typer.Exit
