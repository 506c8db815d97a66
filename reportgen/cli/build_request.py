"""What is asked of a build, and of which project; and why files would be made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NoReturn

import typer

from reportgen.cli.build_output import BuildReporter, Planned
from reportgen.cli.exits import ExitCode, usage_error
from reportgen.model.target import Format, Target

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
            return select_targets(known.catalogue, self.sectors, self.languages, self.kinds, profiles)
        except UnknownChoice as fault:
            usage_error(str(fault))

    def named_file(self, file: Path, known: Known) -> tuple[Target, PurePosixPath]:
        """The file that was typed: by its bare name, its path below the output folder, or as seen from this folder.

        One that no project of which this is known makes ends the program.
        """
        from reportgen.build.targets import ALL, find_target, select_targets
        from reportgen.diagnostics import did_you_mean

        target = find_target(file.name, known.catalogue)
        if target is not None:
            path = target.path if file.name == target.path.name else target.pdf
            if file in (Path(path.name), Path(path)) or file.resolve() == (self.out / path).resolve():
                return target, path
        targets = select_targets(known.catalogue, kinds=[ALL])
        names = [path.name for target in targets for path in (target.path, target.pdf)]
        usage_error(
            f"'{file}' is no file that this project makes; {did_you_mean(file.name, names) or f'{names[0]} is one'}"
        )


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
        reporter.fail(problems)

    def known(self, state: str) -> Known:
        """What targets the project has, in a state of its files."""
        from reportgen.build.state import Known

        return Known(state, self.project.catalogue, self.is_sound)

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


def say_why(
    request: Request, state: ProjectState, file: Path | None, format: Format, reporter: BuildReporter
) -> NoReturn:
    """Say what would be made, all that is asked for or one file, and why; end the program."""
    from reportgen.build.changes import Changes
    from reportgen.build.due import why, why_pdf, with_place
    from reportgen.build.manifest import Manifest
    from reportgen.build.render import Renderer
    from reportgen.build.stale import stale_files

    opened = OpenedProject.open(request.root, reporter, state.known())
    known = opened.known(state.state)
    if file is not None:
        files = [request.named_file(file, known)]
    else:
        files = planned_files(request.targets(known, opened.project.languages), format)
    manifest, renderer = Manifest(request.out), Renderer(opened.project)
    targets = [target for target, _ in files]
    blocked = opened.blocked(targets)
    blocked = {**renderer.faults_of_templates(targets), **blocked}  # compiled, they tell whether they say the same
    words, changes = with_place(opened.project), Changes(opened.project, state)
    plan = []
    for target, path in files:
        reasons_of = why if path == target.path else why_pdf
        reasons = [] if target in blocked else reasons_of(target, manifest, renderer.answers, changes, words)
        plan.append(Planned(path, reasons, blocked.get(target, ())))
    stale = stale_files(manifest, known.catalogue)
    reporter.planned(plan, request.out, stale, one=file is not None)
    raise typer.Exit(ExitCode.PROBLEMS if blocked else ExitCode.DONE)


def planned_files(targets: Sequence[Target], format: Format) -> list[tuple[Target, PurePosixPath]]:
    """Every file that is made of targets in a format, below the output folder."""
    with_pdf = format is Format.PDF
    return [
        (target, path) for target in targets for path in ((target.path, target.pdf) if with_pdf else (target.path,))
    ]
