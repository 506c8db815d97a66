"""Checks that an imported workbook or document is safe, before any library opens it.

What words never need is refused: macros, links to other files and data connections, document types in a part, more
data than they can be (ECMA-376 part 1, 11.3 and 12.3, lists the parts of documents and workbooks).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from reportgen.diagnostics import Diagnostic, Location, Message, ProblemsFound
from reportgen.exchange.xml_input import parse_xml
from reportgen.office.opc.archive import ArchiveTooLarge, UnreadableArchive, read_archive

MAX_UNPACKED = 64 * 1024 * 1024
"""All parts of a workbook together; 100,000 terms take some 30 MB."""
MAX_MERGED = 200_000
"""The cells that all merged ranges of a sheet may cover."""

_ACTIVE = (
    (re.compile(r"vbaproject|macrosheets/|activex/|ctrlprops/", re.IGNORECASE), Message("macros or controls")),
    (re.compile(r"^(Basic|Scripts)/"), Message("macros or controls")),
    (re.compile(r"externallinks/|connections\.xml|querytables/", re.IGNORECASE), Message("links to other files")),
    (re.compile(r"embeddings/|^Object ", re.IGNORECASE), Message("embedded files")),
)
_MERGED = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}mergeCell"
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_MACRO_TYPE = b"macroEnabled"


@dataclass(frozen=True, slots=True)
class Format:
    """A format to be read: its part with the content, what a user calls a file of it, the ending of its name.

    `list_of_parts` is the part that names all others with their types.
    """

    main_part: str
    noun: str
    suffix: str
    legacy: str
    list_of_parts: str = "[Content_Types].xml"


WORKBOOK = Format("xl/workbook.xml", Message("Excel workbook"), ".xlsx", ".xls")
DOCUMENT = Format("word/document.xml", Message("Word document"), ".docx", ".doc")
OPEN_DOCUMENT = Format(
    "content.xml", Message("OpenDocument table"), ".ods", ".sxc", list_of_parts="META-INF/manifest.xml"
)

_LEGACY = b"\xd0\xcf\x11\xe0"


def check_package(data: bytes, name: str, kind: Format) -> None:
    """Refuse a file beyond plain data; raises `ProblemsFound` (`unsafe-file`, `wrong-format`, `xml-syntax`)."""
    where = Location(name)
    if data.startswith(_LEGACY):
        message = Message("the file is protected with a password, or is an old {legacy}", legacy=kind.legacy)
        hint = Message("save it as {suffix}, without a password", suffix=kind.suffix)
        raise ProblemsFound([Diagnostic("wrong-format", message, where, hint)])
    try:
        parts = read_archive(data, MAX_UNPACKED)
    except ArchiveTooLarge as fault:
        raise ProblemsFound([_unsafe(Message("the file is refused: {fault}", fault=fault), where, kind)]) from None
    except UnreadableArchive as fault:
        message = Message("the file is no {noun} that can be opened: {fault}", noun=kind.noun, fault=fault)
        raise ProblemsFound(
            [Diagnostic("wrong-format", message, where, Message("save it again as {suffix}", suffix=kind.suffix))]
        ) from None
    types = parts.get(kind.list_of_parts)
    if types is None or kind.main_part not in parts:
        message = Message("the file is no {noun}", noun=kind.noun)
        raise ProblemsFound(
            [Diagnostic("wrong-format", message, where, Message("save it as {suffix}", suffix=kind.suffix))]
        )
    for part in parts:
        for shape, what in _ACTIVE:
            if shape.search(part):
                raise ProblemsFound(
                    [_unsafe(Message("the file holds {what} ({part})", what=what, part=part), where, kind)]
                )
    if _MACRO_TYPE in types.read():
        raise ProblemsFound([_unsafe(Message("the file is one with macros"), where, kind)])
    for part, entry in parts.items():
        if part.lower().endswith((".xml", ".rels", ".vml")):
            merged = _merged_cells(parse_xml(entry.read(), f"{name} › {part}"))
            if merged > MAX_MERGED:
                message = Message("the file joins {count} cells to larger ones ({part})", count=merged, part=part)
                raise ProblemsFound([_unsafe(message, where, kind)])


def damaged_workbook(name: str) -> Diagnostic:
    """The problem of a workbook that its library cannot read, whatever that says of it in words of its own."""
    hint = Message("open it in a spreadsheet and save it again as .xlsx")
    return Diagnostic("wrong-format", Message("the workbook is damaged"), Location(name), hint)


def _merged_cells(root: etree._Element) -> int:
    """How many cells a sheet joins to larger ones: openpyxl makes an object of each, whether there is one or not."""
    from openpyxl.utils import column_index_from_string

    found = (_RANGE.fullmatch(merged.get("ref", "")) for merged in root.iter(_MERGED))
    sizes = (
        (column_index_from_string(one[3]) - column_index_from_string(one[1]) + 1) * (int(one[4]) - int(one[2]) + 1)
        for one in found
        if one
    )
    return sum(sizes)


def _unsafe(message: str, where: Location, kind: Format) -> Diagnostic:
    return Diagnostic(
        "unsafe-file",
        message,
        where,
        Message("save only the table, as a new {suffix} without macros", suffix=kind.suffix),
    )
