"""Keeps titles of laws, reports and works, and names of schemes, from being reworded.

《安老院條例》 is 《安老院条例》 for every reader, not 《养老院条例》; 《個人資料（私隱）條例》 keeps its 私隱. So
inside 《…》 no vocabulary, policy term or name with another wording on the other side (深圳园区, 深圳科創園區) is
replaced, and no order of words is changed (内地与香港, 香港與內地); titles of the glossary, names that differ in
characters alone and spellings are replaced. A scheme's name in quotation marks, 「數碼轉型支援先導計劃」, keeps its
words too, and so does a body that is named after its trade, 的士司機從業員總會; names of the glossary are exchanged
in them as everywhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from reportgen.characters import IDEOGRAPHS
from reportgen.lang.chinese.search import WordSearch
from reportgen.lang.chinese.spelling import exempt_words, word_fixes
from reportgen.lang.spans import Edit
from reportgen.model.glossary import Glossary
from reportgen.model.language import Language

_TITLE = re.compile("《[^《》\n]*》")
_TRADES = (
    "的士|巴士|[貨货][櫃柜]|集[裝装]箱|[單单][車车]|自行[車车]|出租[車车]|升降[機机]|[電电]梯|冷[氣气]|空[調调]|[飲饮]食|餐[飲饮]"
    "|食肆|[義义]工|志愿者|[殘残]疾人|[電电][訊讯]|信息|[資资][訊讯]|承建商|地[產产]"
)
_BODY_ENDS = tuple(
    re.compile(f"{end}(?=$|[^{IDEOGRAPHS}]|[的與与和及代主副成發发舉举表首到出支])")
    for end in ("會(?<=[總協商聯].)", "会(?<=[总协商联].)", "司(?<=有限公.)")
)
_TRADE = re.compile(f"(?:{_TRADES})(?:(?![的與与和及對对向由在是同為为將将])[{IDEOGRAPHS}]){{0,8}}$")
"""What stands before the end of a body's name that tells its trade: 的士司機從業員|總會."""
_LONGEST_BODY = 16
_SCHEME_END = "(?:[計计][劃划]|基金|[獎奖][學学]金|[獎奖]|券|津[貼贴]|行[動动]|[運运][動动])"
_SCHEMES = tuple(re.compile(f"{a}[^「」“”\n]{{2,40}}?{_SCHEME_END}{b}") for a, b in ("「」", "“”"))


def _names(text: str) -> list[tuple[int, int]]:
    """Where titles, schemes in quotation marks and bodies named after a trade begin and end, in order.

    Each pattern begins with one character, which lets the engine skip through a long text.
    """
    found = [match.span() for match in _TITLE.finditer(text)]
    found += [match.span() for scheme in _SCHEMES for match in scheme.finditer(text)]
    for body in _BODY_ENDS:
        for match in body.finditer(text):
            start = max(0, match.end() - _LONGEST_BODY)
            trade = _TRADE.search(text, start, match.start() - 1)
            found += [(trade.start() - 1, match.end())] if trade else []
    return sorted(found)


class TitleFilter:
    """Filters the edits inside titles, for one target."""

    def __init__(self, target: Language, glossary: Glossary) -> None:
        self._glossary = glossary
        spelling = target.chinese.spelling if target.chinese else ""
        words = {**dict.fromkeys(exempt_words(spelling)), **word_fixes(spelling)}
        self._printed = list(words.values())
        self._search = WordSearch(list(words))

    def filter_edits(self, text: str, edits: Sequence[Edit]) -> list[Edit]:
        """The edits in order, where each one that rewords a title is replaced by spelling fixes of the same stretch."""
        names = _names(text)
        if not names:
            return list(edits)
        starts = [start for start, _ in names]
        left: list[Edit] = []
        for edit in edits:
            before = bisect_left(starts, edit.start) - 1
            if before >= 0 and edit.end < names[before][1] and self._rewords(edit, text, starts[before]):
                left += self._spelled(text, edit)
            else:
                left.append(edit)
        return left

    def _spelled(self, text: str, edit: Edit) -> list[Edit]:
        found = self._search.find(text[edit.start : edit.end])
        spelled = ((edit.start + start, edit.start + end, self._printed[number]) for number, start, end in found)
        return [Edit(start, end, printed, "spelling") for start, end, printed in spelled if printed is not None]

    def _rewords(self, edit: Edit, text: str, opening: int) -> bool:
        """Whether an edit replaces words by others, as vocabulary, policy terms and short forms such as 贸发局 do.

        Only a title shuts out those of the glossary; `opening` is where its mark stands.
        """
        kind, _, name = edit.rule.partition(":")
        if kind != "term" or text[opening] != "《":
            return kind == "vocabulary"
        source = text[edit.start : edit.end]
        term = self._glossary[name]
        if term.kind == "document":
            return False
        return term.kind == "policy" or len(edit.text) != len(source) or _reordered(source, edit.text)


def _reordered(source: str, printed: str) -> bool:
    """Whether a character that both wordings have stands at another place."""
    return any(one != other and one in printed for one, other in zip(source, printed, strict=True))
