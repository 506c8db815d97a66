"""Builds targets: skips those that are up to date, renders the others, and writes each file atomically.

A target that fails does not stop the others; its last good file stays.
"""

from __future__ import annotations

import contextlib
import multiprocessing
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path, PurePosixPath

from reportgen.build.fingerprint import Manifest, fingerprint
from reportgen.build.outcome import Outcome, Progress, Result, write_result
from reportgen.build.pdf import PdfOutput
from reportgen.build.render import Renderer
from reportgen.diagnostics import Diagnostic, ProblemsFound
from reportgen.model.target import Format, Target
from reportgen.project.load import Project

_MIN_TARGETS_PER_WORKER = 12
"""Targets for which starting a worker process (about half a second) saves more than it costs."""


def build(
    project: Project,
    targets: Sequence[Target],
    out: Path,
    jobs: int = 1,
    force: bool = False,
    progress: Progress = lambda result: None,
    format: Format = Format.OFFICE,
) -> list[Result]:
    """Build the targets below `out`; results come in the order of `targets`, a PDF after its Office file.

    `jobs` is the greatest number of processes; `force` builds what is up to date too; `progress` is called after
    each file. Problems are in the results, never raised.
    """
    manifest = Manifest(out)
    by_path: dict[PurePosixPath, Result] = {}
    results = _build_all(project, targets, out, manifest, jobs, force)
    if format is Format.PDF:
        results = _with_pdf(results, PdfOutput(project.languages, out, manifest, jobs, force))
    try:
        with contextlib.closing(results):  # ends worker processes and LibreOffice also when this is interrupted
            for result in results:
                by_path[result.path] = result
                if result.outcome is Outcome.WRITTEN:
                    manifest.record(result.path, result.inputs, result.output)
                progress(result)
    finally:
        if any(result.outcome is Outcome.WRITTEN for result in by_path.values()):
            _save(manifest)
    paths = [path for target in targets for path in (target.path, target.pdf)]
    return [by_path[path] for path in paths if path in by_path]


def _with_pdf(results: Iterator[Result], pdf_output: PdfOutput) -> Generator[Result, None, None]:
    """The results of a build, and those of the PDF files that are printed meanwhile."""
    with pdf_output:
        for result in results:
            yield result
            yield from pdf_output.add(result)
        yield from pdf_output.finish()


def _save(manifest: Manifest) -> None:
    try:
        manifest.save()
    except OSError:
        return  # without a record the next build makes everything anew, which is slower but never wrong


Inspect = Callable[[Target, bytes], Iterable[Diagnostic]]
"""Called with a target and the bytes of its file; returns what is wrong with the file. May raise `ProblemsFound`."""


def render_and_inspect(
    project: Project, targets: Sequence[Target], inspect: Inspect = lambda target, data: ()
) -> list[Diagnostic]:
    """Render targets in memory and return what is wrong with them and with their files, each problem once."""
    renderer = Renderer(project)
    found: dict[Diagnostic, None] = {}
    for target in targets:
        try:
            found.update(dict.fromkeys(inspect(target, renderer.render(target))))
        except ProblemsFound as problems:
            found.update(dict.fromkeys(problems.diagnostics))
    return list(found)


def _build_all(
    project: Project, targets: Sequence[Target], out: Path, manifest: Manifest, jobs: int, force: bool
) -> Generator[Result, None, None]:
    """Yield the result of each target: first of those that cannot be made or are up to date, then of the others."""
    renderer = Renderer(project)
    due: list[tuple[Target, str]] = []
    for target in targets:
        try:
            inputs = fingerprint(project, target, renderer.template_digests(target))
        except ProblemsFound as found:
            yield Result(target, Outcome.FAILED, found.diagnostics)
            continue
        if not force and manifest.is_current(target.path, inputs):
            yield Result(target, Outcome.UNCHANGED)
        else:
            due.append((target, inputs))
    yield from _build_due(project, renderer, due, out, jobs)


def _build_due(
    project: Project, renderer: Renderer, due: list[tuple[Target, str]], out: Path, jobs: int
) -> Iterator[Result]:
    workers = min(jobs, len(due) // _MIN_TARGETS_PER_WORKER)
    if workers < 2:
        for target, inputs in due:
            yield _build_one(renderer, target, inputs, out)
        return
    context = multiprocessing.get_context("spawn")  # OpenCC objects survive neither pickling nor a fork in use
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker, initargs=(project,)) as pool:
        futures = [pool.submit(_build_in_worker, target, inputs, out) for target, inputs in due]
        for future in as_completed(futures):
            yield future.result()


_worker: Renderer | None = None


def _start_worker(project: Project) -> None:
    global _worker
    _worker = Renderer(project)


def _build_in_worker(target: Target, inputs: str, out: Path) -> Result:
    assert _worker is not None
    return _build_one(_worker, target, inputs, out)


def _build_one(renderer: Renderer, target: Target, inputs: str, out: Path) -> Result:
    try:
        data = renderer.render(target)
    except ProblemsFound as found:
        return Result(target, Outcome.FAILED, found.diagnostics)
    return write_result(out, target, data, inputs)
