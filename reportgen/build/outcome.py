"""The result of building one file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from reportgen.diagnostics import Diagnostic
from reportgen.model.target import Format, Target


class Outcome(StrEnum):
    """Whether a file was written, was made again and came out the same, was up to date, or could not be made."""

    WRITTEN = "written"
    SAME = "same"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of one file of a target; `diagnostics` say why it failed.

    Where the file was made, `output` is its SHA-256, `reads` that of what it was made from, `sectors` are the sectors'
    files among that, and `milliseconds` is how long it took.
    """

    target: Target
    outcome: Outcome
    diagnostics: tuple[Diagnostic, ...] = ()
    output: str = ""
    reads: str = ""
    sectors: tuple[str, ...] = ()
    milliseconds: int = 0
    format: Format = Format.OFFICE

    @property
    def path(self) -> PurePosixPath:
        """The file, below the output folder."""
        return self.target.pdf if self.format is Format.PDF else self.target.path

    @property
    def is_made(self) -> bool:
        """Whether the file was made, and is in its place."""
        return self.outcome in (Outcome.WRITTEN, Outcome.SAME)


Progress = Callable[[Result], None]
"""Called after each file."""
