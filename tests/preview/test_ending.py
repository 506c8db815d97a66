"""A desk that is closed while it works."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from reportgen.live.live_project import LiveProject, Wanted
from reportgen.preview import pictures
from reportgen.preview.desk import Desk
from reportgen.preview.events import Events
from tests.preview.conftest import no_office

_SECONDS_TO_BEGIN = 0.3


class _Waited(Events):
    """Events of which the first file is told at length: meanwhile the desk is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.is_told = threading.Event()

    def publish(self, name: str, **data: Any) -> None:
        """Tell it."""
        if name == "file" and not self.is_told.is_set():
            self.is_told.set()
            threading.Event().wait(_SECONDS_TO_BEGIN)


def test_closed_it_ends_after_the_file_that_is_being_made(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing is written any more: neither files of the project, nor what is kept of it."""
    monkeypatch.setattr(pictures, "find_libreoffice", no_office)
    events, live = _Waited(), LiveProject(root, tmp_path / "out", Wanted())
    desk = Desk(live, events)
    desk.start()
    assert events.is_told.wait(60)
    desk.close()
    working = [thread.name for thread in threading.enumerate() if thread.name.startswith(("builder", "check"))]
    made = list((tmp_path / "out").rglob("*.*x"))
    assert (working, len(made) < len(live.targets)) == ([], True)
