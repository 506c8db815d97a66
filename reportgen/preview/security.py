"""Who may ask the server, and for what: this computer, this page, and writes only with the page's own token.

A page of another site can send requests to a server on this computer, and after DNS rebinding read the answers too. So
the name that a request was sent to (`Host`) and the page it comes from (`Origin`, `Sec-Fetch-Site`) have to be ours.
Whatever changes a file needs a token that only our page knows. Answers tell the browser to run nothing but our files.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN_HEADER = "x-reportgen-token"
MOST_BYTES = 256 * 1024
"""The longest request: a text and its translations are a few thousand characters."""
_READING = ("GET", "HEAD")
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
HEADERS: Mapping[str, str] = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; "
        "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "DENY",
}
"""What every answer says: content is shown and never run, and no other site may embed it."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What is let in: the port that names of this computer may be followed by, and the token of the page."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    def refusal(self, method: str, headers: Headers) -> tuple[int, str] | None:
        """The status and the reason with which a request is turned away; None where it may go on."""
        hosts = [f"{name}:{self.port}" for name in _LOOPBACK]
        host, origin = headers.get("host", ""), headers.get("origin")
        if len(headers.getlist("host")) != 1 or host not in hosts:
            return 421, "this server answers to names of this computer only"
        if origin is not None and origin != f"http://{host}":
            return 403, "another site's page may not ask here"
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return 403, "another site's page may not ask here"
        if method in _READING:
            return None
        if origin is None or not secrets.compare_digest(headers.get(TOKEN_HEADER, "").encode(), self.token.encode()):
            return 403, "only the page itself may change anything; reload it"
        if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return 415, "a change is sent as JSON"
        return None


class Guard:
    """Turns requests away that break the rules or are too long, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self._app = app
        self._rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; what is no HTTP request (a web socket) is closed."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-store")
            await send(message)

        headers = Headers(scope=scope)
        refused = self._rules.refusal(scope["method"], headers)
        if refused is None and _declared_length(headers) > MOST_BYTES:
            refused = (413, "the request is too long")
        if refused is not None:
            await PlainTextResponse(refused[1], refused[0])(scope, receive, send_with_headers)
            return
        await self._app(scope, _limited(receive), send_with_headers)


class TooLong(Exception):
    """A request went on after `MOST_BYTES`, whatever it had declared."""


def _declared_length(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isascii() and length.isdecimal() else MOST_BYTES + 1


def _limited(receive: Receive) -> Receive:
    """The parts of a request, until they are too many. Raises `TooLong`."""
    received = 0

    async def limited() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > MOST_BYTES:
            raise TooLong
        return message

    return limited
