"""What has changed in a project since another state of it, so that only what may have another answer is asked again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from reportgen.build.manifest import EVERY_SECTOR
from reportgen.build.state import ProjectState
from reportgen.project.load import Project
from reportgen.project.model_files import ModelFiles
from reportgen.project.named.files import ProjectFiles
from reportgen.project.places import GLOSSARY_FOLDER, LANGUAGES_FILE, NAMED_FOLDERS, OWN_FIELDS_FILE, SECTORS_FOLDER
from reportgen.records.questions import Question

Steps = tuple[str, ...]
"""The path to a value in a file."""


class Changes:
    """The changes of a project between the state of the last run and its present one.

    An answer that none of them can touch is the one that it was. What is not known to be the same counts as changed.
    """

    def __init__(self, project: Project, state: ProjectState) -> None:
        self._project = project
        self._state = state
        self._steps: dict[str, list[Steps] | None] = {}

    @property
    def state(self) -> str:
        """The present state."""
        return self._state.state

    def since(self, state: str) -> Callable[[Question], bool]:
        """Whether the answer to a question may be another one than it was in a state."""
        return self._may_touch if self._state.changed_since(state) is not None else lambda question: True

    def leave_alone(self, sectors: Collection[str], state: str) -> bool:
        """Whether sectors' files are all that has changed since a state, and none of these are among them.

        What was made from nothing but these and files of the whole meeting need not be asked at all.
        """
        if self._state.changed_since(state) is None or EVERY_SECTOR in sectors:
            return False
        return all(file.startswith(f"{SECTORS_FOLDER}/") and file not in sectors for file in self._files)

    def _may_touch(self, question: Question) -> bool:
        kind = question[0]
        if kind == "term":
            return self._renames
        if kind not in ("text", "value", "all"):
            return True
        if question[1] not in self._files and not self._others:
            return kind == "text" and self._renames
        if kind == "text":
            return self._renames or self._touches(question[1], question[3:], self._sources(question[2]))
        return self._touches(question[1], question[2:])

    @cached_property
    def _files(self) -> frozenset[str]:
        """The files and folders that have changed since the last run."""
        return self._state.changed_since(self._state.state_before) or frozenset()

    @cached_property
    def _renames(self) -> bool:
        """Whether names, words or languages have changed, which any text may have in it."""
        return LANGUAGES_FILE in self._files or any(file.startswith(GLOSSARY_FOLDER) for file in self._files)

    @cached_property
    def _others(self) -> bool:
        """Whether files that content names, or the declarations of a project's own fields, have changed."""
        named = tuple(f"{folder}/" for folder in NAMED_FOLDERS)
        return OWN_FIELDS_FILE in self._files or any(file.startswith(named) for file in self._files)

    @cached_property
    def _models(self) -> ModelFiles:
        project = self._project
        return ModelFiles(project.root, project.languages, own=project.own, others=ProjectFiles(project.root))

    def _sources(self, tag: str) -> frozenset[str]:
        """The languages whose wordings decide what a text says in a language."""
        language = self._project.languages.get(tag)
        return frozenset((tag, *(language.derived_from if language else ())))

    def _touches(self, file: str, steps: Steps, tags: frozenset[str] | None = None) -> bool:
        """Whether a value at a path may have changed; of a text only the wordings in some languages count."""
        changed = self._changed_steps(file)
        return changed is None or any(_meet(one, steps, tags) for one in changed)

    def _changed_steps(self, file: str) -> list[Steps] | None:
        """The paths of what has changed in a YAML file; None where what it was is not known any more."""
        if file not in self._steps:
            before = None if self._others else self._state.digest_before(file)
            kept = self._models.kept(file, before) if before else None
            now = self._project.documents.get(PurePosixPath(file).stem)  # the name of a YAML file is its key
            self._steps[file] = list(differences(kept.document.value, now.value)) if kept and now else None
        return self._steps[file]


def differences(before: Any, now: Any, steps: Steps = ()) -> Iterator[Steps]:
    """The paths at which two values differ; where a list has become longer or shorter, that of the list."""
    if isinstance(before, Mapping) and isinstance(now, Mapping):
        for key in {**before, **now}:
            if key in before and key in now:
                yield from differences(before[key], now[key], (*steps, key))
            else:
                yield (*steps, key)
    elif isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        for index, (one, other) in enumerate(zip(before, now, strict=True)):
            yield from differences(one, other, (*steps, str(index)))
    elif before != now:
        yield steps


def _meet(changed: Steps, steps: Steps, tags: Iterable[str] | None) -> bool:
    """Whether one of two paths leads through the other; below a text only some languages count."""
    shorter = min(len(changed), len(steps))
    if changed[:shorter] != steps[:shorter]:
        return False
    return tags is None or len(changed) <= len(steps) or changed[len(steps)] in tags
