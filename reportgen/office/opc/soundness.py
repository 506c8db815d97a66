"""Finds what makes a file that another program has changed empty, or one that Office would have to repair."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from reportgen.diagnostics import Message, ProblemsFound
from reportgen.office.markup.namespaces import R, qn
from reportgen.office.opc.package import Package

_PIECES = {"docx": ("w:body", Message("paragraph and no table")), "pptx": ("p:sldIdLst", "slide")}
"""The format of a file → the element that holds what readers see, and what there is none of where it is empty."""
_SETTINGS = qn("w:sectPr")
_REFERENCES = etree.XPath(f"//@*[namespace-uri()='{R}']")


def flaws_of(data: bytes, name: str) -> frozenset[str]:
    """What is wrong with the bytes of a Word or PowerPoint file called `name`, as sentences; none where it is whole."""
    try:
        package = Package.read(data, name)
        return frozenset(_flaws(package))
    except ProblemsFound as problems:
        return frozenset(one.message for one in problems.diagnostics)


def _flaws(package: Package) -> Iterator[str]:
    holder, pieces = _PIECES[package.format]
    found = package.parse(package.main_part).find(qn(holder))
    if found is None or all(child.tag == _SETTINGS for child in found):
        yield Message("there is no {pieces} in it", pieces=pieces)
    for part in package.entries:
        if part.endswith(".xml") and package.content_type(part).endswith("xml") and _is_dangling(package, part):
            yield Message("'{part}' refers to a part that is not there", part=part)


def _is_dangling(package: Package, part: str) -> bool:
    """Whether a part has a reference that leads to no other part."""
    there = {
        each.id
        for each in package.relationships(part)
        if each.external or package.resolve(part, each.target) in package.entries
    }
    asked = {str(reference) for reference in _REFERENCES(package.parse(part)) if reference}
    return not asked <= there
