"""Characters that the typeface they are set in does not have: Office shows another face for them, or a box."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reportgen.fonts.coverage import coverage_of, needs_glyph
from reportgen.review.document import OfficeDocument
from reportgen.review.text_runs import TextRun
from reportgen.review.typefaces import Typefaces, shown_runs


class MissingGlyph(NamedTuple):
    """A character, the typeface that lacks it, whether that is certain, where it first stands and in which text."""

    character: str
    typeface: str
    certain: bool
    steps: tuple[str, ...]
    text: str


def missing_glyphs(document: OfficeDocument) -> Iterator[MissingGlyph]:
    """Each character that its typeface lacks, once for a typeface, at its first place.

    A typeface that is neither installed nor known is not asked about.
    """
    first: dict[tuple[Typefaces, str], TextRun] = {}
    for run, typefaces in shown_runs(document):
        for character in document.typed(run.text):
            first.setdefault((typefaces, character), run)
    told: set[tuple[str, str]] = set()
    for (typefaces, character), run in first.items():
        candidates = typefaces.candidates(character)
        known = [coverage for coverage in map(coverage_of, candidates) if coverage]
        if len(known) < len(candidates) or not known or not needs_glyph(character):
            continue
        if any(character in coverage for coverage in known) or (candidates[0], character) in told:
            continue
        told.add((candidates[0], character))
        yield MissingGlyph(character, candidates[0], all(c.from_font for c in known), run.steps, run.text)
