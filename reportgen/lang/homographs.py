"""Single characters whose Hong Kong form is told by the words around them, not by a list of words.

Surnames that OpenCC expands to a homograph (余 to 餘, 范 to 範, 钟 to 鐘): a glossary knows the names it
holds; this step keeps the surnames of everybody else, where a post or title stands before (局长余伟文)
or a courtesy title after it. And 只 after a number, which counts animals, ships and shares: 60隻.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from reportgen.lang.spans import Edit
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
)
"""What begins like a surname after a post and is none. 于 and 党 are left out: 局长于昨日, 主席党内."""
_NOT_A_NAME_REST = "|".join(f"(?<={word[0]}){word[1:]}" for word in _NOT_A_NAME)

_COURTESY = "先生|女士|小姐|太太|博士|教授|医生|律师|法官|同学|议员|局长|主任|伉俪|夫妇"
"""What follows a bare surname. 主席 is not among them: 党主席 is the chairman of a party."""

_BEFORE_COURTESY = "余范郁党游朴种于岳姜钟叶涂沈谷"
_WORD_BEFORE = (
    r"(?<![其业多剩盈年十百千万亿对关由属等在至位终鉴基处规示模典防师风导旅上中下各这那一何种忧浓政同入质淳山时分警闹金落茶树硅"
    r"前随研调访进出郊民电影].)"
)
"""Characters with which a would-be surname makes a word: 其余, 对于, 规范, 导游, 各种, 时钟."""

_NAMED = re.compile(
    f"[{_BEFORE_COURTESY}](?!{_NOT_A_NAME_REST})(?:"
    f"(?<=[{_AFTER_A_POST}])(?<=(?:{'|'.join(_POSTS)}).)"
    f"|{_WORD_BEFORE}(?:(?=(?:{_COURTESY}))|(?<=[{_AFTER_A_POST}])(?=[\u4e00-\u9fff]{{1,2}}(?:{_COURTESY}))))"
)


_COUNTED = re.compile(
    "只(?<=[0-9该各一数].)(?:(?<![一数].)|(?<=同一.)|(?<=[^参分]数.))(?![能是有需须要可会限在为供因怕对适接])"
)


def homograph_edits(text: str, target: Language) -> list[Edit]:
    """Edits that print a surname as a surname and a counter as one, for a target in Hong Kong's spelling."""
    if not target.chinese or target.chinese.spelling != "hongkong":
        return []
    return [Edit(found.start(), found.end(), _SURNAMES[found[0]], "surname") for found in _NAMED.finditer(text)] + [
        Edit(*found.span(), "隻", "counter") for found in _COUNTED.finditer(text)
    ]
