"""Writes a new project into its folder: the whole project, or nothing."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from reportgen.diagnostics import Collector, Location, Message
from reportgen.project.places import CONTENT_FOLDER, GLOSSARY_FOLDER, MEETING_FILE, TEMPLATES_FOLDER

_FOLDERS = (CONTENT_FOLDER, GLOSSARY_FOLDER, TEMPLATES_FOLDER)
_NO_FILES = frozenset({".git", ".DS_Store"})
"""What may lie in a folder that is empty to people."""


def write_project(folder: Path, files: Mapping[str, bytes], among_others: bool = False) -> list[str]:
    """Write the files of a new project, and return the names of those that were there before and stay as they were.

    All is written in a temporary folder beside its place, and then moved there, the folder of the content last: without
    it a folder is no project. Raises `ProblemsFound` as `check_folder` does, and `OSError`; whatever happens, what was
    there stays, and nothing else does.
    """
    tops = sorted({path.split("/")[0] for path in files}, key=lambda top: (top == CONTENT_FOLDER, top))
    check_folder(folder, among_others)
    kept = [top for top in tops if (folder / top).exists()]
    was_there = folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    moved: list[Path] = []
    stage = Path(tempfile.mkdtemp(dir=folder, prefix=".reportgen-new-"))
    try:
        for path, data in files.items():
            (stage / path).parent.mkdir(parents=True, exist_ok=True)
            (stage / path).write_bytes(data)
        for top in tops:
            if top not in kept:
                (stage / top).rename(folder / top)
                moved.append(folder / top)
    except BaseException:
        for place in moved:
            shutil.rmtree(place) if place.is_dir() else place.unlink()
        shutil.rmtree(stage, ignore_errors=True)
        if not was_there:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise
    shutil.rmtree(stage)
    return kept


def check_folder(folder: Path, among_others: bool) -> None:
    """Raise `ProblemsFound` (`folder-in-use`) where a folder cannot become that of a new project.

    That is a project; a folder with other files, unless the new ones may stand `among_others`; and in any case one with
    a folder that a project needs.
    """
    problems, place = Collector(), Location(str(folder))
    present = {path.name: path.is_dir() for path in folder.iterdir()} if folder.is_dir() else {}
    others = sorted(present.keys() - _NO_FILES)
    if folder.exists() and not folder.is_dir():
        problems.error("folder-in-use", Message("this is a file"), place, Message("name another folder"))
    elif (folder / MEETING_FILE).exists():
        hint = Message("name another folder; 'reportgen new sector NAME' adds to a project")
        problems.error("folder-in-use", Message("this is a project already"), place, hint)
    elif others and not among_others:
        named = [*others[:3], *(["…"] if others[3:] else [])]
        hint = Message("name a new folder, or say --force to put the project beside them")
        problems.error("folder-in-use", Message("the folder has files ({named})", named=named), place, hint)
    else:
        for name in (each for each in _FOLDERS if present.get(each)):
            where = Location(str(folder / name))
            problems.error(
                "folder-in-use",
                Message("a project needs a folder of this name"),
                where,
                Message("give it another name"),
            )
    problems.raise_errors()
