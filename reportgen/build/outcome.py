"""The result of building one file, and writing it to its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from reportgen.build.files import write_atomically
from reportgen.build.fingerprint import digest
from reportgen.diagnostics import Diagnostic, Location
from reportgen.model.target import Format, Target


class Outcome(StrEnum):
    """Whether a file was written, was up to date, or could not be made."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of one file of a target; `diagnostics` say why it failed.

    `output` is the digest of the file where it was written, `inputs` of what it was made from.
    """

    target: Target
    outcome: Outcome
    diagnostics: tuple[Diagnostic, ...] = ()
    output: str = ""
    inputs: str = ""
    format: Format = Format.OFFICE

    @property
    def path(self) -> PurePosixPath:
        """The file, below the output folder."""
        return self.target.pdf if self.format is Format.PDF else self.target.path


Progress = Callable[[Result], None]
"""Called after each file."""


def write_result(out: Path, target: Target, data: bytes, inputs: str, format: Format = Format.OFFICE) -> Result:
    """Write a file of a target below `out`; a fault of writing is in the result (`not-written`)."""
    written = Result(target, Outcome.WRITTEN, output=digest(data), inputs=inputs, format=format)
    path = out / written.path
    try:
        write_atomically(path, data)
    except OSError as fault:
        message = f"the file cannot be written ({fault.strerror})"
        hint = "close it if it is open in another program; see that the folder can be written to"
        diagnostic = Diagnostic("not-written", message, Location(str(path)), hint)
        return Result(target, Outcome.FAILED, (diagnostic,), format=format)
    return written
