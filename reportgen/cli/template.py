"""`template check`, `template text` and `template list`: what a template says, shows and needs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.exits import ExitCode, catch_faults
from reportgen.cli.options import JsonOption, ProjectOption, QuietOption, load
from reportgen.cli.output import Reporter, count

if TYPE_CHECKING:
    from reportgen.check.documents import DocumentChecker
    from reportgen.diagnostics import Diagnostic

FileArgument = Annotated[Path, typer.Argument(help="A .docx or .pptx file.")]

app = typer.Typer(help="Look into templates: their faults, their texts, the names they read.", no_args_is_help=True)


def register(parent: typer.Typer) -> None:
    """Add the commands of this file."""
    parent.add_typer(app, name="template")


@app.command()
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
        from reportgen.diagnostics import Severity

        reporter = Reporter(quiet, json, templates=0)
        checker = DocumentChecker()
        if not files:
            root = load(project, reporter).root
            checker, files = DocumentChecker.for_project(root), template_files(root)
        found = [diagnostic for file in files for diagnostic in _faults(file, checker)]
        reporter.report(found, templates=len(files))
        reporter.say(f"{count(len(files), 'template')}: {count(len(found), 'problem') if found else 'no problems'}")
        errors = any(diagnostic.severity is Severity.ERROR for diagnostic in found)
        raise typer.Exit(ExitCode.PROBLEMS if errors else ExitCode.DONE)


def _faults(file: Path, checker: "DocumentChecker") -> "list[Diagnostic]":
    """The faults that keep a template from being compiled or, without any, the findings of the rules about files."""
    from reportgen.check.documents import review_template
    from reportgen.diagnostics import ProblemsFound
    from reportgen.pack.filters import FILTERS
    from reportgen.template import OfficeTemplate

    try:
        data = _read(file)
        OfficeTemplate(data, _shown(file), filters=FILTERS).compile()
        return checker.template(review_template(data, _shown(file)), _shown(file))
    except ProblemsFound as found:
        return list(found.diagnostics)


@app.command()
def restore(
    file: FileArgument,
    before: Annotated[Path, typer.Option("--from", help="The file as it was before LibreOffice saved it.")],
    json: JsonOption = False,
) -> None:
    """Put back what LibreOffice has dropped from a file: alt texts with their tags, header rows, the typefaces.

    The earlier file is only read: git show HEAD:templates/deck.pptx > before.pptx
    """
    with catch_faults():
        from reportgen.build.files import write_atomically
        from reportgen.diagnostics import ProblemsFound
        from reportgen.office.opc.package import Package, write_package
        from reportgen.office.restore import restore as put_back

        reporter = Reporter(quiet=False, as_json=json, restored=0)
        try:
            saved = Package.read(_read(file), _shown(file))
            restored = put_back(saved, Package.read(_read(before), _shown(before)))
        except ProblemsFound as found:
            reporter.fail(found.diagnostics)
        write_atomically(file, write_package(saved.entries, saved.defaults, saved.overrides))
        reporter.report(restored=restored)
        reporter.say(f"{file}: {count(restored, 'place')} restored")


@app.command()
def text(file: FileArgument, json: JsonOption = False) -> None:
    """Print every text and tag of a file as plain text, place by place.

    Made for git too: git config diff.office.textconv "reportgen template text", and
    "*.pptx diff=office" in .gitattributes.
    """
    with catch_faults():
        from reportgen.diagnostics import ProblemsFound
        from reportgen.review.outline import outline

        reporter = Reporter(quiet=False, as_json=json, text="")
        try:
            printed = "\n".join(outline(_read(file), _shown(file)))
        except ProblemsFound as found:
            reporter.fail(found.diagnostics)
        reporter.report(text=printed)
        if printed:
            reporter.show(printed)


@app.command("list")
def list_names(file: FileArgument, project: ProjectOption = None, json: JsonOption = False) -> None:
    """List the names, lists and fields that a template reads, and whether the content offers them."""
    with catch_faults():
        from reportgen.diagnostics import ProblemsFound
        from reportgen.model.target import OVERVIEW, template_variants
        from reportgen.pack.filters import FILTERS
        from reportgen.pack.name_types import describe_reads
        from reportgen.template import OfficeTemplate

        reporter = Reporter(quiet=False, as_json=json, names=[])
        try:
            compiled = OfficeTemplate(_read(file), _shown(file), filters=FILTERS).compile()
        except ProblemsFound as found:
            reporter.fail(found.diagnostics)
        overview = OVERVIEW in template_variants(file.name)
        rows = describe_reads(compiled.contract(), load(project, reporter), overview)
        heads = ("name", "use", "offered as", "first read at")
        reporter.report(names=[dict(zip(heads, row, strict=True)) for row in rows])
        reporter.table(heads, rows)
        raise typer.Exit(ExitCode.PROBLEMS if any(not row[2] for row in rows) else ExitCode.DONE)


def _read(file: Path) -> bytes:
    from reportgen.diagnostics import Diagnostic, Location, ProblemsFound

    try:
        if not file.is_file():
            raise FileNotFoundError(2, "there is no such file")
        return file.read_bytes()
    except OSError as fault:
        message = f"cannot be read ({fault.strerror})"
        raise ProblemsFound([Diagnostic("missing-file", message, Location(_shown(file)))]) from fault


def _shown(file: Path) -> str:
    return file.as_posix()
