"""A glossary entry as a row of strings, which every exchange format writes and reads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.diagnostics import Location
from reportgen.model.glossary import Term
from reportgen.model.language import LANGUAGES
from reportgen.project.csv_reader import PERSON_COLUMNS, PERSON_ONLY

VALUE_COLUMNS = tuple(column for column in PERSON_COLUMNS if column != "id")
"""The columns of any table but the id; a term that is no person has no honorific and no post."""
STATUSES = ("verified", "unverified")


@dataclass(frozen=True, slots=True)
class Row:
    """One entry: `cells` has the columns its file has, `""` where a cell is empty.

    `kind` is empty when the file does not say it. `fingerprint` is that of the row when it was
    exported, empty when the file does not carry one. `discouraged` are words that the file says must
    not be used for it.
    """

    id: str
    kind: str
    cells: Mapping[str, str]
    location: Location
    fingerprint: str = ""
    discouraged: tuple[str, ...] = ()


def columns_of(kind: str) -> tuple[str, ...]:
    """The columns of the table for a kind, without the id."""
    return VALUE_COLUMNS if kind == "person" else tuple(c for c in VALUE_COLUMNS if c not in PERSON_ONLY)


def cells_of(term: Term) -> dict[str, str]:
    """A term's cells, all of them, as its table has them."""
    names = {tag: term.names.get(tag, "") for tag in LANGUAGES}
    shorts = {f"{tag}_short": term.shorts.get(tag, "") for tag in LANGUAGES}
    status = STATUSES[0] if term.verified else STATUSES[1]
    rest = {"status": status, "source": term.source, "note": term.note}
    person = {"honorific": term.honorific, "post": term.post} if term.kind == "person" else {}
    return {**names, **shorts, **rest, **person}


def fingerprint(cells: Mapping[str, str]) -> str:
    """Eight hex digits that change when any cell of a row does."""
    text = "\x1f".join(f"{column}\x1e{cells.get(column, '')}" for column in VALUE_COLUMNS)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def rows_of(terms: Iterable[Term], languages: Sequence[str] = ()) -> Iterator[Row]:
    """The rows to export: all names, or those of the `languages` asked for."""
    left_out = {column for tag in LANGUAGES if languages and tag not in languages for column in (tag, f"{tag}_short")}
    for term in terms:
        cells = cells_of(term)
        kept = {column: value for column, value in cells.items() if column not in left_out}
        yield Row(term.id, term.kind, kept, term.location, fingerprint(cells))
