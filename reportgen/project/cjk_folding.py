"""Keeps YAML from adding a space where a Chinese sentence goes on in the next line.

YAML folds a line break into a space, which is right between English words and wrong between
Chinese characters. After folding, such a space cannot be distinguished from one that was typed (`深圳 香港`),
so breaks between Chinese characters are marked in the source before YAML reads it, and the marks are taken
out of the values afterwards, together with the space behind each.

The mark is U+10FFFF, a noncharacter that `text_file` refuses in input. It stands directly after
the last character of a line. That character is Chinese (or a quotation mark, dash, `[[term]]` or
`**` beside one), so it belongs to a scalar or a comment, and the mark lengthens that token without
changing how YAML splits the file. The one exception, a list in a list that YAML would see in
`[[term]]`, is refused anyway.
"""

from __future__ import annotations

import re
from functools import cache

from reportgen.characters import CHINESE, KANA, VARIATION_SELECTORS

MARK = "\U0010ffff"
"""The mark at the end of each line of the source that continues without a space."""

_CHINESE = f"[{CHINESE}{KANA}\u25cb][{VARIATION_SELECTORS}]?"
"""A character beside which a line break is no space; U+25CB is the zero of 二○二三."""
# Quotation marks, ellipsis, dash, dot: English or Chinese, as their neighbour is.
_EITHER = "[\u201c\u201d\u2018\u2019\u2026\u2014\u00b7]"
_REFERENCE = r"\[\[[^\[\]\n]*\]\]"
_STRONG = r"(?:\*\*)?"
_BREAK = rf"[ \t]*\n[ \t]*{_STRONG}"
_JOINT = (
    rf"(?:(?P<before>{_CHINESE})|{_EITHER}|{_REFERENCE}){_STRONG}(?={_BREAK}(?:(?P<after>{_CHINESE})|{_EITHER}|\[\[))"
)
_FOLDED = re.compile(rf"{MARK}[ \t]+(?=[^ \t\n])")


@cache
def _joint() -> re.Pattern[str]:
    """The pattern for what stands before a marked break, compiled at the first file, because that takes 2 ms."""
    return re.compile(_JOINT)


def mark_breaks(source: str) -> str:
    """The YAML source with `MARK` after each line that continues in Chinese on the next."""
    return _joint().sub(lambda joint: joint[0] + MARK if _is_in_chinese(joint) else joint[0], source)


def _is_in_chinese(joint: re.Match[str]) -> bool:
    """Whether Chinese stands on a side of a break; between two marks or references, whether its line holds any."""
    line = joint.string[joint.string.rfind("\n", 0, joint.start()) + 1 : joint.end()]
    return bool(joint["before"] or joint["after"] or _chinese().search(line))


@cache
def _chinese() -> re.Pattern[str]:
    return re.compile(_CHINESE)


def unmark(value: str) -> str:
    """A scalar's value without marks; a space made by folding at a mark goes with it.

    A break that YAML kept (in a `|` scalar, before a deeper indented line) stays a break.
    """
    if MARK not in value:
        return value
    return _FOLDED.sub("", value).replace(MARK, "")
