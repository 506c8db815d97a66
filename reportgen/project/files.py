"""Reads a project's files from disk, and records the digest of each."""

from __future__ import annotations

import hashlib
import stat
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.diagnostics import Collector, Location, Message
from reportgen.files import read_file, reason_of
from reportgen.project.places import names_in
from reportgen.project.text_file import MAX_BYTES, too_large


@dataclass(slots=True)
class FileReader:
    """Reads files below `root`; `digests` maps each path read (with `/`) to the SHA-256 of its bytes."""

    root: Path
    problems: Collector
    digests: dict[str, str] = field(default_factory=dict)

    def read(self, relative: str, hint: str) -> bytes | None:
        """The bytes of a file, or None when it cannot be read, which goes to `problems`.

        Faults: `missing-file` (with `hint`, which says where the file comes from), `unreadable-file`
        (a folder, a pipe, a device, no permission; a pipe is not opened, it might block), `too-large`.
        """
        path = self.root / relative
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                self.problems.error("unreadable-file", Message("this is not a file"), Location(relative), hint)
                return None
            if status.st_size > MAX_BYTES:
                self.problems.extend([too_large(relative)])
                return None
            data = read_file(path)
        except FileNotFoundError:
            self.problems.error("missing-file", Message("the file is missing"), Location(relative), hint)
            return None
        except OSError as error:
            message = Message("the file cannot be read ({reason})", reason=reason_of(error))
            self.problems.error("unreadable-file", message, Location(relative), Message("check its permissions"))
            return None
        self.digests[relative] = hashlib.sha256(data).hexdigest()
        return data

    def names(self, folder: str, suffix: str) -> list[str]:
        """The files of a folder that end in `suffix`, without it, sorted; none when there is no folder.

        Passed over are hidden files and the lock files of Office (`~$…`).
        """
        return [name.removesuffix(suffix) for name in names_in(self.root / folder, (suffix,))]
