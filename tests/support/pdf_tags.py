"""The tags of a PDF file, and what a validator of PDF/UA-1 would say of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary

PART = "{http://www.aiim.org/pdfua/ns/id/}part"
"""The statement in a file's metadata that it keeps to PDF/UA."""
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def elements(element: Any) -> Iterator[Any]:
    """The structure elements below one, and itself, in reading order."""
    if isinstance(element, Array):
        for kid in element:
            yield from elements(kid)
    elif isinstance(element, Dictionary):
        if "/S" in element:
            yield element
        yield from elements(element.get("/K"))


def accessibility_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What a validator of PDF/UA-1 would say (Matterhorn Protocol 1.1), as far as programs can tell."""
    root = pdf.Root
    with pdf.open_metadata() as metadata:
        if metadata.get(PART) != "1" or _TITLE not in metadata:
            yield "05-001, 06-003: metadata"
    if not (root.MarkInfo.Marked and root.ViewerPreferences.DisplayDocTitle and "/Lang" in root):
        yield "07-002, 11-006: catalogue"
    for element in elements(root.StructTreeRoot):
        if str(element.S) == "/Figure" and "/Alt" not in element:
            yield "13-004: a figure without words"
        if str(element.S) == "/TH" and not any("/Scope" in attribute for attribute in element.A):
            yield "15-003: a heading without scope"
        if str(element.S) == "/Table" and not any(str(below.S) == "/TH" for below in elements(element)):
            yield "15-001: a table without headings"
    for page in pdf.pages:
        depth = 0
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            depth += (operator in ("BMC", "BDC")) - (operator == "EMC")
            if depth == 0 and operator in ("f", "f*", "S", "B", "Tj", "TJ", "Do", "sh"):
                yield f"01-003: {operator} in no tag"
        for note in page.get("/Annots", ()):
            if "/StructParent" not in note or "/Contents" not in note or str(page.get("/Tabs")) != "/S":
                yield "28-002, 28-005, 28-012: a link"
