"""Reads the glossary's own CSV files with their bytes, and changes single cells and rows of them.

A changed cell is replaced where it stands; quotation marks, order of rows and columns, blanks, line
breaks and byte-order mark of everything else stay as they were typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.diagnostics import Collector, Diagnostic, Location, ProblemsFound
from reportgen.exchange.csv_source import Record, read_records, write_cell
from reportgen.model.glossary import TERM_KINDS, Glossary, Term
from reportgen.model.language import Language, with_own_texts
from reportgen.project.csv_reader import PERSON_ONLY, build_glossary, read_terms, term_columns
from reportgen.project.files import FileReader
from reportgen.project.languages import load_languages
from reportgen.project.places import GLOSSARY_FOLDER

Cells = Mapping[str, str]

_BOM = "\ufeff"


@dataclass(frozen=True)
class GlossaryFiles:
    """The tables of terms as they are on disk (`data` by table's name), and the glossary made of them."""

    root: Path
    data: Mapping[str, bytes]
    glossary: Glossary
    languages: Mapping[str, Language]

    def terms(self, kind: str = "") -> list[Term]:
        """The terms of a kind, or all, in the order of `TERM_KINDS` and of their rows."""
        order = list(TERM_KINDS.values())
        chosen = [term for term in self.glossary if not kind or term.kind == kind]
        return sorted(chosen, key=lambda term: (order.index(term.kind), term.location.line))


def is_table(path: str) -> bool:
    """Whether a file, relative to its project, is one of the glossary's."""
    return path.startswith(f"{GLOSSARY_FOLDER}/")


def read_glossary(root: Path) -> GlossaryFiles:
    """Read the tables of terms of a project, whose content may have faults.

    Raises `ProblemsFound` with every fault of the tables.
    """
    problems = Collector()
    files = FileReader(root, problems)
    data: dict[str, bytes] = {}
    for table in files.names(GLOSSARY_FOLDER, ".csv"):
        if table in TERM_KINDS:
            read = files.read(f"{GLOSSARY_FOLDER}/{table}.csv", "")
            if read is not None:
                data[table] = read
    languages = with_own_texts(load_languages(files))
    glossary = _glossary(data, problems, languages)
    problems.raise_errors()
    return GlossaryFiles(root, data, glossary, languages)


def _glossary(data: Mapping[str, bytes], problems: Collector, languages: Iterable[str]) -> Glossary:
    terms: list[Term] = []
    for table, content in data.items():
        terms += read_terms(content, f"{GLOSSARY_FOLDER}/{table}.csv", TERM_KINDS[table], problems, languages)
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
            result[table] = _change(files.data.get(table, _empty_table(kind, files.languages)), changed_here, new)
    problems = Collector()
    _glossary({**files.data, **result}, problems, files.languages)
    problems.raise_errors()
    return {f"{GLOSSARY_FOLDER}/{table}.csv": content for table, content in result.items()}


def check_unchanged(files: GlossaryFiles) -> None:
    """Raise `ProblemsFound` when a table on disk is no longer the one that was read."""
    for table, content in files.data.items():
        path = f"{GLOSSARY_FOLDER}/{table}.csv"
        try:
            same = (files.root / path).read_bytes() == content
        except OSError:
            same = False
        if not same:
            message = "the file was changed by someone else meanwhile"
            raise ProblemsFound([Diagnostic("import-conflict", message, Location(path), "run the command again")])


def _empty_table(kind: str, languages: Iterable[str]) -> bytes:
    columns = (*term_columns(languages), *(PERSON_ONLY if kind == "person" else ()))
    return (",".join(columns) + "\n").encode()


def _change(data: bytes, changed: Mapping[str, Cells], added: Sequence[tuple[str, Cells]]) -> bytes:
    """One table with new values in some cells and new rows at its end."""
    text = data.decode("utf-8")
    mark = _BOM if text.startswith(_BOM) else ""
    text = text.removeprefix(_BOM)
    header, *records = read_records(text)
    columns = [value.strip() for value in header.values]
    edits: list[tuple[int, int, str]] = []
    for record in records:
        values = dict(zip(columns, record.cells, strict=True))
        for column, value in changed.get(values["id"].value.strip(), {}).items():
            cell = values[column]
            edits.append((cell.start, cell.end, write_cell(value, cell.quoted)))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return (mark + text + _new_rows(text, columns, records, added)).encode("utf-8")


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
