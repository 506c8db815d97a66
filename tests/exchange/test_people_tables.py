"""Tables as people have them are read: their columns, spellings, encodings, separators, marks and remarks."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from reportgen.diagnostics import Collector, Severity
from reportgen.exchange.files import read_rows
from reportgen.exchange.merge import merge
from reportgen.exchange.sheets.csv_table import read_csv
from reportgen.exchange.sheets.xlsx_reader import read_xlsx
from reportgen.exchange.tables import GlossaryFiles, read_glossary
from reportgen.model.language import LANGUAGES
from tests.project.sample import write_project

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ROOT = Path(__file__).parents[2]
OWN = read_glossary(ROOT)
TABLE = "id,en,zh-Hant,zh-Hans,status\ncouncil,Youth Council,青年議會,青年议会,verified\n"


def _read(data: bytes, encoding: str = "") -> tuple[list[dict[str, str]], list[str]]:
    """The cells of each row with its id, and the codes of what is said."""
    problems = Collector()
    rows = read_csv(data, "x.csv", problems, encoding=encoding)
    return [{"id": row.id, **row.cells} for row in rows], [one.code for one in problems.diagnostics]


PLAIN = _read(TABLE.encode())[0]


def _separated(separator: str) -> str:
    """The table with another separator, which one of its names then holds."""
    return TABLE.replace(",", separator).replace("Youth Council", f'"Youth{separator} Council"')


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (TABLE.encode(), []),
        (TABLE.encode("utf-8-sig"), []),
        (TABLE.replace("\n", "\r\n").encode("utf-16"), []),
        (b"\xfe\xff" + TABLE.encode("utf-16-be"), []),
        (TABLE.encode("gb18030"), ["guessed-encoding"]),
        (TABLE.encode("gbk"), ["guessed-encoding"]),
        (TABLE.replace("id,en", "ID, EN ").replace("status", "Status").encode(), []),
        (TABLE.replace("zh-Hant,zh-Hans", "ZH_HANT,zh hans").encode(), []),
        (TABLE.replace("verified", "Verified ").encode(), []),
        (TABLE.replace("status\n", "status,,,\n").replace("verified\n", "verified,,,\n\n,,,,,,,\n").encode(), []),
        (TABLE.replace(",en", ",No.,en").replace(",Youth", ",=1+1,Youth").encode(), ["unknown-column"]),
        (TABLE.replace("status\n", "status,\n").replace("verified\n", "verified,mine\n").encode(), ["not-imported"]),
        (("sep=;\r\n" + TABLE.replace(",", ";")).encode(), []),
        (('"sep=\t"\n' + TABLE.replace(",", "\t")).encode(), []),
    ],
)
def test_a_table_is_read_as_it_was_meant(data: bytes, said: list[str]) -> None:
    """In other encodings, with headings in other spellings and columns of its keeper's own: the same names."""
    assert _read(data) == (PLAIN, said)


@pytest.mark.parametrize("separator", [";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_cells_may_be_separated_by_other_signs(separator: str, encoding: str) -> None:
    """What the names of the columns are separated by, cells are; a cell with the sign stands in quotation marks."""
    ((row,), _) = _read(_separated(separator).encode(encoding))
    assert row["en"] == f"Youth{separator} Council"
    assert row["zh-Hans"] == "青年议会"


def test_lines_are_counted_with_the_one_that_names_the_separator() -> None:
    """A fault has the line that an editor shows."""
    problems = Collector()
    read_csv(b"sep=;\nid;en\na;b\nc;d;e\n", "x.csv", problems)
    assert problems.diagnostics[0].location.line == 4


@pytest.mark.parametrize(("encoding", "column"), [("gbk", "zh-Hans"), ("cp950", "zh-Hant"), ("gbk", "zh-Hant")])
def test_a_guess_is_right_for_every_few_names_of_the_glossary(encoding: str, column: str) -> None:
    """Three names without any other words are enough to tell Big5 from GBK."""
    terms = [term.names[column] for term in OWN.terms() if column in term.names]
    for names in zip(terms, terms[1:], terms[2:], strict=False):
        table = f"id,{column}\n" + "".join(f"n{number},{name}\n" for number, name in enumerate(names))
        try:
            data = table.encode(encoding)
        except UnicodeEncodeError:  # a character that Hong Kong uses and Windows' Big5 lacks
            data = table.encode("big5hkscs")
        rows, _ = _read(data)
        assert tuple(row[column] for row in rows) == names


def test_a_guess_is_said_with_an_example_and_overruled() -> None:
    """Who knows better names the encoding."""
    data = "id,en\ncafe,Café\n".encode("cp1252")
    problems = Collector()
    read_csv(data, "x.csv", problems)
    (said,) = problems.diagnostics
    assert (said.code, said.severity) == ("guessed-encoding", Severity.WARNING)
    assert "cafe,Caf" in said.message
    assert "--encoding" in said.hint
    assert _read(data, "cp1252") == ([{"id": "cafe", "en": "Café"}], [])


@pytest.mark.parametrize(
    ("data", "encoding", "words"),
    [
        (TABLE.encode(), "nonsense", "there is no encoding 'nonsense'"),
        (TABLE.encode(), "base64", "there is no encoding 'base64'"),
        (TABLE.encode("gb18030"), "utf-8", "is not utf-8"),
        (b"id,en\na,b\xff\n", "ascii", "is not ascii"),
        (b"\xff\xfei\x00d", "utf-16-be", ""),
        (bytes(range(256)) * 4, "", ""),
    ],
)
def test_what_is_in_no_such_encoding_is_refused(data: bytes, encoding: str, words: str) -> None:
    """With its line where there is one, and nothing is read."""
    problems = Collector()
    assert read_csv(data, "x.csv", problems, encoding=encoding) == []
    assert problems.errors
    assert words in problems.errors[0].message


def test_an_encoding_is_for_tables_of_text_alone(tmp_path: Path) -> None:
    """Other formats say theirs."""
    problems = Collector()
    assert read_rows(tmp_path / "x.xlsx", problems, LANGUAGES, "gbk") == []
    assert [one.code for one in problems.diagnostics] == ["wrong-encoding"]


def test_columns_of_ones_own_are_named_once(tmp_path: Path) -> None:
    """With what they may have been meant for; numbers and formulas in them are nobody's fault."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["No.", "id", "EN", "zh-Hnat", "Checked by"])
    for number in range(1, 6):
        sheet.append([number, f"t{number}", "Name", "名稱", "=A1"])
    problems = Collector()
    rows = read_xlsx(_saved(book), "x.xlsx", problems)
    assert [dict(row.cells) for row in rows] == [{"en": "Name"}] * 5
    (said,) = problems.diagnostics
    assert "'No.', 'zh-Hnat', 'Checked by'" in said.message
    assert "did you mean 'zh-Hant'?" in said.hint


def test_a_workbook_says_what_is_struck_and_remarked() -> None:
    """Struck words count as deleted, in a part of a cell or in all of it; comments have no place in a glossary."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["id", "en", "zh-Hant"])
    sheet.append(["council", "Youth Council", "青年議會"])
    sheet["B2"].font = Font(strike=True)
    sheet["C2"].comment = Comment("是否應為\n青年會？", "Lee")
    sheet["F9"].comment = Comment("Thanks!", "Lee")
    problems = Collector()
    (row,) = read_xlsx(_saved(book), "x.xlsx", problems)
    assert row.cells == {"en": "", "zh-Hant": "青年議會"}
    assert sorted((str(one.location), one.message) for one in problems.diagnostics) == [
        ("x.xlsx › cell C2", "the comment '是否應為 青年會？' is not imported"),
        ("x.xlsx › cell F9", "the comment 'Thanks!' is not imported"),
        ("x.xlsx › sheet 'Sheet' › row 2 › cell B2", "'Youth Council' is struck through, and taken as deleted"),
    ]


def test_words_struck_within_a_cell_are_left_out() -> None:
    """As Excel and LibreOffice store them: in the table of strings."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(["id", "zh-Hans"])
    book.worksheets[0].append(["council", 0])
    rich = "<si><r><t>青年</t></r><r><rPr><strike/></rPr><t>议</t></r><r><t>会</t></r></si>"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_saved(book))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            text = text.replace('t="n"><v>0<', 't="s"><v>0<')
            override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
            new.writestr(name, text.replace("</Types>", override))
        new.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{rich}</sst>')
    problems = Collector()
    (row,) = read_xlsx(stream.getvalue(), "x.xlsx", problems)
    assert row.cells["zh-Hans"] == "青年会"
    assert [one.message for one in problems.diagnostics] == ["'议' is struck through, and taken as deleted"]


def test_a_threaded_comment_is_said_once() -> None:
    """With its replies; Excel keeps the same words in a note beside it."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(["id", "en"])
    book.worksheets[0].append(["council", "Youth Council"])
    book.worksheets[0]["B2"].comment = Comment("[Threaded comment]\n\nYour version …\n\nComment:\n    Sure?", "tc={1}")
    thread = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<threadedComment ref="B2" id="{1}"><text>Sure?</text></threadedComment>'
        '<threadedComment ref="B2" id="{2}" parentId="{1}"><text>Yes.</text></threadedComment></ThreadedComments>'
    )
    stream = io.BytesIO(_saved(book))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/threadedComments/threadedComment1.xml", thread)
    problems = Collector()
    read_xlsx(stream.getvalue(), "x.xlsx", problems)
    assert [one.message for one in problems.diagnostics] == ["the comment 'Sure? / Yes.' is not imported"]


MANY = [(f"body-{number}", f"Body {number}", f"機構{number}", f"机构{number}", "verified") for number in range(40)]
HEADS = ("id", "en", "zh-Hant", "zh-Hans", "status")


def _told(files: GlossaryFiles, heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    """What an import of a table says."""
    stream = io.StringIO()
    csv.writer(stream).writerows([heads, *rows])
    problems = Collector()
    read = read_csv(stream.getvalue().encode(), "x.csv", problems)
    outcome = merge(read, files.glossary, problems, languages=files.languages, needed=files.needed, kind="body")
    return [str(one) for one in outcome.problems.diagnostics]


@pytest.mark.parametrize("move", [lambda row: (*row[1:], row[0]), lambda row: (*row[:2], row[4], *row[2:4])])
def test_a_moved_column_is_one_message(tmp_path: Path, move: Callable[[tuple[str, ...]], tuple[str, ...]]) -> None:
    """Which names of columns stand above what is said once, and nothing is compared."""
    files = read_glossary(write_project(tmp_path))
    (told,) = _told(files, HEADS, [move(row) for row in MANY])
    assert "columns do not hold what they are named for" in told
    assert "'status'" in told
    assert told.endswith("[moved-column]")


def test_names_that_are_latin_in_chinese_too_are_no_moved_columns(tmp_path: Path) -> None:
    """A table of names such as HKEX is right as it is."""
    files = read_glossary(write_project(tmp_path))
    rows = [(f"b-{number}", f"HKEX {number}", f"HKEX {number}", f"HKEX {number}", "verified") for number in range(9)]
    assert _told(files, HEADS, rows) == []


def test_a_fault_of_a_whole_column_is_one_message(tmp_path: Path) -> None:
    """It names the other rows; a few rows are told one by one."""
    files = read_glossary(write_project(tmp_path))
    (told,) = _told(files, HEADS, [(*row[:4], "checked") for row in MANY])
    assert told.startswith(
        "x.csv:2 › column 'status': error: 'checked' is not a status (likewise in 39 other rows: 3–41)"
    )
    few = [(*row[:4], "checked") if number in (4, 9) else row for number, row in enumerate(MANY)]
    assert [line.split(" ")[0] for line in _told(files, HEADS, few)] == ["x.csv:6", "x.csv:11"]


def test_what_stands_in_a_column_without_a_name_is_one_message(tmp_path: Path) -> None:
    """The place says so in words, not as if the column had that name."""
    files = read_glossary(write_project(tmp_path))
    (told,) = _told(files, (*HEADS, ""), [(*row, "seen") for row in MANY])
    assert told.startswith("x.csv:2 › column without a name: warning: 'seen' stands in a column without a name")


def _saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
