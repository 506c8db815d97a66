"""The margins of a table's cells as LibreOffice writes them.

PowerPoint reads them from the cell alone (`marL` … of `a:tcPr`, ECMA-376 part 1 §21.1.3.17), and takes its own for one
that is not there. LibreOffice leaves out those of 0 there, and writes all of them to the cell's text body too (`lIns` …
of `a:bodyPr`), where PowerPoint does not look.
"""

from __future__ import annotations

from lxml import etree

from reportgen.office.markup.namespaces import qn

_MARGINS = {"lIns": "marL", "rIns": "marR", "tIns": "marT", "bIns": "marB"}


def restore_cell_margins(root: etree._Element) -> None:
    """Write the margins that only a cell's text body has to the cell."""
    for cell in root.iter(qn("a:tc")):
        body, properties = cell.find(f"{qn('a:txBody')}/{qn('a:bodyPr')}"), cell.find(qn("a:tcPr"))
        if body is None or properties is None:
            continue
        for inset, margin in _MARGINS.items():
            if inset in body.attrib and margin not in properties.attrib:
                properties.set(margin, body.get(inset, ""))
