"""Runs the server on this computer alone, until it is stopped."""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path

import uvicorn

from reportgen.live.live_project import LiveProject, Wanted
from reportgen.preview.app import make_app
from reportgen.preview.desk import Desk
from reportgen.preview.events import Events
from reportgen.preview.security import Rules

LOOPBACK = "127.0.0.1"


class PortTaken(OSError):
    """Another program listens there, or nobody may."""


@contextlib.contextmanager
def listening(port: int) -> Iterator[socket.socket]:
    """A socket of this computer's own address, which no other computer reaches; 0 takes any free port.

    Raises `PortTaken`.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((LOOPBACK, port))
        except OSError as fault:
            raise PortTaken(*fault.args) from fault
        listener.listen()  # a browser that comes before the server is ready waits for it
        yield listener


def serve(root: Path, out: Path, wanted: Wanted, port: int, opened: Callable[[str], None]) -> None:
    """Serve a project until the program is interrupted; `opened` is told the page's address when it can be asked for.

    Raises `PortTaken`.
    """
    with listening(port) as listener:
        rules = Rules(listener.getsockname()[1])
        events = Events()
        desk = Desk(LiveProject(root, out, wanted), events)
        config = uvicorn.Config(
            make_app(desk, events, rules), log_level="warning", lifespan="off", server_header=False, ws="none",
            timeout_graceful_shutdown=1,
        )  # fmt: skip
        server = Server(config, events)
        desk.start()
        opened(f"http://{LOOPBACK}:{rules.port}/")
        try:
            server.run(sockets=[listener])
        finally:
            desk.close()


class Server(uvicorn.Server):
    """A server that ends the streams of events first: they would keep it from ending."""

    def __init__(self, config: uvicorn.Config, events: Events) -> None:
        super().__init__(config)
        self._events = events

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End all streams, then the server; that it cuts off an answer which takes longer is no fault to tell of."""
        self._events.close()
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)


def open_browser(address: str) -> None:
    """Open the page, without waiting for the browser."""
    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
