"""Who makes the targets of a build: this process, workers beside it, or whoever stands behind an executor."""

from __future__ import annotations

import multiprocessing
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from reportgen.build.bundle import Bundle
from reportgen.build.outcome import Outcome, Result
from reportgen.build.work import Made, compile_template, make, make_file, open_project, put_in_place
from reportgen.diagnostics import Diagnostic, Location
from reportgen.model.target import Target
from reportgen.project.load import Project

_MOST_ATTEMPTS = 3
"""How often a target is tried whose worker is lost."""
_WINDOW = 4
"""The targets that are handed out at a time, for each worker: neither a queue nor results grow with the build."""
_REMOTE_WINDOW = 256
"""The same where the number of workers is not known."""

_CAN_FORK = sys.platform == "linux"
"""Where a worker is a copy of this process, which takes milliseconds. macOS has libraries that no copy may use."""
_START_MILLISECONDS = 60 if _CAN_FORK else 1200
"""What starting workers takes; `benchmarks/build.py` prints it."""

Answer = Result | Made | None
"""What comes back for a target: that it was written, or its file; None asks for the project."""


class Crew(Protocol):
    """Makes targets."""

    def make(self, targets: Iterable[Target]) -> Iterator[Result]:
        """What became of each target, as soon as it is known."""


@dataclass(frozen=True, slots=True)
class Alone:
    """The process that builds, which has the project open."""

    state: str
    out: Path

    def make(self, targets: Iterable[Target]) -> Iterator[Result]:
        """What became of each target, one after the other."""
        for target in targets:
            result = make_file(self.state, target, self.out)
            assert result is not None  # the project is open here
            yield result


@dataclass(slots=True)
class Workers:
    """Workers behind an executor.

    `start` gives the executor, and another one when that is broken. `submit` hands it a target, with the project's
    files if the worker has asked for them. At most `window` targets are handed out at a time.
    """

    out: Path
    start: Callable[[], Executor]
    submit: Callable[[Executor, Target, Bundle | None], Future[Answer]]
    bundle: Callable[[], Bundle]
    window: int
    executor: Executor | None = None
    _waiting: deque[tuple[Target, Bundle | None]] = field(default_factory=deque)
    _running: dict[Future[Answer], Target] = field(default_factory=dict)
    _attempts: dict[Target, int] = field(default_factory=dict)

    def make(self, targets: Iterable[Target]) -> Generator[Result, None, None]:
        """What became of each target, as soon as it is known."""
        source = iter(targets)
        try:
            while self._hand_out(source):
                done, _ = wait(self._running, return_when=FIRST_COMPLETED)
                for future in done:
                    target = self._running.pop(future)
                    yield from self._received(target, future)
        finally:
            for future in self._running:
                future.cancel()

    def _hand_out(self, source: Iterator[Target]) -> bool:
        """Hand out targets up to the window; whether any is being made."""
        while len(self._running) < self.window:
            if not self._waiting:
                target = next(source, None)
                if target is None:
                    break
                self._waiting.append((target, None))
            target, bundle = self._waiting.popleft()
            self.executor = self.executor or self.start()
            try:
                self._running[self.submit(self.executor, target, bundle)] = target
            except BrokenExecutor:
                self.executor = None
                self._waiting.appendleft((target, bundle))
        return bool(self._running)

    def _received(self, target: Target, future: Future[Answer]) -> Iterator[Result]:
        try:
            answer = future.result()
        except BrokenExecutor:
            self.executor = None
            answer = self._lost(target)
            if answer is None:
                self._waiting.append((target, None))
                return
        if answer is None or (isinstance(answer, Made) and answer.project_missing):
            self._waiting.append((target, self.bundle()))
        else:
            yield put_in_place(self.out, answer) if isinstance(answer, Made) else answer

    def _lost(self, target: Target) -> Result | None:
        """What becomes of a target whose worker is gone: None where it is tried again."""
        self._attempts[target] = self._attempts.get(target, 0) + 1
        if self._attempts[target] < _MOST_ATTEMPTS:
            return None
        message = f"the process that made it was ended {_MOST_ATTEMPTS} times"
        hint = "see whether the computer is short of memory; 'reportgen build --jobs 1' needs least"
        fault = Diagnostic("worker-lost", message, Location(str(self.out / target.path)), hint)
        return Result(target, Outcome.FAILED, (fault,))


def pays(jobs: int, milliseconds: float) -> bool:
    """Whether starting workers ends work sooner that would take so many milliseconds in this process."""
    return jobs > 1 and milliseconds - milliseconds / jobs > _START_MILLISECONDS


def start_workers(jobs: int, state: str, project: Project) -> Executor:
    """Worker processes on this computer, which know a project in a state; the caller shuts them down."""
    context = multiprocessing.get_context("fork" if _CAN_FORK else "spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=open_project, initargs=(state, project))


def compile_first(executor: Executor, state: str, templates: Mapping[str, list[str]]) -> None:
    """Have workers compile templates before anything else: name → languages."""
    for name, tags in templates.items():
        executor.submit(compile_template, state, name, tags)


def local_workers(jobs: int, state: str, project: Project, out: Path, templates: Mapping[str, list[str]]) -> Workers:
    """Worker processes on this computer, which begin with compiling templates.

    The caller shuts `Workers.executor` down.
    """

    def start() -> Executor:
        return start_workers(jobs, state, project)

    def submit(executor: Executor, target: Target, bundle: Bundle | None) -> Future[Answer]:
        return executor.submit(make_file, state, target, out, bundle)

    executor = start()
    compile_first(executor, state, templates)
    return Workers(out, start, submit, dict, jobs * _WINDOW, executor)


def behind(executor: Executor, state: str, out: Path, bundle: Callable[[], Bundle], shared: bool) -> Workers:
    """Whoever works behind an executor; with `shared`, they write into the output folder themselves."""

    def submit(executor: Executor, target: Target, bundle: Bundle | None) -> Future[Answer]:
        if shared:
            return executor.submit(make_file, state, target, out, bundle)
        return executor.submit(make, state, target, bundle)

    return Workers(out, lambda: executor, submit, bundle, _REMOTE_WINDOW)
