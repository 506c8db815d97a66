"""Where the files of a project name a sector: what changes in each when its id changes, or when it goes.

That is in the meeting's list, in the palette, in the settings' accepted findings, in the scopes of the vocabulary and
among the signatures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from reportgen.diagnostics import Collector
from reportgen.exchange.sheets.csv_source import read_records, write_cell
from reportgen.files import read_file
from reportgen.model.content import KeyPath
from reportgen.model.language import with_own_texts
from reportgen.project.approvals import Approvals, load_approvals, write_approvals
from reportgen.project.edit.structure import remove_entry, rename_key
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

_SCOPE = "scope"

Changes = dict[str, bytes | None]
"""The files that change, by path in the project: what they hold then, None for a file that goes."""


def mentions_replaced(root: Path, old: str, new: str) -> Changes:
    """The changes of the files that name a sector, but its own; without a `new` id what is said of it goes.

    Raises `ProblemsFound` where one of them cannot be read.
    """
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
