"""Writes the files that a command changes or exports, and prints what changed."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from os.path import realpath
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.diagnostics import Message
from reportgen.files import read_file, reason_of

if TYPE_CHECKING:
    from reportgen.cli.output import Reporter


def write_all_or_none(root: Path, files: Mapping[str, bytes | None]) -> None:
    """Replace several files of a project, or remove those with None: each whole, and all or none.

    When one cannot be written, or somebody interrupts, the earlier ones get their old bytes again. Raises
    `ProblemsFound`.
    """
    from reportgen.diagnostics import Diagnostic, Location, ProblemsFound
    from reportgen.files import write_atomically

    old: dict[Path, bytes | None] = {}
    for relative, data in files.items():
        path = Path(realpath(root / relative))  # a link stays a link; what it leads to is replaced
        try:
            old[path] = read_file(path) if path.exists() else None
            write_atomically(path, data) if data is not None else path.unlink(missing_ok=True)
        except BaseException as fault:
            for written, before in old.items():
                with contextlib.suppress(OSError):
                    write_atomically(written, before) if before is not None else written.unlink()
            if not isinstance(fault, OSError):  # Ctrl+C
                raise
            message = Message("the file cannot be written ({reason}); nothing has changed", reason=reason_of(fault))
            raise ProblemsFound([Diagnostic("not-written", message, Location(relative), Message("close it"))]) from None


def write_export(path: Path, data: bytes, reporter: Reporter) -> None:
    """Write the one file that an export makes; a fault ends the program."""
    from reportgen.diagnostics import Diagnostic, Location
    from reportgen.files import write_file

    try:
        write_file(path, data)
    except OSError as fault:
        message = Message("the file cannot be written ({reason})", reason=reason_of(fault))
        reporter.fail([Diagnostic("not-written", message, Location(str(path)), Message("close it, or name another"))])


def say_written(written: Sequence[str], dry_run: bool, reporter: Reporter) -> None:
    """Say which files an import has written, or that it was not to write any."""
    dry = Message("nothing is written yet (--dry-run)")
    reporter.say(dry if dry_run else Message("written: {written}", written=written))


def refuse_project_folders(path: Path, root: Path) -> None:
    """End with a usage error if an export would be written among the project's own files."""
    from reportgen.cli.exits import usage_error

    inside = path.absolute()
    for folder in ("glossary", "content", "templates"):
        if inside.is_relative_to((root / folder).absolute()):
            usage_error(
                Message(
                    "'{path}' lies in {folder}/, among the project's own files; export to another folder",
                    path=path,
                    folder=folder,
                )
            )
