"""Opens a file in the program that this computer has for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def can_open() -> bool:
    """Whether this computer has a way to open files in their own programs."""
    return sys.platform in ("win32", "darwin") or shutil.which("xdg-open") is not None


def open_file(path: Path) -> bool:
    """Open a file as a double click would; whether this computer knows how to. Nothing waits for the program."""
    if sys.platform == "win32":
        os.startfile(path)
        return True
    opener = "open" if sys.platform == "darwin" else shutil.which("xdg-open")
    if opener is None:
        return False
    subprocess.Popen(
        [opener, str(path)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    return True
