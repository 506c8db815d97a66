"""Headers that differ on odd and even pages: the settings of a Word document say so, for all its sections at once."""

from __future__ import annotations

from lxml import etree

from reportgen.office.markup.namespaces import W, parse_xml, qn
from reportgen.office.opc.package import Package


def has_odd_and_even(package: Package) -> bool:
    """Whether even pages show headers of their own (`w:evenAndOddHeaders`, ECMA-376 part 1 §17.10.1)."""
    for part in package.related(package.main_part, "settings"):
        found = package.parse(part).find(qn("w:evenAndOddHeaders"))
        if found is not None:
            return found.get(qn("w:val"), "1") not in ("0", "false", "off")
    return False


def with_odd_and_even(settings: etree._Element | None) -> etree._Element:
    """The settings of a document, new ones where it has none, with which even pages show headers of their own."""
    from docx.oxml.parser import parse_xml as parse_settings  # it knows the order that the schema wants
    from docx.oxml.settings import CT_Settings

    root = etree.Element(qn("w:settings"), nsmap={"w": W}) if settings is None else settings
    known = parse_settings(etree.tostring(root))
    assert isinstance(known, CT_Settings)
    known.evenAndOddHeaders_val = True
    return parse_xml(etree.tostring(known))
