"""Files of every kind become the same numbered paragraphs, whatever stands around them; what cannot be read is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reportgen.diagnostics import Collector
from reportgen.intake.read.blocks import Block, Structure, structure_of
from reportgen.intake.read.files import READERS, document_key, read_file
from reportgen.intake.read.plain_text import blocks_of_text
from reportgen.model.language import LANGUAGES
from tests.support.records import MINUTES, old_deck, tracked, web_minutes, word_minutes

CHINESE = "海灣合作會議\n\n環境保護\n兩市將於今年成立工作組，研究如何保護海灣的水質，並會公布結果。\n"


def read(path: Path) -> tuple[Structure | None, list[str]]:
    """The structure of a file, and the codes of what was said about it."""
    problems = Collector()
    found = read_file(path, LANGUAGES, "", problems)
    return found and found.structure, [one.code for one in problems.diagnostics]


def written(path: Path, data: bytes) -> Path:
    """A file with these bytes."""
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "make", [lambda path: word_minutes(path / "a.docx"), lambda path: web_minutes(path / "a.html")]
)
def test_minutes_are_the_same_from_word_and_from_the_web(make: Callable[[Path], Path], tmp_path: Path) -> None:
    """Headings are those of the file, and paragraphs have the numbers that are printed in front of them."""
    structure, _ = read(make(tmp_path))
    assert structure is not None
    assert structure.title == MINUTES[0][1]
    body = [text for level, text in MINUTES if not level]
    assert [(p.number, p.text) for p in structure.paragraphs if not p.level] == list(enumerate(body, 1))
    assert [p.text for p in structure.paragraphs if p.level] == [text for level, text in MINUTES if level == 2]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "big5", "gb18030"])
def test_a_text_is_read_in_any_encoding(encoding: str, tmp_path: Path) -> None:
    """Big5 and GB18030 cannot be told apart for certain, so a warning names the one that was taken."""
    structure, codes = read(written(tmp_path / "a.txt", CHINESE.encode(encoding)))
    assert structure is not None
    assert [p.text for p in structure.paragraphs] == CHINESE.split("\n")[2:4]
    assert codes == (["guessed-encoding"] if encoding in ("big5", "gb18030") else [])


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "empty-file"),
        ("a.txt", b" \n\n ", "empty-file"),
        ("a.txt", b"%PDF-1.7\n1 0 obj", "wrong-format"),
        ("a.docx", b"%PDF-1.7\n1 0 obj", "wrong-format"),
        ("a.docx", b"PK\x03\x04 and nothing else", "wrong-format"),
        ("a.html", b"<html><script>var a = 1;</script></html>", "empty-file"),
        ("a.pdf", b"%PDF-1.7", "wrong-format"),
        ("a.txt", bytes(range(128, 256)) * 9, "unknown-encoding"),
    ],
)
def test_what_is_no_record_is_refused(name: str, data: bytes, code: str, tmp_path: Path) -> None:
    """An empty file, a scan under another name, damage: a diagnostic with a way out, and no paragraphs."""
    problems = Collector()
    assert read_file(written(tmp_path / name, data), LANGUAGES, "", problems) is None
    (found,) = problems.diagnostics
    assert found.hint
    assert found.code == code


def test_a_file_that_is_missing_is_said(tmp_path: Path) -> None:
    """Its name is what to look at."""
    problems = Collector()
    assert read_file(tmp_path / "none.txt", LANGUAGES, "", problems) is None
    assert [one.code for one in problems.diagnostics] == ["missing-file"]


def test_tracked_changes_are_read_as_if_accepted(tmp_path: Path) -> None:
    """What was deleted is not there, what was put in is, and a warning says so."""

    def change(document: Any) -> None:
        document.element.body.insert(3, tracked("The fee is now ", "ten", "twelve dollars in all places."))

    structure, codes = read(word_minutes(tmp_path / "a.docx", change))
    assert structure is not None
    assert "The fee is now twelve dollars in all places." in [p.text for p in structure.paragraphs]
    assert codes == ["tracked-changes"]


def test_rows_of_a_table_are_paragraphs(tmp_path: Path) -> None:
    """Short cells of a row stand side by side; cells with sentences are paragraphs of their own."""

    def change(document: Any) -> None:
        table = document.add_table(2, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Buses", "18 in service"
        table.cell(
            1, 0
        ).text = "The board met twice. It will meet again in the spring of the year that follows this one."
        table.cell(1, 1).text = "Nobody objected to what was proposed on this occasion, and so it was agreed by all."

    structure, _ = read(word_minutes(tmp_path / "a.docx", change))
    assert structure is not None
    texts = [p.text for p in structure.paragraphs]
    assert "Buses | 18 in service" in texts
    assert any(text.startswith("Nobody objected") for text in texts)


def test_footnotes_are_counted_and_left_out(tmp_path: Path) -> None:
    """Their marks leave nothing in the text."""

    def change(document: Any) -> None:
        from docx.oxml import OxmlElement

        paragraph = document.add_paragraph("The ferry runs at night.")
        paragraph.add_run()._r.append(OxmlElement("w:footnoteReference"))

    structure, codes = read(word_minutes(tmp_path / "a.docx", change))
    assert structure is not None
    assert structure.paragraphs[-1].text == "The ferry runs at night."
    assert codes == ["not-taken"]


def test_content_controls_and_bold_lines_are_read(tmp_path: Path) -> None:
    """A bold line of its own is a heading where nobody used styles; what stands in a content control is text."""
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    for heading, text in (("Ferries", "The ferry runs at night."), ("Roads", "The road was closed in May.")):
        document.add_paragraph().add_run(heading).bold = True
        control = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        document.element.body.insert(len(document.element.body) - 1, parse_xml(control))
    document.save(str(tmp_path / "a.docx"))
    structure, _ = read(tmp_path / "a.docx")
    assert structure is not None
    assert [(p.level, p.text) for p in structure.paragraphs] == [
        *((2, "Ferries"), (0, "The ferry runs at night."), (2, "Roads"), (0, "The road was closed in May.")),
    ]


def test_notes_of_slides_are_said_to_be_left_out(tmp_path: Path) -> None:
    """They are what somebody said, and no record."""
    structure, codes = read(old_deck(tmp_path / "a.pptx"))
    assert codes == ["not-taken"]
    assert structure is not None
    assert "Say that it rained." not in [p.text for p in structure.paragraphs]


def test_wrapped_lines_are_joined_and_others_are_not() -> None:
    """An editor's line ends are none of the text; a line for each paragraph stays one."""
    wrapped = (
        "The harbour was dredged in the spring so that larger ships can\n"
        "come in at low tide, which has not been possible since the storm\n"
        "of last year. It cost nothing.\n"
        "\n"
        "2. A second paragraph begins here and goes on for more than one\n"
        "line of the file, whose last line nobody has wrapped, as happens when a text was corrected.\n"
    )
    assert [block.text for block in blocks_of_text(wrapped)] == [
        " ".join(wrapped.split("\n")[:3]),
        " ".join(wrapped.split("\n")[4:6]),
    ]
    lines = "交通\n兩市已開通新線。\n環境\n兩市將成立工作組，研究水質。\n"
    assert [block.text for block in blocks_of_text(lines)] == lines.split("\n")[:4]


def test_own_numbers_count_where_they_rise() -> None:
    """Minutes are cited by the numbers that stand in them; a paragraph without one belongs to the one before."""
    blocks = [Block("Ferries", 2), Block("11. It was noted."), Block("(a) at night."), Block("12. It was agreed.")]
    assert [p.number for p in structure_of([*blocks, Block("Roads", 2), Block("13. None.")]).paragraphs] == [
        *(0, 11, 11, 12, 0, 13),
    ]


def test_the_last_lines_are_no_paragraphs() -> None:
    """Who issued a release and when stands behind its text; it is kept for the date."""
    blocks = [
        Block("A title"),
        Block("It was good."),
        Block("Ferries"),
        Block("They ran."),
        Block("Ends/Friday, May 3"),
    ]
    structure = structure_of(blocks)
    assert structure.title == "A title"
    assert structure.tail == ("Ends/Friday, May 3",)
    assert [p.number for p in structure.paragraphs] == [1, 0, 2]


def test_a_document_is_called_by_its_file_without_language_and_date() -> None:
    """The files of one record in two languages give one key."""
    names = ("Press Release 2025-10-15.en.docx", "press-release.zh-Hant.txt", "press_release-tc.html")
    assert {document_key(Path(name), LANGUAGES) for name in names} == {"press-release"}
    assert document_key(Path("新聞公報.txt"), LANGUAGES) == "record"


def test_every_format_has_a_reader() -> None:
    """What the command promises."""
    assert {".txt", ".docx", ".html", ".pptx"} <= set(READERS)
