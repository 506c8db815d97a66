"""What the page asks: one project with its words, its pictures and its corrections."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from reportgen.build.manifest import Manifest
from reportgen.diagnostics import Collector
from reportgen.live.live_project import LiveProject
from reportgen.model.target import Target
from reportgen.preview.builder import Builder
from reportgen.preview.corrections import Answer, Correction, Corrections, NameChange, SignOff
from reportgen.preview.detail import Details
from reportgen.preview.documents import Documents
from reportgen.preview.events import Events
from reportgen.preview.frame import state_of
from reportgen.preview.history import History
from reportgen.preview.messages import Done, Pages, Preview, RowDetail, State
from reportgen.preview.open_file import open_file
from reportgen.preview.pictures import Pictures
from reportgen.preview.sheets import Sheets
from reportgen.preview.words import Words
from reportgen.project.approvals import load_approvals
from reportgen.project.load import Project
from reportgen.project.places import TEMPLATES_FOLDER

T = TypeVar("T")


class NotThere(LookupError):
    """What was asked for is not in the project."""


class Desk:
    """A project that somebody works on. `start` begins the first build; `close` ends all that was started.

    Words are asked for on a thread of their own, one after the other: a renderer serves one thread.
    """

    def __init__(self, live: LiveProject, events: Events, lanes: int = 0) -> None:
        self._live = live
        self._events = events
        self._history = History()
        self.pictures = Pictures(self._tell_of_picture, lanes)
        self._builder = Builder(live, events, self.pictures, self._history, self._show)
        self._sheets = Sheets(self.pictures, self._history)
        self._corrections = Corrections(live.root)
        self._targets: tuple[Target, ...] = ()
        self._documents: Documents | None = None
        self._words: Words | None = None
        self._reader = ThreadPoolExecutor(1, "words")

    def start(self) -> None:
        """Begin to build, and to print."""
        self.pictures.start()
        self._builder.start()

    def rebuild(self) -> None:
        """Build what has changed."""
        self._builder.rebuild()

    def close(self) -> None:
        """End all printing, then what is being made."""
        self.pictures.close()
        self._builder.close()
        self._reader.shutdown(wait=True, cancel_futures=True)

    # -- told by other threads

    def _show(self, project: Project) -> None:
        """Let all answers be about this state of the project."""
        targets = tuple(self._live.select(project))
        self._reader.submit(self._take_over, project).result()
        self._targets = targets

    def _take_over(self, project: Project) -> None:
        if self._documents is None:
            self._documents = Documents(project)
        else:
            self._documents.take_over(project)
        self._words = Words(self._documents, load_approvals(project.root, Collector(), project.languages))

    def _tell_of_picture(self, name: str) -> None:
        """A file's pictures are there, or why not; with an empty name LibreOffice was found, or not."""
        target = next((target for target in self._targets if str(target.path) == name), None)
        if target is None:
            self._events.publish("state")
        else:
            self._events.publish("picture", pack=target.sector, kind=target.kind.name, tag=target.edition)

    # -- asked by the page

    def state(self) -> State:
        """The project as the page's frame shows it."""
        project = self._words.project if self._words is not None else None
        return state_of(project, self._targets, self._builder.built, self.pictures.printer)

    async def pages(self, pack: str, kind: str) -> Pages:
        """The pages of a kind of a pack, in all languages. Raises `NotThere`, and `ProblemsFound`."""
        own = self._own(pack, kind)
        self._builder.look_at(list(own.values()))
        self.pictures.look_at([str(target.path) for target in own.values()])
        epoch, targets = self._builder.built.epoch, list(own.values())
        return await self._read(lambda words: self._sheets.dressed(words.pages(targets, epoch), own))

    async def row(self, pack: str, kind: str, page: str, row: str) -> RowDetail:
        """A row of a page in full; raises as `pages` does."""
        targets, epoch = list(self._own(pack, kind).values()), self._builder.built.epoch
        return await self._read(lambda words: self._details(words).row(targets, page, row, epoch))

    async def tried(self, pack: str, kind: str, page: str, row: str, wordings: Mapping[str, str]) -> Preview:
        """What a row would print as with other wordings; raises as `pages` does."""
        targets = list(self._own(pack, kind).values())
        return await self._read(lambda words: self._details(words).tried(targets, page, row, wordings))

    def file(self, name: str) -> Path | None:
        """A file of the output folder, if it is one that builds make and is there."""
        known = {str(target.path): target.path for target in self._targets}
        path = self._live.out / known[name] if name in known else None
        return path if path is not None and path.is_file() else None

    def change(self, wanted: Correction | SignOff | NameChange) -> Answer:
        """Change one text, sign-off or name; what was written is built at once. Raises `NotThere`, `ProblemsFound`."""
        if self._words is None:
            raise NotThere("the project")
        project = self._words.project
        match wanted:
            case Correction():
                answer = self._corrections.correct(project, wanted)
            case SignOff():
                answer = self._corrections.sign(project, wanted)
            case NameChange():
                answer = self._corrections.rename(wanted)
        if isinstance(answer, Done):
            self.rebuild()
        return answer

    def open(self, name: str) -> bool:
        """Open a file of the project or of the output folder in its own program; whether this computer could.

        Only files that the project is read from or that builds make are opened. Raises `NotThere` for others.
        """
        known = set(self._words.project.digests) if self._words is not None else set()
        known |= {f"{TEMPLATES_FOLDER}/{target.template}" for target in self._targets}
        path = self._live.root / name if name in known else self.file(name)
        if path is None or not path.is_file():
            raise NotThere(name)
        return open_file(path)

    def again(self, name: str) -> None:
        """Try once more to print a file that could not be printed."""
        if self.pictures.again(name):
            self.rebuild()

    def _own(self, pack: str, kind: str) -> dict[str, Target]:
        """The targets of a kind of a pack, by edition; raises `NotThere` where there are none."""
        own = {one.edition: one for one in self._targets if one.sector == pack and one.kind.name == kind}
        if not own:
            raise NotThere(f"{pack}/{kind}")
        return own

    def _details(self, words: Words) -> Details:
        return Details(words, self._targets, lambda: Manifest(self._live.out))

    async def _read(self, ask: Callable[[Words], T]) -> T:
        """What the words say, asked on their own thread. Raises `NotThere`."""

        def asked() -> T:
            if self._words is None:
                raise NotThere("the project")
            try:
                return ask(self._words)
            except KeyError as missing:
                raise NotThere(str(missing)) from missing

        return await asyncio.wrap_future(self._reader.submit(asked))
