"""The build: every target rendered, checked against the last build, and written whole.

One target that fails does not stop or spoil the others; its last good file stays.
"""

from __future__ import annotations

import contextlib
import multiprocessing
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path, PurePosixPath

from reportgen.build.fingerprint import Manifest, fingerprint
from reportgen.build.outcome import Outcome, Progress, Result, write_result
from reportgen.build.pdf import PdfEdition
from reportgen.build.render import Renderer
from reportgen.diagnostics import Diagnostic, ProblemsFound
from reportgen.model.target import Format, Target
from reportgen.project.load import Project

_WORTH_A_WORKER = 12
"""Targets below which starting worker processes costs more than it saves (about half a second each)."""


def build(
    project: Project,
    targets: Sequence[Target],
    out: Path,
    jobs: int = 1,
    force: bool = False,
    progress: Progress = lambda result: None,
    format: Format = Format.OFFICE,
) -> list[Result]:
    """Make the targets below `out`; results come in the order of `targets`, a PDF after its Office file.

    `jobs` is the greatest number of processes; `force` builds what is up to date too. Problems are
    in the results, never raised.
    """  # fmt: skip
    manifest = Manifest(out)
    results: dict[PurePosixPath, Result] = {}

    def note(result: Result) -> None:
        results[result.path] = result
        if result.outcome is Outcome.WRITTEN:
            manifest.record(result.path, result.inputs, result.output)
        progress(result)

    try:
        made = _make_all(project, targets, out, manifest, jobs, force)
        if format is Format.PDF:
            made = _with_pdf(made, PdfEdition(project.languages, out, manifest, jobs, force))
        with contextlib.closing(made):  # whatever happens here, what runs for it is ended now
            for result in made:
                note(result)
    finally:
        if any(result.outcome is Outcome.WRITTEN for result in results.values()):
            _save(manifest)
    files = [path for target in targets for path in (target.path, target.pdf)]
    return [results[path] for path in files if path in results]


def _with_pdf(made: Iterator[Result], edition: PdfEdition) -> Generator[Result, None, None]:
    """The results of a build, and those of the PDF files that are printed beside it."""
    with edition:
        for result in made:
            yield result
            yield from edition.follow(result)
        yield from edition.finish()


def _save(manifest: Manifest) -> None:
    try:
        manifest.save()
    except OSError:
        return  # without a record the next build makes everything anew, which is slower and never wrong


Inspect = Callable[[Target, bytes], Iterable[Diagnostic]]
"""Looks at the file made for a target and says what is wrong with it."""


def trial(project: Project, targets: Sequence[Target], inspect: Inspect = lambda target, data: ()) -> list[Diagnostic]:
    """Render targets in memory and return what is wrong with them, each problem once."""
    renderer = Renderer(project)
    found: dict[Diagnostic, None] = {}
    for target in targets:
        try:
            found.update(dict.fromkeys(inspect(target, renderer.render(target))))
        except ProblemsFound as problems:
            found.update(dict.fromkeys(problems.diagnostics))
    return list(found)


def _make_all(
    project: Project, targets: Sequence[Target], out: Path, manifest: Manifest, jobs: int, force: bool
) -> Generator[Result, None, None]:
    """The Office file of each target: first those that cannot be made or are up to date, then the others."""
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
    yield from _make(project, renderer, due, out, jobs)


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
    try:
        data = renderer.render(target)
    except ProblemsFound as found:
        return Result(target, Outcome.FAILED, found.diagnostics)
    return write_result(out, target, data, inputs)
