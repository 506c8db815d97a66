"""`template show`: the slides of a template, and in plain words when each of them is shown."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.exits import catch_faults
from reportgen.cli.language import said
from reportgen.cli.options import JsonOption, ProjectOption, load
from reportgen.cli.output import Reporter
from reportgen.cli.template.template_file import FileArgument, read_template_file, shown_name
from reportgen.diagnostics import Message

if TYPE_CHECKING:
    from reportgen.review.template_rules import TemplateSlide


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
        from reportgen.diagnostics import Diagnostic, Location, ProblemsFound
        from reportgen.review.template_rules import template_slides

        reporter = Reporter(quiet=False, as_json=json, slides=[])
        try:
            data = read_template_file(file)
            slides = template_slides(data, shown_name(file))
            if not slides:
                message = Message("there is no slide in it")
                hint = Message("'reportgen template text' prints what a Word file says, and its tags")
                raise ProblemsFound([Diagnostic("not-a-template", message, Location(shown_name(file)), hint)])
            reporter.report(slides=[asdict(slide) for slide in slides])
            for line in _slides_in_words(slides):
                reporter.show(line)
            if pictures is not None:
                from reportgen.cli.template.pictures import draw_slides

                page = draw_slides(load(project, reporter), file.name, data, slides, pictures)
                reporter.say(Message("pictures: {page}", page=page))
        except ProblemsFound as found:
            reporter.fail(found.diagnostics)


def _slides_in_words(slides: "list[TemplateSlide]") -> Iterator[str]:
    section = ""
    for slide in slides:
        if slide.section != section:
            section = slide.section
            yield section or Message("Other slides")
        name, rules = slide.name or said(Message("(no name)")), _in_words(slide.rules)
        yield f"  {slide.number:2} {name}: {rules or said(Message('always'))}"
        for shape in slide.shapes:
            yield f"       {shape.name}: {_in_words(shape.rules)}"


def _in_words(rules: Iterable[str]) -> str:
    return said(Message("; ")).join(map(said, rules))
