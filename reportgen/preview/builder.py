"""Builds the project after each save, on a thread of its own, and tells the open pages what is new.

What it knows is plain data, replaced and never changed: whoever asks meanwhile sees one state of it.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import datetime

from reportgen.build.outcome import Outcome, Result
from reportgen.diagnostics import Diagnostic, Location, Message, ProblemsFound
from reportgen.files import read_file
from reportgen.live.live_project import LiveProject, Rebuild
from reportgen.live.saves import saves
from reportgen.model.target import Target
from reportgen.preview.checker import Checker
from reportgen.preview.events import Events
from reportgen.preview.frame import Built
from reportgen.preview.history import Altered, History, first_passages
from reportgen.preview.messages import Change, ChangedPage, FileState, Finding, Place
from reportgen.preview.pictures import Pictures
from reportgen.preview.reading.findings import finding_of, located
from reportgen.project.load import Project, read_project
from reportgen.project.places import APPROVALS_FILE

Show = Callable[[Project], None]
_MOST_PAGES = 60
"""Pages that the last change is told to have altered: more is a list that nobody reads."""


class _Closed(Exception):
    """Nobody waits for what is being made any more."""


class Builder:
    """The builds of one project. `show` is told each state of the project as soon as it is read."""

    def __init__(self, live: LiveProject, events: Events, pictures: Pictures, history: History, show: Show) -> None:
        self.built = Built()
        self._live = live
        self._events = events
        self._pictures = pictures
        self._history = history
        self._show = show
        self._shown: Project | None = None
        self._first: tuple[Target, ...] = ()
        self._altered: dict[Target, Altered] = {}
        self._thread = ThreadPoolExecutor(1, "builder")
        self._checker = Checker(live)
        self._closed = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True, name="saves")

    def start(self) -> None:
        """Show the project as it is, build it, and build it again after each save."""
        self._run(self._open)
        self.rebuild()
        self._watcher.start()

    def rebuild(self) -> Future[None] | None:
        """Build what has changed, if no build before has seen it; called after each save, from any thread."""
        return self._run(self._rebuild)

    def look_at(self, targets: Sequence[Target]) -> None:
        """Make these before all others."""
        self._first = tuple(targets)

    def close(self) -> None:
        """End after the file that is being made or checked."""
        self._closed.set()
        self._thread.shutdown(wait=True, cancel_futures=True)
        self._checker.close()

    def _watch(self) -> None:
        """Build after each save until this is closed."""
        for _ in saves(self._live, self._closed):
            done = self.rebuild()
            if done is not None:
                wait([done])  # what is not built yet would be told again

    # -- on the builder's thread

    def _run(self, work: Callable[[], None]) -> Future[None] | None:
        try:
            done = self._thread.submit(work)
        except RuntimeError:  # it is closed
            return None
        done.add_done_callback(self._tell_of_fault)
        return done

    def _tell_of_fault(self, done: Future[None]) -> None:
        """What nobody expected is told like any other fault, and the next save is another try."""
        fault = None if done.cancelled() else done.exception()
        if fault is not None:
            message = Message("this is our fault, not yours: {name}: {fault}", name=type(fault).__name__, fault=fault)
            problem = Diagnostic(
                "program-fault", message, Location(str(self._live.root)), Message("save again, or report it")
            )
            self.built = replace(self.built, state="ready", findings=(finding_of(problem),))
            self._events.publish("state")

    def _open(self) -> None:
        with contextlib.suppress(ProblemsFound):
            read = read_project(self._live.root)
            if read.project is not None:
                self._follow(read.project)

    def _rebuild(self) -> None:
        if not self._live.is_behind():  # who has saved and who watches both tell of it
            return
        self.built = replace(self.built, state="building")
        self._altered = {}
        self._events.publish("state")
        with contextlib.suppress(_Closed):
            self._finish(self._live.rebuild(self._first, self._note))

    def _note(self, result: Result) -> None:
        """A file is there, or could not be made: tell it at once. Raises `_Closed` once this is closed."""
        if self._closed.is_set():
            raise _Closed
        self._follow(self._live.project)
        target, epoch = result.target, self._live.epoch
        before = self.built.files.get(target, ("waiting", 0))[1]
        written = epoch if result.outcome is Outcome.WRITTEN or not before else before
        state: FileState = "failing" if result.outcome is Outcome.FAILED else "built"
        self.built = replace(self.built, epoch=epoch, files={**self.built.files, target: (state, written)})
        self._look_at_file(target)
        if result.outcome is not Outcome.UNCHANGED:
            self._events.publish("file", pack=target.sector, kind=target.kind.name, tag=target.edition, epoch=epoch)

    def _look_at_file(self, target: Target) -> None:
        """Compare a file with the one before, and have it printed; one that could not be made is the last good one."""
        path = self._live.out / target.path
        with contextlib.suppress(OSError, ProblemsFound):  # somebody else has just taken it away
            data = read_file(path)
            written = datetime.fromtimestamp(path.stat().st_mtime).isoformat(timespec="minutes")
            altered = self._history.note(target, data, written)
            if altered is not None:
                self._altered[target] = altered
                self._pictures.want(self._history.job_before(target, altered))
            self._pictures.want_file(str(target.path), path)

    def _follow(self, project: Project | None) -> None:
        if project is not None and project is not self._shown:
            self._shown = project
            self._show(project)
            self._events.publish("state")

    def _finish(self, rebuild: Rebuild) -> None:
        if APPROVALS_FILE in rebuild.changed:  # which are no part of the project as it is read
            self._shown = None
        self._follow(self._live.project)
        clock = time.strftime("%H:%M:%S")
        change = self._change(rebuild, clock) if rebuild.epoch > 1 and rebuild.changed else self.built.change
        findings = tuple(located(rebuild.diagnostics, list(self.built.files), self._live.root))
        targets = [result.target for result in rebuild.results]
        files = {target: known for target, known in self.built.files.items() if not targets or target in targets}
        self.built = Built(rebuild.epoch, "ready", clock, files, findings, change)
        self._events.publish("state", epoch=rebuild.epoch)
        if targets and self._shown is not None:
            checked = self._checker.check(
                self._shown, targets, rebuild.diagnostics, self._is_newest(rebuild), self._tell
            )
            checked.add_done_callback(self._tell_of_fault)

    def _is_newest(self, rebuild: Rebuild) -> Callable[[], bool]:
        """Whether a build is the last word: the program goes on, and nothing was saved since."""
        return lambda: not self._closed.is_set() and self.built.state == "ready" and self.built.epoch == rebuild.epoch

    def _tell(self, findings: tuple[Finding, ...]) -> None:
        self.built = replace(self.built, findings=findings)
        self._events.publish("state", epoch=self.built.epoch)

    def _change(self, rebuild: Rebuild, clock: str) -> Change:
        """What the last save has changed, as the foot of the page says it."""
        pages = [
            ChangedPage(target.sector, target.kind.name, target.edition, page.number or page.before)
            for target, altered in self._altered.items()
            for page in altered.pages
        ]
        outcomes = Counter(result.outcome for result in rebuild.results)
        places = tuple(Place(name) for name in rebuild.changed)
        texts = first_passages(self._altered.values())
        written, failed = outcomes[Outcome.WRITTEN], outcomes[Outcome.FAILED]
        counts = (written, failed, len(rebuild.results) - written - failed)
        more = len(pages[_MOST_PAGES:])
        return Change(clock, places, texts, tuple(pages[:_MOST_PAGES]), *counts, round(rebuild.seconds, 1), more)
