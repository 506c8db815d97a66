"""Reads the glossary's own CSV files with their bytes, and changes single cells, rows and columns of them.

A changed cell is replaced where it stands; quotation marks, order of rows and columns, blanks, line
breaks and byte-order mark of everything else stay as they were typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.diagnostics import Collector, Diagnostic, Location, Message, ProblemsFound
from reportgen.exchange.rows import columns_of
from reportgen.exchange.sheets.csv_source import Record, read_records, write_cell
from reportgen.files import read_file
from reportgen.model.glossary import TERM_KINDS, Glossary, Term
from reportgen.model.language import Language, with_own_texts
from reportgen.project.csv_reader import build_glossary, name_columns, read_terms
from reportgen.project.files import FileReader
from reportgen.project.languages import load_languages
from reportgen.project.places import GLOSSARY_FOLDER, MEETING_FILE
from reportgen.project.yaml_reader import read_yaml

Cells = Mapping[str, str]

_BOM = "\ufeff"


@dataclass(frozen=True)
class GlossaryFiles:
    """The tables of terms as they are on disk (`data` by table's name), and the glossary made of them.

    `languages` are those that its names are in: of the meeting first, then others that a table has a column for.
    `needed` are the tags of those in which each name has to be there.
    """

    root: Path
    data: Mapping[str, bytes]
    glossary: Glossary
    languages: Mapping[str, Language]
    needed: tuple[str, ...]

    def terms(self) -> list[Term]:
        """The terms in the order of `TERM_KINDS` and of their rows."""
        order = list(TERM_KINDS.values())
        return sorted(self.glossary, key=lambda term: (order.index(term.kind), term.location.line))


def is_table(path: str) -> bool:
    """Whether a file, relative to its project, is one of the glossary's."""
    return path.startswith(f"{GLOSSARY_FOLDER}/")


def read_glossary(root: Path) -> GlossaryFiles:
    """Read the tables of terms of a project, whose content may have faults; names may be missing.

    Raises `ProblemsFound` with every other fault of the tables.
    """
    problems = Collector()
    files = FileReader(root, problems)
    data: dict[str, bytes] = {}
    for table in files.names(GLOSSARY_FOLDER, ".csv"):
        if table in TERM_KINDS:
            read = files.read(f"{GLOSSARY_FOLDER}/{table}.csv", "")
            if read is not None:
                data[table] = read
    known = with_own_texts(load_languages(files))
    glossary = _glossary(data, problems, known)
    problems.raise_errors()
    columns = {column for table in data.values() for column in _header(table)}
    meeting = [tag for tag in _meeting_languages(root) if tag in known]
    used = dict.fromkeys([*meeting, *(tag for tag in known if tag in columns)]) or known
    return GlossaryFiles(root, data, glossary, {tag: known[tag] for tag in used}, tuple(meeting or used))


def _meeting_languages(root: Path) -> list[Any]:
    """The languages that the meeting lists; none where that cannot be read, which is no matter of the glossary."""
    try:
        meeting = read_yaml(read_file(root / MEETING_FILE), MEETING_FILE).value
    except (OSError, ProblemsFound):
        return []
    listed = meeting.get("languages") if isinstance(meeting, dict) else None
    return listed if isinstance(listed, list) else []


def _header(table: bytes) -> tuple[str, ...]:
    """The names of a table's columns."""
    return tuple(value.strip() for value in read_records(table.decode("utf-8-sig"))[0].values)


def _glossary(data: Mapping[str, bytes], problems: Collector, languages: Iterable[str]) -> Glossary:
    terms: list[Term] = []
    for table, content in data.items():
        terms += read_terms(
            content, f"{GLOSSARY_FOLDER}/{table}.csv", TERM_KINDS[table], problems, languages, needed=()
        )
    return build_glossary(terms, (), problems)


def change_tables(
    files: GlossaryFiles, changed: Mapping[str, Cells], added: Sequence[tuple[str, str, Cells]]
) -> dict[str, bytes]:
    """The tables that change, by path relative to the project.

    `changed` maps ids to the cells that get new values; `added` has kind, id and cells of new terms.
    The result has been read back; raises `ProblemsFound` with what is wrong with it.
    """
    result: dict[str, bytes] = {}
    for table, kind in TERM_KINDS.items():
        changed_here = {term_id: cells for term_id, cells in changed.items() if files.glossary[term_id].kind == kind}
        new = [(term_id, cells) for added_kind, term_id, cells in added if added_kind == kind]
        if changed_here or new:
            before = files.data.get(table, _empty_table(kind, files.needed))
            result[table] = _change(before, changed_here, new, files.languages)
    problems = Collector()
    for term_id, cells in changed.items():
        for tag in files.needed:
            if cells.get(tag) == "":
                problems.error(
                    "empty-name",
                    Message("'{tag}' is empty", tag=tag),
                    files.glossary[term_id].location,
                    Message("write the name"),
                )
    _glossary({**files.data, **result}, problems, files.languages)
    problems.raise_errors()
    return {f"{GLOSSARY_FOLDER}/{table}.csv": content for table, content in result.items()}


def check_unchanged(files: GlossaryFiles) -> None:
    """Raise `ProblemsFound` when a table on disk is no longer the one that was read."""
    for table, content in files.data.items():
        path = f"{GLOSSARY_FOLDER}/{table}.csv"
        try:
            same = read_file(files.root / path) == content
        except OSError:
            same = False
        if not same:
            message = Message("the file was changed by someone else meanwhile")
            raise ProblemsFound(
                [Diagnostic("import-conflict", message, Location(path), Message("run the command again"))]
            )


def _empty_table(kind: str, languages: Iterable[str]) -> bytes:
    return (",".join(("id", *columns_of(kind, languages))) + "\n").encode()


def _change(
    data: bytes, changed: Mapping[str, Cells], added: Sequence[tuple[str, Cells]], languages: Iterable[str]
) -> bytes:
    """One table with new values in some cells, new rows at its end, and a new column for what it has none for."""
    text = data.decode("utf-8")
    mark = _BOM if text.startswith(_BOM) else ""
    text = text.removeprefix(_BOM)
    header, *records = read_records(text)
    columns = [value.strip() for value in header.values]
    new_columns = [column for column in _name_columns(changed, added, languages) if column not in columns]
    edits = [(header.end, header.end, "".join(f",{write_cell(column)}" for column in new_columns))]
    for record in records:
        values = dict(zip(columns, record.cells, strict=True))
        cells = changed.get(values["id"].value.strip(), {})
        for column, cell in values.items():
            if column in cells:
                edits.append((cell.start, cell.end, write_cell(cells[column], cell.quoted)))
        edits.append((record.end, record.end, "".join(f",{write_cell(cells.get(c, ''))}" for c in new_columns)))
    columns += new_columns
    pieces: list[str] = []
    position = 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        pieces += (text[position:start], new)
        position = end
    text = "".join((*pieces, text[position:]))
    return (mark + text + _new_rows(text, columns, records, added)).encode("utf-8")


def _name_columns(
    changed: Mapping[str, Cells], added: Sequence[tuple[str, Cells]], languages: Iterable[str]
) -> tuple[str, ...]:
    """The columns of the languages in which any changed or new row has a name; a full and a short one go together."""
    rows = [*changed.values(), *(cells for _, cells in added)]
    return name_columns(tag for tag in languages if any(cells.get(c) for cells in rows for c in name_columns([tag])))


def _new_rows(text: str, columns: Sequence[str], records: Sequence[Record], added: Sequence[tuple[str, Cells]]) -> str:
    """New rows in the table's own line breaks; all cells quoted where all of the table's rows are."""
    if not added:
        return ""
    ending = "\r\n" if "\r\n" in text else "\r" if "\r" in text and "\n" not in text else "\n"
    quoted = bool(records) and all(cell.quoted for record in records for cell in record.cells)
    rows = [
        ",".join(write_cell({"id": term_id, **cells}.get(column, ""), quoted) for column in columns) + ending
        for term_id, cells in added
    ]
    return ("" if text.endswith(("\n", "\r")) else ending) + "".join(rows)
