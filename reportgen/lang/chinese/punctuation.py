"""Quotation marks of Hong Kong and of the Mainland, and what stands between quoted items.

Hong Kong quotes with 「」 and, inside, 『』; the Mainland in horizontal text with “” and ‘’ (W3C
Requirements for Chinese Text Layout; GB/T 15834-2011). Between adjacent quoted items, or adjacent titles,
Hong Kong writes 、 and the Mainland nothing (GB/T 15834-2011, 4.5.3.5). Curly marks that belong to
Latin text, and apostrophes, are not Chinese punctuation and are never touched. Names linked with a
hyphen in Hong Kong (深圳梧桐山-香港紅花嶺) are linked with — on the Mainland (GB/T 15834-2011, 4.13);
the way back is left alone, since Hong Kong also writes 至 and －.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportgen.characters import has_chinese, has_ideograph
from reportgen.lang.spans import Edit, touches_chinese

_HONGKONG = ("「」", "『』")
_MAINLAND = ("“”", "‘’")
_CLOSING = {pair[0]: pair[1] for pair in (*_HONGKONG, *_MAINLAND)}

# Each pattern begins with the character it looks for, which lets the engine skip through a long text.
_LISTED_IN_HONGKONG = re.compile("、(?:(?<=[」』].)(?=[「『])|(?<=》.)(?=《))")
_LISTED_ON_MAINLAND = re.compile("”(?=“)|’(?=‘)|》(?=《)")
_RULE = "punctuation"
_APOSTROPHE = re.compile("’(?<=[A-Za-z0-9].)(?=[A-Za-z0-9])")
_LINKS = tuple(map(re.compile, "-–－"))


@dataclass(frozen=True, slots=True)
class _Quotation:
    """The positions of an opening mark and of the mark that closes it."""

    opening: int
    closing: int


def mainland_marks(text: str) -> list[Edit]:
    """The edits that set the Mainland's quotation marks in a text whose protected parts are masked.

    >>> [edit.text for edit in mainland_marks("「甲」、「乙」")]
    ['“', '”', '“', '”', '']
    """
    listed = [Edit(*found.span(), "", _RULE) for found in _LISTED_IN_HONGKONG.finditer(text)]
    links = (found for link in _LINKS for found in link.finditer(text))
    linked = [Edit(*found.span(), "—", _RULE) for found in links if _links_names(text, found.start())]
    quotations, unpaired = _quotations(text, _HONGKONG)
    return _set_marks(quotations, _MAINLAND) + _set_unpaired(text, unpaired, _HONGKONG, _MAINLAND) + listed + linked


def _links_names(text: str, position: int) -> bool:
    """Whether ideographs stand on both sides of a mark."""
    return has_ideograph(text[position - 1 : position]) and has_ideograph(text[position + 1 : position + 2])


def hongkong_marks(text: str) -> list[Edit]:
    """The edits that set Hong Kong's quotation marks in a text whose protected parts are masked.

    A quotation is Chinese if it holds Chinese or stands directly beside it: 選擇“Save as”功能 is,
    `the “Belt and Road” portal` is not. A single mark without a partner is an apostrophe.
    """
    if not any(mark in text for mark in "“”‘’《"):
        return []
    quotations, unpaired = _quotations(_APOSTROPHE.sub("'", text), _MAINLAND)
    closing_of = {quotation.opening: quotation.closing for quotation in quotations}
    opening_of = {quotation.closing: quotation.opening for quotation in quotations}
    chinese = [each for each in quotations if _is_chinese(text, _adjacent_quotations(each, closing_of, opening_of))]
    unpaired = [at for at in unpaired if text[at] in _MAINLAND[0] and touches_chinese(text, at, at + 1)]
    marks = _set_marks(chinese, _HONGKONG) + _set_unpaired(text, unpaired, _MAINLAND, _HONGKONG)
    return _list_commas(text, {edit.start for edit in marks}) + marks


def _list_commas(text: str, quoted: set[int]) -> list[Edit]:
    """A 、 between adjacent titles, and between adjacent quotations whose marks are being set."""
    places = (found.end() for found in _LISTED_ON_MAINLAND.finditer(text))
    return [Edit(at, at, "、", _RULE) for at in places if text[at] == "《" or {at - 1, at} <= quoted]


def _quotations(text: str, marks: tuple[str, str]) -> tuple[list[_Quotation], list[int]]:
    """The matched pairs of these marks, and the positions of marks that have no partner."""
    open_at: list[int] = []
    quotations: list[_Quotation] = []
    unpaired: list[int] = []
    openings = {pair[0] for pair in marks}
    for found in re.finditer(f"[{''.join(marks)}]", text):
        at, character = found.start(), found[0]
        if character in openings:
            open_at.append(at)
        else:
            partners = [depth for depth, start in enumerate(open_at) if _CLOSING[text[start]] == character]
            if not partners:
                unpaired.append(at)
                continue
            unpaired += open_at[partners[-1] + 1 :]
            quotations.append(_Quotation(open_at[partners[-1]], at))
            del open_at[partners[-1] :]
    return quotations, unpaired + open_at


def _adjacent_quotations(quotation: _Quotation, closing_of: dict[int, int], opening_of: dict[int, int]) -> _Quotation:
    """From the first to the last of the quotations that follow each other directly: “甲”“乙”."""
    opening, closing = quotation.opening, quotation.closing
    while opening - 1 in opening_of:
        opening = opening_of[opening - 1]
    while closing + 1 in closing_of:
        closing = closing_of[closing + 1]
    return _Quotation(opening, closing)


def _is_chinese(text: str, quotation: _Quotation) -> bool:
    inside = text[quotation.opening + 1 : quotation.closing]
    return has_chinese(inside) or touches_chinese(text, quotation.opening, quotation.closing + 1)


def _set_marks(quotations: list[_Quotation], marks: tuple[str, str]) -> list[Edit]:
    """Outer marks outside, inner marks inside them, and so on in turn."""
    edits: list[Edit] = []
    around: list[_Quotation] = []
    for quotation in sorted(quotations, key=lambda quotation: quotation.opening):
        while around and around[-1].closing < quotation.opening:
            around.pop()
        pair = marks[len(around) % 2]
        edits.append(Edit(quotation.opening, quotation.opening + 1, pair[0], _RULE))
        edits.append(Edit(quotation.closing, quotation.closing + 1, pair[1], _RULE))
        around.append(quotation)
    return edits


def _set_unpaired(text: str, unpaired: list[int], marks: tuple[str, str], wanted: tuple[str, str]) -> list[Edit]:
    """Marks without a partner (the text may have been cut there) keep their level and direction."""
    return [Edit(at, at + 1, "".join(wanted)["".join(marks).index(text[at])], _RULE) for at in unpaired]
