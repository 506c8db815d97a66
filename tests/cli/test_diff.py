"""`diff`: what has moved between two meetings, for people, for programs, in Word and on slides."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from pptx import Presentation

from tests.cli.conftest import Shell
from tests.support.meetings import harbour_forums


@pytest.fixture
def forums(tmp_path: Path) -> str:
    """The folders of two meetings, as words of a command."""
    return " ".join(map(str, harbour_forums(tmp_path / "forums")))


def test_people_read_what_has_become_of_each_step(shell: Shell, forums: str) -> None:
    """In their language, with names as they are printed; a guess says that it is one."""
    done = shell(f"diff {forums}")
    assert (done.code, done.err) == (0, "")
    first = done.lines[0].replace("\u00a0", " ")
    assert first == "From First Harbour Forum, May 14, 2024, to Second Harbour Forum, May 20, 2025"
    assert "3 done, 1 under way, 1 still ahead, 2 no longer mentioned, 1 new" in done.lines[1]
    assert "  ● Done (a guess)         school › Open the courses" in done.lines
    assert "      - The Eastport Harbour Board (EHB) studies a second pier." in done.lines
    assert done.lines[-1] == "29 differences"


def test_wordings_are_told_in_each_language_as_they_are_written(shell: Shell, forums: str) -> None:
    """Also those that the language of the command does not have."""
    lines = shell(f"diff {forums} --lang sc").lines
    place = next(index for index, line in enumerate(lines) if line.endswith("› place"))
    assert [line.strip() for line in lines[place + 1 : place + 5]] == [
        "en  - Eastport", "en  + Westport", "zh-Hant  - 東埠", "zh-Hant  + 西埠",
    ]  # fmt: skip


def test_programs_read_each_change(shell: Shell, forums: str) -> None:
    """With ids, both values and whether it is a guess."""
    changes = shell(f"diff {forums} --json").report["changes"]
    (change,) = (one for one in changes if (one["id"], one["part"]) == ("night-ferry", "steps"))
    assert change["what"] == "done"
    assert change["after"]["zh-Hant"] == "夜間渡輪自2024年7月起每晚行走。"
    assert (change["sector"], change["guess"]) == ("ferries", False)


@pytest.mark.parametrize(
    ("tag", "title", "row"),
    [
        ("en", "What has moved", ["1\u00a0 Joint ticket", "● Done"]),
        ("zh-Hant", "進展及變動", ["1\u00a0 聯票", "● 已完成"]),
        ("zh-Hans", "进展及变动", ["1\u00a0 联票", "● 已完成"]),
    ],
)
def test_a_word_page_and_slides_are_filled_templates(
    shell: Shell, forums: str, tag: str, title: str, row: list[str]
) -> None:
    """A table for each part of the content; on slides one table with the part in front."""
    assert shell(f"diff {forums} --lang {tag} --out moved.docx --out moved.pptx").code == 0
    page = docx.Document(str(shell.root / "moved.docx"))
    assert title in [paragraph.text for paragraph in page.paragraphs]
    assert len(page.tables) == 9
    assert row in [[cell.text.strip("\u00a0") for cell in line.cells][:2] for line in page.tables[0].rows]
    deck = Presentation(str(shell.root / "moved.pptx"))
    assert deck.slides[0].shapes.title.text == title
    assert all(shape.has_table for slide in list(deck.slides)[1:] for shape in slide.shapes if shape.name == "Changes")


def test_nothing_has_moved_between_a_meeting_and_itself(shell: Shell, forums: str) -> None:
    """And the documents say so by having no rows."""
    first = forums.split()[0]
    assert shell(f"diff {first} {first}").lines[1:] == ["0 differences"]
    assert shell(f"diff {first} {first} --out moved.docx").code == 0
    assert docx.Document(str(shell.root / "moved.docx")).tables == []


@pytest.mark.parametrize(
    ("words", "said"),
    [("--out moved.xlsx", "is no Word or PowerPoint file"), ("--lang fr", "unknown language 'fr'")],
)
def test_wrong_use_is_told(shell: Shell, forums: str, words: str, said: str) -> None:
    """In a line, with exit status 2."""
    done = shell(f"diff {forums} {words}")
    assert (done.code, said in done.err) == (2, True)


def test_faults_of_both_meetings_are_told_with_their_folders(shell: Shell, tmp_path: Path) -> None:
    """Both have files of the same names."""
    first, second = harbour_forums(tmp_path / "forums")
    for folder in (first, second):
        (folder / "content/meeting.yaml").write_text("id: [", encoding="utf-8")
    done = shell(f"diff {first} {second} --json")
    assert done.code == 1
    places = [one["location"]["path"] for one in done.report["diagnostics"] if one["code"] == "yaml-syntax"]
    assert places == [f"{first.as_posix()}/content/meeting.yaml", f"{second.as_posix()}/content/meeting.yaml"]
