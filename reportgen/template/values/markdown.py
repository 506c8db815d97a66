"""Reads Markdown: CommonMark with the tables and the strike-through of GitHub, by markdown-it-py.

Raw HTML is text. What it says comes as a flat row of blocks, each with the level that it stands on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from reportgen.characters import has_chinese
from reportgen.messages import Message
from reportgen.template.values.rich_text import Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

Kind = Literal["paragraph", "heading", "item", "continued", "quote", "code", "rule", "table"]
CODE = "HTML Code"
"""Word's name of the style for code in a line."""
CODE_TYPEFACE = "Consolas"
LINK = "Hyperlink"
MOST_NESTED = 100
"""How deep the parser reads lists and quotations in one another; what is deeper it leaves out without a word."""
_CONTAINERS = ("list_item_open", "blockquote_open")
_SWITCHES = {"strong": "bold", "em": "italic", "s": "strike"}
"""The parser's word for an emphasis → that of a span."""


class UnusableMarkdown(ValueError):
    """The text asks for something that a document cannot be given; the message says what."""


@dataclass(frozen=True, slots=True)
class List:
    """A list: `number` tells it from the others of its text; it counts from `start`, or has bullets."""

    number: int
    ordered: bool
    start: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `alignment` is `left`, `center`, `right` or empty."""

    spans: Sequence[Span]
    alignment: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a table with its rows, of which the first is its head.

    `level` is that of a heading, from 1, or how deep an item stands, from 0; `continued` is a further paragraph of an
    item. In spans, `style` is the name of a style.
    """

    kind: Kind
    spans: Sequence[Span] = ()
    level: int = 0
    list: List | None = None
    rows: Sequence[Sequence[Cell]] = ()


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False, "maxNesting": MOST_NESTED}).enable(["table", "strikethrough"])


def read_markdown(text: str) -> list[Block]:
    """The blocks of a text. Raises `UnusableMarkdown`."""
    tokens = _parser().parse(text)
    if any(token.level + 1 >= MOST_NESTED for token in tokens if token.type in _CONTAINERS):
        raise UnusableMarkdown(Message("its lists or quotations stand too deep in one another"))
    return list(_Reader(tokens).blocks())


class _Reader:
    """Goes through the parser's tokens, and knows in which lists and quotations it stands."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._lists: list[List] = []
        self._count = 0
        self._quotes = 0
        self._begins_item = False

    def blocks(self) -> Iterator[Block]:
        """The blocks in reading order."""
        rows: list[list[Cell]] = []
        heading, alignment = 0, ""
        for token in self._tokens:
            match token.type:
                case "bullet_list_open" | "ordered_list_open":
                    self._count += 1
                    ordered = token.type == "ordered_list_open"
                    self._lists.append(List(self._count, ordered, int(token.attrGet("start") or 1)))
                case "bullet_list_close" | "ordered_list_close":
                    self._lists.pop()
                case "list_item_open":
                    self._begins_item = True
                case "list_item_close" if self._begins_item:
                    yield self._paragraph(())
                case "blockquote_open":
                    self._quotes += 1
                case "blockquote_close":
                    self._quotes -= 1
                case "heading_open":
                    heading = int(token.tag[1:])
                case "heading_close":
                    heading = 0
                case "table_open":
                    rows = []
                case "tr_open":
                    rows.append([])
                case "th_open" | "td_open":
                    alignment = str(token.attrGet("style") or "").removeprefix("text-align:")
                    rows[-1].append(Cell((), alignment))
                case "inline" if rows:
                    rows[-1][-1] = replace(rows[-1][-1], spans=_spans(token))
                case "table_close":
                    yield Block("table", rows=rows)
                    rows = []
                case "inline":
                    yield Block("heading", _spans(token), heading) if heading else self._paragraph(_spans(token))
                case "fence" | "code_block":
                    yield Block("code", [Span(token.content.rstrip("\n"))])
                case "hr":
                    yield Block("rule")

    def _paragraph(self, spans: Sequence[Span]) -> Block:
        begins, self._begins_item = self._begins_item, False
        if self._lists:
            return Block("item" if begins else "continued", spans, len(self._lists) - 1, self._lists[-1])
        return Block("quote" if self._quotes else "paragraph", spans)


def _spans(token: Token) -> list[Span]:
    """The text of a paragraph with its emphasis and links."""
    spans: list[Span] = []
    soft: set[int] = set()
    format_ = Span("")
    for child in token.children or ():
        kind, _, end = child.type.rpartition("_")
        if kind in _SWITCHES:
            format_ = replace(format_, **{_SWITCHES[kind]: end == "open"})  # type: ignore[arg-type]
        elif kind == "link":
            address = str(child.attrGet("href") or "") if end == "open" else ""
            format_ = replace(format_, link=address, style=LINK if address else "")
        elif child.type == "image":
            raise UnusableMarkdown(Message("it shows a picture, which is not fetched"))
        elif child.type == "code_inline":
            spans.append(replace(format_, text=child.content, style=CODE))
        elif child.type == "softbreak":
            soft.add(len(spans))
            spans.append(replace(format_, text=" "))
        elif text := "\n" if child.type == "hardbreak" else child.content:
            spans.append(replace(format_, text=text))
    between = zip(spans, spans[1:], spans[2:], strict=False)
    folded = {n for n, (before, _, behind) in enumerate(between, 1) if n in soft and _joins(before, behind)}
    return [span for number, span in enumerate(spans) if number not in folded]


def _joins(before: Span, behind: Span) -> bool:
    """Whether a line end between two texts is no space: Chinese has none between words."""
    return has_chinese(before.text[-1:]) and has_chinese(behind.text[:1])


def without_styles(spans: Sequence[Span]) -> list[Span]:
    """The spans as a place sets them that has no styles: code in a typeface whose letters are equally wide."""
    return [replace(span, style="", typeface=CODE_TYPEFACE if span.style == CODE else "") for span in spans]
