"""The columns of a table that people keep: which of them are read, and whether each holds what its name says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from reportgen.characters import IDEOGRAPHS
from reportgen.diagnostics import Collector, Location, Message, did_you_mean, shortened
from reportgen.exchange.rows import columns_of
from reportgen.model.glossary import TERM_KINDS
from reportgen.model.language import Language
from reportgen.project.csv_reader import STATUSES, name_columns

FINGERPRINT_COLUMN = "as_exported"
"""The column with the fingerprint of the exported row. If the glossary's row has changed since, it is not overwritten,
unless this cell is empty.
"""
_BETWEEN_WORDS = re.compile(r"[\s_-]+")
_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")
_FEWEST_ROWS = 3
"""The fewest cells by which a column is judged."""

_LOOKS: Mapping[str, Callable[[str], object]] = MappingProxyType(
    {
        "id": re.compile(r"[\w.-]+", re.ASCII).fullmatch,
        "kind": lambda cell: cell.lower() in {*TERM_KINDS, *TERM_KINDS.values()},
        "status": lambda cell: cell.lower() in STATUSES,
        FINGERPRINT_COLUMN: re.compile(r"[0-9a-f]{8}").fullmatch,
    }
)
"""What the cells of a column look like; for columns of names see `_look`."""


def known_columns(languages: Iterable[str]) -> tuple[str, ...]:
    """The columns that are read, with names in these languages."""
    return ("id", "kind", *columns_of("person", languages), FINGERPRINT_COLUMN)


def plain_heading(cell: str) -> str:
    """A heading without what people write differently: `EN short` is `en_short`."""
    return _BETWEEN_WORDS.sub("", cell.casefold())


def read_headings(
    cells: Sequence[str], location: Location, languages: Iterable[str], problems: Collector
) -> tuple[str, ...] | None:
    """The columns by their place, empty for those that are not read; None for a table that cannot be read.

    Faults: `missing-column`, `duplicate-column`; warning: `unknown-column`.
    """
    known = known_columns(languages)
    spelled = {plain_heading(column): column for column in known}
    columns = tuple(spelled.get(plain_heading(cell), "") for cell in cells)
    before = len(problems.errors)
    if "id" not in columns:
        hint = Message("the first row names the columns; 'id' says which term a row is")
        problems.error("missing-column", Message("no column is named id"), location, hint)
    for column in dict.fromkeys(columns):
        if column and columns.count(column) > 1:
            message = Message("the column '{column}' stands twice", column=column)
            problems.error("duplicate-column", message, location, Message("remove one"))
    if len(problems.errors) > before:
        return None
    others = [cell.strip() for cell, column in zip(cells, columns, strict=True) if cell.strip() and not column]
    if others:
        missing = [column for column in known if column not in columns]
        near = next((hint for cell in others if (hint := did_you_mean(cell, missing))), None)
        named = [f"'{shortened(cell, 40)}'" for cell in others]
        message = Message("what stands under {columns} is not read: the glossary has no such column", columns=named)
        problems.warning("unknown-column", message, location, near or Message("columns: {known}", known=[*known]))
    return columns


def are_in_place(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    location: Location,
    languages: Mapping[str, Language],
    problems: Collector,
) -> bool:
    """Whether the columns hold what their names say; one fault (`moved-column`) tells of all that do not.

    Whoever moves a column without its name moves another too, so that one alone is judged cell by cell. Names alone
    prove nothing: those of a table may all be Latin in Chinese.
    """
    moved: dict[str, str] = {}
    for place, column in enumerate(columns):
        looks_right = _look(column, languages)
        if looks_right is None:
            continue
        filled = [row[place] for row in rows if len(row) > place and row[place]]
        wrong = [cell for cell in filled if not looks_right(cell)]
        if len(filled) >= _FEWEST_ROWS and len(wrong) * 2 > len(filled):
            moved[column] = wrong[0]
    if len(moved) < 2 or moved.keys().isdisjoint(_LOOKS):
        return True
    shown = [
        Message("'{cell}' under '{column}'", cell=shortened(cell, 40), column=column) for column, cell in moved.items()
    ]
    message = Message("columns do not hold what they are named for: {shown}", shown=shown)
    problems.error("moved-column", message, location, Message("put each name above what it is the name of"))
    return False


def _look(column: str, languages: Mapping[str, Language]) -> Callable[[str], object] | None:
    """What the cells of a column look like; None where anything may stand."""
    language = next((language for tag, language in languages.items() if column in name_columns([tag])), None)
    if language is None:
        return _LOOKS.get(column)
    if language.chinese:
        return _IDEOGRAPH.search
    return None if language.east_asian else _has_no_ideograph


def _has_no_ideograph(cell: str) -> bool:
    return not _IDEOGRAPH.search(cell)
