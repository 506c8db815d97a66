"""Reads and writes files of glossary rows in the format of their name's ending."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from reportgen.diagnostics import Collector, Diagnostic, Location, ProblemsFound
from reportgen.exchange.rows import Row
from reportgen.messages import Message
from reportgen.model.language import Language

MAX_EXCHANGE_BYTES = 32 * 1024 * 1024
"""The largest file that is imported: some 25,000 terms as TBX."""
GLOSSARY_SUFFIXES = (".csv", ".xlsx", ".tbx")

_REFUSED = {
    ".xlsm": "a workbook with macros is not read",
    ".xlsb": "a binary workbook is not read: it may hold macros",
    ".xltm": "a template with macros is not read",
    ".xls": "an old .xls is not read",
    ".ods": "an OpenDocument table is not read",
}


def read_exchange_file(path: Path) -> bytes:
    """The bytes of a file from outside; raises `ProblemsFound` (`missing-file`, `unreadable-file`, `too-large`).

    What is no ordinary file is not opened: a pipe might block for ever.
    """
    where = Location(str(path))
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ProblemsFound(
                [Diagnostic("unreadable-file", Message("this is not a file"), where, Message("name the exported file"))]
            )
        if status.st_size > MAX_EXCHANGE_BYTES:
            message = Message(
                "the file is larger than {max_exchange_bytes} MB", max_exchange_bytes=MAX_EXCHANGE_BYTES // 1024 // 1024
            )
            raise ProblemsFound([Diagnostic("too-large", message, where, Message("split it"))])
        return path.read_bytes()
    except FileNotFoundError:
        raise ProblemsFound(
            [Diagnostic("missing-file", Message("the file is missing"), where, Message("check its name"))]
        ) from None
    except OSError as error:
        message = Message("the file cannot be read ({value})", value=error.strerror or error)
        raise ProblemsFound([Diagnostic("unreadable-file", message, where, Message("check its permissions"))]) from None


def write_rows(suffix: str, rows: Iterable[Row], languages: Sequence[str]) -> bytes:
    """The rows in the format that a file name's ending stands for, one of `GLOSSARY_SUFFIXES`.

    `languages` are the tags of those that they have names in.
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

            return write_tbx(rows, languages)


def read_rows(path: Path, problems: Collector, languages: Mapping[str, Language]) -> list[Row]:
    """The rows of a file in the format its name's ending stands for; faults go to `problems`.

    Names may be in the `languages`.
    """
    suffix, name = path.suffix.lower(), str(path)
    if suffix not in GLOSSARY_SUFFIXES:
        message = _REFUSED.get(suffix, f"'{suffix or name}' is no format of a glossary")
        hint = Message("save it as one of {glossary_suffixes}", glossary_suffixes=[*GLOSSARY_SUFFIXES])
        problems.error("unsafe-file" if "macros" in message else "wrong-format", message, Location(name), hint)
        return []
    try:
        data = read_exchange_file(path)
    except ProblemsFound as found:
        problems.extend(found.diagnostics)
        return []
    match suffix:
        case ".csv":
            from reportgen.exchange.sheets.csv_table import read_csv

            return read_csv(data, name, problems, languages)
        case ".xlsx":
            from reportgen.exchange.sheets.xlsx import read_xlsx

            return read_xlsx(data, name, problems, languages)
        case _:
            from reportgen.exchange.tbx_reader import read_tbx

            return read_tbx(data, name, problems, languages)
