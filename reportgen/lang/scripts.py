"""Which script a stretch of Chinese is written in, told by its characters.

Which characters a script has is read from its national character set, which Python's codecs know:
GB 2312-1980 holds Simplified, Big5 with Hong Kong's supplement (HKSCS-2008) Traditional Chinese.
Characters of both (公, 布, 干), or of neither, say nothing.
"""

from __future__ import annotations

import re
from functools import cache

_SIMPLIFIED_IN_HKSCS = (
    "业东两个义众会农动医华参双发变号启国园团声处备头奥学实宝宪寿尔属帮广庆庙弥总惩护担拥无条桥梦汉沟济渊滨灯灵点炼画盖码"
    "礼笔类经统联胶艺苏荣药装见视设询贝车轮输边达迁运递邮银铁铜镇长门间阳际险随韦页风飞马鱼鸟麦齐齿龙龟电"
    "亚仪侨决况凉减凑凤届样沪泪滚灾献琼碍窃纤纬织耻胆芦补跃邻钟钢黄晓晋隶务删惨惧戏"
)
"""Characters that the supplement holds for names and dialect words, and that a report means as Simplified."""

_LOCAL = "邨埗輋塱鱲磡滘壆嘅咗喺哋啲嗰嘢嚟噉唔搵餸瞓乸孖揸攞珮堃喆妳牠"
"""Characters that Hong Kong's texts need in either script: 屋邨 says nothing about the clause it stands in."""

_UNIFIED = "".join(map(chr, range(0x3400, 0xA000)))
"""The ideographs of which a set may say something: 々〆〇, compatibility forms and further planes stand in one set or
none by chance."""
_CLAUSE = re.compile("[^\\s，。；：！？、「」『』“”‘’《》（）…—]+")
_PARAGRAPH = re.compile(r"[^\n]+")
_LONG = 100_000
"""Characters of a text that a set takes as long to look through as a pattern takes to compile."""


@cache
def distinctive(script: str) -> frozenset[str]:
    """The characters of `Hans` or `Hant` that the other script does not use."""
    simplified, traditional = _characters("gb2312"), _characters("big5hkscs")
    if script == "Hans":
        return simplified - traditional | frozenset(_SIMPLIFIED_IN_HKSCS)
    return traditional - simplified - frozenset(_LOCAL)


class ScriptCheck:
    """Finds what is already written in the target's script.

    `source` and `target` are the characters by which a text is known: those that are `distinctive`,
    without what the glossary prints in the target (厦村, 甯漢豪), which say nothing after all.
    """

    def __init__(self, source: str, target: str) -> None:
        self._source = _Characters(source)
        self._target = _Characters(target)

    def ready(self, text: str) -> list[tuple[int, int]]:
        """The stretches that need no conversion, in order.

        A paragraph with characters of the target alone is ready as a whole; in a mixed one, or one of
        several, each clause is judged for itself. What says nothing is taken to be the source's.
        """
        if not self._target.stand_in(text):
            return []
        found: list[tuple[int, int]] = []
        for paragraph in _PARAGRAPH.finditer(text):
            found += self._ready_in(paragraph[0], paragraph.start())
        return found

    def _ready_in(self, paragraph: str, start: int) -> list[tuple[int, int]]:
        if not self._target.stand_in(paragraph):
            return []
        if not self._source.stand_in(paragraph):
            return [(start, start + len(paragraph))]
        return [
            (start + clause.start(), start + clause.end())
            for clause in _CLAUSE.finditer(paragraph)
            if self._target.stand_in(clause[0]) and not self._source.stand_in(clause[0])
        ]


class _Characters:
    """Some thousand characters, of which any may stand in a text.

    A pattern is several times faster than a set and takes a while to compile: it is for long texts.
    """

    def __init__(self, characters: str) -> None:
        self._all = characters
        self._set = frozenset(characters)
        self._pattern: re.Pattern[str] | None = None

    def stand_in(self, text: str) -> bool:
        """Whether a text holds one of them."""
        if len(text) < _LONG:
            return not self._set.isdisjoint(text)
        if self._pattern is None:
            self._pattern = re.compile(f"[{self._all}]" if self._all else "(?!)")
        return bool(self._pattern.search(text))


@cache
def _characters(charset: str) -> frozenset[str]:
    """The ideographs of a character set: those of Unicode that survive the way through it."""
    return frozenset(_UNIFIED.encode(charset, "ignore").decode(charset))
