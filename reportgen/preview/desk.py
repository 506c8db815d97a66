"""What is shown: one project, built again after each save, with its packs and what was last found out of them.

The builder is a thread of its own, so are the words: a page answers while files are made. What both tell the page is
plain data, replaced and never changed.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from reportgen.build.outcome import Outcome, Result
from reportgen.diagnostics import Collector, Diagnostic, ProblemsFound
from reportgen.live.live_project import LiveProject, Rebuild
from reportgen.model.target import OVERVIEW, Target
from reportgen.pack.colours import pack_colour
from reportgen.preview.documents import Documents
from reportgen.preview.events import Events
from reportgen.preview.history import Altered, History
from reportgen.preview.messages import (
    BuildState,
    File,
    FileState,
    Finding,
    Language,
    Pack,
    Pages,
    Place,
    State,
    Template,
)
from reportgen.preview.pictures import Job, Pictures
from reportgen.preview.sheets import Sheets, targets_by_tag
from reportgen.preview.words import Words
from reportgen.project.approvals import load_approvals
from reportgen.project.load import Project, read_project
from reportgen.project.places import TEMPLATES_FOLDER
from reportgen.records.questions import digest

T = TypeVar("T")

_NARROW = "（("
"""What begins the part of a language's name that a narrow place leaves out."""


class NotThere(LookupError):
    """What was asked for is not in the project."""


@dataclass(frozen=True, slots=True)
class _Built:
    """What is known of the files: the state of each, and the epoch it was last written in."""

    epoch: int = 0
    state: BuildState = "building"
    time: str = ""
    files: Mapping[Target, tuple[FileState, int]] = field(default_factory=dict)
    problems: tuple[Diagnostic, ...] = ()


class Desk:
    """A project that somebody works on. `start` begins the first build; `close` ends all threads."""

    def __init__(self, live: LiveProject, events: Events, lanes: int = 0) -> None:
        self._live = live
        self.pictures = Pictures(self._printed, lanes)
        self._history = History()
        self._sheets = Sheets(self.pictures, self._history)
        self.root, self.out = live.root, live.out
        self._events = events
        self._built = _Built()
        self._project: Project | None = None
        self._targets: tuple[Target, ...] = ()
        self._words: Words | None = None
        self._documents: Documents | None = None
        self._looked_at: tuple[str, str] = ("", "")
        self._altered: dict[Target, Altered] = {}
        self._reader = ThreadPoolExecutor(1, "words")
        self._builder = ThreadPoolExecutor(1, "builder")

    # -- building

    def start(self) -> None:
        """Show the project as it is, and begin to build it."""
        self.pictures.start()
        self._builder.submit(self._open)
        self.rebuild()

    def rebuild(self) -> None:
        """Build again what has changed; called after each save."""
        self._builder.submit(self._rebuild)

    def close(self) -> None:
        """End after what is being done."""
        self.pictures.close()
        self._builder.shutdown(wait=True, cancel_futures=True)
        self._reader.shutdown(wait=True, cancel_futures=True)

    def _open(self) -> None:
        read = read_project(self.root)
        if read.project is not None:
            self._live.project = read.project
            self._show(read.project)

    def _rebuild(self) -> None:
        self._built = replace(self._built, state="building")
        self._altered.clear()
        self._events.publish("state")
        first = [target for target in self._targets if (target.sector, target.kind.name) == self._looked_at]
        self._finish(self._live.rebuild(first, self._note))

    def _note(self, result: Result) -> None:
        """A file is there: show it at once."""
        self._follow()
        epoch = self._live.epoch
        before = self._built.files.get(result.target, ("waiting", 0))[1]
        written = epoch if result.outcome is Outcome.WRITTEN or not before else before
        state: FileState = "failing" if result.outcome is Outcome.FAILED else "built"
        self._built = replace(self._built, epoch=epoch, files={**self._built.files, result.target: (state, written)})
        target = result.target
        if result.outcome is not Outcome.FAILED:
            self._look_at_file(target)
        if result.outcome is not Outcome.UNCHANGED:
            self._events.publish("file", pack=target.sector, kind=target.kind.name, tag=target.edition, epoch=epoch)

    def _look_at_file(self, target: Target) -> None:
        """Compare a file with the one before, and have it printed; the one before too, for the slider."""
        with contextlib.suppress(OSError, ProblemsFound):  # somebody else has just taken it away
            data = (self.out / target.path).read_bytes()
            altered = self._history.note(target, data, time.strftime("%H:%M"))
            if altered is not None:
                self._altered[target] = altered
            self._print(target, digest(data), (self.out / target.path).read_bytes)

    def _print(self, target: Target, file_digest: str, read: Callable[[], bytes]) -> None:
        self.pictures.want(Job(str(target.path), target.path.name, file_digest, read))

    def _printed(self, name: str) -> None:
        """Tell the page that a file's pictures are there, or why not; or that LibreOffice was found, or not."""
        target = next((target for target in self._targets if str(target.path) == name), None)
        if target is None:
            self._events.publish("state")
        else:
            self._events.publish("picture", pack=target.sector, kind=target.kind.name, tag=target.edition)

    def _finish(self, rebuild: Rebuild) -> None:
        self._follow()
        clock = time.strftime("%H:%M:%S")
        problems = tuple(rebuild.diagnostics)
        self._built = replace(self._built, epoch=rebuild.epoch, state="ready", time=clock, problems=problems)
        self._events.publish("state", epoch=rebuild.epoch)

    def _follow(self) -> None:
        if self._live.project is not None and self._live.project is not self._project:
            self._show(self._live.project)

    def _show(self, project: Project) -> None:
        """Let the words come from this state of the project."""
        self._project = project
        self._targets = tuple(self._live.select(project))
        self._reader.submit(self._take_over, project).result()
        self._events.publish("state")

    def _take_over(self, project: Project) -> None:
        if self._documents is None:
            self._documents = Documents(project)
        else:
            self._documents.take_over(project)
        self._words = Words(self._documents, load_approvals(self.root, Collector(), project.languages))

    # -- what the page asks

    def state(self) -> State:
        """The project as its frame shows it."""
        project, built = self._project, self._built
        tags = list(dict.fromkeys(target.edition for target in self._targets))
        packs = sorted(dict.fromkeys(target.sector for target in self._targets), key=lambda pack: pack != OVERVIEW)
        problems = tuple(map(finding_of, built.problems))
        failing = {problem.location.path for problem in built.problems}
        templates = dict.fromkeys(target.template for target in self._targets)
        return State(
            epoch=built.epoch,
            state=built.state,
            time=built.time,
            title=_names(project, "meeting", tags),
            languages=tuple(_language(project, tag) for tag in tags if project is not None),
            packs=tuple(self._pack(project, pack, tags, built) for pack in packs if project is not None),
            templates=tuple(
                Template(
                    name, name.partition(".")[0], "failing" if f"{TEMPLATES_FOLDER}/{name}" in failing else "built"
                )
                for name in templates
            ),
            kinds={target.kind.name: target.kind.suffix for target in self._targets},
            done=len(built.files),
            total=len(self._targets),
            last_change=None,
            printer=self.pictures.printer,
            problems=problems,
        )

    def _pack(self, project: Project, pack: str, tags: Sequence[str], built: _Built) -> Pack:
        kinds: dict[str, dict[str, File]] = {}
        for target in self._targets:
            if target.sector == pack:
                state, epoch = built.files.get(target, ("waiting", 0))
                kinds.setdefault(target.kind.name, {})[target.edition] = File(str(target.path), state, epoch)
        states = {file.state for files in kinds.values() for file in files.values()}
        state = next((one for one in _WORST_FIRST if one in states), "built")
        return Pack(pack, _names(project, pack, tags), pack_colour(project, pack) or "", state, 0, kinds)

    async def pages(self, pack: str, kind: str) -> Pages:
        """The pages of a kind of a pack, in all languages. Raises `NotThere`, and `ProblemsFound`."""
        own = [target for target in self._targets if target.sector == pack and target.kind.name == kind]
        if not own:
            raise NotThere(f"{pack}/{kind}")
        self._looked_at = (pack, kind)
        self.pictures.look_at([str(target.path) for target in own])
        by_tag = targets_by_tag(own)
        return await self._read(lambda words: self._sheets.dressed(words.pages(own, self._built.epoch), by_tag))

    def file(self, name: str) -> Path | None:
        """A file of the output folder, if it is one that builds make and is there."""
        known = {str(target.path): target.path for target in self._targets}
        path = self.out / known[name] if name in known else None
        return path if path is not None and path.is_file() else None

    async def _read(self, ask: Callable[[Words], T]) -> T:
        """What the words say, asked on their own thread."""

        def asked() -> T:
            if self._words is None:
                raise NotThere("the project")
            return ask(self._words)

        return await asyncio.wrap_future(self._reader.submit(asked))


_WORST_FIRST: tuple[FileState, ...] = ("failing", "building", "waiting", "built")


def _names(project: Project | None, key: str, tags: Sequence[str]) -> dict[str, str]:
    """The title of a pack, or of the whole meeting, in each language."""
    if project is None:
        return {}
    if key in ("meeting", OVERVIEW):
        title = project.meeting.title if key == "meeting" else project.meeting.overview.title
    elif key in project.sectors:
        title = project.sectors[key].title
    else:
        return dict.fromkeys(tags, key)
    from reportgen.pack.writer import Mentions, Writer

    names = {}
    for tag in tags:
        language = project.languages[tag.partition("+")[0]]
        writer = Writer(language, project.glossary, project.languages)
        names[tag] = str(writer.write(title, Mentions(), record=False))
    return names


def _language(project: Project | None, tag: str) -> Language:
    assert project is not None
    known = project.languages[tag.partition("+")[0]]
    name = known.name
    short = next((name.partition(mark)[0] for mark in _NARROW if mark in name), name)
    return Language(tag, name, short, known.tag)


def finding_of(found: Diagnostic) -> Finding:
    """A diagnostic as the page is told of it."""
    place = Place(found.location.path, found.location.line, steps=found.location.steps)
    return Finding(found.code, found.message, found.hint, found.severity.value, place)
