"""A project that is kept warm in one process: after a save, what the save has touched is made again."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath

from reportgen.build.build import Options, build
from reportgen.build.manifest import Manifest
from reportgen.build.outcome import Outcome, Progress, Result
from reportgen.build.stale import stale_files
from reportgen.build.state import ProjectState
from reportgen.diagnostics import Diagnostic, ProblemsFound
from reportgen.live.checked import Checked, Choice
from reportgen.live.opened_project import OpenedProject
from reportgen.live.project_check import check_everything
from reportgen.live.rebuild import Rebuild, Wanted
from reportgen.model.target import Target
from reportgen.office.opc.package import OFFICE_SUFFIXES
from reportgen.project.load import Project
from reportgen.project.model_files import Readings
from reportgen.project.places import sector_file

__all__ = ["LiveProject", "Rebuild", "Wanted"]

_FAULT_SECONDS = 0.05
_DAMAGE_SECONDS = 0.3
"""How long files must be at rest until faults are believed, and that they are cut off or empty. Before that they may be
half-written, or about to be put in place."""
_MOST_SECONDS = 3.0
"""No rebuild waits for longer, where a file is saved again and again."""
_PAUSE_SECONDS = 0.01
_GLANCE_SECONDS = 0.05
"""How often is looked whether something has been saved: while it waits, and while files are made."""


class _Again(Exception):
    """What was read is not what there is, or may not be whole yet: it is read again."""


class LiveProject:
    """The project in the folder `root`, whose files go below `out`.

    One thread calls `rebuild`; nothing is made before. `project` is the last that could be read, None before that;
    `targets` are those that are wanted of it; `epoch` is the number of the newest rebuild, 0 before the first. With
    `jobs` above one, a rebuild with much to do starts workers, which are copies of this process: it must have no other
    threads then.
    """

    def __init__(self, root: Path, out: Path, wanted: Wanted = Wanted(), jobs: int = 1) -> None:
        self.root = root
        self.out = out
        self.project: Project | None = None
        self.targets: tuple[Target, ...] = ()
        self.epoch = 0
        self._wanted = wanted
        self._jobs = jobs
        self._readings = Readings()
        self._state: ProjectState | None = None
        self._made: frozenset[Path] = frozenset()

    @property
    def folders(self) -> frozenset[Path]:
        """The folders of all files that the newest rebuild has read or looked for, or the first one will."""
        asked = (self._state or ProjectState(self.root)).record
        names = {rest[0] if kind == "names" else str(PurePosixPath(rest[0]).parent) for kind, *rest in asked if rest}
        return frozenset(self.root / name for name in names) | {self.root}

    @property
    def state(self) -> str:
        """The state of the project's files that the newest rebuild has read; empty before. Any thread may ask."""
        return self._state.state if self._state is not None else ""

    def gone(self) -> frozenset[Path]:
        """The files that the newest rebuild has left in the output folder and that are gone now; for any thread."""
        folders = {path.parent for path in self._made}
        return self._made - {path for folder in folders if folder.is_dir() for path in folder.iterdir()}

    def is_behind(self) -> bool:
        """Whether files were saved since the newest rebuild, or taken away that it has made; for any thread."""
        return ProjectState(self.root).state != self.state or bool(self.gone())

    def rebuild(self, first: Sequence[Target] = (), progress: Progress = lambda result: None) -> Rebuild:
        """Make what is not up to date; `progress` hears of each file.

        The targets in `first` come before all others, in their order, then those of the sectors that were saved.
        A file is on disk when `progress` is called, and one that cannot be made is left as it was. What is wrong with
        the project is in the answer, never raised. Where a file is saved meanwhile, the work begins anew with that,
        and progress may hear of a file again. In the end the output folder is as after `reportgen build`, and the
        same is said.

        An exception that `progress` raises ends the rebuild and goes on to the caller; the files that were made until
        then are whole.
        """
        begun, before = time.monotonic(), self._state
        written: dict[Target, Result] = {}
        self.epoch += 1
        while True:
            state = ProjectState(self.root)
            changed = state.files_unlike(before)
            results: list[Result] = []
            stale: list[PurePosixPath] = []
            problems: tuple[Diagnostic, ...] = ()
            try:
                opened = self._open(state, changed, until=begun + _MOST_SECONDS)
                saved = [target for target in self.targets if before and sector_file(target.sector) in changed]
                results = self._build(state, opened, [*first, *saved], _telling(progress, state, written))
                stale = stale_files(Manifest(self.out), opened.project.catalogue)
            except _Again:
                continue
            except ProblemsFound as found:
                problems = found.diagnostics
            self._state = state
            self._made = frozenset(path for one in results if (path := self.out / one.path).is_file())
            told = tuple(written.get(one.target, one) if one.outcome is not Outcome.FAILED else one for one in results)
            return Rebuild(self.epoch, told, problems, changed, tuple(stale), time.monotonic() - begun)

    def _open(self, state: ProjectState, changed: Sequence[str], until: float) -> OpenedProject:
        """Read the project, and choose the targets.

        Raises `ProblemsFound`, and `_Again` where what is wrong may come of a file that is being written.
        """
        gone = [name for name in changed if not state.has(name)]
        if any(_is_cut_off(self.root / name) for name in changed if name not in gone):
            _let_rest(state, _DAMAGE_SECONDS, until)
        if gone:
            _let_rest(state, _FAULT_SECONDS, until)
        try:
            opened = OpenedProject.open(self.root, state.known(), self._readings)
            targets = self.select(opened.project)
        except ProblemsFound:
            _let_rest(state, _FAULT_SECONDS, until)
            raise
        if opened.faulty:
            _let_rest(state, _FAULT_SECONDS, until)
        self.project, self.targets = opened.project, tuple(targets)
        return opened

    def select(self, project: Project) -> list[Target]:
        """The targets of a state of the project that are wanted; raises `ProblemsFound` where there are none."""
        return self._wanted.targets(project)

    def findings(self, between: Callable[[], None] = lambda: None) -> Checked:
        """Everything that is wrong with what is wanted of the project, as `reportgen check` finds it.

        It takes longer than most rebuilds, and belongs after them. `between` is called between two files; an exception
        that it raises ends the check and goes on to the caller. Raises `UnknownChoice`.
        """
        wanted = self._wanted
        choice = Choice(tuple(wanted.sectors), tuple(wanted.languages), tuple(wanted.kinds))
        return check_everything(self.root, choice, self._jobs, between)

    def _build(
        self, state: ProjectState, opened: OpenedProject, first: Sequence[Target], progress: Progress
    ) -> list[Result]:  # fmt: skip
        """Make the targets, the first ones as soon as it is certain that no error keeps them from being made."""
        project, wanted = opened.project, {target: target for target in self.targets}
        asked = [wanted[target] for target in dict.fromkeys(first) if target in wanted]  # as it is made of files now
        early = dict.fromkeys(opened.unblocked(asked))
        later = [target for target in wanted if target not in early]
        results = build(project, list(early), self.out, Options(in_order=True), progress, state) if early else []
        results += build(
            project, later, self.out, Options(self._jobs), progress, state, lambda: opened.blocked(later)
        )  # fmt: skip
        state.keep(opened.known(state.state))
        by_target = {result.target: result for result in results}
        return [by_target[target] for target in wanted]


def _telling(progress: Progress, state: ProjectState, written: dict[Target, Result]) -> Progress:
    """Tells of each result, notes what was written, and raises `_Again` once a file has been saved."""
    looked = time.monotonic()

    def tell(result: Result) -> None:
        nonlocal looked
        if result.outcome is Outcome.WRITTEN:
            written[result.target] = result
        progress(result)
        if time.monotonic() - looked > _GLANCE_SECONDS:
            looked = time.monotonic()
            if state.is_overtaken():
                raise _Again

    return tell


def _is_cut_off(path: Path) -> bool:
    """Whether a file is an Office file without its end, or empty, as every file is while it is saved in its place."""
    if path.suffix in OFFICE_SUFFIXES:
        return not zipfile.is_zipfile(path)
    return path.is_file() and not path.stat().st_size


def _let_rest(state: ProjectState, seconds: float, until: float) -> None:
    """Pause and raise `_Again` if a file was saved within some seconds; after a moment, `until`, that is no excuse."""
    if state.seconds_at_rest() < seconds and time.monotonic() < until:
        time.sleep(_PAUSE_SECONDS)
        raise _Again
