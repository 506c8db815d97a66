"""Finds the shapes of its layout and master that a placeholder inherits from (ECMA-376 part 1 §19.3.1.36 `p:ph`).

PowerPoint finds the layout's placeholder by its index and the master's by its type. A placeholder of which a slide has
one at the most (its title, date, footer and number) is found by its type in the layout too.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml import etree

from reportgen.office.markup.namespaces import qn

_HOLDER, _MARK = qn("p:nvPr"), qn("p:ph")
TITLES = ("title", "ctrTitle")
"""The types of a slide's title."""
FOOTERS = ("dt", "ftr", "sldNum", "hdr")
"""The types that every slide or page of notes repeats: date, footer, number, header."""
KICKERS = ("body", "obj")
"""The types of a placeholder for the line above a headline; LibreOffice drops that of text (`body`)."""
_UNIQUE = frozenset((*TITLES, *FOOTERS, "sldImg"))
"""The types of which a slide or page of notes has one at the most; all others are content."""
_TEXT_CLASS = {"ctrTitle": "title", "subTitle": "body", "obj": "body"}
"""Types that take each other's place where a layout or master has no placeholder of the very type."""
_DEFAULT_TYPE, _DEFAULT_INDEX = "obj", "0"


def placeholder_of(shape: etree._Element) -> etree._Element | None:
    """Return the `p:ph` of a shape, or None for a shape that is no placeholder."""
    found = (mark for child in shape for holder in child.iterchildren(_HOLDER) for mark in holder.iterchildren(_MARK))
    return next(found, None)


def placeholder_type(placeholder: etree._Element | None) -> str:
    """Return the type of a `p:ph`, which is `obj` where it names none; empty for None."""
    return placeholder.get("type", _DEFAULT_TYPE) if placeholder is not None else ""


def master_style(kind: str) -> str:
    """Return the style of a master's `p:txStyles` for the text of a placeholder of this type."""
    if kind in TITLES:
        return "p:titleStyle"
    return "p:otherStyle" if kind in FOOTERS else "p:bodyStyle"


def inherited_shapes(
    placeholder: etree._Element, layout: etree._Element | None, master: etree._Element | None
) -> list[etree._Element]:
    """Return the shapes of its slide's layout and master that a `p:ph` inherits from, the layout's first.

    A page of notes has no layout, and the notes master for its master.
    """
    kind = placeholder_type(placeholder)
    in_layout = None if kind in _UNIQUE else _by_index(layout, placeholder.get("idx", _DEFAULT_INDEX))
    if in_layout is None:
        # PowerPoint gives content without its index in the layout no place at all, LibreOffice one by its type
        in_layout = _by_type(layout, kind)
    if in_layout is not None:
        kind = placeholder_type(placeholder_of(in_layout))
        kind = kind if kind in _UNIQUE else "body"  # the one placeholder for content that a master has
    in_master = _by_type(master, kind)
    return [shape for shape in (in_layout, in_master) if shape is not None]


def _by_index(part: etree._Element | None, index: str) -> etree._Element | None:
    found = ((shape, ph) for shape, ph in _placeholders(part) if placeholder_type(ph) not in _UNIQUE)
    return next((shape for shape, ph in found if ph.get("idx", _DEFAULT_INDEX) == index), None)


def _by_type(part: etree._Element | None, kind: str) -> etree._Element | None:
    found = [(shape, placeholder_type(ph)) for shape, ph in _placeholders(part)]
    exact = next((shape for shape, of_shape in found if of_shape == kind), None)
    if exact is not None:
        return exact
    text_class = _TEXT_CLASS.get(kind, kind)
    return next((shape for shape, of_shape in found if _TEXT_CLASS.get(of_shape, of_shape) == text_class), None)


def _placeholders(part: etree._Element | None) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Yield the placeholders of a layout or master, each with its `p:ph`."""
    for ph in part.iter(qn("p:ph")) if part is not None else ():
        shape = next(islice(ph.iterancestors(), 2, None), None)  # beyond p:nvPr and p:nvSpPr
        if shape is not None:
            yield shape, ph
