"""What could be read of a project, and which files errors of the rest keep from being made."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.build.blocked import Error, blocked_targets
from reportgen.build.state import Known
from reportgen.diagnostics import Diagnostic, Location, Message, ProblemsFound, Severity
from reportgen.model.target import OVERVIEW, Target
from reportgen.project.load import Project, read_project
from reportgen.project.model_files import Readings
from reportgen.project.places import sector_file

_MISSING = frozenset({"missing-file", "missing-key", "empty-value"})
"""The codes of what is not there yet."""


@dataclass(slots=True)
class OpenedProject:
    """What could be read of a project.

    `faulty` are the sectors that could not, each with its faults; `is_sound` says that errors were looked for, now
    or by an earlier run, and that there are none.
    """

    project: Project
    faulty: Mapping[str, tuple[Diagnostic, ...]]
    is_sound: bool = False

    @classmethod
    def open(cls, root: Path, known: Known | None = None, readings: Readings | None = None) -> OpenedProject:
        """Read the project in the folder `root`; raises `ProblemsFound` with what keeps everything from being made.

        `known` is what an earlier run has found out about the project in its present state; `readings` are those of
        this process.
        """
        read = read_project(root, readings)
        if read.project is None:
            raise ProblemsFound(read.problems)
        return cls(read.project, read.faulty, known is not None and known.sound)

    def known(self, state: str) -> Known:
        """What targets the project has, in a state of its files."""
        return Known(state, self.project.catalogue, self.is_sound)

    def unblocked(self, targets: Collection[Target]) -> list[Target]:
        """Those of some targets that certainly no error keeps from being made, before all rules have run."""
        if self.is_sound:
            return list(targets)
        asked = {target.sector for target in targets}
        sound = self._sound([one for one in self.project.sectors if one in asked or OVERVIEW in asked])
        return [target for target in targets if target.sector in sound]

    def _sound(self, sectors: Collection[str]) -> frozenset[str]:
        """Those of some packs, by sector, in which certainly no error is: the overview's too, if all sectors' are."""
        from reportgen.check.sound import sound_sectors  # a build of what is known to be sound does without the rules

        sound = sound_sectors(self.project, sectors)
        return sound | {OVERVIEW} if sound == self.project.sectors.keys() else sound

    def left_out(self, targets: Collection[Target]) -> list[Diagnostic]:
        """What keeps sectors out of the overview, if that is a target: their faults, and that it lacks them."""
        if not any(target.sector == OVERVIEW for target in targets):
            return []
        found: list[Diagnostic] = []
        for sector_id in self._unfinished():
            message = Message(
                "the overview is made without '{sector_id}', which is still to be written", sector_id=sector_id
            )
            hint = Message("write what is missing, or take the sector out of the meeting until it is written")
            place = Location(sector_file(sector_id))
            found += [*self.faulty[sector_id], Diagnostic("left-out-sector", message, place, hint, Severity.WARNING)]
        return found

    def _unfinished(self) -> list[str]:
        """The faulty sectors of which things are missing, and nothing is wrong: they are still being written."""
        return [sector for sector, faults in self.faulty.items() if {one.code for one in faults} <= _MISSING]

    def blocked(self, targets: Sequence[Target]) -> Mapping[Target, tuple[Diagnostic, ...]]:
        """The targets that errors of the project keep from being made, each with these."""
        self.is_sound = self.is_sound or (not self.faulty and OVERVIEW in self._sound(self.project.sectors))
        if self.is_sound:
            return {}
        from reportgen.check import project_findings

        unfinished = self._unfinished()
        errors = [
            Error(one, is_left_out=sector_id in unfinished)
            for sector_id, faults in self.faulty.items()
            for one in faults
        ]
        found = project_findings(self.project, is_whole=not self.faulty)
        errors += [Error(one, languages) for one, languages in found if one.severity is Severity.ERROR]
        self.is_sound = not errors
        return blocked_targets(targets, errors, self.project.profiles)
