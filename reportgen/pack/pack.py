"""The pack that one document prints, in one language: hands the content to views, and notes what is read of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from reportgen.diagnostics import Message
from reportgen.lang.dates import format_date
from reportgen.model.content import SourceRef, Text
from reportgen.model.dates import PartialDate
from reportgen.model.language import Language
from reportgen.pack.colours import pack_colour
from reportgen.pack.lists import Listed, Phrase
from reportgen.pack.references import References
from reportgen.pack.writer import DocumentText, Mentions, Writer, capital
from reportgen.project.load import Project
from reportgen.project.places import LABELS_FILE, MEETING_FILE, sector_file
from reportgen.records.questions import Question
from reportgen.template import RichText, Span

T = TypeVar("T")
V = TypeVar("V")

MISSING = "missing label"
"""A question that no record has: what asked it is not made."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the content: the file it stands in, the path to it, and the sector whose vocabulary it is in.

    The value is None where the file has faults; then there is nothing below it.
    """

    file: str
    scope: str
    value: Any
    path: tuple[str, ...] = ()

    def child(self, *steps: str | int) -> Node:
        """A value below this one; raises `ValueError` where the file has faults."""
        value = self.value
        if value is None:
            raise ValueError(Message("{file} cannot be read", file=self.file))
        for step in steps:
            value = value[step] if isinstance(step, int) or isinstance(value, Mapping) else getattr(value, str(step))
        return Node(self.file, self.scope, value, (*self.path, *map(str, steps)))


class Pack:
    """What a document prints of a project, in the language of `writer`; `reads` is told every question it asks.

    `id` is that of the sector, or of the overview. `second` is the pack in the second language of a document that has
    two.
    """

    def __init__(
        self,
        project: Project,
        pack_id: str,
        writer: Writer,
        references: References,
        reads: set[Question],
        second: Pack | None = None,
    ) -> None:
        self.id = pack_id
        self.project = project
        self.writer = writer
        self.language: Language = writer.language
        self.references = references
        self.second = second
        self._reads = reads
        self._mentions = Mentions(in_notes=Mentions())
        self._views: dict[tuple[object, str, tuple[str, ...]], Any] = {}

    # -- the files of the content

    @property
    def meeting(self) -> Node:
        """The meeting."""
        return Node(MEETING_FILE, "", self.project.meeting)

    def sector(self, sector_id: str) -> Node:
        """A sector; one whose file has faults holds nothing, and fails what prints it."""
        return Node(sector_file(sector_id), sector_id, self.project.sectors.get(sector_id))

    def label_node(self, key: str) -> Node:
        """A label: the meeting's own, or that of the templates; raises `KeyError` where there is none."""
        file_key, path = self.project.label_place(key)
        self.ask("value", MEETING_FILE, "labels")
        templates = Node(LABELS_FILE, "", self.project.labels)
        return (self.meeting if file_key == "meeting" else templates).child(*path)

    # -- what views read

    def ask(self, *question: str) -> None:
        """Note that the document depends on the answer to a question."""
        self._reads.add(question)

    def value(self, node: Node, key: str) -> Any:
        """A value as it is stored: of what holds other values, views ask no more than whether it is there."""
        self.ask("value", node.file, *node.path, key)
        return getattr(node.value, key)

    def everything(self, node: Node, key: str) -> Any:
        """A value with all that is in it."""
        self.ask("all", node.file, *node.path, key)
        return getattr(node.value, key)

    def text(self, node: Node) -> DocumentText:
        """A text, which is read when it is printed."""
        question = ("text", node.file, self.language.tag, *node.path)
        text: Text = node.value
        return DocumentText(self.writer.scoped(node.scope), text, self._mentions, question, self._reads)

    def text_in(self, tag: str, node: Node) -> RichText:
        """A text in another language than the document's, tagged with it."""
        self.ask("text", node.file, tag, *node.path)
        writer = Writer(self.writer.languages[tag], self.project.glossary, self.writer.languages, second=True)
        return writer.scoped(node.scope).write(node.value, Mentions(), record=False)

    def date(self, date: PartialDate) -> str:
        """A date in words."""
        return self.written(format_date(date, self.language))

    def days(self, date: PartialDate) -> tuple[datetime.date, datetime.date]:
        """The first and the last day that a date may mean."""
        return date.days(self.financial_year_starts)

    @property
    def financial_year_starts(self) -> int:
        """The month in which the meeting's financial years start."""
        return int(self.value(self.meeting, "financial_year_starts"))

    def written(self, text: str) -> str:
        """A text that is in the document's language already."""
        return self.writer.tag_language(text)

    def listed(self, values: Iterable[T]) -> Listed[T]:
        """A list that prints as one of this language: 甲、乙."""
        return Listed(values, self.written(self.language.lists.comma))

    def in_columns(self, *values: Any) -> Phrase:
        """A line of the values that are there, as in a footer."""
        return Phrase([value for value in values if value], self.written("  |  "))

    def in_brackets(self, values: Iterable[Any]) -> str:
        """A list in brackets, to go on behind a text; nothing for an empty one."""
        text = str(self.listed(values))
        return self.label("in_brackets") % {"text": text} if text else ""

    def spoken(self, said: Iterable[Any], source: str) -> Phrase:
        """A line for the speaker: what is said, and its source in brackets where there is one."""
        line = Phrase(said, self.label("colon"))
        return Phrase([line, self.label("in_brackets") % {"text": source}] if source else [line])

    def capital(self, text: str) -> str:
        """A text of the document's language as a line begins with it."""
        return self.written(capital(text))

    def view(self, kind: Callable[[Pack, Node], V], node: Node) -> V:
        """The view of a node; the same one each time."""
        key = (kind, node.file, node.path)
        if key not in self._views:
            self._views[key] = kind(self, node)
        view: V = self._views[key]
        return view

    def views(self, kind: Callable[[Pack, Node], V], node: Node, key: str) -> list[V]:
        """The views of a list."""
        return [self.view(kind, node.child(key, index)) for index in range(len(self.value(node, key)))]

    def optional_view(self, kind: Callable[[Pack, Node], V], node: Node, key: str) -> V | None:
        """The view of what may be missing."""
        return self.view(kind, node.child(key)) if self.value(node, key) else None

    # -- what is made of several values

    def colours(self, pack_id: str, number: int) -> tuple[str, RichText]:
        """A pack's colour, and its number on that colour."""
        self.ask("colour", pack_id)
        colour = pack_colour(self.project, pack_id)
        if not colour:
            return "", RichText(Span(str(number), bold=True))
        return colour, RichText(Span(f"\u00a0{number}\u00a0", bold=True, colour="FFFFFF", highlight=colour))

    def all_paragraphs(self, pack_id: str) -> str:
        """A label for the paragraphs that a pack's statements come from."""
        self.ask("paragraphs", pack_id)
        return self.paragraphs(self.references.paragraphs(pack_id))

    def paragraphs(self, numbers: Iterable[int]) -> str:
        """A label for paragraphs of sources, with ranges: "paragraphs 8–10, 12"; empty for none."""
        listed = self._numbers(numbers)
        if not listed:
            return ""
        return self.label("paragraph_n" if listed.isdecimal() else "paragraphs_n") % {"n": listed}

    def mark(self, source: SourceRef) -> RichText:
        """A short label for the paragraphs of a statement, which leads to the document."""
        url = self.value(self.meeting.child("sources", source.document), "url")
        text = self.label("paragraph_mark") % {"n": self._numbers(source.numbers)}
        return RichText(Span(text, link=url or "", language=self.writer.own_language))

    def _numbers(self, numbers: Iterable[int]) -> str:
        """Numbers with ranges: "8–10, 12"."""
        ranges: list[tuple[int, int]] = []
        for number in sorted(numbers):
            if ranges and ranges[-1][1] == number - 1:
                ranges[-1] = (ranges[-1][0], number)
            else:
                ranges.append((number, number))
        patterns = self.language.lists
        return patterns.comma.join(str(a) if a == b else patterns.range.format(low=a, high=b) for a, b in ranges)

    def label(self, key: str) -> str:
        """The text of a label whose placeholders are filled in here; empty where there is none."""
        return str(self.label_text(key))

    def label_text(self, key: str) -> DocumentText:
        """A label to be printed as it is; empty where there is none, which `missing_labels` tells of all together."""
        if key in self.project.fixed_words:
            return self.text(self.label_node(key))
        question = (MISSING, key)
        self.ask(*question)
        nothing = Text.model_construct(root={self.language.tag: ""})
        return DocumentText(self.writer, nothing, self._mentions, question, self._reads)


class Labels(Mapping[str, DocumentText | RichText]):
    """The fixed words by key; the name of a language is always written in that language."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        languages = pack.project.languages.values()
        self._names = {one.label: RichText(Span(one.name, language=one)) for one in languages if one.label}

    def __getitem__(self, key: str) -> DocumentText | RichText:
        if key in self._names:
            return self._names[key]
        self._pack.ask("value", LABELS_FILE, key)  # also where there is none: a template may ask for that
        return self._pack.text(self._pack.label_node(key))

    def __iter__(self) -> Iterator[str]:
        self._pack.ask("value", LABELS_FILE)
        return iter({**self._pack.project.fixed_words, **self._names})

    def __len__(self) -> int:
        return sum(1 for _ in self)
