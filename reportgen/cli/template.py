"""`template check`, `show`, `text` and `list`: what is wrong in a template, what it says, shows and needs."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.exits import ExitCode, catch_faults
from reportgen.cli.options import JsonOption, ProjectOption, QuietOption, load
from reportgen.cli.output import Reporter, count

if TYPE_CHECKING:
    from reportgen.check.documents import DocumentChecker
    from reportgen.diagnostics import Diagnostic
    from reportgen.review.template_rules import TemplateSlide

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
    """Put back what LibreOffice has dropped from a deck: alt texts with their tags, names, header rows, the theme.

    The earlier file is only read: git show HEAD:templates/deck.pptx > before.pptx
    """
    with catch_faults():
        from reportgen.diagnostics import ProblemsFound
        from reportgen.office.opc.package import Package, write_package
        from reportgen.office.restore import restore_presentation

        reporter = Reporter(quiet=False, as_json=json, restored=0)
        try:
            saved = Package.read(_read(file), _shown(file))
            restored = restore_presentation(saved, Package.read(_read(before), _shown(before)))
        except ProblemsFound as found:
            reporter.fail(found.diagnostics)
        file.write_bytes(write_package(saved.entries, saved.defaults, saved.overrides))
        reporter.report(restored=restored)
        reporter.say(f"{file}: {count(restored, 'shape')} restored")


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


@app.command()
def show(
    file: FileArgument,
    pictures: Annotated[
        Path | None, typer.Option("--pictures", metavar="FOLDER", help="Also draw each slide, empty and filled.")
    ] = None,
    project: ProjectOption = None,
    json: JsonOption = False,
) -> None:
    """List the slides of a PowerPoint template, and say in plain words when each is shown.

    With --pictures LibreOffice prints the template and packs of the project, and a page in the folder shows each slide
    of the template beside a filled one.
    """
    with catch_faults():
        from reportgen.diagnostics import ProblemsFound
        from reportgen.review.template_rules import template_slides

        reporter = Reporter(quiet=False, as_json=json, slides=[])
        try:
            data = _read(file)
            slides = template_slides(data, _shown(file))
            reporter.report(slides=[asdict(slide) for slide in slides])
            for line in _slides_in_words(slides):
                reporter.show(line)
            if pictures is not None:
                from reportgen.cli.template_pictures import draw_slides

                page = draw_slides(load(project, reporter), file.name, data, slides, pictures)
                reporter.say(f"pictures: {page}")
        except ProblemsFound as found:
            reporter.fail(found.diagnostics)


def _slides_in_words(slides: "list[TemplateSlide]") -> Iterator[str]:
    section = ""
    for slide in slides:
        if slide.section != section:
            section = slide.section
            yield section or "Other slides"
        yield f"  {slide.number:2} {slide.name or '(no name)'}: {'; '.join(slide.rules) or 'always'}"
        for shape in slide.shapes:
            yield f"       {shape.name}: {'; '.join(shape.rules)}"


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
