"""What is wanted of a project that is kept warm, and what became of it after a save."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from reportgen.build.outcome import Outcome, Result
from reportgen.build.targets import UnknownChoice, select_targets
from reportgen.diagnostics import Diagnostic, Location, Message, ProblemsFound
from reportgen.live.told_once import told_once
from reportgen.model.target import Target
from reportgen.project.load import Project
from reportgen.project.places import MEETING_FILE

UNKNOWN_CHOICE = "unknown-choice"
"""The code of a choice that the project does not have."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of a project: sectors, languages and kinds of documents as they are typed; none stands for all."""

    sectors: Sequence[str] = ()
    languages: Sequence[str] = ()
    kinds: Sequence[str] = ()

    def targets(self, project: Project) -> list[Target]:
        """The targets of a project that are wanted; raises `ProblemsFound` (`UNKNOWN_CHOICE`) if it has none such."""
        try:
            return select_targets(project.catalogue, self.sectors, self.languages, self.kinds, project.profiles)
        except UnknownChoice as fault:
            hint = Message("it was there when the program was started; start it again with another choice")
            raise ProblemsFound([Diagnostic(UNKNOWN_CHOICE, str(fault), Location(MEETING_FILE), hint)]) from fault


@dataclass(frozen=True, slots=True)
class Rebuild:
    """What became of a project after files of it were saved.

    `results` has every wanted target, in the order of a build; none where `problems` kept everything from being made,
    and then the files of before are still there. `changed` are the files that were not as they were at the rebuild
    before, relative to the project: all of them in the first one. `stale` are files of earlier builds that no build
    makes any more, below the output folder.
    """

    epoch: int
    results: tuple[Result, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    changed: tuple[str, ...] = ()
    stale: tuple[PurePosixPath, ...] = ()
    seconds: float = 0.0

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """All that is wrong, each fault once."""
        return told_once([*self.problems, *(one for result in self.results for one in result.diagnostics)])

    @property
    def made(self) -> tuple[Result, ...]:
        """The results of the files that were written."""
        return tuple(result for result in self.results if result.outcome is Outcome.WRITTEN)
