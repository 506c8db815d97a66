"""A register, which prints the texts of another language in its own forms, is made when it is asked for."""

from __future__ import annotations

import io
import shlex
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

from reportgen.cli.main import app
from tests.support.meetings import ENGLISH, make_meeting
from tests.support.office import parts_of

BRITISH = """\
[en-GB]
name = "British English"
script = "Latn"
office = "en-GB"
quotes = "‘’“”"
like = "en"
variant_of = "en"
aliases = ["uk"]
[en-GB.dates]
day = "{day} {month} {year}"
month = "{month} {year}"
quarter = "{ordinal} quarter of {year}"
half = "{half} half of {year}"
year = "{year}"
early = "early {year}"
mid = "mid-{year}"
end = "end-{year}"
financial-year = "{year}/{next_two}"
"""
CHINESE = {
    "content/meeting.yaml": """\
id: harbour-2024
title: {zh-Hant: 港口會議}
date: 2024-05-14
languages: [zh-Hant, zh-Hans]
sectors: [ferries]
""",
    "content/sectors/ferries.yaml": """\
id: ferries
title: {zh-Hant: 渡輪}
headline: {zh-Hant: 夜間渡輪啟航}
summary: {zh-Hant: 互聯網售票已經開始。}
agreements:
  - document: {zh-Hant: 夜間渡輪備忘錄}
    parties: [{zh-Hant: 港務局}, {zh-Hant: 渡輪公司}]
    date: 2024-05-14
""",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The English meeting with a register of its own."""
    make_meeting(tmp_path, ENGLISH)
    (tmp_path / "languages.toml").write_text(BRITISH, encoding="utf-8")
    return tmp_path


def run(root: Path, line: str, code: int = 0) -> str:
    """What a command prints."""
    done = CliRunner().invoke(app, shlex.split(f"{line} --project {root}"))
    assert done.exit_code == code, done.output
    return done.output


def words(root: Path, language: str) -> str:
    """The tables of a summary, as one string without no-break spaces."""
    document = docx.Document(io.BytesIO((root / f"out/ferries/ferries-summary.{language}.docx").read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*cells, *(each.text for each in document.paragraphs)]).replace("\u00a0", " ")


@pytest.mark.parametrize("asked", ["en-GB", "uk"])
def test_a_register_prints_the_texts_of_its_language_in_its_own_forms(root: Path, asked: str) -> None:
    """Under its own tag, in the file's name and for Office; and what was made is up to date the next time."""
    run(root, f"summary --lang {asked} --lang en")
    assert "14 May 2024" in words(root, "en-GB")
    assert "Both ports have repaired their piers" in words(root, "en-GB")
    assert "May 14, 2024" in words(root, "en")
    styles = parts_of((root / "out/ferries/ferries-summary.en-GB.docx").read_bytes())["word/styles.xml"]
    assert b'w:val="en-GB"' in styles
    assert "1 unchanged" in run(root, f"summary --lang {asked}")


def test_a_register_is_made_when_asked_for_alone_and_is_not_stale_then(root: Path) -> None:
    """A plain build makes the languages of the meeting."""
    run(root, "build")
    assert not (root / "out/ferries/ferries-summary.en-GB.docx").exists()
    run(root, "summary --lang en-GB")
    run(root, "clean")
    assert (root / "out/ferries/ferries-summary.en-GB.docx").exists()
    assert "it has en, en-GB" in run(root, "build --lang zh-Hans-HK", 2)


def test_a_change_of_a_text_or_of_its_forms_makes_a_register_again(root: Path) -> None:
    """A text that has an error keeps it from being made, as it does its language."""
    run(root, "summary --lang en-GB")
    (root / "languages.toml").write_text(BRITISH.replace('"{day} {month}', '"{day}. {month}'), encoding="utf-8")
    run(root, "summary --lang en-GB")
    assert "14. May 2024" in words(root, "en-GB")
    sector = root / "content/sectors/ferries.yaml"
    text = sector.read_text(encoding="utf-8")
    sector.write_text(text.replace("their piers", "all piers"), encoding="utf-8")
    run(root, "summary --lang en-GB")
    assert "repaired all piers" in words(root, "en-GB")
    sector.write_text(text.replace("Both ports have repaired their piers.", "'Of [[nobody]].'"), encoding="utf-8")
    assert "nobody" in run(root, "summary --lang en-GB", 1)
    assert "nobody" in run(root, "check --lang en-GB", 1)


def test_a_chinese_register_is_derived_from_what_its_language_is_derived_from(tmp_path: Path) -> None:
    """The Simplified characters of Hong Kong's own pages keep Hong Kong's words."""
    root = make_meeting(tmp_path, CHINESE)
    run(root, "summary --lang zh-Hans --lang zh-Hans-HK")
    assert "互联网售票已经开始" in words(root, "zh-Hans")
    assert "互联网售票已经开始" in words(root, "zh-Hans-HK")
    assert "夜间渡轮" in words(root, "zh-Hans-HK")
