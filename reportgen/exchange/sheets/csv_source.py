"""Reads CSV (RFC 4180) with the position of every cell, and writes cells.

`csv.reader` gives values only. To change one cell and leave the rest of a file exactly as it was typed,
`tables` needs to know where each cell begins and ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_BREAK = re.compile(r"\r\n|\r|\n")
_NEEDS_QUOTES = re.compile(r'[",\r\n]|^\s|\s$')


class CsvFault(ValueError):
    """A cell's quotation marks do not match; `line` is where the record begins."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its value, and where it stands in the text, quotation marks included."""

    value: str
    start: int
    end: int
    quoted: bool


@dataclass(frozen=True, slots=True)
class Record:
    """A row with the 1-based line it begins on."""

    line: int
    cells: tuple[Cell, ...]

    @property
    def values(self) -> tuple[str, ...]:
        """The values of the cells."""
        return tuple(cell.value for cell in self.cells)

    @property
    def end(self) -> int:
        """Where the row ends in the text, before its line break."""
        return self.cells[-1].end


@cache
def _patterns(separator: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a cell in quotation marks looks like, and one without, where `separator` stands between cells."""
    end = re.escape(separator)
    return re.compile(rf'"([^"]*(?:""[^"]*)*)"(?=[{end}\r\n]|\Z)'), re.compile(rf"[^{end}\r\n]*")


def read_records(text: str, separator: str = ",") -> list[Record]:
    """The records of a CSV text, blank ones left out; raises `CsvFault` at the first bad cell."""
    records: list[Record] = []
    position = line = 0
    while position < len(text):
        first = line + 1
        cells: list[Cell] = []
        while True:
            cells.append(_cell(text, position, first, separator))
            position = cells[-1].end
            if text[position : position + 1] != separator:
                break
            position += 1
        ending = _BREAK.match(text, position)
        position = ending.end() if ending else len(text)
        line += 1 + sum(len(_BREAK.findall(cell.value)) for cell in cells if cell.quoted)
        if any(cell.value.strip() for cell in cells):
            records.append(Record(first, tuple(cells)))
    return records


def _cell(text: str, position: int, line: int, separator: str) -> Cell:
    quoted_cell, bare_cell = _patterns(separator)
    if text.startswith('"', position):
        quoted = quoted_cell.match(text, position)
        if not quoted:
            raise CsvFault(line)
        return Cell(quoted[1].replace('""', '"'), position, quoted.end(), quoted=True)
    bare = bare_cell.match(text, position)
    end = bare.end() if bare else position
    return Cell(text[position:end], position, end, quoted=False)


def write_cell(value: str, quoted: bool = False) -> str:
    """A cell as it is written: in quotation marks if `quoted`, or if its value needs them."""
    if quoted or _NEEDS_QUOTES.search(value):
        return '"' + value.replace('"', '""') + '"'
    return value
