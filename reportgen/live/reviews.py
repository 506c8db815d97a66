"""The reviews of the files that a check makes in memory: kept of earlier checks, or made by workers."""

from __future__ import annotations

import contextlib
import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor
from itertools import repeat
from typing import NamedTuple, Self

from reportgen.build.crew import MOST_ATTEMPTS, batches, compile_first, end_workers, lost, pays, start_workers
from reportgen.build.state import ProjectState
from reportgen.build.work import Batch, make, open_project
from reportgen.check.documents import review, rules_off
from reportgen.check.kept import finding_from_json, finding_to_json
from reportgen.check.registry import RawFinding
from reportgen.diagnostics import Diagnostic, ProblemsFound
from reportgen.fonts import installed_fonts_digest
from reportgen.model.target import OVERVIEW, Target
from reportgen.project.load import Project
from reportgen.records.cache import Cache
from reportgen.records.questions import Record, digest, record_from_json, record_to_json

_REVIEW_MILLISECONDS = 30
_COMPILE_MILLISECONDS = 400
"""What making and reviewing a file takes, and compiling a template; only the number of processes depends on it."""


class Reviewed(NamedTuple):
    """What is wrong with the file of a target, and what the file was made from; without a record it was not made."""

    record: Record | None
    findings: list[RawFinding]
    problems: tuple[Diagnostic, ...] = ()


class Reviews:
    """The reviews of targets: those kept of an earlier check where they hold, and new ones, made by workers.

    A context manager, which ends the workers.
    """

    def __init__(self, state: ProjectState, project: Project, targets: Sequence[Target], jobs: int) -> None:
        self._state = state.state
        self._root = str(project.root)
        self._cache = Cache("reviews")
        self._fonts = installed_fonts_digest()
        self._off = rules_off(project.settings)
        self._renderer = open_project(self._state, project)
        self._known = {target: known for target in targets if (known := self._kept(target)) is not None}
        self._due = [target for target in targets if target not in self._known]
        self._project = project
        self._jobs = jobs
        self._executor = self._start()
        self._alone: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *exception: object) -> None:
        for executor in filter(None, (self._executor, self._alone)):
            end_workers(executor, at_once=kind is not None)

    def of(self, targets: Sequence[Target], between: Callable[[], None]) -> Iterator[tuple[Target, Reviewed]]:
        """Each target with its review, in order; workers begin with them when this is called.

        `between` is called after each new one.
        """
        due = [target for target in targets if target not in self._known]
        made = self._made(due) if self._executor is None else self._received(self._executor, due)
        return self._in_order(targets, made, between)

    def _in_order(
        self, targets: Sequence[Target], made: Iterator[tuple[Target, Reviewed]], between: Callable[[], None]
    ) -> Iterator[tuple[Target, Reviewed]]:  # fmt: skip
        for target, reviewed in made:
            self._keep(target, reviewed)
            self._known[target] = reviewed
            between()
        for target in targets:
            yield target, self._known[target]

    def _start(self) -> Executor | None:
        missing = self._renderer.templates_to_compile(self._due)
        estimate = _REVIEW_MILLISECONDS * len(self._due) + _COMPILE_MILLISECONDS * len(missing)
        if not pays(self._jobs, estimate):
            return None
        executor = start_workers(self._jobs, self._state, self._project)
        compile_first(executor, self._state, missing)
        return executor

    def _made(self, due: Iterable[Target]) -> Iterator[tuple[Target, Reviewed]]:
        """New reviews, made here."""
        for target in due:
            yield target, review_target(self._state, target, self._off)

    def _received(self, executor: Executor, due: Sequence[Target]) -> Iterator[tuple[Target, Reviewed]]:
        """New reviews, made by workers, which begin when this is called.

        Where a worker is lost, what is left is tried one by one, so that it is known which target is to blame.
        """
        longest_first = sorted(due, key=lambda target: target.sector != OVERVIEW)
        handed_out = list(batches(longest_first, self._jobs))
        results: Iterator[list[Reviewed]] = iter(())
        with contextlib.suppress(BrokenExecutor):
            results = executor.map(review_targets, repeat(self._state), handed_out, repeat(self._off))
        return self._told(handed_out, results)

    def _told(
        self, handed_out: Sequence[Batch], results: Iterator[list[Reviewed]]
    ) -> Iterator[tuple[Target, Reviewed]]:  # fmt: skip
        done = 0
        with contextlib.suppress(BrokenExecutor):
            for reviewed in results:
                yield from zip(handed_out[done], reviewed, strict=True)
                done += 1
        for target in itertools.chain.from_iterable(handed_out[done:]):
            yield target, self._made_alone(target)

    def _made_alone(self, target: Target) -> Reviewed:
        """A new review by a worker that does nothing else meanwhile."""
        for _ in range(MOST_ATTEMPTS - 1):  # it was tried once, beside others
            if self._alone is None:
                self._alone = start_workers(1, self._state, self._project)
            try:
                return self._alone.submit(review_target, self._state, target, self._off).result()
            except BrokenExecutor:
                self._alone = None
        return Reviewed(None, [], (lost(target.path),))

    def _name(self, target: Target) -> str:
        return digest(f"{self._root} {target.path}".encode("utf-8", "surrogateescape"))

    def _kept(self, target: Target) -> Reviewed | None:
        """The review of an earlier check, if all that it depends on is the same."""
        data = self._cache.read(self._name(target))
        kept = json.loads(data) if data else {}
        if kept.get("fonts") != self._fonts or kept.get("off") != list(self._off):
            return None
        record = record_from_json(kept["record"])
        if any(self._renderer.answers[one] != given for one, given in record.items()):
            return None
        return Reviewed(record, [finding_from_json(one) for one in kept["findings"]])

    def _keep(self, target: Target, reviewed: Reviewed) -> None:
        if reviewed.record is None:
            return
        kept = {
            "fonts": self._fonts,
            "off": self._off,
            "record": record_to_json(reviewed.record),
            "findings": [finding_to_json(one) for one in reviewed.findings],
        }
        self._cache.write(self._name(target), json.dumps(kept).encode())


def review_targets(state: str, batch: Batch, off: Sequence[str] = ()) -> list[Reviewed]:
    """As `review_target`, for several targets."""
    return [review_target(state, target, off) for target in batch]


def review_target(state: str, target: Target, off: Sequence[str] = ()) -> Reviewed:
    """Make the file of a target in memory and review it, in a process that knows the project in this state.

    The rules that are `off` do not look.
    """
    made = make(state, target)
    if made.record is None:
        return Reviewed(None, [], made.diagnostics)
    try:
        return Reviewed(made.record, review(made.data, str(target.path), off=off))
    except ProblemsFound as found:
        return Reviewed(None, [], found.diagnostics)
