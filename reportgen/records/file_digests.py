"""Digests of files, remembered with size, dates and number of each, so that a file that did not change is not read.

A date proves little by itself: a file can be written twice within the clock's smallest step. So what is remembered is
believed only of a file that was at rest for a while when it was looked at; of others the bytes are read again.
"""

from __future__ import annotations

import contextlib
import stat
import time
from collections.abc import Mapping
from pathlib import Path

from reportgen.files import read_file
from reportgen.records.questions import ABSENT, digest

_AT_REST = 2_000_000_000
"""Nanoseconds that a file must not have changed for: FAT, the coarsest of file systems, counts in two seconds."""
_CLOCK_STEP = 20_000_000
"""Nanoseconds within which two changes may get the same date: clocks of kernels tick a hundred times a second."""

Stamp = tuple[int, int, int, int]
"""Size, dates of the content and of the entry in nanoseconds, and the number of a file."""


def _stamp(name: str) -> Stamp | None:
    """The stamp of a regular file, or None where there is none."""
    try:
        status = Path(name).stat()
    except OSError:
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


class FileDigests:
    """The digests of the files that are asked for; `known` is what `remembered` gave in an earlier run."""

    def __init__(self, known: Mapping[str, object] | None = None) -> None:
        self._known: dict[str, tuple[Stamp, str]] = {}
        for path, entry in (known or {}).items():
            match entry:
                case [[int(size), int(changed), int(moved), int(number)], str(found)]:
                    self._known[path] = ((size, changed, moved, number), found)
        self._asked: dict[str, tuple[Stamp, str]] = {}
        self._looked_at: dict[str, Stamp | None] = {}
        self._begun = time.time_ns()

    def of(self, path: Path | str) -> str:
        """The SHA-256 of a file, or `ABSENT` where there is no file that can be read."""
        name = str(path)
        stamp = self._looked_at[name] = _stamp(name)
        if stamp is None:
            return ABSENT
        known = self._known.get(name)
        if known is None or known[0] != stamp:
            try:
                known = (stamp, digest(read_file(Path(name))))
            except OSError:
                return ABSENT
        self._asked[name] = known
        return known[1]

    def are_as_they_were(self) -> bool:
        """Whether each file that was asked for is the one that was looked at: none was saved since, or saved back."""
        return all(map(self._is_as_it_was, self._looked_at))

    def _is_as_it_was(self, name: str) -> bool:
        """Whether a file is the one that was looked at.

        One that was saved only just before may since have been saved with the same date: it is read again.
        """
        stamp = self._looked_at[name]
        if stamp is None or max(stamp[1], stamp[2]) < self._begun - _CLOCK_STEP:
            return _stamp(name) == stamp
        is_past = max(stamp[1], stamp[2]) < time.time_ns() - _CLOCK_STEP
        return is_past and _stamp(name) == stamp and self._asked.get(name) == (stamp, FileDigests().of(name))

    def were_saved(self) -> bool:
        """Whether a file that was asked for has another date or size than when it was looked at."""
        return any(_stamp(name) != stamp for name, stamp in self._looked_at.items())

    def seconds_at_rest(self) -> float:
        """How long ago one of the files that were asked for was changed, or one came or went beside it, by dates."""
        dates = [max(stamp[1], stamp[2]) for stamp in self._looked_at.values() if stamp is not None]
        for folder in {Path(name).parent for name in self._looked_at}:
            with contextlib.suppress(OSError):
                dates.append(folder.stat().st_mtime_ns)
        return (time.time_ns() - max(dates, default=0)) / 1e9

    def remembered(self) -> dict[str, list[object]]:
        """What a later run need not read again: of the files that were asked for, now or in earlier runs."""
        rested = time.time_ns() - _AT_REST
        return {
            path: [list(stamp), found]
            for path, (stamp, found) in sorted({**self._known, **self._asked}.items())
            if max(stamp[1], stamp[2]) < rested
        }
