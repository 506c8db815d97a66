"""Writes files atomically, and finds what a killed program has left of that."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from pathlib import Path

_PREFIX, _SUFFIX = ".reportgen-", ".tmp"
_ABANDONED_SECONDS = 3600
"""The age from which a temporary file belongs to no build that is going on."""


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file under a temporary name beside it, flush it to disk, and rename it into place.

    At every moment the final name holds the old file or the whole new one; on failure the old one
    stays and nothing else is left. Raises `OSError`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_PREFIX, suffix=_SUFFIX)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def abandoned_files(folder: Path) -> list[Path]:
    """The temporary files below a folder that a killed program has left there, in order."""
    now = time.time()
    found = sorted(folder.rglob(f"{_PREFIX}*{_SUFFIX}"))
    return [path for path in found if path.is_file() and now - path.stat().st_mtime > _ABANDONED_SECONDS]
