"""The rule about characters of the other Chinese script.

Which characters a script has is read from its national character set, which Python's codecs know:
GB 2312-1980 holds Simplified, Big5 with Hong Kong's supplement (HKSCS-2008) Traditional Chinese.
Characters of both, or of neither, say nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from reportgen.check.places import all_texts
from reportgen.check.registry import Finding, rule
from reportgen.diagnostics import Severity
from reportgen.project.load import Project

_SIMPLIFIED_IN_HKSCS = frozenset(
    "业东两个义众会农动医华参双发变号启国园团声处备头奥学实宝宪寿尔属帮广庆庙弥总惩护担拥无条桥梦汉沟济渊滨灯灵点炼画盖码"
    "礼笔类经统联胶艺苏荣药装见视设询贝车轮输边达迁运递邮银铁铜镇长门间阳际险随韦页风飞马鱼鸟麦齐齿龙龟电"
)
"""Characters that the supplement holds for names and dialect words, and that a report means as Simplified."""


def _is_simplified(character: str) -> bool:
    in_hong_kong = _encodes(character, "big5hkscs") and character not in _SIMPLIFIED_IN_HKSCS
    return _encodes(character, "gb2312") and not in_hong_kong


def _is_traditional(character: str) -> bool:
    return _encodes(character, "big5") and not _encodes(character, "gb2312")


def _encodes(character: str, charset: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


_FOREIGN: Mapping[str, tuple[str, Callable[[str], bool]]] = MappingProxyType(
    {"zh-Hant": ("Simplified", _is_simplified), "zh-Hans": ("Traditional", _is_traditional)}
)
"""Language → the other script, and whether a character can only be of that script."""


@rule("wrong-script", Severity.WARNING)
def wrong_script(project: Project) -> Iterator[Finding]:
    """A text in Traditional Chinese has a character of Simplified Chinese, or the reverse.

    Why: a text is converted from the script it is said to be in, so a character of the other script
    stays as it is. A text that is the same in both scripts on purpose (the name of a language) is passed over.

    For example:
        zh-Hant: 两地合作

    Instead:
        zh-Hant: 兩地合作
    """
    for place in all_texts(project):
        if place.value.get("zh-Hant") == place.value.get("zh-Hans"):
            continue
        for tag, (script, is_foreign) in _FOREIGN.items():
            wrong = [c for c in dict.fromkeys(place.value.get(tag) or "") if c > "\u2fff" and is_foreign(c)]
            if wrong:
                location = project.location(place.file_key, (*place.path, tag))
                yield Finding(location, f"'{''.join(wrong)}' is {script} Chinese", "write the character of this script")
