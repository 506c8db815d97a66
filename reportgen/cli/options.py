"""Options that several commands share, and a function that loads their project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.completion import complete_edition, complete_kind, complete_sector, complete_term
from reportgen.cli.exits import usage_error
from reportgen.cli.output import Reporter
from reportgen.diagnostics import Message
from reportgen.model.target import Format

if TYPE_CHECKING:
    from reportgen.project.load import Project


SectorOption = Annotated[
    list[str] | None,
    typer.Option(
        "--sector",
        "-s",
        help="Sector id, 'overview' or 'all'; may be repeated.",
        show_default="all",
        autocompletion=complete_sector,
    ),
]
LangOption = Annotated[
    list[str] | None,
    typer.Option(
        "--lang",
        "-l",
        help="A language of the meeting (en), two side by side (en+zh-Hant) or 'all'; may be repeated.",
        show_default="all",
        autocompletion=complete_edition,
    ),
]
KindOption = Annotated[
    list[str] | None,
    typer.Option(
        "--kind",
        "-k",
        help="A kind of document of the project, or 'all'; may be repeated.",
        show_default="those made unasked",
        autocompletion=complete_kind,
    ),
]
TermArgument = Annotated[
    str,
    typer.Argument(
        help="An id, a name or a short form, in any language, whole or in part.", autocompletion=complete_term
    ),
]
FormatOption = Annotated[
    Format, typer.Option("--format", help="office: Word and PowerPoint files; pdf: a PDF beside each of them, too.")
]
ProjectOption = Annotated[
    Path | None,
    typer.Option("--project", help="The project's folder.", show_default="this folder or one above it"),
]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", "-o", help="Where the files go.", show_default="out/ in the project"),
]
JobsOption = Annotated[
    int, typer.Option("-j", "--jobs", min=1, help="How many processes at the most.", show_default="processors")
]
ForceOption = Annotated[bool, typer.Option("--force", "-f", help="Build what is up to date too.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", "-n", help="Say what would change; write nothing.")]
AcceptOption = Annotated[
    bool,
    typer.Option("--accept-warnings", help="Write what is doubtful too: another script, odd spaces, English left."),
]
TextsOption = Annotated[
    list[str] | None,
    typer.Option("--sector", "-s", help="Sector id, 'overview', 'labels'; repeatable.", show_default="all"),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print problems only.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
JsonLinesOption = Annotated[bool, typer.Option("--json-lines", help="Print a JSON object for each event.")]


def project_root(folder: Path | None, reporter: Reporter) -> Path:
    """The folder of the project: `folder`, or the one around the current folder; none ends the program."""
    from reportgen.diagnostics import ProblemsFound
    from reportgen.project.places import MEETING_FILE, find_project, no_project

    try:
        if folder is None:
            return find_project(Path.cwd())
        if not (folder / MEETING_FILE).exists():
            raise ProblemsFound([no_project(folder.absolute())])
        return folder.absolute()
    except ProblemsFound as found:
        reporter.fail(found.diagnostics)


def output_folder(folder: Path | None, root: Path) -> Path:
    """The folder that files of a project go to: `folder`, or its own; one that cannot be it ends the program."""
    from reportgen.project.places import CONTENT_FOLDER, INPUT_FOLDERS, OUT_FOLDER

    folder = folder or root / OUT_FOLDER
    if folder.exists() and not folder.is_dir():
        usage_error(Message("{folder} is a file; --out names a folder", folder=folder))
    real, sources = folder.resolve(), [(root / name).resolve() for name in (CONTENT_FOLDER, *INPUT_FOLDERS)]
    if real == root.resolve() or not {real, *real.parents}.isdisjoint(sources):
        usage_error(Message("{folder} holds the project's own files; --out names another folder", folder=folder))
    return folder


def load(folder: Path | None, reporter: Reporter) -> Project:
    """Load the project in `folder`, or the one around the current folder; problems are printed, and end the program."""
    from reportgen.diagnostics import ProblemsFound
    from reportgen.project.load import load_project
    from reportgen.project.places import find_project

    try:
        return load_project(folder.absolute() if folder else find_project(Path.cwd()))
    except ProblemsFound as found:
        reporter.fail(found.diagnostics)
