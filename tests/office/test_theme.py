"""The typefaces and colours of a theme, for rendering, fitting, review and conversion alike."""

from __future__ import annotations

import copy

import pytest

from reportgen.model.language import LANGUAGES
from reportgen.office.drawing.theme import Fonts, read_fonts
from reportgen.office.drawing.theme_colours import (
    cut_at_literal_colours,
    cut_at_scheme_colours,
    replace_literal_colours,
    set_scheme_colours,
    with_literal_colours,
)
from reportgen.office.markup.namespaces import serialise
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


STYLES = xml(
    "w:styles/(w:color{w:val=111111,w:themeColor=accent1},w:color{w:val=222222,w:themeColor=accent2},"
    "w:color{w:val=auto,w:themeColor=accent1},w:color{w:val=333333,w:themeColor=accent1,w:themeTint=99},"
    "w:shd{w:val=clear,w:fill=444444,w:themeFill=accent1},w:name{w:val=\ufdd2accent1\ufdd3})"
)
SCHEME = xml("a:theme/a:clrScheme/(a:accent1/a:sysClr{val=window,lastClr=555555},a:accent2/a:srgbClr{val=666666})")
COLOURS = [{}, {"accent1": "0B6B5D"}, {"accent1": "0B6B5D", "accent2": "C0FFEE"}]


@pytest.mark.parametrize("colours", COLOURS)
def test_a_part_that_was_cut_takes_the_colours_that_its_tree_would(colours: dict[str, str]) -> None:
    """Also where a name in it holds the characters that mark colours elsewhere."""
    tree = copy.deepcopy(STYLES)
    replace_literal_colours(tree, lambda slot, written: colours.get(slot, written))
    assert with_literal_colours(cut_at_literal_colours(copy.deepcopy(STYLES)), colours) == serialise(tree)


@pytest.mark.parametrize("colours", COLOURS)
def test_a_theme_that_was_cut_takes_the_colours_that_its_tree_would(colours: dict[str, str]) -> None:
    """Slots without a new colour stay as they are, such as one that shows a colour of the system."""
    tree = copy.deepcopy(SCHEME)
    set_scheme_colours(tree, colours)
    assert with_literal_colours(cut_at_scheme_colours(copy.deepcopy(SCHEME), colours), colours) == serialise(tree)
