"""What may happen to a file that nobody looks after."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) * 2 // 3] ^= 1
    path.write_bytes(data)


def _replace_by(make: Callable[[Path], object]) -> Callable[[Path], None]:
    def replace(path: Path) -> None:
        path.unlink()
        make(path)

    return replace


def _link(path: Path) -> None:
    """A link to the whole file, which now lies elsewhere."""
    elsewhere = path.parent.parent / f"{path.name}.elsewhere"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)


DAMAGES: Mapping[str, Callable[[Path], object]] = {
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "emptied": lambda path: path.write_bytes(b""),
    "a bit changed": _flip,
    "a folder": _replace_by(Path.mkdir),
    "a link": _link,
} | (
    {"a pipe": _replace_by(os.mkfifo), "others can write": lambda path: path.chmod(0o666)}
    if sys.platform != "win32"
    else {}
)
"""What happens → what does it to a file."""
