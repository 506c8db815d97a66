"""Values to markup: what a tag prints where it stands.

A plain value becomes one run with the properties of the place; rich text becomes a run for each
span, with what the span adds. Markup characters are always data.
"""

from __future__ import annotations

import copy
import re
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from xml.sax.saxutils import quoteattr

from lxml import etree

from reportgen.office.drawing.theme import Fonts
from reportgen.office.drawing.theme_colours import final_marks, mark_written
from reportgen.office.markup.dialect import ARPR_AFTER_LINK, DRAWING, WORD, Dialect
from reportgen.office.markup.fragment import fragment
from reportgen.office.markup.namespaces import qn
from reportgen.office.opc.new_parts import HYPERLINK
from reportgen.template.render.run_properties import span_properties
from reportgen.template.runtime.marks import HELD, NEW_PARAGRAPH
from reportgen.template.runtime.state import Echo, RenderState
from reportgen.template.syntax.tags import Tag
from reportgen.template.values.rich_text import RichText, Span
from reportgen.template.values.subdocument import Subdocument
from reportgen.template.values.text import escape_text, plain_text, safe_address

_BREAKS = re.compile("([\n\t\u2029])")


def rich_value(value: Any, aside: bool = False) -> RichText | None:
    """The rich text a value stands for, or None for a plain one; `aside` in speaker notes."""
    kind = type(value)
    method = (getattr(kind, "__rich_aside__", None) if aside else None) or getattr(kind, "__rich__", None)
    return method(value) if method else None


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a part a slot stands.

    `prefixes` are the namespaces (uri → prefix) that the part declares at its root; `paragraph` is
    the paragraph whose child the slot is, where a value may begin a new one; `tag` is what stands there,
    and `ignorable` are the namespaces that the part's root lets a program ignore.
    """

    dialect: Dialect
    prefixes: Mapping[str, str]
    fonts: Fonts | None = None
    paragraph: etree._Element | None = None
    tag: Tag | None = None
    ignorable: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RunMarkup:
    """How runs are written: pairs of what stands before and after.

    `line_break` and `tab` stand around run properties; without a `tab` the character is text. `hyperlink` stands
    around linked runs, its reference between the first two; without one the link is a run property.
    `takes_documents` says that a whole document can be inserted.
    """

    run: tuple[str, str]
    text: tuple[str, str]
    line_break: tuple[str, str]
    tab: tuple[str, str] | None
    hyperlink: tuple[str, str, str] | None
    takes_documents: bool


_MARKUP: Mapping[str, RunMarkup] = {
    WORD.prefix: RunMarkup(
        run=("<w:r>", "</w:r>"),
        text=('<w:t xml:space="preserve">', "</w:t>"),
        line_break=("<w:r>", "<w:br/></w:r>"),
        tab=("<w:r>", "<w:tab/></w:r>"),
        hyperlink=("<w:hyperlink ", ' w:history="1">', "</w:hyperlink>"),
        takes_documents=True,
    ),
    DRAWING.prefix: RunMarkup(
        run=("<a:r>", "</a:r>"),
        text=("<a:t>", "</a:t>"),
        line_break=("<a:br>", "</a:br>"),
        tab=None,
        hyperlink=None,
        takes_documents=False,
    ),
}


class RunSlot:
    """A place in a paragraph where a tag prints: it knows the run properties there."""

    def __init__(self, place: Place, properties: etree._Element | None, echo: Echo | None = None) -> None:
        self._dialect = place.dialect
        self._place = place
        self._echo = echo
        self._prefixes = place.prefixes
        self._properties = properties
        self._cache: dict[Span, str] = {}
        self._markup = _MARKUP[place.dialect.prefix]
        self._base = "" if properties is None else marked_fragment(properties, self._prefixes)
        self._plain = self._start(self._base)
        self._end = self._markup.text[1] + self._markup.run[1]
        self._new_paragraph = self._paragraph_break(place.dialect.prefix)

    @property
    def base(self) -> str:
        """The run properties of the place, as markup."""
        return self._base

    def _start(self, properties: str) -> str:
        return self._markup.run[0] + properties + self._markup.text[0]

    def _paragraph_break(self, prefix: str) -> str:
        paragraph = self._place.paragraph
        if paragraph is None:
            return ""
        properties = paragraph.find(self._dialect.paragraph_properties)
        if properties is not None and properties.find(qn("w:sectPr")) is not None:
            return self._section_break(properties)
        inside = "" if properties is None else fragment(properties, self._prefixes)
        return f"</{prefix}:p><{prefix}:p>{inside}"

    def _section_break(self, properties: etree._Element) -> str:
        """A new paragraph in one that ends a section: which of them ends it is settled when all are there."""
        own = copy.deepcopy(properties)
        for name in ("w:sectPr", "w:pPrChange"):
            for element in own.findall(qn(name)):
                own.remove(element)
        inside = fragment(own, self._prefixes)
        inside = f"{inside[:-2]}>" if inside.endswith("/>") else inside.removesuffix("</w:pPr>")
        return f"</w:p>{NEW_PARAGRAPH}<w:p>{inside}{HELD}</w:pPr>"

    def render(self, value: Any, state: RenderState) -> str:
        """The runs that print `value`."""
        if self._echo is not None:
            value = self._echoed(value, self._echo, state)
        if type(value) is not str:
            if isinstance(value, Subdocument):
                return self._insert(value, state)
            rich = rich_value(value, state.aside)
            if rich is not None:
                return "".join(self._span(span, state) for span in rich.spans if span.text)
        text = escape_text(value)
        if "\n" in text or "\t" in text or "\u2029" in text:
            return self._broken(text, self._base)
        return self._plain + text + self._end if text else ""

    def _echoed(self, value: Any, echo: Echo, state: RenderState) -> Any:
        """What a place prints whose text stands in the file twice."""
        said = state.said.setdefault(replace(echo, again=False), deque())
        if echo.again:
            return said.popleft() if said else value
        rich = None if isinstance(value, Subdocument) else rich_value(value, state.aside) or plain_text(value)
        said.append(value if rich is None else rich)
        return said[-1]

    def _insert(self, document: Subdocument, state: RenderState) -> str:
        if self._markup.takes_documents and state.inserted is not None:
            return state.inserted.insert(document, self._place, state)
        if self._place.tag is not None:
            message = f"'{self._place.tag.text}' gives a document, which only a text in Word can take in"
            state.problem("misplaced-document", message, self._place.tag.location)
        return ""

    def _span(self, span: Span, state: RenderState) -> str:
        properties = self._variant(span)
        if span.size or span.typeface:
            state.plain = False
        text = escape_text(span.text)
        if not span.link:
            return self._broken(text, properties)
        reference = f'r:id="{state.part.relate(HYPERLINK, safe_address(span.link), external=True)}"'
        reference += self._declare("r")
        if self._markup.hyperlink:
            before, between, after = self._markup.hyperlink
            return before + reference + between + self._broken(text, properties, linked=True) + after
        return self._broken(text, self._linked(properties, f"<a:hlinkClick {reference}/>"))

    def _declare(self, prefix: str) -> str:
        uri = qn(f"{prefix}:x")[1:-2]
        return "" if self._prefixes.get(uri) == prefix else f" xmlns:{prefix}={quoteattr(uri)}"

    def _linked(self, properties: str, link: str) -> str:
        if not properties:
            return f"<a:rPr>{link}</a:rPr>"
        if properties.endswith("/>"):
            return f"{properties[:-2]}>{link}</a:rPr>"
        for successor in sorted(ARPR_AFTER_LINK):
            at = properties.find("<a:" + successor.rsplit("}", 1)[1])
            if at >= 0:
                return properties[:at] + link + properties[at:]
        return properties.replace("</a:rPr>", link + "</a:rPr>")

    def _broken(self, text: str, properties: str, linked: bool = False) -> str:
        """Runs for a text with line feeds, tabs and paragraph separators.

        Inside a hyperlink, or where a slot is no child of its paragraph, a paragraph cannot end: a
        line break stands there.
        """
        parts = []
        for piece in _BREAKS.split(text):
            if piece == "\u2029" and self._new_paragraph and not linked:
                parts.append(self._new_paragraph)
            elif piece in ("\n", "\u2029"):
                parts.append(_between(self._markup.line_break, properties))
            elif piece == "\t" and self._markup.tab:
                parts.append(_between(self._markup.tab, properties))
            elif piece:
                parts.append(self._start(properties) + piece + self._end)
        return "".join(parts)

    def _variant(self, span: Span) -> str:
        key = replace(span, text="", link="")
        if key not in self._cache:
            properties = span_properties(self._properties, span, self._dialect, self._place.fonts)
            self._cache[key] = self._base if key == _PLAIN_SPAN else marked_fragment(properties, self._prefixes)
        return self._cache[key]


def _between(ends: tuple[str, str], inside: str) -> str:
    return ends[0] + inside + ends[1]


_PLAIN_SPAN = Span("")


def marked_fragment(properties: etree._Element, prefixes: Mapping[str, str]) -> str:
    """The XML of run properties, with marks where a theme colour is written out."""
    marked = copy.deepcopy(properties)
    mark_written(marked)
    return final_marks(fragment(marked, prefixes))
