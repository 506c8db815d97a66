"""Tells which characters a typeface has: from the font where it is installed, else from a table of Office's fonts.

That table is `office_fonts.toml`. What was read or made once is kept in the user's cache.
"""

from __future__ import annotations

import bisect
import hashlib
import json
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportgen.characters import VARIATION_SELECTORS
from reportgen.fonts.find import FontFile, find_face, name_key
from reportgen.records.cache import Cache
from reportgen.records.program_key import program_key

_INVISIBLE = frozenset(("Cc", "Cf", "Zl", "Zp", "Zs"))
"""The general categories of characters that need no glyph: Office spaces and breaks by itself."""
_VARIATION_SELECTOR = re.compile(f"[{VARIATION_SELECTORS}]")
_PRIVATE_USE = range(0xE000, 0xF900)
"""Code pages map to private use what Unicode has elsewhere now; no font is known to have these characters."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The characters of a typeface, as sorted ranges of code points (first, last).

    `from_font` says that they were read from the font itself, so that a missing one is missing for certain.
    """

    ranges: tuple[tuple[int, int], ...]
    from_font: bool = False

    def __contains__(self, character: str) -> bool:
        point = ord(character)
        at = bisect.bisect_right(self.ranges, (point, 0x110000)) - 1
        return at >= 0 and self.ranges[at][0] <= point <= self.ranges[at][1]

    @classmethod
    def of(cls, points: Iterable[int], from_font: bool = False) -> Coverage:
        """Return the coverage of code points, which may come in any order."""
        ranges: list[tuple[int, int]] = []
        for point in sorted(set(points)):
            if ranges and ranges[-1][1] == point - 1:
                ranges[-1] = (ranges[-1][0], point)
            else:
                ranges.append((point, point))
        return cls(tuple(ranges), from_font)


def needs_glyph(character: str) -> bool:
    """Whether a character is drawn: not a space, a break, a control or a variation selector."""
    return unicodedata.category(character) not in _INVISIBLE and not _VARIATION_SELECTOR.match(character)


@cache
def coverage_of(family: str) -> Coverage | None:
    """Return the characters of a family, or None where it is neither installed nor a font of Office.

    They are those of its regular face; the others have the same but for rare exceptions.
    """
    face = find_face(family)
    installed = read_coverage(face, Cache("coverage")) if face else None
    if installed:
        return installed
    table = _office_fonts().get(name_key(family))
    return _office_font(table) if table else None


def read_coverage(face: FontFile, cache: Cache | None = None) -> Coverage | None:
    """Return the characters of a font file, or None where it cannot be read; `cache` keeps them."""
    try:
        status = Path(face.path).stat()
    except OSError:
        return None
    made_from = f"{face}|{status.st_mtime_ns}|{status.st_size}"
    return _kept_or_made(cache, made_from, lambda: _read_font(face), from_font=True)


def _kept_or_made(
    cache: Cache | None, made_from: str, make: Callable[[], Coverage | None], *, from_font: bool
) -> Coverage | None:
    """Return the coverage that the cache keeps under what it was made from, or make it and keep it."""
    key = hashlib.sha256(made_from.encode()).hexdigest()
    kept = cache.read(key) if cache else None
    if kept is not None:
        return Coverage(tuple((first, last) for first, last in json.loads(kept)), from_font)
    coverage = make()
    if cache and coverage:
        cache.write(key, json.dumps(coverage.ranges).encode())
    return coverage


def _read_font(face: FontFile) -> Coverage | None:
    from fontTools.ttLib import TTFont

    try:
        with Path(face.path).open("rb") as file:
            return Coverage.of(TTFont(file, fontNumber=face.index, lazy=True).getBestCmap() or (), from_font=True)
    except Exception:  # a damaged font makes fontTools raise whatever its bytes lead to
        return None


@cache
def _office_fonts() -> Mapping[str, str]:
    """Return the table in `office_fonts.toml` of each of Office's own fonts, as JSON, by family name (`name_key`)."""
    tables = tomllib.loads(Path(__file__).with_name("office_fonts.toml").read_text(encoding="utf-8"))
    families = {name: table.pop("families") for name, table in tables.items()}
    return {name_key(family): json.dumps(table) for name, table in tables.items() for family in families[name]}


@cache
def _office_font(table: str) -> Coverage | None:
    """Return the characters of a table in JSON; code pages are gone through once for a version of the program."""
    made_from = f"{program_key()}|{table}"
    return _kept_or_made(Cache("coverage"), made_from, lambda: _office_coverage(**json.loads(table)), from_font=False)


def _office_coverage(
    code_pages: Iterable[str],
    characters: str = "",
    ranges: Iterable[tuple[str, str]] = (),
    plane: int | None = None,
) -> Coverage:
    """Return the characters of one table of `office_fonts.toml`.

    They are those of the `code_pages`, the single `characters` and the `ranges` (first and last character), as far as
    they lie in the `plane` of Unicode.
    """
    points = {ord(character) for page in code_pages for character in code_page(page)} | set(map(ord, characters))
    for first, last in ranges:
        points.update(range(ord(first), ord(last) + 1))
    return Coverage.of(p for p in points if p not in _PRIVATE_USE and (plane is None or p >> 16 == plane))


def code_page(name: str) -> str:
    """Return every character of a Python codec that has one or two bytes a character."""
    single = b"\n".join(bytes((first,)) for first in range(0x20, 0x100))
    double = b"\n".join(bytes((first, last)) for first in range(0x81, 0xFF) for last in range(0x40, 0xFF))
    return "".join(dict.fromkeys((single + b"\n" + double).decode(name, errors="ignore")))
