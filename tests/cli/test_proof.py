"""`proof`: sheets go out to readers and come back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.exchange.proof.copies import WordCopy
from tests.golden.small import files_below

YOUTH = "content/sectors/youth.yaml"
SHEET = "proofs/youth-proof.zh-Hant.docx"


@pytest.fixture
def filled(shell: Shell) -> Shell:
    """A shell where a sheet has come back: a text and a name corrected, a text signed, a remark, a tick."""
    assert shell("proof -s youth -l tc --format docx").lines == [SHEET, "1 sheet; reportgen proof import takes it back"]
    path = shell.root / SHEET
    copy = WordCopy(path.read_bytes())
    copy.write("兩地青年互相學習", "correction", "互相 → 一起")
    copy.write("貿議會", "correction", "議會")
    copy.write("實習名額", "remarks", "名額或有變。")
    copy.comment("提供名額", "zh-Hant", "是否「增設」？", "Lee")
    copy.tick("新一輪申請")
    copy.sign("陳大文", "29/11/2026")
    path.write_bytes(copy.data)
    return shell


def test_a_sheet_for_each_language_in_both_formats(shell: Shell) -> None:
    """Of the sectors that are named; names of files say what they are."""
    done = shell("proof -s youth -s overview")
    assert done.code == 0
    names = [f"{sector}-proof.{tag}.{end}" for sector in ("youth", "overview") for tag in ("en", "zh-Hant", "zh-Hans")
             for end in ("docx", "xlsx")]  # fmt: skip
    assert done.lines == [*(f"proofs/{name}" for name in names), "12 sheets; reportgen proof import takes them back"]
    assert sorted(files_below(shell.root / "proofs")) == sorted(names)
    assert shell("verify").err.count("unrecorded") == 0


def test_what_would_change_is_shown_first(filled: Shell) -> None:
    """With --dry-run nothing is written, and the same is said."""
    before = files_below(filled.root)
    done = filled(f"proof import {SHEET} --dry-run")
    assert (done.code, done.err) == (0, "")
    assert done.lines == [
        "content/sectors/youth.yaml:7 › headline › zh-Hant",
        "  - 兩地青年互相學習",
        "  + 兩地青年一起學習",
        "name council › zh-Hant_short",
        "  - 貿議會",
        "  + 議會",
        f"{SHEET} › row 6: remark by 陳大文 on '實習名額': 名額或有變。",
        f"{SHEET} › row 10: comment by Lee 2026-11-30 on '提供名額': 是否「增設」？",
        "1 text and 1 name changed, 1 signed off (陳大文 2026-11-29), 2 remarks, 21 untouched",
        "nothing is written yet (--dry-run)",
    ]
    assert files_below(filled.root) == before


def test_just_that_is_changed(filled: Shell) -> None:
    """A line of the content, a cell of the glossary, a signature; the remarks stand in a table beside the sheet."""
    before = {path: data.decode() for path, data in files_below(filled.root).items() if path.endswith(("yaml", "csv"))}
    report = filled(f"proof import {SHEET} --json").report
    names = ["content/approvals.yaml", YOUTH, "glossary/bodies.csv", f"{SHEET}.remarks.csv"]
    assert report["written"] == sorted(names)
    assert [each["name"] for each in report["signed"]] == ["陳大文"]
    after = {path: (filled.root / path).read_text(encoding="utf-8") for path in (*before, *names)}
    assert after.pop(f"{SHEET}.remarks.csv").startswith("\ufeffsheet,row,kind")
    assert "2026-11-29 陳大文" in after.pop("content/approvals.yaml")
    assert after == before | {
        YOUTH: before[YOUTH].replace("互相學習", "一起學習", 1),
        "glossary/bodies.csv": before["glossary/bodies.csv"].replace(",貿議會,", ",議會,", 1),
    }
    again = filled(f"proof import {SHEET}")
    assert again.code == 0
    assert "0 texts and 0 names changed, 1 signed off" in again.out


def test_a_conflict_is_shown_and_the_rest_is_taken(filled: Shell) -> None:
    """What was changed meanwhile stays; the command ends with status 1."""
    path = filled.root / YOUTH
    path.write_text(path.read_text(encoding="utf-8").replace("兩地青年互相學習", "兩地青年交流"), encoding="utf-8")
    done = filled(f"proof import {SHEET}")
    assert done.code == 1
    assert "[import-conflict]" in done.err
    assert "1 refused" in done.out
    assert "兩地青年交流" in path.read_text(encoding="utf-8")
    assert ",議會," in (filled.root / "glossary/bodies.csv").read_text(encoding="utf-8")


def test_a_sheet_that_somebody_wrote_in_is_not_replaced(filled: Shell) -> None:
    """Unless it is asked for."""
    data = (filled.root / SHEET).read_bytes()
    done = filled("proof -s youth -l tc")
    assert done.code == 1
    assert "somebody has written in the sheet" in done.err
    assert (filled.root / SHEET).read_bytes() == data
    assert filled("proof -s youth -l tc --force --quiet").out == ""
    assert (filled.root / SHEET).read_bytes() != data


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("proof -s nowhere", 2, "unknown sector 'nowhere'"),
        ("proof -l fr", 2, "unknown language 'fr'"),
        ("proof --format pdf", 2, "unknown format 'pdf'"),
        ("proof -s youth --out content", 2, "among the project's own files"),
        ("proof import nothing.docx", 1, "the file is missing"),
        ("proof import templates/summary.docx", 1, "holds no rows of a proof sheet"),
        ("proof import templates/deck.pptx", 1, "is no format of a proof sheet"),
        ("proof import content/meeting.docx", 1, "is no Word document that can be opened"),
    ],
)
def test_wrong_use_is_told_in_a_line(shell: Shell, line: str, code: int, words: str) -> None:
    """And nothing is written."""
    (shell.root / "content/meeting.docx").write_bytes(b"no zip")
    before = files_below(shell.root)
    done = shell(line)
    assert (done.code, words in done.err) == (code, True), done.err
    assert files_below(shell.root) == before


def test_the_object_says_what_the_lines_say(filled: Shell) -> None:
    """Notes and signatures with their parts, for a program that collects them."""
    report = json.loads(filled(f"proof import {SHEET} -n --json").out)
    assert [(note["kind"], note["author"]) for note in report["notes"]] == [("remark", "陳大文"), ("comment", "Lee")]
    assert report["changed"][0]["new"] == "兩地青年一起學習"
    assert Path(report["changed"][0]["place"]).parts[0] == "content"
