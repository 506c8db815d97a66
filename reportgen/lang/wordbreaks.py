"""Words that must not be cut in two: where a listed word only *looks* present.

Chinese has no spaces, so a replacement finds 的士 (taxi) in 港隊的士氣, 本港 (this port city) in
日本港口 and 復常 (back to normal) in 恢復常態. Each row names a word and the characters that,
standing right before or after it, make it part of other words. The longer string is then matched
instead and left to character conversion.
"""

from __future__ import annotations

from collections.abc import Iterator

_Row = tuple[str, str, str]

_IN_HONGKONG_TEXT: tuple[_Row, ...] = (
    # word, characters before, characters after
    ("上載", "船車路", "有客貨滿"),  # 船上載有
    ("中小企", "", "業"),
    ("今次", "", "序數"),
    ("份量", "一二兩三每各", ""),  # 一份量化報告
    ("傳媒", "遺", "介"),  # 遺傳媒介
    ("冷氣", "寒", "候流溫團旋"),  # 寒冷氣候
    ("創新科技", "", "署基局園委板大"),  # 創新科技署 is another body's name
    ("學額", "", "外"),  # 大學額外撥款
    ("帳", "蚊營帷紗牀床羅軍", "篷幕"),
    ("復常", "恢回", "態規"),  # 恢復常態
    ("成份", "完達", "內"),
    ("推展", "", "望"),
    ("早前", "提最及趁", ""),  # 提早前往
    ("是次", "", "數要級品序"),  # 但是次數不多
    ("本港", "日基資原版標", ""),  # 日本港口
    ("機械人", "", "員才"),
    ("港府", "", "邸"),
    ("澳洲", "", "際"),
    ("營辦商", "", "業務店"),
    ("營運", "經", "輸"),  # 經營運作, 公營運輸
    ("特首", "獨奇", "次例飾"),  # 獨特首飾
    ("現時", "實出發體呈表展浮重兌", "代"),  # 實現時間表
    ("登入", "攀", ""),
    ("發展商", "", "務業貿品機標"),  # 發展商務
    ("的士", "", "兵氣官紳卒多"),
    ("覆核", "答回", "心"),  # 答覆核心問題
    ("診症", "", "狀"),
    ("旅遊巴", "", "士"),
    ("泊車", "停", "輛"),  # 停泊車輛
    ("行人路", "", "線程"),
    ("部份", "全內外", "額"),  # 全部份額
    ("香港與內地", "", "省市城各部機企居人"),  # 香港與內地省市: the Mainland's cities, Hong Kong
)

_IN_MAINLAND_TEXT: tuple[_Row, ...] = (
    ("上传", "", "下达"),
    ("上下客", "", "户"),
    ("停车", "", "场位"),  # 停車場 in Hong Kong too
    ("分量", "部成", ""),  # 成分量化
    ("出租车", "", "位"),
    ("开发商", "", "业务品贸标"),
    ("恢复正常", "", "规"),
    ("成分", "完组构", "为析布"),
    ("推进", "", "器剂"),
    ("搜索", "", "救"),
    ("复核", "答反", "心"),  # 答复核心问题
    ("残疾人", "", "士"),
    ("此前", "因从提", "提往"),  # 在此前提下
    ("此次", "因彼如", "序数"),
    ("目前", "面科项节", ""),
    ("短信", "", "心"),
    ("科技创新", "", "局委板署"),  # 深圳市科技创新局 keeps its name
    ("车道", "行动单隧慢快双交公", ""),  # 自行车道
    ("运营商", "", "业务店"),
    ("内地与香港", "", "特各部机企居人"),  # 内地与香港特区
    ("部分", "全内外各", ""),  # 内部分工
    ("媒体", "多新自全融交流", ""),  # 多媒體, 社交媒體
    ("联系", "", "人"),
    ("旅游大巴", "", "士"),
)

def lookalikes(spelling: str) -> Iterator[str]:
    """The strings in source text, for a target of this spelling, in which no listed word is meant."""
    for word, before, after in _TABLES.get(spelling, ()):
        yield from (character + word for character in before)
        yield from (word + character for character in after)


_TABLES = {"mainland": _IN_HONGKONG_TEXT, "hongkong": _IN_MAINLAND_TEXT}
