"""What the page asks: one project with its words, its pictures and its corrections."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reportgen.live.live_project import LiveProject
from reportgen.model.target import Target
from reportgen.preview.builder import Builder
from reportgen.preview.events import Events
from reportgen.preview.frame import state_of, titles_of
from reportgen.preview.messages import Done, Hits, Pages, Preview, RowDetail, State, TemplatePages
from reportgen.preview.open_file import open_file
from reportgen.preview.pictures import Pictures
from reportgen.preview.reading.findings import about
from reportgen.preview.reading.reader import NotThere, Reader
from reportgen.preview.reading.templates import template_pages
from reportgen.preview.sheets import Sheets
from reportgen.preview.writing.corrections import Answer, Correction, Corrections, NameChange, SignOff
from reportgen.project.load import Project
from reportgen.project.places import TEMPLATES_FOLDER


class Desk:
    """A project that somebody works on. `start` begins the first build; `close` ends all that was started."""

    def __init__(self, live: LiveProject, events: Events, lanes: int = 0) -> None:
        self._live = live
        self._events = events
        self._targets: tuple[Target, ...] = ()
        self._titles: Mapping[str, Mapping[str, str]] = {}
        self._reader = Reader(live.out)
        self._corrections = Corrections(live.root)
        self.pictures = Pictures(self._tell_of_picture, lanes)
        self._sheets = Sheets(self.pictures)
        self._builder = Builder(live, events, self.pictures, self._sheets.history, self._show)

    def start(self) -> None:
        """Begin to build, and to print."""
        self.pictures.start()
        self._builder.start()

    def close(self) -> None:
        """End all printing, then what is being made."""
        self.pictures.close()
        self._builder.close()
        self._reader.close()

    # -- told by other threads

    def _show(self, project: Project) -> None:
        """Let all answers be about this state of the project."""
        targets = tuple(self._live.select(project))
        self._reader.take_over(project, targets)
        self._targets = targets
        self._titles = {**self._titles, **titles_of(project, targets)}  # a pack with faults keeps the last good one

    def _tell_of_picture(self, name: str) -> None:
        """A file's pictures are there, or why not; with an empty name LibreOffice was found, or not."""
        target = next((target for target in self._targets if str(target.path) == name), None)
        if target is None:
            self._events.publish("state")
        else:
            self._events.publish("picture", pack=target.sector, kind=target.kind.name, tag=target.edition)

    # -- asked by the page: of what is not there all raise `NotThere`

    def state(self) -> State:
        """The project as the page's frame shows it."""
        return state_of(self._reader.project, self._targets, self._titles, self._builder.built, self.pictures.printer)

    async def pages(self, pack: str, kind: str) -> Pages:
        """The pages of a kind of a pack, in all languages. Raises `ProblemsFound` where none can be made."""
        own = self._own(pack, kind)
        targets = list(own.values())
        self._builder.look_at(targets)
        self._sheets.look_at(targets)
        found = about(self._builder.built.findings, targets)
        return await self._reader.pages(targets, self._epoch, found, lambda pages: self._sheets.dressed(pages, own))

    async def row(self, pack: str, kind: str, page: str, row: str) -> RowDetail:
        """A row of a page in full; raises as `pages` does."""
        return await self._reader.row(list(self._own(pack, kind).values()), page, row, self._epoch)

    async def tried(self, pack: str, kind: str, page: str, row: str, wordings: Mapping[str, str]) -> Preview:
        """What a row would print as with other wordings; raises as `pages` does."""
        return await self._reader.tried(list(self._own(pack, kind).values()), page, row, wordings)

    def template(self, name: str) -> TemplatePages:
        """The slides of a template. Raises `ProblemsFound` where it cannot be read."""
        own = [target for target in self._targets if target.template == name]
        path = self._live.root / TEMPLATES_FOLDER / name
        if not own or not path.is_file():
            raise NotThere(name)
        shown = f"{TEMPLATES_FOLDER}/{name}"
        file_digest = self.pictures.want_file(shown, path)
        self.pictures.look_at([shown])
        first = [target for target in own if target.edition == own[0].edition]
        return template_pages(
            self._live.root, self._live.out, name, first, self._epoch, self._builder.built.findings,
            lambda number: self._sheets.picture(shown, file_digest, number),
        )  # fmt: skip

    async def found(self, words: str) -> Hits:
        """Where the content says some words."""
        return Hits(words, await self._reader.hits(words))

    def file(self, name: str) -> Path | None:
        """A file of the output folder, if it is one that builds make and is there."""
        known = {str(target.path): target.path for target in self._targets}
        path = self._live.out / known[name] if name in known else None
        return path if path is not None and path.is_file() else None

    def change(self, wanted: Correction | SignOff | NameChange) -> Answer:
        """Change one text, sign-off or name; what was written is built at once. Raises `ProblemsFound`."""
        project = self._reader.opened
        match wanted:
            case Correction():
                answer = self._corrections.correct(project, wanted)
            case SignOff():
                answer = self._corrections.sign(project, wanted)
            case NameChange():
                answer = self._corrections.rename(wanted)
        if isinstance(answer, Done):
            self._builder.rebuild()
        return answer

    def open(self, name: str) -> bool:
        """Open a file of the project or of the output folder in its own program; whether this computer could.

        Only files that the project is read from, that something was found in, or that builds make, are opened.
        """
        project = self._reader.project
        known = set(project.digests) if project is not None else set()
        known |= {f"{TEMPLATES_FOLDER}/{target.template}" for target in self._targets}
        known |= {finding.place.path for finding in self._builder.built.findings if finding.opens}
        path = self._live.root / name if name in known else self.file(name)
        if path is None or not path.is_file():
            raise NotThere(name)
        return open_file(path)

    def again(self, name: str) -> None:
        """Try once more to print a file that could not be printed."""
        path = self.file(name)
        if path is not None and self.pictures.again(name):
            self.pictures.want_file(name, path)

    @property
    def _epoch(self) -> int:
        return self._builder.built.epoch

    def _own(self, pack: str, kind: str) -> dict[str, Target]:
        """The targets of a kind of a pack, by edition."""
        own = {one.edition: one for one in self._targets if one.sector == pack and one.kind.name == kind}
        if not own:
            raise NotThere(f"{pack}/{kind}")
        return own
