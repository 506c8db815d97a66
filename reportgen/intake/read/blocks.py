"""Blocks of text as a reader of any format hands them on, and the numbered paragraphs that are made of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reportgen.characters import count_ideographs

_MOST_IN_HEADING = 90
"""Characters of a heading; an ideograph counts as three, since a Chinese heading is as much shorter."""
_LONGEST_TITLE = 250
CELL_SEPARATOR = " | "
"""What stands between the cells of a row that is one paragraph."""
_TERMINAL = re.compile(r"[.。;；:：!！?？,，、…][\"”’」』）)]*$")
_NUMBER = re.compile(
    r"(?P<decimal>\d{1,3})(?:[.．、)）]\s*|\s*\t\s*)(?=\D)"  # 1.  1)  1、
    r"|(?P<deeper>\d{1,3}(?:\.\d{1,3})+[.)]?\s+)"  # 2.1
    r"|(?P<other>[(（][a-zivx\d一二三四五六七八九十]{1,4}[)）]\s*|[一二三四五六七八九十]{1,3}、|[•‧·▪◦●○–—*-]\s+)"
)
_MOST_NUMBER = 9999
"""The largest number of a paragraph that a `source` may name."""
_FEWEST_NUMBERED = 0.5
"""The share of paragraphs that bear a number of their own from which these are the numbers by which they are cited."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or row of a table as its file has it.

    `level` is that of a heading which the file marks as one (1 is the highest), 0 of any other block; `number` the one
    that the paragraph bears there, 0 for none. `fixed` says that the number is that of its slide, which many share.
    """

    text: str
    level: int = 0
    number: int = 0
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a document: its number, as `press-release#8` names it, or 0 and a `level` for a heading."""

    number: int
    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Structure:
    """What a document consists of: title, paragraphs and headings in order, and the lines behind the last paragraph.

    These lines say who issued it and when; they are nobody's paragraphs.
    """

    title: str
    paragraphs: tuple[Paragraph, ...]
    tail: tuple[str, ...]


def is_short(text: str) -> bool:
    """Whether a text is short enough for a heading."""
    return len(text) + 2 * count_ideographs(text) <= _MOST_IN_HEADING


def ends_a_sentence(text: str) -> bool:
    """Whether a text ends as sentences end, which no heading does."""
    return bool(_TERMINAL.search(text))


def without_number(text: str) -> tuple[int, str]:
    """The number that a text begins with (0 for none, and for `2.1`, `(a)` and bullets) and the text behind it.

    >>> without_number("12. The meeting noted"), without_number("(a) ferries"), without_number("2.1 Ferries run")
    ((12, 'The meeting noted'), (0, 'ferries'), (0, 'Ferries run'))
    """
    found = _NUMBER.match(text)
    if not found or not text[found.end() :].strip():
        return 0, text
    return int(found["decimal"] or 0), text[found.end() :].strip()


def structure_of(blocks: Sequence[Block]) -> Structure:
    """Tell headings from paragraphs, and number the latter: by their own numbers, or counted from 1.

    Where the file marks headings, those are the headings; elsewhere a short line without a full stop is one, if text
    follows. What is above the first paragraph is the title; what is short and behind the last is nobody's paragraph.
    """
    read = [_numbered(block) for block in blocks if block.text.strip()]
    marked = any(block.level > 1 for block in read) or sum(block.level == 1 for block in read) > 1
    levels = [block.level if marked else int(_looks_like_heading(block)) for block in read]
    if (
        read
        and not marked
        and not levels[0]
        and not ends_a_sentence(read[0].text)
        and len(read[0].text) <= _LONGEST_TITLE
    ):
        levels[0] = 1
    last = max((at for at, block in enumerate(read) if not levels[at] and not _is_closing(block)), default=-1)
    body, tail = list(zip(read, levels, strict=True))[: last + 1], [block.text for block in read[last + 1 :]]
    title, body = _take_title(body, marked)
    numbers = _numbers([block for block, level in body if not level])
    paragraphs = tuple(
        Paragraph(0, block.text, level) if level else Paragraph(next(numbers_left), block.text)
        for numbers_left in [iter(numbers)]
        for block, level in body
    )
    return Structure(title, paragraphs, tuple(tail))


def _numbered(block: Block) -> Block:
    """The block with the number that is typed in front of it as its number."""
    text = " ".join(block.text.split())
    number, rest = without_number(text)
    return replace(block, text=rest, number=block.number or number)


def _looks_like_heading(block: Block) -> bool:
    return block.level > 0 or (
        is_short(block.text) and not ends_a_sentence(block.text) and CELL_SEPARATOR not in block.text
    )


def _is_closing(block: Block) -> bool:
    """Whether a block may be one of the last lines, which say who issued the document."""
    is_line = is_short(block.text) and not ends_a_sentence(block.text)
    return is_line and not block.number and not block.fixed and CELL_SEPARATOR not in block.text


def _take_title(body: list[tuple[Block, int]], marked: bool) -> tuple[str, list[tuple[Block, int]]]:
    """The title and the rest: a heading above all others, or the first line of a text that marks no headings."""
    if len(body) < 2 or not body[0][1]:
        return "", body
    others = [level for _, level in body[1:] if level]
    is_title = not marked or not others or body[0][1] < min(others)
    return (body[0][0].text, body[1:]) if is_title else ("", body)


def _numbers(blocks: Sequence[Block]) -> list[int]:
    """The number of each paragraph: its own where most have one and they rise, otherwise its place."""
    if blocks and all(block.fixed for block in blocks):
        return [min(block.number, _MOST_NUMBER) for block in blocks]
    own = [block.number for block in blocks if block.number]
    if own and len(own) >= _FEWEST_NUMBERED * len(blocks) and all(a < b for a, b in pairwise(own)):
        found, current = [], min(own[0], 1)
        for block in blocks:
            current = block.number or current
            found.append(current)
        return found
    return [min(at, _MOST_NUMBER) for at in range(1, len(blocks) + 1)]
