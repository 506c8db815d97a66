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

_IDEOGRAPHS = "".join(map(chr, range(0x3400, 0xA000)))
_CLAUSE = re.compile("[^\\s，。；：！？、「」『』“”‘’《》（）…—]+")
_PARAGRAPH = re.compile(r"[^\n]+")


@cache
def distinctive(script: str) -> frozenset[str]:
    """The characters of `Hans` or `Hant` that the other script does not use."""
    simplified, traditional = _characters("gb2312"), _characters("big5hkscs")
    if script == "Hans":
        return simplified - traditional | frozenset(_SIMPLIFIED_IN_HKSCS)
    return traditional - simplified - frozenset(_LOCAL)


class ScriptCheck:
    """Finds what is already written in the target's script.

    `shared` are characters that say nothing after all, such as those of names that the glossary
    prints in the target (厦村, 甯漢豪).
    """

    def __init__(self, source: str, target: str, shared: str = "") -> None:
        self._source = _any_of(distinctive(source) - set(shared))
        self._target = _any_of(distinctive(target) - set(shared))

    def ready(self, text: str) -> list[tuple[int, int]]:
        """The stretches that need no conversion, in order.

        A paragraph with characters of the target alone is ready as a whole; in a mixed one, or one of
        several, each clause is judged for itself. What says nothing is taken to be the source's.
        """
        if not self._target.search(text):
            return []
        found: list[tuple[int, int]] = []
        for paragraph in _PARAGRAPH.finditer(text):
            found += self._ready_in(text, *paragraph.span())
        return found

    def _ready_in(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        if not self._target.search(text, start, end):
            return []
        if not self._source.search(text, start, end):
            return [(start, end)]
        clauses = (clause.span() for clause in _CLAUSE.finditer(text, start, end))
        return [span for span in clauses if self._target.search(text, *span) and not self._source.search(text, *span)]


def _any_of(characters: frozenset[str] | set[str]) -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(characters))}]")


@cache
def _characters(charset: str) -> frozenset[str]:
    """The ideographs of a character set: those of Unicode that survive the way through it."""
    return frozenset(_IDEOGRAPHS.encode(charset, "ignore").decode(charset))
