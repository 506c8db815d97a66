"""The addresses of the server, and what each answers."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from importlib.resources import files
from mimetypes import guess_type
from typing import Any

from pydantic_core import to_json
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from reportgen.diagnostics import ENGLISH, ProblemsFound, all_translated, language_of, translation_into
from reportgen.files import read_file
from reportgen.preview import requests
from reportgen.preview.desk import Desk
from reportgen.preview.events import Events
from reportgen.preview.messages import Conflict, Refused, Row
from reportgen.preview.pictures import WIDTHS
from reportgen.preview.reading.findings import finding_of
from reportgen.preview.reading.reader import NotThere
from reportgen.preview.security import Guard, Rules, TooLong
from reportgen.preview.writing.corrections import Answer

ASSETS = files("reportgen.preview") / "assets"
_KEY = re.compile(r"[0-9a-f]{64}")
_FOR_EVER = {"cache-control": "private, max-age=604800, immutable"}
_TOKEN_PLACE = "{{token}}"
_STATUS: Mapping[type, int] = {Conflict: 409, Refused: 422}
_CONTENT = (Row,)
"""What the page is told of the content alone, in the content's languages: most of what is sent."""
_Answer = Callable[[Request], Awaitable[Any]]


def make_app(desk: Desk, events: Events, rules: Rules) -> Guard:
    """The server for a desk."""
    routes = _Routes(desk, events, rules)
    app = Starlette(
        routes=[
            Route("/", routes.page),
            Route("/assets/{name:path}", routes.asset),
            Route("/events", routes.events),
            Route("/api/state", _json(routes.state)),
            Route("/api/pack/{pack}/{kind}", _json(routes.pages)),
            Route("/api/row/{pack}/{kind}/{page}/{row}", _json(routes.row)),
            Route("/api/template/{name}", _json(routes.template)),
            Route("/api/find", _json(routes.found)),
            Route("/api/try", _json(routes.tried), methods=["POST"]),
            Route("/api/correct", _json(routes.correct), methods=["POST"]),
            Route("/api/sign", _json(routes.sign), methods=["POST"]),
            Route("/api/term", _json(routes.rename), methods=["POST"]),
            Route("/api/print", _json(routes.print_again), methods=["POST"]),
            Route("/api/open", _json(routes.open), methods=["POST"]),
            Route("/picture/{key}/{page:int}/{size}.png", routes.picture),
            Route("/download/{name:path}", routes.download),
        ],
        exception_handlers={TooLong: _too_long},
    )
    return Guard(app, rules)


def _json(answer: _Answer) -> Callable[[Request], Awaitable[Response]]:
    """An answer as JSON; what is not there is 404, and faults of the project's files are 422 with all of them."""

    async def answered(request: Request) -> Response:
        try:
            found = await answer(request)
            return _as_json(request, found, _STATUS.get(type(found), 200))
        except requests.BadRequest as fault:
            return _as_json(request, {"wrong": str(fault)}, 400)
        except NotThere as missing:
            return _as_json(request, {"missing": str(missing)}, 404)
        except ProblemsFound as found:
            return _as_json(request, {"findings": [*map(finding_of, found.diagnostics)]}, 422)

    return answered


def _as_json(request: Request, message: Any, status: int) -> Response:
    """A message as the page reads it, its sentences in the page's language.

    It is written by pydantic's serialiser: a long deck has thousands of texts.
    """
    language = _language(request)
    said = message if language == ENGLISH else all_translated(message, translation_into(language), _CONTENT)
    return Response(to_json(said), status, media_type="application/json")


def _language(request: Request) -> str:
    """The first language of a request that sentences can be said in (RFC 9110 §12.5.4; the page sends its own)."""
    asked = (one.partition(";")[0].strip() for one in request.headers.get("accept-language", "").split(","))
    return next(filter(None, map(language_of, asked)), ENGLISH)


async def _too_long(request: Request, fault: Exception) -> Response:
    return _as_json(request, {"missing": "the request is too long"}, 413)


class _Routes:
    """What is answered at each address."""

    def __init__(self, desk: Desk, events: Events, rules: Rules) -> None:
        self._desk = desk
        self._events = events
        self._rules = rules

    async def page(self, request: Request) -> Response:
        """The page itself, with its token."""
        text = (ASSETS / "index.html").read_text(encoding="utf-8")
        return Response(text.replace(_TOKEN_PLACE, self._rules.token), media_type="text/html")

    async def asset(self, request: Request) -> Response:
        """A file of the page: one of those that were shipped, by its name."""
        found = ASSETS
        for step in request.path_params["name"].split("/"):
            inside = {one.name: one for one in found.iterdir()} if found.is_dir() else {}
            if step not in inside:
                raise HTTPException(404)
            found = inside[step]
        if not found.is_file():
            raise HTTPException(404)
        kind = guess_type(found.name)[0] or "application/octet-stream"
        return Response(found.read_bytes(), media_type=kind)

    async def events(self, request: Request) -> Response:
        """What is new, for as long as the page is open."""
        return StreamingResponse(self._events.stream(), media_type="text/event-stream")

    async def state(self, request: Request) -> Any:
        """The project."""
        return self._desk.state()

    async def pages(self, request: Request) -> Any:
        """The pages of a kind of a pack."""
        return await self._desk.pages(request.path_params["pack"], request.path_params["kind"])

    async def row(self, request: Request) -> Any:
        """A row in full."""
        names = (request.path_params[name] for name in ("pack", "kind", "page", "row"))
        return await self._desk.row(*names)

    async def template(self, request: Request) -> Any:
        """The slides of a template."""
        return await run_in_threadpool(self._desk.template, request.path_params["name"])

    async def found(self, request: Request) -> Any:
        """Where the content says some words."""
        return await self._desk.found(request.query_params.get("words", ""))

    async def tried(self, request: Request) -> Any:
        """What a text would print as while it is typed."""
        body = requests.read_body(await request.body())
        pack, kind, page, row = (requests.text(body, name) for name in ("pack", "kind", "page", "row"))
        return await self._desk.tried(pack, kind, page, row, requests.wordings(body))

    async def correct(self, request: Request) -> Answer:
        """A text that is to say something else."""
        wanted = requests.correction(requests.read_body(await request.body()))
        return await run_in_threadpool(self._desk.change, wanted)

    async def sign(self, request: Request) -> Answer:
        """A translation that is signed off, or no longer is."""
        wanted = requests.sign_off(requests.read_body(await request.body()))
        return await run_in_threadpool(self._desk.change, wanted)

    async def rename(self, request: Request) -> Answer:
        """A cell of the glossary that is to say something else."""
        wanted = requests.name_change(requests.read_body(await request.body()))
        return await run_in_threadpool(self._desk.change, wanted)

    async def print_again(self, request: Request) -> Any:
        """A file that could not be printed, and is to be tried again."""
        self._desk.again(requests.text(requests.read_body(await request.body()), "name"))
        return {}

    async def open(self, request: Request) -> Any:
        """A file that is to be opened in the program of this computer for it."""
        name = requests.text(requests.read_body(await request.body()), "path")
        return {"opened": await run_in_threadpool(self._desk.open, name)}

    async def picture(self, request: Request) -> Response:
        """A page of a printed file; what its key stands for never changes."""
        key, page, size = (request.path_params[name] for name in ("key", "page", "size"))
        if not _KEY.fullmatch(key) or size not in WIDTHS:
            raise HTTPException(404)
        picture = await run_in_threadpool(self._desk.pictures.picture, key, page, size)
        if picture is None:
            raise HTTPException(404)
        return Response(picture, media_type="image/png", headers=_FOR_EVER)

    async def download(self, request: Request) -> Response:
        """A file that a build has made."""
        path = self._desk.file(request.path_params["name"])
        if path is None:
            raise HTTPException(404)
        headers = {"content-disposition": f'attachment; filename="{path.name}"'}
        return Response(read_file(path), media_type="application/octet-stream", headers=headers)
