"""Reads and writes files of glossary rows in the format of their name's ending."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from reportgen.diagnostics import Collector, Location, Message, ProblemsFound
from reportgen.exchange.rows import Row
from reportgen.files import read_named
from reportgen.model.language import Language

MAX_EXCHANGE_BYTES = 32 * 1024 * 1024
"""The largest file that is imported: some 25,000 terms as TBX."""
GLOSSARY_SUFFIXES = (".csv", ".xlsx", ".tbx")
"""The formats that a glossary is written in; all of them are read."""
_TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
_READ_SUFFIXES = (*_TEXT_SUFFIXES, ".xlsx", ".ods", ".tbx")
TBX_EDITIONS = ("2019", "2008")
"""The years of the editions of ISO 30042 that a .tbx file may be written in."""

_REFUSED = {
    ".xlsm": ("unsafe-file", Message("a workbook with macros is not read")),
    ".xlsb": ("unsafe-file", Message("a binary workbook is not read: it may hold macros")),
    ".xltm": ("unsafe-file", Message("a template with macros is not read")),
    ".xls": ("wrong-format", Message("an old .xls is not read")),
}
"""Formats of spreadsheets that are not read, each with the code and the words of its refusal."""


def read_exchange_file(path: Path) -> bytes:
    """The bytes of a file from outside; raises `ProblemsFound` as `read_named` does."""
    return read_named(path, most=MAX_EXCHANGE_BYTES)


def write_rows(suffix: str, rows: Iterable[Row], languages: Sequence[str], edition: str) -> bytes:
    """The rows in the format that a file name's ending stands for, one of `GLOSSARY_SUFFIXES`.

    `languages` are the tags of those that they have names in; a TBX file is of the `edition`.
    """
    match suffix:
        case ".csv":
            from reportgen.exchange.sheets.csv_table import write_csv

            return write_csv(rows)
        case ".xlsx":
            from reportgen.exchange.sheets.xlsx import write_xlsx

            return write_xlsx(rows)
        case _:
            from reportgen.exchange.tbx import write_tbx

            return write_tbx(rows, languages, edition)


def read_rows(path: Path, problems: Collector, languages: Mapping[str, Language], encoding: str = "") -> list[Row]:
    """The rows of a file in the format its name's ending stands for; faults go to `problems`.

    Names may be in the `languages`. `encoding` is that of a table of text; without one it is found out.
    """
    suffix, name = path.suffix.lower(), str(path)
    if suffix not in _READ_SUFFIXES:
        unknown = Message("'{value}' is no format of a glossary", value=suffix or name)
        code, message = _REFUSED.get(suffix, ("wrong-format", unknown))
        hint = Message("save it as one of {glossary_suffixes}", glossary_suffixes=[*GLOSSARY_SUFFIXES])
        problems.error(code, message, Location(name), hint)
        return []
    if encoding and suffix not in _TEXT_SUFFIXES:
        message = Message("a file of this format says itself what its encoding is")
        problems.error("wrong-encoding", message, Location(name), Message("leave --encoding out"))
        return []
    try:
        data = read_exchange_file(path)
        if suffix == ".ods":
            from reportgen.exchange.open_document import workbook_of

            suffix, data = ".xlsx", workbook_of(data, name)
    except ProblemsFound as found:
        problems.extend(found.diagnostics)
        return []
    match suffix:
        case ".xlsx":
            from reportgen.exchange.sheets.xlsx_reader import read_xlsx

            return read_xlsx(data, name, problems, languages)
        case ".tbx":
            from reportgen.exchange.tbx_reader import read_tbx

            return read_tbx(data, name, problems, languages)
        case _:
            from reportgen.exchange.sheets.csv_table import read_csv

            return read_csv(data, name, problems, languages, encoding)
