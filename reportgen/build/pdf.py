"""Prints the PDF files of a build that are not up to date, while the build goes on."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType

from reportgen.build.manifest import Manifest
from reportgen.build.outcome import Outcome, Result
from reportgen.build.work import write_result
from reportgen.diagnostics import Diagnostic, Location, Message, ProblemsFound
from reportgen.files import read_file
from reportgen.model.language import Language, edition_languages
from reportgen.model.target import Format, Target
from reportgen.printing.libreoffice import PROFILE_SETTINGS, LibreOffice, find_libreoffice
from reportgen.printing.printer import Printer, PrintResult
from reportgen.printing.reproducible_pdf import make_reproducible
from reportgen.records.program_key import program_key
from reportgen.records.questions import Record, answer, digest

_HINT = Message("open it in LibreOffice to see more; the Office file itself is whole")


class PdfOutput:
    """Prints a PDF beside each Office file of a build; a context manager, which ends all programs that it started."""

    def __init__(
        self, languages: Mapping[str, Language], out: Path, manifest: Manifest, jobs: int, force: bool
    ) -> None:
        self._languages = languages
        self._out = out
        self._manifest = manifest
        self._force = force
        self._no_libreoffice: tuple[Diagnostic, ...] = ()
        self._office = LibreOffice("", "")  # where there is none, no file reaches the printer
        self._records: dict[Target, Record] = {}
        try:
            self._office = find_libreoffice()
        except ProblemsFound as found:
            self._no_libreoffice = found.diagnostics
        self._printer: Printer[Target] = Printer(self._office, jobs)
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> PdfOutput:
        self._stack.enter_context(self._printer)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def add(self, result: Result) -> Iterator[Result]:
        """Take the result of an Office file; yield the results of the PDF files that are known by now."""
        diagnostics = result.diagnostics or self._no_libreoffice
        if diagnostics:
            yield Result(result.target, Outcome.FAILED, diagnostics, format=Format.PDF)
        else:
            yield from self._enqueue(result.target)
        yield from map(self._write, self._printer.finished())

    def finish(self) -> Iterator[Result]:
        """Yield the results of all other PDF files, waiting for them to be printed."""
        yield from map(self._write, self._printer.finish())

    def _enqueue(self, target: Target) -> Iterator[Result]:
        data = read_file(self._out / target.path)
        record = self._record(target, data)
        if not self._force and self._is_current(target, record):
            yield Result(target, Outcome.UNCHANGED, format=Format.PDF)
        else:
            self._records[target] = record
            self._printer.add(target, target.path.name, data)

    def _is_current(self, target: Target, record: Record) -> bool:
        return self._manifest.is_untouched(target.pdf) and self._manifest.reads(target.pdf) == record

    def _record(self, target: Target, data: bytes) -> Record:
        """What a PDF is made from: the Office file, its language, LibreOffice and its settings."""
        return {
            ("made", str(target.path)): digest(data),
            ("language", self._language(target)): answer(self._language(target)),
            ("libreoffice",): answer(self._office.version, PROFILE_SETTINGS),
            ("program",): program_key(),
        }

    def _write(self, printed: PrintResult[Target]) -> Result:
        target = printed.name
        if printed.data is None:
            message = Message(
                "LibreOffice made no PDF of it ({reason})", reason=printed.reason or Message("it gave no reason")
            )
            location = Location(str(self._out / target.path))
            diagnostic = Diagnostic("pdf-not-made", message, location, _HINT)
            return Result(target, Outcome.FAILED, (diagnostic,), format=Format.PDF)
        data = make_reproducible(printed.data, self._language(target))
        made = Result(target, Outcome.WRITTEN, format=Format.PDF)
        return write_result(self._out, made, data, self._records.pop(target))

    def _language(self, target: Target) -> str:
        """The language tag of a target's PDF: that of its edition's first language, as in Office."""
        return edition_languages(target.edition, self._languages)[0].office
