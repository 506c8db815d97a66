"""Measures characters: the advance width of each in a typeface, and the height of a line, both in em.

The widths come from a table that travels with the program (`advances.json`, written by
`tools/make_fit_tables.py`), so that a deck fits the same way on every machine, whichever typefaces it
has. A typeface that is in the table under the name of another is never wider than that one. Only a
typeface that the table does not have is read from the machine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from reportgen.characters import VARIATION_SELECTORS, is_full_width
from reportgen.fonts.find import find_face

STANDARD_LINE = 1.2125
"""The height that PowerPoint reserves for a line when it fits a shape to its text, in em, whatever the typeface."""
CHINESE_LINE = 1.33
"""The line of Microsoft JhengHei and YaHei by their own measures, in em. Sources disagree whether PowerPoint
follows them or takes 1.2; the larger is safe in both cases."""
LIBREOFFICE_CELL_LINE = 1.45
"""The line of LibreOffice's Chinese stand-in (Noto Sans CJK) in a table cell, in em."""
_CHINESE_LATIN = 1.03
"""Latin letters of Microsoft YaHei are some 2 % wider than those of its stand-in."""
_EMOJI_WIDTH = 1.37
"""The width of an emoji, in em, where the table has none."""
_FIRST_EAST_ASIAN = 0x2E80
"""From this code point on characters are taken to be one em wide, and are not read from a font."""

_CHINESE_SANS = (
    "microsoft jhenghei", "microsoft jhenghei ui", "微軟正黑體", "microsoft yahei", "microsoft yahei ui", "微软雅黑",
    "dengxian", "等线", "simhei", "黑体", "pingfang tc", "pingfang hk", "pingfang sc", "heiti tc", "heiti sc",
    "noto sans tc", "noto sans hk", "noto sans sc", "noto sans cjk tc", "noto sans cjk hk", "noto sans cjk sc",
    "noto sans cjk jp", "source han sans tc", "source han sans hk", "source han sans sc",
)  # fmt: skip
_CHINESE_SERIF = (
    "pmingliu", "新細明體", "mingliu", "細明體", "mingliu_hkscs", "細明體_hkscs", "simsun", "宋体", "nsimsun", "新宋体",
    "kaiti", "楷体", "dfkai-sb", "標楷體", "fangsong", "仿宋", "songti tc", "songti sc", "noto serif tc",
    "noto serif hk", "noto serif sc", "noto serif cjk tc", "noto serif cjk hk", "noto serif cjk sc",
)  # fmt: skip
_STAND_INS: Mapping[str, tuple[str, float]] = {
    **dict.fromkeys(_CHINESE_SANS, ("noto sans cjk", _CHINESE_LATIN)),
    **dict.fromkeys(_CHINESE_SERIF, ("noto serif cjk", _CHINESE_LATIN)),
    "carlito": ("calibri", 1.0), "calibri light": ("calibri", 1.01), "caladea": ("cambria", 1.0),
    "helvetica": ("arial", 1.0), "liberation sans": ("arial", 1.0), "liberation serif": ("times new roman", 1.0),
    "liberation mono": ("courier new", 1.0), "consolas": ("courier new", 0.95), "aptos": ("arial", 1.02),
    "aptos display": ("arial", 1.02), "segoe ui": ("arial", 1.03), "georgia": ("dejavu serif", 1.0),
    "verdana": ("dejavu sans", 1.0), "tahoma": ("dejavu sans", 0.95), "trebuchet ms": ("dejavu sans", 0.95),
}  # fmt: skip
"""Typeface → the table it is measured with, and the factor for its widths.

Georgia is narrower than DejaVu Serif, which LibreOffice shows in its place.
"""
_OWN_SHARES = {"georgia": {False: 0.857, True: 0.906}}
"""What a typeface's own widths are of those it is measured with, regular and bold, where these are much wider.

Those of Georgia are known from Gelasio, which was drawn to have them.
"""
_FALLBACK = ("arial", 1.05)
"""The table and the factor for a typeface that neither the table nor the machine has."""

_NO_WIDTH = re.compile(f"[\u0300-\u036f\u200b-\u200d\u2060\ufeff\u00ad{VARIATION_SELECTORS}]")
_AS_SPACE = {0x2009: 0x20, 0x202F: 0x20}
"""Thin spaces that the table has no width for: they are no wider than a space.

The no-break space is not among them: Carlito, which stands in for Calibri, has none, so a program that prints with it
takes one from another typeface, whose width nobody knows, and the larger one is reckoned with.
"""
_AMBIGUOUS = frozenset("“”‘’…—–·•※×÷±°§¶†‡′″‰→←↑↓①②③④⑤⑥⑦⑧⑨⑩●○■□▲△◆◇★☆✓✗")
"""Characters that take the East Asian typeface, and its full width, in a run tagged as Chinese."""


class Face(dict[str, float]):
    """The advance widths of one typeface and style, in em by character.

    It is a dictionary that fills itself, because measuring looks up every character of every text. `line` is the
    height of a line by the typeface's own measures, in em; `own_share` what the typeface's own widths are of these,
    where a wider one stands in for it. In a Chinese run punctuation of ambiguous width (UAX #11) is one em wide.
    """

    def __init__(
        self, table: Mapping[int, float], line: float, factor: float, chinese: bool, own_share: float = 1.0
    ) -> None:
        super().__init__()
        self._table = table
        self._factor = factor
        self._chinese = chinese
        self.line = line
        self.own_share = own_share

    def __missing__(self, char: str) -> float:
        self[char] = width = self._width(ord(char), char)
        return width

    def _width(self, code: int, char: str) -> float:
        if is_full_width(char) or (self._chinese and char in _AMBIGUOUS):
            return 1.0
        if _NO_WIDTH.match(char):
            return 0.0
        if 0xFF61 <= code <= 0xFFDC:  # half-width kana and jamo
            return 0.5
        width = self._table.get(code, self._table.get(_AS_SPACE.get(code, code), -1.0))
        if width < 0:
            return _EMOJI_WIDTH if code >= 0x1F000 else 1.0  # emoji begin at U+1F000
        return width * self._factor


@cache
def face(family: str, bold: bool, italic: bool, chinese: bool) -> Face:
    """Return the widths of a family in a style; `chinese` says that the run is tagged as Chinese.

    A style that the table lacks is measured as the regular or bold one, an unknown family with `_FALLBACK`.
    """
    key = family.strip().lower()
    name, factor = _STAND_INS.get(key, (key, 1.0))
    if name not in _tables():
        installed = _read_installed(family, bold, italic)
        if installed is not None:
            return Face(*installed, 1.0, chinese)
        name, factor = _FALLBACK
    table = _tables()[name]
    wanted = " ".join(word for word, asked in (("bold", bold), ("italic", italic)) if asked) or "regular"
    plain = "bold" if bold and "bold" in table["styles"] else "regular"
    widths = _widths(name, wanted if wanted in table["styles"] else plain)
    return Face(widths, table["line"], factor, chinese, _OWN_SHARES.get(key, {}).get(bold, 1.0))


def _read_installed(family: str, bold: bool, italic: bool) -> tuple[dict[int, float], float] | None:
    """Read the widths and the line height of a typeface of this machine, in em; None where it cannot be read."""
    found = find_face(family, bold, italic)
    if found is None:
        return None
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(found.path, fontNumber=found.index, lazy=True) as font:
            em, metrics, lines = font["head"].unitsPerEm, font["hmtx"], font["hhea"]
            glyphs = font.getBestCmap().items()
            widths = {code: metrics[glyph][0] / em for code, glyph in glyphs if code < _FIRST_EAST_ASIAN}
            return widths, (lines.ascent - lines.descent) / em
    except (OSError, TTLibError, KeyError, AttributeError):
        return None


@cache
def _widths(name: str, style: str) -> dict[int, float]:
    """Return the widths of a style in em by code point; the file has them in thousandths, range by range."""
    ranges: dict[str, list[int]] = _tables()[name]["styles"][style]
    return {
        int(first, 16) + n: width / 1000
        for first, widths in ranges.items()
        for n, width in enumerate(widths)
        if width >= 0
    }


@cache
def _tables() -> dict[str, Any]:
    tables: dict[str, Any] = json.loads(Path(__file__).with_name("advances.json").read_text(encoding="utf-8"))
    return tables
