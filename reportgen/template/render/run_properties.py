"""Run properties of a span: those of the place where it is printed, and what the span adds."""

from __future__ import annotations

import copy
import numbers
import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from lxml import etree

from reportgen.diagnostics import Message
from reportgen.office.drawing.theme import Fonts
from reportgen.office.localise import set_run_language
from reportgen.office.markup.dialect import (
    ARPR_AFTER_EA,
    ARPR_AFTER_HIGHLIGHT,
    ARPR_AFTER_LATIN,
    ARPR_AFTER_LINK,
    ARPR_FILLS,
    DRAWING,
    WORD,
    Dialect,
    insert_in_order,
    rpr_after,
)
from reportgen.office.markup.namespaces import A, W, qn
from reportgen.template.values.rich_text import Span

_COLOUR = re.compile(r"#?([0-9A-Fa-f]{6})")
_WORD_SWITCHES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "bold": ("b", {}),
    "italic": ("i", {}),
    "strike": ("strike", {}),
    "right_to_left": ("rtl", {}),
}
"""A span's switch → the element of `w:rPr` (CT_RPr) and its attributes."""
_FONT_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
UNDERLINES: Mapping[str, str] = {
    "single": "sng", "double": "dbl", "thick": "heavy", "dotted": "dotted", "dash": "dash", "dotDash": "dotDash",
    "dotDotDash": "dotDotDash", "wave": "wavy",
}  # fmt: skip
"""Word's kinds of underlines (ST_Underline) → PowerPoint's (ST_TextUnderlineType)."""
_HIGHLIGHTS = (
    "black", "blue", "cyan", "green", "magenta", "red", "yellow", "white", "darkBlue", "darkCyan", "darkGreen",
    "darkMagenta", "darkRed", "darkYellow", "darkGray", "lightGray", "none",
)  # fmt: skip
"""The highlights that Word has (ST_HighlightColor)."""
_LARGEST = 1638
"""The size of type, in points, that Word goes up to."""
_BASELINES = {"superscript": "30000", "subscript": "-25000"}
"""PowerPoint's own offsets, in thousandths of a per cent of the size."""
_DRAWING_SWITCHES: Mapping[str, tuple[str, str]] = {
    "bold": ("b", "1"),
    "italic": ("i", "1"),
    "strike": ("strike", "sngStrike"),
}
"""A span's switch → the attribute of `a:rPr` (CT_TextCharacterProperties) and its value."""
EMPTY_LINK = "<a:hlinkClick/>"
"""The link of a span in DrawingML, in whose properties it stands, before it is given its relationship."""


def span_properties(base: etree._Element | None, span: Span, dialect: Dialect, fonts: Fonts | None) -> etree._Element:
    """The run properties of a span at a place with properties `base`.

    Raises `ValueError` for a colour, size, highlight or baseline that is none.
    """
    _check(span)
    properties = copy.deepcopy(base) if base is not None else etree.Element(dialect.run_properties)
    _ADD[dialect.prefix](properties, span)
    if span.language:
        set_run_language(properties, dialect, span.language, fonts, replace=True)
    return properties


def colour_digits(text: str) -> str:
    """Six hexadecimal digits of a colour, in capitals; raises `ValueError`."""
    found = _COLOUR.fullmatch(text.strip())
    if found is None:
        raise ValueError(Message("'{text}' is not a colour; write six hexadecimal digits, as in 1F4E79", text=text))
    return found[1].upper()


def _check(span: Span) -> None:
    """Raise `ValueError` for a size or baseline that no program has."""
    size = span.size
    if size and not (isinstance(size, numbers.Real | Decimal) and 0 < size <= _LARGEST):
        raise ValueError(
            Message(
                "{size!r} is not a size of type; write points, as in 12 or 10.5, up to {largest}",
                size=size,
                largest=_LARGEST,
            )
        )
    if span.raised and span.raised not in _BASELINES:
        raise ValueError(
            Message(
                "'{raised}' is not a way to raise text; write one of {baselines}",
                raised=span.raised,
                baselines=list(_BASELINES),
            )
        )


def _word(properties: etree._Element, span: Span) -> None:
    """Put what a span asks for into `w:rPr`, each element at its place in the sequence of the schema (CT_RPr)."""
    wanted = {name: attributes for switch, (name, attributes) in _WORD_SWITCHES.items() if getattr(span, switch)}
    if span.right_to_left:  # which complex scripts have switches of their own for
        wanted |= {f"{name}Cs": {} for name in ("b", "i") if name in wanted}
    if span.underline:
        wanted["u"] = {"val": _underline(span)}
    if span.proofing:
        wanted["lang"] = {"val": span.proofing}
    if span.colour:
        wanted["color"] = {"val": "auto" if span.colour == "auto" else colour_digits(span.colour)}
    if span.size:
        wanted |= {name: {"val": str(round(span.size * 2))} for name in ("sz", "szCs")}  # half points
    if span.highlight:
        if _COLOUR.fullmatch(span.highlight):  # Word's highlights have names; a colour is shading
            wanted["shd"] = {"val": "clear", "color": "auto", "fill": colour_digits(span.highlight)}
        else:
            if span.highlight not in _HIGHLIGHTS:
                raise ValueError(
                    Message(
                        "'{highlight}' is not a highlight; write six hexadecimal digits, or one of {known}",
                        highlight=span.highlight,
                        known=list(_HIGHLIGHTS),
                    )
                )
            wanted["highlight"] = {"val": span.highlight}
    if span.raised:
        wanted["vertAlign"] = {"val": span.raised}
    if span.typeface:
        wanted["rFonts"] = dict.fromkeys(span.typeface_slots or _FONT_SLOTS, span.typeface)
    if span.style:
        wanted["rStyle"] = {"val": span.style}
    for name, attributes in wanted.items():
        element = etree.Element(qn(f"w:{name}"), {f"{{{W}}}{key}": value for key, value in attributes.items()})
        insert_in_order(properties, element, rpr_after(name))


def _underline(span: Span) -> str:
    return span.underline if span.underline in UNDERLINES else "single"  # type: ignore[return-value]


def _drawing(properties: etree._Element, span: Span) -> None:
    """Put what a span asks for into `a:rPr`: attributes, and children in the sequence of the schema."""
    for switch, (name, value) in _DRAWING_SWITCHES.items():
        if getattr(span, switch):
            properties.set(name, value)
    if span.underline:
        properties.set("u", UNDERLINES[_underline(span)])
    if span.size:
        properties.set("sz", str(round(span.size * 100)))  # hundredths of a point
    if span.raised:
        properties.set("baseline", _BASELINES[span.raised])
    if span.colour:
        for old in [child for child in properties if child.tag in ARPR_FILLS]:
            properties.remove(old)
        line = properties.find(f"{{{A}}}ln")  # the outline alone comes before the fill (CT_TextCharacterProperties)
        properties.insert(0 if line is None else 1, _solid(qn("a:solidFill"), span.colour))
    if span.highlight:
        insert_in_order(properties, _solid(qn("a:highlight"), span.highlight), ARPR_AFTER_HIGHLIGHT)
    if span.typeface:
        for slot, after in (("a:latin", ARPR_AFTER_LATIN), ("a:ea", ARPR_AFTER_EA)):
            insert_in_order(properties, etree.Element(qn(slot), typeface=span.typeface), after)
    if span.link:
        for old in properties.findall(qn("a:hlinkClick")):
            properties.remove(old)
        insert_in_order(properties, etree.Element(qn("a:hlinkClick")), ARPR_AFTER_LINK)


_ADD: Mapping[str, Callable[[etree._Element, Span], None]] = {WORD.prefix: _word, DRAWING.prefix: _drawing}


def _solid(tag: str, colour: str) -> etree._Element:
    element = etree.Element(tag)
    etree.SubElement(element, qn("a:srgbClr"), val=colour_digits(colour))
    return element
