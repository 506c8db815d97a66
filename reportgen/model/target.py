"""Targets: one file to be made is one sector × kind × edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any, Literal

EDITION_SEPARATOR = "+"
"""Stands between the tags of an edition in two languages side by side: `en+zh-Hant`."""

OVERVIEW = "overview"
"""The id of the pack that covers the whole meeting, and the variant of its templates."""
BILINGUAL = "bilingual"
"""The variant of templates for two languages side by side."""


Packs = Literal["all", "sectors", "overview"]
"""Which packs get a kind of document, in the words of the settings."""


@dataclass(frozen=True, slots=True, order=True)
class Kind:
    """A kind of document in one Office format: `brief` of `brief.docx`.

    A kind that has a Word and a PowerPoint template is two of these with one name, and each `shares_name`. `packs` get
    it; `built` says that a plain build makes it. `present` has the names of all template files that the project has;
    of them come the variants. Two are the same if name and template are.
    """

    name: str
    template: str
    packs: Packs = field(default="all", compare=False)
    built: bool = field(default=True, compare=False)
    shares_name: bool = field(default=False, compare=False)
    present: frozenset[str] = field(default=frozenset(), compare=False, repr=False)

    @property
    def suffix(self) -> str:
        """The end of its files' names: `.docx`."""
        return PurePosixPath(self.template).suffix

    def owns(self, template: str) -> bool:
        """Whether a template file, `brief.overview.docx`, is its template or a variant of it."""
        first, *_, last = template.split(".")
        return f"{first}.{last}" == self.template

    @property
    def needed(self) -> str:
        """The template that it cannot do without."""
        return self.template_for([OVERVIEW] if self.packs == OVERVIEW else [])

    def is_for(self, sector: str) -> bool:
        """Whether a sector, or the overview, gets it."""
        return self.packs in ("all", OVERVIEW if sector == OVERVIEW else "sectors")

    def template_for(self, variants: list[str]) -> str:
        """The template with these variants: `deck.overview.bilingual.pptx`.

        The overview needs none of its own: where it is not there, the one without that variant serves it.
        """
        own = self._variant(variants)
        return own if own in self.present else self._variant([one for one in variants if one != OVERVIEW])

    def _variant(self, variants: list[str]) -> str:
        return ".".join((PurePosixPath(self.template).stem, *variants, self.suffix[1:]))


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
        return PurePosixPath(self.sector, f"{self.sector}-{self.kind.name}.{self.edition}{self.kind.suffix}")

    @property
    def pdf(self) -> PurePosixPath:
        """Where its PDF goes: beside it, under the same name.

        Where a kind has two formats, their PDFs keep the suffixes that tell them apart: `finance-brief.en.docx.pdf`.
        """
        return self.path.with_suffix(f"{self.kind.suffix}.pdf" if self.kind.shares_name else ".pdf")

    @property
    def template(self) -> str:
        """The template's file name: `deck.overview.bilingual.pptx`."""
        asked = {OVERVIEW: self.sector == OVERVIEW, BILINGUAL: EDITION_SEPARATOR in self.edition}
        return self.kind.template_for([variant for variant, is_asked in asked.items() if is_asked])

    @property
    def is_possible(self) -> bool:
        """Whether its kind is for this pack and, for two languages side by side, has a template."""
        has_template = EDITION_SEPARATOR not in self.edition or self.template in self.kind.present
        return has_template and self.kind.is_for(self.sector)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What a project can make files of: its sectors, languages, pairs of languages and kinds, each in order.

    `has_overview` says whether there is a pack of the whole meeting, too. `registers` are those of its languages, made
    when asked for: `en-US`, which prints the texts of `en`.
    """

    sectors: tuple[str, ...]
    languages: tuple[str, ...]
    editions: tuple[str, ...]
    kinds: tuple[Kind, ...]
    has_overview: bool = True
    registers: tuple[str, ...] = ()

    @property
    def packs(self) -> tuple[str, ...]:
        """The sectors, and the overview after them."""
        return (*self.sectors, OVERVIEW) if self.has_overview else self.sectors


def catalogue_to_json(catalogue: Catalogue) -> dict[str, Any]:
    """A catalogue as plain data."""
    kinds = [{**asdict(kind), "present": sorted(kind.present)} for kind in catalogue.kinds]
    return {**asdict(catalogue), "kinds": kinds}


def catalogue_from_json(plain: Mapping[str, Any]) -> Catalogue:
    """The catalogue that `catalogue_to_json` has made plain."""
    kinds = tuple(Kind(**{**kind, "present": frozenset(kind["present"])}) for kind in plain["kinds"])
    tuples = {key: tuple(plain[key]) for key in ("sectors", "languages", "editions", "registers")}
    return Catalogue(kinds=kinds, has_overview=plain["has_overview"], **tuples)
