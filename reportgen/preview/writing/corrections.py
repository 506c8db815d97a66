"""Changes one text, one name or one sign-off where it is written, and nothing else of the file.

The page sends what the text was when it was shown. If the file says something else by now, nothing is written and both
are shown. One change is made at a time, by whichever tab or program of this computer: a lock says whose turn it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from reportgen.diagnostics import Collector, Location, Message, ProblemsFound, did_you_mean
from reportgen.diagnostics import Diagnostic as Problem
from reportgen.exchange.rows import cells_of
from reportgen.exchange.tables import change_tables, read_glossary
from reportgen.files import read_named, write_atomically
from reportgen.model.content import KeyPath
from reportgen.preview.messages import Conflict, Done, Refused
from reportgen.preview.reading.findings import finding_of
from reportgen.preview.writing.trial import new_errors
from reportgen.preview.writing.turns import Turns
from reportgen.project.approvals import Pair, Signature, load_approvals, path_of_keys, write_approvals
from reportgen.project.edit.texts import edit_texts
from reportgen.project.load import Project
from reportgen.project.places import APPROVALS_FILE, GLOSSARY_FOLDER, SECTORS_FOLDER
from reportgen.project.yaml_reader import read_yaml
from reportgen.records.questions import digest

Answer = Done | Conflict | Refused


@dataclass(frozen=True, slots=True)
class Wording:
    """A text that is to say something else: the keys that lead to it, what it says and what it is to say.

    `old` is None for a language that the text does not have yet.
    """

    key: KeyPath
    old: str | None
    new: str


@dataclass(frozen=True, slots=True)
class Correction:
    """Texts of a file that are to say something else, all of them or none: those of a row in its languages."""

    path: str
    texts: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class SignOff:
    """A translation that somebody signs off, or no longer does, as it was shown with its English."""

    path: str
    key: KeyPath
    wording: str
    english: str
    name: str = ""
    withdraw: bool = False


@dataclass(frozen=True, slots=True)
class NameChange:
    """A cell of the glossary that is to say something else."""

    term: str
    column: str
    old: str
    new: str


class Corrections:
    """The changes of one project."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._turns = Turns(root)

    def correct(self, project: Project, wanted: Correction) -> Answer:
        """Change texts. Raises `ProblemsFound` where their file is none of the content, or cannot be read."""
        _file_key(project, wanted.path)
        with self._turns.alone():
            data = read_named(self._root / wanted.path, wanted.path)
            document = read_yaml(data, wanted.path)
            for text in wanted.texts:
                found = _value_at(document.value, text.key)
                if found != text.old:
                    line = document.location(text.key).line
                    return Conflict(wanted.path, line, found or "", text.new, digest(data), text.key)
            try:
                changed = edit_texts(data, wanted.path, {text.key: text.new for text in wanted.texts})
            except (KeyError, RuntimeError) as fault:
                message, place = Message("the text cannot be put here: {fault}", fault=fault), wanted.texts[0].key
                raise ProblemsFound([Problem("not-corrected", message, document.location(place))]) from None
            return self._write({wanted.path: changed}, wanted.path)

    def rename(self, wanted: NameChange) -> Answer:
        """Change a cell of the glossary; raises `ProblemsFound` where it is not there, or the tables have faults."""
        with self._turns.alone():
            files = read_glossary(self._root)
            if wanted.term not in files.glossary:
                hint = did_you_mean(wanted.term, files.glossary.terms)
                place = Location(GLOSSARY_FOLDER)
                message = Message("there is no term '{term}'", term=wanted.term)
                raise ProblemsFound([Problem("unknown-term", message, place, hint)])
            term = files.glossary[wanted.term]
            cells = cells_of(term, files.languages)
            if wanted.column not in cells:
                hint = did_you_mean(wanted.column, cells)
                message = Message("no column '{column}'", column=wanted.column)
                raise ProblemsFound([Problem("unknown-column", message, term.location, hint)])
            path = term.location.path
            if cells[wanted.column] != wanted.old:
                found = digest(read_named(self._root / path, path))
                return Conflict(path, term.location.line, cells[wanted.column], wanted.new, found)
            changes = change_tables(files, {wanted.term: {wanted.column: wanted.new}}, ())
            return self._write(changes, path)

    def sign(self, project: Project, wanted: SignOff) -> Answer:
        """Sign a translation off, or withdraw that; raises as `correct` does."""
        file_key = _file_key(project, wanted.path)
        with self._turns.alone():
            data = read_named(self._root / wanted.path, wanted.path)
            document = read_yaml(data, wanted.path)
            *above, tag = wanted.key
            wording = _value_at(document.value, wanted.key)
            original = (*above, project.source_language)
            english = _value_at(document.value, original)
            shown = {wanted.key: (wanted.wording, wording), original: (wanted.english, english)}
            for key, (mine, theirs) in shown.items():
                if mine != theirs:
                    return Conflict(wanted.path, document.location(key).line, theirs or "", mine, digest(data))
            pair = Pair(file_key, str(tag), path_of_keys(tuple(above)), wanted.wording, wanted.english)
            problems = Collector()
            approvals = load_approvals(self._root, problems, project.languages)
            problems.raise_errors()
            name = " ".join(wanted.name.split())
            signature = Signature(name, date.today()) if name else None
            after = approvals.without([pair]) if wanted.withdraw else approvals.with_pairs([pair], signature)
            written = write_approvals(after).encode()
            return self._write({APPROVALS_FILE: written}, APPROVALS_FILE)

    def _write(self, changes: Mapping[str, bytes], path: str) -> Answer:
        """Write files, if that breaks nothing."""
        errors = new_errors(self._root, changes)
        if errors:
            return Refused(tuple(map(finding_of, errors)))
        for name, data in changes.items():
            write_atomically(self._root / name, data)
        return Done(path, digest(changes.get(path, b"")))


def _file_key(project: Project, path: str) -> str:
    """The key of a file of the content; raises `ProblemsFound` for any other."""
    keys = {project.location(key).path: key for key in ("meeting", "labels")}
    sector = Path(path).stem
    if path == f"{SECTORS_FOLDER}/{sector}.yaml" and sector in project.sectors:
        return sector
    if path not in keys:
        raise ProblemsFound([Problem("missing-file", Message("this is no file of the content"), Location(path))])
    return keys[path]


def _value_at(value: Any, key: KeyPath) -> str | None:
    """The text at the end of some keys, None where there is none."""
    for step in key:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value if isinstance(value, str) else None
