"""Where a shape stands and how large it is."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from reportgen.office.markup.namespaces import qn


@dataclass(frozen=True, slots=True)
class Box:
    """Where a shape lies and how large it is, in EMU (§20.1.7.6)."""

    x: int
    y: int
    cx: int
    cy: int


def read_box(shape: etree._Element) -> Box | None:
    """The box that a shape's own transformation gives it, or None."""
    transform = next((child.find(qn("a:xfrm")) for child in shape if etree.QName(child).localname == "spPr"), None)
    offset = transform.find(qn("a:off")) if transform is not None else None
    extent = transform.find(qn("a:ext")) if transform is not None else None
    if offset is None or extent is None:
        return None
    return Box(*(int(e.get(name, "0")) for e, name in ((offset, "x"), (offset, "y"), (extent, "cx"), (extent, "cy"))))
