"""Targets: one file to be made is one sector × kind × edition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Self

EDITION_SEPARATOR = "+"
"""Stands between the tags of an edition in two languages side by side: `en+zh-Hant`."""

OVERVIEW = "overview"
"""The id of the pack that covers the whole meeting, and the variant of its templates."""
BILINGUAL = "bilingual"
"""The variant of templates for two languages side by side."""


class Kind(StrEnum):
    """The kinds of documents: one row for each, and a template of the same name.

    The columns are the name, as on the command line and in file names; the extension of the Office format; the
    plural; the help text of the command of this name; and the variants of the template. Documents that would need
    another variant are not made: without `OVERVIEW` none about the whole meeting, without `BILINGUAL` none in two
    languages side by side.
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
    """The formats in which a target is made; the value is the name on the command line."""

    OFFICE = "office"
    """The Word or PowerPoint file."""
    PDF = "pdf"
    """The Office file, and a PDF beside it."""


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """One file to be made; `edition` is a BCP 47 tag, or two with a plus between them: `en+zh-Hant`."""

    sector: str
    kind: Kind
    edition: str

    @property
    def path(self) -> PurePosixPath:
        """Where the file goes below the output folder: `finance/finance-deck.zh-Hant.pptx`."""
        return PurePosixPath(self.sector, f"{self.sector}-{self.kind}.{self.edition}.{self.kind.extension}")

    @property
    def pdf(self) -> PurePosixPath:
        """Where its PDF goes: beside it, under the same name."""
        return self.path.with_suffix(".pdf")

    @property
    def variants(self) -> list[str]:
        """The variants of the template that it needs: `overview`, `bilingual`, both or none."""
        asked = {OVERVIEW: self.sector == OVERVIEW, BILINGUAL: EDITION_SEPARATOR in self.edition}
        return [variant for variant, is_asked in asked.items() if is_asked]

    @property
    def has_template(self) -> bool:
        """Whether its kind has the template that it needs."""
        return self.kind.variants.issuperset(self.variants)

    @property
    def template(self) -> str:
        """The template's file name: `deck.overview.bilingual.pptx`."""
        return ".".join((self.kind, *self.variants, self.kind.extension))
