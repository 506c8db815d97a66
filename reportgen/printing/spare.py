"""A LibreOffice that is started beforehand, prints one file, and is followed by the next one.

To start it takes longer than to print a deck. While nobody waits, one is started in a profile of its own, without a
document; a second run in the same profile hands its file over to the first, which prints it and ends. So there is no
server that could grow or hang: each prints one file. `docs/decisions/a-spare-prints-one-file.md` has the figures.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import IO

from reportgen.printing.libreoffice import LibreOffice, error_in, kill
from reportgen.printing.printer import whole_pdf

_SECONDS_TO_END = 2.0
"""How long one that has done its work may take to end, before it is killed: half a second on an idle computer."""


class Spare:
    """One lane of printing: a profile, and the LibreOffice that waits in it. One thread uses it at a time.

    A context manager, which ends what it has started.
    """

    def __init__(self, office: LibreOffice) -> None:
        self._office = office
        self._folder = tempfile.TemporaryDirectory(prefix="reportgen-", ignore_cleanup_errors=True)
        self._profile = Path(self._folder.name, "profile")
        self._waiting: subprocess.Popen[bytes] | None = None
        self._output: IO[bytes] | None = None
        self._is_used = False

    def __enter__(self) -> Spare:
        return self

    def __exit__(self, *exception: object) -> None:
        self._end(0)
        self._folder.cleanup()

    def start(self) -> None:
        """Start one that waits, unless one does. Raises `OSError` where LibreOffice cannot start."""
        if self._is_used or self._waiting is None or self._waiting.poll() is not None:
            self._end(_SECONDS_TO_END)
            self._output = tempfile.TemporaryFile()  # noqa: SIM115 - it is closed when its writer has ended
            self._waiting = self._office.start_waiting(self._profile, self._output)

    def print_pdf(
        self, name: str, data: bytes, seconds: float, stopped: threading.Event
    ) -> tuple[bytes | None, str]:  # fmt: skip
        """Print a file; its PDF, or None and why not, as far as LibreOffice says so.

        `name` is its file name. Without one that waits, this takes as long as a start. One that takes more than
        `seconds`, or during which `stopped` is set, is ended. Raises `OSError` where LibreOffice cannot start.
        """
        with tempfile.TemporaryDirectory(dir=self._folder.name, ignore_cleanup_errors=True) as folder:
            file = Path(folder, name)
            file.write_bytes(data)
            reason = self._office.convert([file], "pdf", Path(folder), self._profile, seconds, stopped)
            pdf = whole_pdf(file.with_suffix(".pdf"))
        self._is_used = True
        if pdf is not None:
            return pdf, ""  # nobody waits until the spare has ended: `start` does
        own_reason = self._end(0)
        shutil.rmtree(self._profile, ignore_errors=True)  # it may be damaged
        return None, reason or own_reason

    def _end(self, seconds: float) -> str:
        """Let the one that waits end in so many seconds, or kill it; why it printed nothing, where it says so."""
        waiting, output = self._waiting, self._output
        self._waiting = self._output = None
        self._is_used = False
        if waiting is None or output is None:
            return ""
        try:
            waiting.wait(seconds)
        except subprocess.TimeoutExpired:
            pass
        finally:
            kill(waiting)
        with output:
            return error_in(output)
