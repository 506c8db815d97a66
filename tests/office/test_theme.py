"""The typefaces of a theme, for fitting, review and conversion alike."""

from __future__ import annotations

import pytest

from reportgen.model.language import LANGUAGES
from reportgen.office.drawing.theme import Fonts, read_fonts
from tests.support.cxml import xml

THEME = xml(
    "a:theme/a:themeElements/a:fontScheme/("
    "a:majorFont/(a:latin{typeface=Georgia},a:ea{typeface=Kai},a:cs{typeface=Naskh},a:font{script=Hant,typeface=Li}),"
    'a:minorFont/(a:latin{typeface=Calibri},a:ea{typeface=""},a:font{script=Hant,typeface=Ming}))'
)


@pytest.mark.parametrize(
    ("name", "script", "typeface"),
    [
        ("Arial", "Hant", "Arial"),
        ("", "Hant", ""),
        ("+mj-lt", "", "Georgia"),
        ("+mn-lt", "Hant", "Calibri"),
        ("+mj-ea", "Hant", "Kai"),
        ("+mj-cs", "", "Naskh"),
        ("+mn-ea", "Hant", "Ming"),
        ("+mn-ea", "Hans", ""),
        ("+mn-cs", "", ""),
        ("+xx-lt", "", "+xx-lt"),
    ],
)
def test_a_reference_to_the_theme_is_resolved(name: str, script: str, typeface: str) -> None:
    """A name stands for itself; an empty slot means the typeface that the theme names for the script."""
    assert read_fonts(THEME).resolve(name, script) == typeface


def test_body_text_has_the_theme_typeface_of_its_language() -> None:
    """The Latin one, the one for the script, or the language's own where the theme names none."""
    fonts = read_fonts(THEME)
    found = [fonts.for_language(LANGUAGES[tag]) for tag in ("en", "zh-Hant", "zh-Hans")]
    assert found == ["Calibri", "Ming", LANGUAGES["zh-Hans"].typeface]


def test_a_theme_without_typefaces_names_none() -> None:
    """Damaged files have such themes."""
    assert read_fonts(xml("a:theme")) == Fonts()
    assert Fonts().resolve("+mn-lt") == ""
