"""`template check`: what is wrong in templates, as far as it can be told without content."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.exits import ExitCode, catch_faults
from reportgen.cli.options import JsonOption, ProjectOption, QuietOption, load
from reportgen.cli.output import Reporter, count
from reportgen.cli.template.template_file import read_template_file, shown_name
from reportgen.diagnostics import Message

if TYPE_CHECKING:
    from reportgen.check.documents import DocumentChecker
    from reportgen.diagnostics import Diagnostic
    from reportgen.project.load import Project


def check(
    files: Annotated[list[Path] | None, typer.Argument(help="Files.", show_default="the project's templates")] = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Find every fault of templates that can be seen without content, and what keeps some readers out."""
    with catch_faults():
        from reportgen.build.templates import template_files
        from reportgen.check.documents import DocumentChecker
        from reportgen.check.templates import project_around
        from reportgen.diagnostics import Severity

        reporter = Reporter(quiet, json, templates=0)
        if files:
            loaded = project_around(project or files[0])
        else:
            loaded = load(project, reporter)
            files = template_files(loaded.root)
        checker = DocumentChecker(loaded)
        found = [diagnostic for file in files for diagnostic in _faults(file, checker, loaded)]
        reporter.report(found, templates=len(files))
        reporter.say(
            Message(
                "{templates}: {problems}",
                templates=count(len(files), "template"),
                problems=count(len(found), "problem") if found else Message("no problems"),
            )
        )
        errors = any(diagnostic.severity is Severity.ERROR for diagnostic in found)
        raise typer.Exit(ExitCode.PROBLEMS if errors else ExitCode.DONE)


def _faults(file: Path, checker: "DocumentChecker", project: "Project | None") -> "list[Diagnostic]":
    from reportgen.check.templates import template_findings, template_schema
    from reportgen.diagnostics import ProblemsFound

    try:
        schema = template_schema(file, project)
        return template_findings(read_template_file(file), shown_name(file), schema, checker, project)
    except ProblemsFound as found:
        return list(found.diagnostics)
