"""The state of a project: its files and their digests, and what the last run found out about them.

While nothing changed, that is all that is needed to say so, and nothing is read, parsed or checked again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from reportgen.model.target import Catalogue, catalogue_from_json, catalogue_to_json
from reportgen.project.places import INPUT_FILES, INPUT_FOLDERS, input_names
from reportgen.records.cache import Cache
from reportgen.records.file_digests import FileDigests
from reportgen.records.program_key import program_key
from reportgen.records.questions import (
    ABSENT,
    Question,
    Record,
    answer,
    differences,
    record_digest,
    record_from_json,
    record_to_json,
)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a project in one state: what its targets are, and whether all of them can be made."""

    state: str
    catalogue: Catalogue
    sound: bool


class ProjectState:
    """The files of the project in the folder `root`, as they are now."""

    def __init__(self, root: Path) -> None:
        self._cache = Cache("projects")
        self._key = hashlib.sha256(str(root.absolute()).encode("utf-8", "surrogateescape")).hexdigest()
        data = self._cache.read(self._key)
        self._kept = json.loads(data) if data else {}
        self._root = root
        self._file_digests = FileDigests(self._kept.get("digests", {}))
        self.record = input_record(root, self._file_digests)
        self.state = record_digest(self.record)

    def has(self, name: str) -> bool:
        """Whether the project has a file of this name."""
        return self.record.get(("file", name), ABSENT) != ABSENT

    def files_unlike(self, other: ProjectState | None) -> tuple[str, ...]:
        """The names of the files that are not as in another state, in order; without one, of all files."""
        before: Record = other.record if other else {}
        files = {question for question in {*before, *self.record} if question[0] == "file"}
        return tuple(sorted(one[1] for one in files if before.get(one, ABSENT) != self.record.get(one, ABSENT)))

    def known(self) -> Known | None:
        """What the last run found out, if it was in this state."""
        known = self._kept.get("known", {})
        if known.get("state") != self.state:
            return None
        return Known(self.state, catalogue_from_json(known["catalogue"]), known["sound"])

    def is_current(self, read: Mapping[str, str] = MappingProxyType({})) -> bool:
        """Whether no file was saved since; otherwise nobody knows what was read, even if it was saved back.

        `read` are the digests of files that are known to have been read.
        """
        is_same = all(self.record.get(("file", name)) == found for name, found in read.items())
        return is_same and self._file_digests.are_as_they_were() and self._has_its_files()

    def is_overtaken(self) -> bool:
        """Whether files were saved, came or went since, by their dates: a glance, for while work goes on."""
        return self._file_digests.were_saved() or not self._has_its_files()

    def seconds_at_rest(self) -> float:
        """How long ago a file was saved last, or came or went, by the dates of files and folders."""
        return self._file_digests.seconds_at_rest()

    def _has_its_files(self) -> bool:
        return self.record.items() >= _listings(self._root).items()

    def changed_since(self, state: str) -> frozenset[str] | None:
        """The files and folders that are not as they were in another state; None where that is not known.

        Only the state of the last run is known, and of another program nothing is.
        """
        return self._changed if state == self.state_before else None

    @cached_property
    def _before(self) -> Record:
        return record_from_json(self._kept.get("record", []))

    @cached_property
    def state_before(self) -> str:
        """The state of the last run."""
        return record_digest(self._before)

    @cached_property
    def _changed(self) -> frozenset[str] | None:
        if self._before.get(("program",)) != self.record["program",]:
            return None
        return frozenset(question[1] for question in differences(self._before, self.record))

    def digest_before(self, file: str) -> str:
        """The SHA-256 of a file in the state of the last run; `ABSENT` where there was none."""
        return self._before.get(("file", file), ABSENT)

    def keep(self, known: Known) -> None:
        """Keep what was found out for the next run, if no file was saved meanwhile."""
        if not self.is_current():
            return
        kept = {
            "known": {"state": known.state, "catalogue": catalogue_to_json(known.catalogue), "sound": known.sound},
            "digests": self._file_digests.remembered(),
            "record": record_to_json(self.record),
        }
        if kept != self._kept:
            self._cache.write(self._key, json.dumps(kept).encode())


def input_record(root: Path, digests: FileDigests) -> Record:
    """Every file that a project is read from, those that are looked for and missing too, and the program."""
    found: dict[Question, str] = {("program",): program_key(), **_listings(root)}
    for name in INPUT_FILES:
        found["file", name] = digests.of(root / name)
    for folder in INPUT_FOLDERS:
        for name in input_names(root, folder):
            found["file", f"{folder}/{name}"] = digests.of(root / folder / name)
    return found


def _listings(root: Path) -> dict[Question, str]:
    """Which files are in the folders that a project is read from."""
    return {("names", name): answer(*input_names(root, name)) for name in INPUT_FOLDERS}
