"""A table of where a text may stand in a part, and of what each user of it does with it.

A new place, or one that is to be treated otherwise, is a change of this table; `texts.py` walks it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Flag, auto

from reportgen.diagnostics import Message
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
    one must be around it. `aspect` is what an editor calls it; paragraphs have numbers instead. `remedy` is where a tag
    belongs that is not rendered here.
    """

    element: str
    uses: Use
    aspect: str = ""
    attribute: str = ""
    inner: str = ""
    within: frozenset[str] = frozenset()
    remedy: str = Message("move the tag into plain text")


_TEMPLATE = Use.RENDERED | Use.LOCALISED | Use.LISTED
_EVERY = _TEMPLATE | Use.CONVERTED
_NO_TAGS = Use.REPORTED | Use.LISTED | Use.CONVERTED
"""Texts that a reader sees and that hold no tags, since Office limits their length, or keeps them in a workbook too."""
_SHOWN = Use.REPORTED | Use.CONVERTED
"""Texts that a reader sees at times: struck through, or where a field shows a variable; and in other parts
than those of a page."""
_UNLISTED = Use.RENDERED | Use.LOCALISED | Use.CONVERTED
"""Texts that Office writes into most files, as `General` and the names of pictures' files."""
_HELD = frozenset((qn("w:textInput"),))
_NAMES_IN_CHARTS = frozenset(map(qn, ("c:strCache", "c:strLit", "c:multiLvlStrCache", "c:tx")))
_DESCRIBED = ("p:cNvPr", "wp:docPr", "pic:cNvPr", "wps:cNvPr", "wpg:cNvPr", "a:cNvPr", "cdr:cNvPr", "dsp:cNvPr",
              "dgm14:cNvPr")  # fmt: skip
_OLD_SHAPES = ("v:shape", "v:rect", "v:roundrect", "v:oval", "v:line", "v:polyline", "v:arc", "v:curve", "v:image",
               "v:group")  # fmt: skip
_LINKS = ("a:hlinkClick", "a:hlinkHover", "a:hlinkMouseOver")
_PROPERTIES = ("dc:title", "dc:subject", "dc:description", "cp:keywords", "cp:category", "cp:contentStatus",
               "ep:Company", "ep:Manager")  # fmt: skip
_ACCOUNTS = ("dc:creator", "cp:lastModifiedBy", "dc:language", "dc:identifier", "cp:version", "ep:HyperlinkBase")
"""Properties that are no language: names of people, a language's tag, numbers, an address."""
_NAMES = {
    "w:bookmarkStart": ("w:name", "bookmark"), "p:cSld": ("name", Message("slide, layout or master")),
    "w:comment": ("w:author", "comment's author"),
    "p:cmAuthor": ("name", "comment's author"), "p:snd": ("name", "sound"), "a:snd": ("name", "sound"),
    "op:property": ("name", Message("document property")), "w:docVar": ("w:name", Message("document variable")),
    "w:tag": ("w:val", Message("content control")), "w:name": ("w:val", Message("style or form field")),
}  # fmt: skip
"""Names by which Office or an editor finds things; a value could make two of them the same, or none."""


def _described() -> Iterator[TextPlace]:
    for name in _DESCRIBED:
        yield TextPlace(qn(name), _EVERY, Message("alt text"), "descr")
        yield TextPlace(qn(name), _EVERY, Message("title of the alt text"), "title")
        yield TextPlace(
            qn(name),
            Use.REPORTED,
            Message("name of a shape"),
            "name",
            remedy=Message("write it into the shape's alt text"),
        )
    yield TextPlace(qn("w:tblDescription"), _EVERY, Message("alt text"), qn("w:val"))
    yield TextPlace(qn("w:tblCaption"), _EVERY, Message("title of the alt text"), qn("w:val"))
    for name in _OLD_SHAPES:
        yield TextPlace(qn(name), _EVERY, Message("alt text"), "alt")
        yield TextPlace(qn(name), _EVERY, Message("screen tip"), "title")
        yield TextPlace(
            qn(name), Use.REPORTED, Message("address of a shape"), "href", remedy=Message("link a text of it instead")
        )
    yield TextPlace(qn("v:imagedata"), _UNLISTED, Message("title of the picture"), qn("o:title"))


def _links() -> Iterator[TextPlace]:
    for name in _LINKS:
        yield TextPlace(qn(name), _EVERY, Message("screen tip"), "tooltip")
    yield TextPlace(qn("w:hyperlink"), _EVERY, Message("screen tip"), qn("w:tooltip"))
    for attribute in ("w:anchor", "w:docLocation"):
        yield TextPlace(
            qn("w:hyperlink"), Use.REPORTED, Message("bookmark that a link leads to"), qn(attribute),
            remedy=Message("link to an address with the tag in it, as {{ page }}#{{ mark }}"),
        )  # fmt: skip


def _controls() -> Iterator[TextPlace]:
    yield TextPlace(qn("w:alias"), _NO_TAGS, Message("title of a content control"), qn("w:val"))
    yield TextPlace(qn("w:listItem"), _EVERY, Message("list entry"), qn("w:displayText"))
    yield TextPlace(qn("w:listItem"), Use.RENDERED, Message("value of a list entry"), qn("w:value"))
    yield TextPlace(qn("w:listEntry"), _EVERY, Message("list entry"), qn("w:val"))
    yield TextPlace(qn("w:default"), _EVERY, Message("default of a form field"), qn("w:val"), within=_HELD)
    yield TextPlace(qn("w:statusText"), _NO_TAGS, Message("status bar text of a form field"), qn("w:val"))
    yield TextPlace(qn("w:helpText"), _NO_TAGS, Message("help of a form field"), qn("w:val"))


def _charts() -> Iterator[TextPlace]:
    yield TextPlace(qn("c:v"), Use.RENDERED | Use.LISTED | Use.CONVERTED, "label", within=_NAMES_IN_CHARTS)
    yield TextPlace(qn("c:v"), Use.RENDERED, "value")
    yield TextPlace(qn("c:numFmt"), _UNLISTED, Message("number format"), "formatCode")
    own = Message("give the axis or the data labels a number format of their own, and write the tag there")
    yield TextPlace(qn("c:formatCode"), Use.REPORTED, Message("number format of the chart's workbook"), remedy=own)
    yield TextPlace(
        qn("c:pt"), Use.REPORTED, Message("number format of the chart's workbook"), "formatCode", remedy=own
    )
    plain = Message("use a chart of an older kind, as columns or lines")
    for name in ("cx:pt", "cx:v"):
        yield TextPlace(qn(name), _NO_TAGS, "label", remedy=plain)
    yield TextPlace(qn("cx:numFmt"), _SHOWN, Message("number format"), "formatCode", remedy=plain)
    yield TextPlace(qn("dgm:prSet"), _UNLISTED, "prompt", "phldrT")


def _properties() -> Iterator[TextPlace]:
    for name in _PROPERTIES:
        yield TextPlace(qn(name), _EVERY, name.partition(":")[2])
    for name in _ACCOUNTS:
        yield TextPlace(qn(name), _TEMPLATE, name.partition(":")[2])
    for name in ("vt:lpwstr", "vt:lpstr"):
        yield TextPlace(qn(name), _EVERY, "value")


def _unread() -> Iterator[TextPlace]:
    """What is no text of the document: deleted, read by Word itself, or a name."""
    accept = Message("accept the deletion, or move the tag into plain text")
    yield TextPlace(qn("w:moveFrom"), _SHOWN, Message("text that was moved away"), inner=qn("w:t"), remedy=accept)
    yield TextPlace(qn("w:delText"), _SHOWN, Message("deleted text"), remedy=accept)
    for name in ("w:instrText", "w:delInstrText"):
        yield TextPlace(qn(name), Use.REPORTED, Message("code of a field"))
    yield TextPlace(qn("w:fldSimple"), Use.REPORTED, Message("code of a field"), qn("w:instr"))
    yield TextPlace(qn("w:lvlText"), _SHOWN | Use.LOCALISED, Message("list number"), qn("w:val"))
    yield TextPlace(qn("p14:section"), _SHOWN | Use.LOCALISED, "section", "name")
    yield TextPlace(
        qn("p:custShow"), _SHOWN | Use.LOCALISED, Message("slide show"), "name"
    )  # links know a show by its id
    yield TextPlace(qn("w:docVar"), _SHOWN, Message("document variable"), qn("w:val"))
    yield TextPlace(qn("w:comment"), Use.REPORTED, Message("initials of a comment's author"), qn("w:initials"))
    for name, (attribute, aspect) in _NAMES.items():
        held = qn(attribute) if ":" in attribute else attribute
        yield TextPlace(qn(name), Use.REPORTED, Message("name of a {aspect}", aspect=aspect), held)


TEXT_PLACES: tuple[TextPlace, ...] = (
    TextPlace(qn("w:p"), _EVERY | Use.REVIEWED),
    TextPlace(qn("a:p"), _EVERY | Use.REVIEWED),
    *_described(), *_links(), *_controls(), *_charts(),
    TextPlace(qn("v:textpath"), _EVERY, "WordArt", "string"),
    TextPlace(qn("p:text"), _EVERY, "comment"),
    TextPlace(qn("m:t"), _EVERY, "formula"),
    *_properties(), *_unread(),
)  # fmt: skip
"""Every place; of two for one element and attribute the first whose condition holds counts.

A complete tag in any other text or attribute is reported, with the element's own name (`template/syntax/unread.py`).
"""
