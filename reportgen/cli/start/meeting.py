"""`new meeting`: begins the meeting after one that is there."""

from pathlib import Path
from typing import Annotated

import typer

from reportgen.cli.exits import catch_faults, usage_error
from reportgen.cli.options import JsonOption, QuietOption
from reportgen.cli.output import Reporter
from reportgen.cli.start.shape import say_begun
from reportgen.diagnostics import Message


def meeting(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the new project.")],
    source: Annotated[Path, typer.Option("--from", metavar="DIR", help="The project of the meeting before it.")],
    date: Annotated[str, typer.Option("--date", help="The day of the new meeting.")] = "unknown",
    force: Annotated[bool, typer.Option("--force", "-f", help="Among other files, all of which stay.")] = False,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Begin the next meeting from this one: reportgen new meeting harbour-2027 --from harbour-2026.

    Names, templates, settings and sectors come along. The next steps become what is to be reported on, each with its
    state to be filled in; all else that has to be written anew is empty, and check names it.
    """
    with catch_faults():
        from reportgen.diagnostics import ProblemsFound
        from reportgen.model.dates import parse_date
        from reportgen.project.load import load_project
        from reportgen.start.folder import check_folder, write_project
        from reportgen.start.next_meeting import next_meeting_files

        reporter = Reporter(quiet, json, project="", files=[], kept=[])
        try:
            parse_date(date)
        except ValueError as fault:
            usage_error(str(fault))
        try:
            check_folder(folder, force)
            files = next_meeting_files(load_project(source.absolute()), folder, date)
            kept = write_project(folder, files, force)
        except ProblemsFound as found:
            reporter.fail(found.diagnostics)
        written = [path for path in files if path.split("/")[0] not in kept]
        reporter.report(project=str(folder), files=written, kept=kept)
        say_begun(folder, written, kept, reporter)
        reporter.say(Message("  cd {folder}\n  reportgen check", folder=folder))
        reporter.say(Message("It names what is still to be written; 'reportgen build' works meanwhile."))
