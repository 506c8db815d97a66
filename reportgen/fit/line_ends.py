"""Judges where the lines of a text end, and finds the narrower column in which they end better.

A column is made narrower by an inset, never a text longer by a line break: so a title stays one line in the outline and
for a screen reader, and a text that is copied stays as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from reportgen.characters import has_chinese, has_ideograph
from reportgen.fit.measure import WIDTH_USED, SetLine, set_lines
from reportgen.fit.paragraphs import Paragraph
from reportgen.lang.joints import Joint, joints

LEAST_CHARACTERS = 3
"""A last line of Chinese has at least as many characters, without punctuation."""
_LEAST_SHARE = 1 / 3
"""A last line of one Latin word is at least as long as this share of the longest line: columns may be narrow."""
_NARROWEST = 0.75
"""The share of its width that a text which is no title keeps: more would be seen beside its neighbours."""
_NARROWEST_SHORT = 0.5
"""The same for a text of nothing but Chinese names, as a name a line looks meant, and for two lines in a cell."""
_CELL = 180.0
"""A column of less than so many points is a cell's."""
PAGE_WIDTH_USED = 0.985
"""As `WIDTH_USED`, on a page, where text that takes more room than reckoned with harms nothing but its line ends."""
_STEP = 0.05
"""How much narrower than a line a column is in points, so that the line does not fit."""
_FLAW = 10.0
_OFF_PHRASE = {True: 1.0, False: 0.15}
"""What a line end inside a phrase costs in a Chinese and in a Latin title. Lines differ in length by less than 1, so
Chinese breaks behind a comma wherever both lines fit."""
_LEAST_WORDS = 4
"""The fewest words of a paragraph whose last two are joined."""
_TORN_NAME = 1.0
"""What a line end inside a Chinese name, or a place of two words, costs: no flaw, but other line ends are better."""
_LONGEST_NAME = 16
"""The most characters of what stands in brackets as a name; what is longer is a remark."""
_BRACKETED = re.compile("（(?:[^（）]|（[^（）]*）)*）")
_LISTED = re.compile(r"[^\s、（）]+(?:（[^（）]*）)?")
_PLACE = re.compile(r"\b(?:Hong Kong|New (?:Territories|York|Zealand)|South (?:Africa|Korea)|Sri Lanka)\b")
_CLAUSE = re.compile("[，。；：！？]")
_PHRASE_ENDS = tuple("，、；：。！？—」』）》,;:.!?–)")


class Flaw(NamedTuple):
    """A line that ends, or begins, where none should: `widow`, or a kind of `Joint`; and the text in question."""

    kind: str
    text: str


WIDOW = "widow"
Lines = Sequence[Sequence[SetLine]]
"""The lines of a paragraph: those between each two forced breaks."""


def flaws(lines: Sequence[SetLine]) -> Iterator[Flaw]:
    """The flaws of the lines between two forced breaks: a last line that is too short, and joints that are torn."""
    if len(lines) < 2:
        return
    if _is_widow(lines):
        yield Flaw(WIDOW, lines[-1].text.strip())
    text = "".join(line.text for line in lines)
    for position in _ends(lines):
        for kind, start, end in _joints(text):
            if start < position < end:
                yield Flaw(kind, text[start:end])


def _ends(lines: Sequence[SetLine]) -> Iterator[int]:
    """Where all lines but the last end in their text."""
    return accumulate(len(line.text) for line in lines[:-1])


_joints = lru_cache(maxsize=1024)(lambda text: tuple[Joint, ...](joints(text)))


@lru_cache(maxsize=1024)
def _names(text: str) -> tuple[tuple[int, int], ...]:
    """Where a text has names that a reader sees as one: Chinese ones in brackets, those of a Chinese list without
    clauses, and places of two words.
    """
    brackets = [found.span() for found in _BRACKETED.finditer(text) if len(found[0]) <= _LONGEST_NAME]
    listed = _LISTED.finditer(text) if "、" in text and not _CLAUSE.search(text) else ()
    places = [found.span() for found in _PLACE.finditer(text)]
    return (*brackets, *places, *(found.span() for found in listed))


def _is_widow(lines: Sequence[SetLine]) -> bool:
    last = lines[-1].text.strip()
    if has_ideograph(last) or (last and has_chinese(last)):
        return sum(map(str.isalnum, last)) < LEAST_CHARACTERS
    return len(last.split()) < 2 and lines[-1].width < _LEAST_SHARE * max(line.width for line in lines)


def ends_with_lone_word(paragraph: Paragraph, width: float) -> bool:
    """Whether a Latin paragraph ends, in a column of so many points, with a word that the one before it may join.

    A word with a hyphen may not: lines would end at the hyphen instead.
    """
    words = paragraph.text.split(" ")
    if len(words) < _LEAST_WORDS or "-" in words[-2] or has_chinese(paragraph.text):
        return False
    settings = (set_lines(paragraph, width, in_office=True), set_lines(paragraph, width * WIDTH_USED))
    return any(flaw.kind == WIDOW for groups in settings for lines in groups for flaw in flaws(lines))


def better_width(
    paragraphs: Sequence[Paragraph], width: float, balanced: bool, more: int = 0, share: float = WIDTH_USED
) -> float:  # fmt: skip
    """Return the widest column, up to `width` points, in which paragraphs break best, on at most so many `more` lines
    than in that.

    `balanced` asks for lines of one length that end with phrases, as titles have them; otherwise a column without
    flaws is good enough. What is returned is a width as `TextArea` has it: text fills a `share` of it. Lines with tabs
    are left alone, since how far these go is not known here.
    """
    if any("\t" in line.text for paragraph in paragraphs for line in paragraph.lines):
        return width

    def shown(column: float) -> list[Lines]:
        return [set_lines(paragraph, column, in_office=True) for paragraph in paragraphs]

    used = width * share
    tight = [set_lines(paragraph, used) for paragraph in paragraphs]
    if all(count == 1 for count in _counts(tight)) or _is_too_wide(tight, used):
        return width
    in_office = shown(width)
    if all(count == 1 for count in _counts(in_office)):
        return width
    best, least = width, _cost(paragraphs, in_office, tight, balanced)
    limits = [(0.0, sum(_counts(tight)) + more)] if balanced else list(_limits(paragraphs, _counts(tight), used, more))
    while least:
        used = max(line.width for groups in tight for lines in groups for line in lines)
        cost = _cost(paragraphs, shown(used / share), tight, balanced)
        if cost < least:
            best, least = used / share, cost
        used -= _STEP
        tight = [set_lines(paragraph, used) for paragraph in paragraphs]
        count = sum(_counts(tight))
        if not any(used >= narrowest and count <= most for narrowest, most in limits) or _is_too_wide(tight, used):
            break
    return best


def _limits(
    paragraphs: Sequence[Paragraph], counts: Sequence[int], width: float, more: int
) -> Iterator[tuple[float, int]]:  # fmt: skip
    """How narrow the column of a text that is no title may be, each with the most lines that it may then have."""
    text = "".join(paragraph.text for paragraph in paragraphs)
    is_names = _names(text) and has_ideograph(text) and not _CLAUSE.search(text)
    yield width * (_NARROWEST_SHORT if is_names else _NARROWEST), sum(counts) + more
    if width < _CELL and list(counts) == [2]:
        yield width * _NARROWEST_SHORT, 2


def _counts(tight: Sequence[Lines]) -> list[int]:
    return [len(lines) for groups in tight for lines in groups]


def _is_too_wide(tight: Sequence[Lines], width: float) -> bool:
    return any(line.width > width + _STEP / 2 for groups in tight for lines in groups for line in lines)


def _cost(
    paragraphs: Sequence[Paragraph], in_office: Sequence[Lines], tight: Sequence[Lines], balanced: bool
) -> float:  # fmt: skip
    """What is wrong with the lines of paragraphs: with those of PowerPoint, in all of the width, and with the `tight`
    ones of the program that sets them longest, unless that shows another typeface.
    """
    cost = 0.0
    for paragraph, shown, longest in zip(paragraphs, in_office, tight, strict=True):
        settings = [shown, longest] if paragraph.own_share == 1 and shown != longest else [shown]
        cost += max(sum(_lines_cost(lines, balanced) for lines in groups) for groups in settings)
    return cost


def _lines_cost(lines: Sequence[SetLine], balanced: bool) -> float:
    if len(lines) < 2:
        return 0.0
    cost = _FLAW * sum(1 for _ in flaws(lines))
    if not cost:
        names = _names("".join(line.text for line in lines))
        cost = _TORN_NAME * sum(start < position < end for position in _ends(lines) for start, end in names)
    if not balanced:
        return cost
    widths = [line.width for line in lines]
    for line in lines[:-1]:
        text = line.text.rstrip()
        if not text.endswith(_PHRASE_ENDS):
            cost += _OFF_PHRASE[has_ideograph(text)]
    return cost + 1 - min(widths) / max(widths)
