"""Sizes of type that a shape has in some scripts: `{%shape chinese +4 %}` in its alt text.

Chinese looks smaller or larger than Latin of the same size, and a headline in it is half as long. What a language needs
is said once, at the shape: on a master's title it holds for the titles of all slides, which inherit their size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from reportgen.model.language import Language
from reportgen.office.drawing.placeholders import master_style, placeholder_of, placeholder_type
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.numbers import whole

_STATEMENT = re.compile(r"\{%-?\s*shape\s+(?P<script>[A-Za-z]+)\s+(?P<points>[+\-−]\d+(?:\.\d+)?)\s*-?%\}")
_SCRIPTS: Mapping[str, tuple[str, ...]] = {"chinese": ("Hant", "Hans"), "latin": ("Latn",)}
"""Words for scripts → their codes in ISO 15924, which may be typed too."""
_SIZED = (qn("a:rPr"), qn("a:defRPr"), qn("a:endParaRPr"))
_LEAST = 100
"""The smallest size of type, in hundredths of a point (`ST_TextFontSize`)."""


def set_script_sizes(root: etree._Element, language: Language | None) -> bool:
    """Carry out what shapes say of sizes in a script, and take it out of their alt texts; whether any said something.

    `root` is a slide, layout, master or page of notes. Without a language nothing gets another size.
    """
    found = False
    for properties in root.iter(qn("p:cNvPr")):
        described = properties.get("descr", "")
        statements = list(_STATEMENT.finditer(described)) if "{%" in described else []
        if not statements:
            continue
        found = True
        properties.set("descr", _STATEMENT.sub("", described))
        for statement in statements:
            if language is not None and language.script in _SCRIPTS.get(statement["script"], (statement["script"],)):
                _enlarge(properties, float(statement["points"].replace("−", "-")))
    return found


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
