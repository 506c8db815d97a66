"""Placeholders: which shape of a layout or master another one inherits from."""

from __future__ import annotations

from lxml import etree

from reportgen.office.drawing.boxes import Box, read_box
from reportgen.office.markup.dialect import SHAPES
from reportgen.office.markup.namespaces import qn


def placeholder_box(root: etree._Element, place: etree._Element) -> Box | None:
    """The box of the placeholder in a layout or master (`root`) that `place`, a `p:ph` of a slide, stands for."""
    for other in root.iter(qn("p:ph")):
        if (other.get("idx", "0"), other.get("type", "obj")) == (place.get("idx", "0"), place.get("type", "obj")):
            shape = next(a for a in other.iterancestors() if a.tag in SHAPES)
            return read_box(shape)
    return None
