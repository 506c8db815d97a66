"""Pictures of pages: what is looked at is printed first, and the newest edit wins.

Files are printed by lanes, each a thread with a LibreOffice that was started beforehand. A printed file is kept under
a key of all that its looks come from; the pictures of its pages are drawn from it when somebody asks for them.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from reportgen.diagnostics import Message, ProblemsFound
from reportgen.files import read_file
from reportgen.fonts import installed_fonts_digest
from reportgen.preview.messages import Printer
from reportgen.printing.libreoffice import LibreOffice, find_libreoffice
from reportgen.printing.page_pictures import page_count, page_pictures
from reportgen.printing.spare import Spare
from reportgen.records.cache import Cache
from reportgen.records.questions import digest

MOST_LANES = 3
"""One for each language that stands side by side; each takes some 90 MB while it waits, 300 MB while it prints."""
SECONDS = 60.0
"""The time limit for one file; an idle computer needs one for sixty slides."""
_SECONDS_TO_LOOK_AGAIN = 10.0
"""How often it is looked whether LibreOffice has been installed meanwhile."""
_HINT = Message("Install LibreOffice 7.4 or newer with Impress and Writer; pictures appear by themselves.")
WIDTHS = {"small": 240, "page": 1600, "close": 2880}
"""The sizes that pictures are drawn in, in pixels across."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be printed: what it is called by those who wait for it, its name, its digest, and how to read it."""

    name: str
    file: str
    digest: str
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Printed:
    """A file's outcome: the key of its PDF and the number of its pages, or the reason why there is none."""

    key: str
    pages: int = 0
    reason: str = ""


@dataclass(slots=True)
class _Queue:
    """What waits to be printed by name, what is being printed, and how soon each is wanted."""

    waiting: dict[str, Job] = field(default_factory=dict)
    running: dict[str, tuple[Job, threading.Event]] = field(default_factory=dict)
    first: tuple[str, ...] = ()

    def next(self) -> Job | None:
        """Take the next job: of what is looked at, in that order, then the one that has waited for longest.

        What nobody looks at is printed one by one, and when nothing else is: a lane is free for the next save.
        """
        free = [name for name in self.waiting if name not in self.running]
        name = next((name for name in self.first if name in free), None)
        if name is None and not self.running:
            name = next(iter(free), None)
        return self.waiting.pop(name) if name is not None else None


class Pictures:
    """The printed files and their pictures; any thread may ask for them.

    `changed` is told the name of each file with an outcome, and an empty one when LibreOffice was found, or not. Close
    it to end everything that it has started.
    """

    def __init__(self, changed: Callable[[str], None], lanes: int = 0) -> None:
        self._changed = changed
        self._lanes = lanes or max(1, min(MOST_LANES, os.cpu_count() or 1))
        self._office: LibreOffice | None = None
        self._looked = False
        self._fonts = installed_fonts_digest()
        self._files, self._drawn = Cache("pages"), Cache("pictures")
        self._jobs: dict[str, Job] = {}
        self._outcomes: dict[str, Printed] = {}
        self._good: dict[str, Printed] = {}
        self._queue = _Queue()
        self._condition = threading.Condition()
        self._closed = threading.Event()
        self._drawing = threading.Lock()  # pdfium works for one thread at a time
        self._thread = threading.Thread(target=self._find_office, daemon=True, name="libreoffice")

    def start(self) -> None:
        """Look for LibreOffice, and begin to print."""
        self._thread.start()

    def close(self) -> None:
        """End all printing, with every process that was started."""
        with self._condition:
            self._closed.set()
            for _, stopped in self._queue.running.values():
                stopped.set()
            self._condition.notify_all()
        self._thread.join()

    @property
    def printer(self) -> Printer:
        """Whether there are pictures."""
        if self._office is not None or not self._looked:
            return Printer(True)
        return Printer(False, _HINT)

    # -- what is wanted

    def want(self, job: Job) -> None:
        """Have a file printed; what was wanted of the same name, and is not yet done, is dropped."""
        if self.outcome(job.name, job.digest) is not None:
            return
        with self._condition:
            self._jobs[job.name] = job
            running = self._queue.running.get(job.name)
            if running is not None and running[0].digest == job.digest:
                return
            if running is not None:
                running[1].set()
            self._queue.waiting.pop(job.name, None)  # it goes behind those that have waited for longer
            self._queue.waiting[job.name] = job
            self._condition.notify()

    def want_file(self, name: str, path: Path) -> str:
        """Have a file printed as it is now; its digest. Raises `OSError`."""
        found = digest(read_file(path))
        self.want(Job(name, path.name, found, partial(read_file, path)))
        return found

    def look_at(self, names: Collection[str]) -> None:
        """Print these before all others."""
        with self._condition:
            self._queue.first = tuple(names)
            self._condition.notify_all()

    def again(self, name: str) -> bool:
        """Forget why a file could not be printed, so that it may be tried again; whether it had failed."""
        with self._condition:
            outcome = self._outcomes.get(name)
            if outcome is None or not outcome.reason:
                return False
            del self._outcomes[name]
            return True

    # -- what is there

    def key(self, file_digest: str) -> str:
        """The key of a file's PDF: of all that its looks come from."""
        version = self._office.version if self._office else ""
        return digest("\n".join((file_digest, version, self._fonts)).encode())

    def outcome(self, name: str, file_digest: str) -> Printed | None:
        """What became of a file in this very state, None before it is printed."""
        found = self._outcomes.get(name)
        return found if found is not None and found.key == self.key(file_digest) else None

    def last_good(self, name: str) -> Printed | None:
        """The last file of this name that was printed."""
        return self._good.get(name)

    def pdf(self, key: str) -> bytes | None:
        """A printed file."""
        return self._files.read(key)

    def picture(self, key: str, page: int, size: str) -> bytes | None:
        """A page as PNG in one of `WIDTHS`; None where it is not printed. Raises `ProblemsFound` without a library."""
        name = digest(f"{key} {page} {size}".encode())
        kept = self._drawn.read(name)
        pdf = None if kept is not None else self._files.read(key)
        if kept is None and pdf is None:
            self._print_anew(key)
        if pdf is None:
            return kept
        with self._drawing:
            picture = page_pictures(pdf, [page], width=WIDTHS[size]).get(page)
        if picture is not None:
            self._drawn.write(name, picture)
        return picture

    def _print_anew(self, key: str) -> None:
        """Print again what has this key: somebody has cleared the cache, or what was not used for long has left it."""
        with self._condition:
            lost = [
                job for name, job in self._jobs.items() if self._is_outcome(name, key) and self.key(job.digest) == key
            ]
            for outcomes in (self._outcomes, self._good):
                for name in [name for name, printed in outcomes.items() if printed.key == key]:
                    del outcomes[name]
        for job in lost:
            self.want(job)
            self._changed(job.name)

    def _is_outcome(self, name: str, key: str) -> bool:
        found = self._outcomes.get(name)
        return found is not None and found.key == key and not found.reason

    # -- on threads of their own

    def _find_office(self) -> None:
        """Look for LibreOffice until it is there; then start the lanes."""
        while self._office is None and not self._closed.is_set():
            with contextlib.suppress(ProblemsFound):
                self._office = find_libreoffice()
            if not self._looked or self._office is not None:
                self._looked = True
                self._changed("")
            if self._office is None:
                self._closed.wait(_SECONDS_TO_LOOK_AGAIN)
        if self._office is None:
            return
        lanes = [
            threading.Thread(target=self._print_all, args=(self._office,), daemon=True) for _ in range(self._lanes)
        ]
        for lane in lanes:
            lane.start()
        for lane in lanes:
            lane.join()

    def _print_all(self, office: LibreOffice) -> None:
        """Print one file after another, with a spare started before each."""
        with Spare(office) as spare:
            while True:
                with contextlib.suppress(OSError):
                    spare.start()
                taken = self._take()
                if taken is None:
                    return
                job, stopped = taken
                try:
                    outcome = self._print(spare, job, stopped)
                except (OSError, ProblemsFound) as fault:
                    outcome = Printed(self.key(job.digest), reason=str(fault))
                self._settle(job, outcome)

    def _take(self) -> tuple[Job, threading.Event] | None:
        """Wait for the next job; None when there will be no more."""
        with self._condition:
            while not self._closed.is_set():
                job = self._queue.next()
                if job is not None:
                    stopped = threading.Event()
                    self._queue.running[job.name] = (job, stopped)
                    return job, stopped
                self._condition.wait()
            return None

    def _print(self, spare: Spare, job: Job, stopped: threading.Event) -> Printed | None:
        """The outcome of a job, None where it was stopped because a newer one came."""
        key = self.key(job.digest)
        pdf = self._files.read(key)
        if pdf is None:
            data = job.read()
            if digest(data) != job.digest:
                return None  # it was written again, and the next job is about that
            pdf, reason = spare.print_pdf(job.file, data, SECONDS, stopped)
            if stopped.is_set():
                return None
            if pdf is None:
                return Printed(key, reason=reason or Message("LibreOffice has printed nothing, and does not say why"))
            self._files.write(key, pdf)
        with self._drawing:
            return Printed(key, page_count(pdf))

    def _settle(self, job: Job, outcome: Printed | None) -> None:
        with self._condition:
            del self._queue.running[job.name]
            if outcome is not None:
                self._outcomes[job.name] = outcome
                if not outcome.reason:
                    self._good[job.name] = outcome
            self._condition.notify_all()
        if outcome is not None:
            self._changed(job.name)
