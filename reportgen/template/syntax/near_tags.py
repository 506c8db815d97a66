"""Finds what looks like a tag and is none: single braces around a known name, half a delimiter, full-width braces.

Braces in prose, as in {a, b}, or in a sample of code are ordinary: they pair up, and hold no known name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from reportgen.template.syntax.keywords import BLOCKS, BRANCHES, LEVELS
from reportgen.template.syntax.tags import Match

_WORD = r"[A-Za-z_]\w*"
_KEYWORD = rf"(?:(?:{'|'.join(LEVELS)})\s+)?(?:{'|'.join((*BLOCKS, *BRANCHES))}|end(?:{'|'.join(BLOCKS)}))\b"
_OPEN, _CLOSE = r"(?<![\\\w])[{｛]", r"[}｝]"
_STATEMENT = re.compile(
    rf"{_OPEN}\s?[%％]-?\s*({_KEYWORD}[^{{}}｛｝%％\n]*)(?:-?[%％]?\s?{_CLOSE})?|"
    rf"{_OPEN}\s*({_KEYWORD}[^{{}}｛｝%％\n]*)-?[%％]\s?{_CLOSE}|"
    rf"{_OPEN}\s*((?:end(?:{'|'.join(BLOCKS)}))|for\s+{_WORD}\s+in\s+[^{{}}｛｝%％\n]*)\s*{_CLOSE}"
)
"""A statement with one half of a delimiter missing or cut, or with braces alone that nothing else can be."""
_OUTPUT = re.compile(
    rf"{_OPEN}\s?({_OPEN}|[{{｛])?\s*({_WORD}(?:\.{_WORD})*)([^{{}}｛｝\n]*){_CLOSE}(?:\s?({_CLOSE}))?"
)
"""Braces, of which two may be there on either side, around an expression that begins with a name."""
_AFTER_NAME = re.compile(r"\s*(?:[|\[(~]|$)")
_WIDE = re.compile("｛\\s?[｛%％]|[｝%％]\\s?｝")
_OPENING = re.compile(r"\{\s\{|\{\s?%")
_ENDING = re.compile(rf"({_WORD}(?:\.{_WORD})*)((?:\s*\|[^{{}}\n|]*)*)\s*\}}\s?\}}|({_KEYWORD}[^{{}}%\n]*)%\s?\}}")
"""The rest of a tag of which the beginning is not there; a lone `}}` or `%}` is text."""
_BRACE = re.compile(r"[{}]")


@dataclass(frozen=True, slots=True)
class NearTag:
    """What looks like a tag, as it is typed, and the tag that was meant, if that is clear."""

    typed: str
    meant: str = ""


def near_tag(text: str, matches: Sequence[Match], names: Collection[str] = ()) -> NearTag | None:
    """The first thing beside the tags of a text that looks like a tag or a piece of one, or None.

    `names` are those that tags begin with (`sector`) and, with a point before them, fields (`.title`).
    """
    beside = _beside(text, matches)
    if not any(brace in beside for brace in "{}｛｝"):
        return None
    found = (*_statements(beside), *_outputs(beside, names), *_wide(beside), *_unpaired(beside, names))
    return next(iter(found), None)


_GAP = "\n"
"""Stands for a tag: what is before and behind one must not make up a delimiter."""


def _beside(text: str, matches: Sequence[Match]) -> str:
    """The text without its tags."""
    pieces, position = [], 0
    for match in matches:
        pieces.append(text[position : match.start])
        position = match.end
    return _GAP.join([*pieces, text[position:]])


def _statements(text: str) -> Iterator[NearTag]:
    for found in _STATEMENT.finditer(text):
        inside = next(group for group in found.groups() if group)
        space = "" if inside.startswith(tuple(f"{level} " for level in LEVELS)) else " "
        yield NearTag(found[0].strip(), f"{{%{space}{inside.strip()} %}}")


def _outputs(text: str, names: Collection[str]) -> Iterator[NearTag]:
    unpaired = _unpaired_braces(text)
    for found in _OUTPUT.finditer(text):
        doubled, name, rest, closing = found.groups()
        is_half = closing and (doubled or found.end() - 1 in unpaired)
        if (_is_known(name, names) or (is_half and not rest.strip())) and _AFTER_NAME.match(rest):
            yield NearTag(found[0], f"{{{{ {name}{rest.rstrip()} }}}}")


def _is_known(name: str, names: Collection[str]) -> bool:
    first, *fields = name.split(".")
    return first in names or any(f".{field}" in names for field in fields)


def _wide(text: str) -> Iterator[NearTag]:
    return (NearTag(found[0]) for found in _WIDE.finditer(text))


def _unpaired(text: str, names: Collection[str]) -> Iterator[NearTag]:
    """Halves of delimiters and of tags whose braces have no counterpart, and a brace too many behind a tag."""
    unpaired = _unpaired_braces(text)
    for found in _OPENING.finditer(text):
        if any(position in unpaired for position in range(found.start(), found.end())):
            yield NearTag(found[0])
    for found in _ENDING.finditer(text) if unpaired else ():
        name, rest, statement = found.groups()
        if found.end() - 1 in unpaired and (statement or _is_known(name, names)):
            yield NearTag(found[0], f"{{% {statement.strip()} %}}" if statement else f"{{{{ {name}{rest.rstrip()} }}}}")
    yield from (NearTag("}") for position in unpaired if text[position - 1 : position + 1] == _GAP + "}")


def _unpaired_braces(text: str) -> set[int]:
    """The positions of braces that have no counterpart."""
    opened: list[int] = []
    closed = set()
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            opened.append(brace.start())
        elif opened:
            opened.pop()
        else:
            closed.add(brace.start())
    return closed.union(opened)
