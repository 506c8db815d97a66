"""A proof sheet goes out, is filled in, is saved by LibreOffice, and comes back: just what was corrected changes."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reportgen.diagnostics import Collector
from reportgen.exchange.proof.compare import compare_sheets
from reportgen.exchange.proof.files import read_sheet, write_sheet
from reportgen.exchange.proof.returned import NoteKind
from reportgen.exchange.proof.rows import proof_sheet
from reportgen.exchange.translations import changed_files
from reportgen.project.approvals import Signature
from reportgen.project.load import load_project
from tests.exchange.proof.copies import COPIES, WordCopy
from tests.golden.small import copy_project
from tests.support.other_programs import SOFFICE, converted_by_libreoffice

YOUTH = "content/sectors/youth.yaml"
CORRECTIONS = (
    ("兩地青年互相學習", "correction", "兩地青年一起學習"),
    ("提供約1 000個實習名額。", "correction", "提供約 → 現提供約"),
    ("現提供實習名額。", "zh-Hant", "現正提供實習名額。"),
)
CHANGED = (
    ("互相學習", "一起學習"),
    ("\n        提供約1 000個", "\n        現提供約1 000個"),
    ("現提供實習", "現正提供實習"),
)

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed"),
]


def _saved(data: bytes, name: str, to: str, folder: Path) -> bytes:
    """A file as LibreOffice saves it with the ending `to`."""
    try:
        ((_, saved),) = converted_by_libreoffice({name: data}, to[1:], folder).items()
    except (FileNotFoundError, subprocess.CalledProcessError):
        if name.endswith(".docx"):
            raise
        pytest.skip("LibreOffice Calc is not installed")
    return saved


@pytest.mark.parametrize(
    ("kind", "suffix"), [*((kind, kind.suffix) for kind in COPIES.values()), (COPIES[".xlsx"], ".ods")]
)
def test_three_corrections_change_three_lines_and_the_comment_is_shown(kind: Any, suffix: str, tmp_path: Path) -> None:
    """Ticks, the reader's name and a struck word come back too, and the names of the glossary stay references."""
    root = copy_project(tmp_path / "project")
    project = load_project(root)
    copy = kind(write_sheet(proof_sheet(project, "youth", "zh-Hant"), kind.suffix))
    copy.tick("自2019年起提供名額")
    copy.sign("陳大文", "2026-11-29")
    copy.comment("兩地青年互相學習", "zh-Hant", "語氣是否合適？", "Lee")
    copy.strike("始於2019年。", "zh-Hant", "。")
    for words, column, text in CORRECTIONS:
        copy.write(words, column, text)
    path = tmp_path / f"back{suffix}"
    path.write_bytes(_saved(copy.data, f"back{kind.suffix}", suffix, tmp_path / "office"))
    problems = Collector()
    sheet = read_sheet(path, project.languages, problems)
    assert sheet, problems.diagnostics
    outcome = compare_sheets([sheet], project, problems, today=date(2026, 11, 30))
    assert problems.diagnostics == []
    expected = (root / YOUTH).read_text(encoding="utf-8")
    for old, new in (*CHANGED, ("始於2019年。", "始於2019年")):
        assert old in expected
        expected = expected.replace(old, new, 1)
    assert {name: data.decode() for name, data in changed_files(project, outcome.changes).items()} == {YOUTH: expected}
    notes = {note.kind: note for note in outcome.notes}
    assert set(notes) == {NoteKind.COMMENT, NoteKind.STRUCK}
    assert notes[NoteKind.COMMENT].text == "語氣是否合適？"
    assert notes[NoteKind.STRUCK].text == "。"
    (signed,) = outcome.signed
    assert (signed.pair.wording, signed.signature) == ("自2019年起提供名額", Signature("陳大文", date(2026, 11, 29)))


def test_tracked_changes_and_comments_keep_their_authors(tmp_path: Path) -> None:
    """Also when LibreOffice has saved them anew, whole sheet and all."""
    project = load_project(copy_project(tmp_path / "project"))
    copy = WordCopy(write_sheet(proof_sheet(project, "meeting", "zh-Hans"), ".docx"))
    copy.track("其他官员", "zh-Hans", "官员", "人员", "Lee")
    copy.comment("其他官員", "zh-Hant", "OK", "Chan")
    path = tmp_path / "back.docx"
    path.write_bytes(_saved(copy.data, path.name, ".docx", tmp_path / "office"))
    problems = Collector()
    sheet = read_sheet(path, project.languages, problems)
    assert sheet
    outcome = compare_sheets([sheet], project, problems, today=date(2026, 11, 30))
    assert problems.diagnostics == []
    assert [(change.language, change.new) for change in outcome.changes] == [("zh-Hans", "其他人员")]
    assert {(note.kind, note.text, note.author) for note in outcome.notes} == {
        (NoteKind.DELETED, "官员", "Lee"),
        (NoteKind.INSERTED, "人员", "Lee"),
        (NoteKind.COMMENT, "OK", "Chan"),
    }
