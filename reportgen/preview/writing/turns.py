"""Lets one thread of one process at a time change the files of a project."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from reportgen.records.cache import cache_folder
from reportgen.records.questions import digest


class Turns:
    """Whose turn it is to change the project in the folder `root`: a lock that other processes of the user see too."""

    def __init__(self, root: Path) -> None:
        self._own = threading.Lock()
        self._file = cache_folder() / "locks" / digest(str(root.absolute()).encode("utf-8", "surrogateescape"))

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Wait until nobody else changes the project, and keep others waiting. Raises `OSError`."""
        with self._own:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                _wait_for(handle)
                yield
            finally:
                os.close(handle)  # and with it the lock goes


def _wait_for(handle: int) -> None:
    """Lock an open file until it is closed."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)
