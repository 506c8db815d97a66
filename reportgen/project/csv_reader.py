"""Reads glossary tables (CSV, RFC 4180): terms and vocabulary rules, each with its file and line."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.diagnostics import Collector, Location, Message, ProblemsFound, did_you_mean
from reportgen.model.glossary import Glossary, Term, VocabularyRule
from reportgen.model.language import LANGUAGES
from reportgen.project.text_file import decode


def name_columns(languages: Iterable[str]) -> tuple[str, ...]:
    """The columns of names: for each language a full and a short one."""
    return tuple(column for tag in languages for column in (tag, f"{tag}_short"))


def term_columns(languages: Iterable[str]) -> tuple[str, ...]:
    """The columns of a table of terms; a table may have them in any order."""
    return ("id", *name_columns(languages), "status", "source", "note")


TERM_COLUMNS = term_columns(LANGUAGES)
"""The columns of a table of terms in a project without languages of its own."""
PERSON_ONLY = ("honorific", "post")
"""The columns that people have besides."""
VOCABULARY_COLUMNS = ("zh-Hant", "zh-Hans", "direction", "action", "note", "source")
"""The columns of `vocabulary.csv`."""
OPTIONAL_VOCABULARY_COLUMNS = ("scope", "not_in", "register", "example")
"""Columns `vocabulary.csv` may have.

The ids of the sectors a rule is for, and longer words in which its word is not meant, each separated by blanks; the
kind of text it is for, which is said for people and not used; and a sentence with what it is converted to, between them
an arrow (`EXAMPLE_ARROW`).
"""
EXAMPLE_ARROW = " → "
"""What stands in `example` between a sentence and its conversion."""
TERM_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""The id of a term."""
VERIFIED, UNVERIFIED = STATUSES = ("verified", "unverified")
"""What a table says of a term's names in the column `status`."""

_DIRECTIONS = ("both", "to-hans", "to-hant")
_ACTIONS = ("convert", "flag")
_CSV_HINT = Message("save it as 'CSV UTF-8 (comma delimited)'")
_QUOTE_HINT = Message(
    'a cell that holds a comma or a quotation mark stands in quotation marks, those inside doubled: ""'
)


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its cells by column, without blanks at their ends."""

    cells: Mapping[str, str]
    location: Location

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def read_terms(
    data: bytes,
    name: str,
    kind: str,
    problems: Collector,
    languages: Iterable[str] = LANGUAGES,
    needed: Collection[str] | None = None,
) -> list[Term]:
    """The terms of one glossary file; faults go to `problems`, the terms without fault come back.

    `kind` is a value of `TERM_KINDS`; `languages` are those that a term may have names in, `needed` those that it must:
    by default those that the table has columns for.
    Faults: `csv-syntax`, `missing-column`, `unknown-column`,
    `duplicate-column`, `wrong-number-of-cells`, `wrong-id`, `empty-name`, `wrong-value`, and those
    of `text_file.decode`.
    """
    tags = tuple(languages)
    columns = (*term_columns(needed or ()), *(PERSON_ONLY if kind == "person" else ()))
    rows = read_rows(data, name, columns, problems, name_columns(tags))
    present = [tag for tag in tags if rows and tag in rows[0].cells]
    wanted = present if needed is None else needed
    return [_term(row, kind, present) for row in rows if _check_term(row, present, wanted, problems)]


def read_vocabulary(data: bytes, name: str, problems: Collector) -> list[VocabularyRule]:
    """The rules of `vocabulary.csv`; faults as in `read_terms`."""
    rows = read_rows(data, name, VOCABULARY_COLUMNS, problems, OPTIONAL_VOCABULARY_COLUMNS)
    return [_vocabulary_rule(row) for row in rows if _check_vocabulary_rule(row, problems)]


def build_glossary(terms: Iterable[Term], vocabulary: Iterable[VocabularyRule], problems: Collector) -> Glossary:
    """Join the tables into a glossary; report ids that are not unique (`duplicate-id`) and posts that do not exist
    (`unknown-post`).
    """
    by_id: dict[str, Term] = {}
    for term in terms:
        first = by_id.setdefault(term.id, term)
        if first is not term:
            message = Message("the id '{id}' is taken, first at {location}", id=term.id, location=first.location)
            problems.error(
                "duplicate-id", message, term.location, Message("give one of the two another id, or remove it")
            )
    posts = {term.id for term in by_id.values() if term.kind == "post"}
    for term in by_id.values():
        if term.post and term.post not in posts:
            hint = did_you_mean(term.post, posts) or Message("add it to posts.csv")
            problems.error(
                "unknown-post",
                Message("'{id}' holds the unknown post '{post}'", id=term.id, post=term.post),
                term.location,
                hint,
            )
    return Glossary(by_id, tuple(vocabulary))


def _term(row: Row, kind: str, tags: Sequence[str]) -> Term:
    return Term(
        id=row["id"],
        kind=kind,
        names={tag: row[tag] for tag in tags if row[tag]},
        shorts={tag: row[f"{tag}_short"] for tag in tags if row[f"{tag}_short"]},
        honorific=row["honorific"],
        post=row["post"],
        verified=row["status"] == VERIFIED,
        source=row["source"],
        note=row["note"],
        location=row.location,
    )


def _vocabulary_rule(row: Row) -> VocabularyRule:
    convert = row["action"] == "convert"
    scope, not_in = (tuple(row[column].split()) for column in ("scope", "not_in"))
    sentence, _, wanted = row["example"].partition(EXAMPLE_ARROW)
    return VocabularyRule(
        row["zh-Hant"],
        row["zh-Hans"],
        row["direction"],
        convert,
        row["note"],
        row.location,
        scope,
        not_in,
        (sentence, wanted),
    )


def _check_term(row: Row, tags: Sequence[str], needed: Iterable[str], problems: Collector) -> bool:
    before = len(problems.diagnostics)
    if not TERM_ID.fullmatch(row["id"]):
        hint = Message("use small letters, digits and single hyphens")
        problems.error("wrong-id", Message("'{row}' is not an id", row=row["id"]), row.location, hint)
    _check_names(row, needed, problems)
    check_choice(row, "status", STATUSES, problems)
    for column in name_columns(tags):
        if "\n" in row[column]:
            problems.error(
                "wrong-value",
                Message("the name in '{column}' holds a line break", column=column),
                row.location,
                _QUOTE_HINT,
            )
    return len(problems.diagnostics) == before


def _check_vocabulary_rule(row: Row, problems: Collector) -> bool:
    before = len(problems.diagnostics)
    _check_names(row, ("zh-Hant", "zh-Hans"), problems)
    check_choice(row, "direction", _DIRECTIONS, problems)
    check_choice(row, "action", _ACTIONS, problems)
    for word in row["not_in"].split():
        if not any(row[column] and row[column] in word for column in ("zh-Hant", "zh-Hans")):
            hint = Message("write a longer word that holds it; words are separated by blanks")
            problems.error(
                "wrong-value",
                Message("'{word}' in 'not_in' does not hold the rule's word", word=word),
                row.location,
                hint,
            )
    return len(problems.diagnostics) == before


def _check_names(row: Row, columns: Iterable[str], problems: Collector) -> None:
    for column in columns:
        if not row[column]:
            problems.error(
                "empty-name", Message("'{column}' is empty", column=column), row.location, Message("write the name")
            )


def check_choice(row: Row, column: str, choices: Sequence[str], problems: Collector) -> None:
    """Report a cell (`wrong-value`) that is none of the `choices`."""
    if row[column] not in choices:
        hint = did_you_mean(row[column], choices) or Message("use one of {choices}", choices=[*choices])
        problems.error(
            "wrong-value", Message("'{row}' is not a {column}", row=row[column], column=column), row.location, hint
        )


def read_rows(
    data: bytes, name: str, columns: Sequence[str], problems: Collector, optional: Sequence[str] = ()
) -> list[Row]:
    """The records of a table that has these columns, and may have the optional ones; faults go to `problems`."""

    def is_sound(header: Sequence[str], location: Location) -> bool:
        return _check_header(header, columns, optional, location, problems)

    return _read(data, name, problems, is_sound)[1]


def read_table(data: bytes, name: str, problems: Collector) -> tuple[list[str], list[Row]]:
    """The columns of a table, whatever they are, and its records; faults go to `problems`."""

    def is_sound(header: Sequence[str], location: Location) -> bool:
        return _check_commas(header, location, problems) and _check_twice(header, location, problems)

    return _read(data, name, problems, is_sound)


def _read(
    data: bytes, name: str, problems: Collector, is_sound: Callable[[Sequence[str], Location], bool]
) -> tuple[list[str], list[Row]]:
    """The columns of a table and its records; none where it cannot be read, or its first row is not sound."""
    try:
        text = decode(data, name)
    except ProblemsFound as found:
        problems.extend(found.diagnostics)
        return [], []
    records = _records(text, name, problems)
    line, first = next(records, (0, []))
    if not first:
        problems.error(
            "empty-file", Message("the file says nothing"), Location(name), Message("write it, or restore it")
        )
        return [], []
    header = [cell.strip() for cell in first]
    if not is_sound(header, Location(name, line)):
        return [], []
    placed = ((Location(name, line), cells) for line, cells in records)
    return header, [
        Row(dict(zip(header, map(str.strip, cells), strict=True)), location)
        for location, cells in placed
        if _check_width(cells, len(header), location, problems)
    ]


def _records(text: str, name: str, problems: Collector) -> Iterator[tuple[int, list[str]]]:
    """The records with the line that each begins on; a record that cannot be read is reported and left out."""
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            message = Message("the row cannot be read: its quotation marks do not match ({error})", error=error)
            problems.error("csv-syntax", message, Location(name, line), _QUOTE_HINT)
            continue
        if any(cell.strip() for cell in cells):
            yield line, cells


def _check_header(
    header: Sequence[str], columns: Sequence[str], optional: Sequence[str], location: Location, problems: Collector
) -> bool:
    if not _check_commas(header, location, problems):
        return False
    before = len(problems.diagnostics)
    missing = [column for column in columns if column not in header]
    if missing:
        hint = Message("the first row names the columns {columns}", columns=[*columns])
        problems.error("missing-column", Message("no column is named {missing}", missing=[*missing]), location, hint)
    for column in header:
        if column not in (*columns, *optional):
            hint = did_you_mean(column, (*columns, *optional)) or Message("columns: {columns}", columns=[*columns])
            problems.error("unknown-column", Message("unknown column '{column}'", column=column), location, hint)
    known = [column for column in header if column in (*columns, *optional)]
    return _check_twice(known, location, problems) and len(problems.diagnostics) == before


def _check_commas(header: Sequence[str], location: Location, problems: Collector) -> bool:
    if len(header) > 1 or not any(separator in header[0] for separator in ";\t"):
        return True
    problems.error("csv-syntax", Message("the columns are not separated by commas"), location, _CSV_HINT)
    return False


def _check_twice(header: Sequence[str], location: Location, problems: Collector) -> bool:
    twice = [column for number, column in enumerate(header) if column and column in header[:number]]
    for column in twice:
        problems.error(
            "duplicate-column",
            Message("the column '{column}' stands twice", column=column),
            location,
            Message("remove one"),
        )
    return not twice


def _check_width(cells: Sequence[str], expected: int, location: Location, problems: Collector) -> bool:
    if len(cells) != expected:
        message = Message("the row has {count} cells, the header {expected}", count=len(cells), expected=expected)
        problems.error("wrong-number-of-cells", message, location, _QUOTE_HINT)
    return len(cells) == expected
