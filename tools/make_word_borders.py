"""Makes the tables of words' borders: `python tools/make_word_borders.py JIEBA_DICT OPENCC_DICTIONARY`.

OpenCC reads the longest phrase of its list wherever it stands, across the border of two words too: 长须 (a long
beard) in 署长|须, 人欲 in 敌人|欲, 合并 in 适合|并. This crosses its phrases with the frequencies of words: where a
frequent word ends inside a phrase, and the best division of both is at the end of that word, the phrase is not meant
(`word_borders.txt`).

A phrase may also end with the beginning of the next word, whose second character is then read alone: 后心 in
手术后|心脏 (心髒), 十几分 in 十几|分钟 (分鍾). Where phrases end so by chance more often than they are meant, the
second character is printed as in the word (`word_beginnings.txt`).

`JIEBA_DICT` is `dict.txt` of jieba 0.42.1 (MIT licence: word, frequency, part of speech), `OPENCC_DICTIONARY` the
folder `data/dictionary` of OpenCC's source at the version that the project pins (Apache 2.0).
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from opencc import OpenCC

from reportgen.lang.chinese.spelling import glyphs

ROOM = Path(__file__).parents[1] / "reportgen" / "lang" / "chinese"

LEAST_WORD, LEAST_CHARACTER = 100, 300
"""Frequencies that the word before the border and the character behind it need."""
LEAST_MARGIN = 3.0
"""By how much the division at the border must be likelier than the phrase, as a natural logarithm."""

_PAIRS = """
    髮發 鬚須 緻致 慾欲 鬍胡 麵面 錶表 隻只 誌志 註注 蔘參 併並 穀谷 樑梁 枱台 曆歷 製制 讚贊 姦奸 孃娘 嚥咽 盃杯 彙匯
    弔吊 里裏 占佔 后後 征徵 丑醜 覆復 複復 颱台 瞭了 齣出
"""
FORMS = {pair[0]: pair[1] for pair in _PAIRS.split()}
"""What OpenCC's phrase has → what the character is by itself.

Left out are characters that are as often right by themselves: 鬆, 乾, 捲, 摺, 痠, 桿.
"""

NOT_AFTER = {
    "髮": "白黑毛", "鬚": "蒼潔慘雪龍虎黑", "緻": "細密緊", "慾": "性愛情食色", "麵": "豆湯茶肉食油醬飯",
    "誌": "網縣物族墓", "製": "皮紙鐵銅木竹土石棉銀屬美繪磨縫泡燒釀調", "曆": "陽星農", "后": "王帝皇母仙蜂蟻",
    "征": "東南西北", "占": "星卜", "覆": "答函電批", "彙": "字語詞", "盃": "獎金",
    "隻": "千萬百十餘多一二三四五六七八九零半單整首換雞豬牛犬船艦名支軍拉利那些大小",
    "併": "吞", "丑": "丁己", "里": "百千",
}  # fmt: skip
"""Ends of words after which the phrase's form may be meant all the same: 雪白髮絲, 綠豆麵, 植物誌, 漁船隻."""
NOT_WORDS = {"製": ("親手", "雙手"), "麵": ("糯米", "大米", "炒米", "稻米"), "鬚": ("魚蝦", "虯髯")}

_SECOND = """
    系係 系繫 裏里 制製 準准 幹干 志誌 鍾鐘 遊游 發髮 復覆 托託 跡蹟 並併 板闆 御禦 徵征 松鬆 歷曆 髒臟 后後 後后 佛彿
    梁樑 象像 致緻 復複 蕩盪 夥伙 借藉 欲慾 扎紮 採采 鬱郁 獲穫 鬥斗 回迴 贊讚 谷穀 侖崙 嘆歎 匯彙 面麵 杆桿 幸倖
    愈癒 折摺 嘗嚐 表錶 須鬚 闢辟 奸姦 卷捲 卜蔔 澱淀 注註 幾几 當噹 衝沖 杯盃 咽嚥 於于 舍捨 栗慄 兇凶 噪譟 沈瀋
    僕仆 姜薑 據据 擺襬 彩綵
"""
SECOND = {(pair[0], pair[1]) for pair in _SECOND.split()}
"""What a character is by itself, and as the second of a word; left out are forms that Hong Kong does not print."""
LEAST_BEGINNING, LEAST_CHANCE, LEAST_RATIO, LEAST_NEXT = 60, 0.1, 4.0, 30
"""How often words with this beginning were seen, phrases ending in it are expected by chance, and how much oftener
than phrases that are meant; how often a word was seen that the second character itself begins."""

NOT_BEGINNINGS = {"海里", "干系"}
"""What oftener is no word behind a phrase: 上海里弄, 若干系列."""


def phrases(folder: Path) -> list[str]:
    """OpenCC's phrases, in Simplified."""
    lines = (folder / "STPhrases.txt").read_text("utf-8").splitlines()
    return [line.partition("\t")[0] for line in lines if line and not line.startswith("#")]


def frequencies(path: Path) -> dict[str, int]:
    """Words → how often they were seen; names of people are left out, most of which no person ever had."""
    rows = (line.split() for line in path.read_text("utf-8").splitlines())
    return {word: int(seen) for word, seen, tag in rows if not tag.startswith("nr") or int(seen) >= 3000}


class Divider:
    """Divides a few characters into words, and says how likely a division is."""

    def __init__(self, seen: dict[str, int]) -> None:
        self._seen, self._all = seen, math.log(sum(seen.values()))

    def likelihood(self, word: str) -> float:
        """The logarithm of a word's likelihood; a word never seen has next to none."""
        return math.log(self._seen.get(word, 0.5 if len(word) == 1 else 0.3)) - self._all

    @cache  # noqa: B019 (one divider a run)
    def best(self, text: str) -> float:
        """The likelihood of the best division."""
        known = (size for size in range(1, len(text) + 1) if size == 1 or text[:size] in self._seen)
        return max((self.likelihood(text[:size]) + self.best(text[size:]) for size in known), default=0.0)


def borders(phrase_list: list[str], seen: dict[str, int]) -> Iterator[tuple[str, str]]:
    """Yield words and the single character behind them that a phrase wrongly joins to the word's end."""
    by_end: dict[str, list[str]] = defaultdict(list)
    for word, often in seen.items():
        if often >= LEAST_WORD and re.fullmatch("[\u4e00-\u9fff]{2,4}", word):
            for size in range(1, len(word)):
                by_end[word[-size:]].append(word)
    divider = Divider(seen)
    for phrase in sorted(phrase for phrase in phrase_list if 2 <= len(phrase) <= 4):
        head, last = phrase[:-1], phrase[-1]
        if seen.get(last, 0) < LEAST_CHARACTER:
            continue
        for word in by_end.get(head, ()):
            apart = divider.likelihood(word) + divider.likelihood(last)
            across = divider.best(word[: -len(head)]) + divider.likelihood(phrase)
            if apart >= divider.best(word + last) - 1e-9 and apart - across > LEAST_MARGIN:
                yield word, last


class Beginnings:
    """How often words begin with two characters, by the form of the second, and how often others begin or end there."""

    def __init__(self, seen: dict[str, int], convert: Callable[[str], str]) -> None:
        self._forms: dict[str, Counter[str]] = defaultdict(Counter)
        self._next: dict[str, Counter[str]] = defaultdict(Counter)
        self._ends: Counter[str] = Counter()
        self._all = sum(seen.values())
        words = [word for word in seen if re.fullmatch("[\u4e00-\u9fff]{1,5}", word)]
        characters = sorted(set("".join(words)))
        self._alone = dict(zip(characters, convert("\n".join(characters)).split("\n"), strict=True))
        self._printed: dict[str, set[str]] = defaultdict(set)
        for word, printed in zip(words, convert("\n".join(words)).split("\n"), strict=True):
            self._printed[word[-1]].add(printed[-1])
            for size in range(1, len(word) + 1):
                self._ends[word[-size:]] += seen[word]
            if printed[0] == self._alone[word[0]]:
                self._next[word[0]][word[1:2]] += seen[word]
            if len(word) > 1 and len(printed) == len(word):
                self._forms[word[:2]][printed[1]] += seen[word]

    def rows(self, phrase_list: list[str]) -> Iterator[tuple[str, str, set[str], set[str]]]:
        """Yield the form written, the form meant, forms of what stands before it, and what lets it stay behind it."""
        by_end: dict[str, list[str]] = defaultdict(list)
        for phrase in phrase_list:
            by_end[phrase[-1]].append(phrase)
        for both, forms in self._forms.items():
            first, second = both[0], both[1]
            (meant, often), written = forms.most_common(1)[0], self._alone[second]
            if (
                first + second in NOT_BEGINNINGS
                or (written, meant) not in SECOND
                or often < max(LEAST_BEGINNING, 20 * forms[written])
            ):
                continue
            following = self._next[second]
            by_chance = often * sum(self._ends[phrase[:-1]] for phrase in by_end[first]) / self._all
            as_meant = following.total() * sum(self._ends[phrase] for phrase in by_end[first]) / self._all
            if by_chance > max(LEAST_CHANCE, LEAST_RATIO * as_meant):
                stays = {self._alone[after] for after, times in following.items() if after and times > LEAST_NEXT}
                yield written, meant, self._printed[first], stays


def write(name: str, rows: dict[tuple[str, str], set[str]], stays: dict[tuple[str, str], set[str]]) -> None:
    """Write a table: the form written, the form meant, characters before which it stays, and what stands before it."""
    lines = [
        f"{written} {meant} {''.join(sorted(stays[written, meant])) or '-'} {''.join(sorted(before))}\n"
        for (written, meant), before in rows.items()
        if before
    ]
    (ROOM / name).write_text("".join(lines), "utf-8")
    print(f"{name}: {sum(map(len, rows.values())):,} rows, {(ROOM / name).stat().st_size:,} bytes")


def main(jieba: Path, dictionary: Path) -> None:
    """Write both tables."""
    phrase_list, seen = phrases(dictionary), frequencies(jieba)
    opencc, typed = OpenCC("s2hk"), str.maketrans(dict(glyphs("hongkong")))

    def convert(text: str) -> str:
        return str(opencc.convert(text)).translate(typed)

    stays: dict[tuple[str, str], set[str]] = defaultdict(set)
    for phrase in convert("\n".join(phrase_list)).split("\n"):
        if len(phrase) > 1 and phrase[0] in FORMS:
            stays[phrase[0], FORMS[phrase[0]]].add(phrase[1])
    rows: dict[tuple[str, str], set[str]] = {pair: set() for pair in FORMS.items()}
    for word, last in borders(phrase_list, seen):
        joined = convert(word + last)
        before, written = joined[-3:-1], joined[-1]
        wrong = written in FORMS and convert(last) == FORMS[written]
        meant = before[1] in NOT_AFTER.get(written, "") or before in NOT_WORDS.get(written, ())
        if wrong and not meant and joined[:-1] == convert(word):
            rows[written, FORMS[written]].add(before)
    write("word_borders.txt", rows, stays)
    rows, stays = defaultdict(set), defaultdict(set)
    for written, form, heads, after in Beginnings(seen, convert).rows(phrase_list):
        rows[written, form] |= heads
        stays[written, form] |= after
    write("word_beginnings.txt", rows, stays)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
