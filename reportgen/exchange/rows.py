"""A glossary entry as a row of strings, which every exchange format writes and reads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reportgen.diagnostics import Location
from reportgen.model.glossary import Term
from reportgen.project.csv_reader import PERSON_ONLY, UNVERIFIED, VERIFIED, term_columns


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


def columns_of(kind: str, languages: Iterable[str]) -> tuple[str, ...]:
    """The columns of the table for a kind, with names in these languages, without the id."""
    return (*term_columns(languages)[1:], *(PERSON_ONLY if kind == "person" else ()))


def cells_of(term: Term, languages: Iterable[str]) -> dict[str, str]:
    """A term's cells, as its table has them, with its names in these languages."""
    names: dict[str, str] = {}
    for tag in languages:
        names |= {tag: term.names.get(tag, ""), f"{tag}_short": term.shorts.get(tag, "")}
    status = VERIFIED if term.verified else UNVERIFIED
    rest = {"status": status, "source": term.source, "note": term.note}
    person = {"honorific": term.honorific, "post": term.post} if term.kind == "person" else {}
    return {**names, **rest, **person}


def fingerprint(term: Term) -> str:
    """Eight hex digits that change when any cell of a term does."""
    cells = cells_of(term, term.names.keys() | term.shorts.keys())
    text = "\x1f".join(f"{column}\x1e{value}" for column, value in sorted(cells.items()) if value)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def rows_of(terms: Iterable[Term], languages: Iterable[str]) -> Iterator[Row]:
    """The rows to export, with the names in these languages."""
    tags = tuple(languages)
    for term in terms:
        yield Row(term.id, term.kind, cells_of(term, tags), term.location, fingerprint(term))
