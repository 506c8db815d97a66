"""Which targets have to be made, and why: by name, as people know what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from reportgen.build.changes import Changes
from reportgen.build.manifest import Manifest
from reportgen.diagnostics import Location, Message
from reportgen.model.target import EDITION_SEPARATOR, Target
from reportgen.pack.answers import HOOKS, Answers
from reportgen.project.load import Project
from reportgen.project.places import PALETTE_FILE
from reportgen.records.questions import ABSENT, Question, Record, in_words

_OF_ANOTHER = "of another"
"""No answer at all, not even that of a file that is missing, which is an empty one."""
Words = Callable[[Question], str]
"""Says what a question is about, for people."""


def due_targets(
    targets: Iterable[Target], manifest: Manifest, answers: Answers, changes: Changes
) -> Iterator[Target]:  # fmt: skip
    """The targets that are not up to date in a state of the project.

    What is found to be up to date is noted in the manifest.
    """
    return (target for target in targets if why(target, manifest, answers, changes))


def why(target: Target, manifest: Manifest, answers: Answers, changes: Changes, words: Words = in_words) -> list[str]:
    """Why a target has to be made: every reason, in words; none where it is up to date."""
    path = target.path
    held_in = manifest.state_of(path)
    if manifest.is_untouched(path):
        if held_in == changes.state:
            return []
        if changes.leave_alone(manifest[path].sectors, held_in):
            manifest.confirm(path, changes.state)
            return []
    record = manifest.reads(path) if path in manifest else None
    if reason := _broken(path, manifest, record):
        return [reason]
    template = ("template", target.template, target.edition.partition(EDITION_SEPARATOR)[0])
    # A template that is not recorded was another one; hooks that are not recorded were not there.
    given = {template: _OF_ANOTHER, HOOKS: ABSENT, **(record or {})}
    changed = [question for question in filter(changes.since(held_in), given) if answers[question] != given[question]]
    if not changed:
        manifest.confirm(path, changes.state)
    if {("program",), HOOKS} & set(changed):  # which compile every template anew
        changed = [question for question in changed if question[0] != "template"]
    return list(dict.fromkeys(map(words, changed)))


def why_pdf(
    target: Target, manifest: Manifest, answers: Answers, changes: Changes, words: Words = in_words
) -> list[str]:
    """Why the PDF of a target has to be printed; which LibreOffice is there is found out when it is."""
    if reasons := why(target, manifest, answers, changes, words):
        return reasons
    path = target.pdf
    record = manifest.reads(path) if path in manifest else None
    if reason := _broken(path, manifest, record):
        return [reason]
    office_file, program = ("made", str(target.path)), ("program",)
    now: Record = {office_file: manifest[target.path].output, program: answers[program]}
    return [words(question) for question in now if (record or {}).get(question) != now[question]]


def _broken(path: PurePosixPath, manifest: Manifest, record: Record | None) -> str:
    """Why a file has to be made whatever it is made from; `record` is what it was made from."""
    if path not in manifest:
        return Message("it was never made here")
    if not manifest.exists(path):
        return Message("the file is not there")
    if not manifest.is_untouched(path):
        return Message("the file is not as it was written")
    return Message("what it was made from is not known any more") if record is None else ""


def with_place(project: Project) -> Words:
    """Words for questions, with the file and line of what they are about, where the project still has it."""

    def place(question: Question) -> Location | None:
        kind, *rest = question
        if kind == "term" and rest[0] in project.glossary:
            return project.glossary[rest[0]].location
        if kind not in _VALUE:
            return None
        file, *steps = _VALUE[kind](rest)
        document = project.documents.get(PurePosixPath(file).stem)  # the name of a YAML file is its key
        if document is None:
            return None
        path = tuple(int(step) if step.isdigit() else step for step in steps)
        lines = document.lines
        in_language = (*path, rest[1]) if kind == "text" else path
        line = lines.get(in_language) or lines.get(path)  # a text is written in the language, or derived
        return Location(file, line) if line else None

    def words(question: Question) -> str:
        said, found = in_words(question), place(question)
        if found is None:
            return said
        what = said.values.get("what", said) if isinstance(said, Message) else said
        return Message("{file}: {what}", file=found, what=what)

    return words


_VALUE: Mapping[str, Callable[[list[str]], list[str]]] = {
    "text": lambda rest: [rest[0], *rest[2:]],
    "value": lambda rest: rest,
    "all": lambda rest: rest,
    "colour": lambda rest: [PALETTE_FILE, rest[0]],
}
"""Kinds of questions about values of YAML files → the file, and the path of the value."""
