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

    All are written before the first takes its place, since on a full disk nothing could be put back. When one cannot
    take its place, or somebody interrupts, the earlier ones get their old bytes again. Raises `ProblemsFound`.
    """
    from reportgen.diagnostics import Diagnostic, Location, ProblemsFound
    from reportgen.files import discard, write_atomically, write_beside

    paths = {relative: Path(realpath(root / relative)) for relative in files}  # a link stays; what it leads to changes
    before: dict[str, bytes | None] = {}
    old: dict[Path, bytes | None] = {}
    new: dict[str, Path] = {}
    try:
        for relative, data in files.items():
            before[relative] = read_file(paths[relative]) if paths[relative].exists() else None
            if data is not None:
                new[relative] = write_beside(paths[relative], data)
        for relative, path in paths.items():
            old[path] = before[relative]
            new[relative].replace(path) if relative in new else path.unlink(missing_ok=True)
    except BaseException as fault:
        for temporary in new.values():
            discard(temporary)
        for written, data in old.items():
            with contextlib.suppress(OSError):
                write_atomically(written, data) if data is not None else written.unlink()
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
