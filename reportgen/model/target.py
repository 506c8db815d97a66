"""Targets: one file to be made is one sector × kind × edition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Self

SIDE_BY_SIDE = "+"
"""Between the tags of an edition that prints two languages side by side: `en+zh-Hant`."""

OVERVIEW = "overview"
"""The id of the pack that covers the whole meeting."""
BILINGUAL = "bilingual"
"""What the templates for two languages side by side are called."""


class Kind(StrEnum):
    """The kinds of documents: a row for each, with a template of the same name.

    The columns are the name, as it stands on the command line and in file names; the extension of the
    Office format; what several of them are called; what the command of this name does; and the variants of
    the template. The documents that would need another variant are not made: without `OVERVIEW` there is
    none about the whole meeting, without `BILINGUAL` none in two languages side by side.
    """

    DECK = "deck", "pptx", "decks", "Make PowerPoint decks: reportgen deck --sector finance --lang zh-Hant."
    SUMMARY = "summary", "docx", "summaries", "Make Word summaries: reportgen summary --sector finance --lang en."

    extension: str
    plural: str
    help: str
    variants: frozenset[str]

    def __new__(
        cls, name: str, extension: str, plural: str, help: str, variants: Iterable[str] = (OVERVIEW, BILINGUAL)
    ) -> Self:
        """Make a member of a row."""
        kind = str.__new__(cls, name)
        kind._value_ = name
        kind.extension, kind.plural, kind.help, kind.variants = extension, plural, help, frozenset(variants)
        return kind


def template_variants(file_name: str) -> list[str]:
    """The variants in the name of a template: `overview` and `bilingual` of `deck.overview.bilingual.pptx`."""
    return file_name.split(".")[1:-1]


class Format(StrEnum):
    """What is made of each target; the value is its name on the command line."""

    OFFICE = "office"
    """The Word or PowerPoint file."""
    PDF = "pdf"
    """The Office file, and a PDF beside it."""


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """One file to be made.

    `language` is the edition: a BCP 47 tag, or two with a plus between them, `en+zh-Hant`.
    """

    sector: str
    kind: Kind
    language: str

    @property
    def path(self) -> PurePosixPath:
        """Where the file goes below the output folder: `finance/finance-deck.zh-Hant.pptx`."""
        return PurePosixPath(self.sector, f"{self.sector}-{self.kind}.{self.language}.{self.kind.extension}")

    @property
    def pdf(self) -> PurePosixPath:
        """Where its PDF goes: beside it, under the same name."""
        return self.path.with_suffix(".pdf")

    @property
    def variants(self) -> list[str]:
        """The variants of its template: the overview, and two languages side by side, have templates of their own."""
        asked = {OVERVIEW: self.sector == OVERVIEW, BILINGUAL: SIDE_BY_SIDE in self.language}
        return [variant for variant, is_asked in asked.items() if is_asked]

    @property
    def is_made(self) -> bool:
        """Whether its kind has the template that it needs."""
        return self.kind.variants.issuperset(self.variants)

    @property
    def template(self) -> str:
        """The template's file name: `deck.overview.bilingual.pptx`."""
        return ".".join((self.kind, *self.variants, self.kind.extension))
