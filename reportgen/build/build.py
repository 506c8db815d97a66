"""Builds targets: skips those that are up to date, makes the others, and writes each file atomically.

A target that fails does not stop the others; its last good file stays.
"""

from __future__ import annotations

import contextlib
import itertools
import time
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from reportgen.build.bundle import bundle_of
from reportgen.build.changes import Changes
from reportgen.build.crew import Alone, Crew, behind, local_workers, pays
from reportgen.build.due import due_targets
from reportgen.build.manifest import Manifest, Row
from reportgen.build.outcome import Outcome, Progress, Result
from reportgen.build.state import ProjectState
from reportgen.build.work import open_project
from reportgen.diagnostics import Diagnostic
from reportgen.model.target import Format, Target
from reportgen.project.load import Project

Blocked = Mapping[Target, tuple[Diagnostic, ...]]
"""The targets that cannot be made, each with what has to be mended first."""

_RENDER_MILLISECONDS = 20
_COMPILE_MILLISECONDS = 200
"""How long a target takes that was never made, and to compile a template; only the order of targets and the number
of processes depend on it."""

_SAVE_SECONDS = 2.0
_SAVE_SHARE = 1 / 20
"""How often the record is saved while a build goes on, and the share of its time that saving may take: the record of
thousands of files takes long to save, and there are thousands of moments to do so."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a build is made.

    `jobs` is the greatest number of processes; `force` makes what is up to date too; `fail_fast` ends the build at
    the first target that fails. Targets are made `in_order`, or those first that take longest. They go to the
    `executor`, if there is one, as plain data; `shared` says that its workers write into the output folder themselves.
    """

    jobs: int = 1
    force: bool = False
    fail_fast: bool = False
    format: Format = Format.OFFICE
    executor: Executor | None = None
    shared: bool = False
    in_order: bool = False


def build(
    project: Project,
    targets: Sequence[Target],
    out: Path,
    options: Options = Options(),
    progress: Progress = lambda result: None,
    state: ProjectState | None = None,
    find_blocked: Callable[[], Blocked] = dict,
) -> list[Result]:
    """Build the targets below `out`; results come in the order of `targets`, a PDF after its Office file.

    `progress` is called after each file. `state` is that of the project before it was read. `find_blocked` is asked,
    while templates are compiled, which targets cannot be made. Problems are in the results; what ends the work of an
    executor's workers raises `ProblemsFound`, and what they have made until then is up to date in the next build.
    """
    run = _Run(project, out, options, state or ProjectState(project.root))
    by_path: dict[PurePosixPath, Result] = {}
    try:
        with contextlib.closing(run.results(targets, find_blocked)) as results:
            for result in results:  # closing ends workers and LibreOffice also when this is interrupted
                by_path[result.path] = result
                run.note(result)
                progress(result)
                if options.fail_fast and result.outcome is Outcome.FAILED:
                    break
    finally:
        run.finish()
    paths = [path for target in targets for path in (target.path, target.pdf)]
    return [by_path[path] for path in paths if path in by_path]


class _Run:
    """One run of a build."""

    def __init__(self, project: Project, out: Path, options: Options, state: ProjectState) -> None:
        self._project = project
        self._out = out
        self._options = options
        self._state = state
        self._manifest = Manifest(out)
        self._renderer = open_project(self._state.state, project)
        self._next_save = time.monotonic() + _SAVE_SECONDS

    def note(self, result: Result) -> None:
        """Record a file that was made."""
        if result.is_made:
            row = Row(result.output, result.reads, result.sectors)
            self._manifest.record(result.path, row, self._state.state, result.milliseconds)
        if time.monotonic() > self._next_save:
            self._save()

    def finish(self) -> None:
        """Save the record; where somebody saved a file meanwhile, nobody knows in which state it holds."""
        self._manifest.settle(self._state.is_current(self._project.digests))
        self._manifest.look_at_files()
        self._save()

    def _save(self) -> None:
        """Save the record; without it the next build makes everything anew, which is slower but never wrong."""
        begun = time.monotonic()
        with contextlib.suppress(OSError):
            self._manifest.save()
        now = time.monotonic()
        self._next_save = now + max(_SAVE_SECONDS, (now - begun) / _SAVE_SHARE)

    def results(self, targets: Sequence[Target], find_blocked: Callable[[], Blocked]) -> Generator[Result, None, None]:
        """The results of Office files and, where they are asked for, of PDF files, which are printed meanwhile."""
        made = self._office_results(targets, find_blocked)
        return self._with_pdf(made) if self._options.format is Format.PDF else made

    def _with_pdf(self, made: Generator[Result, None, None]) -> Generator[Result, None, None]:
        from reportgen.build.pdf import PdfOutput

        options = self._options
        with contextlib.closing(made):
            first = list(itertools.islice(made, 1))  # workers may be copies: they start before the printer's threads
            with PdfOutput(self._project.profiles, self._out, self._manifest, options.jobs, options.force) as printer:
                for result in itertools.chain(first, made):
                    yield result
                    yield from printer.add(result)
                yield from printer.finish()

    def _office_results(
        self, targets: Sequence[Target], find_blocked: Callable[[], Blocked]
    ) -> Generator[Result, None, None]:
        """The results of targets that cannot be made or are up to date, then those of the others."""
        due = self._due(targets)
        with self._crew(due) as crew:
            blocked = find_blocked()
            for target in targets:
                if target in blocked:
                    yield Result(target, Outcome.FAILED, blocked[target])
                elif target not in due:
                    yield Result(target, Outcome.UNCHANGED)
            yield from crew.make([target for target in due if target not in blocked])

    def _due(self, targets: Iterable[Target]) -> dict[Target, None]:
        """The targets to be made."""
        if not self._options.force:
            answers, changes = self._renderer.answers, Changes(self._project, self._state)
            targets = due_targets(targets, self._manifest, answers, changes)
        if self._options.in_order:
            return dict.fromkeys(targets)
        return dict.fromkeys(sorted(targets, key=lambda target: -self._milliseconds(target)))

    def _milliseconds(self, target: Target) -> int:
        return self._manifest.milliseconds(target.path) or _RENDER_MILLISECONDS

    @contextlib.contextmanager
    def _crew(self, due: Collection[Target]) -> Iterator[Crew]:
        """Those who make the targets."""
        options, executor = self._options, self._options.executor
        if executor is not None:
            root, inputs = self._project.root, self._state.record
            yield behind(executor, self._state.state, self._out, lambda: bundle_of(root, inputs), options.shared)
            return
        missing = self._renderer.templates_to_compile(due)
        estimate = sum(map(self._milliseconds, due)) + _COMPILE_MILLISECONDS * sum(map(len, missing.values()))
        if not pays(options.jobs, estimate):
            yield Alone(self._state.state, self._out)
            return
        with local_workers(options.jobs, self._state.state, self._project, self._out, missing) as workers:
            yield workers
