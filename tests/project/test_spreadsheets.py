"""Cells and tables that content names: what stands in them is read as the sheet shows it, or told with its cell."""

from __future__ import annotations

import datetime
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reportgen.diagnostics import ProblemsFound
from reportgen.project.load import load_project
from tests.project.sample import write_project

SHEET = "Figures 2023"
TYPES = """\
sector:
  many: {type: table, columns: {name: {type: text}, sum: {type: number, heading: Sum}, on: {type: date}}}
  when: {type: date}
"""
FIGURE = "figures:\n  - value: 10000\n"


def fill(sheet: Any) -> None:
    """Cells of all kinds."""
    sheet["A1"], sheet["B1"], sheet["B1"].number_format = 10000, 0.125, "0.0%"
    sheet["A2"], sheet["A2"].number_format = 12.3456, "#,##0.0"
    sheet["A3"], sheet["B3"], sheet["C3"] = "1 234", "12,5", "12.5"
    sheet["A4"], sheet["B4"], sheet["C4"] = datetime.date(2023, 5, 4), True, 0.1 + 0.2
    sheet["A5"], sheet["B5"] = "=A1*2", "=1/0"
    sheet["A6"] = 7
    sheet.merge_cells("A6:B7")


def save_with_libreoffice(path: Path) -> None:
    """Have a workbook saved by LibreOffice, with the results of its formulas."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    out, profile = path.parent / "saved", path.parent / "profile"
    command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(out), str(path)], check=True, capture_output=True, timeout=120)
    shutil.copy(out / path.name, path)
    shutil.rmtree(out)
    shutil.rmtree(profile)


@pytest.fixture(params=["openpyxl", "LibreOffice"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A workbook as a program saves it; only LibreOffice reckons formulas."""
    path = tmp_path / "figures.xlsx"
    made = openpyxl.Workbook()
    made.active.title = SHEET
    fill(made.active)
    made.save(path)
    if request.param == "LibreOffice":
        save_with_libreoffice(path)
    return path


@pytest.fixture
def project(tmp_path: Path, book: Path) -> Callable[[str], Path]:
    """Makes the sample project with the workbook and a figure, or other content in its place."""

    def make(content: str) -> Path:
        root = write_project(tmp_path / "project", youth=(FIGURE, content))
        for folder in ("data", "content/schema"):
            (root / folder).mkdir()
        shutil.copy(book, root / "data/figures.xlsx")
        (root / "content/schema/extra.yaml").write_text(TYPES, encoding="utf-8")
        return root

    return make


def test_a_number_is_read_as_the_sheet_shows_it(project: Callable[[str], Path], book: Path) -> None:
    """Rounded to the decimals of its format, percentages as such, without the faults of binary numbers."""
    cells = [("A1", "", "10000"), ("A2", "", "12.3"), ("B1", "percent: true", "12.5"), ("C3", "", "12.5")]
    cells += [("C4", "", "0.3"), ("$A$6", "", "7"), ("B7", "", "7")]
    label = "    label: {en: Word, zh-Hant: 字}\n"
    lines = [
        f"  - value: data/figures.xlsx#{SHEET}!{cell}\n    {rest or 'counted: false'}\n" for cell, rest, _ in cells
    ]
    root = project("figures:\n" + label.join(lines))
    read = [str(figure.value) for figure in load_project(root).sectors["youth"].figures]
    assert read == [value for *_, value in cells]


FAULTY = {
    "A3": "holds the text '1 234', which may mean more than one number",
    "B3": "holds the text '12,5', which may mean more than one number",
    "A4": "holds a date or a time, which is no number",
    "B4": "holds TRUE, which is no number",
    "B1": "is a percentage, 12.5%",
    "B5": ("has a formula whose result is not saved", "shows the error #DIV/0!"),
    "Z9": "is empty",
}


@pytest.mark.parametrize("cell", FAULTY)
def test_what_is_no_number_is_told_with_its_cell(project: Callable[[str], Path], cell: str) -> None:
    """File, sheet and cell, on the line of the content that names it."""
    with pytest.raises(ProblemsFound) as found:
        load_project(project(f"figures:\n  - value: data/figures.xlsx#{SHEET}!{cell}\n"))
    (problem,) = found.value.diagnostics
    told = FAULTY[cell]
    assert problem.message.startswith(f"data/figures.xlsx, sheet '{SHEET}', cell {cell} ")
    assert any(one in problem.message for one in (told if isinstance(told, tuple) else (told,)))
    assert (problem.location.path, problem.location.steps[-1]) == ("content/sectors/youth.yaml", "value")


def test_a_formula_needs_a_saved_result(project: Callable[[str], Path], request: pytest.FixtureRequest) -> None:
    """LibreOffice has saved one, openpyxl has not."""
    root = project(f"figures:\n  - value: data/figures.xlsx#{SHEET}!A5\n")
    if "LibreOffice" in request.node.name:
        assert load_project(root).sectors["youth"].figures[0].value == 20000
        return
    with pytest.raises(ProblemsFound, match="open the file in Excel or LibreOffice, and save it"):
        load_project(root)


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("data/figurs.xlsx#Figures 2023!A1", "'data/figurs.xlsx': the file is missing"),
        ("data/figures.xlsx#Figurs 2023!A1", "has no sheet 'Figurs 2023'"),
        ("data/figures.xlsx#A1", "names no cell"),
        ("data/../data/figures.xlsx#Figures 2023!A1", "does not lie in data/"),
        ("other/figures.xlsx#Figures 2023!A1", "does not lie in data/"),
    ],
)
def test_a_cell_that_is_not_there_is_told(project: Callable[[str], Path], reference: str, message: str) -> None:
    """With what was meant, where that can be told."""
    with pytest.raises(ProblemsFound) as found:
        load_project(project(f"figures:\n  - value: {reference}\n"))
    assert message in found.value.diagnostics[0].message


def rows_of(root: Path) -> list[tuple[str, str, str]]:
    """The rows of the sector's table."""
    rows = load_project(root).sectors["youth"].extra["many"]["rows"]
    return [(row["name"].get("en"), str(row["sum"].value), str(row["on"])) for row in rows]


TABLE = "extra:\n  many:\n    rows: {}\n" + FIGURE
ROWS = [("name_en", "name_zh-Hant", "Sum", "on", "note"), ("A", "甲", 1.5, datetime.date(2023, 5, 4), "x")]


def test_a_table_is_read_from_a_sheet_and_from_a_csv_file(tmp_path: Path) -> None:
    """The same rows; empty ones, and columns that nobody declared, are passed over."""
    root = write_project(tmp_path, youth=(FIGURE, TABLE.format("data/t.xlsx#Sheet")))
    (root / "data").mkdir()
    (root / "content/schema").mkdir()
    (root / "content/schema/extra.yaml").write_text(TYPES, encoding="utf-8")
    made = openpyxl.Workbook()
    for row in [*ROWS, (None,) * 5, ("B", "乙", 2, datetime.date(2023, 6, 1), None)]:
        made.active.append(row)
    made.save(root / "data/t.xlsx")
    expected = [("A", "1.5", "2023-05-04"), ("B", "2", "2023-06-01")]
    assert rows_of(root) == expected
    sector = root / "content/sectors/youth.yaml"
    text = sector.read_text(encoding="utf-8")
    sector.write_text(text.replace("data/t.xlsx#Sheet", "data/t.xlsx#Sheet!A1:E2"), encoding="utf-8")
    assert rows_of(root) == expected[:1]
    sector.write_text(text.replace("data/t.xlsx#Sheet", "data/t.csv"), encoding="utf-8")
    lines = ["name_en,name_zh-Hant,Sum,on,note", "A,甲,1.5,2023-05-04,x", ",,,,", "B,乙,2,2023-06-01,"]
    (root / "data/t.csv").write_text("\n".join(lines), encoding="utf-8")
    assert rows_of(root) == expected


def test_all_faults_of_a_table_are_told_at_once(tmp_path: Path) -> None:
    """Each with its line and column, and none for what only follows."""
    root = write_project(tmp_path, youth=(FIGURE, TABLE.format("data/t.csv")))
    (root / "data").mkdir()
    (root / "content/schema").mkdir()
    (root / "content/schema/extra.yaml").write_text(TYPES, encoding="utf-8")
    lines = ["name_en,name_zh-Hant,Sum,on", 'A,甲,"1,5",2023-05-04', "B,乙,2,soon"]
    (root / "data/t.csv").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_project(root)
    said = [one.message.partition(":")[0].partition(" holds")[0] for one in found.value.diagnostics]
    assert said == ["data/t.csv, line 2, column 'Sum'", "data/t.csv, line 3, column 'on'"]


def test_a_workbook_is_opened_where_a_cell_is_named_and_not_again(project: Callable[[str], Path]) -> None:
    """A file of content that is kept is believed as long as the spreadsheets it names are the same."""
    root = project(f"figures:\n  - value: data/figures.xlsx#{SHEET}!A1\n")
    script = (
        "import sys, pathlib; from reportgen.project.load import load_project\n"
        f"value = load_project(pathlib.Path({str(root)!r})).sectors['youth'].figures[0].value\n"
        "print(value, 'openpyxl' in sys.modules)"
    )

    def run() -> str:
        return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip()

    assert run() == "10000 True"
    assert run() == "10000 False"
    made = openpyxl.load_workbook(root / "data/figures.xlsx")
    made[SHEET]["A1"] = 20000
    made.save(root / "data/figures.xlsx")
    assert run() == "20000 True"


def test_a_project_with_open_workbooks_is_handed_to_workers_without_them(project: Callable[[str], Path]) -> None:
    """It reads the same there."""
    loaded = load_project(project(f"figures:\n  - value: data/figures.xlsx#{SHEET}!A1\n"))
    data = pickle.dumps(loaded)
    assert b"openpyxl" not in data
    assert pickle.loads(data).sectors["youth"].figures[0].value == 10000
