"""Prints Office files to PDF in batches, on threads of its own, while the caller goes on making files.

Each worker is a thread with a LibreOffice profile of its own, because LibreOffice runs once at a time in a profile. A
worker takes a batch, prints it in one run, and prints each file that is missing afterwards once more on its own: one
file that LibreOffice cannot open costs no other file its PDF.
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

from reportgen.files import read_file
from reportgen.printing.libreoffice import LibreOffice

BATCH = 20
"""The most files in one run: starting costs as much as printing three files; the figures stand in docs/pdf.md."""
MAX_WORKERS = 4
"""The most runs at the same time, however many processors there are: each takes some 300 MB."""
SECONDS_TO_START = 60
SECONDS_FOR_A_FILE = 10
"""The time limit of a run: sixty and thirty times what an idle computer needs, 1 second and 0.3 for a file."""
MAX_FIRST_FAILURES = 3
"""After so many files that fail on their own, before any was printed, LibreOffice itself is taken to be broken."""

Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True, slots=True)
class PrintResult(Generic[Name]):
    """The outcome for one file: the bytes of its PDF, or None and LibreOffice's reason (empty where it gives none)."""

    name: Name
    data: bytes | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Job(Generic[Name]):
    """A file to print: what its result is called, its file name, its bytes."""

    name: Name
    file: str
    data: bytes

    @property
    def input(self) -> str:
        """The name under which LibreOffice gets it: it puts `.pdf` in the place of the last suffix, and so `a.docx`
        and `a.pptx`, of one run, would become one file.
        """
        return self.file + Path(self.file).suffix


class Printer(Generic[Name]):
    """Prints files to PDF in the background, with at most `workers` runs at a time.

    It is a context manager; leaving it ends every program that it has started. Files are handed in with `add`; their
    results come from `finished` and `finish`, in the order in which they are printed.
    """

    def __init__(self, office: LibreOffice, workers: int) -> None:
        self._office = office
        self._queue: list[_Job[Name]] = []
        self._batch_size = BATCH
        self._closed = False
        self._changed = threading.Condition()
        self._stopped = threading.Event()
        self._results: queue.SimpleQueue[PrintResult[Name] | BaseException] = queue.SimpleQueue()
        self._pending = 0
        self._first_failures = 0
        self._workers = [
            threading.Thread(target=self._work, daemon=True) for _ in range(max(1, min(workers, MAX_WORKERS)))
        ]

    def __enter__(self) -> Printer[Name]:
        for worker in self._workers:
            worker.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        with self._changed:
            self._closed = True
            self._queue.clear()
            self._changed.notify_all()
        for worker in self._workers:
            worker.join()

    def add(self, name: Name, file: str, data: bytes) -> None:
        """Hand in a file: what its result is called, its file name, its bytes."""
        with self._changed:
            self._pending += 1
            self._queue.append(_Job(name, file, data))
            self._changed.notify()

    def finished(self) -> Iterator[PrintResult[Name]]:
        """Yield the results that have come since the last call, without waiting; raises what a worker raised."""
        while not self._results.empty():
            yield self._take()

    def finish(self) -> Iterator[PrintResult[Name]]:
        """Close the queue, and yield each result that is still to come, waiting for it; raises what a worker raised."""
        with self._changed:
            self._closed = True
            # the last files are shared evenly, rounded up, so that no worker waits for another
            self._batch_size = min(BATCH, -(-len(self._queue) // len(self._workers)))
            self._changed.notify_all()
        while self._pending:
            yield self._take()

    def _take(self) -> PrintResult[Name]:
        printed = self._results.get()
        if isinstance(printed, BaseException):
            raise printed
        self._pending -= 1
        return printed

    # -- on the workers' threads

    def _work(self) -> None:
        """Print batches until there are no more."""
        try:
            with tempfile.TemporaryDirectory(prefix="reportgen-", ignore_cleanup_errors=True) as folder:
                while batch := self._next_batch():
                    for printed in self._print(batch, Path(folder)):
                        self._results.put(printed)
        except BaseException as fault:  # without it the owner would wait for the results for ever
            self._results.put(fault)

    def _next_batch(self) -> list[_Job[Name]]:
        """Wait for a full batch or for `finish`; return the next files to print, none when there will be no more."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or len(self._queue) >= BATCH)
            batch, self._queue = self._queue[: self._batch_size], self._queue[self._batch_size :]
            return batch

    def _print(self, batch: Sequence[_Job[Name]], folder: Path) -> Iterator[PrintResult[Name]]:
        """Print a batch, then print each file of it that is missing on its own."""
        printed = self._run(batch, folder)
        yield from (result for result in printed if result.data is not None)
        for job, result in zip(batch, printed, strict=True):
            if result.data is None and len(batch) > 1 and self._first_failures < MAX_FIRST_FAILURES:
                (result,) = self._run([job], folder)
                yield result
            elif result.data is None:
                yield result

    def _run(self, batch: Sequence[_Job[Name]], folder: Path) -> list[PrintResult[Name]]:
        """Print files in one run, and return their results in order."""
        if self._stopped.is_set():
            return [PrintResult(job.name, None) for job in batch]
        work = Path(tempfile.mkdtemp(dir=folder))
        for job in batch:
            (work / job.input).write_bytes(job.data)
        seconds = SECONDS_TO_START + SECONDS_FOR_A_FILE * len(batch)
        files = [work / job.input for job in batch]
        reason = self._office.convert(files, "pdf", work, folder / "profile", seconds, self._stopped)
        printed = [PrintResult(job.name, whole_pdf(work / f"{job.file}.pdf"), reason) for job in batch]
        shutil.rmtree(work, ignore_errors=True)
        self._count_failures(printed, folder)
        return printed

    def _count_failures(self, printed: Sequence[PrintResult[Name]], folder: Path) -> None:
        """After a failed run drop the profile, which may be damaged, and count failures until the first success."""
        if any(result.data is None for result in printed):
            shutil.rmtree(folder / "profile", ignore_errors=True)
        with self._changed:
            if any(result.data is not None for result in printed):
                self._first_failures = -sys.maxsize  # it works: no later failure means that it does not
            elif len(printed) == 1:
                self._first_failures += 1


def whole_pdf(path: Path) -> bytes | None:
    """Return the bytes of a PDF file, or None where there is none or it was not written to its end."""
    try:
        data = read_file(path)
    except OSError:
        return None
    return data if data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF") else None
