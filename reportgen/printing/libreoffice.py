"""Finds LibreOffice on this computer, and runs it once to print or convert files."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from reportgen.diagnostics import Diagnostic, Location, Message, ProblemsFound

NAMES = ("soffice", "libreoffice")
DEFAULT_PROGRAMS = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
)
"""The program where the installers of macOS and Windows put it; neither folder is on the search path."""

_ERROR = "Error: "
"""The beginning of the line in which LibreOffice says why a file was not printed."""
_VERSION_SECONDS = 60
"""The time limit for asking LibreOffice for its version."""
_POLL_SECONDS = 0.05
"""Seconds between two looks at a running program: little beside the second it takes to start."""

_LEASH = 'exec 3<&0; (read -r _ <&3; kill -s KILL -- "-$$") & exec "$@" 3<&- </dev/null'
"""The shell's program that becomes another one, and kills its group when standard input ends.

That is a pipe that nobody writes to. It ends with the process that holds its other end, also with one that is killed.
"""

_SETTINGS = (
    ("Office.Common/Filter/PDF/Export", "UseTaggedPDF", "true"),
    ("Office.Common/Filter/PDF/Export", "ExportBookmarks", "true"),
    ("Office.Common/Filter/PDF/Export", "DisplayPDFDocumentTitle", "true"),
    # No document makes it run anything or fetch anything: linked pictures and updates stay away.
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Common/Misc", "FirstRun", "false"),
)
"""Path below `org.openoffice`, name and value of the settings; LibreOffice's own defaults for all others.

They stand in the profile, not in the command: a filter's options on the command line are JSON from 7.4 on only,
and name one filter, while a run prints texts and presentations together.
"""

PROFILE_SETTINGS = "".join(
    (
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n',
        *(
            f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
            f"<value>{value}</value></prop></item>\n"
            for path, name, value in _SETTINGS
        ),
        "</oor:items>\n",
    )
)
"""The file `registrymodifications.xcu` of a profile."""


@dataclass(frozen=True, slots=True)
class LibreOffice:
    """An installed LibreOffice: its program, and the version it gives itself."""

    program: str
    version: str

    def convert(
        self, files: Sequence[Path], to: str, out: Path, profile: Path, seconds: float, stopped: threading.Event
    ) -> str:
        """Convert files to another format (its ending: `pdf`) into the folder `out`, in one run; return why one failed.

        `profile` is its folder for settings; no other run may use it at the same time. A run that takes more than
        `seconds`, or during which `stopped` is set, is ended with all its processes. The answer, as far as LibreOffice
        gives one, tells nothing about single files, so the caller looks which are there. Raises `OSError` where
        LibreOffice cannot start.
        """
        command = [*self._command(profile), "--convert-to", to, "--outdir", str(out), *map(str, files)]
        with tempfile.TemporaryFile() as output:
            timed_out = _run(command, output.fileno(), seconds, stopped)
            if timed_out:
                return Message("it did not finish in {seconds} seconds", seconds=round(seconds))
            return error_in(output)

    def start_waiting(self, profile: Path, output: IO[bytes]) -> subprocess.Popen[bytes]:
        """Start a LibreOffice that waits in a profile for the next run in it, does its work, and ends.

        What it writes goes to `output`. Raises `OSError` where it cannot start.
        """
        return _start([*self._command(profile), "--nodefault"], output.fileno())

    def _command(self, profile: Path) -> list[str]:
        """The command that starts it in a profile, which is made ready."""
        settings = profile / "user" / "registrymodifications.xcu"
        if not settings.exists():
            settings.parent.mkdir(parents=True)
            settings.write_text(PROFILE_SETTINGS, encoding="utf-8")
        in_profile = f"-env:UserInstallation={profile.as_uri()}"
        return [self.program, in_profile, "--headless", "--norestore", "--nolockcheck"]


def error_in(output: IO[bytes]) -> str:
    """Why a file was not printed, as the last line that says so in what LibreOffice has written; empty for none."""
    output.seek(0)
    lines = output.read().decode("utf-8", "replace").splitlines()
    return next((line.removeprefix(_ERROR).strip() for line in reversed(lines) if line.startswith(_ERROR)), "")


def find_libreoffice() -> LibreOffice:
    """Return the LibreOffice of this computer; raises `ProblemsFound` (`no-libreoffice`) where none answers."""
    program = next(filter(None, (shutil.which(name) for name in (*NAMES, *DEFAULT_PROGRAMS))), None)
    if program is None:
        raise _missing(Message("LibreOffice is not installed"))
    with tempfile.TemporaryDirectory(prefix="reportgen-") as profile:
        command = [program, f"-env:UserInstallation={Path(profile).as_uri()}", "--version"]
        try:
            answer = subprocess.run(
                command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_VERSION_SECONDS, check=True
            )
        except (OSError, subprocess.SubprocessError) as fault:
            raise _missing(Message("{program} does not say its version", program=program)) from fault
    return LibreOffice(program, " ".join(answer.stdout.decode("utf-8", "replace").split()))


def _missing(message: str) -> ProblemsFound:
    """Return what is raised where there is no LibreOffice to print with."""
    hint = Message(
        "install LibreOffice (Writer and Impress), or build without '--format pdf'; the Office files are made"
    )
    return ProblemsFound(
        [
            Diagnostic(
                "no-libreoffice",
                Message("{message}, so no PDF was made", message=message),
                Location("--format pdf"),
                hint,
            )
        ]
    )


def _run(command: Sequence[str], output: int, seconds: float, stopped: threading.Event) -> bool:
    """Run a program until it ends, `seconds` are over or `stopped` is set; return whether the time was over.

    `output` is the file descriptor of the file that takes all it writes.
    """
    end = time.monotonic() + seconds
    process = _start(command, output)
    try:
        while process.poll() is None and time.monotonic() < end:
            if stopped.wait(_POLL_SECONDS):
                return False
        return process.poll() is None
    finally:
        kill(process)


def _start(command: Sequence[str], output: int) -> subprocess.Popen[bytes]:
    """Start a program that ends with this process, however that ends: on a leash, but on Windows.

    `output` is the file descriptor of the file that takes all it writes. Raises `OSError` where it is not there.
    """
    if shutil.which(command[0]) is None:  # the shell would only write so
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), command[0])
    on_leash = sys.platform != "win32"
    return subprocess.Popen(
        ["/bin/sh", "-c", _LEASH, "sh", *command] if on_leash else command,
        stdin=subprocess.PIPE if on_leash else subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
        start_new_session=True,  # a group of its own, to end it with the program that its start script starts
    )  # fmt: skip


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a program and those that it has started, also where it has ended itself and they have not."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdin is not None:
        process.stdin.close()
