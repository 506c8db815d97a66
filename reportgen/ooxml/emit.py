"""Values to markup: what a tag prints where it stands.

A plain value becomes one run with the properties of the place; rich text becomes a run for each
span, with what the span adds. Markup characters are always data.
"""

from __future__ import annotations

import copy
import re
from typing import Any
from xml.sax.saxutils import escape as _escape
from xml.sax.saxutils import quoteattr

from lxml import etree

from reportgen.model.language import LANGUAGES
from reportgen.ooxml.dialect import (
    ARPR_AFTER_LINK,
    RPR_AFTER_B,
    RPR_AFTER_I,
    WORD,
    Dialect,
    insert_in_order,
)
from reportgen.ooxml.localise import Fonts, set_run_language
from reportgen.ooxml.namespaces import qn
from reportgen.ooxml.rich import RichText, Span
from reportgen.ooxml.state import HYPERLINK, RenderState

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\u2028\u2029]")
_BREAKS = re.compile("([\n\t])")


class UnprintableCharacter(ValueError):
    """A value holds a character that XML, and so Office, cannot hold."""


def plain_text(value: Any) -> str:
    """The text of any value: nothing for None, line ends as line feeds.

    Raises `UnprintableCharacter` for control characters and lone surrogates (XML 1.0, production 2).
    """
    if value is None:
        return ""
    text = value if isinstance(value, str) else str(value)
    bad = _NOT_XML.search(_LINE_ENDS.sub("\n", text))
    if bad:
        raise UnprintableCharacter(f"the character U+{ord(bad[0]):04X} cannot stand in a document")
    return _LINE_ENDS.sub("\n", text)


def escape_text(value: Any) -> str:
    """A value as the text of an element."""
    return _escape(plain_text(value))


def escape_attribute(value: Any) -> str:
    """A value as part of an attribute in double quotes; line ends become spaces."""
    return _escape(plain_text(value).replace("\n", " ").replace("\t", " "), {'"': "&quot;"})


def rich_value(value: Any) -> RichText | None:
    """The rich text a value stands for, or None for a plain one."""
    method = getattr(type(value), "__rich__", None)
    return method(value) if method else None


class RunSlot:
    """A place in a paragraph where a tag prints: it knows the run properties there.

    `scope` are the namespace prefixes that the part declares at its root.
    """

    def __init__(
        self, dialect: Dialect, properties: etree._Element | None, scope: dict[str | None, str], fonts: Fonts | None
    ) -> None:
        self._dialect = dialect
        self._properties = properties
        self._prefixes = {uri: prefix for prefix, uri in scope.items() if prefix}
        self._fonts = fonts
        self._cache: dict[tuple[bool, bool, str], str] = {}
        prefix = "w" if dialect is WORD else "a"
        self._run = (f"<{prefix}:r>", f"</{prefix}:r>")
        space = ' xml:space="preserve"' if dialect is WORD else ""
        self._text = (f"<{prefix}:t{space}>", f"</{prefix}:t>")
        self._plain = self._run[0] + self._variant(False, False, "") + self._text[0]
        self._end = self._text[1] + self._run[1]

    def render(self, value: Any, state: RenderState) -> str:
        """The runs that print `value`."""
        if type(value) is not str:
            rich = rich_value(value)
            if rich is not None:
                return "".join(self._span(span, state) for span in rich.spans if span.text)
        text = escape_text(value)
        if "\n" in text or "\t" in text:
            return self._broken(text, self._variant(False, False, ""))
        return self._plain + text + self._end if text else ""

    def _span(self, span: Span, state: RenderState) -> str:
        properties = self._variant(span.bold, span.italic, span.language)
        text = escape_text(span.text)
        if not span.link:
            return self._broken(text, properties)
        reference = f'r:id="{state.part.relate(HYPERLINK, span.link, external=True)}"' + self._declare("r")
        if self._dialect is WORD:
            return f'<w:hyperlink {reference} w:history="1">{self._broken(text, properties)}</w:hyperlink>'
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

    def _broken(self, text: str, properties: str) -> str:
        """Runs for a text with line feeds and tabs."""
        parts = []
        for piece in _BREAKS.split(text):
            if piece == "\n" and self._dialect is WORD:
                parts.append(f"<w:r>{properties}<w:br/></w:r>")
            elif piece == "\n":
                parts.append(f"<a:br>{properties}</a:br>")
            elif piece == "\t" and self._dialect is WORD:
                parts.append(f"<w:r>{properties}<w:tab/></w:r>")
            elif piece:
                parts.append(self._run[0] + properties + self._text[0] + piece + self._end)
        return "".join(parts)

    def _variant(self, bold: bool, italic: bool, language: str) -> str:
        key = (bold, italic, language)
        if key not in self._cache:
            self._cache[key] = self._build(bold, italic, language)
        return self._cache[key]

    def _build(self, bold: bool, italic: bool, language: str) -> str:
        base = self._properties
        if base is None and not (bold or italic or language):
            return ""
        properties = copy.deepcopy(base) if base is not None else etree.Element(self._dialect.run_properties)
        if self._dialect is WORD:
            for wanted, name, after in ((bold, "w:b", RPR_AFTER_B), (italic, "w:i", RPR_AFTER_I)):
                if wanted:
                    insert_in_order(properties, etree.Element(qn(name)), after)
        else:
            for wanted, name in ((bold, "b"), (italic, "i")):
                if wanted:
                    properties.set(name, "1")
        if language in LANGUAGES:
            set_run_language(properties, self._dialect, LANGUAGES[language], self._fonts, foreign=True)
        return fragment(properties, self._prefixes)


def fragment(element: etree._Element, prefixes: dict[str, str]) -> str:
    """The XML of an element to be put below a root that declares `prefixes` (namespace → prefix).

    lxml would repeat every declaration on each fragment.
    """
    declared: dict[str, str] = {}

    def name(qualified: str) -> str:
        uri, _, local = qualified[1:].partition("}")
        prefix = prefixes.get(uri) or declared.get(uri)
        if prefix is None:
            prefix = declared[uri] = element.prefix if element.prefix and not declared else f"ns{len(declared)}"
        return f"{prefix}:{local}"

    def render(node: etree._Element, top: bool) -> str:
        if not isinstance(node.tag, str):
            return ""
        tag = name(node.tag)
        attributes = "".join(
            f' {name(key) if key.startswith("{") else key}="{escape_attribute(value)}"'
            for key, value in node.attrib.items()
        )
        inside = _escape(node.text or "") if len(node) == 0 else ""
        inside += "".join(render(child, False) for child in node)
        declarations = "".join(f' xmlns:{p}="{u}"' for u, p in declared.items()) if top else ""
        body = f">{inside}</{tag}>" if inside else "/>"
        return f"<{tag}{declarations}{attributes}{body}"

    return render(element, True)
