"""Proposes edits for single characters whose Hong Kong form depends on the words around them.

* Surnames that OpenCC would turn into a homograph (余 to 餘, 范 to 範, 钟 to 鐘). The glossary covers the names that it
  holds; this step covers all others, where a post stands before the surname (局长余伟文), a courtesy title after it,
  or other names around it.
* Measure words: 只 of animals, ships, watches and shares (60隻), 出 of plays (兩齣話劇).
* 編製 and 自製 before something that is made; 盃 of a contest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from reportgen.characters import IDEOGRAPHS
from reportgen.lang.spans import Edit, sorted_edits
from reportgen.model.language import Language

_SURNAMES: Mapping[str, str] = MappingProxyType(
    {
        **{surname: surname for surname in "余范郁党游朴种于岳姜涂谷沈"},
        **{"钟": "鍾", "叶": "葉"},
    }
)
"""Surname in Simplified → in Hong Kong. Left out: those that OpenCC has right by themselves."""

_POSTS = (
    *(
        "局长",
        "署长",
        "司长",
        "处长",
        "部长",
        "市长",
        "省长",
        "校长",
        "院长",
        "会长",
        "厅长",
        "馆长",
        "所长",
        "组长",
        "委员",
    ),
    *(
        "主席",
        "主任",
        "总裁",
        "总监",
        "专员",
        "议员",
        "书记",
        "教授",
        "博士",
        "医生",
        "律师",
        "法官",
        "大使",
        "经理",
        "先生",
    ),
    *(
        "女士",
        "秘书",
        "代表",
        "总理",
        "理事",
        "董事",
        "院士",
        "长官",
        "特使",
        "警司",
        "船长",
        "队长",
        "顾问",
        "太太",
        "小姐",
    ),
)
_AFTER_A_POST = "余范郁游朴种岳姜钟叶涂沈谷"
_NOT_A_NAME = (
    *(
        "余下",
        "余额",
        "余地",
        "余波",
        "游览",
        "游说",
        "游客",
        "游行",
        "游泳",
        "范围",
        "范畴",
        "种植",
        "种类",
        "岳父",
        "岳母",
    ),
    *("叶子", "沈阳", "谷物", "涂改", "涂鸦", "朴素", "郁闷", "钟情", "钟爱", "钟头"),
    *("余款", "余数", "余温", "余生", "余震", "游击", "游历", "游园", "游学", "游戏", "游乐", "游民", "游水", "游玩"),
    *("游船", "游艇", "游走", "游轮", "游离", "范例", "范式", "范文", "范本"),
)
"""Words that begin with a surname's character after a post. 于 and 党 are left out: 局长于昨日, 主席党内."""
_NOT_A_NAME_REST = "|".join(f"(?<={word[0]}){word[1:]}" for word in _NOT_A_NAME)

_COURTESY = "先生|女士|小姐|太太|博士|教授|医生|律师|法官|同学|议员|局长|主任|伉俪|夫妇"
"""What follows a bare surname. 主席 is not among them: 党主席 is the chairman of a party."""

_BEFORE_COURTESY = "余范郁党游朴种于岳姜钟叶涂沈谷"
_WORD_BEFORE = (
    r"(?<![其业多剩盈年十百千万亿对关由属等在至位终鉴基处规示模典防师风导旅上中下各这那一何种忧浓政同入质淳山时分警闹金落茶树硅"
    r"前随研调访进出郊民电影].)"
)
"""Characters with which a would-be surname makes a word: 其余, 对于, 规范, 导游, 各种, 时钟."""

_SURNAME_IN_CONTEXT = (
    f"[{_BEFORE_COURTESY}](?!{_NOT_A_NAME_REST})(?:"
    f"(?<=[{_AFTER_A_POST}])(?<=(?:{'|'.join(_POSTS)}).)"
    f"|{_WORD_BEFORE}(?:(?=(?:{_COURTESY}))|(?<=[{_AFTER_A_POST}])(?=[{IDEOGRAPHS}]{{1,2}}(?:{_COURTESY}))))"
)


_SURNAME_IN_LIST = (
    f"[余范游](?<=[、，（及和与由].)(?!{_NOT_A_NAME_REST})(?=[{IDEOGRAPHS}]{{2}}(?:[、，。）（及和与]|等人|分别|一同))"
)
"""A surname among others: 陈国基、余伟文及范鸿龄."""

# Each alternative begins with the character it is about, which lets the engine skip through a long text.
_COUNTERS = re.compile(
    "只(?:(?<=[0-9一二三四五六七八九十百千万两几多该各雀鸟狗猫羊禽马鸭鹅鸽龟猴].)|(?<=同一.)|(?<=[^参分]数.))"
    "(?![能是有需须要可会限在为供因怕对适占剩差靠收]|接受)"
    "|出(?<=[0-9一二三四五六七八九十两几多数首每该这那].)(?=话剧|剧目|粤剧|折子戏|音乐剧|歌剧|舞剧|剧作|戏|京剧|昆剧)"
)
_MANUFACTURED = re.compile(
    "制(?<=编.)(?<![员手级体总额时门公]编.)(?=[了的出及和与]?(?:发布|统计|预算|开支预算|财务|账目|帐目|名册|名单|清单|报告|指数"
    "|数据|数字|估算|估计|目录|指引|手册|地图|图则|过程|分区|预测|年报|季报|方法|综合|一[份套系]|有关|上述|本年|下年|这[些项])|时采用|而成)"
    "|制(?<=自.)(?=[的了]?(?:炸|武器|火器|口罩|食|饮|教材|节目|面包|饼|酱|酒|装置|燃烧|汽油|弹|枪|毒|电影|短片|道具|模型|玩具|产品|药|果|糖))"
)
_CUPS = re.compile(
    "杯(?<=[洲国总界际员官商港市区家督公胜战者].)"
    "(?=赛|足球|篮球|排球|羽毛球|乒乓|网球|七人|榄球|单车|游泳|赛马|锦标|帆船|龙舟|高尔夫)"
    "|杯(?<=优胜.)|杯(?<=国家.)"
)
_OTHER_HOMOGRAPHS = (
    (_COUNTERS, {"只": "隻", "出": "齣"}, "counter"),
    (_MANUFACTURED, {"制": "製"}, "spelling"),
    (_CUPS, {"杯": "盃"}, "spelling"),
)


@cache
def _surnames() -> tuple[re.Pattern[str], ...]:
    """The patterns for surnames, compiled at the first text, because that takes 3 ms."""
    return re.compile(_SURNAME_IN_CONTEXT), re.compile(_SURNAME_IN_LIST)


def homograph_edits(text: str, target: Language) -> list[Edit]:
    """Edits for surnames, measure words, 製 and 盃 in a masked text; none for a target not in Hong Kong spelling."""
    if not target.chinese or target.chinese.spelling != "hongkong":
        return []
    surnames = [found for pattern in _surnames() for found in pattern.finditer(text)]
    edits = [Edit(found.start(), found.end(), _SURNAMES[found[0]], "surname") for found in surnames]
    for pattern, printed, rule in _OTHER_HOMOGRAPHS:
        edits += [Edit(found.start(), found.end(), printed[found[0]], rule) for found in pattern.finditer(text)]
    return sorted_edits(set(edits))
