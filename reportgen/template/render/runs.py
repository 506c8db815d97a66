"""Turns the value of a tag into runs, where the tag stands in a paragraph.

A plain value becomes one run with the properties of the place; rich text becomes a run for each
span, with what the span adds. Markup characters are always data.
"""

from __future__ import annotations

import copy
import re
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from operator import attrgetter
from typing import Any

from lxml import etree

from reportgen.office.drawing.placeholders import placeholder_of, placeholder_type
from reportgen.office.drawing.theme import Fonts
from reportgen.office.drawing.theme_colours import mark_literal_colours, use_program_marks
from reportgen.office.markup.dialect import BY_PREFIX, DRAWING, WORD, dialect_of
from reportgen.office.markup.fragment import fragment, read_fragment
from reportgen.office.markup.marks import HELD, NEW_PARAGRAPH
from reportgen.office.markup.namespaces import qn
from reportgen.office.opc.new_parts import HYPERLINK
from reportgen.records.pickling import quickly_pickled
from reportgen.template.render.run_properties import EMPTY_LINK, span_properties
from reportgen.template.runtime.printing import Repetition
from reportgen.template.runtime.state import RenderState
from reportgen.template.syntax.tags import Tag
from reportgen.template.values.rich_text import Placed, RichText, Span
from reportgen.template.values.text import escape_attribute, escape_text, plain_text, safe_address

_BREAKS = re.compile("([\n\t\f\u2029])")
_PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def rich_value(value: Any, aside: bool = False) -> RichText | None:
    """The rich text a value stands for, or None for a plain one; `aside` in speaker notes."""
    kind = type(value)
    method = (getattr(kind, "__rich_aside__", None) if aside else None) or getattr(kind, "__rich__", None)
    return method(value) if method else None


@dataclass(frozen=True, slots=True)
class RunMarkup:
    """How runs are written: pairs of what stands before and after.

    `line_break` and `tab` stand around run properties; without a `tab` the character is text. `hyperlink` stands
    around linked runs, its reference between the first two; without one the link is a run property.
    `takes_objects` says that pictures, and whole documents, can stand here.
    """

    run: tuple[str, str]
    text: tuple[str, str]
    line_break: tuple[str, str]
    tab: tuple[str, str] | None
    hyperlink: tuple[str, str, str] | None
    takes_objects: bool


_MARKUP: Mapping[str, RunMarkup] = {
    WORD.prefix: RunMarkup(
        run=("<w:r>", "</w:r>"),
        text=('<w:t xml:space="preserve">', "</w:t>"),
        line_break=("<w:r>", "<w:br/></w:r>"),
        tab=("<w:r>", "<w:tab/></w:r>"),
        hyperlink=("<w:hyperlink ", ' w:history="1">', "</w:hyperlink>"),
        takes_objects=True,
    ),
    DRAWING.prefix: RunMarkup(
        run=("<a:r>", "</a:r>"),
        text=("<a:t>", "</a:t>"),
        line_break=("<a:br>", "</a:br>"),
        tab=None,
        hyperlink=None,
        takes_objects=False,
    ),
}


_formatting = attrgetter(*(field.name for field in fields(Span) if field.name not in ("text", "link", "origin")))
"""What a span adds to the run properties of its place: to compare it is quicker than to make a span of it."""
_NOTHING_ADDED = _formatting(Span(""))
_SOME_ADDRESS = "address"
"""Stands for every address, so that spans which differ in nothing else share their properties."""


@dataclass(frozen=True, slots=True)
class PartMarkup:
    """What the root of a part declares: its namespaces (uri → prefix), those that a program may ignore (ECMA-376
    part 3 §7.2), and the typefaces of the theme, if they are known. With `has_controls` the alarm character
    and the form feed in a text begin a paragraph and a page.
    """

    prefixes: Mapping[str, str]
    ignorable: frozenset[str] = frozenset()
    fonts: Fonts | None = None
    has_controls: bool = False


@quickly_pickled
@dataclass(frozen=True, slots=True)
class RunFormat:
    """The run properties of a place as markup, empty for none, and what it takes to vary them for a span."""

    properties: str
    prefix: str
    part: PartMarkup = field(hash=False)  # it holds a mapping, which has no hash

    def markup(self, span: Span) -> str:
        """The run properties of a span, with marks where a theme colour is written out."""
        return _varied(self, span)

    def element(self) -> etree._Element | None:
        """The run properties of the place."""
        return read_fragment(self.properties, self.part.prefixes) if self.properties else None


@lru_cache(maxsize=4096)
def _varied(format_: RunFormat, span: Span) -> str:
    """The run properties of a span at its place, cached: few kinds of spans stand in few kinds of places."""
    dialect = BY_PREFIX[format_.prefix]
    return _marked(span_properties(format_.element(), span, dialect, format_.part.fonts), format_.part)


def _marked(properties: etree._Element | None, part: PartMarkup) -> str:
    """The XML of run properties, with marks where a theme colour is written out."""
    if properties is None:
        return ""
    marked = copy.deepcopy(properties)
    mark_literal_colours(marked)
    return use_program_marks(fragment(marked, part.prefixes))


@quickly_pickled
@dataclass(frozen=True, slots=True)
class RunSlot:
    """A place in a paragraph where a tag prints.

    `base` are the run properties there, as markup, `start` and `end` stand before and behind the text of one run.
    `new_paragraph` is the markup that ends the paragraph and begins
    another one, empty where a value cannot do that; `repetition` says that the text stands in the file twice,
    `has_levels` that it stands in a placeholder whose levels have bullets of their own.
    """

    tag: Tag
    format: RunFormat
    base: str
    start: str
    end: str
    new_paragraph: str = ""
    repetition: Repetition | None = None
    has_levels: bool = False

    @property
    def markup(self) -> RunMarkup:
        """How runs are written here."""
        return _MARKUP[self.format.prefix]

    def render(self, value: Any, state: RenderState) -> str:
        """The runs that print `value`."""
        if self.repetition is not None:
            value = _repeated(value, self.repetition, state)
        if type(value) is not str:  # most values are plain strings, and need no more questions
            if isinstance(value, Placed):
                return value.placed(self, state)
            rich = rich_value(value, state.aside)
            if rich is not None:
                return "".join(self._span(span, state) for span in rich.spans if span.text)
        text = self._text(value)
        if _has_breaks(text):
            return self._broken(text, self.base)
        return self.start + text + self.end if text else ""

    def _text(self, value: Any) -> str:
        """A value as the text of elements; docxtpl's control characters become breaks where they have a meaning."""
        if not self.format.part.has_controls or not isinstance(value, str) or not ("\a" in value or "\f" in value):
            return escape_text(value)
        return "\f".join(map(escape_text, value.replace("\a", "\u2029").split("\f")))

    def _span(self, span: Span, state: RenderState) -> str:
        if span.style and not span.resets and self.markup.takes_objects and state.inserted is not None:
            span = replace(span, style=state.inserted.house_styles(state).of_runs(span.style))
        hyperlink = self.markup.hyperlink
        link = _SOME_ADDRESS if span.link and not hyperlink else ""
        if not link and _formatting(span) == _NOTHING_ADDED:
            properties = self.base
        else:  # without its text: the formatting alone is the key of the cache
            format_ = replace(self.format, properties="") if span.resets else self.format
            properties = format_.markup(replace(span, text="", link=link))
        if span.size or span.typeface:
            state.memory.note_own_type()
        text = self._text(span.text)
        if not span.link:
            plain = properties is self.base and not _has_breaks(text)
            return self.start + text + self.end if plain else self._broken(text, properties)
        reference = f'r:id="{state.package.part.relate(HYPERLINK, safe_address(span.link), external=True)}"'
        reference += self._declare("r")
        if hyperlink:
            before, between, after = hyperlink
            return before + reference + between + self._broken(text, properties, linked=True) + after
        return self._broken(text, properties.replace(EMPTY_LINK, f"{EMPTY_LINK[:-2]} {reference}/>"))

    def _declare(self, prefix: str) -> str:
        uri = qn(f"{prefix}:x")[1:-2]  # `{uri}x` without its braces and name
        return "" if self.format.part.prefixes.get(uri) == prefix else f' xmlns:{prefix}="{escape_attribute(uri)}"'

    def _broken(self, text: str, properties: str, linked: bool = False) -> str:
        """Runs for a text with line feeds, tabs and paragraph separators.

        Inside a hyperlink, or where a slot is no child of its paragraph, a paragraph cannot end: a
        line break stands there.
        """
        markup = self.markup
        parts = []
        for piece in _BREAKS.split(text):
            if piece in ("\u2029", "\f") and self.new_paragraph and not linked:
                parts.append(self.new_paragraph if piece != "\f" else self._new_page())
            elif piece in ("\n", "\u2029", "\f"):
                parts.append(_between(markup.line_break, properties))
            elif piece == "\t" and markup.tab:
                parts.append(_between(markup.tab, properties))
            elif piece:
                parts += (markup.run[0], properties, markup.text[0], piece, markup.text[1], markup.run[1])
        return "".join(parts)

    def paragraph(self, text: RichText, style: str, state: RenderState) -> str:
        """A whole paragraph of Word's, in place of the one that the slot stands in, with the style of this id."""
        properties = f'<w:pPr><w:pStyle w:val="{escape_attribute(style)}"/></w:pPr>' if style else ""
        inside = replace(self, new_paragraph=f"</w:p><w:p>{properties}")
        return f"<w:p>{properties}{inside.render(text, state)}</w:p>"

    def _new_page(self) -> str:
        """A page break in a paragraph of its own, between the end of this one and the beginning of another."""
        return "</w:p>" + _PAGE_BREAK + self.new_paragraph.removeprefix("</w:p>")


def run_format(properties: etree._Element | None, prefix: str, part: PartMarkup) -> tuple[RunFormat, str]:
    """The format of runs with these properties, and the properties as markup with marks."""
    markup = "" if properties is None else fragment(properties, part.prefixes)
    marked = _marked(properties, part) if ":theme" in markup else markup  # a theme colour may be written out
    return RunFormat(markup, prefix, part), marked


def run_slot(
    tag: Tag, format_: RunFormat, base: str, paragraph: etree._Element, breakable: bool,
    repetition: Repetition | None = None,
) -> RunSlot:  # fmt: skip
    """The slot for a tag in a paragraph, in a run of this format; `breakable` where a value may end the paragraph and
    begin another one.
    """
    new_paragraph = _paragraph_break(paragraph, format_.part) if breakable else ""
    markup = _MARKUP[format_.prefix]
    start, end = markup.run[0] + base + markup.text[0], markup.text[1] + markup.run[1]
    return RunSlot(tag, format_, base, start, end, new_paragraph, repetition, _has_levels(paragraph))


def formatted(slot: RunSlot, format_: RunFormat) -> RunSlot:
    """A slot whose runs have another format, and in which a value cannot end the paragraph."""
    run, text = slot.markup.run, slot.markup.text
    base = format_.properties
    start, end = run[0] + base + text[0], text[1] + run[1]
    return replace(slot, format=format_, base=base, start=start, end=end, new_paragraph="")


def _has_levels(paragraph: etree._Element) -> bool:
    """Whether a paragraph stands in a slide's placeholder for content."""
    shape = next(paragraph.iterancestors(qn("p:sp")), None)
    if shape is None or paragraph.getroottree().getroot().tag == qn("p:notes"):
        return False
    return placeholder_type(placeholder_of(shape)) in ("body", "obj")


def _has_breaks(text: str) -> bool:
    # seven times as fast as to look for `_BREAKS`
    return "\n" in text or "\t" in text or "\u2029" in text or "\f" in text


def _between(ends: tuple[str, str], inside: str) -> str:
    return ends[0] + inside + ends[1]


def _paragraph_break(paragraph: etree._Element, part: PartMarkup) -> str:
    dialect = dialect_of(paragraph)
    properties = paragraph.find(dialect.paragraph_properties)
    if properties is not None and properties.find(qn("w:sectPr")) is not None:
        return _section_break(properties, part)
    inside = "" if properties is None else fragment(properties, part.prefixes)
    return f"</{dialect.prefix}:p><{dialect.prefix}:p>{inside}"


def _section_break(properties: etree._Element, part: PartMarkup) -> str:
    """A new paragraph in one that ends a section: which of them ends it is decided when all are there."""
    without_section = copy.deepcopy(properties)
    for name in ("w:sectPr", "w:pPrChange"):
        for element in without_section.findall(qn(name)):
            without_section.remove(element)
    inside = fragment(without_section, part.prefixes)
    # the properties stay open, so that the section's can be put in at `HELD`
    inside = f"{inside[:-2]}>" if inside.endswith("/>") else inside.removesuffix("</w:pPr>")
    return f"</w:p>{NEW_PARAGRAPH}<w:p>{inside}{HELD}</w:pPr>"


def _repeated(value: Any, repetition: Repetition, state: RenderState) -> Any:
    """What a place prints whose text stands in the file twice: the second one prints what the first did."""
    printed = state.memory.repeated.setdefault(replace(repetition, again=False), deque())
    if repetition.again:
        return printed.popleft() if printed else value
    rich = None if isinstance(value, Placed) else rich_value(value, state.aside) or plain_text(value)
    printed.append(value if rich is None else rich)
    return printed[-1]
