"""The files of the meeting after one: what stays true comes along, next steps become what is to be reported on.

Nothing is made up: what has to be written anew is there and empty, for `check` to name.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from reportgen.diagnostics import Collector
from reportgen.files import read_file
from reportgen.model.content import KeyPath
from reportgen.model.meeting import Meeting
from reportgen.project.approvals import Approvals, load_approvals, write_approvals
from reportgen.project.edit.source import Edit, Source, node_at
from reportgen.project.edit.structure import add_entry, arrange_keys, remove_entry, rename_key
from reportgen.project.edit.texts import edit_texts
from reportgen.project.load import Project
from reportgen.project.places import (
    APPROVALS_FILE,
    CONTENT_FOLDER,
    GLOSSARY_FOLDER,
    HOOKS_FILE,
    LANGUAGES_FILE,
    MEETING_FILE,
    PICTURES_FOLDER,
    SETTINGS_FILE,
    TEMPLATES_FOLDER,
    sector_file,
)
from reportgen.project.yaml_reader import read_yaml
from reportgen.start.names import id_of
from reportgen.start.shipped import SCHEMA_FOLDER, files_below

_FOLDERS = (GLOSSARY_FOLDER, TEMPLATES_FOLDER, SCHEMA_FOLDER, PICTURES_FOLDER)
_FILES = (SETTINGS_FILE, LANGUAGES_FILE, HOOKS_FILE, "README.md", ".gitignore", ".gitattributes")
_SIGNED = ("glossary", "labels")
"""The files whose signatures stay: their texts do."""
_OF_MEETING = (
    "id",
    "title",
    "date",
    "release",
    "financial_year_starts",
    "languages",
    "editions",
    "sectors",
    "labels",
    "pictures",
)
"""What stays of a meeting, beside the title of its overview; its title and its date are said anew."""
_OF_SECTOR = ("id", "title", "terms", "pictures", "next_steps")
_OF_STEP = ("id", "lead", "text", "by")

_SECTOR_TAIL = """
# To be written for this meeting. Give each next step an id, by which the meeting after this one reports on it.
headline:
summary:
takeaways: []
progress: []
next_steps: []
agreements: []
figures: []
milestones: []
"""
_MEETING_TAIL = """
# To be written for this meeting: where it is held, who leads it, what it rests on, what was said.
chairs: []
sources: {}
statements: []
"""
_STATE = "# done, under-way or dropped; then 'outcome:' says what has been done, and 'source:' where that stands"


def next_meeting_files(before: Project, folder: Path, date: str) -> dict[str, bytes]:
    """The files of the project in `folder` for the meeting after that of a project, by path.

    `date` is its day in the notation of dates, which may be `unknown`.
    """
    root = before.root
    single = {name: read_file(root / name) for name in _FILES if (root / name).is_file()}
    files = {path: data for below in _FOLDERS for path, data in files_below(root / below, below).items()}
    files |= {**single, **_approvals(before), MEETING_FILE: _meeting(before, folder, date)}
    if SETTINGS_FILE in files:
        files[SETTINGS_FILE] = _settings(files[SETTINGS_FILE])
    return files | {sector_file(name): _sector(root, sector_file(name)) for name in before.meeting.sectors}


def _sector(root: Path, name: str) -> bytes:
    """A sector with its next steps as what is to be reported on, and nothing else of what it said."""
    data = _only(read_file(root / name), name, (), _OF_SECTOR)
    for index, step in enumerate(_value(data, name).get("next_steps") or ()):
        path: KeyPath = ("next_steps", index)
        data = _only(data, name, path, _OF_STEP)
        if "id" in step:
            data = rename_key(data, name, (*path, "id"), "of")
        data = _with_empty(data, name, path, "state", _STATE)
    if "next_steps" in _value(data, name):
        data = rename_key(data, name, ("next_steps",), "follow_up")
    return _with_tail(data, name, _SECTOR_TAIL)


def _meeting(before: Project, folder: Path, date: str) -> bytes:
    name, meeting = MEETING_FILE, before.meeting
    kept = _OF_MEETING if meeting.overview is None else (*_OF_MEETING, "overview")
    data = _only(read_file(before.root / name), name, (), kept)
    data = edit_texts(data, name, {("id",): id_of(folder.name) or meeting.id, ("date",): date})
    if meeting.overview is not None:
        data = _only(data, name, ("overview",), ("title",))
        for key in ("headline", "summary"):
            data = _with_empty(data, name, ("overview",), key, "# to be written")
    return _with_tail(_as_draft(data, name), name, _previous(meeting, before.root, folder) + _MEETING_TAIL)


def _as_draft(data: bytes, name: str) -> bytes:
    """A meeting whose documents are drafts without an embargo; who may read them stays."""
    release = _value(data, name).get("release")
    if not release:
        return add_entry(data, name, (), "release", "{status: draft}")
    if "status" not in release:
        data = add_entry(data, name, ("release",), "status", "draft")
    data = _only(data, name, ("release",), ("status", "classification"))
    return edit_texts(data, name, {("release", "status"): "draft"})


def _previous(meeting: Meeting, root: Path, folder: Path) -> str:
    """What names the earlier meeting, and leads to its project."""
    path = Path(os.path.relpath(root, folder.absolute())).as_posix()
    title = ", ".join(f"{tag}: {json.dumps(text, ensure_ascii=False)}" for tag, text in meeting.title.root.items())
    return (
        "\n# The meeting before this one: 'follow_up' in the sectors has its next steps.\n"
        f"previous:\n  title: {{{title}}}\n  date: {meeting.date}\n  path: {json.dumps(path, ensure_ascii=False)}\n"
    )


def _settings(data: bytes) -> bytes:
    """The settings without what was accepted in files whose texts do not come along."""
    accepted: list[dict[str, Any]] = _value(data, SETTINGS_FILE).get("check", {}).get("accepted", [])
    for index in reversed(range(len(accepted))):
        if accepted[index].get("file", "").startswith(f"{CONTENT_FOLDER}/"):
            data = remove_entry(data, SETTINGS_FILE, ("check", "accepted", index))
    return data


def _approvals(before: Project) -> Mapping[str, bytes]:
    """The signatures of texts that come along."""
    problems = Collector()
    approvals = load_approvals(before.root, problems, before.languages)
    problems.raise_errors()
    signed = {key: pairs for key, pairs in approvals.signed.items() if key[0] in _SIGNED}
    return {APPROVALS_FILE: write_approvals(Approvals(signed)).encode()} if signed else {}


def _value(data: bytes, name: str) -> dict[str, Any]:
    value: dict[str, Any] = read_yaml(data, name).value
    return value


def _with_empty(data: bytes, name: str, path: KeyPath, key: str, remark: str) -> bytes:
    """A file with an empty value in a map, and a remark behind it unless the map is written in braces, on one line."""
    in_braces = node_at(Source(data, name).root, path).flow_style
    return add_entry(data, name, path, key, "" if in_braces else remark)


def _only(data: bytes, name: str, path: KeyPath, keys: Collection[str]) -> bytes:
    """A file with just some of the keys of a map, in their order; of the whole file remarks about others go too."""
    here: Any = _value(data, name)
    for step in path:
        here = here[step]
    if path:
        for key in [key for key in here if key not in keys]:
            data = remove_entry(data, name, (*path, key))
        return data
    data = arrange_keys(data, name, {(): [key for key in here if key in keys]})
    file = Source(data, name)
    head = file.root.value[0][0].start_mark.index
    remarks = [found for found in re.finditer(r"(?m)^#.*\n\n?", file.text) if found.start() > head]
    return file.edited([Edit(found.start(), found.end(), "") for found in remarks], file.value)


def _with_tail(data: bytes, name: str, tail: str) -> bytes:
    file = Source(data, name)
    end = len(file.text)
    said = {**file.value, **read_yaml(tail.encode(), name).value}
    start = len(file.text.rstrip("\n"))
    return file.edited([Edit(start, end, f"\n{tail}")], said)
