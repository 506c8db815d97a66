"""An OpenDocument table as the Excel workbook that LibreOffice makes of it, so that it is read like any other."""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Location, Message, ProblemsFound
from reportgen.exchange.package_input import OPEN_DOCUMENT, check_package
from reportgen.files import read_file
from reportgen.printing.libreoffice import find_libreoffice

_SECONDS = 120
"""The time limit for one table: LibreOffice needs some 2 s, and more where it starts for the first time."""


def workbook_of(data: bytes, name: str) -> bytes:
    """The table as an Excel workbook, with its comments and struck text.

    Raises `ProblemsFound`: the faults of `check_package`, `no-libreoffice` where there is none to convert it,
    `wrong-format` where it makes nothing of it.
    """
    check_package(data, name, OPEN_DOCUMENT)
    hint = Message("save it as {suffix}", suffix=".xlsx")
    try:
        office = find_libreoffice()
    except ProblemsFound:
        message = Message("LibreOffice, which reads this format, is not installed here")
        raise ProblemsFound([Diagnostic("no-libreoffice", message, Location(name), hint)]) from None
    with tempfile.TemporaryDirectory(prefix="reportgen-") as folder:
        table, made = Path(folder) / "table.ods", Path(folder) / "table.xlsx"
        table.write_bytes(data)
        reason = office.convert([table], "xlsx", Path(folder), Path(folder) / "profile", _SECONDS, threading.Event())
        if made.exists():
            return read_file(made)
    message = Message("LibreOffice makes no workbook of it ({reason})", reason=reason or Message("it gave no reason"))
    raise ProblemsFound([Diagnostic("wrong-format", message, Location(name), hint)])
