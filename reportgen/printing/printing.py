"""Office files to PDF, in batches, beside other work.

Files are handed in as they are made. A lane is a thread with a profile of its own, so that one LibreOffice runs in it
at a time; it takes a batch, prints it in one run, and tries what is missing once more, each file on its own: one file
that LibreOffice cannot stand costs no other file its PDF.
"""

from __future__ import annotations

import queue
import shutil
import sys
import tempfile
import threading
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Generic, TypeVar

from reportgen.printing.libreoffice import LibreOffice

BATCH = 20
"""Files in one run: starting costs as much as printing three files; the figures stand in docs/pdf.md."""
MOST_LANES = 4
"""Runs at the same time, however many processors there are: each takes some 300 MB."""
SECONDS_TO_START = 60
SECONDS_FOR_A_FILE = 10
"""What a run may take: sixty and thirty times what an idle computer needs, 1 second and 0.3 for a file."""
FRUITLESS = 3
"""Files that fail on their own before any has been printed; after them, LibreOffice itself is taken to be broken."""

Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Printed(Generic[Name]):
    """What became of a file: the bytes of its PDF, or None and LibreOffice's reason, as far as it gives one."""

    name: Name
    data: bytes | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Job(Generic[Name]):
    name: Name
    file: str
    data: bytes


class Printer(Generic[Name]):
    """Prints while its owner does something else; a context manager that leaves no program running."""

    def __init__(self, office: LibreOffice, lanes: int) -> None:
        self._office = office
        self._waiting: list[_Job[Name]] = []
        self._share = BATCH
        self._closed = False
        self._changed = threading.Condition()
        self._stopped = threading.Event()
        self._printed: queue.SimpleQueue[Printed[Name] | BaseException] = queue.SimpleQueue()
        self._due = 0
        self._fruitless = 0
        self._lanes = [threading.Thread(target=self._work, daemon=True) for _ in range(max(1, min(lanes, MOST_LANES)))]

    def __enter__(self) -> Printer[Name]:
        for lane in self._lanes:
            lane.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        with self._changed:
            self._closed = True
            self._waiting.clear()
            self._changed.notify_all()
        for lane in self._lanes:
            lane.join()

    def add(self, name: Name, file: str, data: bytes) -> None:
        """Hand in a file: what its result is called, its file name, its bytes."""
        with self._changed:
            self._due += 1
            self._waiting.append(_Job(name, file, data))
            self._changed.notify()

    def ready(self) -> Iterator[Printed[Name]]:
        """What has been printed since the last time; does not wait."""
        while not self._printed.empty():
            yield self._take()

    def finish(self) -> Iterator[Printed[Name]]:
        """No file comes any more: what is still being printed, as it comes."""
        with self._changed:
            self._closed = True
            self._share = min(BATCH, -(-len(self._waiting) // len(self._lanes)))
            self._changed.notify_all()
        while self._due:
            yield self._take()

    def _take(self) -> Printed[Name]:
        printed = self._printed.get()
        if isinstance(printed, BaseException):
            raise printed
        self._due -= 1
        return printed

    # -- in the lanes

    def _work(self) -> None:
        try:
            with tempfile.TemporaryDirectory(prefix="reportgen-", ignore_cleanup_errors=True) as folder:
                while batch := self._next_batch():
                    for printed in self._print(batch, Path(folder)):
                        self._printed.put(printed)
        except BaseException as fault:  # the owner, who waits for results, has to hear of it
            self._printed.put(fault)

    def _next_batch(self) -> list[_Job[Name]]:
        """The next files to print; none when there will be no more."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or len(self._waiting) >= BATCH)
            batch, self._waiting = self._waiting[: self._share], self._waiting[self._share :]
            return batch

    def _print(self, batch: Sequence[_Job[Name]], folder: Path) -> Iterator[Printed[Name]]:
        """Print a batch, then each file of it that is missing on its own."""
        printed = self._run(batch, folder)
        yield from (result for result in printed if result.data is not None)
        for job, result in zip(batch, printed, strict=True):
            if result.data is None and len(batch) > 1 and self._fruitless < FRUITLESS:
                (result,) = self._run([job], folder)
                yield result
            elif result.data is None:
                yield result

    def _run(self, batch: Sequence[_Job[Name]], folder: Path) -> list[Printed[Name]]:
        """Print files in one run; what became of each, in order."""
        if self._stopped.is_set():
            return [Printed(job.name, None) for job in batch]
        work = Path(tempfile.mkdtemp(dir=folder))
        for job in batch:
            (work / job.file).write_bytes(job.data)
        seconds = SECONDS_TO_START + SECONDS_FOR_A_FILE * len(batch)
        files = [work / job.file for job in batch]
        reason = self._office.print_pdfs(files, work, folder / "profile", seconds, self._stopped)
        printed = [Printed(job.name, _whole_pdf((work / job.file).with_suffix(".pdf")), reason) for job in batch]
        shutil.rmtree(work, ignore_errors=True)
        self._learn(printed, folder)
        return printed

    def _learn(self, printed: Sequence[Printed[Name]], folder: Path) -> None:
        """From a run that failed: its profile may be spoilt, and LibreOffice may not work at all."""
        if any(result.data is None for result in printed):
            shutil.rmtree(folder / "profile", ignore_errors=True)
        with self._changed:
            if any(result.data is not None for result in printed):
                self._fruitless = -sys.maxsize  # it works
            elif len(printed) == 1:
                self._fruitless += 1


def _whole_pdf(path: Path) -> bytes | None:
    """The bytes of a PDF file; None where there is none, or one that was not written to its end."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return data if data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF") else None
