"""The page of `reportgen preview`, served by the command itself, for the pictures and the tests of it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = "/usr/bin/chromium"
"""Debian's browser; Playwright drives it, and brings none of its own here."""
PARTS = ("reportgen.yaml", "content", "glossary", "templates")
"""What a project is made of."""
_SECONDS_TO_END = 20


@dataclass(frozen=True)
class Served:
    """A project, and where its page is."""

    root: Path
    address: str


@contextmanager
def served_project(folder: Path, *arguments: str) -> Iterator[Served]:
    """A copy of the shipped project in `folder`, watched and served by a process of its own until the block ends."""
    for part in PARTS:
        source = ROOT / part
        shutil.copytree(source, folder / part) if source.is_dir() else shutil.copy(source, folder / part)
    command = [sys.executable, "-m", "reportgen", "preview", "--no-open", "--port", "0", "--project", str(folder)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen([*command, *arguments], stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://\S+", process.stdout.readline())
            if found is None:
                raise RuntimeError("the command did not say where the page is")
            yield Served(folder, found[0])
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=_SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                process.kill()
