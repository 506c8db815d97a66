"""Which targets have to be made, and why: by name, as people know what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportgen.build.manifest import Manifest
from reportgen.model.target import Target
from reportgen.pack.answers import Answers
from reportgen.records.questions import in_words


@dataclass(frozen=True, slots=True)
class Due:
    """A target that has to be made; `reasons` say why, the first that was found or every one."""

    target: Target
    reasons: tuple[str, ...]


def due_targets(targets: Iterable[Target], manifest: Manifest, answers: Answers, state: str) -> Iterator[Due]:
    """The targets that are not up to date in a state of the project, each with one reason or more.

    What is found to be up to date is noted in the manifest.
    """
    for target in targets:
        reasons = why(target, manifest, answers, state)
        if reasons:
            yield Due(target, tuple(reasons))


def why(target: Target, manifest: Manifest, answers: Answers, state: str) -> Sequence[str]:
    """Why a target has to be made: every reason, in words; none where it is up to date."""
    path = target.path
    if path not in manifest:
        return ["it was never made here"]
    if not manifest.is_untouched(path):
        return ["the file is not there, or not as it was written"]
    if manifest.holds_in(path, state):
        return []
    record = manifest.reads(path)
    if record is None:
        return ["what it was made from is not known any more"]
    changed = [question for question, given in record.items() if answers[question] != given]
    if not changed:
        manifest.confirm(path, state)
    return [in_words(question) for question in changed]
