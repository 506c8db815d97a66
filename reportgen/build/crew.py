"""Who makes the targets of a build: this process, workers beside it, or whoever stands behind an executor."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path, PurePath
from threading import Thread
from typing import Protocol

from reportgen.build.bundle import Bundle
from reportgen.build.cluster import Cluster
from reportgen.build.outcome import Outcome, Result
from reportgen.build.work import (
    Batch,
    Made,
    compile_template,
    make,
    make_all,
    make_files,
    open_project,
    put_in_place,
)
from reportgen.diagnostics import Diagnostic, Location, Message, ProblemsFound
from reportgen.model.target import Target
from reportgen.project.load import Project

MOST_ATTEMPTS = 3
"""How often a target is tried whose worker is lost: first beside others, then alone."""
_MOST_IN_BATCH = 13
"""The targets of a batch; a worker that is lost takes so many with it, and what it has made is told after so many."""
_SHARES = 2
"""A batch is at most this part of what is left for a worker: the last batches are small, and all end together."""
_WINDOW = 2
"""The batches that are handed out at a time, for each worker: neither a queue nor results grow with the build."""
_REMOTE_WINDOW = 256
"""The same where the number of workers is not known."""
_MOST_CARRIERS = 4
"""The batches that carry the project's files at a time, where each of them takes a copy along."""

_CAN_FORK = sys.platform == "linux"
"""Where a worker is a copy of this process, which takes milliseconds. macOS has libraries that no copy may use."""
_ENDING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
"""The signals that ask a program to end."""
_START_MILLISECONDS = 60 if _CAN_FORK else 1200
"""What starting workers takes; `benchmarks/build.py` prints it."""

Answer = list[Result] | list[Made] | None
"""What comes back for a batch: that its files were written, or the files; None asks for the project."""


class Crew(Protocol):
    """Makes targets."""

    def make(self, targets: Sequence[Target]) -> Iterator[Result]:
        """What became of each target, as soon as it is known."""


@dataclass(frozen=True, slots=True)
class Alone:
    """The process that builds, which has the project open."""

    state: str
    out: Path

    def make(self, targets: Sequence[Target]) -> Iterator[Result]:
        """What became of each target, one after the other."""
        for target in targets:
            yield put_in_place(self.out, make(self.state, target))


@dataclass(slots=True)
class Workers:
    """Workers behind an executor.

    `replace` gives another executor where one is broken, or raises `ProblemsFound`. `submit` hands the executor a
    batch, with the project's files if a worker has asked for them: such a batch is a carrier. At most `window` batches
    are handed out at a time, and at most `carriers` carriers. `workers` is how many there are, or are thought to be.
    """

    out: Path
    executor: Executor
    replace: Callable[[], Executor]
    submit: Callable[[Executor, Batch, Bundle | None], Future[Answer]]
    bundle: Callable[[], Bundle]
    workers: int
    window: int
    carriers: int
    _running: dict[Future[Answer], Batch] = field(default_factory=dict)
    _carried: set[Batch] = field(default_factory=set)
    _asked: deque[Batch] = field(default_factory=deque)
    _again: deque[Batch] = field(default_factory=deque)
    _suspects: deque[Target] = field(default_factory=deque)
    _attempts: Counter[Target] = field(default_factory=Counter)

    def make(self, targets: Sequence[Target]) -> Generator[Result, None, None]:
        """What became of each target, as soon as it is known; raises `ProblemsFound` where nobody works any more."""
        fresh = batches(targets, self.workers)
        try:
            while self._hand_out(fresh):
                done, _ = wait(self._running, return_when=FIRST_COMPLETED)
                for future in done:
                    yield from self._received(self._running.pop(future), future)
        finally:
            for future in self._running:
                future.cancel()

    def _hand_out(self, fresh: Iterator[Batch]) -> bool:
        """Hand out batches up to the window; whether any is being made."""
        while len(self._running) < self.window:
            batch = self._next(fresh)
            if batch is None:
                break
            bundle = self.bundle() if batch in self._carried else None
            try:
                future = self.submit(self.executor, batch, bundle)
            except BrokenExecutor:
                self.executor = self.replace()
                future = self.submit(self.executor, batch, bundle)
            self._running[future] = batch
        return bool(self._running)

    def _next(self, fresh: Iterator[Batch]) -> Batch | None:
        """The batch to be handed out next; None where another one has to come back before.

        While workers wait for the project, no further batch goes out only to come back with the same request. A
        target whose worker was lost is tried at the end and alone, so that it is known which one is to blame.
        """
        if self._asked:
            if len(self._carried) >= self.carriers:
                return None
            self._carried.add(self._asked[0])
            return self._asked.popleft()
        if self._again:
            return self._again.popleft()
        batch = next(fresh, None)
        if batch is None and self._suspects and not self._running:
            return (self._suspects.popleft(),)
        return batch

    def _received(self, batch: Batch, future: Future[Answer]) -> Iterator[Result]:
        if batch in self._carried:  # a worker knows the project now: the others that were asked for it try that one
            self._carried.remove(batch)
            self._again.extend(self._asked)
            self._asked.clear()
        try:
            answer = future.result()
        except BrokenExecutor:
            for target in batch:
                yield from self._lost(target)
            return
        if answer is None:
            self._asked.append(batch)
            return
        for one in answer:
            yield put_in_place(self.out, one) if isinstance(one, Made) else one

    def _lost(self, target: Target) -> Iterator[Result]:
        """Try a target again whose worker is gone, unless that was tried often enough."""
        self._attempts[target] += 1
        if self._attempts[target] < MOST_ATTEMPTS:
            self._suspects.append(target)
            return
        yield Result(target, Outcome.FAILED, (lost(self.out / target.path),))


def lost(path: PurePath) -> Diagnostic:
    """The problem of a target whose worker was lost each time it was tried."""
    message = Message("its worker was lost each time it was tried, {most_attempts} times", most_attempts=MOST_ATTEMPTS)
    hint = Message("see whether the computer is short of memory; 'reportgen build --jobs 1' needs least")
    return Diagnostic("worker-lost", message, Location(str(path)), hint)


def batches(targets: Sequence[Target], workers: int) -> Iterator[Batch]:
    """The targets in batches, each of one template and edition, in the order of the first targets of these.

    What a process needs for a template in a language it then reads for several files.
    """
    groups: dict[tuple[str, str], list[Target]] = {}
    for target in targets:
        groups.setdefault((target.template, target.edition), []).append(target)
    left = len(targets)
    for group in groups.values():
        while group:
            size = max(1, min(_MOST_IN_BATCH, left // (workers * _SHARES)))
            batch, group = tuple(group[:size]), group[size:]
            left -= len(batch)
            yield batch


def pays(jobs: int, milliseconds: float) -> bool:
    """Whether starting workers ends work sooner that would take so many milliseconds in this process."""
    return jobs > 1 and milliseconds - milliseconds / jobs > _START_MILLISECONDS


def start_workers(jobs: int, state: str, project: Project) -> ProcessPoolExecutor:
    """Worker processes on this computer, which know a project in a state; `end_workers` ends them."""
    context = multiprocessing.get_context("fork" if _CAN_FORK else "spawn")
    executor = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(state, project))
    with _signals_held_back():
        executor.submit(int)  # it is the first task that starts the processes
    return executor


def end_workers(executor: Executor, at_once: bool) -> None:
    """End workers: when they have done what they are doing, or at once, since files are put in place whole."""
    if at_once and isinstance(executor, ProcessPoolExecutor):
        for process in list((executor._processes or {}).values()):  # public only from Python 3.14 on: `kill_workers`
            process.kill()
    executor.shutdown(cancel_futures=True)


@contextlib.contextmanager
def _signals_held_back() -> Iterator[None]:
    """Hold back the signals that end a program until this is over; a process that starts meanwhile holds them back."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(state: str, project: Project) -> None:
    """What a worker does first: it sees to it that it ends with its parent, and knows the project.

    A terminal sends Ctrl+C to all of its processes: only the parent answers.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform != "win32":
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
    Thread(target=_end_with_parent, daemon=True).start()
    open_project(state, project)


def _end_with_parent() -> None:
    """Wait until the process that started this one has ended, however it did, and end too.

    Files are put in place whole: what is being made is not needed any more.
    """
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def compile_first(executor: Executor, state: str, templates: Mapping[str, list[str]]) -> None:
    """Have workers compile templates before anything else: name → languages."""
    for name, tags in templates.items():
        executor.submit(compile_template, state, name, tags)


@contextlib.contextmanager
def local_workers(
    jobs: int, state: str, project: Project, out: Path, templates: Mapping[str, list[str]]
) -> Iterator[Workers]:
    """Worker processes on this computer, which begin with compiling templates, and are ended with what needs them."""

    def start() -> Executor:
        return start_workers(jobs, state, project)

    def submit(executor: Executor, batch: Batch, bundle: Bundle | None) -> Future[Answer]:
        return executor.submit(make_files, state, batch, out, bundle)

    workers = Workers(out, start(), start, submit, dict, jobs, window=jobs * _WINDOW, carriers=1)
    try:
        compile_first(workers.executor, state, templates)
        yield workers
    except BaseException:
        end_workers(workers.executor, at_once=True)
        raise
    end_workers(workers.executor, at_once=False)


def behind(executor: Executor, state: str, out: Path, bundle: Callable[[], Bundle], shared: bool) -> Workers:
    """Whoever works behind an executor; with `shared`, they write into the output folder themselves."""

    def submit(executor: Executor, batch: Batch, bundle: Bundle | None) -> Future[Answer]:
        if shared:
            return executor.submit(make_files, state, batch, out.absolute(), bundle)
        return executor.submit(make_all, state, batch, bundle)

    def replace() -> Executor:
        message = Message("the workers are gone, and with them the targets that they had not made")
        raise ProblemsFound(
            [Diagnostic("workers-gone", message, Location(str(out)), Message("build again: what is made stays"))]
        )

    if isinstance(executor, Cluster):
        share, window = partial(executor.share, state, bundle), executor.window
        return Workers(out, executor, replace, submit, share, executor.threads, window, carriers=window)
    return Workers(out, executor, replace, submit, cache(bundle), _REMOTE_WINDOW // 4, _REMOTE_WINDOW, _MOST_CARRIERS)
