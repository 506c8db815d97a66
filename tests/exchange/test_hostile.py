"""Files from outside that are more than data are refused, with the reason, before anything reads them."""

from __future__ import annotations

import io
import os
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from reportgen.diagnostics import Collector, ProblemsFound
from reportgen.exchange.files import read_exchange_file, read_rows
from reportgen.exchange.proof.excel_reader import read_excel
from reportgen.exchange.sheets.xlsx_reader import read_xlsx
from reportgen.exchange.tbx_reader import read_tbx
from reportgen.exchange.xliff.reader import read_xliff
from reportgen.exchange.xml_input import parse_xml
from reportgen.model.language import LANGUAGES


def _workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


GOOD = _workbook(["id", "en"], ["council", "Council"])


def _with(part: str, data: bytes, old: bytes = GOOD) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(old)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name != part:
                target.writestr(name, source.read(name))
        target.writestr(part, data)
    return stream.getvalue()


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
READS_A_FILE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
REMOTE = b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'


def _only(problems: Collector) -> str:
    (fault,) = problems.diagnostics
    return fault.code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "wrong-format"),
        (b"PK\x03\x04 cut off", "wrong-format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "wrong-format"),
        (_with("xl/vbaProject.bin", b"x"), "unsafe-file"),
        (_with("xl/macrosheets/sheet1.xml", b"<x/>"), "unsafe-file"),
        (_with("xl/externalLinks/externalLink1.xml", b"<x/>"), "unsafe-file"),
        (_with("xl/connections.xml", b"<x/>"), "unsafe-file"),
        (_with("xl/embeddings/oleObject1.bin", b"x"), "unsafe-file"),
        (_with("xl/sharedStrings.xml", BOMB + b"<x>&b;</x>"), "unsafe-file"),
        (_with("docProps/app.xml", READS_A_FILE + b"<x>&a;</x>"), "unsafe-file"),
        (_with("docProps/app.xml", REMOTE + b"<x/>"), "unsafe-file"),
        (_with("xl/media/a.bin", bytes(70 * 1024 * 1024)), "unsafe-file"),
        (_with("../evil.xml", b"<x/>"), "wrong-format"),
        (_with("xl/worksheets/sheet1.xml", b"<cut"), "xml-syntax"),
        (_with("xl/workbook.xml", b"<x/>"), "wrong-format"),
    ],
)
def test_a_hostile_workbook_is_refused(data: bytes, code: str) -> None:
    """Macros, links, bombs, entities and damaged packages are named, and nothing is read."""
    problems = Collector()
    assert read_xlsx(data, "x.xlsx", problems) == []
    assert _only(problems) == code


def test_a_macro_workbook_under_another_name_is_refused() -> None:
    """What a workbook is, its content types say."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        types = archive.read("[Content_Types].xml")
    renamed = types.replace(b"spreadsheetml.sheet.main+xml", b"x").replace(
        b"application/vnd.openxmlformats-officedocument.x", b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )
    problems = Collector()
    read_xlsx(_with("[Content_Types].xml", renamed), "x.xlsx", problems)
    assert _only(problems) == "unsafe-file"


@pytest.mark.parametrize(
    ("cell", "code", "words"),
    [
        ("=1+1", "formula-cell", "row 2 › column B"),
        ('=HYPERLINK("http://x","y")', "formula-cell", "formulas are not read"),
        (20230201, "not-text", "a number"),
        (True, "not-text", "true or false"),
    ],
)
def test_cells_that_are_no_text_are_refused(cell: object, code: str, words: str) -> None:
    """A formula, and what the spreadsheet made of the words, is named with its cell."""
    problems = Collector()
    read_xlsx(_workbook(["id", "en"], ["council", cell]), "x.xlsx", problems)
    assert _only(problems) == code
    assert words in str(problems.diagnostics[0])


def test_other_sheets_are_named() -> None:
    """Rows on a second sheet are not lost in silence."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(["id", "en"])
    book.create_sheet("more").append(["hktdc"])
    stream = io.BytesIO()
    book.save(stream)
    problems = Collector()
    read_xlsx(stream.getvalue(), "x.xlsx", problems)
    assert _only(problems) == "not-imported"


@pytest.mark.parametrize("declaration", [BOMB, READS_A_FILE, REMOTE], ids=["bomb", "file", "remote"])
def test_a_document_type_is_refused(declaration: bytes) -> None:
    """TBX and XLIFF need none; an entity is never resolved."""
    for root, read in ((b"<tbx>&a;</tbx>", read_tbx), (b"<xliff/>", read_xliff)):
        problems = Collector()
        assert not read(declaration + root, "x", problems)
        assert _only(problems) in ("unsafe-file", "xml-syntax")


@pytest.mark.parametrize("data", [b"", b"<a>", b"not xml", b"<a>&nbsp;</a>", b"<a/>", b"\xff\xfe<"])
def test_what_is_no_tbx_or_xliff_is_named(data: bytes) -> None:
    """Cut-off and foreign files give one problem."""
    for read in (read_tbx, read_xliff):
        problems = Collector()
        assert not read(data, "x", problems)
        assert _only(problems) in ("xml-syntax", "wrong-format")


@pytest.mark.parametrize("name", ["x.xlsm", "x.xlsb", "x.xls", "x.doc", "x"])
def test_other_formats_are_refused_by_name(tmp_path: Path, name: str) -> None:
    """They are not even opened."""
    problems = Collector()
    assert read_rows(tmp_path / name, problems, LANGUAGES) == []
    assert _only(problems) in ("unsafe-file", "wrong-format")


def test_pipes_folders_and_missing_files_are_named(tmp_path: Path) -> None:
    """A pipe is not opened: it would block for ever."""
    os.mkfifo(tmp_path / "pipe.tbx")
    for name, code in (("pipe.tbx", "unreadable-file"), (".", "unreadable-file"), ("none.tbx", "missing-file")):
        with pytest.raises(ProblemsFound, match=code):
            read_exchange_file(tmp_path / name)


def _open_document(*parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for part in parts:
            archive.writestr(part, "<x/>")
    return stream.getvalue()


TABLE = ("META-INF/manifest.xml", "content.xml")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "wrong-format"),
        (_open_document("content.xml"), "wrong-format"),
        (_open_document(*TABLE, "Basic/script-lb.xml"), "unsafe-file"),
        (_open_document(*TABLE, "Scripts/python/x.py"), "unsafe-file"),
        (_open_document(*TABLE, "Object 1/content.xml"), "unsafe-file"),
        (GOOD, "wrong-format"),
        (_open_document(*TABLE), "no-libreoffice"),
    ],
)
def test_an_open_document_table_is_looked_at_before_libreoffice_gets_it(
    data: bytes, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is more than data is refused; a good table too, where nothing is there to convert it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "x.ods").write_bytes(data)
    problems = Collector()
    assert read_rows(tmp_path / "x.ods", problems, LANGUAGES) == []
    assert _only(problems) == code


def test_a_sheet_is_as_large_as_what_stands_in_it() -> None:
    """A word in the last cell of all costs no more than one in the first; it is a remark outside the rows."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(["id", "en"])
    book.worksheets[0].cell(1048576, 16384, "far")
    stream = io.BytesIO()
    book.save(stream)
    problems = Collector()
    started = time.monotonic()
    read_excel(stream.getvalue(), "x.xlsx", LANGUAGES, problems)
    read_xlsx(stream.getvalue(), "x.xlsx", problems)
    assert time.monotonic() - started < 60


def test_cells_merged_beyond_measure_are_refused() -> None:
    """Before a library makes an object of each."""
    merged = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").replace(b"</sheetData>", b"</sheetData>" + merged)
    data, problems = _with("xl/worksheets/sheet1.xml", sheet), Collector()
    assert read_xlsx(data, "x.xlsx", problems) == []
    assert _only(problems) == "unsafe-file"
    with pytest.raises(ProblemsFound, match="unsafe-file"):
        read_excel(data, "x.xlsx", LANGUAGES, problems)


def test_a_file_that_is_cut_off_tells_its_line_once() -> None:
    """Before the reason, as of every file; what libxml2 says of the place is left out."""
    with pytest.raises(ProblemsFound) as found:
        parse_xml(b"<a>\n<b", "back.xlf")
    (fault,) = found.value.diagnostics
    assert fault.location.line == 2
    assert "line" not in fault.message
