"""Sizes of type that a shape has in some scripts: `{%shape chinese +4 %}` in its alt text.

Chinese looks smaller or larger than Latin of the same size, and a headline in it is half as long. What a language needs
is said once, at the shape: on a master's title it holds for the titles of all slides, which inherit their size.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from lxml import etree

from reportgen.office.drawing.placeholders import master_style, placeholder_of, placeholder_type
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.numbers import whole

_STATEMENT = re.compile(r"\{%-?\s*shape\s+(?P<script>[A-Za-z]+)\s+(?P<points>[+\-−]\d+(?:\.\d+)?)\s*-?%\}")
_SCRIPTS: Mapping[str, tuple[str, ...]] = {"chinese": ("Hant", "Hans"), "latin": ("Latn",)}
"""Words for scripts → their codes in ISO 15924, which may be typed too."""
_SIZED = (qn("a:rPr"), qn("a:defRPr"), qn("a:endParaRPr"))
_LEAST = 100
"""The smallest size of type, in hundredths of a point (`ST_TextFontSize`)."""


def words_for(script: str) -> frozenset[str]:
    """The words that statements may have for a script, by its code: itself, and what stands for it among others."""
    return frozenset((script, *(word for word, scripts in _SCRIPTS.items() if script in scripts)))


def words_said(root: etree._Element) -> set[str]:
    """The words for scripts that the shapes of a slide, layout or master have sizes for."""
    return {statement["script"] for _, statements in _statements(root) for statement in statements}


def set_script_sizes(root: etree._Element, words: Collection[str]) -> None:
    """Set the sizes that shapes have in the scripts that some words stand for, and take all such statements out."""
    for properties, statements in list(_statements(root)):
        properties.set("descr", _STATEMENT.sub("", properties.get("descr", "")))
        for statement in statements:
            if statement["script"] in words:
                _enlarge(properties, float(statement["points"].replace("−", "-")))


def _statements(root: etree._Element) -> Iterator[tuple[etree._Element, list[re.Match[str]]]]:
    for properties in root.iter(qn("p:cNvPr")):
        described = properties.get("descr", "")
        if "{%" in described and (statements := list(_STATEMENT.finditer(described))):
            yield properties, statements


def _enlarge(properties: etree._Element, points: float) -> None:
    shape = properties.getparent()
    shape = shape.getparent() if shape is not None else None
    assert shape is not None
    for element in _sized(shape):
        size = element.get("sz")
        if size is not None:
            element.set("sz", str(max(whole(size) + round(points * 100), _LEAST)))


def _sized(shape: etree._Element) -> Iterator[etree._Element]:
    """What says the size of a shape's type: its own runs and list style and, on a master, the style of its kind."""
    yield from shape.iter(*_SIZED)
    placeholder, root = placeholder_of(shape), shape.getroottree().getroot()
    if placeholder is not None and root.tag == qn("p:sldMaster"):
        style = root.find(f"{qn('p:txStyles')}/{qn(master_style(placeholder_type(placeholder)))}")
        yield from style.iter(*_SIZED) if style is not None else ()
