"""Targets: one file to be made is one sector × kind × edition."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

SIDE_BY_SIDE = "+"
"""Between the tags of an edition that prints two languages side by side: `en+zh-Hant`."""

OVERVIEW = "overview"
"""The id of the pack that covers the whole meeting."""


class Kind(StrEnum):
    """What kind of document; the value is its name on the command line and in file names."""

    DECK = "deck"
    SUMMARY = "summary"

    @property
    def extension(self) -> str:
        """The Office format of this kind, without a dot."""
        return {"deck": "pptx", "summary": "docx"}[self.value]


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
    def template(self) -> str:
        """The template's file name: the overview, and two languages side by side, have templates of their own."""
        overview = ".overview" if self.sector == OVERVIEW else ""
        bilingual = ".bilingual" if SIDE_BY_SIDE in self.language else ""
        return f"{self.kind}{overview}{bilingual}.{self.kind.extension}"
