"""`template text`, `list` and `restore`: what a template says, what it needs, what another program has dropped."""

from pathlib import Path
from typing import Annotated

import typer

from reportgen.cli.exits import ExitCode, catch_faults
from reportgen.cli.options import JsonOption, ProjectOption, load
from reportgen.cli.output import Reporter, count
from reportgen.cli.template.append import append
from reportgen.cli.template.check import check
from reportgen.cli.template.show import show
from reportgen.cli.template.template_file import FileArgument, read_template_file, shown_name
from reportgen.diagnostics import Message, marked

app = typer.Typer(help="Look into templates: their faults, their texts, the names they read.", no_args_is_help=True)


def register(parent: typer.Typer) -> None:
    """Add the commands about templates."""
    app.command()(check)
    app.command()(show)
    app.command()(append)
    parent.add_typer(app, name="template")


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
        from reportgen.diagnostics import ProblemsFound
        from reportgen.files import write_file
        from reportgen.office.opc.package import Package, write_package
        from reportgen.office.restore import restore as put_back

        reporter = Reporter(quiet=False, as_json=json, restored=0)
        try:
            saved = Package.read(read_template_file(file), shown_name(file))
            restored = put_back(saved, Package.read(read_template_file(before), shown_name(before)))
        except ProblemsFound as found:
            reporter.fail(found.diagnostics)
        write_file(file, write_package(saved.entries, saved.defaults, saved.overrides))
        reporter.report(restored=restored)
        reporter.say(Message("{file}: {count} restored", file=file, count=count(restored, "place")))


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
            printed = "\n".join(outline(read_template_file(file), shown_name(file)))
        except ProblemsFound as found:
            reporter.fail(found.diagnostics)
        reporter.report(text=printed)
        if printed:
            reporter.show(printed)


@app.command("list")
def list_names(file: FileArgument, project: ProjectOption = None, json: JsonOption = False) -> None:
    """List the names, lists and fields that a template reads, and whether the content offers them.

    Without a project around the file, that is what every project offers.
    """
    with catch_faults():
        from reportgen.check.templates import compile_template, project_around, template_schema
        from reportgen.diagnostics import ProblemsFound
        from reportgen.pack.name_types import describe_reads

        reporter = Reporter(quiet=False, as_json=json, names=[])
        loaded = load(project, reporter) if project else project_around(file) or project_around(Path.cwd())
        try:
            compiled = compile_template(read_template_file(file), shown_name(file), loaded)
        except ProblemsFound as found:
            reporter.fail(found.diagnostics)
        rows = describe_reads(compiled.contract(), template_schema(file, loaded))
        heads = (marked("name"), marked("use"), marked("offered as"), marked("first read at"))
        reporter.report(names=[dict(zip(heads, row, strict=True)) for row in rows])
        reporter.table([Message(head) for head in heads], rows)
        raise typer.Exit(ExitCode.PROBLEMS if any(not row[2] for row in rows) else ExitCode.DONE)
