"""The build: every target rendered, checked against the last build, and written whole.

One target that fails does not stop or spoil the others; its last good file stays.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Location, ProblemsFound
from reportgen.model.target import Target
from reportgen.pack.files import write_whole
from reportgen.pack.fingerprint import Manifest, digest, fingerprint
from reportgen.pack.render import Renderer
from reportgen.project.load import Project

_WORTH_A_WORKER = 12
"""Targets below which starting worker processes costs more than it saves (about half a second each)."""


class Outcome(StrEnum):
    """What became of a target."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of one target; `diagnostics` say why it failed."""

    target: Target
    outcome: Outcome
    diagnostics: tuple[Diagnostic, ...] = ()
    output: str = ""
    inputs: str = ""


Progress = Callable[[Result], None]
"""Called after each target."""


def build(
    project: Project,
    targets: Sequence[Target],
    out: Path,
    jobs: int = 1,
    force: bool = False,
    progress: Progress = lambda result: None,
) -> list[Result]:
    """Make the targets below `out`; results come in the order of `targets`.

    `jobs` is the greatest number of processes; `force` builds what is up to date too. Problems are
    in the results, never raised.
    """  # fmt: skip
    manifest = Manifest(out)
    renderer = Renderer(project)
    results: dict[Target, Result] = {}
    due: list[tuple[Target, str]] = []
    for target in targets:
        try:
            inputs = fingerprint(project, target, renderer.template_digests(target))
        except ProblemsFound as found:
            results[target] = Result(target, Outcome.FAILED, found.diagnostics)
            progress(results[target])
            continue
        if not force and manifest.is_current(target, inputs):
            results[target] = Result(target, Outcome.UNCHANGED)
            progress(results[target])
        else:
            due.append((target, inputs))
    for result in _make(project, renderer, due, out, jobs):
        results[result.target] = result
        if result.outcome is Outcome.WRITTEN:
            manifest.record(result.target, result.inputs, result.output)
        progress(result)
    if any(result.outcome is Outcome.WRITTEN for result in results.values()):
        _save(manifest)
    return [results[target] for target in targets]


def _save(manifest: Manifest) -> None:
    try:
        manifest.save()
    except OSError:
        return  # without a record the next build makes everything anew, which is slower and never wrong


def trial(project: Project, targets: Sequence[Target]) -> list[Diagnostic]:
    """Render targets in memory and return what is wrong with them, each problem once."""
    renderer = Renderer(project)
    found: dict[Diagnostic, None] = {}
    for target in targets:
        try:
            renderer.render(target)
        except ProblemsFound as problems:
            found.update(dict.fromkeys(problems.diagnostics))
    return list(found)


def _make(
    project: Project, renderer: Renderer, due: list[tuple[Target, str]], out: Path, jobs: int
) -> Iterator[Result]:
    workers = min(jobs, len(due) // _WORTH_A_WORKER)
    if workers < 2:
        for target, inputs in due:
            yield _make_one(renderer, target, inputs, out)
        return
    context = multiprocessing.get_context("spawn")  # OpenCC objects survive neither pickling nor a fork in use
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker, initargs=(project,)) as pool:
        futures = [pool.submit(_work, target, inputs, out) for target, inputs in due]
        for future in as_completed(futures):
            yield future.result()


_worker: Renderer | None = None


def _start_worker(project: Project) -> None:
    global _worker
    _worker = Renderer(project)


def _work(target: Target, inputs: str, out: Path) -> Result:
    assert _worker is not None
    return _make_one(_worker, target, inputs, out)


def _make_one(renderer: Renderer, target: Target, inputs: str, out: Path) -> Result:
    path = out / target.path
    try:
        data = renderer.render(target)
        write_whole(path, data)
    except ProblemsFound as found:
        return Result(target, Outcome.FAILED, found.diagnostics)
    except OSError as fault:
        message = f"the file cannot be written ({fault.strerror})"
        hint = "close it if it is open in Office; see that the folder can be written to"
        return Result(target, Outcome.FAILED, (Diagnostic("not-written", message, Location(str(path)), hint),))
    return Result(target, Outcome.WRITTEN, output=digest(data), inputs=inputs)
