"""Which characters a typeface has: read from the font where it is installed, else from what Office fonts are known for.

The table of Office fonts is `office_fonts.toml`. A font's characters are read once and kept in the user's cache.
"""

from __future__ import annotations

import bisect
import hashlib
import json
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportgen.characters import VARIATION_SELECTORS
from reportgen.fonts.find import FontFile, find_face, name_key
from reportgen.user_cache import cache_folder, keep

_INVISIBLE = frozenset(("Cc", "Cf", "Zl", "Zp", "Zs"))
"""Categories of characters that need no glyph: Office spaces and breaks by itself."""
_VARIATION = re.compile(f"[{VARIATION_SELECTORS}]")
_PRIVATE = range(0xE000, 0xF900)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The characters a typeface has, as sorted ranges of code points, first and last; `read` says from the font."""

    ranges: tuple[tuple[int, int], ...]
    read: bool = False

    def __contains__(self, character: str) -> bool:
        point = ord(character)
        at = bisect.bisect_right(self.ranges, (point, 0x110000)) - 1
        return at >= 0 and self.ranges[at][0] <= point <= self.ranges[at][1]

    @classmethod
    def of(cls, points: Iterable[int], read: bool = False) -> Coverage:
        """The coverage of some code points, in any order."""
        ranges: list[tuple[int, int]] = []
        for point in sorted(set(points)):
            if ranges and ranges[-1][1] == point - 1:
                ranges[-1] = (ranges[-1][0], point)
            else:
                ranges.append((point, point))
        return cls(tuple(ranges), read)


def needs_glyph(character: str) -> bool:
    """Whether a character is drawn: not a space, a break, a control or a variation selector."""
    return unicodedata.category(character) not in _INVISIBLE and not _VARIATION.match(character)


@cache
def coverage_of(family: str) -> Coverage | None:
    """The characters of a family, or None where it is neither installed nor known.

    Its faces have the same ones but for rare exceptions, so the regular one is asked.
    """
    face = find_face(family)
    read = read_coverage(face, cache_folder() / "coverage") if face else None
    return read or _known_sets().get(name_key(family))


def read_coverage(face: FontFile, kept: Path | None = None) -> Coverage | None:
    """The characters of a font file, None where it cannot be read; `kept` is the folder where they are kept."""
    try:
        status = Path(face.path).stat()
    except OSError:
        return None
    name = hashlib.sha256(f"{face}|{status.st_mtime_ns}|{status.st_size}".encode()).hexdigest()
    path = kept / f"{name}.json" if kept else None
    coverage = _kept(path) if path else None
    if coverage is None:
        coverage = _read(face)
        if path and coverage:
            keep(path, json.dumps(coverage.ranges).encode())
    return coverage


def _kept(path: Path) -> Coverage | None:
    try:
        return Coverage(tuple((int(first), int(last)) for first, last in json.loads(path.read_bytes())), read=True)
    except (OSError, ValueError, TypeError):
        return None


def _read(face: FontFile) -> Coverage | None:
    from fontTools.ttLib import TTFont

    try:
        with Path(face.path).open("rb") as file:
            return Coverage.of(TTFont(file, fontNumber=face.index, lazy=True).getBestCmap() or (), read=True)
    except Exception:  # a damaged font makes fontTools raise whatever its bytes lead to
        return None


@cache
def _known_sets() -> Mapping[str, Coverage]:
    """The coverage of Office's own fonts by family name."""
    tables = tomllib.loads(Path(__file__).with_name("office_fonts.toml").read_text(encoding="utf-8"))
    families = {name: table.pop("families") for name, table in tables.items()}
    sets = {name: _set(**table) for name, table in tables.items()}
    return {name_key(family): sets[name] for name in tables for family in families[name]}


def _set(
    code_pages: Iterable[str],
    characters: str = "",
    ranges: Iterable[tuple[str, str]] = (),
    plane: int | None = None,
) -> Coverage:
    """The characters of one table of `office_fonts.toml`."""
    points = {ord(character) for page in code_pages for character in code_page(page)} | set(map(ord, characters))
    for first, last in ranges:
        points.update(range(ord(first), ord(last) + 1))
    return Coverage.of(p for p in points if p not in _PRIVATE and (plane is None or p >> 16 == plane))


def code_page(name: str) -> str:
    """Every character that a Python codec of one or two bytes a character knows."""
    single = b"\n".join(bytes((first,)) for first in range(0x20, 0x100))
    double = b"\n".join(bytes((first, last)) for first in range(0x81, 0xFF) for last in range(0x40, 0xFF))
    return "".join(dict.fromkeys((single + b"\n" + double).decode(name, errors="ignore")))
