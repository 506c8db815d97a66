"""A project as rules read it: file by file, with its house rules and its approvals."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from reportgen.check.nodes import CheckedFile, Shared
from reportgen.diagnostics import Collector
from reportgen.project.approvals import Approvals, Key, Signature, load_approvals
from reportgen.project.load import Project
from reportgen.project.places import (
    APPROVALS_FILE,
    GLOSSARY_FOLDER,
    HOOKS_FILE,
    LABELS_FILE,
    LANGUAGES_FILE,
    MEETING_FILE,
    OWN_FIELDS_FILE,
    SECTORS_FOLDER,
    SETTINGS_FILE,
    WORDING_FILE,
    sector_file,
)
from reportgen.project.wording import load_wording
from reportgen.project.yaml_reader import YamlDocument
from reportgen.records.memory import Memory

GLOSSARY = f"{GLOSSARY_FOLDER}/*.csv"
"""The key of the glossary's tables, which are checked as one file; no sector can have it."""


_MOST_FILES = 16
"""Files that stay in memory with what rules have made of them; most projects have fewer."""


@dataclass(frozen=True, kw_only=True)
class CheckedProject(Project):
    """A project with its approvals, and with what its files share."""

    shared: Shared
    approvals: Approvals

    @classmethod
    def from_project(cls, project: Project, problems: Collector) -> CheckedProject:
        """Read the files that only a check needs; what is wrong with them goes to `problems`."""
        known = {field.name: getattr(project, field.name) for field in dataclasses.fields(project)}
        shared = Shared(
            root=project.root,
            glossary=project.glossary,
            profiles=project.profiles,
            wording=load_wording(project.root, problems, project.languages),
            meeting_languages=project.meeting.languages,
            sources=tuple(project.meeting.sources),
            financial_year_starts=project.meeting.financial_year_starts,
        )
        return cls(**known, shared=shared, approvals=load_approvals(project.root, problems, project.languages))

    @cached_property
    def files(self) -> Mapping[str, CheckedFile]:
        """The files that rules read one by one, by key: the meeting, the sectors, the labels, and `GLOSSARY`."""
        return _CheckedFiles(self)

    @cached_property
    def approvals_by_file(self) -> Mapping[str, Approvals]:
        """The approvals of each file that has any, by key."""
        signed: dict[str, dict[Key, Mapping[str, Signature | None]]] = defaultdict(dict)
        for pair, english in self.approvals.signed.items():
            signed[pair[0]][pair] = english
        return {key: Approvals(pairs) for key, pairs in signed.items()}

    def file_name(self, key: str) -> str:
        """The path of a file, relative to the project."""
        return {"meeting": MEETING_FILE, "labels": LABELS_FILE, GLOSSARY: GLOSSARY_FOLDER}.get(key) or sector_file(key)

    def inputs(self, key: str | None) -> dict[str, str]:
        """All that decides the raw findings about a file, or with None about the whole project: name → digest.

        The name is the path of a file, or says which part of a file counts. The program's code is not among them.
        """
        whole_files = (
            LANGUAGES_FILE,
            OWN_FIELDS_FILE,
            HOOKS_FILE,
            *(path for path in self.digests if path.startswith(f"{GLOSSARY_FOLDER}/")),
        )
        if key is None:
            named: dict[str, Any] = {APPROVALS_FILE: _plain(self.approvals), SECTORS_FOLDER: self.unlisted}
            whole_files = tuple(path for path in self.digests if path != SETTINGS_FILE)  # they are applied afterwards
        else:
            named = {
                f"{APPROVALS_FILE}: {key}": _plain(self.approvals_by_file.get(key, Approvals())),
                f"{MEETING_FILE}: languages": self.shared.meeting_languages,
                f"{MEETING_FILE}: sources": self.shared.sources,
                f"{MEETING_FILE}: financial years": self.shared.financial_year_starts,
            }
            whole_files += tuple(self.read_from(self.file_name(key)))
        named[WORDING_FILE] = self.shared.wording
        digests = {name: hashlib.sha256(repr(value).encode()).hexdigest() for name, value in named.items()}
        return digests | {path: self.digests[path] for path in whole_files if path in self.digests}


class _CheckedFiles(Mapping[str, CheckedFile]):
    """The files of a project by key; what rules have made of them is kept of the last ones only."""

    def __init__(self, project: CheckedProject) -> None:
        self._project = project
        self._made: Memory[CheckedFile] = Memory(_MOST_FILES)

    def __getitem__(self, key: str) -> CheckedFile:
        made = self._made.get(key)
        if made is None:
            made = self._make(key)
            self._made.put(key, made)
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(("meeting", *self._project.sectors, "labels", GLOSSARY))

    def __len__(self) -> int:
        return len(self._project.sectors) + 3

    def _make(self, key: str) -> CheckedFile:
        project = self._project
        shared: dict[str, Any] = {"meeting": project.meeting, "labels": project.labels, GLOSSARY: project.glossary}
        content = shared[key] if key in shared else project.sectors[key]
        tables = YamlDocument(GLOSSARY_FOLDER, {}, {})
        document = tables if key == GLOSSARY else project.documents[key]
        return CheckedFile(key, content, document, project.approvals_by_file.get(key, Approvals({})), project.shared)


def _plain(approvals: Approvals) -> list[tuple[Any, list[str]]]:
    return sorted((pair, sorted(english)) for pair, english in approvals.signed.items())
