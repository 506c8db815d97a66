"""Reads the YAML files of a project as models; what was read without a fault is kept, and not parsed again."""

from __future__ import annotations

import contextlib
import hashlib
import pickle
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from pydantic import BaseModel

from reportgen.diagnostics import Collector, Message, ProblemsFound
from reportgen.model.content import Sector
from reportgen.model.glossary import Glossary
from reportgen.model.language import Language
from reportgen.model.reading import NoFields, OwnFields, Reading
from reportgen.project.files import FileReader
from reportgen.project.named.files import ProjectFiles
from reportgen.project.places import NAMED_FOLDERS, sector_file
from reportgen.project.validation import validate
from reportgen.project.yaml_reader import YamlDocument, read_yaml
from reportgen.records.cache import Cache
from reportgen.records.memory import Memory
from reportgen.records.program_key import program_key


class ModelFile(NamedTuple):
    """A file as a model, and its values with their lines; without a model the file has faults.

    `named` are the digests of the other files that it names, as they were when it was read.
    """

    model: Any
    document: YamlDocument
    named: Mapping[str, str] = MappingProxyType({})


_MOST_READINGS = 80
"""The files of a project that stay in memory; most projects have fewer."""


class Readings:
    """What a process that goes on has read of a project: files as models, and the glossary of its tables.

    Each is the same object as long as all that decides it is the same. Of a file the last reading is kept, with the
    digest of what has decided it.
    """

    def __init__(self) -> None:
        self.files: Memory[tuple[str, ModelFile]] = Memory(_MOST_READINGS)
        self.glossaries: Memory[Glossary] = Memory(2)


@dataclass(frozen=True)
class ModelFiles:
    """The YAML files below `root`, whose texts are in some of the `languages`; `readings` are those of this process.

    `own` are the fields that the project declares itself, `others` the files that content names.
    """

    root: Path
    languages: Mapping[str, Language]
    readings: Readings = field(default_factory=Readings)
    own: OwnFields = field(default_factory=NoFields)
    others: ProjectFiles = field(kw_only=True)

    def read(self, relative: str, model: type[BaseModel], data: bytes, problems: Collector) -> ModelFile | None:
        """A file's bytes as a model; None where they are no YAML. Every fault goes to `problems`."""
        digest = hashlib.sha256(data).hexdigest()
        kept = self.kept(relative, digest)
        if kept is not None:
            return kept
        before = len(problems.diagnostics)
        try:
            document = read_yaml(data, relative)
        except ProblemsFound as found:
            problems.extend(found.diagnostics)
            return None
        self.others.asked = {}
        made = validate(model, document, problems, Reading(self.languages, self.own, self.others))
        file = ModelFile(made, document, dict(self.others.asked))
        if isinstance(file.model, Sector):
            _check_id(file, relative, problems)
        if len(problems.diagnostics) == before:
            key = self._key(relative, digest)
            self._cache.write(key, pickle.dumps(tuple(file), pickle.HIGHEST_PROTOCOL))
            self.readings.files.put(relative, (key, file))
        return file

    def is_kept(self, relative: str, data: bytes) -> bool:
        """Whether a file with these bytes is kept, and so has no faults."""
        digest = hashlib.sha256(data).hexdigest()
        if _may_name(data):
            return self.kept(relative, digest) is not None  # it depends on other files too
        key = self._key(relative, digest)
        return self._in_memory(relative, key) is not None or key in self._cache

    def named_in(self, relative: str, data: bytes) -> Collection[str]:
        """The other files that a file with these bytes names, which is kept."""
        kept = self.kept(relative, hashlib.sha256(data).hexdigest()) if _may_name(data) else None
        return tuple(kept.named) if kept else ()

    def sector(self, sector_id: str) -> ModelFile:
        """A sector's file as it is now; raises `ProblemsFound` where it has faults."""
        files = FileReader(self.root, Collector())
        relative = sector_file(sector_id)
        data = files.read(relative, Message("it was there when the project was read"))
        file = None if data is None else self.read(relative, Sector, data, files.problems)
        files.problems.raise_errors()
        assert file is not None
        return file

    @cached_property
    def _cache(self) -> Cache:
        return Cache("content")

    @cached_property
    def _made_from(self) -> str:
        return f"{program_key()} {self.languages!r} {self.own!r}"

    def kept(self, relative: str, digest: str) -> ModelFile | None:
        """A file with this SHA-256 as it was read before, if it had no faults and is still kept."""
        key = self._key(relative, digest)
        known = self._in_memory(relative, key)
        if known is not None:
            return known
        data = self._cache.read(key)
        if data is not None:
            with contextlib.suppress(Exception):  # what another version of a library has pickled may fail in any way
                file = ModelFile(*pickle.loads(data))
                if self._holds(file):
                    self.readings.files.put(relative, (key, file))
                    return file
        return None

    def _holds(self, file: ModelFile) -> bool:
        """Whether the files that a file names are as they were when it was read."""
        return all(self.others.digest(name) == digest for name, digest in file.named.items())

    def _in_memory(self, relative: str, key: str) -> ModelFile | None:
        known_key, file = self.readings.files.get(relative) or ("", None)
        return file if known_key == key and file is not None and self._holds(file) else None

    def _key(self, relative: str, digest: str) -> str:
        """A digest of all that decides what a file is read as."""
        made_from = f"{self._made_from} {relative} {digest}".encode("utf-8", "surrogatepass")
        return hashlib.sha256(made_from).hexdigest()


def _may_name(data: bytes) -> bool:
    """Whether the bytes of a file can name other files."""
    return any(f"{folder}/".encode() in data for folder in NAMED_FOLDERS)


def _check_id(file: ModelFile, relative: str, problems: Collector) -> None:
    """A sector's id is the name of its file."""
    sector_id = Path(relative).stem
    if file.model.id != sector_id:
        message = Message("the id '{id}' is not the name of the file", id=file.model.id)
        hint = Message("write 'id: {sector_id}', or rename the file", sector_id=sector_id)
        problems.error("wrong-id", message, file.document.location(("id",)), hint)
