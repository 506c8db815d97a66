"""Finds which script a stretch of Chinese is written in, by its characters.

The characters of a script are those of its national character set, which Python's codecs know: GB 2312-1980
holds Simplified, Big5 with Hong Kong's supplement (HKSCS-2008) Traditional Chinese. Characters of both
(公, 布, 干), or of neither, say nothing.
"""

from __future__ import annotations

import re
from functools import cache

_SIMPLIFIED_IN_HKSCS = (
    "业东两个义众会农动医华参双发变号启国园团声处备头奥学实宝宪寿尔属帮广庆庙弥总惩护担拥无条桥梦汉沟济渊滨灯灵点炼画盖码"
    "礼笔类经统联胶艺苏荣药装见视设询贝车轮输边达迁运递邮银铁铜镇长门间阳际险随韦页风飞马鱼鸟麦齐齿龙龟电"
    "亚仪侨决况凉减凑凤届样沪泪滚灾献琼碍窃纤纬织耻胆芦补跃邻钟钢黄晓晋隶务删惨惧戏亿块坛坟拟灿玺纺缆铃锭骏莹萤萦袄"
)
"""Characters that the supplement holds for names and dialect words; in a report they are Simplified."""

_LOCAL = "邨埗呎吋浬輋塱鱲磡滘壆嘅咗喺哋啲嗰嘢嚟噉唔搵餸瞓乸孖揸攞珮堃喆妳牠"
"""Characters that Hong Kong's texts need in either script: a clause with 屋邨 may be written in either."""

_UNIFIED = "".join(map(chr, range(0x3400, 0xA000)))
"""The ideographs that are looked up in the character sets. 々〆〇, compatibility ideographs and further planes are left
out: whether a set has one of these says nothing about a script."""
_CLAUSE = re.compile("[^\\s，。；：！？、「」『』“”‘’《》（）…—]+")
_PARAGRAPH = re.compile(r"[^\n]+")
_PATTERN_THRESHOLD = 100_000
"""The length of a text, in characters, from which compiling a pattern costs less than a set of characters."""


@cache
def distinctive_characters(script: str) -> frozenset[str]:
    """The characters of a script (ISO 15924: `Hans` or `Hant`) that the other does not use."""
    simplified, traditional = _characters("gb2312"), _characters("big5hkscs")
    if script == "Hans":
        return simplified - traditional | frozenset(_SIMPLIFIED_IN_HKSCS)
    return traditional - simplified - frozenset(_LOCAL)


class ScriptCheck:
    """Finds what is already written in the target's script.

    `source` and `target` are the characters by which each script is recognised: its `distinctive_characters`
    without those that the glossary prints in the target's names (厦村, 甯漢豪).
    """

    def __init__(self, source: str, target: str) -> None:
        self._source = _CharacterSet(source)
        self._target = _CharacterSet(target)

    def target_spans(self, text: str) -> list[tuple[int, int]]:
        """The stretches that are in the target's script already, in order, as positions in the text.

        A paragraph with distinctive characters of the target alone counts as a whole; in a mixed one, each clause
        is judged for itself. A clause without distinctive characters is taken to be the source's.
        """
        if not self._target.occur_in(text):
            return []
        found: list[tuple[int, int]] = []
        for paragraph in _PARAGRAPH.finditer(text):
            found += self._target_spans_in(paragraph[0], paragraph.start())
        return found

    def _target_spans_in(self, paragraph: str, start: int) -> list[tuple[int, int]]:
        if not self._target.occur_in(paragraph):
            return []
        if not self._source.occur_in(paragraph):
            return [(start, start + len(paragraph))]
        return [
            (start + clause.start(), start + clause.end())
            for clause in _CLAUSE.finditer(paragraph)
            if self._target.occur_in(clause[0]) and not self._source.occur_in(clause[0])
        ]


class _CharacterSet:
    """Some thousand characters to look for in texts.

    A pattern is several times faster than a set but slow to compile, so only long texts are searched with one.
    """

    def __init__(self, characters: str) -> None:
        self._characters = characters
        self._set = frozenset(characters)
        self._pattern: re.Pattern[str] | None = None

    def occur_in(self, text: str) -> bool:
        """Whether a text holds one of them."""
        if len(text) < _PATTERN_THRESHOLD:
            return not self._set.isdisjoint(text)
        if self._pattern is None:
            self._pattern = re.compile(f"[{self._characters}]" if self._characters else "(?!)")
        return bool(self._pattern.search(text))


@cache
def _characters(charset: str) -> frozenset[str]:
    """The ideographs of a character set: those of Unicode that survive the way through it."""
    return frozenset(_UNIFIED.encode(charset, "ignore").decode(charset))
