"""Everything that is wrong with a project: its files, its templates, and the files that come of them."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

if TYPE_CHECKING:
    from reportgen.build.state import ProjectState
    from reportgen.check import ProjectFinding
    from reportgen.check.registry import RawFinding
    from reportgen.diagnostics import Diagnostic
    from reportgen.model.target import Target
    from reportgen.project.load import Project
    from reportgen.records.questions import Record


@dataclass(frozen=True, slots=True)
class Choice:
    """What is checked: all, or what is about some sectors, languages, kinds of documents, or files of the project."""

    sectors: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check has found, and how many sectors and terms it has looked at; None where they cannot be read."""

    diagnostics: tuple[Diagnostic, ...]
    sectors: int | None = None
    terms: int | None = None


_REVIEW_MILLISECONDS = 30
_COMPILE_MILLISECONDS = 400
"""What making and reviewing a file takes, and compiling a template; only the number of processes depends on it."""


class Reviewed(NamedTuple):
    """What is wrong with the file of a target, and what the file was made from; without a record it was not made."""

    record: Record | None
    findings: list[RawFinding]
    problems: tuple[Diagnostic, ...] = ()


def check_everything(root: Path, choice: Choice, jobs: int) -> Checked:
    """Everything that is wrong with what is chosen of the project in the folder `root`.

    What did not change since an earlier check is not looked at again. Raises `UnknownChoice`.
    """
    from reportgen.build.state import ProjectState
    from reportgen.diagnostics import ProblemsFound
    from reportgen.fonts import installed_fonts_digest
    from reportgen.records.cache import Cache
    from reportgen.records.questions import digest

    state = ProjectState(root)
    cache = Cache("checks")
    key = digest(json.dumps([state.state, installed_fonts_digest(), asdict(choice)]).encode())
    kept = cache.read(key)
    if kept is not None:
        return _checked_from_json(json.loads(kept))
    try:
        checked = _check(state, root, choice, jobs)
    except ProblemsFound as found:
        return Checked(tuple(_in_order(found.diagnostics)))
    cache.write(key, json.dumps(asdict(checked)).encode())
    return checked


def _check(state: ProjectState, root: Path, choice: Choice, jobs: int) -> Checked:
    from reportgen.build.blocked import Error, blocked_targets
    from reportgen.build.templates import template_files
    from reportgen.check import ProjectFinding, project_findings
    from reportgen.diagnostics import ProblemsFound, Severity
    from reportgen.project.load import read_project

    read = read_project(root)
    if read.project is None:
        raise ProblemsFound(read.problems)
    templates = template_files(root)
    targets, tags = _targets(read.project, choice, {file.name for file in templates})
    with Reviews(state, read.project, targets, jobs) as reviews:  # whose workers begin while the rules run here
        found = [*map(ProjectFinding, read.problems), *project_findings(read.project, is_whole=not read.faulty)]
        errors = [Error(*one) for one in found if one.diagnostic.severity is Severity.ERROR]
        blocked = blocked_targets(targets, errors)
        chosen = [one.diagnostic for one in found if _is_chosen(one, choice, tags)]
        reviewed = reviews.of([target for target in targets if target not in blocked])
        chosen = [*_in_order(chosen), *_document_findings(root, templates, choice, reviewed)]
    return Checked(tuple(dict.fromkeys(chosen)), len(read.project.sectors), len(read.project.glossary.terms))


def _in_order(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    return sorted(found, key=lambda one: (one.location, one.code, one.message))


def _is_chosen(found: ProjectFinding, choice: Choice, tags: Collection[str]) -> bool:
    """Whether a finding about the project's own files is about what is chosen; `tags` are the chosen languages."""
    from reportgen.model.target import OVERVIEW
    from reportgen.project.places import MEETING_FILE, sector_file

    files = [MEETING_FILE if name == OVERVIEW else sector_file(name) for name in choice.sectors]
    path = found.diagnostic.location.path
    return (
        (not choice.languages or any(map(found.concerns, tags)))
        and (not files or path in files)
        and (not choice.files or path in choice.files)
    )


def _targets(project: Project, choice: Choice, templates: Collection[str]) -> tuple[list[Target], set[str]]:
    """The targets that are made for a check, and the languages that are chosen.

    Of what is chosen they are all that a build makes, and pairs of languages that somebody may ask for. Raises
    `UnknownChoice`.
    """
    from reportgen.build.targets import checked_targets, select_targets
    from reportgen.model.target import EDITION_SEPARATOR
    from reportgen.project.places import TEMPLATES_FOLDER, sector_file

    meeting, files = project.meeting, set(choice.files)
    wanted = select_targets(
        meeting.sectors, meeting.languages, choice.sectors, choice.languages, choice.kinds, meeting.editions,
        project.languages,
    )  # fmt: skip
    if choice.sectors or choice.languages or choice.kinds:
        targets = wanted
    else:
        targets = checked_targets(meeting.sectors, meeting.languages, meeting.editions, templates)
    tags = {tag for target in wanted for tag in target.edition.split(EDITION_SEPARATOR)}
    if files:
        made_from = {
            target: {sector_file(target.sector), f"{TEMPLATES_FOLDER}/{target.template}"} for target in targets
        }
        targets = [target for target in targets if made_from[target] & files]
    return targets, tags


def _document_findings(
    root: Path, templates: Sequence[Path], choice: Choice, reviewed: Iterable[tuple[Target, Reviewed]]
) -> Iterator[Diagnostic]:
    """What is wrong with templates, and with the files that come of them, each fault where it is found first."""
    from reportgen.check.documents import DocumentChecker, review_template
    from reportgen.diagnostics import ProblemsFound

    checker = DocumentChecker.for_project(root)
    for file in templates:
        name = file.relative_to(root).as_posix()
        with contextlib.suppress(ProblemsFound):  # what cannot be read is reported where it is rendered
            found = checker.template(review_template(file.read_bytes(), name), name)
            is_kind = not choice.kinds or file.name.split(".")[0] in choice.kinds
            if is_kind and not choice.sectors and (not choice.files or name in choice.files):
                yield from found
    for target, one in reviewed:
        yield from one.problems
        yield from checker.output(one.findings, target.template)


class Reviews:
    """The reviews of targets: those kept of an earlier check where they hold, and new ones, made by workers.

    A context manager, which ends the workers.
    """

    def __init__(self, state: ProjectState, project: Project, targets: Sequence[Target], jobs: int) -> None:
        from reportgen.build.work import open_project
        from reportgen.fonts import installed_fonts_digest
        from reportgen.records.cache import Cache

        self._state = state.state
        self._root = str(project.root)
        self._cache = Cache("reviews")
        self._fonts = installed_fonts_digest()
        self._renderer = open_project(self._state, project)
        self._known = {target: known for target in targets if (known := self._kept(target)) is not None}
        self._due = [target for target in targets if target not in self._known]
        self._executor = self._start(project, jobs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)

    def of(self, targets: Iterable[Target]) -> Iterator[tuple[Target, Reviewed]]:
        """Each target with its review, in order."""
        wanted = list(targets)
        due = [target for target in wanted if target not in self._known]
        made = self._made(due)
        for target in wanted:
            if target in self._known:
                yield target, self._known[target]
                continue
            reviewed = next(made)
            self._keep(target, reviewed)
            yield target, reviewed

    def _start(self, project: Project, jobs: int) -> Executor | None:
        from reportgen.build.crew import compile_first, pays, start_workers

        missing = self._renderer.templates_to_compile(self._due)
        estimate = _REVIEW_MILLISECONDS * len(self._due) + _COMPILE_MILLISECONDS * len(missing)
        if not pays(jobs, estimate):
            return None
        executor = start_workers(jobs, self._state, project)
        compile_first(executor, self._state, missing)
        return executor

    def _made(self, due: Sequence[Target]) -> Iterator[Reviewed]:
        """New reviews, in order: by the workers or, where there are none or they are lost, here."""
        done = 0
        if self._executor is not None:
            with contextlib.suppress(BrokenExecutor):
                for reviewed in self._executor.map(review_target, [self._state] * len(due), due):
                    yield reviewed
                    done += 1
        for target in due[done:]:
            yield review_target(self._state, target)

    def _name(self, target: Target) -> str:
        from reportgen.records.questions import digest

        return digest(f"{self._root} {target.path}".encode("utf-8", "surrogateescape"))

    def _kept(self, target: Target) -> Reviewed | None:
        """The review of an earlier check, if all that it depends on is the same."""
        from reportgen.check.kept import finding_from_json

        data = self._cache.read(self._name(target))
        kept = json.loads(data) if data else {}
        if kept.get("fonts") != self._fonts:
            return None
        record = {tuple(question): given for *question, given in kept["record"]}
        if kept["state"] != self._state and any(self._renderer.answers[one] != given for one, given in record.items()):
            return None
        return Reviewed(record, [finding_from_json(one) for one in kept["findings"]])

    def _keep(self, target: Target, reviewed: Reviewed) -> None:
        from reportgen.check.kept import finding_to_json

        if reviewed.record is None:
            return
        kept = {
            "state": self._state,
            "fonts": self._fonts,
            "record": [[*question, given] for question, given in reviewed.record.items()],
            "findings": [finding_to_json(one) for one in reviewed.findings],
        }
        self._cache.write(self._name(target), json.dumps(kept).encode())


def review_target(state: str, target: Target) -> Reviewed:
    """Make the file of a target in memory and review it, in a process that knows the project in this state."""
    from reportgen.build.work import make
    from reportgen.check.documents import review
    from reportgen.diagnostics import ProblemsFound

    made = make(state, target)
    if made.record is None:
        return Reviewed(None, [], made.diagnostics)
    try:
        return Reviewed(made.record, review(made.data, str(target.path)))
    except ProblemsFound as found:
        return Reviewed(None, [], found.diagnostics)


def _checked_from_json(kept: dict[str, Any]) -> Checked:
    from reportgen.diagnostics import diagnostic_from_json

    found = tuple(map(diagnostic_from_json, kept["diagnostics"]))
    return Checked(found, kept["sectors"], kept["terms"])
