"""Reads a project's files from disk, and records the digest of each."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.diagnostics import Collector, ProblemsFound
from reportgen.files import read_named
from reportgen.project.places import names_in
from reportgen.project.text_file import MAX_BYTES


@dataclass(slots=True)
class FileReader:
    """Reads files below `root`; `digests` maps each path read (with `/`) to the SHA-256 of its bytes."""

    root: Path
    problems: Collector
    digests: dict[str, str] = field(default_factory=dict)

    def read(self, relative: str, hint: str) -> bytes | None:
        """The bytes of a file, or None when it cannot be read, which goes to `problems`.

        Faults are those of `read_named`; `hint` says where a file comes from that is missing.
        """
        try:
            data = read_named(self.root / relative, relative, hint, MAX_BYTES)
        except ProblemsFound as found:
            self.problems.extend(found.diagnostics)
            return None
        self.digests[relative] = hashlib.sha256(data).hexdigest()
        return data

    def names(self, folder: str, suffix: str) -> list[str]:
        """The files of a folder that end in `suffix`, without it, sorted; none when there is no folder.

        Passed over are hidden files and the lock files of Office (`~$…`).
        """
        return [name.removesuffix(suffix) for name in names_in(self.root / folder, (suffix,))]
