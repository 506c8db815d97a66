"""Character fixes around OpenCC: where its choice is not Hong Kong Government or Mainland spelling.

Two kinds, and each where it belongs:

* *words* are matched in the source, together with names and vocabulary, and replace OpenCC's work;
* *glyphs* choose among forms of the same character **after** OpenCC, because they depend on no
  context, and matching them before would hide the words around them from OpenCC's phrase tables
  (說干就干 → 說幹就幹 needs all four characters).

Hong Kong forms are those of info.gov.hk press releases and news.gov.hk; Mainland forms those of
通用规范汉字表 (2013) and 第一批异形词整理表 (GF 1001-2001).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

HONGKONG_GLYPHS: Mapping[str, str] = MappingProxyType(
    {
        # OpenCC's hk form → what the Government types
        **{"説": "說", "税": "稅", "脱": "脫", "兑": "兌", "閲": "閱", "悦": "悅", "鋭": "銳", "蜕": "蛻"},
        **{"温": "溫", "愠": "慍", "藴": "蘊", "醖": "醞", "揾": "搵", "葱": "蔥", "卧": "臥"},
        **{"户": "戶", "羣": "群", "牀": "床", "峯": "峰", "麪": "麵", "綫": "線", "啓": "啟", "賬": "帳"},
        **{"豔": "艷", "嫺": "嫻", "恆": "恒", "佈": "布", "週": "周", "彞": "彝"},
    }
)
"""Applied to what OpenCC wrote for zh-Hant; names from the glossary are not subject to it."""

_TO_HONGKONG: Mapping[str, str] = {
    # 複 repeats, 復 restores, 覆 goes over again: medical and legal review is 覆
    **{"复诊": "覆診", "复核": "覆核", "复检": "覆檢", "复查": "覆查"},
    **{"了解": "了解", "尽快": "盡快", "尽早": "盡早", "汇报": "匯報", "汇集": "匯集", "汇编": "匯編"},
    **{"家具": "家具", "国家具": "國家具", "家具有": "家具有", "家具备": "家具備"},  # 國家具有, not 國傢俱有
    **{"签注": "簽注", "厦村": "厦村", "柜台": "櫃台", "总汇": "總匯"},
}
"""Mainland word → Hong Kong Government spelling."""

_TO_MAINLAND: Mapping[str, str] = {
    # 覆 is reduced to 复 only in listed words
    **{"覆診": "复诊", "覆核": "复核", "覆檢": "复检", "覆查": "复查"},
    **{"部份": "部分", "成份": "成分", "份量": "分量", "連繫": "联系", "規畫": "规划", "甚麼": "什么"},
    **{"祇": "只", "紥": "扎", "帳": "账", "藉着": "借着", "藉著": "借着"},
    # 著 is typed for the particle 着 in many Hong Kong sources; the words below keep 著
    "著": "着",
}
"""Hong Kong word → Mainland spelling."""

_KEEP_IN_HONGKONG_TEXT = (
    *("著名", "著作", "著述", "著稱", "著書", "著者", "著錄", "名著", "原著", "專著", "論著", "巨著", "遺著"),
    *("著有", "所著", "編著", "合著", "譯著", "土著", "卓著", "顯著", "昭著", "較著", "拙著", "新著", "神祇", "地祇"),
)
"""Words in which a single character of `_TO_MAINLAND` is meant as it stands."""


_WORDS = {"mainland": _TO_MAINLAND, "hongkong": _TO_HONGKONG}
_KEPT = {"mainland": _KEEP_IN_HONGKONG_TEXT}
_GLYPHS = {"hongkong": HONGKONG_GLYPHS}


def word_fixes(spelling: str) -> Mapping[str, str]:
    """Source word → this spelling of it; `spelling` is that of a language's profile."""
    return _WORDS.get(spelling, {})


def kept_words(spelling: str) -> tuple[str, ...]:
    """Source words that a fix of one character must not enter."""
    return _KEPT.get(spelling, ())


def glyphs(spelling: str) -> dict[int, str]:
    """The table for `str.translate` on OpenCC's output."""
    return str.maketrans(dict(_GLYPHS.get(spelling, {})))
