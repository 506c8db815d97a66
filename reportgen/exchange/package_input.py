"""Checks that an imported workbook is safe, before any library opens it.

What a glossary never needs is refused: macros, links to other files and data connections, document
types in a part, more data than a glossary can be (ECMA-376 part 1, 12.3, lists a workbook's parts).
"""

from __future__ import annotations

import io
import re
import zipfile

from reportgen.diagnostics import Diagnostic, Location, ProblemsFound
from reportgen.exchange.xml_input import parse_xml
from reportgen.office.opc.archive import UnreadableArchive, read_archive

MAX_UNPACKED = 64 * 1024 * 1024
"""All parts of a workbook together; 100,000 terms take some 30 MB."""

_ACTIVE = (
    (re.compile(r"vbaproject|macrosheets/|activex/|ctrlprops/", re.IGNORECASE), "macros or controls"),
    (re.compile(r"externallinks/|connections\.xml|querytables/", re.IGNORECASE), "links to other files"),
    (re.compile(r"embeddings/", re.IGNORECASE), "embedded files"),
)
_MACRO_TYPE = b"macroEnabled"
_LEGACY = b"\xd0\xcf\x11\xe0"


def check_workbook(data: bytes, name: str) -> None:
    """Refuse a workbook beyond plain data; raises `ProblemsFound` (`unsafe-file`, `wrong-format`, `xml-syntax`)."""
    where = Location(name)
    if data.startswith(_LEGACY):
        message = "the file is protected with a password, or is an old .xls"
        raise ProblemsFound([Diagnostic("wrong-format", message, where, "save it as .xlsx, without a password")])
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
        if unpacked > MAX_UNPACKED:
            raise ProblemsFound([_unsafe(f"the file would unpack to {unpacked} bytes", where)])
        parts = read_archive(data)
    except (UnreadableArchive, zipfile.BadZipFile, ValueError, EOFError) as fault:
        message = f"the file cannot be opened as a workbook: {fault}"
        raise ProblemsFound([Diagnostic("wrong-format", message, where, "save it again as .xlsx")]) from None
    types = parts.get("[Content_Types].xml")
    if types is None or "xl/workbook.xml" not in parts:
        raise ProblemsFound([Diagnostic("wrong-format", "the file is no Excel workbook", where, "save it as .xlsx")])
    for part in parts:
        for shape, what in _ACTIVE:
            if shape.search(part):
                raise ProblemsFound([_unsafe(f"the workbook holds {what} ({part})", where)])
    if _MACRO_TYPE in types.read():
        raise ProblemsFound([_unsafe("the workbook is one with macros (.xlsm)", where)])
    for part, entry in parts.items():
        if part.lower().endswith((".xml", ".rels", ".vml")):
            parse_xml(entry.read(), f"{name} › {part}")


def _unsafe(message: str, where: Location) -> Diagnostic:
    return Diagnostic("unsafe-file", message, where, "save only the table, as .xlsx or CSV UTF-8")
