"""The project's settings change what is reported; mistakes in them are told at their lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.check import check_project
from reportgen.cli.check.baseline import new_findings, read_baseline, write_baseline
from reportgen.diagnostics import Diagnostic, ProblemsFound, Severity
from reportgen.project.load import load_project
from tests.project.sample import write_project

FAULT = ("    兩地青年", "    兩地,青年")
WORDING = "avoid,use,language,audience,severity,reason,source\n"


def _check(root: Path, settings: str = "", **changes: tuple[str, str]) -> list[Diagnostic]:
    write_project(root, **changes)
    if settings:
        (root / "reportgen.yaml").write_text(settings, encoding="utf-8")
    return check_project(load_project(root))


def _wording(root: Path, *rows: str) -> list[Diagnostic]:
    (root / "glossary").mkdir(exist_ok=True)
    (root / "glossary/wording.csv").write_text(WORDING + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return check_project(load_project(root))


def test_a_rule_can_be_switched_off(tmp_path: Path) -> None:
    """What an office does not mind is not reported."""
    assert _check(tmp_path, "check: {severity: {half-width-punctuation: off}}", youth=FAULT) == []


def test_a_rule_can_be_made_an_error(tmp_path: Path) -> None:
    """What an office minds stops a build."""
    (found,) = _check(tmp_path, "check: {severity: {half-width-punctuation: error}}", youth=FAULT)
    assert found.severity is Severity.ERROR


def test_a_rule_that_is_asked_for_is_on(tmp_path: Path) -> None:
    """Unapproved texts are reported where the settings say so, and not otherwise."""
    assert _check(tmp_path) == []
    found = _check(tmp_path, "check: {severity: {unapproved-translation: warning}}")
    assert {one.code for one in found} == {"unapproved-translation"}


def test_an_accepted_word_is_not_reported(tmp_path: Path) -> None:
    """A person has looked at it; the reason stands in the file."""
    bare = ("    Young people learn", "    The Youth Council learns")
    accepted = "check:\n  accepted:\n    - {rule: bare-name, words: [Youth Council], reason: short}\n"
    assert [one.code for one in _check(tmp_path / "a", youth=bare)] == ["bare-name"]
    assert _check(tmp_path / "b", accepted, youth=bare) == []


def test_an_acceptance_for_nothing_is_reported(tmp_path: Path) -> None:
    """The list of exceptions stays short."""
    accepted = "check:\n  accepted:\n    - {rule: bare-name, words: [Youth Council], reason: short}\n"
    (found,) = _check(tmp_path, accepted)
    assert (found.code, found.location.path, found.location.line) == ("unused-acceptance", "reportgen.yaml", 3)


@pytest.mark.parametrize(
    ("settings", "line", "words"),
    [
        ("check:\n  severity:\n    half-width: off", 3, "there is no rule 'half-width'"),
        ("check:\n  severity:\n    bare-name: loud", 3, "cannot be 'loud'"),
        ("check:\n  severity:\n    yaml-syntax: off", 3, "its severity is fixed"),
        ("check:\n  severty: {}", 2, "unknown key 'severty'; did you mean 'severity'?"),
        ("check:\n  accepted:\n    - {rule: bare-name, words: [x]}", 3, "the key 'reason' is missing"),
        ("check:\n  accepted:\n    - {rule: bare, words: [x], reason: y}", 3, "there is no rule 'bare'"),
    ],
)
def test_a_mistake_in_the_settings_is_located(tmp_path: Path, settings: str, line: int, words: str) -> None:
    """File and line, as for everything that people write."""
    try:
        problems = _check(tmp_path, settings)
    except ProblemsFound as unreadable:
        problems = list(unreadable.diagnostics)
    (found,) = [one for one in problems if one.location.path == "reportgen.yaml"]
    assert words in str(found)
    assert (found.location.line, found.severity) == (line, Severity.ERROR)


def test_house_rules_count_whole_words_in_any_case(tmp_path: Path) -> None:
    """The longest entry wins, and wording that is already right is left alone."""
    row = "learn,study,en,all,error,We study.,"
    write_project(tmp_path, youth=("Young people learn", "Young learners Learn"), rail=("people learn", "learners go"))
    (found,) = _wording(tmp_path, row)
    assert "'Learn' is not written here: We study.; write 'study'" in str(found)
    assert (found.severity, found.location.line) == (Severity.ERROR, 4)
    assert _wording(tmp_path, row, "young learners learn,x,en,all,warning,Longer.,")[0].severity is Severity.WARNING
    assert _wording(tmp_path, row, "nobody,young learners learn,en,all,warning,Right.,") == []


def test_digits_in_house_rules(tmp_path: Path) -> None:
    """`#` is any digit."""
    write_project(tmp_path, youth=("Young people learn", "Some 10,000 learn"))
    everything = _wording(tmp_path, '"##,###",## ###,en,all,error,No comma.,')
    (found,) = [one for one in everything if one.code == "avoided-wording"]
    assert "'10,000'" in str(found)


def test_the_derived_language_is_read_too(tmp_path: Path) -> None:
    """The place is that of the text it is made from."""
    write_project(tmp_path)
    (found,) = {
        one.message: one for one in _wording(tmp_path, "互相学习,共同学习,zh-Hans,mainland,warning,Why.,")
    }.values()
    assert "in the derived zh-Hans" in found.message
    assert found.location.steps == ("headline", "zh-Hant")


def test_a_mistake_in_the_house_rules_is_located(tmp_path: Path) -> None:
    """Unknown languages, audiences and severities, at their row."""
    write_project(tmp_path)
    found = _wording(tmp_path, "a,b,fr,everyone,fatal,why,", "a,,en,all,error,why,")
    assert [(one.code, one.location.line) for one in found] == [("wrong-value", 2)] * 3 + [("empty-name", 3)]


def test_a_word_decided_in_the_text_is_not_reported(tmp_path: Path) -> None:
    """The markup for a wording by language is an answer to the question."""
    flag = ("資訊,信息,both,convert,,", "資訊,信息,both,flag,it depends,")
    (found,) = _check(tmp_path / "a", vocabulary=flag, youth=("    兩地青年", "    資訊青年"))
    assert found.code == "undecided-word"
    assert "it depends" in found.message
    assert _check(tmp_path / "b", vocabulary=flag, youth=("    兩地青年", "    [[zh-Hans:信息|資訊]]青年")) == []


def test_a_baseline_knows_a_finding_after_lines_were_moved(tmp_path: Path) -> None:
    """What was found on its day is known again above or below; what is new is not."""
    old = _check(tmp_path / "a", youth=FAULT)
    known = read_baseline(write_baseline(old))
    moved = _check(tmp_path / "b", youth=("headline:\n  en: >-\n", "\n\nheadline:\n  en: >-\n"))
    assert moved == []
    root = tmp_path / "c"
    write_project(root, youth=FAULT)
    path = root / "content/sectors/youth.yaml"
    path.write_text("# a line more\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    again = check_project(load_project(root))
    assert [one.location.line for one in again] == [old[0].location.line + 1]
    assert new_findings(again, known) == []
    path.write_text(path.read_text(encoding="utf-8").replace("互相學習", "互相,學習"), encoding="utf-8")
    twice = path.read_text(encoding="utf-8").replace(
        "title: {en: Word, zh-Hant: 字}", "title: {en: Word, zh-Hant: '字,'}"
    )
    path.write_text(twice, encoding="utf-8")
    assert [one.location.steps[0] for one in new_findings(check_project(load_project(root)), known)] == ["title"]
