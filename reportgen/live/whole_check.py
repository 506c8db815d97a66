"""Finds what is wrong with a project: reads it, runs the rules, and makes and reviews its files in memory."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from reportgen.build.blocked import Error, blocked_targets
from reportgen.build.state import ProjectState
from reportgen.build.targets import ALL, checked_targets, select_targets
from reportgen.build.templates import PUT_IT_THERE, template_files
from reportgen.check import ProjectFinding, project_findings
from reportgen.check.documents import HIDDEN_BEHIND, DocumentChecker, review_template, without_hidden
from reportgen.diagnostics import Diagnostic, ProblemsFound, Severity
from reportgen.files import missing_file, read_file
from reportgen.live.checked import Checked, Choice
from reportgen.live.reviews import Reviewed, Reviews
from reportgen.live.told_once import told_once
from reportgen.model.language import edition_languages
from reportgen.model.target import OVERVIEW, Target
from reportgen.project.load import Project, read_project
from reportgen.project.places import HOOKS_FILE, MEETING_FILE, TEMPLATES_FOLDER, sector_file


def find_all(state: ProjectState, root: Path, choice: Choice, jobs: int, between: Callable[[], None]) -> Checked:
    """Everything that is wrong with what is chosen of the project in the folder `root`, its files as `state` says.

    Raises `ProblemsFound` if the project cannot be read, `UnknownChoice`, and what `between` raises.
    """
    read = read_project(root)
    if read.project is None:
        raise ProblemsFound(read.problems)
    templates = template_files(root)
    targets, tags = _targets(read.project, choice)
    with Reviews(state, read.project, targets, jobs) as reviews:  # whose workers begin while the rules run here
        in_project = project_findings(read.project, not read.faulty, between)
        found = [*map(ProjectFinding, read.problems), *in_project]
        errors = [Error(*one) for one in found if one.diagnostic.severity is Severity.ERROR]
        blocked = blocked_targets(targets, errors, read.project.profiles)
        chosen = [one.diagnostic for one in found if _is_chosen(one, choice, tags)]
        targets = [target for target in targets if target not in blocked]
        reviewed = reviews.of(targets, between)  # which workers do while templates are looked at here
        chosen = [*in_order(chosen), *_document_findings(read.project, templates, choice, targets, reviewed)]
    diagnostics = tuple(told_once(without_hidden(chosen)))
    if read.faulty:  # then nobody knows how much there is
        return Checked(diagnostics)
    return Checked(diagnostics, len(read.project.sectors), len(read.project.glossary.terms))


def in_order(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Findings by place, code and message."""
    return sorted(found, key=lambda one: (one.location, one.code, one.message))


def _is_chosen(found: ProjectFinding, choice: Choice, tags: Collection[str]) -> bool:
    """Whether a finding about the project's own files is about what is chosen; `tags` are the chosen languages.

    One about the hooks, which are in everything, always is.
    """
    files = [MEETING_FILE if name == OVERVIEW else sector_file(name) for name in choice.sectors]
    path = found.diagnostic.location.path
    return path == HOOKS_FILE or (
        (not choice.languages or any(map(found.concerns, tags)))
        and (not files or path in files)
        and (not choice.files or path in choice.files)
    )


def _targets(project: Project, choice: Choice) -> tuple[list[Target], set[str]]:
    """The targets that are made for a check, and the languages that are chosen.

    Of what is chosen they are all that a build makes, and pairs of languages that somebody may ask for; of kinds that
    no plain build makes only those that are asked for, or whose template is. Raises `UnknownChoice`.
    """
    catalogue, files = project.catalogue, set(choice.files)
    names = [PurePosixPath(file).name for file in files if file.startswith(f"{TEMPLATES_FOLDER}/")]
    unasked = [kind.name for kind in catalogue.kinds if kind.built or any(map(kind.owns, names))]
    kinds = choice.kinds or unasked or [ALL]
    wanted = select_targets(catalogue, choice.sectors, choice.languages, kinds, project.profiles)
    is_narrow = choice.sectors or choice.languages or choice.kinds
    targets = wanted if is_narrow else checked_targets(catalogue, kinds)
    tags = {one.column for target in wanted for one in edition_languages(target.edition, project.profiles)}
    if files:
        made_from = {
            target: {sector_file(target.sector), f"{TEMPLATES_FOLDER}/{target.template}"} for target in targets
        }
        targets = [target for target in targets if made_from[target] & files]
    return targets, tags


def _document_findings(
    project: Project, templates: Sequence[Path], choice: Choice, targets: Sequence[Target],
    reviewed: Iterable[tuple[Target, Reviewed]],
) -> Iterator[Diagnostic]:  # fmt: skip
    """What is wrong with templates, and with the `reviewed` files of `targets`, each fault where it is found first."""
    checker = DocumentChecker(project)
    rendered = {target.template for target in targets}
    kinds = [kind for kind in project.catalogue.kinds if not choice.kinds or kind.name in choice.kinds]
    for file in templates:
        name = file.relative_to(project.root).as_posix()
        with contextlib.suppress(ProblemsFound, OSError):  # what cannot be read is reported where it is rendered
            found = checker.template(review_template(read_file(file), name), name)
            is_kind = not choice.kinds or any(kind.owns(file.name) for kind in kinds)
            if is_kind and not choice.sectors and (not choice.files or name in choice.files):
                yield from found
            elif file.name in rendered:  # what a loss hides is told otherwise
                yield from (one for one in found if one.code in HIDDEN_BEHIND)
    for kind in kinds:
        if kind.needed not in kind.present:  # also of a kind that is not rendered here
            yield missing_file(f"{TEMPLATES_FOLDER}/{kind.needed}", PUT_IT_THERE)
    for target, one in reviewed:
        yield from one.problems
        yield from checker.output(one.findings, target.template)
