"""Writes and reads the glossary as one table of text (CSV, RFC 4180), for people who work in a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from reportgen.diagnostics import Collector, Location, Message, ProblemsFound
from reportgen.exchange.rows import Row
from reportgen.exchange.sheets.csv_source import CsvFault, Record, read_records, write_cell
from reportgen.exchange.sheets.encodings import table_text
from reportgen.exchange.sheets.grid import TableRow, grid_of, read_grid
from reportgen.exchange.sheets.headings import known_columns, plain_heading
from reportgen.model.language import LANGUAGES, Language

_SEPARATORS = ",;\t|"
_SEPARATOR_LINE = re.compile(r'"?sep=([^"\n])"?[,;\t|]*(?=\n)', re.IGNORECASE)
"""The first line by which Excel is told the separator: `sep=;`."""


def write_csv(rows: Iterable[Row]) -> bytes:
    """The rows as Excel opens them by a double click: UTF-8 with a byte-order mark, CRLF (RFC 4180 section 2.1)."""
    lines = (",".join(write_cell(cell) for cell in cells) + "\r\n" for cells in grid_of(rows))
    return "".join(lines).encode("utf-8-sig")


def read_csv(
    data: bytes,
    name: str,
    problems: Collector,
    languages: Mapping[str, Language] = LANGUAGES,
    encoding: str = "",
) -> list[Row]:
    """The rows of a table of text with names in some of the languages, whatever separates its cells.

    Faults as in `grid.read_grid` and `encodings.table_text`, and `csv-syntax`.
    """
    try:
        text = table_text(data, name, encoding, problems)
        records = _records(text, languages)
    except ProblemsFound as found:
        problems.extend(found.diagnostics)
        return []
    except CsvFault as fault:
        hint = Message(
            'a cell that holds a separator or a quotation mark stands in quotation marks, those inside doubled: ""'
        )
        message = Message("the quotation marks of the row do not match")
        problems.error("csv-syntax", message, Location(name, fault.line), hint)
        return []
    rows = (TableRow.of_texts(Location(name, record.line), record.values) for record in records)
    return read_grid(rows, Location(name), problems, languages, csv=True)


def _records(text: str, languages: Iterable[str]) -> list[Record]:
    """The records of a table whose first line may say what separates cells; elsewhere the names of columns do."""
    said = _SEPARATOR_LINE.match(text)
    if said:
        return read_records(text[said.end() :], said[1])
    head = text.lstrip("\n").split("\n", 1)[0]
    known = {plain_heading(column) for column in known_columns(languages)}
    return read_records(text, max(_SEPARATORS, key=lambda separator: _known_in(head, separator, known)))


def _known_in(head: str, separator: str, known: set[str]) -> int:
    """How many names of columns a line has, cut at a separator."""
    return sum(plain_heading(cell.strip('"')) in known for cell in head.split(separator))
