"""The output language in a file: fonts, language tags, theme; what an editor has set on a run stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from reportgen.model.language import LANGUAGES, Language
from reportgen.template import OfficeTemplate
from tests.support.cxml import NAMESPACES, xml
from tests.support.office import (
    POWERPOINT,
    WORD,
    Block,
    Office,
    Slide,
    docx_of,
    parts_of,
    pptx_of,
    select,
    texts,
    with_xml,
)

EN, HANT, HANS = LANGUAGES.values()
FACES = {"zh-Hant": "Face TC", "zh-Hans": "Face SC"}
every_language = pytest.mark.parametrize("language", LANGUAGES.values(), ids=list(LANGUAGES))
chinese = pytest.mark.parametrize("language", [HANT, HANS], ids=["zh-Hant", "zh-Hans"])


def _with_faces(data: bytes) -> bytes:
    """The file with typefaces of its own for both scripts in the theme."""

    def choose(root: Any) -> None:
        for script, tag in (("Hant", "zh-Hant"), ("Hans", "zh-Hans")):
            for font in root.xpath(f"//a:font[@script='{script}']", namespaces=NAMESPACES):
                font.set("typeface", FACES[tag])

    for theme in [name for name in parts_of(data) if "/theme" in name and name.endswith(".xml")]:
        data = with_xml(data, theme, choose)
    return data


def _render(
    office: Office,
    language: Language | None,
    *blocks: Block,
    literal: Callable[[str], str] | None = None,
    **context: Any,
) -> bytes:
    template = OfficeTemplate(_with_faces(office.file(*blocks)), office.name)
    return template.compile(language, literal).render(context)


# -- every run


@every_language
def test_every_run_of_a_slide_is_tagged_with_the_language(language: Language) -> None:
    """Typed and printed runs alike carry the output language, so that proofing and glyphs follow."""
    typed = xml('a:p/(a:r/(a:rPr{lang=en-US},a:t"Typed {{ x }}"),a:endParaRPr{lang=en-US})')
    data = _render(POWERPOINT, language, typed, x="printed")
    assert set(select(data, POWERPOINT.main, "//a:rPr/@lang | //a:endParaRPr/@lang")) == {language.office}


@chinese
def test_runs_without_properties_are_tagged_too(office: Office, language: Language) -> None:
    """In Chinese even a bare run says what it is, since the reader's machine may assume Japanese."""
    data = _render(office, language, "Typed {{ x }}", x="printed")
    path = {"w": "//w:r[w:t]/w:rPr/w:lang/@w:eastAsia", "a": "//a:r/a:rPr/@lang"}
    runs = select(data, office.main, f"//{office.prefix}:r[{office.prefix}:t]")
    assert select(data, office.main, path[office.prefix]) == [language.office] * len(runs) != []


@chinese
def test_the_east_asian_typeface_is_the_themes_for_the_script(office: Office, language: Language) -> None:
    """Each run names the face that the theme has for Traditional or Simplified Chinese."""
    data = _render(office, language, "字{{ x }}", x="字")
    path = {"w": "//w:r/w:rPr/w:rFonts/@w:eastAsia", "a": "//a:r/a:rPr/a:ea/@typeface"}
    assert set(select(data, office.main, path[office.prefix])) == {FACES[language.tag]}


@chinese
def test_a_face_that_the_editor_chose_survives(office: Office, language: Language) -> None:
    """A run with an East Asian typeface of its own keeps it, and its printed text has it too."""
    places = {
        "w": 'w:p/w:r/(w:rPr/w:rFonts{w:eastAsia="KaiTi"},w:t"x{{ x }}")',
        "a": 'a:p/a:r/(a:rPr/a:ea{typeface=KaiTi},a:t"x{{ x }}")',
    }
    data = _render(office, language, xml(places[office.prefix]), x="字")
    path = {"w": "//w:r/w:rPr/w:rFonts/@w:eastAsia", "a": "//a:r/a:rPr/a:ea/@typeface"}
    assert select(data, office.main, path[office.prefix]) == ["KaiTi"]  # they are one run


def test_a_face_of_the_theme_is_no_choice_of_the_editor() -> None:
    """`+mn-ea` stands for whatever the theme says, which is the language's face."""
    data = _render(POWERPOINT, HANT, xml('a:p/a:r/(a:rPr/a:ea{typeface="+mn-ea"},a:t"x{{ x }}")'), x="字")
    assert set(select(data, POWERPOINT.main, "//a:r/a:rPr/a:ea/@typeface")) == {"Face TC"}


@pytest.mark.parametrize("language", [EN, None], ids=["en", "none"])
def test_an_english_edition_names_no_east_asian_face(office: Office, language: Language | None) -> None:
    """English runs get no typeface that the editor has not set."""
    data = _render(office, language, "Typed {{ x }}", x="printed")
    assert select(data, office.main, "//w:rFonts | //a:ea") == []


@pytest.mark.parametrize("language", [EN, None], ids=["en", "none"])
def test_typed_chinese_keeps_its_language_on_both_sides_of_a_tag(office: Office, language: Language | None) -> None:
    """A tag cuts the run; what stands beside it is what was typed in one run with Chinese in it."""
    places = {
        "w": 'w:p/w:r/(w:rPr/w:lang{w:eastAsia="zh-TW"},w:t"字{{ x }}b")',
        "a": 'a:p/a:r/(a:rPr{lang=zh-TW},a:t"字{{ x }}b")',
    }
    data = _render(office, language, xml(places[office.prefix]), x="y")
    path = {"w": "//w:r/w:rPr/w:lang/@w:eastAsia", "a": "//a:r/a:rPr/@lang"}
    assert select(data, office.main, path[office.prefix]) == ["zh-TW"]  # they are one run


def test_without_a_language_nothing_changes(office: Office) -> None:
    """A template rendered without a language keeps its own tags."""
    places = {
        "w": 'w:p/w:r/(w:rPr/w:lang{w:val=fr-FR},w:t"x{{ x }}")',
        "a": 'a:p/a:r/(a:rPr{lang=fr-FR},a:t"x{{ x }}")',
    }
    data = _render(office, None, xml(places[office.prefix]), x="y")
    path = {"w": "//w:r/w:rPr/w:lang/@w:val", "a": "//a:r/a:rPr/@lang"}
    assert set(select(data, office.main, path[office.prefix])) == {"fr-FR"}


@every_language
def test_run_properties_stay_in_the_order_of_the_schema(language: Language) -> None:
    """Fonts come first and the language near the end, whatever stood there before."""
    place = xml(
        'w:p/w:r/(w:rPr/(w:rStyle{w:val=Strong},w:b,w:sz{w:val=20},w:lang{w:val=de-DE},w:specVanish),w:t"{{ x }}")'
    )
    data = _render(WORD, language, place, x="字")
    names = [child.tag.rpartition("}")[2] for child in select(data, WORD.main, "//w:r/w:rPr")[0]]
    fonts = ["rFonts"] if language.east_asian else []
    assert names == ["rStyle", *fonts, "b", "sz", "lang", "specVanish"]


@every_language
@pytest.mark.parametrize("place", ["run", "paragraph mark"])
def test_what_a_tracked_change_remembers_comes_last_and_stays_as_it_was(language: Language, place: str) -> None:
    """The new formatting is tagged with the language; the old one is what somebody else once saw."""
    change = "w:rPrChange{w:id=1,w:author=A}/w:rPr/w:i"
    properties = f"w:rPr/(w:b,w14:ligatures{{w14:val=all}},{change})"
    places = {"run": f'w:p/w:r/({properties},w:t"字")', "paragraph mark": f'w:p/(w:pPr/{properties},w:r/w:t"x")'}
    data = _render(WORD, language, xml(places[place]))
    found = select(data, WORD.main, "//w:rPr[w:rPrChange]")[0]
    names = [child.tag.rpartition("}")[2] for child in found]
    fonts, lang = (["rFonts"], ["lang"]) if language.east_asian else ([], ["lang"] if place != "run" else [])
    assert names == [*fonts, "b", *lang, "ligatures", "rPrChange"]
    assert [child.tag.rpartition("}")[2] for child in found[-1][0]] == ["i"]


@every_language
def test_the_language_of_text_from_right_to_left_survives(language: Language) -> None:
    """Arabic in a document says that it is Arabic, whatever language the document is in."""
    data = _render(WORD, language, xml('w:p/w:r/(w:rPr/(w:rtl,w:lang{w:bidi="ar-SA"}),w:t"x{{ x }}")'), x="y")
    assert select(data, WORD.main, "//w:r/w:rPr/w:lang/@w:bidi") == ["ar-SA"]


@chinese
def test_drawing_properties_stay_in_the_order_of_the_schema(language: Language) -> None:
    """`a:ea` follows `a:latin` and comes before `a:cs` and links."""
    place = xml(
        'a:p/a:r/(a:rPr/(a:solidFill/a:srgbClr{val=FF0000},a:latin{typeface=Arial},a:cs{typeface=Arial}),a:t"x")'
    )
    data = _render(POWERPOINT, language, place)
    names = [child.tag.rpartition("}")[2] for child in select(data, POWERPOINT.main, "//a:r/a:rPr")[0]]
    assert names == ["solidFill", "latin", "ea", "cs"]


# -- what all parts share


@chinese
def test_the_theme_names_the_face_in_its_slots(office: Office, language: Language) -> None:
    """Both fonts of the theme name the Chinese face, so that Latin letters and digits match."""
    data = _render(office, language, "x")
    theme = next(name for name in parts_of(data) if name.endswith("theme1.xml"))
    faces = select(
        data, theme, "//a:majorFont/a:ea/@typeface | //a:minorFont/a:ea/@typeface | //a:minorFont/a:latin/@typeface"
    )
    assert set(faces) == {FACES[language.tag]}


def test_the_theme_stays_in_english(office: Office) -> None:
    """The Latin fonts are the editor's."""
    before = _with_faces(office.file("x"))
    theme = next(name for name in parts_of(before) if name.endswith("theme1.xml"))
    after = _render(office, EN, "x")
    path = "//a:fontScheme//@typeface"
    assert select(after, theme, path) == select(before, theme, path)


@every_language
def test_the_defaults_of_a_word_file_follow(language: Language) -> None:
    """Styles carry the language too: new text that a reader types is proofed as the rest."""
    data = _render(WORD, language, "x")
    attribute = "eastAsia" if language.east_asian else "val"
    found = select(data, "word/styles.xml", f"//w:docDefaults//w:lang/@w:{attribute}")
    assert found == [language.office]


@every_language
def test_masters_and_layouts_follow(language: Language) -> None:
    """List styles of the master and the layouts' placeholders are tagged."""
    data = _render(POWERPOINT, language, "x")
    master = select(data, "ppt/slideMasters/slideMaster1.xml", "//p:txStyles//a:defRPr/@lang")
    layout = select(data, "ppt/slideLayouts/slideLayout7.xml", "//a:rPr/@lang | //a:endParaRPr/@lang")
    assert set(master + layout) == {language.office}


@every_language
def test_the_document_says_its_language(office: Office, language: Language) -> None:
    """The properties of the file carry the tag of its language."""
    assert select(_render(office, language, "x"), "docProps/core.xml", "//dc:language/text()") == [language.tag]


# -- text typed in the template


@chinese
def test_chinese_typed_in_a_template_is_converted(office: Office, language: Language) -> None:
    """Literal text goes through the converter; tags, values and plain Latin text do not."""
    seen: list[str] = []

    def convert(text: str) -> str:
        seen.append(text)
        return text.replace("软", "軟")

    lines = texts(_render(office, language, "软件 {{ x }}", "Only Latin", literal=convert, x="软"), office.main)
    assert "軟件 软" in lines
    assert not any("{" in text or "Latin" in text for text in seen)


def test_chinese_in_a_tag_is_not_converted(office: Office) -> None:
    """A key in Chinese is looked up as it was typed."""
    assert "值" in texts(
        _render(office, HANT, "{{ 数据['总额'] }}", literal=lambda t: "!", 数据={"总额": "值"}), office.main
    )


def test_chinese_in_an_english_edition_keeps_its_own_tags() -> None:
    """A name typed in Chinese on an English slide is not said to be English."""
    place = xml('a:p/(a:r/(a:rPr{lang=zh-HK},a:t"中文"),a:r/(a:rPr{lang=en-US},a:t" English"))')
    data = _render(POWERPOINT, EN, place)
    assert select(data, POWERPOINT.main, "//a:r/a:rPr/@lang") == ["zh-HK", "en-HK"]


def test_a_template_renders_in_each_language_from_one_file() -> None:
    """Compiling for one language leaves the template as it was for the next."""
    template = OfficeTemplate(_with_faces(pptx_of(Slide(["{{ x }}字"], notes="{{ x }}"))), "deck.pptx")
    first = [template.compile(language).render({"x": "a"}) for language in LANGUAGES.values()]
    again = [template.compile(language).render({"x": "a"}) for language in reversed(LANGUAGES.values())]
    assert first == again[::-1]
    assert len(set(first)) == 3


def test_notes_headers_and_tables_are_tagged_too() -> None:
    """No part with text is left out."""
    deck = POWERPOINT.render(pptx_of(Slide(["x"], notes="notes")))
    deck = OfficeTemplate(deck, "a.pptx").compile(HANT).render({})
    assert set(select(deck, "ppt/notesSlides/notesSlide1.xml", "//a:r/a:rPr/@lang")) == {"zh-HK"}
    letter = OfficeTemplate(docx_of("x", header="head"), "a.docx").compile(HANT).render({})
    assert select(letter, "word/header1.xml", "//w:r/w:rPr/w:lang/@w:eastAsia") == ["zh-HK"]


@pytest.mark.tags_as_data
def test_typed_text_is_converted_in_a_part_without_tags_too(office: Office) -> None:
    """A slide, a header or a page on which nothing is printed says what the others say, and shows `{_{` as `{{`."""
    data = _render(office, None, "漢字 {_% x %_}", literal=lambda text: text.replace("漢", "汉"))
    assert "汉字 {% x %}" in texts(data, office.main)


def test_typed_alt_texts_and_titles_are_converted_too() -> None:
    """What a screen reader says and what the title bar shows is text like any other; values in it are not typed."""

    def describe(slide: Any) -> None:
        slide.shapes[0]._element.nvSpPr.cNvPr.set("descr", "漢字 {{ x }} 漢")

    data = pptx_of(Slide(["a"], change=describe), properties={"title": "漢 {{ x }}", "subject": "漢"})
    out = OfficeTemplate(data, "a.pptx").compile(literal=lambda text: text.replace("漢", "汉")).render({"x": "漢"})
    assert select(out, POWERPOINT.main, "//p:cNvPr/@descr") == ["汉字 漢 汉"]
    assert select(out, "docProps/core.xml", "//dc:title/text()") == ["汉 漢"]
