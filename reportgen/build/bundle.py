"""A project as plain data, to be sent to where its folder is not: its files by name."""

from __future__ import annotations

import contextlib
import socket
import tempfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath

from reportgen.build.state import input_record
from reportgen.diagnostics import Diagnostic, Location, Message, ProblemsFound
from reportgen.files import read_file
from reportgen.project.load import Project, read_project
from reportgen.records.file_digests import FileDigests
from reportgen.records.program_key import program_parts
from reportgen.records.questions import ABSENT, Record, digest, record_digest

Bundle = Mapping[str, bytes]
"""The files of a project by their paths relative to it, with `/`."""


def bundle_of(root: Path, inputs: Record) -> Bundle:
    """The files that a project is read from; `inputs` is the record of its state.

    Raises `ProblemsFound` (`changed-meanwhile`) where a file is not as it is in that state.
    """
    bundle = {}
    for question, given in inputs.items():
        if question[0] == "file" and given != ABSENT:
            bundle[question[1]] = _unchanged_file(root, question[1], given)
    return bundle


def _unchanged_file(root: Path, name: str, given: str) -> bytes:
    with contextlib.suppress(OSError):
        data = read_file(root / name)
        if digest(data) == given:
            return data
    message = Message("the file was changed while the project was sent to the workers")
    raise ProblemsFound([Diagnostic("changed-meanwhile", message, Location(name), Message("build again"))])


@contextlib.contextmanager
def opened(bundle: Bundle, state: str) -> Iterator[Project]:
    """The project that a bundle holds, in a temporary folder that is there as long.

    It is in the wanted state, or the program that made the bundle is not the one that opens it: raises
    `ProblemsFound` (`other-program`).
    """
    with tempfile.TemporaryDirectory(prefix="reportgen-", ignore_cleanup_errors=True) as folder:
        for name, data in bundle.items():
            relative = PurePosixPath(name)
            if relative.is_absolute() or ".." in relative.parts:
                raise ValueError(
                    Message("a bundle holds no files outside of its project, and this one has {name}", name=name)
                )
            path = Path(folder) / relative
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        if record_digest(input_record(Path(folder), FileDigests())) != state:
            raise ProblemsFound([other_program(socket.gethostname(), program_parts())])
        read = read_project(Path(folder))
        if read.project is None:
            raise ProblemsFound(read.problems)
        yield read.project


def other_program(worker: str, parts: Collection[str]) -> Diagnostic:
    """The problem of a worker with another program; `parts` say which, as `program_parts` does there."""
    return Diagnostic(
        "other-program",
        Message("the worker has another program than this computer: {parts}", parts=[*parts]),
        Location(worker),
        Message("install the same version of reportgen, its libraries and Python everywhere"),
    )
