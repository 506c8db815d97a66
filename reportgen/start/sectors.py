"""Sectors that come, go or get another id: the files of a project that change.

A sector's id stands in the name of its file and in it, and in files of the whole project (`mentions.py`). These are
changed, and all else stays as typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportgen.diagnostics import Collector, Location, Message
from reportgen.files import read_file
from reportgen.model.language import Language
from reportgen.project.edit.structure import insert_item
from reportgen.project.edit.texts import edit_texts
from reportgen.project.places import MEETING_FILE, PALETTE_FILE, sector_file
from reportgen.project.yaml_reader import read_yaml
from reportgen.start.mentions import Changes, mentions_replaced
from reportgen.start.names import NewSector
from reportgen.start.palette import with_colours
from reportgen.start.sample import sample_sector


def add_sector(root: Path, sector: NewSector, languages: Sequence[Language], after: str = "") -> Changes:
    """The changes that add a sector with sample texts: behind the sector `after`, or at the end.

    Raises `ProblemsFound` where the meeting or the palette cannot be read, or a file of that name lies there already.
    """
    relative, problems = sector_file(sector.id), Collector()
    if (root / relative).exists():
        hint = Message("list it under 'sectors' in {meeting_file}, or move it away", meeting_file=MEETING_FILE)
        problems.error(
            "sector-file-there",
            Message("the file is there, and the meeting does not list it"),
            Location(relative),
            hint,
        )
        problems.raise_errors()
    data = read_file(root / MEETING_FILE)
    meeting = read_yaml(data, MEETING_FILE).value
    place = meeting["sectors"].index(after) + 1 if after else len(meeting["sectors"])
    return {
        MEETING_FILE: insert_item(data, MEETING_FILE, ("sectors",), place, sector.id),
        relative: sample_sector(sector, languages, meeting["date"], next(iter(meeting.get("sources", {})), "")),
        PALETTE_FILE: with_colours(read_file(root / PALETTE_FILE), [sector.id]),
    }


def rename_sector(root: Path, old: str, new: str) -> Changes:
    """The changes that give a sector another id; raises `ProblemsFound` where a file that names it cannot be read."""
    changes = mentions_replaced(root, old, new)
    file = root / sector_file(old)
    if file.exists():
        changes[sector_file(new)] = edit_texts(read_file(file), sector_file(old), {("id",): new})
        changes[sector_file(old)] = None
    return changes


def remove_sector(root: Path, old: str) -> Changes:
    """The changes that take a sector out of a project; raises `ProblemsFound` as `rename_sector` does."""
    changes = mentions_replaced(root, old, "")
    if (root / sector_file(old)).exists():
        changes[sector_file(old)] = None
    return changes
