"""A proof sheet that has come back: what its reader wrote, row by row, and everything else that is to be shown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from reportgen.diagnostics import Location, Message, marked, shortened
from reportgen.exchange.proof.rows import RowKey, same_text
from reportgen.exchange.proof.words import MARK, all_words
from reportgen.model.language import Language

_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})\s*(?:[/.-]|年)\s*(\d{1,2})\s*(?:[/.-]|月)\s*(\d{1,2})")
_TICKS = frozenset({*"✓✔√☑☒vVyY是可", "ok", "yes", "done", "true", "確認", "确认", "同意", "無誤", "无误"})
_CROSSES = frozenset({*"xX×✗✕✘ｘＸnN否", "no", "false"})
"""Marks that are a tick to some and the opposite to others, and words that say no."""


class NoteKind(StrEnum):
    """What a reader left on a sheet beside corrections and ticks."""

    REMARK = marked("remark")
    COMMENT = marked("comment")
    REPLY = marked("reply")
    STRUCK = marked("struck out")
    INSERTED = marked("inserted")
    DELETED = marked("deleted")
    HIGHLIGHTED = marked("highlighted")
    OUTSIDE = marked("written outside the rows")


@dataclass(frozen=True, slots=True)
class Note:
    """One remark, comment or mark: what it says, who made it and when where the file knows, and on which words."""

    kind: NoteKind
    text: str
    location: Location
    author: str = ""
    date: str = ""
    about: str = ""

    def __str__(self) -> str:
        head = Message(self.kind)
        if self.author:
            head = Message("{what} by {author}", what=head, author=self.author)
        if self.date:
            head = Message("{what} {date}", what=head, date=self.date)
        if self.about:
            head = Message("{what} on '{text}'", what=head, text=shortened(same_text(self.about), 40))
        return Message("{place}: {what}: {text}", place=str(self.location), what=head, text=same_text(self.text))


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row: the texts as they now stand in each language's column, and what was written beside them.

    `key` is None where a program has dropped it; the row is then known by its English.
    """

    key: RowKey | None
    cells: Mapping[str, str]
    correction: str
    remark: str
    signed: str
    location: Location

    @property
    def is_filled_in(self) -> bool:
        """Whether a reader has written anything in the row."""
        is_edited = any(self.key and not self.key.shows(tag, text) for tag, text in self.cells.items())
        return bool(self.correction or self.remark) or self.signer is not None or is_edited

    @property
    def signer(self) -> str | None:
        """The name in the cell of the signature; empty for a tick alone, None where nobody signed."""
        text = self.signed.replace("☐", "").strip()
        if not text or self.is_crossed:
            return None
        if text in _TICKS or text.lower() in _TICKS:
            return ""
        return same_text("".join(char for char in text if char not in "✓✔☑☒"))

    @property
    def is_crossed(self) -> bool:
        """Whether a cross stands in the cell of the signature: nobody can say what it means."""
        text = self.signed.replace("☐", "").strip()
        return text in _CROSSES or text.lower() in _CROSSES


def day_in(moment: str) -> str:
    """The day that a date and time begins with; empty for none, as the `0-00-00T00:00:00Z` of LibreOffice."""
    try:
        return date.fromisoformat(moment[:10]).isoformat()
    except ValueError:
        return ""


class Comment(NamedTuple):
    """A comment as the file has it; `date` begins with the day."""

    text: str
    author: str
    date: str
    is_reply: bool

    def note(self, location: Location, about: str = "") -> Note:
        """What is shown of it."""
        kind = NoteKind.REPLY if self.is_reply else NoteKind.COMMENT
        return Note(kind, self.text, location, self.author, day_in(self.date), about)


@dataclass(slots=True)
class ReturnedSheet:
    """A sheet for one `language`: who read it and when, as written above the rows; its rows and notes in order."""

    name: str
    language: str = ""
    reader: str = ""
    day: date | None = None
    rows: list[ReturnedRow] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def add_row(self, key: RowKey | None, cells: Sequence[str], columns: Columns, location: Location) -> None:
        """Add a row with the texts of its cells, and a note of what stands under remarks."""
        found = {tag: cells[at].strip() for tag, at in columns.languages.items() if at < len(cells)}
        correction, remark, signed = (columns.text(cells, name).strip() for name in ("correction", "remarks", "signed"))
        row = ReturnedRow(key, found, correction, remark, signed, location)
        self.rows.append(row)
        for text in (row.remark, row.signed if row.is_crossed else ""):
            if text:
                about = found.get(key.language if key else self.language, "")
                self.notes.append(Note(NoteKind.REMARK, text, location, self.reader, "", about))

    def take_heads(self, cells: Sequence[str], languages: Mapping[str, Language]) -> Columns | None:
        """The columns, if these are the heads of the rows, which also say what language was to be read."""
        columns = find_columns(cells, languages)
        if columns is not None:
            self.language = columns.read or self.language
        return columns

    def take_signature(self, cells: Sequence[str]) -> bool:
        """Whether these are the line above the rows, which says who has read them and when."""
        signature = read_signature(cells)
        if signature is not None:
            self.reader, self.day = signature[0], parse_day(signature[1])
        return signature is not None

    def add_outside(self, cells: Sequence[str], location: Location) -> None:
        """Note what stands in cells outside the rows, if anything does."""
        said = " | ".join(same_text(text) for text in cells if text.strip())
        if said:
            self.notes.append(Note(NoteKind.OUTSIDE, said, location))


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns are: those of languages by tag, the others by the keys of `words.toml`.

    `read` is the tag of the language that was to be read; empty where its mark is gone.
    """

    languages: Mapping[str, int]
    others: Mapping[str, int]
    read: str

    def text(self, cells: Sequence[str], name: str) -> str:
        """The text of a row in a column; empty where there is no such column."""
        at = self.others.get(name)
        return cells[at] if at is not None and at < len(cells) else ""


def find_columns(cells: Sequence[str], languages: Mapping[str, Language]) -> Columns | None:
    """The columns, if these are the heads of a sheet in any language; None otherwise."""
    tags = {language.name: tag for tag, language in languages.items()}
    heads = {text: key for words in all_words().values() for key, text in words.columns.items()}
    found: dict[str, int] = {}
    others: dict[str, int] = {}
    read = ""
    for at, cell in enumerate(cells):
        text = same_text(cell.replace(MARK, ""))
        if text in tags:
            found.setdefault(tags[text], at)
            read = tags[text] if MARK in cell else read
        elif text in heads:
            others.setdefault(heads[text], at)
    return Columns(found, others, read) if found and "correction" in others else None


def read_signature(cells: Sequence[str]) -> tuple[str, str] | None:
    """The name and the date of the line above the rows; None where the cells are another line."""
    words = all_words().values()
    names, days = (
        {same_text(text) for text in texts} for texts in zip(*((w.read_by, w.day) for w in words), strict=True)
    )
    texts = [same_text(cell) for cell in cells]
    if not texts or texts[0] not in names:
        return None
    at = next((at for at, text in enumerate(texts) if text in days and at), len(texts))
    return " ".join(filter(None, texts[1:at])), " ".join(filter(None, texts[at + 1 :]))


def parse_day(text: str) -> date | None:
    """A day as people write it: 29/11/2026, 2026-11-29, 2026年11月29日; None for anything else."""
    if found := _YEAR_FIRST.search(text):
        year, month, day = map(int, found.groups())
    elif found := _DAY_FIRST.search(text):
        day, month, year = map(int, found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
