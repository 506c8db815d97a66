"""A table of where a text may stand in a part, and of what each user of it does with it.

A new place, or one that is to be treated otherwise, is a change of this table; `texts.py` walks it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Flag, auto

from reportgen.office.markup.namespaces import qn


class Use(Flag):
    """What is done with a text.

    Tags in it are rendered, or reported because they are not; what is typed in a template is put into the output's
    language; `template text` lists it; the rules about finished files read it; a conversion into the other Chinese
    rewrites it.
    """

    RENDERED = auto()
    REPORTED = auto()
    LOCALISED = auto()
    LISTED = auto()
    REVIEWED = auto()
    CONVERTED = auto()


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A place: an attribute of an element, or the element's own text where `attribute` is empty.

    With `inner`, the texts are those of all elements of that name inside the element. `within` are elements of which
    one must be around it. `aspect` is what an editor calls it; paragraphs have numbers instead.
    """

    element: str
    uses: Use
    aspect: str = ""
    attribute: str = ""
    inner: str = ""
    within: frozenset[str] = frozenset()


_TEMPLATE = Use.RENDERED | Use.LOCALISED | Use.LISTED
_EVERY = _TEMPLATE | Use.CONVERTED
_NO_TAGS = Use.LISTED | Use.CONVERTED
"""Texts whose tags are not rendered: they come out as they were typed in the template."""

NAME = "name"
"""The aspect of a shape's name, which editors see in the selection pane and no reader."""
_DESCRIBED = ("p:cNvPr", "wp:docPr", "pic:cNvPr")
_NAMES_IN_CHARTS = frozenset(map(qn, ("c:strCache", "c:strLit", "c:multiLvlStrCache", "c:tx")))
_PROPERTIES = ("dc:title", "dc:subject", "dc:description", "cp:keywords", "cp:category", "cp:contentStatus",
               "ep:Company", "ep:Manager")  # fmt: skip


def _properties() -> Iterator[TextPlace]:
    for name in _PROPERTIES:
        yield TextPlace(qn(name), _EVERY, name.partition(":")[2])
    for name in ("dc:creator", "cp:lastModifiedBy", "dc:language"):  # accounts and a language tag are no language
        yield TextPlace(qn(name), _TEMPLATE, name.partition(":")[2])
    for name in ("vt:lpwstr", "vt:lpstr"):
        yield TextPlace(qn(name), _EVERY, "value")


TEXT_PLACES: tuple[TextPlace, ...] = (
    TextPlace(qn("w:p"), _EVERY | Use.REVIEWED),
    TextPlace(qn("a:p"), _EVERY | Use.REVIEWED),
    *(TextPlace(qn(name), _EVERY, "alt text", "descr") for name in _DESCRIBED),
    *(TextPlace(qn(name), _EVERY, "title of the alt text", "title") for name in _DESCRIBED),
    *(TextPlace(qn(name), Use.REPORTED, NAME, "name") for name in ("p:cNvPr", "wp:docPr")),
    TextPlace(qn("w:tblDescription"), _EVERY, "alt text", qn("w:val")),
    TextPlace(qn("w:tblCaption"), _EVERY, "title of the alt text", qn("w:val")),
    TextPlace(qn("v:shape"), _NO_TAGS, "alt text", "alt"),
    TextPlace(qn("a:hlinkClick"), _EVERY, "screen tip", "tooltip"),
    TextPlace(qn("w:hyperlink"), _EVERY, "screen tip", qn("w:tooltip")),
    TextPlace(qn("a:hlinkMouseOver"), _NO_TAGS, "screen tip", "tooltip"),
    TextPlace(qn("v:textpath"), _NO_TAGS, "WordArt", "string"),
    TextPlace(qn("w:lvlText"), _NO_TAGS, "list number", qn("w:val")),
    TextPlace(qn("w:listItem"), _NO_TAGS, "list entry", qn("w:displayText")),
    TextPlace(qn("p14:section"), _NO_TAGS, "section", "name"),
    TextPlace(qn("c:v"), Use.RENDERED | _NO_TAGS, "label", within=_NAMES_IN_CHARTS),
    TextPlace(qn("c:v"), Use.RENDERED, "value"),
    TextPlace(qn("cx:pt"), _NO_TAGS, "label"),
    TextPlace(qn("p:text"), _EVERY, "comment"),
    *_properties(),
    # what is no text of the document: deleted, or read by Word itself
    TextPlace(qn("w:moveFrom"), Use.REPORTED, inner=qn("w:t")),
    TextPlace(qn("w:delText"), Use.REPORTED),
    TextPlace(qn("w:instrText"), Use.REPORTED),
    TextPlace(qn("w:fldSimple"), Use.REPORTED, attribute=qn("w:instr")),
    TextPlace(qn("m:t"), Use.REPORTED),
    # what a reader sees, and nobody reads yet
    TextPlace(qn("w:alias"), Use(0), "title of the content control", qn("w:val")),
    TextPlace(qn("w:bookmarkStart"), Use(0), "bookmark", qn("w:name")),
    TextPlace(qn("c:numFmt"), Use(0), "number format", "formatCode"),
)
"""Every place; of two for one element and attribute the first whose condition holds counts."""
