"""A desk that is closed while it works."""

from __future__ import annotations

import asyncio
import threading
import urllib.request
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from reportgen.live.live_project import LiveProject, Wanted
from reportgen.preview import pictures
from reportgen.preview.desk import Desk
from reportgen.preview.events import Events
from reportgen.preview.server import Server, listening
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


def test_a_page_that_hears_nothing_lets_go_at_once() -> None:
    """The stream of an idle project ends when the server does, not with its next sign of life."""

    async def last_heard() -> str:
        events = Events()
        stream = events.stream()
        await anext(stream)
        asyncio.get_running_loop().call_later(0.1, events.close)
        return await asyncio.wait_for(anext(stream, ""), 5)

    assert asyncio.run(last_heard()) == ""


def test_an_answer_that_is_cut_off_is_no_fault(capfd: pytest.CaptureFixture[str]) -> None:
    """Ctrl+C while a page waits for a picture says nothing but that the program has stopped."""
    asked = threading.Event()

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        asked.set()
        await asyncio.sleep(60)

    def ask(port: int) -> None:
        with pytest.raises(OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/")

    with listening(0) as listener:
        config = uvicorn.Config(slow, log_level="warning", lifespan="off", timeout_graceful_shutdown=1)
        server = Server(config, Events())
        serving = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        asking = threading.Thread(target=ask, args=(listener.getsockname()[1],))
        serving.start()
        asking.start()
        assert asked.wait(30)
        server.should_exit = True
        serving.join(30)
        asking.join(30)
    assert capfd.readouterr().err == ""
