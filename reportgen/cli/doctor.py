"""`doctor`: what this computer has of all that the program can use."""

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from reportgen.cli.exits import ExitCode, catch_faults
from reportgen.cli.options import JsonOption, OutOption, ProjectOption
from reportgen.cli.output import Reporter, listed
from reportgen.diagnostics import Message, marked

_COUNTED = {
    "good": marked("{number} good"),
    "lacking": marked("{number} lacking"),
    "broken": marked("{number} broken"),
}
"""How it stands with a part → what is said of such parts."""


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(doctor)


def doctor(
    project: ProjectOption = None,
    out: OutOption = None,
    strict: Annotated[bool, typer.Option("--strict", help="What the program can do without counts, too.")] = False,
    json: JsonOption = False,
) -> None:
    """Look over this computer: libraries, LibreOffice, typefaces, folders.

    Of each missing part it says what that costs, and how to get it.
    """
    with catch_faults():
        from reportgen.diagnostics import ProblemsFound
        from reportgen.doctor.checkup import checkup
        from reportgen.doctor.parts import State
        from reportgen.project.places import OUT_FOLDER, find_project

        reporter = Reporter(False, json, parts=[])
        try:
            root = project.absolute() if project else find_project(Path.cwd())
        except ProblemsFound:
            root = None
        parts = []
        for part in checkup(root, out or (root / OUT_FOLDER if root else None)):
            parts.append(part)
            reporter.show(
                Message("{state:8} {name}: {found}", state=Message(part.state), name=part.name, found=part.found)
            )
            if part.costs:
                reporter.show(
                    Message(
                        "{indent:9}without it: {costs}\n{indent:9}to mend it: {remedy}",
                        indent="",
                        costs=part.costs,
                        remedy=part.remedy,
                    )
                )
        counts = Counter(part.state for part in parts)
        reporter.show(listed([Message(_COUNTED[state], number=counts[state]) for state in State if counts[state]]))
        reporter.report(parts=[asdict(part) for part in parts])
        is_ill = counts[State.BROKEN] or (strict and counts[State.LACKING])
        raise typer.Exit(ExitCode.PROBLEMS if is_ill else ExitCode.DONE)
