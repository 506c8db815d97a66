"""Each finding knows the languages that it concerns: those whose files print what was found."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.check import RULES, ProjectFinding, project_findings
from reportgen.diagnostics import Severity
from reportgen.project.load import load_project
from tests.project.sample import BROKEN_PICTURE, write_project

TEXT = "{en: Word, zh-Hant: 字}"
EN, CHINESE, HANS = frozenset({"en"}), frozenset({"zh-Hant", "zh-Hans"}), frozenset({"zh-Hans"})
PARTIES = "parties: [council, office]"

CONCERNED = [
    # code, file, what is there, what is put in its place, the languages; None for all
    ("markup-error", "youth", "    Young people", "    **Young people", EN),
    ("markup-error", "youth", "    兩地青年", "    **兩地青年", CHINESE),
    ("markup-error", "labels", TEXT, "{en: Word, zh-Hant: 字, zh-Hans: '**字'}", HANS),
    ("markup-error", "labels", TEXT, "{en: Word, zh-Hant: '**字', zh-Hans: 字}", frozenset({"zh-Hant"})),
    ("missing-language", "labels", TEXT, "{en: Word}", CHINESE),
    ("missing-language", "labels", TEXT, "{zh-Hant: 字}", EN),
    ("different-placeholders", "labels", TEXT, "{en: 'Page %(n)s', zh-Hant: 頁}", CHINESE),
    ("unknown-term", "youth", "    Young people learn", "    Young [[yc|short]] learn", EN),
    ("unknown-term", "youth", "    兩地青年", "    兩地[[yc]]青年", CHINESE),
    ("unknown-term", "youth", "by: [council]", "by: [councl]", None),
    ("wrong-term-form", "youth", "    Young people learn", "    [[council|post]] learns", EN),
    ("wrong-kind-of-term", "meeting", "chairs: [chan]", "chairs: [council]", None),
    ("conflicting-terms", "documents", "意向書,,意向书", "青年議會,,青年会", HANS),
    ("conflicting-terms", "documents", "意向書,,意向书", "青年會,,青年议会", frozenset({"zh-Hant"})),
    ("unknown-source", "youth", "source: record#1-2", "source: recrd#1", None),
    ("wrong-paragraphs", "youth", "record#1-2", "record#2-1", None),
    (
        "duplicate-entry-id",
        "youth",
        "source: record#2\nmilestones:\n  - {date",
        "source: record#2\n    id: a\nmilestones:\n  - {id: a, date",
        None,
    ),
    ("missing-party", "youth", PARTIES, "parties: [council, council]", None),
    ("undecided-word", "vocabulary", "both,convert,,\n", "both,convert,,\n青年,青少年,both,flag,,\n", HANS),
    ("wrong-quotation-marks", "youth", "    兩地青年", "    兩地[[zh-Hans:「青年」|青年]]", HANS),
    ("different-number", "youth", "    Young people", "    Three hundred", frozenset({"en", *CHINESE})),
    ("missing-colour", "palette", "youth: 0123AB\n", "", None),
    (
        "broken-picture",
        "youth",
        "summary:",
        f"{BROKEN_PICTURE}\nsummary:",
        None,
    ),
]


def _found(root: Path, code: str, **changes: tuple[str, str]) -> list[ProjectFinding]:
    everything = project_findings(load_project(write_project(root, **changes)))
    return [found for found in everything if found.diagnostic.code == code]


@pytest.mark.parametrize(("code", "file", "old", "new", "languages"), CONCERNED)
def test_a_finding_concerns_the_languages_that_print_it(
    tmp_path: Path, code: str, file: str, old: str, new: str, languages: frozenset[str] | None
) -> None:
    """That of a wording, and those that are derived from it; all where it is about no wording."""
    assert {found.languages for found in _found(tmp_path, code, **{file: (old, new)})} == {languages}


def test_every_rule_of_severity_error_is_among_the_cases() -> None:
    """These decide whether a file is built."""
    errors = {code for code, rule in RULES.items() if rule.severity is Severity.ERROR}
    assert errors <= {case[0] for case in CONCERNED}


@pytest.mark.parametrize(
    ("row", "languages"),
    [
        ("learn,study,en,all,error,Why.,", EN),
        ("互相學習,共同學習,zh-Hant,all,error,Why.,", CHINESE),
        ("互相学习,共同学习,zh-Hans,all,error,Why.,", HANS),
        ("Youth Council,Board,en,all,error,Why.,", EN),
    ],
)
def test_a_house_rule_that_is_an_error_concerns_who_reads_the_wording(
    tmp_path: Path, row: str, languages: frozenset[str]
) -> None:
    """Where the derived Simplified breaks it, the Traditional is printed as it is; a name is read in its language."""
    write_project(tmp_path)
    header = "avoid,use,language,audience,severity,reason,source\n"
    (tmp_path / "glossary/wording.csv").write_text(f"{header}{row}\n", encoding="utf-8")
    found = [one for one in project_findings(load_project(tmp_path)) if one.diagnostic.code == "avoided-wording"]
    assert {one.languages for one in found} == {languages}
    assert {one.diagnostic.severity for one in found} == {Severity.ERROR}


def test_a_finding_says_whether_a_language_is_concerned(tmp_path: Path) -> None:
    """The English edition can be built while its Chinese is not written; a fault of the settings concerns all."""
    (missing,) = _found(tmp_path / "a", "missing-language", labels=(TEXT, "{en: Word}"))
    assert [missing.concerns(tag) for tag in ("en", "zh-Hant", "zh-Hans")] == [False, True, True]
    root = write_project(tmp_path / "b")
    (root / "reportgen.yaml").write_text("check: {severity: {nothing: off}}\n", encoding="utf-8")
    (wrong,) = project_findings(load_project(root))
    assert wrong.concerns("en")
