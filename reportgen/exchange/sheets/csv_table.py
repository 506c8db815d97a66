"""Writes and reads the glossary as one CSV table (RFC 4180), for people who work in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.diagnostics import Collector, Location, ProblemsFound
from reportgen.exchange.rows import Row
from reportgen.exchange.sheets.csv_source import CsvFault, read_records, write_cell
from reportgen.exchange.sheets.grid import grid_of, read_grid
from reportgen.messages import Message
from reportgen.model.language import LANGUAGES
from reportgen.project.text_file import decode


def write_csv(rows: Iterable[Row]) -> bytes:
    """The rows as Excel opens them by a double click: UTF-8 with a byte-order mark, CRLF (RFC 4180 section 2.1)."""
    lines = (",".join(write_cell(cell) for cell in cells) + "\r\n" for cells in grid_of(rows))
    return "".join(lines).encode("utf-8-sig")


def read_csv(data: bytes, name: str, problems: Collector, languages: Iterable[str] = LANGUAGES) -> list[Row]:
    """The rows of a CSV table with names in some of the languages.

    Faults as in `grid.read_grid`, and those of `text_file.decode`.
    """
    try:
        records = read_records(decode(data, name))
    except ProblemsFound as found:
        problems.extend(found.diagnostics)
        return []
    except CsvFault as fault:
        hint = Message(
            'a cell that holds a comma or a quotation mark stands in quotation marks, those inside doubled: ""'
        )
        problems.error(
            "csv-syntax", Message("the quotation marks of the row do not match"), Location(name, fault.line), hint
        )
        return []
    located = ((Location(name, record.line), record.values) for record in records)
    return read_grid(located, Location(name), problems, languages, csv=True)
