"""What is said to be sound in a moment is found to be sound by all rules; the usual mistakes are no obstacle."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.check import project_findings
from reportgen.check.sound import sound_sectors
from reportgen.diagnostics import Severity
from reportgen.project.load import load_project
from tests.golden.small import change

BOTH = {"finance", "youth"}
FINANCE, LABELS = "content/sectors/finance.yaml", "templates/labels.yaml"
CASES = {
    "nothing is wrong": ((), "", BOTH),
    "an unknown name": ((FINANCE, "smoothly", "[[no-such-term]]"), "", {"youth"}),
    "an unknown name in the labels": ((LABELS, "Names", "[[no-such-term]]"), "", set()),
    "a warning": ((FINANCE, "，", ","), "", BOTH),
    "a warning made an error": ((FINANCE, "，", ","), "severity: {half-width-punctuation: error}", {"youth"}),
    "an error made a warning": ((FINANCE, "smoothly", "[[no-such-term]]"), "severity: {unknown-term: warning}", BOTH),
    "an error of all files together": ((), "severity: {unused-term: error}", set()),
    "a rule that is none": ((), "severity: {no-such-rule: error}", set()),
    "an unused acceptance": ((), "severity: {unused-acceptance: error}", set()),
}


@pytest.mark.parametrize(("planted", "settings", "sound"), CASES.values(), ids=CASES)
def test_what_is_certainly_sound_is_without_errors(
    root: Path, planted: tuple[str, str, str], settings: str, sound: set[str]
) -> None:
    """Of the sectors that are not named, nothing is said."""
    if planted:
        change(root, *planted)
    if settings:
        (root / "reportgen.yaml").write_text(f"check:\n  {settings}\n", encoding="utf-8")
    project = load_project(root)
    found = sound_sectors(project, sorted(BOTH))
    errors = [one.diagnostic for one in project_findings(project) if one.diagnostic.severity is Severity.ERROR]
    assert found.isdisjoint(sector for sector in BOTH for one in errors if _touches(one.location.path, sector))
    assert found == sound


def _touches(path: str, sector: str) -> bool:
    return not path.startswith("content/sectors/") or path == f"content/sectors/{sector}.yaml"
