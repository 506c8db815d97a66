"""`reportgen watch` as a process of its own, whose events a test waits for."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

REPOSITORY = Path(__file__).parents[2]
PATIENCE = 60
"""Seconds after which an event is not expected any more: machines are busy."""

Event = Mapping[str, Any]


class Watching:
    """A watched project; a context manager, which ends the program."""

    def __init__(self, root: Path, *options: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "reportgen", "watch", "--json-lines", *options],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.heard: list[Event] = []
        self._events: queue.Queue[Event] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self) -> Self:
        """Wait until everything is made for the first time."""
        self.next("save")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._events.put(json.loads(line))

    def next(self, name: str) -> Event:
        """The next event of a name; others before it are passed over."""
        while True:
            event = self._events.get(timeout=PATIENCE)
            self.heard.append(event)
            if event["event"] == name:
                return event

    def is_quiet(self, seconds: float) -> bool:
        """Whether nothing is heard for some seconds."""
        try:
            self._events.get(timeout=seconds)
        except queue.Empty:
            return True
        return False

    def interrupt(self) -> int:
        """Type Ctrl+C; the exit status."""
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(PATIENCE)


def codes(event: Event) -> set[str]:
    """The codes of what an event says is wrong."""
    return {one["code"] for one in event["diagnostics"]}


def written(event: Event) -> set[str]:
    """The names of the files that an event says were written."""
    return {Path(file["path"]).name for file in event["files"] if file["outcome"] == "written"}
