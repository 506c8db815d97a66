"""Makes translation units of the texts of a project, and says what comes back of them."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from reportgen.diagnostics import Diagnostic, Location, Message, Severity
from reportgen.lang.chinese.converter import converter
from reportgen.model.content import KeyPath, Text
from reportgen.model.glossary import Glossary, Term
from reportgen.model.inspection import walk
from reportgen.model.target import OVERVIEW
from reportgen.project.approvals import Approvals, Pair, path_of_keys
from reportgen.project.load import Project
from reportgen.project.yaml_reader import describe_path
from reportgen.records.cache import cache_folder

MEETING, LABELS = "meeting", "labels"
NOT_WRITTEN = "none"
"""The digest of a text that is not there."""

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]")


class State(StrEnum):
    """How far a translation is, in the words of XLIFF 2 (2.1, 4.3.1.26), the least first.

    A translation that waits for a person is `INITIAL`: there is none, a program proposes one, or what it translates has
    changed. One that is `FINAL` is signed off.
    """

    INITIAL = "initial"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"
    FINAL = "final"

    @classmethod
    def named(cls, name: str) -> State:
        """The state of a name; what has none, or an unknown one, is `INITIAL`, as the standard has it."""
        return cls(name) if name in list(cls) else cls.INITIAL


class UnitFault(NamedTuple):
    """Why a unit that came back cannot be read: the arguments of a diagnostic."""

    code: str
    message: str
    location: Location
    hint: str


@dataclass(frozen=True, slots=True)
class ReadUnit:
    """A unit that came back: `target` is None when it is untranslated.

    `file` is the key of its document, or the document's path. `english` and `digest` are the digests of its English and
    of its translation as they were exported, empty where the file has lost them. `source` is its English, empty where
    the format has none. `notes` are the translator's, `limit` is the room for it that went out.
    """

    file: str
    id: str
    english: str
    target: str | None
    digest: str
    location: Location
    source: str = ""
    state: State = State.TRANSLATED
    notes: tuple[str, ...] = ()
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class ReadUnits:
    """The units of a file that came back, in one language."""

    language: str
    units: tuple[ReadUnit, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """One text: as it was written first, its translation (None when there is none), what conversion proposes for that.

    `file` is the key of the document in `Project.documents`, `path` the way to the text in it.
    """

    file: str
    path: KeyPath
    source: str
    target: str | None
    proposal: str | None

    @property
    def id(self) -> str:
        """The path as `path_id` writes it."""
        return path_id(self.path)

    @property
    def title(self) -> str:
        """The path in words."""
        return " › ".join(describe_path(self.path))

    @property
    def shown(self) -> str | None:
        """What readers of the language get: the text as it is written, or converted."""
        return self.target if self.target is not None else self.proposal

    def pair(self, language: str) -> Pair:
        """The text as readers get it, and what it was translated from, to be signed off; it must have both."""
        return Pair(self.file, language, path_of_keys(self.path), self.shown or "", self.source)


def state_of(unit: Unit, language: str, approvals: Approvals) -> State:
    """How far the translation of a text is."""
    if unit.shown is None:
        return State.INITIAL
    pair = unit.pair(language)
    if approvals.covers(pair):
        return State.FINAL
    return State.INITIAL if unit.target is None or approvals.english_of(pair) else State.TRANSLATED


def path_id(path: KeyPath) -> str:
    """A path as an NMTOKEN (XLIFF 2.1, 4.3.1.17): list items counted from one, other characters as `_x2F_`."""
    return ".".join(str(step + 1) if isinstance(step, int) else _UNSAFE.sub(_hex, step) for step in path)


def _hex(found: re.Match[str]) -> str:
    return f"_x{ord(found[0]):X}_"


def file_keys(project: Project, sectors: Iterable[str]) -> list[str]:
    """The documents for what the command line names: sector ids, `overview` (the meeting), `labels`, `all`.

    Raises `ValueError` with the known ones.
    """
    everything = [MEETING, *project.sectors, LABELS]
    chosen: list[str] = []
    for name in sectors:
        key = MEETING if name == OVERVIEW else name
        if name == "all":
            chosen += everything
        elif key in everything:
            chosen.append(key)
        else:
            known = (*project.sectors, OVERVIEW, LABELS, "all")
            raise ValueError(Message("unknown sector '{name}'; use one of {known}", name=name, known=known))
    return list(dict.fromkeys(chosen or everything))


def units_of(project: Project, file: str, language: str) -> Iterator[Unit]:
    """The texts of one document in the order of the file that have a wording in the language that is written first.

    Those that stand in a spreadsheet are translated there (`texts_in_tables`).
    """
    wanted, source, lines = project.languages[language], project.source_language, project.documents[file].lines
    for path, value in _texts(project, file):
        if path not in lines:
            continue
        target = value.get(language)
        origins = [tag for tag in wanted.derived_from if value.get(tag) is not None] if target is None else []
        proposal = None
        for tag in origins[:1]:
            conversion = converter(project.glossary, project.languages[tag], wanted, file, cache_folder())
            proposal = conversion.convert(value.get(tag) or "")
        yield Unit(file, path, value.get(source) or "", target, proposal)


def texts_in_tables(project: Project, files: Iterable[str]) -> list[Diagnostic]:
    """Where documents take texts from spreadsheets, which are in no export (`not-exported`)."""
    hint = Message("translate and correct them there: a column for each language, as in name_en")
    places: Counter[Location] = Counter()
    for file in files:
        document = project.documents[file]
        paths = (path for path, _ in _texts(project, file) if path not in document.lines)
        places.update(replace(document.location(path), steps=()) for path in paths)
    return [
        Diagnostic("not-exported", _in_tables(count), place, hint, Severity.WARNING) for place, count in places.items()
    ]


def _in_tables(count: int) -> str:
    return (
        Message("a text stands in a spreadsheet")
        if count == 1
        else Message("{count} texts stand in a spreadsheet", count=count)
    )


def _texts(project: Project, file: str) -> Iterator[tuple[KeyPath, Text]]:
    """The texts of one document that have a wording in the language that is written first, each with its path."""
    models = {MEETING: project.meeting, LABELS: dict(project.labels), **project.sectors}
    for path, value in walk(models[file]):
        if isinstance(value, Text) and value.get(project.source_language) is not None:
            yield path, value


def text_digest(text: str) -> str:
    """Eight hex digits that change when the text does."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def terms_in(text: str, language: str, ids: Iterable[str], glossary: Glossary) -> list[Term]:
    """The terms a text in a language names: by reference, and by their full names."""
    found = {term_id: glossary[term_id] for term_id in ids if term_id in glossary}
    for term in glossary:
        name = term.names.get(language, "")
        if name and name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            found[term.id] = term
    return list(found.values())
