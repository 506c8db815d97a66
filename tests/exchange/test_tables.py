"""The glossary goes out to spreadsheets and comes back: nothing changes but what was changed, and nothing is lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.diagnostics import Collector, Location, ProblemsFound
from reportgen.exchange.merge import Merge, merge
from reportgen.exchange.rows import Row, columns_of, rows_of
from reportgen.exchange.sheets.cells import escape_formula, is_formula, unescape_formula
from reportgen.exchange.sheets.csv_source import CsvFault, read_records, write_cell
from reportgen.exchange.sheets.csv_table import read_csv, write_csv
from reportgen.exchange.sheets.xlsx import write_xlsx
from reportgen.exchange.sheets.xlsx_reader import read_xlsx
from reportgen.exchange.tables import GlossaryFiles, change_tables, read_glossary
from reportgen.exchange.tbx import write_tbx
from reportgen.exchange.tbx_reader import read_tbx
from reportgen.model.glossary import TERM_KINDS
from reportgen.model.language import LANGUAGES
from tests.project.sample import FILES, write_project

ROOT = Path(__file__).parents[2]
Reader = Callable[[bytes, str, Collector], list[Row]]
FORMATS: Mapping[str, tuple[Callable[[list[Row]], bytes], Reader]] = {
    "csv": (write_csv, read_csv),
    "xlsx": (write_xlsx, read_xlsx),
    "tbx": (write_tbx, read_tbx),
}
OWN = read_glossary(ROOT)

# What may stand in a cell of a table: no controls, no surrogates or noncharacters, no blanks at the ends.
_CHARACTERS = st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"), exclude_characters="\ufeff")
TEXTS = st.text(_CHARACTERS, max_size=12).map(str.strip)
NAMES = st.one_of(
    TEXTS.filter(bool), st.sampled_from(["=1+1", "'=1", "-", "@a", "+852", "#N/A", "_x0041_", "1,2", '"', "<&>"])
)


def _merge(rows: list[Row], files: GlossaryFiles, **options: object) -> Merge:
    return merge(rows, files.glossary, Collector(), **options)  # type: ignore[arg-type]


def _apply(files: GlossaryFiles, outcome: Merge) -> dict[str, bytes]:
    assert not outcome.problems.errors, outcome.problems.diagnostics
    changed = {change.id: change.values for change in outcome.changes if not change.added}
    return change_tables(files, changed, [(c.kind, c.id, c.values) for c in outcome.changes if c.added])


@pytest.mark.parametrize("name", FORMATS)
def test_export_and_import_change_nothing(name: str) -> None:
    """Every row of the project's own glossary comes back untouched, and no table would be written."""
    write, read = FORMATS[name]
    rows = list(rows_of(OWN.terms(), OWN.languages))
    problems = Collector()
    outcome = merge(read(write(rows), f"names.{name}", problems), OWN.glossary, problems)
    assert (problems.diagnostics, outcome.changes, outcome.untouched) == ([], [], len(rows))
    assert _apply(OWN, outcome) == {}


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_rows_give_the_same_bytes(name: str) -> None:
    """No time and no order of chance gets into an export."""
    write, _ = FORMATS[name]
    rows = list(rows_of(OWN.terms(), OWN.languages))
    assert write(rows) == write(rows)


@st.composite
def _rows(draw: st.DrawFn) -> list[Row]:
    rows = []
    for number in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from([*TERM_KINDS.values()]))
        cells = {column: draw(TEXTS) for column in columns_of(kind, LANGUAGES)}
        cells |= {tag: draw(NAMES) for tag in ("en", "zh-Hant", "zh-Hans")}
        cells["status"] = draw(st.sampled_from(["verified", "unverified"]))
        cells |= {"post": "a-post"} if kind == "person" else {}
        rows.append(Row(f"{number}-id", kind, cells, Location("x"), "0" * 8))
    return rows


@pytest.mark.parametrize("name", FORMATS)
@settings(deadline=None)
@given(rows=_rows())
def test_any_cells_survive(name: str, rows: list[Row]) -> None:
    """Odd characters, signs of formulas, markup and error codes come back as they went out."""
    write, read = FORMATS[name]
    problems = Collector()
    back = read(write(rows), "x", problems)
    assert not problems.diagnostics
    found = [(row.id, row.kind, {c: v for c, v in row.cells.items() if v}) for row in back]
    assert found == [(row.id, row.kind, {c: v for c, v in row.cells.items() if v}) for row in rows]


@given(st.text(max_size=8), st.sampled_from(["", "=", "+", "-", "@", "\t", "\r", "'=", "''-", " =", "＝"]))
def test_neutralising_is_undone_exactly(text: str, start: str) -> None:
    """No neutralised cell is one that a spreadsheet calculates, and taking the apostrophe away gives the value."""
    value = start + text
    assert unescape_formula(escape_formula(value)) == value
    assert not is_formula(escape_formula(value))


def test_a_sheet_that_a_person_made_is_read() -> None:
    """A workbook of openpyxl's, with a few columns in another order, changes what it names and adds what is new."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["note", "id", "zh-Hans", "kind", "en", "zh-Hant"])
    sheet.append(["seen", "hktdc", "香港贸易发展局", None, None, None])
    sheet.append([None, "hkma", "香港金融管理局", "bodies", "Hong Kong Monetary Authority", "香港金融管理局"])
    stream = io.BytesIO()
    book.save(stream)
    problems = Collector()
    outcome = merge(read_xlsx(stream.getvalue(), "x.xlsx", problems), OWN.glossary, problems)
    assert not problems.errors
    assert [(change.id, change.added) for change in outcome.changes] == [("hktdc", False), ("hkma", True)]
    assert outcome.changes[0].values == {"note": "seen"}
    (table,) = _apply(OWN, outcome).values()
    old, new = OWN.data["bodies"].decode().splitlines(), table.decode().splitlines()
    assert [line for line in new if line not in old] == [
        next(line for line in old if line.startswith("hktdc,")).rpartition(",")[0] + ",seen",
        "hkma,Hong Kong Monetary Authority,,香港金融管理局,,香港金融管理局,,unverified,,",
    ]


def test_the_workbook_opens_in_other_programs() -> None:
    """Openpyxl finds one sheet of text, without formulas, with its first row frozen."""
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(rows_of(OWN.terms(), OWN.languages))))
    (sheet,) = book.worksheets
    assert (sheet.title, sheet.freeze_panes, sheet.max_row) == ("glossary", "B2", len(OWN.glossary.terms) + 1)
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}


def test_only_the_changed_cell_is_written(tmp_path: Path) -> None:
    """Quotation marks, blanks, blank lines, CRLF and byte-order mark around it stay as they were typed."""
    header = FILES["glossary/bodies.csv"].split("\n")[0]
    table = f'\ufeff{header}\r\n"council", Youth Council ,YC,青年議會,,"青年议会",,verified,,"a, b"\r\n\r\n'
    table += "guild,Guild,,公會,,公会,,verified,,\r\n"
    write_project(tmp_path)
    (tmp_path / "glossary/bodies.csv").write_bytes(table.encode())
    files = read_glossary(tmp_path)
    row = Row("council", "body", {"zh-Hans": "青年理事会", "note": 'c "d"'}, Location("x"))
    (result,) = _apply(files, _merge([row], files)).values()
    assert result.decode() == table.replace('"青年议会"', '"青年理事会"').replace('"a, b"', '"c ""d"""')


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_a_new_row_goes_to_the_end(tmp_path: Path, ending: str) -> None:
    """In the table's order of columns and its line breaks; a table without a last line break gets one."""
    write_project(tmp_path)
    table = FILES["glossary/bodies.csv"].strip().replace("\n", ending or "\n") + ending
    (tmp_path / "glossary/bodies.csv").write_bytes(table.encode())
    files = read_glossary(tmp_path)
    cells = {"en": "Guild, Old", "zh-Hant": "公會", "zh-Hans": "公会"}
    (result,) = _apply(files, _merge([Row("guild", "body", cells, Location("x"))], files)).values()
    line = 'guild,"Guild, Old",,公會,,公会,,unverified,,'
    assert result.decode() == table + ("" if ending else "\n") + line + (ending or "\n")


def test_a_table_that_is_not_there_is_made(tmp_path: Path) -> None:
    """The first place of a project brings its table."""
    files = read_glossary(write_project(tmp_path))
    cells = {"en": "Place", "zh-Hant": "地方", "zh-Hans": "地方"}
    result = _apply(files, _merge([Row("a-place", "place", cells, Location("x"))], files))
    assert list(result) == ["glossary/places.csv"]
    assert result["glossary/places.csv"].decode().startswith("id,en,en_short,")


def test_empty_cells_delete_only_when_asked(tmp_path: Path) -> None:
    """A tool that drops a short form does not delete it; a person may."""
    files = read_glossary(write_project(tmp_path))
    row = Row("council", "", {"en_short": ""}, Location("x.csv", 2))
    kept = _merge([row], files)
    assert (kept.changes, kept.untouched, kept.problems.diagnostics[0].code) == ([], 1, "not-imported")
    cleared = _merge([row], files, clear=True)
    assert cleared.changes[0].values == {"en_short": ""}
    emptied = _merge([Row("council", "", {"en": ""}, Location("x"))], files, clear=True)
    assert [fault.code for fault in emptied.problems.errors] == ["empty-name"]


CONFLICTS: Mapping[str, tuple[list[Row], str, str]] = {
    "twice": (
        [Row("council", "", {"en": "A"}, Location("x", 2)), Row("council", "", {"en": "B"}, Location("x", 3))],
        "import-conflict",
        "'B' here and 'A' at x:2",
    ),
    "kind": ([Row("council", "place", {}, Location("x", 2))], "import-conflict", "a body at glossary/bodies.csv:2"),
    "changed since": (
        [Row("council", "", {"en": "A"}, Location("x", 2), "00000000")],
        "import-conflict",
        "changed at glossary/bodies.csv:2",
    ),
    "name taken": (
        [Row("new", "body", {"en": "Youth Council", "zh-Hant": "甲", "zh-Hans": "甲"}, Location("x", 2))],
        "import-conflict",
        "of 'council' at glossary/bodies.csv:2",
    ),
    "one name, two names": (
        [Row("letter", "", {"zh-Hant": "青年議會"}, Location("x", 2))],
        "import-conflict",
        "glossary/bodies.csv:2",
    ),
    "discouraged": (
        [Row("council", "", {}, Location("x", 2), discouraged=("YC",))],
        "import-conflict",
        "glossary/bodies.csv:2",
    ),
    "no kind": ([Row("new", "", {"en": "a", "zh-Hant": "b", "zh-Hans": "c"}, Location("x"))], "wrong-value", "--kind"),
    "no id": ([Row("", "body", {"en": "a", "zh-Hant": "b", "zh-Hans": "c"}, Location("x"))], "wrong-id", "''"),
    "status": ([Row("council", "", {"status": "verifed"}, Location("x"))], "wrong-value", "'verified'?"),
    "line break": ([Row("council", "", {"en": "a\nb"}, Location("x"))], "wrong-value", "line break"),
    "control": ([Row("council", "", {"en": "a\x1fb"}, Location("x"))], "forbidden-character", "U+001F"),
    "people only": ([Row("council", "", {"honorific": "Mr"}, Location("x"))], "unknown-column", "for people only"),
    "empty": ([Row("new", "body", {"en": "a", "zh-Hant": "b"}, Location("x"))], "empty-name", "'zh-Hans'"),
}


@pytest.mark.parametrize("name", CONFLICTS)
def test_contradictions_are_reported_with_both_places(tmp_path: Path, name: str) -> None:
    """Each kind of contradiction is an error that says where the other side of it stands."""
    rows, code, words = CONFLICTS[name]
    (fault,) = _merge(rows, read_glossary(write_project(tmp_path))).problems.errors
    assert fault.code == code
    assert words in str(fault)


def test_a_person_needs_a_post_that_exists(tmp_path: Path) -> None:
    """The tables as they would be are read back before anything is written."""
    files = read_glossary(write_project(tmp_path))
    outcome = _merge([Row("chan", "", {"post": "secretry"}, Location("x"))], files)
    with pytest.raises(Exception, match="unknown-post"):
        _apply(files, outcome)


def test_a_name_that_is_needed_is_never_emptied(tmp_path: Path) -> None:
    """Whoever changes a table: a name in a language of the meeting stays."""
    files = read_glossary(write_project(tmp_path))
    with pytest.raises(ProblemsFound, match="'zh-Hans' is empty"):
        change_tables(files, {"council": {"zh-Hans": ""}}, ())


def test_a_new_name_that_looks_like_a_formula_is_shown(tmp_path: Path) -> None:
    """The glossary's own tables are opened in spreadsheets too."""
    files = read_glossary(write_project(tmp_path))
    outcome = _merge([Row("council", "", {"note": "=1+1"}, Location("x"))], files)
    assert [fault.code for fault in outcome.problems.diagnostics] == ["formula-cell"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty-file"),
        ("en,kind\na,body\n", "missing-column"),
        ("id,en,en\na,b,c\n", "duplicate-column"),
        ('id;en\na;"b"c\n', "csv-syntax"),
        ('id,en\na,"b"c\n', "csv-syntax"),
        ("id,en\na,b,c\n", "wrong-number-of-cells"),
        ("id,en\na,=1+1\n", "formula-cell"),
        ("id,en\na, @x\n", "formula-cell"),
        ("id,en\na,\x0b\n", "forbidden-character"),
    ],
)
def test_faults_of_a_table_have_codes(text: str, code: str) -> None:
    """What cannot be taken as it stands is refused with its place."""
    problems = Collector()
    assert read_csv(text.encode(), "x.csv", problems) == []
    assert [fault.code for fault in problems.diagnostics] == [code]


def test_positions_agree_with_the_csv_module() -> None:
    """Our tokenizer reads every table as Python's strict reader does, with the same lines."""
    for data in OWN.data.values():
        text = data.decode()
        expected = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if any(row)]
        assert [list(record.values) for record in read_records(text)] == expected


@given(st.lists(st.lists(st.text(st.sampled_from('a,"\n\r 字'), max_size=5), min_size=1, max_size=4), max_size=4))
def test_what_is_written_is_read(rows: list[list[str]]) -> None:
    """Any cells, written and read again, are the same; only blank rows are passed over."""
    text = "".join(",".join(map(write_cell, row)) + "\n" for row in rows)
    assert [list(record.values) for record in read_records(text)] == [
        row for row in rows if any(cell.strip() for cell in row)
    ]


def test_a_quotation_mark_that_does_not_close_is_found() -> None:
    """The line is that on which the record begins."""
    with pytest.raises(CsvFault) as fault:
        read_records('a,b\n"c,d\n')
    assert fault.value.line == 2
