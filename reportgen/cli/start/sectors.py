"""`rename sector` and `remove sector`: everywhere a sector is named."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.changes import write_all_or_none
from reportgen.cli.completion import complete_sector
from reportgen.cli.exits import catch_faults, usage_error
from reportgen.cli.language import said
from reportgen.cli.options import DryRunOption, JsonOption, ProjectOption, QuietOption, project_root
from reportgen.cli.output import Reporter, count, relative_path
from reportgen.cli.start.shape import at_terminal, known_sector, say_changes
from reportgen.diagnostics import Message
from reportgen.project.places import OUT_FOLDER

if TYPE_CHECKING:
    from reportgen.start.mentions import Changes

_EMPTY: dict[str, object] = {"sector": "", "files": [], "stale": []}
"""What both print as JSON."""


def rename(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The sector's id.", autocompletion=complete_sector)],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its new id: small letters, digits, hyphens.")],
    dry_run: DryRunOption = False,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Give a sector another id: its file, and everywhere it is named. Its title stays.

    reportgen rename sector transport rail
    """
    with catch_faults():
        from reportgen.project.load import id_fault
        from reportgen.start.sectors import rename_sector

        if found := id_fault(new):
            usage_error(Message("{message}; {hint}", message=found[0], hint=found[1]))
        _change(old, new, lambda root: rename_sector(root, old, new), dry_run, project, Reporter(quiet, json, **_EMPTY))


def remove(
    sector: Annotated[str, typer.Argument(help="The sector's id.", autocompletion=complete_sector)],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing.")] = False,
    dry_run: DryRunOption = False,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Take a sector out of the project: its file, and everywhere it is named.

    reportgen remove sector transport --dry-run
    """
    with catch_faults():
        from reportgen.start.sectors import remove_sector

        if at_terminal() and not (yes or dry_run or json):
            typer.confirm(said(Message("Remove '{sector}' and the file with its texts?", sector=sector)), abort=True)
        _change(sector, "", lambda root: remove_sector(root, sector), dry_run, project, Reporter(quiet, json, **_EMPTY))


def _change(
    old: str, new: str, changes_of: "Callable[[Path], Changes]", dry_run: bool, project: Path | None, reporter: Reporter
) -> None:
    """Make the changes of a sector that gets the id `new`, or goes, and name the outputs that nobody needs any more."""
    from dataclasses import replace

    from reportgen.build.manifest import Manifest
    from reportgen.build.stale import stale_files
    from reportgen.diagnostics import ProblemsFound
    from reportgen.project.load import load_catalogue

    root = project_root(project, reporter)
    try:
        catalogue = load_catalogue(root)
        known_sector(old, catalogue.sectors)
        if new in catalogue.sectors:
            usage_error(Message("there is a sector '{new}' already", new=new))
        left = tuple(filter(None, (new if one == old else one for one in catalogue.sectors)))
        if not left:
            usage_error(Message("'{old}' is the only sector; add another before it goes", old=old))
        changes = changes_of(root)
        if not dry_run:
            write_all_or_none(root, changes)
    except ProblemsFound as found:
        reporter.fail(found.diagnostics)
    out = root / OUT_FOLDER
    stale = [str(out / path) for path in stale_files(Manifest(out), replace(catalogue, sectors=left))]
    reporter.report(sector=new or old, files=list(changes), stale=stale)
    say_changes(changes, dry_run, root, reporter)
    if stale:
        reporter.say(
            Message(
                "no build makes {count} in {relative_path} any more: reportgen clean removes them",
                count=count(len(stale), "file"),
                relative_path=relative_path(out),
            )
        )
