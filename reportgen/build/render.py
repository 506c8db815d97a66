"""Renders one target to bytes: its template, compiled for a language, filled with the content of a pack."""

from __future__ import annotations

import contextlib
from collections.abc import Hashable, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from reportgen.build.templates import Templates, within_limits, writes_alike
from reportgen.diagnostics import Diagnostic, Message, ProblemsFound, TextTooLong
from reportgen.model.language import Language, edition_languages
from reportgen.model.target import OVERVIEW, Target
from reportgen.pack.answers import HOOKS, Answers
from reportgen.pack.colours import pack_colour
from reportgen.pack.context import make_context, missing_labels
from reportgen.pack.references import References
from reportgen.pack.schema import pack_schema
from reportgen.pack.writer import Writer
from reportgen.project.load import Project
from reportgen.records.questions import Asked, Question, Record
from reportgen.template import CompiledTemplate

if TYPE_CHECKING:
    from reportgen.template.render.traced import Printed, Trace

_OF_ITEMS = ("item", "more")
"""The values of a message by which a run says at which items of its loops a fault was met (`template.program`)."""


class Rendered(NamedTuple):
    """A finished file, and what it was made from."""

    data: bytes
    record: Record


class Renderer:
    """Renders the targets of one project; compiled templates, writers and answers are reused.

    `before` is the renderer of an earlier state of the project: what it has made and did not change is taken over.
    """

    def __init__(self, project: Project, before: Renderer | None = None) -> None:
        self.project = project
        self._writers: dict[tuple[str, str], Writer] = {}
        if before is not None and writes_alike(before.project, project):
            self._writers = before._writers
        self._references: References = References(project, before._references if before else None)
        self._templates: Templates = Templates(project, before._templates if before else None)
        self.answers = Answers(project, self._references, {"template": self._templates.answer})

    def render(self, target: Target, trace: Trace | None = None) -> Rendered:
        """The file for a target, made within the project's limits; raises `ProblemsFound`.

        A `trace` notes all that is printed, with the questions it comes from, and numbers it in the file.
        """
        rendered, printed = within_limits(self.project, target.template, partial(self._render, target, trace))
        if trace is not None:
            trace.printed = printed
        return rendered

    def _render(self, target: Target, trace: Trace | None) -> tuple[Rendered, list[Printed]]:
        languages = edition_languages(target.edition, self.project.profiles)
        writers = [self._writer(language, target.edition) for language in languages]
        template = self._templates.compiled(target.template, languages[0].tag)
        hooks = self.project.settings.hooks
        reads = _questions(target, languages) | ({HOOKS} if hooks else set())
        if trace is not None:
            reads = asked = Asked(reads)
            trace.take_asked = asked.take
        about = (self.project, target.sector, self._references)
        context = partial(make_context, *about, *writers, kind=target.kind.name, reads=reads)
        colour = pack_colour(self.project, target.sector)
        try:
            data = template.render(
                context, {"accent1": colour} if colour else None, trace,
                millions=self.project.settings.million_characters,
            )  # fmt: skip
        except ProblemsFound as problems:
            told = self._without_items(template, target, problems.diagnostics)
            located = [self._located(target, one, reads) for one in told]
            raise ProblemsFound([*located, *missing_labels(reads)]) from problems
        if missing := missing_labels(reads):
            raise ProblemsFound(missing)
        if hooks:
            from reportgen.hooks.own_hooks import finished

            data = finished(hooks, data, target)
        return Rendered(data, self.answers.record(reads)), trace.printed if trace else []

    def compile(self, name: str, tags: Iterable[str]) -> None:
        """Compile a template for languages, so that it is kept; its faults are those of the targets that need it."""
        for tag in tags:
            with contextlib.suppress(ProblemsFound):
                self._compile(name, tag)

    def faults_of_templates(self, targets: Iterable[Target]) -> dict[Target, tuple[Diagnostic, ...]]:
        """Compile the templates of targets; the targets whose templates have faults or are not there, with these."""
        found: dict[Target, tuple[Diagnostic, ...]] = {}
        for target in targets:
            try:
                self._compile(target.template, self._tag(target))
            except ProblemsFound as problems:
                found[target] = problems.diagnostics
        return found

    def templates_to_compile(self, targets: Iterable[Target]) -> dict[str, list[str]]:
        """The templates that targets need and that are not compiled yet: name → languages."""
        found: dict[str, dict[str, None]] = {}
        for target in targets:
            tag = self._tag(target)
            if tag not in found.get(target.template, ()) and not self._templates.is_kept(target.template, tag):
                found.setdefault(target.template, {})[tag] = None
        return {name: list(tags) for name, tags in found.items()}

    def _compile(self, name: str, tag: str) -> None:
        """Compile a template for a language; raises `ProblemsFound`."""

        def work() -> None:
            self._templates.compiled(name, tag)

        within_limits(self.project, name, work)

    def _without_items(
        self, template: CompiledTemplate, target: Target, problems: Iterable[Diagnostic]
    ) -> Iterable[Diagnostic]:
        """Problems as the template alone shows them, with what to type, at whatever item they were met; others stay."""
        schema = pack_schema(self.project, whole_sectors=target.sector == OVERVIEW)
        known = {_at_any_item(one): one for one in template.unknown_names(schema)}
        return dict.fromkeys(known.get(_at_any_item(one), one) for one in problems)

    def _located(self, target: Target, problem: Diagnostic, asked: Iterable[Question]) -> Diagnostic:
        """Locate a text that has no room where it is written, and name the document: another may have room for it."""
        if not isinstance(problem, TextTooLong):
            return problem
        document, place = target.path.name, self.answers.place_of(problem.text, asked)
        if place is None:
            return replace(
                problem,
                document=document,
                message=Message("in {document}, {message}", document=document, message=problem.message),
            )
        return replace(problem, document=document, location=place, place=problem.location)

    def _tag(self, target: Target) -> str:
        """The language that a target's template is compiled for: the first one of its edition."""
        return edition_languages(target.edition, self.project.profiles)[0].tag

    def _writer(self, language: Language, edition: str) -> Writer:
        """The writer of a language in an edition; it is not shared between editions."""
        key = (language.tag, edition)
        if key not in self._writers:
            project = self.project
            second = edition_languages(edition, project.profiles)[0] != language
            self._writers[key] = Writer(language.of_texts, project.glossary, project.languages, second=second)
        return self._writers[key]


def _at_any_item(problem: Diagnostic) -> Hashable:
    """What is the same of a problem at whatever items it was met."""
    message = problem.message
    values = message.values.items() if isinstance(message, Message) else [("", message)]
    return problem.code, problem.location, frozenset((name, value) for name, value in values if name not in _OF_ITEMS)


def _questions(target: Target, languages: tuple[Language, ...]) -> set[Question]:
    """What every document depends on, whatever its template reads."""
    spoken: set[Question] = {("language", language.tag) for language in languages}
    return spoken | {("program",), ("template", target.template, languages[0].tag), ("colour", target.sector)}
