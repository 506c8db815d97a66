"""A project as rules read it: file by file, with its house rules and its approvals."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from reportgen.check.nodes import CheckedFile, Shared
from reportgen.diagnostics import Collector
from reportgen.project.approvals import Approvals, load_approvals
from reportgen.project.load import Project
from reportgen.project.places import (
    APPROVALS_FILE,
    GLOSSARY_FOLDER,
    LANGUAGES_FILE,
    MEETING_FILE,
    SECTORS_FOLDER,
    WORDING_FILE,
)
from reportgen.project.wording import load_wording
from reportgen.project.yaml_reader import YamlDocument

GLOSSARY = f"{GLOSSARY_FOLDER}/*.csv"
"""The key of the glossary's tables, which are checked as one file; no sector can have it."""


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
            glossary=project.glossary,
            profiles=project.profiles,
            wording=load_wording(project.root, problems, project.languages),
            meeting_languages=project.meeting.languages,
            sources=tuple(project.meeting.sources),
        )
        return cls(**known, shared=shared, approvals=load_approvals(project.root, problems, project.languages))

    @cached_property
    def files(self) -> Mapping[str, CheckedFile]:
        """The files that rules read one by one, by key: the meeting, the sectors, the labels, and `GLOSSARY`."""
        signed: dict[str, dict[tuple[str, str, str, str], frozenset[str]]] = defaultdict(dict)
        for pair, english in self.approvals.signed.items():
            signed[pair[0]][pair] = english
        contents: dict[str, Any] = {"meeting": self.meeting, **self.sectors, "labels": self.labels}
        contents[GLOSSARY] = self.glossary
        tables = YamlDocument(GLOSSARY_FOLDER, {}, {})
        return {
            key: CheckedFile(key, content, self.documents.get(key, tables), Approvals(signed[key]), self.shared)
            for key, content in contents.items()
        }

    def inputs(self, key: str | None) -> dict[str, str]:
        """All that decides the raw findings about a file, or with None about the whole project: name → digest.

        The name is the path of a file, or says which part of a file counts. The program's code is not among them.
        """
        whole_files = (LANGUAGES_FILE, *(path for path in self.digests if path.startswith(f"{GLOSSARY_FOLDER}/")))
        if key is None:
            named: dict[str, Any] = {APPROVALS_FILE: _plain(self.approvals), SECTORS_FOLDER: self.unlisted}
            whole_files = tuple(self.digests)
        else:
            file = self.files[key]
            named = {
                f"{APPROVALS_FILE}: {key}": _plain(file.approvals),
                f"{MEETING_FILE}: languages": self.shared.meeting_languages,
                f"{MEETING_FILE}: sources": self.shared.sources,
            }
            whole_files += (file.document.name,)
        named[WORDING_FILE] = self.shared.wording
        digests = {name: hashlib.sha256(repr(value).encode()).hexdigest() for name, value in named.items()}
        return digests | {path: self.digests[path] for path in whole_files if path in self.digests}


def _plain(approvals: Approvals) -> list[tuple[Any, list[str]]]:
    return sorted((pair, sorted(english)) for pair, english in approvals.signed.items())
