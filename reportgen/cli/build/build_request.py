"""What is asked of a build, and of which project; and why files would be made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from os.path import realpath
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NoReturn

import typer

from reportgen.cli.build.build_output import BuildReporter, Planned
from reportgen.cli.exits import ExitCode, usage_error
from reportgen.diagnostics import Message
from reportgen.model.target import Format, Target

if TYPE_CHECKING:
    from reportgen.build.state import Known, ProjectState
    from reportgen.live.opened_project import OpenedProject
    from reportgen.model.language import Language


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
            if file in (Path(path.name), Path(path)) or realpath(file) == realpath(self.out / path):
                return target, path
        targets = select_targets(known.catalogue, kinds=[ALL])
        names = [path.name for target in targets for path in (target.path, target.pdf)]
        usage_error(
            Message(
                "'{file}' is no file that this project makes; {hint}",
                file=file,
                hint=did_you_mean(file.name, names) or Message("{name} is one", name=names[0]),
            )
        )


def open_project(root: Path, reporter: BuildReporter, known: Known | None = None) -> OpenedProject:
    """Read the project in the folder `root`; what keeps everything from being made ends the program.

    `known` is what an earlier run has found out about the project in its present state.
    """
    from reportgen.diagnostics import ProblemsFound
    from reportgen.live.opened_project import OpenedProject

    try:
        return OpenedProject.open(root, known)
    except ProblemsFound as found:
        reporter.fail(found.diagnostics)


def say_why(
    request: Request, state: ProjectState, file: Path | None, format: Format, reporter: BuildReporter
) -> NoReturn:
    """Say what would be made, all that is asked for or one file, and why; end the program."""
    from reportgen.build.changes import Changes
    from reportgen.build.due import why, why_pdf, with_place
    from reportgen.build.manifest import Manifest
    from reportgen.build.render import Renderer
    from reportgen.build.stale import stale_files

    opened = open_project(request.root, reporter, state.known())
    known = opened.known(state.state)
    if file is not None:
        files = [request.named_file(file, known)]
    else:
        files = planned_files(request.targets(known, opened.project.profiles), format)
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
