"""Sectors that come, go or get another id: the files of a project that change.

A sector's id stands in the meeting's list, in the name of its file and in it, in the palette, in the settings' accepted
findings, among the signatures and in the scopes of the vocabulary. These are changed, and all else stays as typed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from reportgen.diagnostics import Collector, Location
from reportgen.exchange.sheets.csv_source import read_records, write_cell
from reportgen.files import read_file
from reportgen.messages import Message
from reportgen.model.content import KeyPath
from reportgen.model.language import Language, with_own_texts
from reportgen.project.approvals import Approvals, load_approvals, write_approvals
from reportgen.project.edit.structure import insert_item, remove_entry, rename_key
from reportgen.project.edit.texts import edit_texts
from reportgen.project.files import FileReader
from reportgen.project.languages import load_languages
from reportgen.project.places import (
    APPROVALS_FILE,
    MEETING_FILE,
    PALETTE_FILE,
    SETTINGS_FILE,
    VOCABULARY_FILE,
    sector_file,
)
from reportgen.project.yaml_reader import read_yaml
from reportgen.start.names import NewSector
from reportgen.start.palette import with_colours
from reportgen.start.sample import sample_sector

_SCOPE = "scope"

Changes = dict[str, bytes | None]
"""The files that change, by path in the project: what they hold then, None for a file that goes."""


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
    changes = _replaced(root, old, new)
    file = root / sector_file(old)
    if file.exists():
        changes[sector_file(new)] = edit_texts(read_file(file), sector_file(old), {("id",): new})
        changes[sector_file(old)] = None
    return changes


def remove_sector(root: Path, old: str) -> Changes:
    """The changes that take a sector out of a project; raises `ProblemsFound` as `rename_sector` does."""
    changes = _replaced(root, old, "")
    if (root / sector_file(old)).exists():
        changes[sector_file(old)] = None
    return changes


def _replaced(root: Path, old: str, new: str) -> Changes:
    """The changes of the files that name a sector, but its own; without a `new` id what is said of it goes."""
    edits: Mapping[str, Callable[[bytes, str, str], bytes]] = {
        MEETING_FILE: _in_meeting,
        PALETTE_FILE: _in_palette,
        SETTINGS_FILE: _in_settings,
        VOCABULARY_FILE: _in_vocabulary,
    }
    changes: Changes = {}
    for relative, edit in edits.items():
        before = read_file(root / relative) if (root / relative).exists() else None
        after = edit(before, old, new) if before is not None else None
        if after != before:
            changes[relative] = after
    return {**changes, **_approvals(root, old, new)}


def _in_meeting(data: bytes, old: str, new: str) -> bytes:
    path = ("sectors", read_yaml(data, MEETING_FILE).value["sectors"].index(old))
    return edit_texts(data, MEETING_FILE, {path: new}) if new else remove_entry(data, MEETING_FILE, path)


def _in_palette(data: bytes, old: str, new: str) -> bytes:
    if old not in read_yaml(data, PALETTE_FILE).value:
        return data
    return rename_key(data, PALETTE_FILE, (old,), new) if new else remove_entry(data, PALETTE_FILE, (old,))


def _in_settings(data: bytes, old: str, new: str) -> bytes:
    """What was accepted in the sector's file is accepted in the file of its new name, or goes."""
    accepted: list[dict[str, Any]] = read_yaml(data, SETTINGS_FILE).value.get("check", {}).get("accepted", [])
    paths: list[KeyPath] = [
        ("check", "accepted", index) for index, each in enumerate(accepted) if each.get("file") == sector_file(old)
    ]
    if new:
        return edit_texts(data, SETTINGS_FILE, {(*path, "file"): sector_file(new) for path in paths})
    for path in reversed(paths):
        data = remove_entry(data, SETTINGS_FILE, path)
    return data


def _in_vocabulary(data: bytes, old: str, new: str) -> bytes:
    """A rule for the sector is one for its new name; one for it alone goes with it, as it would be one for all."""
    text = data.decode("utf-8")
    header, *records = read_records(text)
    if _SCOPE not in header.values:
        return data
    column = header.values.index(_SCOPE)
    starts = [*(record.cells[0].start for record in records), len(text)]
    for record, start, end in reversed(list(zip(records, starts[:-1], starts[1:], strict=True))):
        cell = record.cells[column]
        scope = cell.value.split()
        if old in scope:
            left = " ".join(filter(None, (new if one == old else one for one in scope)))
            changed = text[start : cell.start] + write_cell(left, cell.quoted) + text[cell.end : end] if left else ""
            text = text[:start] + changed + text[end:]
    return text.encode("utf-8")


def _approvals(root: Path, old: str, new: str) -> Changes:
    """Signatures belong to the texts, which are the same under another name."""
    problems = Collector()
    languages = with_own_texts(load_languages(FileReader(root, problems)))
    approvals = load_approvals(root, problems, languages)
    problems.raise_errors()
    if not any(file_key == old for file_key, *_ in approvals.signed):
        return {}
    signed = {
        (new if key[0] == old else key[0], *key[1:]): pairs
        for key, pairs in approvals.signed.items()
        if new or key[0] != old
    }
    return {APPROVALS_FILE: write_approvals(Approvals(signed)).encode()}
