"""`convert`: files beside the old ones, standard input to standard output, and what is said about it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from lxml import etree
from typer.testing import CliRunner

from reportgen.cli.main import app
from tests.cli.conftest import Done, Shell
from tests.support.cxml import qn
from tests.support.office import docx_of, parts_of, texts, with_xml


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder far from any project, with a text and a letter in it."""
    (tmp_path / "a.txt").write_text("兩地合作\n帳戶\n", encoding="utf-8")
    (tmp_path / "letter.docx").write_bytes(docx_of("兩地合作", "English"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(line: str, given: bytes = b"") -> Done:
    """Run `reportgen` with the words of a line and some standard input."""
    result = CliRunner().invoke(app, line.split(), input=given)
    return Done(result.exit_code, result.stdout, result.stderr)


def test_the_new_file_stands_beside_the_old_one(place: Path) -> None:
    """The old one is as it was; without a project that is said."""
    before = (place / "letter.docx").read_bytes()
    done = run("convert letter.docx --to sc")
    assert done.code == 0
    assert "no project" in done.err
    assert done.lines[-1].startswith("letter.docx → letter.zh-Hans.docx: 1 change")
    assert (place / "letter.docx").read_bytes() == before
    assert "两地合作" in texts((place / "letter.zh-Hans.docx").read_bytes())


def test_standard_input_to_standard_output(place: Path) -> None:
    """The text alone on standard output, everything else on standard error."""
    line = "convert - --to zh-Hans --explain"
    result = CliRunner().invoke(app, line.split(), input="兩地\r\n".encode())
    assert result.exit_code == 0
    assert result.stdout_bytes == "两地\r\n".encode()
    assert "兩 → 两  characters (built in)" in result.stderr


def test_the_projects_glossary_is_used(shell: Shell) -> None:
    """And what stands where in it is said."""
    (shell.root / "a.txt").write_text("香港貿易議會", encoding="utf-8")
    done = shell("convert a.txt --to zh-Hans --explain")
    assert done.code == 0, done.err
    assert "no project" not in done.err
    assert "(glossary/bodies.csv:2)" in done.out


def test_check_only_reports(place: Path) -> None:
    """Status 1 when anything would change, 0 when nothing would; nothing is written."""
    before = sorted(place.iterdir())
    done = run("convert a.txt --to zh-Hans --check")
    assert done.code == 1
    assert "    line 1" in done.lines
    assert sorted(place.iterdir()) == before
    (place / "b.txt").write_text("两地合作", encoding="utf-8")
    assert run("convert b.txt --to zh-Hans --check").code == 0
    assert run("convert b.txt --to zh-Hans --from zh-Hant --check").code == 0


def test_json_has_every_change_for_itself(place: Path) -> None:
    """One object on standard output, whether a file is written or not."""
    for line in ("convert letter.docx --to sc --json --check", "convert letter.docx --to sc --json"):
        report = json.loads(run(line).out)
        assert (report["source"], report["target"]) == ("zh-Hant", "zh-Hans")
        (change,) = report["changes"]
        assert (change["source"], change["target"], change["rule"]) == ("兩", "两", "characters")
        assert change["location"]["steps"] == ["body", "paragraph 1"]
    assert report["written"] == "letter.zh-Hans.docx"


def test_files_that_are_there_stay(place: Path) -> None:
    """The input always; another file of the new name unless it is named or --force is given."""
    assert run("convert a.txt --to sc --out a.txt").code == 2
    os.link(place / "a.txt", place / "same.txt")
    assert run("convert a.txt --to sc --out same.txt --force").code == 2
    (place / "a.zh-Hans.txt").write_text("mine", encoding="utf-8")
    done = run("convert a.txt --to sc")
    assert done.code == 1
    assert "[already-there]" in done.err
    assert (place / "a.zh-Hans.txt").read_text(encoding="utf-8") == "mine"
    assert run("convert a.txt --to sc --force").code == 0
    assert run("convert a.txt --to sc --out a.zh-Hans.txt").code == 0
    assert (place / "a.zh-Hans.txt").read_text(encoding="utf-8") == "两地合作\n账户\n"


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("convert none.docx --to sc", 1, "none.docx: error: the file is missing"),
        ("convert folder --to sc", 1, "folder: error: the file cannot be read (it is a folder, not a file)"),
        ("convert pipe.txt --to sc", 1, "pipe.txt: error: the file cannot be read (it is a pipe, not a file)"),
        ("convert a.pdf --to sc", 1, "[unknown-kind]"),
        ("convert fake.docx --to sc", 1, "fake.docx: error: cannot be converted: it is no Word"),
        ("convert a.docm --to sc", 1, "[not-a-template]"),
        ("convert latin1.txt --to sc", 1, "latin1.txt:1: error: the file is not UTF-8"),
        ("convert a.txt --to en", 2, "unknown language 'en'"),
        ("convert a.txt --to tc", 1, "[already-converted]"),
        ("convert a.txt --to sc --from sc", 2, "of one script"),
        ("convert letter.docx --to sc --out letter.txt", 2, "a .docx file stays one"),
        ("convert a.txt --to sc --out - --json", 2, "--json"),
        ("convert a.txt --to sc --out a.txt/b.txt", 1, "[not-written]"),
        ("convert a.txt --to sc --project nowhere", 1, "[no-project]"),
    ],
)
def test_what_cannot_be_done_is_one_line(place: Path, line: str, code: int, words: str) -> None:
    """Status, place and reason; nothing is written, nothing hangs."""
    (place / "folder").mkdir()
    os.mkfifo(place / "pipe.txt")
    (place / "a.pdf").write_bytes(b"%PDF")
    (place / "fake.docx").write_bytes(b"text")
    (place / "a.docm").write_bytes(docx_of("兩"))
    (place / "latin1.txt").write_bytes(b"caf\xe9")
    before = sorted(place.iterdir())
    done = run(line)
    assert done.code == code, done.err
    assert words in done.err
    assert done.out == ""
    assert "Traceback" not in done.err
    assert sorted(place.iterdir()) == before


def test_what_a_person_should_look_at_is_explained_first(shell: Shell) -> None:
    """Names, words by their sense, words that were left; plain characters last."""
    (shell.root / "a.txt").write_text("香港貿易議會發放消息，兩地資訊", encoding="utf-8")
    done = shell("convert a.txt --to zh-Hans --explain")
    headings = [line for line in done.lines if line.endswith(":")]
    assert headings[0] == "Names:"
    assert headings[-1] == "Characters and typography:"
    found = json.loads(shell("convert a.txt --to zh-Hans --out b.txt --json").out)["changes"]
    assert {each["attention"] for each in found} >= {"name", "plain"}


def test_a_review_is_a_word_file_with_tracked_changes(shell: Shell) -> None:
    """It is the only file that is written; other kinds of files have no tracked changes."""
    (shell.root / "glossary/vocabulary.csv").write_text(
        "zh-Hant,zh-Hans,direction,action,note,source\n的士,出租车,both,convert,,\n", encoding="utf-8"
    )
    (shell.root / "letter.docx").write_bytes(docx_of("他乘的士離開"))
    (shell.root / "a.txt").write_text("兩地", encoding="utf-8")
    done = shell("convert letter.docx --to zh-Hans --review looked.docx")
    assert done.code == 0, done.err
    assert (shell.root / "looked.docx").exists()
    assert not (shell.root / "letter.zh-Hans.docx").exists()
    assert "word/comments.xml" in parts_of((shell.root / "looked.docx").read_bytes())
    for line in ("a.txt --review b.docx", "letter.docx --review b.docx --out c.docx"):
        assert shell(f"convert {line} --to zh-Hans").code == 2


def test_what_a_person_decided_is_learned(shell: Shell) -> None:
    """`--check` only says it; afterwards the vocabulary has the row and its sentence."""
    table = shell.root / "glossary/vocabulary.csv"
    table.write_text("zh-Hant,zh-Hans,direction,action,note,source\n的士,出租车,both,convert,,\n", encoding="utf-8")
    (shell.root / "letter.docx").write_bytes(docx_of("他的士別三日，刮目相看。"))
    assert shell("convert letter.docx --to zh-Hans --review looked.docx").code == 0

    def reject(root: etree._Element) -> None:
        deleted, inserted = next(root.iter(qn("w:del"))), next(root.iter(qn("w:ins")))
        deleted[0][0].tag = qn("w:t")
        deleted.addprevious(deleted[0])
        for element in (deleted, inserted):
            element.getparent().remove(element)

    looked = shell.root / "looked.docx"
    looked.write_bytes(with_xml(looked.read_bytes(), "word/document.xml", reject))
    before = table.read_bytes()
    assert shell("convert looked.docx --to zh-Hans --learn --check").code == 1
    assert table.read_bytes() == before
    done = shell("convert looked.docx --to zh-Hans --learn")
    assert done.code == 0, done.err
    assert "rejected: 的士 → 的士" in done.lines
    assert "他的士別,他的士别,to-hans,convert,,looked through in looked.docx," in table.read_text(encoding="utf-8")
    assert shell("convert letter.docx --to zh-Hans --json").code == 0
    assert "出租车" not in "".join(texts((shell.root / "letter.zh-Hans.docx").read_bytes()))
    (shell.root / "a.txt").write_text("兩地", encoding="utf-8")
    for line in ("a.txt --learn", "looked.docx --learn --out b.docx"):
        assert shell(f"convert {line} --to zh-Hans").code == 2
