"""A rule about files reads one file and what all files share: what it finds there depends on nothing else."""

from __future__ import annotations

import dataclasses
import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

import pytest

from reportgen.check import RULES, check_project
from reportgen.check.nodes import CheckedFile, Shared, Wording
from reportgen.check.project import GLOSSARY, CheckedProject
from reportgen.check.registry import RawFinding, Scope
from reportgen.check.run import apply_settings, raw_findings
from reportgen.diagnostics import Collector, Diagnostic
from reportgen.lang.markup import parse_markup
from reportgen.model.content import Sector
from reportgen.model.meeting import Meeting
from reportgen.project.load import Project, load_project
from reportgen.project.settings import Settings
from reportgen.project.yaml_reader import YamlDocument
from tests.check.test_planted import plant_faults
from tests.project.sample import write_project

PER_FILE = [code for code, rule in RULES.items() if rule.scope is not Scope.PROJECT]
OUTSIDE = (type, ModuleType, FunctionType, BuiltinFunctionType, MethodType, property)
"""What belongs to the program, and not to the data of a project."""


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> CheckedProject:
    """A copy of the content with a fault for every rule."""
    return _checked(load_project(plant_faults(tmp_path_factory.mktemp("planted"))))


@pytest.fixture
def sample(tmp_path: Path) -> CheckedProject:
    """The smallest project."""
    return _checked(load_project(write_project(tmp_path)))


def _checked(project: Project) -> CheckedProject:
    return CheckedProject.from_project(project, Collector())


def _alone(project: CheckedProject, key: str) -> CheckedProject:
    """The project with the contents of one file only, and nothing made of it yet; what is shared stays."""
    sectors = {key: project.sectors[key]} if key in project.sectors else {}
    left = {
        "sectors": sectors,
        "labels": project.labels if key == "labels" else {},
        "palette": {},
        "unlisted": (),
        "documents": {name: document for name, document in project.documents.items() if name == key},
        "shared": dataclasses.replace(project.shared),
    }
    return dataclasses.replace(project, **left)


@pytest.mark.parametrize("code", PER_FILE)
def test_a_rule_about_files_finds_the_same_in_a_file_that_stands_alone(planted: CheckedProject, code: str) -> None:
    """So its findings may be kept for each file: no other file has a say in them."""
    together = {key: raw_findings(planted, key, [RULES[code]]) for key in planted.files}
    apart = {key: raw_findings(_alone(planted, key), key, [RULES[code]]) for key in planted.files}
    assert together == apart
    assert any(together.values())


def test_the_findings_of_all_files_and_of_the_project_are_those_of_a_check(tmp_path: Path) -> None:
    """Keys are checked one by one, in any order, and their findings joined."""
    project = load_project(plant_faults(tmp_path))
    checked = _checked(project)
    keys = (None, *reversed(list(checked.files)))
    raw = [found for key in keys for found in raw_findings(checked, key, RULES.values())]
    (tmp_path / "reportgen.yaml").write_text("check: {severity: {unapproved-translation: warning}}", encoding="utf-8")
    joined = {found.diagnostic for found in apply_settings(raw, RULES.values(), Settings())}
    assert joined == set(check_project(load_project(tmp_path)))


def _reached(start: object) -> Iterator[object]:
    """Every object of a project's data that can be reached from one."""
    seen, waiting = {id(start)}, [start]
    while waiting:
        found = waiting.pop()
        yield found
        for other in gc.get_referents(found):
            if id(other) not in seen and not isinstance(other, OUTSIDE):
                seen.add(id(other))
                waiting.append(other)


def test_from_a_file_nothing_of_another_is_reached(planted: CheckedProject) -> None:
    """Neither before nor after all rules have read it: no other content, no other lines, no project."""
    for key, file in planted.files.items():
        raw_findings(planted, key, RULES.values())
        foreign = [
            one
            for one in _reached(file)
            if isinstance(one, Sector | Meeting | YamlDocument | Project | CheckedFile)
            and one not in (file.content, file.document, file)
        ]
        assert foreign == [], key


def test_a_rule_is_called_with_what_its_scope_says(sample: CheckedProject) -> None:
    """The glossary is one file; rules about the whole project are not called for a file."""
    called: list[tuple[Scope, str | None]] = []
    rules = [dataclasses.replace(RULES["bare-name"], scope=scope, find=_noting(called, scope)) for scope in Scope]
    for key in (*sample.files, None):
        assert raw_findings(sample, key, rules) == []
    files = [(Scope.FILE, key) for key in ("meeting", "youth", "rail", "labels")]
    assert called == [*files, (Scope.GLOSSARY, GLOSSARY), (Scope.PROJECT, None)]


def _noting(called: list[tuple[Scope, str | None]], scope: Scope) -> Callable[[Any], Iterator[Any]]:
    def find(checked: CheckedFile | CheckedProject) -> Iterator[Any]:
        called.append((scope, checked.key if isinstance(checked, CheckedFile) else None))
        return iter(())

    return find


ROW = "avoid,use,language,audience,severity,reason,source\nlearn,study,en,all,error,We study.,\n"
APPROVED = '{}:\n  zh-Hant:\n    headline: {{"0123456789ab": "0123456789ab"}}\n'
SHARED = [
    ("glossary/bodies.csv", lambda text: text.replace("Youth Council", "Youth Board")),
    ("glossary/vocabulary.csv", lambda text: f"{text}短信,短訊,both,convert,,\n"),
    ("glossary/wording.csv", lambda text: ROW),
    ("languages.toml", lambda text: "# none of our own yet\n"),
    ("content/approvals.yaml", lambda text: APPROVED.format("youth")),
    ("content/meeting.yaml", lambda text: text.replace("[en, zh-Hant, zh-Hans]", "[en, zh-Hant]")),
    (
        "content/meeting.yaml",
        lambda text: text.replace("  record:\n", "  minutes:\n", 1).replace("record#", "minutes#"),
    ),
    ("content/sectors/youth.yaml", lambda text: text.replace("Young people", "Young persons")),
]
"""What decides the findings about the sector `youth`: a file, and a change to it."""
OTHERS = [
    ("content/sectors/rail.yaml", lambda text: text.replace("Young people", "Young persons")),
    ("content/approvals.yaml", lambda text: APPROVED.format("rail")),
    ("content/meeting.yaml", lambda text: text.replace("en: Glance", "en: Overview")),
    ("templates/labels.yaml", lambda text: f"{text}more: {{en: More, zh-Hant: 更多}}\n"),
    ("templates/palette.yaml", lambda text: text.replace("0123AB", "0123AC")),
    ("reportgen.yaml", lambda text: "check: {severity: {bare-name: error}}\n"),
]
"""What does not."""


def _changed(root: Path, file: str, change: Callable[[str], str]) -> CheckedProject:
    path = root / file
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    changed = change(text)
    assert changed != text
    path.write_text(changed, encoding="utf-8")
    return _checked(load_project(root))


@pytest.mark.parametrize(("file", "change"), SHARED)
def test_what_decides_the_findings_about_a_file_is_among_its_inputs(
    sample: CheckedProject, tmp_path: Path, file: str, change: Callable[[str], str]
) -> None:
    """A change to it changes a digest."""
    before = sample.inputs("youth")
    assert _changed(tmp_path, file, change).inputs("youth") != before


@pytest.mark.parametrize(("file", "change"), OTHERS)
def test_what_does_not_decide_them_is_not(
    sample: CheckedProject, tmp_path: Path, file: str, change: Callable[[str], str]
) -> None:
    """A change to another file leaves the inputs and the findings as they are; the whole project's inputs change."""
    before, found = sample.inputs("youth"), raw_findings(sample, "youth", RULES.values())
    changed = _changed(tmp_path, file, change)
    assert changed.inputs("youth") == before
    assert raw_findings(changed, "youth", RULES.values()) == found
    assert (changed.inputs(None) == sample.inputs(None)) is (file == "reportgen.yaml")


def test_every_shared_field_is_an_input(sample: CheckedProject) -> None:
    """Whoever lets rules share more has to say which digest stands for it."""
    digests = {"glossary": "glossary/bodies.csv", "profiles": "languages.toml", "wording": "glossary/wording.csv"}
    digests |= {"meeting_languages": "content/meeting.yaml: languages", "sources": "content/meeting.yaml: sources"}
    digests["financial_year_starts"] = "content/meeting.yaml: financial years"
    digests["root"] = "content/sectors/youth.yaml"  # with those of the pictures that it names
    assert {field.name for field in dataclasses.fields(Shared)} == set(digests)
    assert set(digests.values()) - {"languages.toml"} <= set(sample.inputs("youth"))


def test_an_unlisted_file_is_an_input_of_the_whole_project(sample: CheckedProject) -> None:
    """It is found by its name; nobody reads it."""
    assert dataclasses.replace(sample, unlisted=("tram",)).inputs(None) != sample.inputs(None)


def test_a_text_is_parsed_once_for_all_rules(planted: CheckedProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wording is parsed in its own language, and once more where it has inline wordings for others."""
    parsed: list[tuple[str, str]] = []

    def counting(markup: str, tag: str) -> tuple[Any, ...]:
        parsed.append((markup, tag))
        return parse_markup(markup, tag)

    monkeypatch.setattr("reportgen.lang.printed.parse_markup", counting)
    fresh = dataclasses.replace(planted)
    for key in (*fresh.files, None):
        raw_findings(fresh, key, RULES.values())
    wordings: list[Wording] = [wording for file in fresh.files.values() for wording in file.wordings_with_inline]
    derived = [text for file in fresh.files.values() for text in file.texts if text.derived]
    repeated = 3 * sum(":" in wording.markup and "[[" in wording.markup for wording in wordings)
    assert len(wordings) <= len(parsed) <= len(wordings) + len(derived) + repeated


def test_raw_findings_of_a_rule_that_is_switched_off_are_left_out(tmp_path: Path) -> None:
    """So the findings of all rules may be kept, whatever the settings are."""
    root = write_project(tmp_path, youth=("    Young people learn", "    The Youth Council learns"))
    raw = raw_findings(_checked(load_project(root)), "youth", RULES.values())
    on = [rule for code, rule in RULES.items() if code not in ("bare-name", "unapproved-translation")]
    assert {found.diagnostic.code for found in raw} >= {"bare-name", "unapproved-translation"}
    left = {found.diagnostic.code for found in apply_settings(raw, on, Settings())}
    assert not left & {"bare-name", "unapproved-translation"}


def test_a_raw_finding_has_the_rules_own_severity(tmp_path: Path) -> None:
    """Settings are applied afterwards, so they may change without a rule being run again."""
    root = write_project(tmp_path, youth=("    Young people learn", "    The Youth Council learns"))
    checked = _checked(load_project(root))
    (found,) = raw_findings(checked, "youth", [RULES["bare-name"]])
    assert isinstance(found, RawFinding)
    assert isinstance(found.diagnostic, Diagnostic)
    assert found.diagnostic.severity is RULES["bare-name"].severity
    assert found.subject == "Youth Council"
