"""A project that is kept warm in one process: after a save, what the save has touched is made again."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from reportgen.build.build import Options, build
from reportgen.build.manifest import Manifest
from reportgen.build.outcome import Outcome, Progress, Result
from reportgen.build.stale import stale_files
from reportgen.build.state import ProjectState
from reportgen.build.targets import UnknownChoice, select_targets
from reportgen.diagnostics import Diagnostic, Location, ProblemsFound
from reportgen.live.opened_project import OpenedProject
from reportgen.live.too_long import told_once
from reportgen.model.target import Target
from reportgen.project.load import Project
from reportgen.project.places import MEETING_FILE


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of a project: sectors, languages and kinds of documents as they are typed; none stands for all."""

    sectors: Sequence[str] = ()
    languages: Sequence[str] = ()
    kinds: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Rebuild:
    """What became of a project after its files changed.

    `results` has every wanted target, in the order of a build; none where `problems` kept everything from being made,
    and then the files of before are still there. `changed` are the files that were not as they were at the rebuild
    before, relative to the project: all of them in the first one. `stale` are files of earlier builds that no build
    makes any more, below the output folder.
    """

    epoch: int
    results: tuple[Result, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    changed: tuple[str, ...] = ()
    stale: tuple[PurePosixPath, ...] = ()
    seconds: float = 0.0

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """All that is wrong, each fault once."""
        return told_once([*self.problems, *(one for result in self.results for one in result.diagnostics)])

    @property
    def made(self) -> tuple[Result, ...]:
        """The results of the files that were written."""
        return tuple(result for result in self.results if result.outcome is Outcome.WRITTEN)


class LiveProject:
    """The project in the folder `root`, whose files go below `out`.

    One thread calls it. Nothing is made before `rebuild` is called. `project` is the last that could be read, None
    before that; `targets` are those that are wanted of it; `epoch` is the number of the last rebuild, 0 before it.
    """

    def __init__(self, root: Path, out: Path, wanted: Wanted = Wanted(), jobs: int = 1) -> None:
        self.root = root
        self.out = out
        self.project: Project | None = None
        self.targets: tuple[Target, ...] = ()
        self.epoch = 0
        self._wanted = wanted
        self._jobs = jobs
        self._inputs: Mapping[str, str] = {}

    def rebuild(self, first: Collection[Target] = (), progress: Progress = lambda result: None) -> Rebuild:
        """Make what is not up to date, the targets in `first` before all others; `progress` hears of each file.

        A file is on disk when `progress` is called, and what could not be made is as it was before. What is wrong
        with the project is in the answer, never raised. In the end files and records are those of `reportgen build`.
        """
        begun = time.monotonic()
        state = ProjectState(self.root)
        changed = self._changed(state)
        self.epoch += 1
        try:
            opened = OpenedProject.open(self.root, state.known())
            targets = self.select(opened.project)
        except ProblemsFound as found:
            return Rebuild(self.epoch, (), found.diagnostics, changed, (), time.monotonic() - begun)
        self.project, self.targets = opened.project, tuple(targets)
        by_target: dict[Target, Result] = {}
        early = [target for target in targets if target in first]
        for some in (early, [target for target in targets if target not in first]):
            if some:
                results = build(
                    opened.project, some, self.out, Options(self._jobs), progress, state,
                    lambda: opened.blocked(targets),
                )  # fmt: skip
                by_target |= {result.target: result for result in results}
        state.keep(opened.known(state.state))
        stale = stale_files(Manifest(self.out), opened.project.catalogue)
        ordered = tuple(by_target[target] for target in targets)
        return Rebuild(self.epoch, ordered, (), changed, tuple(stale), time.monotonic() - begun)

    def select(self, project: Project) -> list[Target]:
        """The targets of a state of the project that are wanted; raises `ProblemsFound` where there are none."""
        wanted = self._wanted
        try:
            return select_targets(
                project.catalogue, wanted.sectors, wanted.languages, wanted.kinds, project.languages
            )  # fmt: skip
        except UnknownChoice as fault:
            hint = "what is asked for was there when the program was started; start it again with another choice"
            raise ProblemsFound([Diagnostic("unknown-choice", str(fault), Location(MEETING_FILE), hint)]) from fault

    def _changed(self, state: ProjectState) -> tuple[str, ...]:
        """The files that are not as they were when this was asked last."""
        before, self._inputs = self._inputs, {one[1]: given for one, given in state.record.items() if one[0] == "file"}
        names = {**before, **self._inputs}
        return tuple(sorted(name for name in names if before.get(name) != self._inputs.get(name)))
