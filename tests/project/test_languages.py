"""The languages of a project's own file: merged with the program's, every fault at its line, all at once."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from reportgen.diagnostics import Collector, ProblemsFound
from reportgen.model.language import PROFILES, parse_language
from reportgen.project.files import FileReader
from reportgen.project.languages import load_languages
from reportgen.project.load import load_project
from reportgen.project.places import LANGUAGES_FILE
from tests.golden.small import copy_project

TAIWAN = """# ours
[zh-Hant-TW]
name = "繁體中文（臺灣）"
script = "Hant"
office = "zh-TW"
quotes = "「」『』"
like = "zh-Hant"
derived_from = ["zh-Hant"]

[zh-Hant-TW.chinese]
from_simplified = "s2twp"
"""


def faults_of(tmp_path: Path, text: str) -> list[str]:
    """What is said about a file, with its line."""
    (tmp_path / LANGUAGES_FILE).write_text(text, encoding="utf-8")
    problems = Collector()
    load_languages(FileReader(tmp_path, problems))
    return [f"{found.location.line}: {found.message} [{found.code}]" for found in problems.diagnostics]


def test_a_project_without_a_file_has_the_languages_of_the_program(tmp_path: Path) -> None:
    """All of them, and no fault."""
    problems = Collector()
    assert load_languages(FileReader(tmp_path, problems)) == dict(PROFILES)
    assert problems.diagnostics == []


def test_own_languages_come_after_the_program_s(tmp_path: Path) -> None:
    """With the tables of the language that they are like, but for those of their own."""
    (tmp_path / LANGUAGES_FILE).write_text(TAIWAN, encoding="utf-8")
    files = FileReader(tmp_path, Collector())
    languages = load_languages(files)
    taiwan = languages["zh-Hant-TW"]
    assert [*languages] == [*PROFILES, "zh-Hant-TW"]
    assert taiwan.dates == PROFILES["zh-Hant"].dates
    assert taiwan.chinese
    assert (taiwan.chinese.from_simplified, taiwan.chinese.steps) == ("s2twp", ())
    assert files.problems.diagnostics == []
    assert [*files.digests] == [LANGUAGES_FILE]


def test_a_tag_outranks_the_alias_of_another_language(tmp_path: Path) -> None:
    """`en-gb` is what people type for English, and for British English where a project has it."""
    british = '[en-GB]\nlike = "en"\nname = "British"\nscript = "Latn"\noffice = "en-GB"\nquotes = "‘’“”"\n'
    assert faults_of(tmp_path, british) == []
    languages = load_languages(FileReader(tmp_path, Collector()))
    assert [parse_language(typed, languages).tag for typed in ("en-GB", "en_gb", "en-HK")] == ["en-GB", "en-GB", "en"]
    assert parse_language("en-gb").tag == "en"


def test_labels_have_the_words_of_a_broader_language(tmp_path: Path) -> None:
    """Where the labels have none in `en-GB`, documents print those in `en`."""
    root = copy_project(tmp_path / "project")
    british = '[en-GB]\nlike = "en"\nname = "British"\nscript = "Latn"\noffice = "en-GB"\nquotes = "‘’“”"\n'
    (root / LANGUAGES_FILE).write_text(british, encoding="utf-8")
    for path in (root / "content").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"\ben:", "en-GB:", text).replace("[en,", "[en-GB,"), encoding="utf-8")
    for path in (root / "glossary").glob("*.csv"):
        header, rest = path.read_text(encoding="utf-8").split("\n", 1)
        path.write_text(re.sub(r"\ben(?=,|_)", "en-GB", header) + "\n" + rest, encoding="utf-8")
    labels = load_project(root).labels
    assert all(label.root["en-GB"] == label.root["en"] for label in labels.values())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('office = "zh-TW"\n', "", ["2: the key 'office' is missing [missing-key]"]),
        ("like", "likes", ["7: unknown key 'likes' [unknown-key]"]),
        ("「」『』", "「」", ["6: there are 2 of 4 [wrong-value]"]),
        ('"zh-Hant"\nderived', '"zh-hant"\nderived', ["7: 'zh-hant' is no language to be like [wrong-value]"]),
        ('["zh-Hant"]', '["en"]', ["8: zh-Hant-TW cannot be derived from en [wrong-value]"]),
        ("like", 'aliases = ["tc"]\nlike', ["7: 'tc' is taken by zh-Hant [wrong-value]"]),
        ("[zh-Hant-TW", "[zh-Hant", ["2: the language 'zh-Hant' is there already [wrong-value]"]),
        ("[zh-Hant-TW", "['../x'", ["2: '../x' is not a language tag [wrong-value]"]),
        ('"zh-TW"', "5", ["5: 'office' should be a text in quotation marks [wrong-value]"]),
        ('["zh-Hant"]', '"zh-Hant"', ["8: 'derived_from' should be a list [wrong-value]"]),
        ("[zh-Hant-TW.chinese]\nfrom", "chinese = 1\nfrom", ["10: 'chinese' should be a table [wrong-value]"]),
        ("[zh-Hant-TW.chinese]\nfrom", "money = 1\nfrom", ["10: 'money' should be a table [wrong-value]"]),
        (
            "[zh-Hant-TW.chinese]",
            "[zh-Hant-TW.numbers]\nlarge = [[4, 'x']]\n[zh-Hant-TW.chinese]",
            ["11: an entry of 'large' is [exponent, name, decimals] [wrong-value]"],
        ),
        ('"zh-TW"', "zh-TW", ["5: the file cannot be read: invalid value [toml-syntax]"]),
        (
            "[zh-Hant-TW.chinese]",
            '[zh-Hant-TW.bounds]\nfrom = "{from}起"\nsince = "{}"\nby = "{}"\n[zh-Hant-TW.chinese]',
            ["10: '{from}起' has the unknown place {from} [wrong-value]"],
        ),
        (
            "[zh-Hant-TW.chinese]",
            '[zh-Hant-TW.dates]\nday = "{year}"\n[zh-Hant-TW.chinese]',
            [
                "10: there is no form for month, quarter, half, year, early, mid, end, financial-year [wrong-value]",
            ],
        ),
    ],
)
def test_a_fault_is_told_at_its_line(tmp_path: Path, old: str, new: str, expected: list[str]) -> None:
    """What is missing, unknown, taken, or no form."""
    assert old in TAIWAN
    found = faults_of(tmp_path, TAIWAN.replace(old, new))
    assert [line for line in found if line in expected] == expected, found


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """Those of the languages together with those of the content."""
    root = copy_project(tmp_path / "project")
    (root / LANGUAGES_FILE).write_text(TAIWAN.replace("quotes", "marks").replace("name =", "names ="), encoding="utf-8")
    meeting = root / "content/meeting.yaml"
    meeting.write_text(meeting.read_text(encoding="utf-8").replace("chairs:", "chair:"), encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_project(root)
    told = {(problem.location.path, problem.code) for problem in found.value.diagnostics}
    assert {
        (LANGUAGES_FILE, "unknown-key"),
        (LANGUAGES_FILE, "missing-key"),
        ("content/meeting.yaml", "unknown-key"),
    } <= told


def test_languages_travel_to_other_processes(tmp_path: Path) -> None:
    """A project with its languages pickles, and is the same on the other side."""
    root = copy_project(tmp_path / "project")
    project = load_project(root)
    assert pickle.loads(pickle.dumps(project)).languages == project.languages
