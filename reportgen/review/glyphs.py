"""Finds characters that their typeface does not have: Office shows another typeface for them, or a box."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reportgen.fonts.coverage import coverage_of, needs_glyph
from reportgen.review.document import OfficeDocument
from reportgen.review.text_runs import TextRun
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
    first: dict[tuple[Typefaces, str], TextRun] = {}
    for run, typefaces in runs_with_typefaces(document):
        for character in document.literal_text(run.text):
            first.setdefault((typefaces, character), run)
    reported: set[tuple[str, str]] = set()
    for (typefaces, character), run in first.items():
        candidates = typefaces.candidates(character)
        coverages = [coverage for coverage in map(coverage_of, candidates) if coverage]
        if len(coverages) < len(candidates) or not coverages or not needs_glyph(character):
            continue
        if any(character in coverage for coverage in coverages) or (candidates[0], character) in reported:
            continue
        reported.add((candidates[0], character))
        yield MissingGlyph(character, candidates[0], all(c.from_font for c in coverages), run.steps, run.text)
