"""Reads HTML pages: their text, without scripts, navigation and whatever else surrounds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from reportgen.diagnostics import Collector
from reportgen.intake.read.blocks import CELL_SEPARATOR, Block
from reportgen.intake.read.plain_text import decode_any

_NOT_TEXT = (
    *("script", "style", "noscript", "template", "head", "svg", "iframe", "object", "form", "button", "select"),
    *("nav", "header", "footer", "aside", "figure", "textarea"),
)
_ROLES = ("navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar")
_MAIN = ".//main | .//*[@role='main'] | .//article"
_BLOCKS = frozenset(
    (
        *("address", "article", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "hr", "html"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "li", "main", "ol", "p", "pre", "section", "ul"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "tr"),
    )
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_MOSTLY_LINKS = 0.6
_LONGEST_MENU = 200
"""Characters of a block that is left out where most of it are links."""


def read_web_page(data: bytes, name: str, problems: Collector) -> list[Block]:
    """The headings, paragraphs and rows of tables of an HTML page; faults are those of `decode_any`."""
    import lxml.html

    text = _DECLARATION.sub("", _decode(data, name, problems))
    if not text.strip():
        return []
    root = lxml.html.document_fromstring(text)
    for element in list(root.iter()):
        if _is_surrounding(element) and element.getparent() is not None:
            element.drop_tree()
    mains = [element for element in root.xpath(_MAIN) if len(element.text_content().strip()) > _LONGEST_MENU]
    return list(_Walk(mains[0] if mains else root).blocks())


def _decode(data: bytes, name: str, problems: Collector) -> str:
    """The page's text in the encoding that it declares, where that can be read, otherwise as any text file."""
    declared = _CHARSET.search(data[:4096])
    if declared:
        encoding = {"big5": "big5hkscs", "gb2312": "gb18030", "gbk": "gb18030"}.get(
            declared[1].decode().lower(), declared[1].decode()
        )
        try:
            return decode_any(data.decode(encoding).encode(), name, problems)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode_any(data, name, problems)


def _is_surrounding(element: Any) -> bool:
    if not isinstance(element.tag, str):
        return True
    style = element.get("style", "").replace(" ", "")
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true" or "display:none" in style
    return element.tag in _NOT_TEXT or element.get("role") in _ROLES or hidden


class _Walk:
    """Collects the text of elements until a block begins or ends; `_linked` counts its characters within links."""

    def __init__(self, root: Any) -> None:
        self._root = root
        self._text: list[str] = []
        self._linked = 0

    def blocks(self) -> Iterator[Block]:
        """The blocks of the page, in order."""
        yield from self._element(self._root, 0, 0)
        yield from self._flush(0, 0)

    def _element(self, element: Any, level: int, links: int) -> Iterator[Block]:
        tag = element.tag
        number = _list_number(element)
        if tag == "tr":
            yield from self._flush(0, 0)
            cells = [" ".join(cell.text_content().split()) for cell in element.iterchildren("td", "th")]
            if len([cell for cell in cells if cell]) > 1 and not element.xpath(".//table | .//p | .//br"):
                yield Block(CELL_SEPARATOR.join(cell for cell in cells if cell))
                return
        if tag in _BLOCKS:
            yield from self._flush(level, 0)
            level = int(tag[1]) if re.fullmatch("h[1-6]", tag) else 0
        links += tag == "a"
        self._add(element.text, links)
        for child in element:
            if child.tag == "br":
                yield from self._flush(level, number)
            else:
                yield from self._element(child, level, links)
            self._add(child.tail, links)
        if tag in _BLOCKS:
            yield from self._flush(level, number)

    def _add(self, text: str | None, links: int) -> None:
        if text:
            self._text.append(text)
            self._linked += len(text.strip()) if links else 0

    def _flush(self, level: int, number: int) -> Iterator[Block]:
        text = " ".join("".join(self._text).split())
        is_menu = len(text) < _LONGEST_MENU and self._linked > _MOSTLY_LINKS * len(text) and not level
        self._text, self._linked = [], 0
        if text and not is_menu:
            yield Block(text, level, number)


def _list_number(element: Any) -> int:
    """The number that a browser prints in front of an item of an ordered list that is in no other list; 0 for none."""
    parent = element.getparent()
    if element.tag != "li" or parent is None or parent.tag != "ol" or parent.get("type", "1") != "1":
        return 0
    if any(each.tag in ("ol", "ul") for each in parent.iterancestors()):
        return 0
    number = int(start) if (start := parent.get("start", "1")).isdigit() else 1
    for item in parent.iterchildren("li"):
        value = item.get("value", "")
        number = int(value) if value.isdigit() else number
        if item is element:
            return number
        number += 1
    return 0
