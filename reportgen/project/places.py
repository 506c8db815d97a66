"""Where the files of a project lie, relative to its folder, and how the folder is found."""

from __future__ import annotations

import os
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Location, Message, ProblemsFound

CONTENT_FOLDER = "content"
MEETING_FILE = "content/meeting.yaml"
"""The file that makes a folder a project."""
SECTORS_FOLDER = "content/sectors"
APPROVALS_FILE = "content/approvals.yaml"
GLOSSARY_FOLDER = "glossary"
VOCABULARY_FILE = "glossary/vocabulary.csv"
WORDING_FILE = "glossary/wording.csv"
TEMPLATES_FOLDER = "templates"
LABELS_FILE = "templates/labels.yaml"
PALETTE_FILE = "templates/palette.yaml"
MACROS_FILE = "templates/macros.j2"
LANGUAGES_FILE = "languages.toml"
SETTINGS_FILE = "reportgen.yaml"
OWN_FIELDS_FILE = "content/schema/extra.yaml"
"""Where a project declares fields of its own."""
DATA_FOLDER = "data"
"""Spreadsheets and tables that the content names cells and rows of."""
PICTURES_FOLDER = "pictures"
"""Pictures that the content names."""
HOOKS_FILE = "reportgen_hooks.py"
"""The project's own program, which runs only where the settings say so."""

OUT_FOLDER = "out"
"""Where files go unless another folder is asked for."""
PROOFS_FOLDER = "proofs"
"""Where proof sheets go: they are no outputs of a build, and people write in them."""

INPUT_FILES = (
    MEETING_FILE, APPROVALS_FILE, WORDING_FILE, LABELS_FILE, PALETTE_FILE, MACROS_FILE, LANGUAGES_FILE, SETTINGS_FILE,
    OWN_FIELDS_FILE,
    HOOKS_FILE,
)  # fmt: skip
"""The files that are looked for by name."""
INPUT_FOLDERS = {
    SECTORS_FOLDER: (".yaml",),
    GLOSSARY_FOLDER: (".csv",),
    TEMPLATES_FOLDER: (".pptx", ".docx"),
    DATA_FOLDER: (".xlsx", ".csv"),
    PICTURES_FOLDER: (".png", ".jpg", ".jpeg", ".svg", ".gif", ".bmp", ".tif", ".tiff", ".webp"),
}
"""The folders whose files are read, whatever their names: folder → the ends of these names."""
NAMED_FOLDERS = (DATA_FOLDER, PICTURES_FOLDER)
"""The folders of files that the content names; they may have folders of their own."""


def sector_file(sector_id: str) -> str:
    """The file of a sector."""
    return f"{SECTORS_FOLDER}/{sector_id}.yaml"


def names_in(folder: Path, suffixes: tuple[str, ...]) -> list[str]:
    """The files of a folder whose names end so, sorted; none when there is no folder.

    Passed over are hidden files and the lock files of Office (`~$…`).
    """
    try:
        names = os.listdir(folder)  # noqa: PTH208 - of thousands of sectors a path for each takes longer than all else
    except OSError:
        return []
    return sorted(name for name in names if name.endswith(suffixes) and not name.startswith((".", "~$")))


def input_names(root: Path, folder: str) -> list[str]:
    """The files of one of `INPUT_FOLDERS` in the project `root`, relative to that folder, with `/`."""
    suffixes = INPUT_FOLDERS[folder]
    if folder not in NAMED_FOLDERS:
        return names_in(root / folder, suffixes)
    found: list[str] = []
    for place, below, _ in os.walk(root / folder):
        below[:] = sorted(name for name in below if not name.startswith("."))
        relative = Path(place).relative_to(root / folder)
        found += ((relative / name).as_posix() for name in names_in(Path(place), suffixes))
    return found


def is_there(path: Path) -> bool:
    """Whether a file that a project may have is there; a link that leads nowhere is, and a fault when it is read."""
    return os.path.lexists(path)


def find_project(start: Path) -> Path:
    """The project that `start` (a folder or file) lies in.

    Raises `ProblemsFound` (`no-project`) when no folder from there upwards is one.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        if is_there(folder / MEETING_FILE):
            return folder
    raise ProblemsFound([no_project(start)])


def no_project(folder: Path) -> Diagnostic:
    """The problem of a folder that is no project."""
    hint = Message("begin one with 'reportgen new project DIR', or name the folder of one with --project")
    return Diagnostic(
        "no-project",
        Message("this is no project: it has no {meeting_file}", meeting_file=MEETING_FILE),
        Location(str(folder)),
        hint,
    )
