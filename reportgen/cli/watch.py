"""`watch`: makes, at every save, what the save has touched."""

import os
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.exits import ExitCode, catch_faults, usage_error
from reportgen.cli.language import has_no_reader
from reportgen.cli.options import (
    JobsOption,
    JsonLinesOption,
    KindOption,
    LangOption,
    OutOption,
    ProjectOption,
    QuietOption,
    SectorOption,
    output_folder,
    project_root,
)
from reportgen.cli.output import Reporter
from reportgen.cli.watch_output import WatchReporter

if TYPE_CHECKING:
    from reportgen.diagnostics import Diagnostic
    from reportgen.live.live_project import LiveProject, Rebuild


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(watch)


def watch(
    sector: SectorOption = None,
    lang: LangOption = None,
    kind: KindOption = None,
    project: ProjectOption = None,
    out: OutOption = None,
    check: Annotated[
        bool, typer.Option("--check", help="After the files, print what 'check' finds that it did not find before.")
    ] = False,
    poll: Annotated[
        bool, typer.Option("--poll", help="Look at the files, as on network drives, which do not tell of saves.")
    ] = False,
    jobs: JobsOption = os.cpu_count() or 1,
    quiet: QuietOption = False,
    json_lines: JsonLinesOption = False,
) -> None:
    """Make packs, and make what is touched again whenever a file of the project is saved.

    What cannot be made is told, the last good file stays, and the next save recovers. Ctrl+C ends it.
    """
    with catch_faults():
        root = project_root(project, Reporter(quiet, json_lines))
        folder = output_folder(out, root)
        reporter = WatchReporter(quiet, json_lines, folder)
        try:
            from reportgen.live.live_project import LiveProject, Wanted

            live = LiveProject(root, folder, Wanted(sector or (), lang or (), kind or ()), jobs)
            _watch(live, reporter, poll, check)
        except KeyboardInterrupt:
            reporter.stopped()
            raise typer.Exit(ExitCode.DONE) from None


def _watch(live: "LiveProject", reporter: WatchReporter, poll: bool, check: bool) -> None:
    """Make what is due, then again at every save, until Ctrl+C, or until nobody reads the lines any more."""
    from reportgen.live.rebuild import UNKNOWN_CHOICE
    from reportgen.live.saves import saves, watched_folders

    reporter.watching(watched_folders(live), poll)
    rebuild = live.rebuild(progress=reporter.made)
    for problem in rebuild.problems:
        if problem.code == UNKNOWN_CHOICE:
            usage_error(problem.message)
    found = _rebuilt(live, rebuild, reporter, check, ())
    polls = poll
    for save in () if has_no_reader() else saves(live, threading.Event(), poll):
        if save.polls and not polls:
            reporter.polls()
            polls = True
        found = _rebuilt(live, live.rebuild(progress=reporter.made), reporter, check, found)
        if has_no_reader():
            return


def _rebuilt(
    live: "LiveProject", rebuild: "Rebuild", reporter: WatchReporter, check: bool, found: "Sequence[Diagnostic]"
) -> "Sequence[Diagnostic]":
    """Tell of a rebuild and, where that is asked for, of what a check finds now; returns what it has found."""
    reporter.rebuilt(rebuild)
    if not check or rebuild.problems:
        return found
    now = live.findings().diagnostics
    reporter.checked(now, {*found, *rebuild.diagnostics})
    return now
