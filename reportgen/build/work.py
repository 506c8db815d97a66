"""The work on one target, as plain data that any process can take: this one, a worker beside it, one on a cluster."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.build.bundle import Bundle, opened
from reportgen.build.manifest import sectors_asked, write_reads
from reportgen.build.outcome import Outcome, Result
from reportgen.build.render import Renderer
from reportgen.diagnostics import Diagnostic, Location, Message, ProblemsFound
from reportgen.files import read_file, reason_of, write_atomically
from reportgen.model.target import Target
from reportgen.project.load import Project
from reportgen.records.questions import Record, digest

_MOST_PROJECTS = 2
"""Projects that a process keeps open; one that watches sees many states of one project."""


Batch = tuple[Target, ...]
"""Targets that one process makes one after the other: as far as possible of one template, which it then reads once."""


@dataclass(frozen=True, slots=True)
class Made:
    """The file of a target, or why there is none."""

    target: Target
    data: bytes = b""
    record: Record | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    milliseconds: int = 0


@dataclass(frozen=True, slots=True)
class _Open:
    """A project that is open here; closing `folder` takes away the files of one that was sent."""

    renderer: Renderer
    folder: contextlib.ExitStack


class _Opened(threading.local):
    """The projects that a thread has open, by state; writers and compiled templates are not shared by threads."""

    def __init__(self) -> None:
        self.projects: OrderedDict[str, _Open] = OrderedDict()


_opened = _Opened()


def open_project(state: str, project: Project, folder: contextlib.ExitStack | None = None) -> Renderer:
    """Make a project known to this process, so that targets of it can be made here.

    What another state of it has made here is used again. `folder` is closed when the project gives way to others.
    """
    projects = _opened.projects
    if state not in projects or projects[state].renderer.project is not project:
        known = (one.renderer for one in reversed(projects.values()) if one.renderer.project.root == project.root)
        projects[state] = _Open(Renderer(project, next(known, None)), folder or contextlib.ExitStack())
    projects.move_to_end(state)
    while len(projects) > _MOST_PROJECTS:
        _, oldest = projects.popitem(last=False)
        oldest.folder.close()
    return projects[state].renderer


def _renderer(state: str, bundle: Bundle | None) -> Renderer | None:
    """The renderer of a project; None where this process does not know it and gets no bundle."""
    if state not in _opened.projects and bundle is not None:
        folder = contextlib.ExitStack()
        return open_project(state, folder.enter_context(opened(bundle, state)), folder)
    known = _opened.projects.get(state)
    return known.renderer if known else None


def make(state: str, target: Target) -> Made:
    """Make the file of a target of a project that is open here."""
    return _make(_opened.projects[state].renderer, target)


def _make(renderer: Renderer, target: Target) -> Made:
    begun = time.monotonic()
    try:
        data, record = renderer.render(target)
    except ProblemsFound as found:
        return Made(target, diagnostics=found.diagnostics)
    return Made(target, data, record, milliseconds=round((time.monotonic() - begun) * 1000))


def make_all(state: str, batch: Batch, bundle: Bundle | None = None) -> list[Made] | None:
    """Make the files of several targets; None asks for the project, which then comes as a `bundle`.

    Raises `ProblemsFound` where this process has another program than the one that named the state.
    """
    renderer = _renderer(state, bundle)
    return None if renderer is None else [_make(renderer, target) for target in batch]


def make_files(state: str, batch: Batch, out: Path, bundle: Bundle | None = None) -> list[Result] | None:
    """As `make_all`, and put each file in its place below `out` as soon as it is made."""
    renderer = _renderer(state, bundle)
    return None if renderer is None else [put_in_place(out, _make(renderer, target)) for target in batch]


def compile_template(state: str, name: str, tags: list[str], bundle: Bundle | None = None) -> bool:
    """Compile a template for languages, so that it is in the cache; whether the project was known here.

    Its faults are reported by the targets that need it.
    """
    renderer = _renderer(state, bundle)
    if renderer is not None:
        renderer.compile(name, tags)
    return renderer is not None


def put_in_place(out: Path, made: Made) -> Result:
    """Write a file and what it was made from; a file that is the same already is left alone."""
    target = made.target
    if made.record is None:
        return Result(target, Outcome.FAILED, made.diagnostics)
    return write_result(out, Result(target, Outcome.WRITTEN, milliseconds=made.milliseconds), made.data, made.record)


def _in_the_way(path: Path) -> Path | None:
    """The folder that stands where a file is to be, or the file that stands where one of its folders is to be."""
    if path.is_dir():
        return path
    there = next(folder for folder in path.parents if os.path.lexists(folder))
    return None if there.is_dir() else there


def write_result(out: Path, result: Result, data: bytes, record: Record) -> Result:
    """Write the file of a result; a fault of writing is in the result (`not-written`)."""
    path, output = out / result.path, digest(data)
    try:
        is_same = path.is_file() and digest(read_file(path)) == output
        if not is_same:
            write_atomically(path, data)
    except OSError as fault:
        message = Message("the file cannot be written ({strerror})", strerror=reason_of(fault))
        hint = Message("close it if it is open in another program; see that the folder can be written to")
        if obstacle := _in_the_way(path):
            hint = Message("'{path}' is in the way; move it, or give it another name", path=obstacle)
        diagnostic = Diagnostic("not-written", message, Location(str(path)), hint)
        return Result(result.target, Outcome.FAILED, (diagnostic,), format=result.format)
    reads = ""
    with contextlib.suppress(OSError):  # without them the file is made again next time
        reads = write_reads(out, result.path, record)
    outcome = Outcome.SAME if is_same else Outcome.WRITTEN
    return replace(result, outcome=outcome, output=output, reads=reads, sectors=sectors_asked(record))
