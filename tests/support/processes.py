"""The program as a process of its own, and all that it has started, which is found by a mark in the environment."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

REPOSITORY = Path(__file__).parents[2]
_MARK = "REPORTGEN_TEST_MARK"


class Process:
    """`reportgen`, started in a folder and in a session of its own, so that signals can be sent to all of it."""

    def __init__(
        self, line: str | Sequence[str], folder: Path, environment: Mapping[str, str] | None = None,
        stdout: int | IO[Any] = subprocess.PIPE,
    ) -> None:  # fmt: skip
        self._mark = f"{_MARK}={uuid.uuid4().hex}"
        name, _, value = self._mark.partition("=")
        words = line.split() if isinstance(line, str) else line
        self.process = subprocess.Popen(
            [sys.executable, "-m", "reportgen", *words],
            cwd=folder, stdout=stdout, stderr=subprocess.PIPE, text=True, encoding="utf-8", start_new_session=True,
            env={**(os.environ if environment is None else environment), "PYTHONPATH": str(REPOSITORY), name: value},
        )  # fmt: skip

    def signal(self, number: int, to_all: bool = False) -> None:
        """Send a signal to the process, or to all of its group, as a terminal does."""
        (os.killpg if to_all else os.kill)(self.process.pid, number)

    def end(self, seconds: float = 60) -> tuple[int, str, str]:
        """Wait until nobody holds its pipes any more: exit status, standard output, standard error."""
        out, err = self.process.communicate(timeout=seconds)
        return self.process.returncode, out, err

    def alive(self) -> dict[int, str]:
        """Every process that runs of it, with its command; one that nobody has waited for yet does not run."""
        found = {}
        for place in Path("/proc").iterdir():
            try:
                if place.name.isdigit() and self._mark.encode() in (place / "environ").read_bytes():
                    state = (place / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
                    if state not in "ZX":
                        words = (place / "cmdline").read_bytes().decode("utf-8", "replace").split("\0")
                        found[int(place.name)] = " ".join(words)
            except OSError:  # it has just ended
                continue
        return found

    def left_after(self, seconds: float) -> dict[int, str]:
        """What still runs of it after so many seconds, or nothing sooner; what does is ended then."""
        end = time.monotonic() + seconds
        while (left := self.alive()) and time.monotonic() < end:
            time.sleep(0.05)
        for pid in left:
            os.kill(pid, 9)
        return left
