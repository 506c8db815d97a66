"""What a reader meets in a Word file, as plain data: two files with the same of it are the same to a reader."""

from __future__ import annotations

import io
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import docx
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")


def structure_of(data: bytes) -> dict[str, Any]:
    """Body, headers, footers and footnotes as lists of blocks, and the properties that docxtpl renders."""
    document = docx.Document(io.BytesIO(data))
    part = document.part
    found = {"body": list(_blocks(document.element.body, part))}
    for relation in part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind in ("header", "footer", "footnotes") and not relation.is_external:
            inner = relation.target_part
            root = inner.element if isinstance(inner, XmlPart) else etree.fromstring(inner.blob)
            found[f"{kind} {inner.partname}"] = list(_blocks(root, inner))
    found["properties"] = [getattr(document.core_properties, name) for name in _PROPERTIES]
    return found


def _blocks(parent: Any, part: Part) -> Iterator[Any]:
    for child in parent:
        if child.tag == qn("w:p"):
            yield ("paragraph", _properties(child.find(qn("w:pPr"))), _runs(child, part))
        elif child.tag == qn("w:tbl"):
            columns = len(child.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
            yield (
                "table",
                columns,
                [[_cell(cell, part) for cell in row.iter(qn("w:tc"))] for row in child.findall(qn("w:tr"))],
            )
        elif child.tag in (qn("w:footnote"), qn("w:sdt"), qn("w:sdtContent")):
            yield from _blocks(child, part)


def _cell(cell: Any, part: Part) -> Any:
    properties = [one for one in _properties(cell.find(qn("w:tcPr"))) if not one.startswith("tcW")]
    return properties, list(_blocks(cell, part))


def _properties(element: Any) -> list[str]:
    if element is None:
        return []
    return sorted(_property(child) for child in element if child.tag not in (qn("w:rPr"), qn("w:sectPr")))


def _property(element: Any) -> str:
    name = etree.QName(element).localname
    values = {etree.QName(key).localname: value for key, value in element.attrib.items()}
    if name == "shd":  # `w:val` and `w:color` are required, and left out by docxtpl
        values = {"fill": values["fill"].lower()}
    if name == "color":
        values["val"] = values["val"].upper()
    if name == "vMerge":
        values.setdefault("val", "continue")
    if values.get("val") in ("true", "1"):
        del values["val"]
    return " ".join([name, *(f"{key}={value}" for key, value in sorted(values.items()))])


def _runs(paragraph: Any, part: Part) -> list[tuple[str, list[str], str]]:
    """Texts with their formatting and link; neighbours that look the same are one."""
    runs: list[tuple[str, list[str], str]] = []
    for run in paragraph.iter(qn("w:r")):
        text, looks = "".join(_shown(child, part) for child in run), _properties(run.find(qn("w:rPr")))
        link = run.getparent()
        target = (
            part.rels[link.get(qn("r:id"))].target_ref if link.tag == qn("w:hyperlink") and link.get(qn("r:id")) else ""
        )
        if runs and runs[-1][1:] == (looks, target):
            runs[-1] = (runs[-1][0] + text, looks, target)
        elif text:
            runs.append((text, looks, target))
    return runs


def _shown(element: BaseOxmlElement, part: Part) -> str:
    match etree.QName(element).localname:
        case "t":
            return element.text or ""
        case "tab":
            return "\t"
        case "br":
            return f"[{element.get(qn('w:type'))}]" if element.get(qn("w:type")) else "\n"
        case "drawing":
            return _drawing(element, part)
        case "rPr" | "lastRenderedPageBreak":
            return ""
        case other:
            return f"[{other}]"


def _drawing(element: Any, part: Part) -> str:
    extent, blip = element.find(f".//{qn('wp:extent')}"), element.find(f".//{qn('a:blip')}")
    click = element.find(f".//{qn('a:hlinkClick')}")
    link = part.rels[click.get(qn("r:id"))].target_ref if click is not None else ""
    picture = sha256(part.rels[blip.get(qn("r:embed"))].target_part.blob).hexdigest()[:8] if blip is not None else ""
    return f"[picture {extent.get('cx')} x {extent.get('cy')} {picture} {link}]"
