"""Finds the names of bodies and people in Chinese text: what ends in 局, 委員會, 大學 …, up to the word before it.

Where a name begins is told by words that no name runs over, and by marks. 和, 與 and 及 stand both within names and
between them: 規劃和自然資源局 is one, since what is before 和 ends in no word for a body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reportgen.characters import IDEOGRAPHS
from reportgen.intake.recognise.names import FoundName, without_overlaps
from reportgen.intake.recognise.words import Words, alternatives

_LONGEST = 32
_SHORT_FORM = re.compile(rf"[（(](?:以下)?(?:简称)?[「“]?(?P<short>[{IDEOGRAPHS}A-Z()]{{2,10}})[」”]?[）)]")


def chinese_names(plain: str, text: str, words: Words, taken: list[tuple[int, int]]) -> list[FoundName]:
    """The bodies and people that a sentence names, in order.

    `plain` is the sentence as it is compared, `text` as it is written; `taken` are stretches that are no part of names.
    """
    found = [*_bodies(plain, text, words, taken), *_people(plain, text, words, taken)]
    return without_overlaps(found)


def _bodies(plain: str, text: str, words: Words, taken: list[tuple[int, int]]) -> Iterator[FoundName]:
    ends = _suffixes(tuple(words["bodies"]), tuple(words["groups"]))
    ordinary = [match.span() for match in _suffixes(tuple(words["no_names"])).finditer(plain)]
    for found in ends.finditer(plain):
        end = found.end()
        is_word = any(a < end and found.start() < b for a, b in ordinary)
        if is_word or (len(found[0]) == 1 and not _is_closed(plain, end, words)):
            continue
        start = _start(plain, end, found.start(), words, taken)
        name = plain[start:end]
        if name.count("（") != name.count("）") or name.count("(") != name.count(")"):
            continue
        if len(name) < len(found[0]) + 2 or found[0] == name or not re.fullmatch(rf"[{IDEOGRAPHS}（）()·、A-Z]+", name):
            continue
        short = _SHORT_FORM.match(plain, end)
        if short:
            yield FoundName(start, short.end(), text[start:end], short=text[short.start("short") : short.end("short")])
        else:
            yield FoundName(start, end, text[start:end])


@cache
def _suffixes(*lists: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(alternatives(word for words in lists for word in words))


@cache
def _boundary(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"[^{IDEOGRAPHS}（）()A-Z·]|{alternatives(words)}")


def _is_closed(plain: str, end: int, words: Words) -> bool:
    """Whether a name may end here: before a mark, a joiner, or a word that names do not run over."""
    rest = plain[end:]
    after = (*words["boundaries"], *words["joiners"], *words["signed"], *words["closers"])
    return not rest or not re.match(rf"[{IDEOGRAPHS}]", rest) or rest.startswith(after)


def _start(plain: str, end: int, suffix: int, words: Words, taken: list[tuple[int, int]]) -> int:
    """Where the name begins that ends at `end`."""
    low = max([end - _LONGEST, 0, *(b for _, b in taken if b <= suffix)])
    for found in _boundary(tuple(words["boundaries"])).finditer(plain, low, suffix):
        is_part = found.end() == suffix and found[0] in words["also_in_names"]
        if plain[found.start()] not in words["joiners"] and not is_part:
            low = found.end()
    joiners = re.compile(alternatives(words["joiners"]))
    ends = re.compile(rf"(?:{alternatives(words['bodies'])})$")
    for found in reversed(list(joiners.finditer(plain, low, suffix))):
        before = plain[low : found.start()]
        piece = joiners.split(before)[-1]
        parts = found[0] == "、" or len(piece) < 2 or ends.search(before)
        if not before or parts or _names_a_place(plain[found.end() : end]):
            low = found.end()
            break
    leading = re.match(rf"(?:{alternatives(words['leading'])}|\d)+", plain[low:suffix])
    return low + (leading.end() if leading else 0)


def _names_a_place(piece: str) -> bool:
    """Whether a piece begins with a place of its own, as 深圳市…局 does, and so is a name by itself."""
    return bool(re.match(rf"[{IDEOGRAPHS}]{{2,4}}(?:市|省|县|州)", piece))


def _people(plain: str, text: str, words: Words, taken: list[tuple[int, int]]) -> Iterator[FoundName]:
    """People behind their post, as 市長張三, with or without 先生 behind them."""
    posts, honorifics = alternatives(words["posts"]), alternatives(words["honorifics"])
    surname = f"(?:{alternatives(words['compound_surnames'])}|[{words['surnames']}])"
    behind = alternatives(words["after_names"])
    name = rf"(?P<name>{surname}(?:[{IDEOGRAPHS}](?:(?!{behind}|{honorifics})[{IDEOGRAPHS}])?))"
    for found in re.finditer(rf"(?P<post>{posts}){name}(?P<honorific>{honorifics})?", plain):
        start = _start(plain, found.end("post"), found.start("post"), words, taken)
        after = plain[found.end() : found.end() + 2]
        is_closed = not after or not re.match(rf"[{IDEOGRAPHS}]", after) or re.match(behind, after)
        if is_closed or found["honorific"]:
            yield FoundName(
                start, found.end(), text[found.start("name") : found.end("name")], "person",
                honorific=text[found.start("honorific") : found.end("honorific")] if found["honorific"] else "",
                post=text[start : found.end("post")],
            )  # fmt: skip
