"""Finds tags in the files that a package embeds: workbooks, documents, and text in other formats that Word takes in.

Nothing is rendered there but the cells of a workbook whose texts a chart shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from reportgen.diagnostics import Message
from reportgen.office.markup.namespaces import UnsafeXml, parse_xml, qn
from reportgen.office.opc.archive import UnreadableArchive, read_archive
from reportgen.office.opc.package import Package
from reportgen.template.syntax.tags import Match, TagKind, find_tags

_PLACES = {
    "afchunk": (
        Message("text that Word takes in from another format"),
        Message("open the file in Word and save it: the text is in it"),
    ),
    "package": (
        Message("embedded file"),
        Message("take the tag out of the embedded file; a chart may have tags in its names"),
    ),
}
"""Kind of relationship → what a place in such a file is called, and what to do."""
_MAYBE = re.compile(rb"\{[{%<]")
"""What may be a tag in markup, or the beginning of one that is cut across runs."""
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TEXTS = (qn("w:p"), qn("a:p"), f"{_SHEET}is")
"""The elements whose text is one, whatever runs it is cut into."""
_RTF_BRACE = re.compile(rb"\\([{}])")


def embedded_tags(package: Package, part: str) -> Iterator[tuple[Match, str, str]]:
    """Yield the tags in files that a part embeds, each with what the place is called and what to do."""
    for item in package.relationships(part):
        name = package.resolve(part, item.target)
        if item.external or item.kind not in _PLACES or name not in package.entries:
            continue
        shown = _shown_by(package, part) if item.kind == "package" else set()
        for text in _texts(package.entries[name].read()):
            if text not in shown:
                # what does not end is no tag here: nobody knows what such a file may hold
                found = (match for match in find_tags(text) if not match.fault and match.kind is not TagKind.COMMENT)
                yield from ((match, *_PLACES[item.kind]) for match in found)


def _shown_by(package: Package, part: str) -> set[str]:
    """The texts of cells that a chart shows: its tags there are rendered."""
    return {value.text or "" for value in package.parse(part).iter(qn("c:v"))}


def _texts(data: bytes) -> Iterator[str]:
    """The texts of an embedded file that may hold tags; of a file in a format that nobody reads here, none."""
    try:
        contents = [entry.read() for entry in read_archive(data).values()]
    except UnreadableArchive:
        if b"\0" not in data:  # else it is no text
            yield _RTF_BRACE.sub(rb"\1", data).decode("utf-8", "replace")
        return
    if any(map(_MAYBE.search, contents)):
        yield from _texts_of_package([root for content in contents if (root := _markup(content)) is not None])


def _texts_of_package(roots: Sequence[etree._Element]) -> Iterator[str]:
    cells = (cell for root in roots for cell in root.iter(f"{_SHEET}c") if cell.get("t") == "s")
    used = {cell.findtext(f"{_SHEET}v") for cell in cells}  # a workbook keeps strings that no cell shows any more
    for root in roots:
        strings = [item for number, item in enumerate(root.iter(f"{_SHEET}si")) if str(number) in used]
        yield from ("".join(element.itertext()) for element in (*strings, *root.iter(*_TEXTS)))


def _markup(content: bytes) -> etree._Element | None:
    try:
        return parse_xml(content)
    except (etree.XMLSyntaxError, UnsafeXml):
        return None
