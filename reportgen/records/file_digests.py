"""Digests of files, remembered with size, dates and number of each, so that a file that did not change is not read.

A date proves little by itself: a file can be written twice within the clock's smallest step. So what is remembered is
believed only of a file that was at rest for a while when it was looked at; of others the bytes are read again.
"""

from __future__ import annotations

import stat
import time
from collections.abc import Mapping
from pathlib import Path

from reportgen.records.questions import ABSENT, digest

_AT_REST = 2_000_000_000
"""Nanoseconds that a file must not have changed for: FAT, the coarsest of file systems, counts in two seconds."""

Stamp = tuple[int, int, int, int]
"""Size, dates of the content and of the entry in nanoseconds, and the number of a file."""


class FileDigests:
    """The digests of the files that are asked for; `known` is what `remembered` gave in an earlier run."""

    def __init__(self, known: Mapping[str, object] | None = None) -> None:
        self._known: dict[str, tuple[Stamp, str]] = {}
        for path, entry in (known or {}).items():
            match entry:
                case [[int(size), int(changed), int(moved), int(number)], str(found)]:
                    self._known[path] = ((size, changed, moved, number), found)
        self._asked: dict[str, tuple[Stamp, str]] = {}

    def of(self, path: Path | str) -> str:
        """The SHA-256 of a file, or `ABSENT` where there is no file that can be read."""
        name = str(path)
        try:
            status = Path(name).stat()
        except OSError:
            return ABSENT
        if not stat.S_ISREG(status.st_mode):
            return ABSENT
        stamp = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
        known = self._known.get(name)
        if known is None or known[0] != stamp:
            try:
                known = (stamp, digest(Path(name).read_bytes()))
            except OSError:
                return ABSENT
        self._asked[name] = known
        return known[1]

    def remembered(self) -> dict[str, list[object]]:
        """What a later run need not read again: of the files that were asked for, now or in earlier runs."""
        rested = time.time_ns() - _AT_REST
        return {
            path: [list(stamp), found]
            for path, (stamp, found) in sorted({**self._known, **self._asked}.items())
            if max(stamp[1], stamp[2]) < rested
        }
