"""Looks at LibreOffice, the folders that the program writes to, and the typefaces of a project."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from reportgen.diagnostics import Message, ProblemsFound, marked
from reportgen.doctor.parts import Part, State
from reportgen.doctor.safety import safety_parts
from reportgen.doctor.typefaces import typeface_parts
from reportgen.printing.libreoffice import find_libreoffice
from reportgen.project.load import read_project
from reportgen.project.places import MEETING_FILE
from reportgen.records.cache import Cache, cache_folder, cache_size, unusable_folders

_MEGABYTE = 1_000_000
_LEAST_ROOM = 200 * _MEGABYTE
"""What a build of a thousand files and its caches take."""
_INSTALL: Mapping[str, str] = {
    "linux": marked("install the packages libreoffice-writer and libreoffice-impress"),
    "darwin": "brew install --cask libreoffice",
    "win32": "winget install TheDocumentFoundation.LibreOffice",
}


def machine_parts(root: Path | None, out: Path | None) -> Iterator[Part]:
    """What the program uses beside its libraries, for the project in `root`, if any, and its output folder."""
    yield _libreoffice()
    yield _cache()
    if root is None or not (root / MEETING_FILE).exists():
        costs, remedy = Message("nothing to build"), Message("reportgen new project DIR, or --project DIR")
        found = Message("none in {folder}", folder=root) if root else Message("none here")
        yield Part(Message("project"), State.LACKING, found, costs, remedy)
        return
    yield _project(root)
    yield _output(out or root)
    project = read_project(root).project
    if project is None:
        unread = Message("not looked at: the project cannot be read")
        remedy = Message("reportgen check, which names its faults")
        yield Part(Message("typefaces"), State.LACKING, unread, Message("nothing can be made of it"), remedy)
        return
    yield from safety_parts(root, bool(project.settings.hooks))
    with contextlib.suppress(ProblemsFound):  # of a template, which `check` reports
        yield from typeface_parts(root, project.languages.values())


def _libreoffice() -> Part:
    try:
        return Part("LibreOffice", State.GOOD, find_libreoffice().version)
    except ProblemsFound as found:
        costs = Message(
            "no PDF (`--format pdf`), no pictures in `preview` and `template show`; Office files are made without"
        )
        remedy = Message(_INSTALL.get(sys.platform, marked("install LibreOffice")))
        return Part("LibreOffice", State.LACKING, _reason(found.diagnostics[0].message), costs, remedy)


def _reason(message: str) -> str:
    """Why LibreOffice cannot print, without what follows of it for a build."""
    return message.values.get("message", message) if isinstance(message, Message) else message


def _cache() -> Part:
    cache, folder = Cache("doctor"), cache_folder()
    cache.write("written", b"and read")
    reasons = unusable_folders().values()
    if cache.read("written") == b"and read":
        return Part(Message("cache"), State.GOOD, f"{folder}, {cache_size() // _MEGABYTE} MB")
    reason = next(iter(reasons), Message("what was written is not there"))
    found = Message("{folder}: {reason}", folder=folder, reason=reason)
    remedy = Message("make the folder yours alone, with room in it; XDG_CACHE_HOME names another place")
    return Part(Message("cache"), State.LACKING, found, Message("every run takes as long as the first"), remedy)


def _project(root: Path) -> Part:
    if _is_writable((root / MEETING_FILE).parent):
        return Part(Message("project"), State.GOOD, str(root))
    costs = Message("`approve`, `proof import`, `import` and corrections in `preview` cannot save")
    found = Message("{folder} cannot be written to", folder=root)
    return Part(Message("project"), State.LACKING, found, costs, Message("get the right to write there"))


def _output(folder: Path) -> Part:
    output = Message("output")
    there = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    if not _is_writable(there):
        found = Message("{folder} cannot be written to", folder=there)
        return Part(output, State.BROKEN, found, Message("no file can be made"), Message("name another: --out"))
    room = shutil.disk_usage(there).free
    found = Message("{folder}, {room:,} MB free", folder=folder, room=room // _MEGABYTE)
    if room < _LEAST_ROOM:
        costs, remedy = Message("a large build may not find room"), Message("make room, or name another: --out")
        return Part(output, State.LACKING, found, costs, remedy)
    return Part(output, State.GOOD, found)


def _is_writable(folder: Path) -> bool:
    """Whether a file can be made in a folder; rights alone do not say so of a drive in a network."""
    if not os.access(folder, os.W_OK):
        return False
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
