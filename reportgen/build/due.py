"""Which targets have to be made, and why: by name, as people know what changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportgen.build.manifest import Manifest
from reportgen.build.state import ProjectState
from reportgen.model.target import Target
from reportgen.pack.answers import Answers
from reportgen.project.places import GLOSSARY_FOLDER, LANGUAGES_FILE
from reportgen.records.questions import Question, in_words


@dataclass(frozen=True, slots=True)
class Due:
    """A target that has to be made; `reasons` say why, the first that was found or every one."""

    target: Target
    reasons: tuple[str, ...]


def due_targets(targets: Iterable[Target], manifest: Manifest, answers: Answers, state: ProjectState) -> Iterator[Due]:
    """The targets that are not up to date in a state of the project, each with every reason.

    What is found to be up to date is noted in the manifest.
    """
    for target in targets:
        reasons = why(target, manifest, answers, state)
        if reasons:
            yield Due(target, tuple(reasons))


def why(target: Target, manifest: Manifest, answers: Answers, state: ProjectState) -> Sequence[str]:
    """Why a target has to be made: every reason, in words; none where it is up to date."""
    path = target.path
    if path not in manifest:
        return ["it was never made here"]
    if not manifest.is_untouched(path):
        return ["the file is not there, or not as it was written"]
    held_in = manifest.state_of(path)
    if held_in == state.state:
        return []
    record = manifest.reads(path)
    if record is None:
        return ["what it was made from is not known any more"]
    files = state.changed_since(held_in)
    asked = record if files is None else [question for question in record if _may_have_changed(question, files)]
    changed = [question for question in asked if answers[question] != record[question]]
    if not changed:
        manifest.confirm(path, state.state)
    return [in_words(question) for question in changed]


def _may_have_changed(question: Question, files: Collection[str]) -> bool:
    """Whether the answer to a question may be another one since these files have changed; others need not be asked."""
    match question[0]:
        case "value" | "all":
            return question[1] in files
        case "text":
            return question[1] in files or _may_rename(files)
        case "term":
            return _may_rename(files)
    return True


def _may_rename(files: Collection[str]) -> bool:
    """Whether the files have names, words or languages, which every text may have in it."""
    return LANGUAGES_FILE in files or any(file.startswith(GLOSSARY_FOLDER) for file in files)
