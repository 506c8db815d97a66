"""Reads Markdown: CommonMark with the tables and the strike-through of GitHub, by markdown-it-py.

Raw HTML is text. What it says comes as a flat row of blocks, each with the level that it stands on.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from reportgen.characters import has_chinese
from reportgen.diagnostics import Message
from reportgen.template.values.rich_text import RichText, Span
from reportgen.template.values.text import plain_text

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
_ADDED = [field.name for field in fields(Span) if field.name != "text"]
"""What a span adds to its text."""
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


@lru_cache(maxsize=16)
def _tokens(text: str) -> Sequence[Token]:
    """What the parser makes of a text, which is asked for before it is printed: whether there is anything to print."""
    return _parser().parse(text)


def read_markdown(text: RichText) -> list[Block]:
    """The blocks of a text, whose spans keep what the text's own have. Raises `UnusableMarkdown`."""
    tokens = _tokens(plain_text(text))
    if any(token.level + 1 >= MOST_NESTED for token in tokens if token.type in _CONTAINERS):
        raise UnusableMarkdown(Message("its lists or quotations stand too deep in one another"))
    own = _OwnSpans(text.spans)
    return [
        replace(
            block,
            spans=own.kept(block.spans),
            rows=[[replace(cell, spans=own.kept(cell.spans)) for cell in row] for row in block.rows],
        )
        for block in _Reader(tokens).blocks()
    ]


class _OwnSpans:
    """What the spans of a text add to its words, looked up as its words come by."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = [span for span in spans if span.text]
        self._text = "".join(span.text for span in self._spans)
        self._ends = [*accumulate(len(span.text) for span in self._spans)]
        self._at = 0

    def kept(self, spans: Sequence[Span]) -> list[Span]:
        """The next spans of the Markdown, cut where the text's own begin, with what both add."""
        return [cut for span in spans for cut in self._cut(span)]

    def _cut(self, span: Span) -> Iterator[Span]:
        start = self._text.find(span.text, self._at) if span.text.strip() else -1
        if start < 0:  # it stands for a line end, or for a character that Markdown writes otherwise
            yield _with_own(span, self._spans[min(bisect(self._ends, self._at), len(self._spans) - 1)])
            return
        end = self._at = start + len(span.text)
        while start < end:
            number = bisect(self._ends, start)
            until = min(end, self._ends[number])
            yield _with_own(replace(span, text=self._text[start:until]), self._spans[number])
            start = until


def _with_own(span: Span, own: Span) -> Span:
    return Span(span.text, **{name: getattr(span, name) or getattr(own, name) for name in _ADDED})


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
