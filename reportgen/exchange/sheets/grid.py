"""Makes and reads the table that all spreadsheet formats share: a row of column names, then one row for each term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.diagnostics import Collector, Diagnostic, Location, Message, Severity, shortened
from reportgen.exchange.folding import in_column
from reportgen.exchange.rows import Row, columns_of
from reportgen.exchange.sheets.cells import escape_formula, is_formula, unescape_formula
from reportgen.exchange.sheets.headings import FINGERPRINT_COLUMN, are_in_place, read_headings
from reportgen.model.glossary import TERM_KINDS
from reportgen.model.language import Language

_BEHIND_NAMES = columns_of("person", languages=())
_WORDS = ("kind", "status")
"""The columns of fixed words, which count in any case."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell's text, and what there is to say about it if the column is one that is read."""

    text: str
    said: tuple[Diagnostic, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether it is in itself nothing that could be read."""
        return any(diagnostic.severity is Severity.ERROR for diagnostic in self.said)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table, with its place."""

    location: Location
    cells: Sequence[TableCell]

    @classmethod
    def of_texts(cls, location: Location, texts: Iterable[str]) -> TableRow:
        """The row of a format whose cells are nothing but text."""
        return cls(location, [TableCell(text) for text in texts])

    @property
    def texts(self) -> list[str]:
        """What stands in the cells, without blanks around it."""
        return [cell.text.strip() for cell in self.cells]


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
    table: Iterable[TableRow],
    whole: Location,
    problems: Collector,
    languages: Mapping[str, Language],
    csv: bool = False,
) -> list[Row]:
    """The rows of a table; faults go to `problems`, and the rows that have one are left out.

    `languages` are those that names may be in. Of all columns, only `id` has to be there; others than ours are not
    read, which is said.
    Faults: `empty-file`, `wrong-number-of-cells`, `formula-cell`, those of `headings`, and what the cells say of
    themselves.
    """
    rows = [row for row in table if any(row.texts)]
    if not rows:
        problems.error("empty-file", Message("the file says nothing"), whole, Message("export it again"))
        return []
    head, *filled = rows
    columns = read_headings(head.texts, head.location, languages, problems)
    if columns is None or not are_in_place(columns, [row.texts for row in filled], head.location, languages, problems):
        return []
    found = (_row(columns, head.texts, row, problems, csv) for row in filled)
    return [row for row in found if row]


def _row(columns: Sequence[str], heads: Sequence[str], row: TableRow, problems: Collector, csv: bool) -> Row | None:
    found = Collector()
    _check_width(heads, row, found, csv)
    values = dict.fromkeys((column for column in columns if column), "")
    for column, cell in zip(columns, row.cells, strict=False):
        if column:
            found.extend(cell.said)
            if is_formula(cell.text) and cell.text.strip() and not cell.is_refused:
                found.extend([_formula(column, cell.text.strip(), row.location)])
            values[column] = unescape_formula(cell.text).strip()
    problems.extend(found.diagnostics)
    if found.errors:
        return None
    values |= {column: values[column].lower() for column in _WORDS if column in values}
    term_id, kind, mark = values.pop("id"), values.pop("kind", ""), values.pop(FINGERPRINT_COLUMN, "")
    return Row(term_id, TERM_KINDS.get(kind, kind), values, row.location, mark)


def _check_width(heads: Sequence[str], row: TableRow, problems: Collector, csv: bool) -> None:
    """Say what stands beside the columns; in CSV it may come of a comma, so that no cell is where it belongs."""
    texts = row.texts
    beside = [text for place, text in enumerate(texts) if text and (place >= len(heads) or not heads[place])]
    if csv and any(texts[len(heads) :]):
        message = Message("the row has {count} cells, the first row {expected}", count=len(texts), expected=len(heads))
        hint = Message("put the value into the column it belongs to")
        problems.error("wrong-number-of-cells", message, row.location, hint)
    elif beside:
        text = shortened(beside[0], 40)
        message = Message("'{text}' stands in a column without a name, and is not read", text=text)
        hint = Message("put it into the column it belongs to, or give its column a name")
        place = replace(row.location, steps=(*row.location.steps, Message("column without a name")))
        problems.warning("not-imported", message, place, hint)


def _formula(column: str, text: str, row: Location) -> Diagnostic:
    message = Message(
        "the cell '{column}' begins with '{cell}': a spreadsheet calculates such a cell", column=column, cell=text[0]
    )
    hint = Message("write an apostrophe before it; importing takes it away")
    return Diagnostic("formula-cell", message, in_column(row, column), hint)
