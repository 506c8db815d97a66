"""Documents made to be looked at: each of their texts with where it comes from, as it was recorded in printing."""

from __future__ import annotations

import contextlib
import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.build.render import Renderer
from reportgen.diagnostics import ProblemsFound
from reportgen.model.content import KeyPath
from reportgen.model.target import EDITION_SEPARATOR, Target
from reportgen.pack.answers import Answers, key_of_file, path_of
from reportgen.pack.writer import Writer
from reportgen.project.load import Project
from reportgen.records.questions import Question, Record
from reportgen.review.traced_texts import TracedPage, TracedParagraph, traced_pages
from reportgen.template.render.traced import Printed, Trace

_MOST_KEPT = 24
"""Documents that are kept with their texts; a pack has three of a kind."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text comes from: the kind of question (`text`, `value`, `term`), the key of the file, the path in it.

    For a term the file's key is its id. The language is left out: texts of several languages have one origin.
    """

    kind: str
    file: str
    path: KeyPath = ()


@dataclass(frozen=True, slots=True)
class PrintedText:
    """A text of a page: a paragraph, or a part of one that comes from another place than the rest.

    `origin` is None for what the template says or reckons itself; `tag` is then empty, or the tag that reckoned it.
    `steps` lead to the place in the template, as far as a tag printed it, `paragraph` is the one in the file.
    """

    text: str
    origin: Origin | None
    tag: str
    steps: tuple[str, ...]
    paragraph: TracedParagraph


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A page of a document: which slide of the template made it (empty where no tag is on it), and its texts."""

    page: TracedPage
    template_step: str
    texts: tuple[PrintedText, ...]


@dataclass(frozen=True, slots=True)
class TracedDocument:
    """The file of a target with the origins of its texts, and the record of what it was made from."""

    target: Target
    data: bytes
    pages: tuple[DocumentPage, ...]
    record: Record


def writer_for(project: Project, tag: str) -> Writer:
    """What writes the texts of a project in a language, or in the first of two side by side."""
    language = project.languages[tag.partition(EDITION_SEPARATOR)[0]]
    return Writer(language, project.glossary, project.languages)


class Documents:
    """The documents of one state of a project, made when they are asked for; the last ones are kept.

    It has a renderer of its own: the numbers in traced files would crowd what another has looked up.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self._renderer = Renderer(project)
        self._made: OrderedDict[Target, TracedDocument] = OrderedDict()
        self._before: dict[Target, TracedDocument] = {}
        self._faults: dict[Target, ProblemsFound | KeyError] = {}
        self._labels: dict[str, Mapping[str, str]] = {}

    @property
    def answers(self) -> Answers:
        """What the project answers to the questions in records."""
        return self._renderer.answers

    def take_over(self, project: Project) -> None:
        """Go on with another state of the project; documents that would come out the same are kept."""
        self.project = project
        self._renderer = Renderer(project)
        self._labels, self._faults = {}, {}
        answers = self._renderer.answers
        for target, document in list(self._made.items()):
            if any(answers[question] != given for question, given in document.record.items()):
                self._before[target] = self._made.pop(target)

    def __getitem__(self, target: Target) -> TracedDocument:
        """The document of a target; the last one that could be made, where there is one now that cannot.

        Raises `ProblemsFound` where there has been none.
        """
        if target not in self._made and target not in self._faults:
            try:
                self._made[target] = self._make(target)
                self._before.pop(target, None)
            except (ProblemsFound, KeyError) as fault:  # a key is missing where the sector's file has faults
                self._faults[target] = fault
        if target in self._faults:
            if target not in self._before:
                raise self._faults[target]
            return self._before[target]
        self._made.move_to_end(target)
        while len(self._made) > _MOST_KEPT:
            self._made.popitem(last=False)
        return self._made[target]

    def _make(self, target: Target) -> TracedDocument:
        trace = Trace()
        data, record = self._renderer.render(target, trace)
        pages = traced_pages(data, str(target.path), is_measured=True)
        labels = self._typed_labels(target.edition)
        return TracedDocument(target, data, tuple(self._page(page, trace.printed, labels) for page in pages), record)

    def _typed_labels(self, tag: str) -> Mapping[str, str]:
        """What labels say in a language → their keys: what is typed in a template is looked up by the whole of it.

        What several labels say is left out.
        """
        if tag not in self._labels:
            writer = writer_for(self.project, tag)
            found: dict[str, set[str]] = {}
            for key, label in self.project.fixed_words.items():
                with contextlib.suppress(KeyError):  # `check` reports a label without a wording
                    found.setdefault(writer.wording_of(label), set()).add(key)
            self._labels[tag] = {wording: min(keys) for wording, keys in found.items() if len(keys) == 1}
        return self._labels[tag]

    def _page(self, page: TracedPage, printed: Sequence[Printed], labels: Mapping[str, str]) -> DocumentPage:
        numbers = (piece.number for paragraph in page.paragraphs for piece in paragraph.pieces)
        known = (number for number in numbers if number is not None and number < len(printed))
        steps = (printed[number].location.steps for number in known)
        step = next((one[0] for one in steps if one and one[0].startswith("slide ")), "")
        texts = (text for paragraph in page.paragraphs for text in self._texts(paragraph, printed, labels))
        return DocumentPage(page, step, tuple(texts))

    def _texts(
        self, paragraph: TracedParagraph, printed: Sequence[Printed], labels: Mapping[str, str]
    ) -> list[PrintedText]:
        """The texts of a paragraph; what has no words of its own, as ` | `, belongs to the text before it."""
        typed = labels.get(paragraph.text) if all(piece.number is None for piece in paragraph.pieces) else None
        if typed is not None:
            return [PrintedText(paragraph.text, Origin("text", *self.project.label_place(typed)), "", (), paragraph)]
        found: list[PrintedText] = []
        for piece in paragraph.pieces:
            number = piece.number  # a number that no trace has given was in the template before
            entry = printed[number] if number is not None and number < len(printed) else None
            origin = self._origin(entry, piece.text) if entry else None
            joins = found and (found[-1].origin == origin or not _has_words(piece.text))
            if joins or (found and not _has_words(found[-1].text)):
                last = found.pop()
                origin, entry_tag, steps = (
                    (last.origin, last.tag, last.steps)
                    if joins
                    else (origin, entry.tag if entry else "", _steps(entry))
                )
                found.append(PrintedText(last.text + piece.text, origin, entry_tag, steps, paragraph))
            else:
                tag = entry.tag if entry else ""
                found.append(PrintedText(piece.text, origin, tag, _steps(entry), paragraph))
        return [text for text in found if text.text.strip()]

    def _origin(self, printed: Printed, text: str) -> Origin | None:
        """Where a text comes from: what printing it has recorded, or what the tag has asked for and shows."""
        question = (
            printed.origin
            or self.answers.question_about(text, printed.asked)
            or self._term_shown(text, printed.asked)
            or _field_shown(printed)
        )
        return _origin_of(question) if question else None

    def _term_shown(self, text: str, asked: Sequence[Question]) -> Question | None:
        """The first question about a term whose name, in any language, stands in the text."""
        glossary = self.project.glossary
        for question in asked:
            if question[0] == "term" and question[1] in glossary:
                term = glossary[question[1]]
                if any(name in text for name in (*term.names.values(), *term.shorts.values())):
                    return question
        return None


def _steps(printed: Printed | None) -> tuple[str, ...]:
    return printed.location.steps if printed else ()


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _field_shown(printed: Printed) -> Question | None:
    """The last question about the field that the tag names: `date` for `{{ document.date }}`."""
    names = re.findall(r"\w+", printed.tag.partition("|")[0])
    field = names[-1] if names else ""
    return next((one for one in reversed(printed.asked) if one[0] == "value" and one[-1] == field), None)


def _origin_of(question: Question) -> Origin | None:
    kind, first, *rest = question
    if kind == "term":
        return Origin(kind, first)
    with contextlib.suppress(ValueError):
        return Origin(kind, key_of_file(first), path_of(rest[1:] if kind == "text" else rest))
    return None
