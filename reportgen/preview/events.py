"""Tells every open page what is new, by server-sent events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

_SECONDS_BETWEEN_SIGNS = 15.0
"""A page that hears nothing for longer takes the server to have ended."""
_MOST_WAITING = 256
"""Events that wait for a page which does not read them; it is then told to ask for everything again."""
_Event = tuple[str, Mapping[str, Any]]
_RELOAD: _Event = ("state", {})
_END: _Event = ("", {})


class Events:
    """The open pages. `publish` may be called from any thread, the rest from that of the event loop."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._queues: set[asyncio.Queue[_Event]] = set()
        self._closing = asyncio.Event()

    def publish(self, name: str, **data: Any) -> None:
        """Send an event to every open page."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._put, (name, data))

    def close(self) -> None:
        """End all streams, so that the server can end: those too that have nothing to tell."""
        self._closing.set()
        self._put(_END)

    def _put(self, event: _Event) -> None:
        for queue in self._queues:
            if queue.full():
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait(_RELOAD)
            else:
                queue.put_nowait(event)

    async def stream(self) -> AsyncIterator[str]:
        """The events for one page, as text, until it is closed or the server ends."""
        self._loop = asyncio.get_running_loop()
        queue: asyncio.Queue[_Event] = asyncio.Queue(_MOST_WAITING)
        self._queues.add(queue)
        try:
            yield "retry: 500\nevent: state\ndata: {}\n\n"
            while not self._closing.is_set():
                try:
                    event = await asyncio.wait_for(queue.get(), _SECONDS_BETWEEN_SIGNS)
                    if event is _END:
                        return
                    name, data = event
                    yield f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
                except TimeoutError:
                    yield ": still here\n\n"
        finally:
            self._queues.discard(queue)
