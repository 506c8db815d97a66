"""Holds the files of an output folder against their record, byte by byte."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from reportgen.build.changes import Changes
from reportgen.build.due import why, why_pdf
from reportgen.build.manifest import Manifest
from reportgen.build.render import Renderer
from reportgen.build.state import ProjectState
from reportgen.build.targets import Named, find_target, read_name
from reportgen.diagnostics import Diagnostic, Location, Message, Severity
from reportgen.files import read_file
from reportgen.model.target import Target
from reportgen.office.opc.package import OFFICE_SUFFIXES
from reportgen.project.load import Project
from reportgen.records.questions import digest

_SUFFIXES = (*OFFICE_SUFFIXES, ".pdf")


class Standing(StrEnum):
    """How a file stands beside its record."""

    INTACT = "intact"
    MISSING = "missing"
    CHANGED = "changed"
    DAMAGED_RECORD = "damaged-record"
    UNRECORDED = "unrecorded"
    STALE = "stale"
    OUT_OF_DATE = "out-of-date"


_BUILD = Message("'reportgen build' makes it anew")
_FINDINGS = {
    Standing.MISSING: ("missing-output", Severity.ERROR, Message("the file was built and is not there"), _BUILD),
    Standing.CHANGED: ("changed-output", Severity.ERROR, Message("the file is not as it was written"), _BUILD),
    Standing.DAMAGED_RECORD: (
        "damaged-record",
        Severity.ERROR,
        Message("the record of what it was made from is damaged or gone"),
        Message("'reportgen build --force' writes it anew"),
    ),
    Standing.UNRECORDED: (
        "unrecorded-output",
        Severity.WARNING,
        Message("no build has recorded this file"),
        Message("nobody can say whether it is whole"),
    ),
    Standing.STALE: (
        "stale-file",
        Severity.WARNING,
        Message("no build makes this file any more"),
        Message("'reportgen clean' removes it"),
    ),
    Standing.OUT_OF_DATE: (
        "out-of-date",
        Severity.WARNING,
        Message("the project has changed since the file was made"),
        _BUILD,
    ),
}
"""What is said of a file that is not intact: code, severity, message, hint."""


class Verified(NamedTuple):
    """A file below the output folder; `made_as` is what a build makes it as, or None for none."""

    path: PurePosixPath
    standing: Standing
    made_as: Named | None = None

    def diagnostics(self, place: str) -> Iterator[Diagnostic]:
        """What is wrong with the file, which users know as `place`."""
        if self.standing in _FINDINGS:
            code, severity, message, hint = _FINDINGS[self.standing]
            remedy = self._how_to_build() if hint == _BUILD else hint
            yield Diagnostic(code, message, Location(place), remedy, severity)

    def _how_to_build(self) -> str:
        """The command that makes the file, also one of an edition that nobody makes without asking for it."""
        if self.made_as is None:
            return Message("no build makes it any more; remove it yourself if nobody needs it")
        sector, kind, edition = self.made_as
        command = f"reportgen build --kind {kind} --sector {sector} --lang {edition}"
        return Message("'{command}' makes it anew", command=command)


class Verifier:
    """Verifies the files below the folder `out`; without a `project` none is told to be out of date, or stale."""

    def __init__(self, out: Path, project: Project | None = None, state: ProjectState | None = None) -> None:
        self._out = out
        self.project = project
        self._changes = Changes(project, state) if project and state else None
        self._manifest = Manifest(out)
        self._answers = Renderer(project).answers if project else None

    @property
    def has_record(self) -> bool:
        """Whether there is a record that can be read, of one file at least."""
        return any(True for _ in self._manifest)

    def files(self) -> list[Verified]:
        """Every recorded file, and every other Office or PDF file, in order."""
        paths = sorted({*self._manifest, *self._present()})
        return [Verified(path, self._standing(path), self._made_as(path)) for path in paths]

    def _made_as(self, path: PurePosixPath) -> Named | None:
        """What a build makes a file as; where the project is not known, what the name of the file says."""
        is_made = self.project is None or self._target(path, self.project) is not None
        return read_name(path.name) if is_made else None

    @staticmethod
    def _target(path: PurePosixPath, project: Project) -> Target | None:
        """The target whose file this is."""
        target = find_target(path.name, project.catalogue)
        return target if target and path in (target.path, target.pdf) else None

    def _present(self) -> Iterator[PurePosixPath]:
        for path in self._out.rglob("*"):
            if path.suffix in _SUFFIXES and not path.name.startswith((".", "~$")):
                yield PurePosixPath(path.relative_to(self._out).as_posix())

    def _standing(self, path: PurePosixPath) -> Standing:
        if path not in self._manifest:
            return Standing.UNRECORDED
        try:
            data = read_file(self._out / path)  # dates prove nothing about a disk that goes bad
        except OSError:
            return Standing.MISSING
        if digest(data) != self._manifest[path].output:
            return Standing.CHANGED
        if self._manifest.reads(path) is None:
            return Standing.DAMAGED_RECORD
        return self._standing_in_project(path)

    def _standing_in_project(self, path: PurePosixPath) -> Standing:
        """How a whole file stands beside the project as it is now."""
        if self.project is None or self._answers is None or self._changes is None:
            return Standing.INTACT
        target = self._target(path, self.project)
        if target is None:
            return Standing.STALE
        reasons = why if path == target.path else why_pdf
        is_old = reasons(target, self._manifest, self._answers, self._changes)
        return Standing.OUT_OF_DATE if is_old else Standing.INTACT
