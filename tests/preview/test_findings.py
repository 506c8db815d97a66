"""Findings on the texts and pages that they are about."""

from __future__ import annotations

from pathlib import Path

from reportgen.diagnostics import Diagnostic, Location
from reportgen.preview.messages import Cell, Finding, Fit, Page, Place, Row, Sheet
from reportgen.preview.reading.findings import OnTexts, located

HEADLINE = Place("content/sectors/finance.yaml", 13)


def _finding(code: str, place: Place, **more: str) -> Finding:
    return Finding(code, "", "", "warning", place, "finance", **more)


def _page(number: int, *cells: Cell) -> Page:
    rows = tuple(Row(str(index), "", 0, None, {"en": cell}) for index, cell in enumerate(cells))
    return Page(f"page {number}", {}, None, (), {"en": Sheet(number, 1, 10, 10, "fresh")}, rows)


def test_a_text_that_is_too_long_somewhere_is_not_said_to_have_room() -> None:
    """It may have room on this slide and none in another document; what does not fit here says so still."""
    too_long = OnTexts([_finding("text-overflow", HEADLINE, tag="en")])
    other = OnTexts([_finding("repeated-word", HEADLINE)])
    cell = Cell("Ties are close", "written", HEADLINE, fit=Fit(1, 2, fits=True))
    assert too_long.on(cell, "en", ()).fit is None
    assert other.on(cell, "en", ()).fit == cell.fit
    full = Cell("Ties are close", "written", HEADLINE, fit=Fit(3, 2, fits=False))
    assert too_long.on(full, "en", ()).fit == full.fit


def test_what_lies_on_no_text_lies_on_its_slide_or_the_first() -> None:
    """A finding is never without a place where a reader meets it."""
    on_slide = Place("out/finance-deck.en.pptx", steps=("slide 2 “At a glance”",))
    findings = OnTexts([
        _finding("repeated-sentence", on_slide, kind="deck", tag="en"),
        _finding("unused-term", Place("glossary/bodies.csv", 7)),
        _finding("text-overflow", HEADLINE),
    ])  # fmt: skip
    cell = findings.on(Cell("Ties are close", "written", HEADLINE, fit=Fit(3, 2, fits=False)), "en", ())
    first, second = findings.spread([_page(1, cell), _page(2)])
    assert (first.findings, first.marks) == ((1,), ("full", "finding"))
    assert (second.findings, second.marks) == ((0,), ("finding",))


def test_only_a_place_that_is_a_file_of_the_project_can_be_opened(root: Path) -> None:
    """No folder, nothing that is missing, and nothing that lies elsewhere."""
    other = root.parent / "other.yaml"
    other.touch()
    names = ["content/meeting.yaml", "glossary", "content/sectors/none.yaml", "../other.yaml", str(other)]
    found = located([Diagnostic("a", "b", Location(name)) for name in names], [], root)
    assert [one.opens for one in found] == [True, False, False, False, False]
