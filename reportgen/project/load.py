"""Loads a project folder: meeting, sectors, glossary, labels and palette, every value with its file and line.

All files are read before anything is raised, so one bad file does not hide the problems of the others.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel

from reportgen.diagnostics import Collector, Diagnostic, Location, Message, ProblemsFound, did_you_mean, shortened
from reportgen.model import content
from reportgen.model.content import FrozenRoot, Sector, Text
from reportgen.model.glossary import TERM_KINDS, Glossary, Term, VocabularyRule
from reportgen.model.language import LANGUAGES, PROFILES, Language, broader_tags, with_own_texts
from reportgen.model.meeting import Meeting
from reportgen.model.reading import NoFields, OwnFields
from reportgen.model.target import Catalogue
from reportgen.project.csv_reader import build_glossary, read_terms, read_vocabulary
from reportgen.project.files import FileReader
from reportgen.project.model_files import ModelFiles, Readings
from reportgen.project.open_files import open_files
from reportgen.project.places import (
    GLOSSARY_FOLDER,
    INPUT_FOLDERS,
    LABELS_FILE,
    MEETING_FILE,
    PALETTE_FILE,
    SECTORS_FOLDER,
    TEMPLATES_FOLDER,
    find_project,
    names_in,
    no_project,
    sector_file,
)
from reportgen.project.sector_files import Documents, SectorFiles
from reportgen.project.settings import Settings, read_settings
from reportgen.project.yaml_reader import YamlDocument

VOCABULARY = "vocabulary"
OTHER_TABLES = (VOCABULARY, "wording")
"""Tables of the glossary folder that hold no terms."""
RESERVED_IDS = frozenset({"overview", "meeting", "labels", "palette", "glossary"})
"""Ids no sector may have: they name the pack of the whole meeting, the other files, and names that are signed off."""

_SECTOR_ID = re.compile(r"[a-z][a-z0-9-]{0,59}")
_DEVICES = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
_HEX_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")

M = TypeVar("M", bound=BaseModel)


class _Labels(FrozenRoot[dict[str, Text]]):
    """`templates/labels.yaml`: the fixed words of the templates."""


def _colour(value: str) -> str:
    if not _HEX_COLOUR.fullmatch(value):
        raise ValueError(
            Message("'{value}' is not a colour; write six hex digits without '#', as in 1F4E79", value=value)
        )
    return value


class _Palette(FrozenRoot[dict[str, Annotated[str, AfterValidator(_colour)]]]):
    """`templates/palette.yaml`: the accent colour of each pack."""


def id_fault(sector_id: str) -> tuple[str, str] | None:
    """Why an id can be that of no sector, and what to do; None where it can name files on every system."""
    if not _SECTOR_ID.fullmatch(sector_id):
        return Message("'{sector_id}' is not an id", sector_id=shortened(sector_id, 60)), Message(
            "use up to 60 small letters, digits and hyphens, a letter first"
        )
    if sector_id in RESERVED_IDS or _DEVICES.fullmatch(sector_id):
        return Message("'{sector_id}' is a reserved name", sector_id=sector_id), Message("choose another id")
    return None


@dataclass(frozen=True)
class Project:
    """A project as it was read, frozen.

    `sectors` are in the meeting's order; `labels` and `palette` come from `templates/`. `digests` maps every file
    that was read, relative to `root`, to its SHA-256. `catalogue` is what files can be made of. `unlisted` are the
    names of files in the sectors' folder that the meeting does not list. `documents` are the YAML files by key;
    `profiles` are all languages and registers. `own` are the fields that it declares itself; `named` has the other
    files that a file of content names.
    """

    root: Path
    meeting: Meeting
    sectors: Mapping[str, Sector]
    glossary: Glossary
    labels: dict[str, Text]
    palette: dict[str, str]
    digests: Mapping[str, str]
    settings: Settings
    catalogue: Catalogue
    unlisted: tuple[str, ...] = ()
    documents: Mapping[str, YamlDocument] = field(default_factory=dict, repr=False)
    profiles: Mapping[str, Language] = field(default_factory=lambda: dict(PROFILES), repr=False)
    own: OwnFields = field(default_factory=NoFields, repr=False)
    named: Mapping[str, Collection[str]] = field(default_factory=dict, repr=False)

    @cached_property
    def languages(self) -> Mapping[str, Language]:
        """The languages that its texts and names may be written in."""
        return with_own_texts(self.profiles)

    def read_from(self, file: str) -> Mapping[str, str]:
        """The digests of a file of content and of the others that it names, by path."""
        return {path: self.digests[path] for path in (file, *self.named.get(file, ())) if path in self.digests}

    @property
    def source_language(self) -> str:
        """The tag of the language that authors write first, and that texts are translated from."""
        return self.meeting.languages[0]

    @cached_property
    def fixed_words(self) -> Mapping[str, Text]:
        """The fixed words of its documents: those of `templates/labels.yaml`, some replaced by the meeting's own."""
        return {**self.labels, **self.meeting.labels}

    def label_place(self, key: str) -> tuple[str, content.KeyPath]:
        """Where a label stands: the key of the file, and the path to it."""
        return ("meeting", ("labels", key)) if key in self.meeting.labels else ("labels", (key,))

    def location(self, file_key: str, path: content.KeyPath = ()) -> Location:
        """The file and line of a value; `file_key` is `meeting`, a sector's id, `labels` or `palette`."""
        return self.documents[file_key].location(path)


@dataclass(frozen=True)
class ReadProject:
    """What could be read of a project, and everything that is wrong with it, in the order in which it was found.

    `faulty` has the sectors whose files have faults, by id, with those of their files. `project` has the other
    sectors, and documents, only; it is None where a file that all packs need has a fault.
    """

    project: Project | None
    problems: tuple[Diagnostic, ...]
    faulty: Mapping[str, tuple[Diagnostic, ...]]


def load_project(root: Path) -> Project:
    """Read and validate the project in the folder `root`.

    Raises `ProblemsFound` with every fault of every file (the codes are those of `faults.FAULTS`).
    """
    read = read_project(root)
    if read.project is None or read.faulty:
        raise ProblemsFound(read.problems)
    return read.project


def read_project(root: Path, readings: Readings | None = None) -> ReadProject:
    """Read and validate the project in the folder `root`, as much of it as is without faults.

    With the `readings` of this process, what did not change since is not read into objects again. Raises
    `ProblemsFound` (`no-project`) where there is none.
    """
    if not (root / MEETING_FILE).exists():
        raise ProblemsFound([no_project(root)])
    return _loader(root, readings or Readings()).read()


def load_catalogue(root: Path) -> Catalogue:
    """Read what files can be made of, whatever is wrong with the project's other files.

    Raises `ProblemsFound` where the meeting, the settings or the project's languages cannot be read.
    """
    loader = _loader(root, Readings())
    meeting, settings = loader.read_meeting(), loader.read_settings()
    loader.problems.raise_errors()
    assert meeting is not None
    return _catalogue(root, meeting, settings, loader.profiles)


def settings_around(place: Path) -> Settings | None:
    """The settings of the project that a file or folder lies in, whatever is wrong with its content; None for none."""
    try:
        return _loader(find_project(place), Readings()).read_settings()
    except ProblemsFound:
        return None


def load_own_fields(root: Path) -> OwnFields:
    """Read the fields that a project declares itself, whatever is wrong with its content; raises `ProblemsFound`."""
    loader = _loader(root, Readings())
    loader.problems.raise_errors()
    return loader.models.own


def _catalogue(root: Path, meeting: Meeting, settings: Settings, profiles: Mapping[str, Language]) -> Catalogue:
    templates = names_in(root / TEMPLATES_FOLDER, INPUT_FOLDERS[TEMPLATES_FOLDER])
    kinds = settings.kinds(templates)
    registers = tuple(tag for tag, language in profiles.items() if language.variant_of in meeting.languages)
    has_overview = meeting.overview is not None
    return Catalogue(meeting.sectors, meeting.languages, meeting.editions, kinds, has_overview, registers)


def _with_broader_words(labels: dict[str, Text], languages: Iterable[str]) -> dict[str, Text]:
    """The labels, those without words in `en-GB` with their words in `en`: the nearest broader language."""
    broader = {tag: broader_tags(tag) for tag in languages if tag not in LANGUAGES}

    def found(label: Text) -> dict[str, str]:
        near = {
            tag: next((label.root[each] for each in tags if each in label.root), "") for tag, tags in broader.items()
        }
        return {tag: words for tag, words in near.items() if words} | label.root

    return {key: Text.model_construct(root=found(label)) for key, label in labels.items()} if broader else labels


def _faults_of(file: str, problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(problem for problem in problems if problem.location.path == file)


def _loader(root: Path, readings: Readings) -> _Loader:
    """The loader of a project, which knows its languages."""
    files = FileReader(root, Collector())
    return _Loader(files, *open_files(files, readings))


@dataclass(slots=True)
class _Loader:
    """Reads the files of a project one after another; `documents` are those that could be read but sectors, by key."""

    files: FileReader
    models: ModelFiles
    profiles: Mapping[str, Language]
    documents: dict[str, YamlDocument] = field(default_factory=dict)
    named: dict[str, Collection[str]] = field(default_factory=dict)

    @property
    def problems(self) -> Collector:
        return self.files.problems

    def read(self) -> ReadProject:
        """Read all files."""
        meeting = self.read_meeting()
        present = self.files.names(SECTORS_FOLDER, ".yaml")
        listed = self._sector_ids(meeting) if meeting else present
        sectors, names = SectorFiles(self.models.sector), frozenset(present)
        for sector_id in listed:
            self._add_sector(sectors, sector_id, names)
        glossary = self._glossary(meeting.languages if meeting else ())
        labels = self._model(
            "labels",
            LABELS_FILE,
            _Labels,
            Message("it holds the fixed words of the templates: bring it back, or take that of a new project"),
        )
        palette = self._model("palette", PALETTE_FILE, _Palette, Message("it holds the accent colour of each pack"))
        settings = self.read_settings()
        self._check_own_labels(meeting, labels)
        problems = tuple(self.problems.diagnostics)
        files = {sector_file(sector_id): sector_id for sector_id in listed}
        faulty = {key: faults for file, key in files.items() if (faults := _faults_of(file, problems))}
        shared_fault = any(problem.location.path not in files for problem in problems)
        if shared_fault or meeting is None or labels is None or palette is None:
            return ReadProject(None, problems, faulty)
        project = Project(
            root=self.files.root,
            meeting=meeting,
            sectors=sectors,
            glossary=glossary,
            labels=_with_broader_words(labels.root, meeting.languages),
            palette=palette.root,
            digests=dict(sorted(self.files.digests.items())),
            settings=settings,
            catalogue=_catalogue(self.files.root, meeting, settings, self.profiles),
            unlisted=tuple(name for name in present if name not in listed),
            documents=Documents(self.documents, sectors),
            profiles=self.profiles,
            own=self.models.own,
            named=self.named,
        )
        return ReadProject(project, problems, faulty)

    def read_meeting(self) -> Meeting | None:
        """Read the meeting; None where it has faults."""
        return self._model("meeting", MEETING_FILE, Meeting, Message("restore it"))

    def read_settings(self) -> Settings:
        """Read the settings; those with faults are the defaults."""
        return read_settings(self.files, self.models)

    def _model(self, key: str, relative: str, model: type[M], hint: str) -> M | None:
        data = self.files.read(relative, hint)
        file = None if data is None else self.models.read(relative, model, data, self.problems)
        if file is None:
            return None
        self.documents[key] = file.document
        self.named[relative] = tuple(file.named)
        made: M | None = file.model
        return made

    def _add_sector(self, sectors: SectorFiles, sector_id: str, present: Collection[str]) -> None:
        """Add a sector if its file has no faults; one that is kept is read when somebody asks for it."""
        relative = sector_file(sector_id)
        hint = Message(
            "write it, or take '{sector_id}' out of {meeting_file}", sector_id=sector_id, meeting_file=MEETING_FILE
        )
        if sector_id not in present:
            hint = did_you_mean(sector_id, present) or hint
        data = self.files.read(relative, hint)
        if data is None:
            return
        if self.models.is_kept(relative, data):
            sectors.add(sector_id)
            self.named[relative] = self.models.named_in(relative, data)
            return
        before = len(self.problems.diagnostics)
        file = self.models.read(relative, Sector, data, self.problems)
        if file is not None and len(self.problems.diagnostics) == before:
            sectors.add(sector_id, file)
            self.named[relative] = tuple(file.named)

    def _sector_ids(self, meeting: Meeting) -> list[str]:
        """The meeting's sectors whose ids can name a file and a folder on every system."""
        good: list[str] = []
        for index, sector_id in enumerate(meeting.sectors):
            location = self.documents["meeting"].location(("sectors", index))
            if fault := id_fault(sector_id):
                self.problems.error("wrong-id", fault[0], location, fault[1])
            elif sector_id in good:
                message = Message("the sector '{sector_id}' is listed twice", sector_id=sector_id)
                self.problems.error("duplicate-id", message, location, Message("list it once"))
            else:
                good.append(sector_id)
        return good

    def _check_own_labels(self, meeting: Meeting | None, labels: _Labels | None) -> None:
        """Report labels of the meeting that replace none of the templates'."""
        for key in meeting.labels if meeting and labels else ():
            assert labels is not None
            if key not in labels.root:
                hint = did_you_mean(key, labels.root) or Message(
                    "it replaces none of {labels_file}; a new label stands there", labels_file=LABELS_FILE
                )
                place = self.documents["meeting"].location(("labels", key))
                self.problems.error(
                    "unknown-key", Message("there is no label '{key}' to replace", key=key), place, hint
                )

    def _glossary(self, needed: tuple[str, ...]) -> Glossary:
        """The glossary of all tables, with names in the `needed` languages; the one of before where all is the same."""
        present = self.files.names(GLOSSARY_FOLDER, ".csv")
        tables: dict[str, bytes] = {}
        for table in present:
            if table in TERM_KINDS or table == VOCABULARY:
                data = self.files.read(f"{GLOSSARY_FOLDER}/{table}.csv", "")
                if data is not None:
                    tables[table] = data
            elif table not in OTHER_TABLES:
                hint = did_you_mean(table, TERM_KINDS) or Message(
                    "tables: {tables}", tables=(*TERM_KINDS, *OTHER_TABLES)
                )
                place = Location(f"{GLOSSARY_FOLDER}/{table}.csv")
                self.problems.error("unknown-file", Message("no glossary table has this name"), place, hint)
        glossaries, languages = self.models.readings.glossaries, repr((self.models.languages, needed))
        key = (languages, *((table, self.files.digests[f"{GLOSSARY_FOLDER}/{table}.csv"]) for table in tables))
        known = glossaries.get(key)
        if known is not None:
            return known
        before = len(self.problems.diagnostics)
        glossary = self._read_glossary(tables, needed)
        if len(self.problems.diagnostics) == before:
            glossaries.put(key, glossary)
        return glossary

    def _read_glossary(self, tables: Mapping[str, bytes], needed: tuple[str, ...]) -> Glossary:
        terms: list[Term] = []
        rules: list[VocabularyRule] = []
        for table, data in tables.items():
            relative = f"{GLOSSARY_FOLDER}/{table}.csv"
            if table in TERM_KINDS:
                terms += read_terms(data, relative, TERM_KINDS[table], self.problems, self.models.languages, needed)
            else:
                rules += read_vocabulary(data, relative, self.problems)
        return build_glossary(terms, rules, self.problems)
