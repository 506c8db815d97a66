"""Finds what a killed program has left of writing files."""

from __future__ import annotations

import time
from pathlib import Path

from reportgen.files import PREFIX, SUFFIX

_ABANDONED_SECONDS = 3600
"""The age from which a temporary file belongs to no build that is going on."""


def abandoned_files(folder: Path) -> list[Path]:
    """The temporary files below a folder that a killed program has left there, in order."""
    now = time.time()
    found = sorted(folder.rglob(f"{PREFIX}*{SUFFIX}"))
    return [path for path in found if path.is_file() and now - path.stat().st_mtime > _ABANDONED_SECONDS]
