"""Which characters a typeface has: from its file where it is installed, else from what is known of Office's fonts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reportgen.fonts.coverage as coverage
from reportgen.fonts.coverage import Coverage, needs_glyph, read_coverage
from reportgen.fonts.find import FontFolders
from reportgen.records.cache import Cache
from tests.support.fonts import ENGLISH, HONG_KONG, make_font


@pytest.mark.parametrize(
    ("family", "has", "lacks"),
    [
        ("Calibri", "Aé€“”…–—ŁőΩЖя≈●→", "香█𫚭"),
        ("Arial", "Aé€Ωя→■●", "香"),
        ("Georgia", "Ażα", "香→"),
        ("Microsoft JhengHei", "A香港鱲衞裏啲嘅，「」", "𫚭𨋢㐀"),
        ("微軟正黑體", "香", "𫚭"),
        ("microsoft  yahei", "A深圳龙鱲㐀，“”", "𫚭𨋢"),
    ],
)
def test_what_offices_fonts_have_is_known_where_they_are_not_installed(family: str, has: str, lacks: str) -> None:
    """The least that every release of them has; names in any language."""
    found = coverage.coverage_of(family)
    assert found is not None
    assert not found.from_font
    assert [character for character in has if character not in found] == []
    assert [character for character in lacks if character in found] == []


def test_nothing_is_said_of_a_font_that_nobody_knows() -> None:
    """Neither installed nor in the table."""
    assert coverage.coverage_of("House Sans") is None


def test_an_installed_font_is_asked_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where the table knows it: releases differ."""
    make_font({ENGLISH: "Calibri", HONG_KONG: "測試"}, "A→").save(tmp_path / "calibri.ttf")
    fonts = FontFolders([tmp_path])
    monkeypatch.setattr(coverage, "find_face", fonts.face)
    monkeypatch.setattr(coverage, "Cache", lambda kind: Cache(kind, tmp_path / "cache"))
    coverage.coverage_of.cache_clear()
    found = coverage.coverage_of("測試")
    coverage.coverage_of.cache_clear()
    assert found == Coverage(((0x41, 0x41), (0x2192, 0x2192)), from_font=True)


def test_a_fonts_characters_are_kept_until_it_changes(tmp_path: Path) -> None:
    """A damaged entry is read again, and so is a font with another date or size."""
    path, cache = tmp_path / "a.ttf", Cache("coverage", tmp_path / "cache")
    make_font({ENGLISH: "A"}, "AB").save(path)
    face = FontFolders([tmp_path]).face("A")
    assert face is not None
    first = read_coverage(face, cache)
    (entry,) = (tmp_path / "cache/coverage").iterdir()
    cache.write(entry.name, b"[[65, 65]]")
    assert read_coverage(face, cache) == Coverage(((65, 65),), from_font=True)
    entry.write_bytes(entry.read_bytes()[:-1])
    assert read_coverage(face, cache) == first
    make_font({ENGLISH: "A"}, "ABCD").save(path)
    assert read_coverage(face, cache) == Coverage(((65, 68),), from_font=True)
    path.unlink()
    assert read_coverage(face, cache) is None


@given(st.sets(st.integers(0x20, 0x200)), st.integers(0x20, 0x200))
def test_a_coverage_holds_what_it_is_made_of(points: set[int], point: int) -> None:
    """As ranges or as a set, the same."""
    assert (chr(point) in Coverage.of(points)) is (point in points)


def test_spaces_and_controls_need_no_glyph() -> None:
    """Office spaces and breaks by itself."""
    assert [character for character in "\t\u2009\u200b\u00ad\u3000\ufe0fA香" if needs_glyph(character)] == ["A", "香"]


@pytest.mark.parametrize("family", ["Calibri", "Microsoft YaHei"])
def test_what_a_table_says_is_kept_as_it_was_made(family: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second process reads the characters that the first one made, and they are the same."""
    monkeypatch.setattr(coverage, "Cache", lambda kind: Cache(kind, tmp_path / "cache"))
    monkeypatch.setattr(coverage, "find_face", lambda _: None)
    found = []
    for _ in range(2):
        coverage.coverage_of.cache_clear()
        coverage._office_font.cache_clear()
        found.append(coverage.coverage_of(family))
        monkeypatch.setattr(coverage, "_office_coverage", lambda **_: pytest.fail("made twice"))
    assert found[0] == found[1] is not None
