"""Proposes edits for single characters whose Hong Kong form depends on the words around them.

* Surnames that OpenCC would turn into a homograph (余 to 餘, 范 to 範, 钟 to 鐘): `surnames` finds them.
* Measure words: 只 of animals, ships, watches and shares (60隻), 出 of plays (兩齣話劇).
* 編製 and 自製 before something that is made; 盃 of a contest.
* Towards the Mainland, a given name that looks like a word (李乾先生), and 間 of firms and schools: 三家公司, 兩所大學.
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
_COUNTED = "間(?<=[0-9一二兩三四五六七八九十百千萬多幾數各每這那該餘另首].)"
_KIND = "(?:海外|本地|內地|香港|大型|主要|私家|公立|公營|資助|國際)*"
_NOT_ITS_ROOMS = "(?!生|[^的，。、；和及]{0,3}(?:房|室|宿舍|禮堂|廳))"
_FIRMS = re.compile(
    f"{_COUNTED}(?={_KIND}(?:(?:上市|中資|外資|跨國|航空|保險|證券|初創|持牌)?(?:公司|企業|機構|銀行)|中小企|食肆|餐廳|酒店|醫院|診所"
    f"|商店|商戶|店[舖鋪]|便利店|超級?市|律師|會計師|工廠|戲院|書店|藥房){_NOT_ITS_ROOMS})"
)
_SCHOOLS = re.compile(
    f"{_COUNTED}(?={_KIND}(?:[中小大幼]學|中小學|學校|大專|專上|高等|院校|學院|幼稚園|書院){_NOT_ITS_ROOMS})"
)
"""What Hong Kong counts with 間 as it counts rooms and houses, which keep it (三間酒店房間)."""
_Row = tuple[re.Pattern[str], dict[str, str], str]
"""A pattern, what is printed for what it finds, and the rule that is told."""

_TO_HONGKONG: tuple[_Row, ...] = (
    (_COUNTERS, {"只": "隻", "出": "齣"}, "counter"),
    (_MANUFACTURED, {"制": "製"}, "spelling"),
    (_CUPS, {"杯": "盃"}, "spelling"),
)
_FROM_HONGKONG: tuple[_Row, ...] = ((_GIVEN_NAME, {"乾": "乾"}, "surname"),)
_WORDS_FROM_HONGKONG: tuple[_Row, ...] = ((_FIRMS, {"間": "家"}, "counter"), (_SCHOOLS, {"間": "所"}, "counter"))
"""These choose another word, so they are for targets with the step `vocabulary`."""


def homograph_edits(text: str, target: Language) -> list[Edit]:
    """Edits for surnames, measure words, 製 and 盃 in a masked text towards Hong Kong; for 乾 and 間 from there."""
    edits: list[Edit] = []
    if not target.chinese or target.chinese.spelling != "hongkong":
        by_word = target.chinese and "vocabulary" in target.chinese.steps
        rows = (*_FROM_HONGKONG, *_WORDS_FROM_HONGKONG) if by_word else _FROM_HONGKONG
    else:
        edits, rows = [Edit(at, at + 1, printed, "surname") for at, printed in surname_spans(text)], _TO_HONGKONG
    for pattern, printed, rule in rows:
        edits += [Edit(*found.span(), printed[found[0]], rule) for found in pattern.finditer(text)]
    return sorted_edits(set(edits))
