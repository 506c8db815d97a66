"""What is typed in tags instead of Jinja, as a table, and the tag that was meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from reportgen.template.syntax.keywords import BLOCKS, BRANCHES, CELL_ATTRIBUTES, LEVELS, SINGLE
from reportgen.template.syntax.tags import STRING, Match, Tag, TagKind, read_tag, straight_quotes

_BLOCKS, _LEVELS = "|".join(BLOCKS), "|".join(LEVELS)
_WORDS = "|".join((*BLOCKS, *BRANCHES, *SINGLE, *CELL_ATTRIBUTES))
_NAME = r"[A-Za-z_]\w*"

_TYPOGRAPHY = str.maketrans({
    **dict.fromkeys("–—−‐‑―", "-"),
    **{"。": ".", "、": ",", "「": '"', "」": '"', "『": '"', "』": '"', "【": "[", "】": "]"},
    **{"≠": "!=", "≤": "<=", "≥": ">="},
})  # fmt: skip
"""What autocorrection and Chinese keyboards put into tags; Unicode's own table has full-width forms, and `…`."""

_AT_START = rf"^((?:(?:{_LEVELS})\s+)?)"
_MEANT: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"^-\s*|\s*-$", ""),
    (r"\.{2,}$", ""),
    (rf"(?i)^(?:(?:{_LEVELS})\s+)?(?:end\s*)?(?:{_WORDS})\b", lambda found: found[0].lower()),
    (rf"{_AT_START}(?:end[\s_-]*|/\s*)({_BLOCKS})(?:each)?\b.*$", r"\1end\2"),
    (rf"{_AT_START}(?:else[\s_-]*if|elsif)\b", r"\1elif"),
    (rf"{_AT_START}for[\s_-]*each\b", r"\1for"),
    (rf"\b(for\s+{_NAME}(?:\s*,\s*{_NAME})?)\s*(?:\b(?:of|from|(?i:in))\b|:)\s*", r"\1 in "),
    (rf"\b(for\s+{_NAME})\s+(?!in\b)(?={_NAME})", r"\1 in "),
    (rf"{_AT_START}(.*?)(?:\s*[:;]|\s+then|\s+do)$", r"\1\2"),
    (r"^([^?]+?)\s*\?\s*(.+?)\s*:\s*(.+)$", r"\2 if \1 else \3"),
    (r"\bAND\b|&&?", " and "),
    (r"\bOR\b|\|\|", " or "),
    (r"\bNOT\b|!(?!=)", " not "),
    (r"\bis\s+(not\s+)?(?i:null|nil)\b", r"is \1none"),
    (r"===", "=="),
    (r"!==|<>", "!="),
    (rf"{_AT_START}(set\s+{_NAME})\s*==", r"\1\2 ="),
    (r"(?<![=!<>])=(?!=)", " == "),
)
"""Pattern of what is typed → what was meant, from what is surely wrong to `=`, which has its uses; strings are left
alone."""

_BESIDE = re.compile(rf"(?<=\w)\s+({_NAME})\b")
"""A name behind another word."""
_STRINGS = re.compile(STRING)
_HELD = re.compile("\x01(\\d+)\x01")
_STATEMENT = re.compile(rf"(?:(?:{_LEVELS})\s+)?(?:(?:end)?(?:{_BLOCKS})|(?:{_WORDS}))\b")
_ONE_TAG = re.compile(r"[^{}%\n]*")


def corrections(tag: Tag, names: Collection[str] = ()) -> Iterator[Tag]:
    """The tags that one which cannot be read may have been meant as, from the smallest change to the largest.

    `names` has, with a point before them, fields: a name and a known field beside it want the point.
    """
    strings: list[str] = []

    def hold(found: re.Match[str]) -> str:
        strings.append(found[0])
        return f"\x01{len(strings) - 1}\x01"

    typed = _STRINGS.sub(hold, f"{tag.level} {tag.inside}".strip())
    typed = _STRINGS.sub(hold, straight_quotes(typed))
    steps = [typed, unicodedata.normalize("NFKC", typed.translate(_TYPOGRAPHY))]
    for pattern, meant in _MEANT:
        steps.append(re.sub(pattern, meant, steps[-1]))
    steps.append(_BESIDE.sub(lambda found: f".{found[1]}" if f".{found[1]}" in names else found[0], steps[-1]))
    for step in dict.fromkeys(" ".join(step.split()) for step in steps):
        inside = _HELD.sub(lambda held: strings[int(held[1])], step)
        kind = TagKind.STATEMENT if _STATEMENT.match(step) else TagKind.OUTPUT
        if (meant_tag := _tag(kind, inside, tag)).text != tag.text:
            yield meant_tag


def closed(match: Match) -> Match:
    """A tag that does not end, as if it did behind its last word."""
    inside = _ONE_TAG.match(match.inside)
    return replace(match, inside=inside[0].rstrip() + " " if inside else "", fault="")


def _tag(kind: TagKind, inside: str, meant_for: Tag) -> Tag:
    space = "" if kind is TagKind.STATEMENT and inside.startswith(tuple(f"{level} " for level in LEVELS)) else " "
    return read_tag(Match(0, 0, kind, f"{space}{inside} "), meant_for.location)
