"""Finds characters that their typeface does not have: Office shows another typeface for them, or a box."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from reportgen.fonts.coverage import coverage_of, needs_glyph
from reportgen.review.document import OfficeDocument
from reportgen.review.typefaces import Typefaces, runs_with_typefaces


class MissingGlyph(NamedTuple):
    """A character, the typeface that lacks it, whether that is certain, and the steps and the text of its first use."""

    character: str
    typeface: str
    certain: bool
    steps: tuple[str, ...]
    text: str


def missing_glyphs(document: OfficeDocument) -> Iterator[MissingGlyph]:
    """Yield each character that its typeface lacks, once for a typeface, at its first use.

    Typefaces that are neither installed nor Office's own are left out.
    """
    seen: dict[Typefaces, set[str]] = defaultdict(set)
    reported: set[tuple[str, str]] = set()
    for run, typefaces in runs_with_typefaces(document):
        known, text = seen[typefaces], document.texts.literal(run.text)
        for character in () if known.issuperset(text) else text:
            if character in known:
                continue
            known.add(character)
            lacking = _lacking(typefaces, character)
            if lacking is not None and (lacking[0], character) not in reported:
                reported.add((lacking[0], character))
                steps = (*run.part_steps, *document.places.to(run.element))
                yield MissingGlyph(character, *lacking, steps, run.text)


@lru_cache(maxsize=1 << 15)  # files have most of their characters in common
def _lacking(typefaces: Typefaces, character: str) -> tuple[str, bool] | None:
    """Return the typeface that should have a character and lacks it, and whether that is certain; None where none does.

    Nothing is said where one of the typefaces that may show it is not known.
    """
    candidates = typefaces.candidates(character)
    coverages = [coverage for coverage in map(coverage_of, candidates) if coverage]
    if not coverages or len(coverages) < len(candidates) or not needs_glyph(character):
        return None
    if any(character in coverage for coverage in coverages):
        return None
    return candidates[0], all(coverage.from_font for coverage in coverages)
