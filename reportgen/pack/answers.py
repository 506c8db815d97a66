"""What a project answers now to the questions that documents ask about it while they are made.

A document is up to date when every question in its record has the answer that it had. Documents note the same
questions while they read (`pack.py`), so what is noted and what is asked again cannot differ.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from reportgen.diagnostics import Location
from reportgen.lang.markup import Plain, parse_markup, term_ids
from reportgen.model.content import KeyPath, Text
from reportgen.model.inspection import shape
from reportgen.pack.colours import pack_colour
from reportgen.pack.references import References
from reportgen.pack.writer import Writer, is_abbreviated
from reportgen.project.load import Project
from reportgen.project.places import HOOKS_FILE, LABELS_FILE, MEETING_FILE, SECTORS_FOLDER
from reportgen.records.program_key import program_key
from reportgen.records.questions import ABSENT, Question, Record, answer

_TERM_FIELDS: Mapping[str, Callable[[Any], object]] = {
    "kind": lambda term: term.kind,
    "verified": lambda term: term.verified,
    "honorific": lambda term: term.honorific,
    "post": lambda term: term.post,
}
"""What is asked of a term in no language → its answer."""


HOOKS: Question = ("file", HOOKS_FILE)
"""What every file of a project with hooks was made from too."""

_FILE_KEYS: Mapping[str, str] = {MEETING_FILE: "meeting", LABELS_FILE: "labels"}
"""A file of the whole meeting → its key among the project's documents; a sector's is the sector's id."""
_MOST_ANSWERS = 25_000
"""The answers that are kept; a project of a hundred sectors has fewer."""


class Answers:
    """The answers of one project, each worked out once.

    `others` answer the kinds of questions that are not about the project.
    """

    def __init__(
        self, project: Project, references: References, others: Mapping[str, Callable[[Question], str]]
    ) -> None:
        self._project = project
        self._references = references
        self._writers: dict[str, Writer] = {}
        self._known: dict[Question, str] = {}
        self._names: dict[Question, tuple[Question, ...]] = {}
        self._kinds: Mapping[str, Callable[[Question], str]] = {
            "text": self._text,
            "value": self._value,
            "all": self._all,
            "term": self._term,
            "terms": lambda question: answer(self._references.term_ids(question[1])),
            "key terms": lambda question: answer(self._references.key_term_ids(question[1])),
            "paragraphs": lambda question: answer(self._references.paragraphs(question[1])),
            "colour": lambda question: answer(pack_colour(self._project, question[1])),
            "language": lambda question: answer(self._project.profiles.get(question[1])),
            "file": lambda question: self._project.digests.get(question[1], ABSENT),
            "program": lambda question: program_key(),
            **others,
        }

    def __getitem__(self, question: Question) -> str:
        """The digest of the answer to a question; `ABSENT` where the project has nothing to say to it."""
        if len(self._known) > _MOST_ANSWERS:
            self._known.clear()
            self._names.clear()
        given = self._known.get(question, ABSENT)
        if given == ABSENT:  # a template that is not compiled yet may be a moment later
            with contextlib.suppress(KeyError, AttributeError, IndexError, ValueError):  # it is not there any more
                given = self._known[question] = self._kinds[question[0]](question)
        return given

    def record(self, asked: Iterable[Question]) -> Record:
        """The answers to questions, and to those about the names that stand in the texts that were asked for."""
        every = dict.fromkeys(asked)
        for question in list(every):
            if question[0] == "text":
                every.update(dict.fromkeys(self._names_in(question)))
        return {question: self[question] for question in sorted(every)}

    # -- texts

    def place_of(self, printed: str, asked: Iterable[Question]) -> Location | None:
        """Where a text stands in the content that a document has printed; None where no question was about it."""
        question = self.question_about(printed, asked)
        if question is None:
            return None
        _, file, tag, *steps = question
        return self._project.location(key_of_file(file), (*path_of(steps), tag))

    def question_about(self, printed: str, asked: Iterable[Question]) -> Question | None:
        """The question about the text that was printed, of those that were asked; None where none was about it."""
        texts = [question for question in sorted(asked) if question[0] == "text"]
        likeness, question = max(((self._likeness(one, printed), one) for one in texts), default=(0, ()))
        return question if likeness else None

    def text_of(self, question: Question) -> Text:
        """The text that a question is about; raises `KeyError` where it is not there any more."""
        _, file, _, *steps = question
        text = self._at(file, steps)
        if not isinstance(text, Text):
            raise KeyError(question)
        return text

    def _likeness(self, question: Question, printed: str) -> int:
        """How many characters of a text stand in what may be printed of it; names in it have one form or another."""
        tokens = parse_markup(self._wording(question))
        literals = [token.text if isinstance(token, Plain) else "" for token in tokens]
        pattern = "".join(re.escape(literal) or ".+" for literal in literals)
        return sum(map(len, literals)) if re.fullmatch(_spaces(pattern), _spaces(printed)) else 0

    def _text(self, question: Question) -> str:
        return answer(self._wording(question))

    def _wording(self, question: Question) -> str:
        _, file, tag, *_ = question
        return self._writer(tag).scoped(_scope(file)).wording_of(self.text_of(question))

    def _names_in(self, question: Question) -> tuple[Question, ...]:
        """Questions about all that the names in a text may be printed as; a deck and a summary ask about the same."""
        if question not in self._names:
            self._names[question] = tuple(self._find_names(question))
        return self._names[question]

    def _find_names(self, question: Question) -> Iterator[Question]:
        tag = question[2]
        for term_id in term_ids(self._wording(question)):
            yield from _printed(term_id, tag)
            post = self._project.glossary[term_id].post
            if post:
                yield "term", post, "name", tag

    def _writer(self, tag: str) -> Writer:
        if tag not in self._writers:
            languages = self._project.languages
            self._writers[tag] = Writer(languages[tag], self._project.glossary, languages)
        return self._writers[tag]

    # -- other values

    def _value(self, question: Question) -> str:
        return answer(shape(self._at(question[1], question[2:])))

    def _all(self, question: Question) -> str:
        return answer(self._at(question[1], question[2:]))

    def _at(self, file: str, steps: Iterable[str]) -> Any:
        """The value in a file at a path."""
        value: Any = self._content(file)
        for step in steps:
            if isinstance(value, Mapping):
                value = value[step]
            elif isinstance(value, tuple):
                value = value[int(step)]
            else:
                value = getattr(value, step)
        return value

    def _content(self, file: str) -> Any:
        if file == MEETING_FILE:
            return self._project.meeting
        return self._project.labels if file == LABELS_FILE else self._project.sectors[_scope(file)]

    def _term(self, question: Question) -> str:
        _, term_id, what, *tags = question
        term = self._project.glossary[term_id]
        if what == "abbreviated":
            return answer(is_abbreviated(term, self._project.languages))
        if what in _TERM_FIELDS:
            return answer(_TERM_FIELDS[what](term))
        return answer((term.names if what == "name" else term.shorts).get(tags[0]))


def key_of_file(file: str) -> str:
    """The key, among the project's documents, of the file that a question is about."""
    return _FILE_KEYS.get(file) or _scope(file)


def path_of(steps: Iterable[str]) -> KeyPath:
    """The path to a value in its file, of the steps of a question."""
    return tuple(int(step) if step.isdecimal() else step for step in steps)


def _printed(term_id: str, tag: str) -> Iterator[Question]:
    """Questions about what a term may be printed as in a language."""
    yield "term", term_id, "name", tag
    yield "term", term_id, "short form", tag
    for what in ("kind", "honorific", "post"):
        yield "term", term_id, what


def _scope(file: str) -> str:
    """The sector whose file this is; empty for a file of the whole meeting."""
    return file.removeprefix(f"{SECTORS_FOLDER}/").removesuffix(".yaml") if file.startswith(SECTORS_FOLDER) else ""


def _spaces(text: str) -> str:
    """A text with plain spaces alone: what joins words when they are printed does not count."""
    return re.sub(r"(?:\\?[\s\u2060\u200b])+", " ", text)
