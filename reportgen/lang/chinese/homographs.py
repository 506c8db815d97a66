"""Proposes edits for single characters whose Hong Kong form depends on the words around them.

* Surnames that OpenCC would turn into a homograph (余 to 餘, 范 to 範, 钟 to 鐘): `surnames` finds them.
* Measure words: 只 of animals, ships, watches and shares (60隻), 出 of plays (兩齣話劇).
* 編製 and 自製 before something that is made; 盃 of a contest.
* Towards the Mainland, a given name that looks like a word: 李乾先生.
"""

from __future__ import annotations

import re

from reportgen.lang.chinese.surnames import surname_spans
from reportgen.lang.spans import Edit, sorted_edits
from reportgen.model.language import Language

# Each alternative begins with the character it is about, which lets the engine skip through a long text.
_COUNTERS = re.compile(
    "只(?:(?<=[0-9一二三四五六七八九十百千万两几多该各雀鸟狗猫羊禽马鸭鹅鸽龟猴].)|(?<=一只.)(?![吃喝住看听在不])|(?<=同一.)|(?<=[^参分]数.))(?<![大最至]多.)"
    "(?![能是有需须要可会限在为供因怕对适占剩差靠收见关涉凭想肯准许得闻讲说顾管懂属反]|接受)"
    "|出(?<=[0-9一二三四五六七八九十两几多数首每该这那].)(?=话剧|剧目|粤剧|折子戏|音乐剧|歌剧|舞剧|剧作|戏|京剧|昆剧)"
)
_MANUFACTURED = re.compile(
    "制(?<=编.)(?<![员手级体总额时公构]编.)(?=[了的出及和与]?(?:发布|统计|预算|开支预算|财务|账目|帐目|名册|名单|清单|报告|指数"
    "|数据|数字|估算|估计|目录|指引|手册|地图|图则|过程|分区|预测|年报|季报|方法|综合|一[份套系]|有关|上述|本年|下年|这[些项])|时采用|而成|纪要|[纪记]录|教材|课程|简报|摘要|索引|档案|文件|菜单|时间表|表格|报表|图表|词典|字典|教案|剧本|预案|案例|年[历鉴谱度]|[日月]历|[月周]报|程序|规划|草案|方案)"
    "|制(?<=自.)(?=[的了]?(?:炸|武器|火器|口罩|食|饮|教材|节目|面包|饼|酱|酒|装置|燃烧|汽油|弹|枪|毒|电影|短片|道具|模型|玩具|产品|药|果|糖))"
)
_CUPS = re.compile(
    "杯(?<=[洲国总界际员官商港市区家督公胜战者].)"
    "(?=赛|足球|篮球|排球|羽毛球|乒乓|网球|七人|榄球|单车|游泳|赛马|锦标|帆船|龙舟|高尔夫)"
    "|杯(?<=优胜.)|杯(?<=国家.)"
)
_GIVEN_NAME = re.compile(
    "乾(?<=[陳李張黃何徐梁林劉吳周鄭羅馮葉謝曾黎鄧王朱郭楊趙孫胡許蔡潘蘇盧余鍾譚馬宋方].)(?=先生|女士|小姐|博士|教授|議員|醫生|律師)"
)
"""A given name that is not 干: 李乾先生. Names of more characters are OpenCC's, or the glossary's."""
_OTHER_HOMOGRAPHS = (
    (_COUNTERS, {"只": "隻", "出": "齣"}, "counter"),
    (_MANUFACTURED, {"制": "製"}, "spelling"),
    (_CUPS, {"杯": "盃"}, "spelling"),
)


def homograph_edits(text: str, target: Language) -> list[Edit]:
    """Edits for surnames, measure words, 製 and 盃 in a masked text towards Hong Kong, for the name 乾 from there."""
    if not target.chinese or target.chinese.spelling != "hongkong":
        return [Edit(*found.span(), "乾", "surname") for found in _GIVEN_NAME.finditer(text)] if "乾" in text else []
    edits = [Edit(at, at + 1, printed, "surname") for at, printed in surname_spans(text)]
    for pattern, printed, rule in _OTHER_HOMOGRAPHS:
        edits += [Edit(found.start(), found.end(), printed[found[0]], rule) for found in pattern.finditer(text)]
    return sorted_edits(set(edits))
