"""Makes and reads the table that both spreadsheet formats share: a row of column names, then one row for each term."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from reportgen.diagnostics import Collector, Location, did_you_mean
from reportgen.exchange.rows import Row, columns_of
from reportgen.exchange.sheets.cells import escape_formula, is_formula, unescape_formula
from reportgen.messages import Message
from reportgen.model.glossary import TERM_KINDS
from reportgen.model.language import LANGUAGES

_BEHIND_NAMES = columns_of("person", languages=())
FINGERPRINT_COLUMN = "as_exported"
"""The column with the fingerprint of the exported row. If the glossary's row has changed since, it is not overwritten,
unless this cell is empty.
"""


def grid_of(rows: Iterable[Row]) -> Iterator[tuple[str, ...]]:
    """The cells to write, column names first, each safe from calculation."""
    listed = list(rows)
    used = dict.fromkeys(column for row in listed for column in row.cells)
    columns = sorted(used, key=lambda column: _BEHIND_NAMES.index(column) if column in _BEHIND_NAMES else -1)
    yield ("id", "kind", *columns, FINGERPRINT_COLUMN)
    for row in listed:
        values = (row.id, row.kind, *(row.cells.get(column, "") for column in columns), row.fingerprint)
        yield tuple(escape_formula(value) for value in values)


def read_grid(
    records: Iterable[tuple[Location, Sequence[str]]],
    whole: Location,
    problems: Collector,
    languages: Iterable[str] = LANGUAGES,
    csv: bool = False,
) -> list[Row]:
    """The rows of a table; faults go to `problems`, and the rows that have one are left out.

    `languages` are those that names may be in. Of all columns, only `id` has to be there.
    Faults: `empty-file`, `missing-column`, `unknown-column`, `duplicate-column`, `csv-syntax`,
    `wrong-number-of-cells`, `formula-cell`.
    """
    filled = ((location, cells) for location, cells in records if any(cell.strip() for cell in cells))
    location, first = next(filled, (whole, ()))
    header = [cell.strip() for cell in first]
    while header and not header[-1]:
        header.pop()
    if not header:
        problems.error("empty-file", Message("the file says nothing"), whole, Message("export it again"))
        return []
    known = ("id", "kind", *columns_of("person", languages), FINGERPRINT_COLUMN)
    if not _header_is_good(header, known, location, problems, csv):
        return []
    found = (_row(header, location, cells, problems) for location, cells in filled)
    return [row for row in found if row]


def _header_is_good(
    header: Sequence[str], known: Collection[str], location: Location, problems: Collector, csv: bool
) -> bool:
    before = len(problems.diagnostics)
    if csv and len(header) == 1 and any(separator in header[0] for separator in ";\t"):
        hint = Message("save it as 'CSV UTF-8 (comma delimited)'")
        problems.error("csv-syntax", Message("the columns are not separated by commas"), location, hint)
        return False
    if "id" not in header:
        hint = Message("the first row names the columns; 'id' says which term a row is")
        problems.error("missing-column", Message("no column is named id"), location, hint)
    for number, column in enumerate(header):
        if column not in known:
            hint = did_you_mean(column, known) or Message("columns: {known}", known=[*known])
            problems.error("unknown-column", Message("unknown column '{column}'", column=column), location, hint)
        elif column in header[:number]:
            problems.error(
                "duplicate-column",
                Message("the column '{column}' stands twice", column=column),
                location,
                Message("remove one"),
            )
    return len(problems.diagnostics) == before


def _row(header: Sequence[str], location: Location, cells: Sequence[str], problems: Collector) -> Row | None:
    before = len(problems.diagnostics)
    if any(cell.strip() for cell in cells[len(header) :]):
        message = Message("the row has {count} cells, the first row {count2}", count=len(cells), count2=len(header))
        problems.error(
            "wrong-number-of-cells", message, location, Message("put the value into the column it belongs to")
        )
    padded = [*cells[: len(header)], *[""] * (len(header) - len(cells))]
    values: dict[str, str] = {}
    for column, cell in zip(header, padded, strict=True):
        if cell.strip() and is_formula(cell):
            message = Message(
                "the cell '{column}' begins with '{cell}': a spreadsheet calculates such a cell",
                column=column,
                cell=cell.strip()[0],
            )
            problems.error(
                "formula-cell", message, location, Message("write an apostrophe before it; importing takes it away")
            )
        values[column] = unescape_formula(cell).strip()
    if len(problems.diagnostics) > before:
        return None
    term_id, kind, mark = values.pop("id"), values.pop("kind", ""), values.pop(FINGERPRINT_COLUMN, "")
    return Row(term_id, TERM_KINDS.get(kind, kind), values, location, mark)
