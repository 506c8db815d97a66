"""What is asked of a build, and of which project; and why files would be made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from reportgen.cli.build_output import BuildReporter
from reportgen.cli.exits import ExitCode, usage_error
from reportgen.model.target import Target

if TYPE_CHECKING:
    from reportgen.build.state import Known, ProjectState
    from reportgen.diagnostics import Diagnostic
    from reportgen.model.language import Language
    from reportgen.project.load import Project


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: files of the project in the folder `root`, below the folder `out`."""

    root: Path
    out: Path
    sectors: Sequence[str]
    languages: Sequence[str]
    kinds: Sequence[str]

    def targets(self, known: Known, profiles: Mapping[str, Language] | None = None) -> list[Target]:
        """The targets of a project of which this is known; a choice that it does not have ends the program."""
        from reportgen.build.targets import UnknownChoice, select_targets

        try:
            return select_targets(
                known.sectors,
                known.languages,
                self.sectors,
                self.languages,
                self.kinds,
                known.editions,
                profiles,
            )
        except UnknownChoice as fault:
            usage_error(str(fault))


@dataclass(slots=True)
class OpenedProject:
    """What could be read of a project.

    `faulty` are the sectors that could not, each with its faults; `is_sound` says that errors were looked for, now
    or by an earlier run, and that there are none.
    """

    project: Project
    faulty: Mapping[str, tuple[Diagnostic, ...]]
    is_sound: bool = False

    @classmethod
    def open(cls, root: Path, reporter: BuildReporter, known: Known | None = None) -> OpenedProject:
        """Read the project in the folder `root`; what keeps everything from being made ends the program.

        `known` is what an earlier run has found out about the project in its present state.
        """
        from reportgen.diagnostics import ProblemsFound
        from reportgen.project.load import read_project

        try:
            read = read_project(root)
            if read.project is not None:
                return cls(read.project, read.faulty, known is not None and known.sound)
            problems = read.problems
        except ProblemsFound as found:
            problems = found.diagnostics
        reporter.problems(problems)
        raise typer.Exit(ExitCode.PROBLEMS)

    def known(self, state: str) -> Known:
        """What targets the project has, in a state of its files."""
        from reportgen.build.state import Known

        meeting = self.project.meeting
        return Known(state, meeting.sectors, meeting.languages, meeting.editions, self.is_sound)

    def blocked(self, targets: Sequence[Target]) -> Mapping[Target, tuple[Diagnostic, ...]]:
        """The targets that errors of the project keep from being made, each with these."""
        if self.is_sound:
            return {}
        from reportgen.build.blocked import Error, blocked_targets
        from reportgen.check import project_findings
        from reportgen.diagnostics import Severity

        errors = [Error(one) for faults in self.faulty.values() for one in faults]
        found = project_findings(self.project, is_whole=not self.faulty)
        errors += [Error(one, languages) for one, languages in found if one.severity is Severity.ERROR]
        self.is_sound = not errors
        return blocked_targets(targets, errors)


_EXAMPLE = "finance-deck.en.pptx"


def say_why(request: Request, state: ProjectState, file: Path | None, reporter: BuildReporter) -> NoReturn:
    """Say what would be made, all that is asked for or one file, and why; end the program."""
    from reportgen.build.due import due_targets
    from reportgen.build.manifest import Manifest
    from reportgen.build.render import Renderer

    opened = OpenedProject.open(request.root, reporter)
    targets = request.targets(opened.known(state.state), opened.project.languages)
    if file is not None:
        targets = [target for target in targets if target.path.name == file.name]
        if not targets:
            usage_error(f"'{file}' is no file that this project makes; its name is needed, as {_EXAMPLE}")
    answers = Renderer(opened.project).answers
    due = {one.target: one.reasons for one in due_targets(targets, Manifest(request.out), answers, state)}
    reporter.reasons({target: due.get(target, ()) for target in targets}, request.out, every=file is not None)
    raise typer.Exit(ExitCode.DONE)
