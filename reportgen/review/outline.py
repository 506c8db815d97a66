"""Every text of a template as plain lines, for a person to read and for `git diff` to compare."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from reportgen.office.markup.dialect import BY_PARAGRAPH, TEXT_ATTRIBUTES, TEXT_ELEMENTS, dialect_of
from reportgen.office.markup.paragraph_text import paragraph_text
from reportgen.office.markup.steps import steps_to
from reportgen.office.opc.package import Package
from reportgen.office.reading_order import plan_package


def outline(data: bytes, name: str) -> Iterator[str]:
    """The lines of a `.docx` or `.pptx` file: a heading for each place, its texts below, in reading order.

    Raises `ProblemsFound` for a file that is none.
    """
    package = Package.read(data, name)
    heading = ""
    for part in plan_package(package).parts:
        for steps, text in _texts(package.parse(part.name)):
            place = " › ".join((*part.steps, *steps))
            if place != heading:
                yield ("" if not heading else "\n") + place
                heading = place
            yield from (f"  {line}" for line in text.split("\n"))


def _texts(root: etree._Element) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every visible text of a part with the way to it; paragraph numbers are left out, so that a new
    paragraph does not change every line behind it.
    """
    for element in root.iter(etree.Element):
        steps = tuple(step for step in steps_to(element) if not step.startswith("paragraph "))
        if element.tag in BY_PARAGRAPH:
            text = paragraph_text(element, dialect_of(element))
            if text.strip():
                yield steps, text
        elif element.tag in TEXT_ATTRIBUTES:
            for attribute in TEXT_ATTRIBUTES[str(element.tag)]:
                value = element.get(attribute)
                if value and value.strip():
                    yield (*steps, "alt text" if attribute == "descr" else etree.QName(attribute).localname), value
        elif element.tag in TEXT_ELEMENTS and element.text and element.text.strip():
            yield (etree.QName(element).localname,), element.text
