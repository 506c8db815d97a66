"""`translate`: texts out to translators and back."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportgen.cli.main import app
from tests.exchange.standards import xliff_faults
from tests.project.sample import write_project


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the smallest project, which is also the current one."""
    monkeypatch.chdir(write_project(tmp_path / "p"))
    return tmp_path / "p"


def _run(line: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, shlex.split(line))
    printed = result.stdout + result.stderr
    assert result.exit_code == code, printed
    return printed


def _translate(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_texts_go_out_and_come_back(root: Path) -> None:
    """The sector's texts are written, and importing the file unchanged writes nothing."""
    before = (root / "content/sectors/youth.yaml").read_bytes()
    assert (
        _run("translate export --sector youth --lang tc ../y.xlf")
        == "texts: 24 (24 translated); words: 29; in ../y.xlf\n"
    )
    data = (root / "../y.xlf").read_bytes()
    assert xliff_faults(data) == []
    assert "At most 56 characters" in data.decode()
    assert _run("translate import ../y.xlf") == "0 changed, 24 untouched, 0 untranslated\n"
    assert (root / "content/sectors/youth.yaml").read_bytes() == before


def test_a_translation_is_shown_and_written(root: Path) -> None:
    """--dry-run shows old and new with the place; without it the line of the text changes."""
    path = root / "content/sectors/youth.yaml"
    before = path.read_text(encoding="utf-8")
    _run("translate export --sector youth --lang zh-Hant ../y.xlf")
    _translate(root / "../y.xlf", "互相學習", "一起學習")
    printed = _run("translate import ../y.xlf --dry-run")
    assert "content/sectors/youth.yaml:3 › headline › zh-Hant\n  - 兩地青年互相學習\n  + 兩地青年一起學習\n" in printed
    assert path.read_text(encoding="utf-8") == before
    report = json.loads(_run("translate import ../y.xlf --json"))
    assert report["written"] == ["content/sectors/youth.yaml"]
    assert path.read_text(encoding="utf-8") == before.replace("互相學習", "一起學習")


def test_stale_texts_end_with_status_1_and_the_others_are_written(root: Path) -> None:
    """One bad text does not spoil the others, and is not passed over."""
    path = root / "content/sectors/youth.yaml"
    _run("translate export --sector youth --lang zh-Hant ../y.xlf")
    _translate(root / "../y.xlf", "互相學習", "一起學習")
    _translate(root / "../y.xlf", ">總覽<", ">一覽<")
    _translate(path, "Young people", "The young")
    printed = _run("translate import ../y.xlf", 1)
    assert "[stale-translation]" in printed
    assert "1 changed, 22 untouched, 0 untranslated, 1 refused" in printed
    assert "互相學習" in path.read_text(encoding="utf-8")
    assert "zh-Hant: 一覽" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("translate export ../y.xlf --lang en", 2, "from English, not into 'en', but into zh-Hant, zh-Hans"),
        ("translate export ../y.xlf --lang fr", 2, "unknown language 'fr'"),
        ("translate export ../y.doc --lang tc", 2, "none of the endings"),
        ("translate export content/y.xlf --lang tc", 2, "among the project's own files"),
        ("translate export ../y.xlf --lang tc --sector yout", 2, "unknown sector 'yout'"),
        ("translate import ../none.xlf", 1, "the file is missing"),
        ("translate import content/meeting.yaml", 1, "not well-formed XML"),
    ],
)
def test_wrong_use_and_wrong_files_have_their_exit_codes(root: Path, line: str, code: int, words: str) -> None:
    """2 for what was typed, 1 for what is in files."""
    assert words in _run(line, code)


@pytest.mark.parametrize("command", ["translate export --sector youth --lang tc ../y.xlf", "proof --sector youth"])
def test_texts_that_stand_in_a_spreadsheet_are_told_with_their_place(root: Path, command: str) -> None:
    """No translator and no reader takes an export for all there is."""
    (root / "data").mkdir()
    (root / "data/t.csv").write_text("name_en,name_zh-Hant\nTern,燕鷗\nGull,海鷗\n", encoding="utf-8")
    (root / "content/schema").mkdir(exist_ok=True)
    columns = "sector:\n  many: {type: table, columns: {name: {type: text}}}\n"
    (root / "content/schema/extra.yaml").write_text(columns, encoding="utf-8")
    sector = root / "content/sectors/youth.yaml"
    with sector.open("a", encoding="utf-8") as file:
        file.write("extra:\n  many:\n    rows: data/t.csv\n")
    line = sector.read_text(encoding="utf-8").splitlines().index("    rows: data/t.csv") + 1
    told = (
        f"content/sectors/youth.yaml:{line}: warning: 2 texts stand in a spreadsheet; translate and correct them there"
    )
    assert told in _run(command)


def test_a_project_of_one_chinese_sends_its_texts_out_and_takes_them_back(tmp_path: Path) -> None:
    """Also into a language that is new, in which its glossary has no names; and as proof sheets."""
    root, file = tmp_path / "one", tmp_path / "x.xlf"
    _run(f"new project {root} --lang zh-Hans --yes")
    for language in ("en", "zh-Hant"):
        _run(f"translate export --lang {language} {file} --project {root}")
        assert xliff_faults(file.read_bytes()) == []
        _run(f"translate import {file} --project {root}")
    assert "not into 'zh-Hans', but into another language" in _run(f"translate export -l sc {file} --project {root}", 2)
    _run(f"proof --project {root}")
    sheets = " ".join(map(str, sorted((root / "proofs").iterdir())))
    assert _run(f"proof import {sheets} --project {root}").startswith("0 texts and 0 names changed, 0 signed off")


def test_a_doubtful_translation_is_written_only_if_asked(root: Path) -> None:
    """It is told with unit and place, the others are taken; --accept-warnings takes it too."""
    path = root / "content/sectors/youth.yaml"
    _run("translate export --sector youth --lang zh-Hant ../y.xlf")
    _translate(root / "../y.xlf", "兩地青年互相學習", "兩地青年互相学習")
    _translate(root / "../y.xlf", ">總覽<", ">一覽<")
    printed = _run("translate import ../y.xlf", 1)
    assert "youth › headline: warning: the text at content/sectors/youth.yaml:6 › headline › zh-Hant: '学'" in printed
    assert "1 changed, 22 untouched, 0 untranslated, 1 held back" in printed
    assert "互相學習" in path.read_text(encoding="utf-8")
    assert "zh-Hant: 一覽" in path.read_text(encoding="utf-8")
    report = json.loads(_run("translate import ../y.xlf --json", 1))
    assert (report["held_back"], report["written"]) == (1, [])
    assert "[doubtful-text]" in _run("translate import ../y.xlf --accept-warnings")
    assert "互相学習" in path.read_text(encoding="utf-8")


def test_a_text_longer_than_the_file_said_is_held_back(root: Path) -> None:
    """The limit is the one that went out, counted as the documents print it."""
    _run("translate export --sector youth --lang zh-Hant ../y.xlf")
    _translate(root / "../y.xlf", "兩地青年互相學習", "學" * 57)
    assert "it has 57 characters, and the file said at most 56" in _run("translate import ../y.xlf", 1)
    _translate(root / "../y.xlf", "學" * 57, "學" * 55 + "ab")
    assert "1 changed" in _run("translate import ../y.xlf")


@pytest.mark.parametrize("version", ["1.2", "2.1", "2.2"])
def test_a_signature_comes_back_with_the_file(root: Path, version: str) -> None:
    """What is final is signed off by whom the command names, and goes out as final the next time."""
    _run(f"translate export --sector youth --lang zh-Hant --xliff {version} ../y.xlf")
    _translate(root / "../y.xlf", 'state="translated"', 'state="final"')
    printed = _run("translate import ../y.xlf --by 'Chan Tai Man'")
    assert "0 changed, 24 signed off, 24 untouched" in printed
    assert "Chan Tai Man" in (root / "content/approvals.yaml").read_text(encoding="utf-8")
    assert "0 changed, 24 untouched" in _run("translate import ../y.xlf")
    assert _run("translate export --sector youth --lang zh-Hant ../y.xlf").startswith("texts: 24 (24 final)")
    (root / "../y.xlf").unlink()
    printed = _run("translate export --sector youth --changed --lang zh-Hant ../y.xlf")
    assert printed == "no text waits for a translator into zh-Hant; nothing is written\n"
    assert not (root / "../y.xlf").exists()


def test_what_check_finds_goes_with_the_text(root: Path) -> None:
    """As a note of its unit, into the language in which it is written and into that converted from it."""
    path = root / "content/sectors/youth.yaml"
    _translate(path, "兩地青年互相學習", "兩地青年互相學習,合作")
    for language in ("zh-Hant", "zh-Hans"):
        _run(f"translate export --sector youth --lang {language} ../y.xlf")
        data = (root / "../y.xlf").read_text(encoding="utf-8")
        assert data.count("write the full-width mark [half-width-punctuation]") == 1
        assert xliff_faults(data.encode()) == []
