"""A project as a build needs it: what can be read of it, and which targets its errors keep from being made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from reportgen.cli.exits import ExitCode
from reportgen.cli.output import Reporter

if TYPE_CHECKING:
    from reportgen.build.state import Known
    from reportgen.diagnostics import Diagnostic
    from reportgen.model.target import Target
    from reportgen.project.load import Project


@dataclass(slots=True)
class OpenedProject:
    """A project; `is_sound` says, once its errors were looked for, whether there are none."""

    project: Project
    is_sound: bool = field(default=False)

    @classmethod
    def open(cls, root: Path, reporter: Reporter) -> OpenedProject:
        """Read the project in the folder `root`; what keeps everything from being made ends the program."""
        from reportgen.diagnostics import ProblemsFound
        from reportgen.project.load import load_project

        try:
            return cls(load_project(root))
        except ProblemsFound as found:
            reporter.problems(found.diagnostics)
            raise typer.Exit(ExitCode.PROBLEMS) from None

    def known(self, state: str) -> Known:
        """What targets the project has, in a state of its files."""
        from reportgen.build.state import Known

        meeting = self.project.meeting
        return Known(state, tuple(self.project.sectors), meeting.languages, meeting.editions, self.is_sound)

    def blocked(self, targets: Sequence[Target]) -> Mapping[Target, tuple[Diagnostic, ...]]:
        """The targets that errors of the project keep from being made, each with these."""
        from reportgen.build.blocked import Error, blocked_targets
        from reportgen.check import check_project
        from reportgen.diagnostics import Severity

        errors = [Error(one) for one in check_project(self.project) if one.severity is Severity.ERROR]
        self.is_sound = not errors
        return blocked_targets(targets, errors)
