"""The bounds of a text never say that it fits where measuring says that it does not."""

from __future__ import annotations

import copy
import io
import unicodedata
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pptx.util import Pt

from reportgen.diagnostics import ProblemsFound
from reportgen.fit.bounds import Bounds, SharedBounds, TextBounds, _patterns, holds_text, text_body
from reportgen.fit.measure import extent
from reportgen.fit.paragraphs import Measure
from reportgen.lang.linebreak import classify
from reportgen.model.language import LANGUAGES
from reportgen.office.drawing.text_styles import TextStyle, read_levels
from reportgen.office.drawing.theme import FontCollection, Fonts
from reportgen.office.markup.canonical_form import canonical
from reportgen.office.markup.marks import SLIDE_COUNT
from reportgen.office.markup.namespaces import MC, A, P, serialise
from reportgen.template import OfficeTemplate
from tests.fit.decks import deck_of, fill, rows, table, title
from tests.support.mutations import MUTATIONS, mutate_xml

FONTS = Fonts(*(FontCollection({"lt": name}) for name in ("Georgia", "Calibri")))
WORDS = (
    "Both",
    "sides",
    "co-operation",
    "Guangdong-Hong",
    "12,345",
    "(b",
    "AT&T",
    '"c"',
    "d\te",
    SLIDE_COUNT,
    "https://www.example.hk/a-rather-long/address.htm",
    "“both”",
    "a😀b",
    "5％",
    "深港兩地",
    "，合作",
    "「前海」",
    "GDP增長",
    "𠮷",
    "é́",
)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).flatmap(
    lambda words: st.sampled_from([" ", "", " "]).map(lambda between: between.join(words))
)
ATTRIBUTES = st.fixed_dictionaries(
    {"lang": st.sampled_from(["en-HK", "zh-HK"])},
    optional={
        "sz": st.sampled_from(["1200", "2400"]),
        "b": st.sampled_from(["0", "1", "true"]),
        "i": st.just("1"),
        "cap": st.just("all"),
        "spc": st.sampled_from(["-100", "300"]),
    },
)
SPACING = st.sampled_from(
    ["", "<a:lnSpc><a:spcPts val='2000'/></a:lnSpc>", "<a:lnSpc><a:spcPct val='90000'/></a:lnSpc>"]
)
INDENT = st.sampled_from(["", " marL='342900' indent='-342900'", " lvl='1'"])
LISTS = st.sampled_from([
    "<a:lvl1pPr><a:defRPr sz='1600' b='1'/></a:lvl1pPr>",
    "<a:lvl1pPr><a:spcBef><a:spcPts val='600'/></a:spcBef><a:buChar char='•'/><a:defRPr sz='1400'/></a:lvl1pPr>",
    "<a:lvl1pPr><a:lnSpc><a:spcPct val='120000'/></a:lnSpc><a:defRPr cap='all'/></a:lvl1pPr>",
])  # fmt: skip


@st.composite
def bodies(draw: st.DrawFn) -> tuple[etree._Element, TextStyle]:
    """A text body and the style it inherits."""
    body = etree.fromstring(f'<a:txBody xmlns:a="{A}"/>')
    for _ in range(draw(st.integers(1, 3))):
        paragraph = etree.fromstring(f'<a:p xmlns:a="{A}"><a:pPr{draw(INDENT)}>{draw(SPACING)}</a:pPr></a:p>')
        for _ in range(draw(st.integers(0, 3))):
            if draw(st.integers(0, 5)) == 0:
                etree.SubElement(paragraph, f"{{{A}}}br")
            run = etree.SubElement(paragraph, f"{{{A}}}r")
            etree.SubElement(run, f"{{{A}}}rPr", draw(ATTRIBUTES))
            etree.SubElement(run, f"{{{A}}}t").text = draw(TEXTS)
        etree.SubElement(paragraph, f"{{{A}}}endParaRPr", sz=draw(st.sampled_from(["800", "4000"])))
        body.append(paragraph)
    etree.cleanup_namespaces(body)
    levels = read_levels((f'<a:lstStyle xmlns:a="{A}">{draw(LISTS)}</a:lstStyle>'.encode(),), "+mn-lt")
    return body, TextStyle(levels=levels)


OPENING = f'<p:sld xmlns:p="{P}" xmlns:a="{A}">'


def bound(style: TextStyle, markup: str, width: float, cell: bool = False) -> tuple[float, float]:
    """The most lines and points of a text body; infinite where it has no bounds."""
    body = text_body(markup)
    bounds = Bounds(style, Measure(FONTS), cell)
    return bounds.height(body.paragraphs, width, OPENING) if body else (float("inf"), float("inf"))


@given(bodies(), st.floats(20, 700), st.booleans())
def test_bounds_are_never_too_small(body: tuple[etree._Element, TextStyle], width: float, cell: bool) -> None:
    """Neither in lines nor in height; and a word that is too wide has no bounds."""
    element, style = body
    lines, height = bound(style, serialise(element), width, cell)
    measured = extent(Measure(FONTS).read(element, style, cell), width)
    assert lines >= measured.lines
    assert height >= measured.height - 1e-6
    assert not measured.too_wide or lines == float("inf")


@given(bodies(), st.sampled_from(MUTATIONS), st.floats(20, 700))
def test_bounds_are_the_same_however_a_text_is_written(
    body: tuple[etree._Element, TextStyle], mutation: str, width: float
) -> None:
    """Whatever the prefixes, the order of attributes and the rest were, the canonical form has the same bounds."""
    element, style = body
    slide = f'<p:sld xmlns:p="{P}">{serialise(element)}</p:sld>'.encode()
    mutated = canonical(etree.fromstring(mutate_xml(slide, mutation)))
    inner, outer = serialise(canonical(etree.fromstring(slide))[0]), serialise(mutated[0])
    assert bound(style, outer, width) == bound(style, inner, width)


@pytest.mark.parametrize("text", ["Both sides", "深港兩地將繼續合作", "See https://www.example.hk/page today"])
def test_bounds_tell_that_a_short_text_takes_one_line(text: str) -> None:
    """So that few texts have to be measured."""
    markup = f'<a:p><a:r><a:rPr lang="zh-HK" sz="1400"/><a:t>{text}</a:t></a:r></a:p>'
    assert bound(TextStyle(), markup, 400)[0] == 1


@pytest.mark.parametrize("text", ["one two three " * 9, "深港兩地將繼續合作" * 9, "both兩地" * 9])
@pytest.mark.parametrize(
    "before",
    ["<a:p/>", '<a:p x="1"><a:endParaRPr sz="1400"/></a:p>', "<a:pPr/>"],
    ids=["empty", "attribute", "stray"],
)
def test_what_is_written_in_another_way_has_no_bounds(before: str, text: str) -> None:
    """It is not taken for less than it is: only measuring can tell."""
    markup = f'{before}<a:p><a:r><a:rPr sz="1400"/><a:t>{text}</a:t></a:r></a:p>'
    element = etree.fromstring(f"{OPENING}{markup}</p:sld>")
    measured = extent(Measure(FONTS).read(element, TextStyle()), 300)
    lines, height = bound(TextStyle(), markup, 300)
    assert lines >= measured.lines
    assert height >= measured.height


def test_a_run_of_an_equation_does_not_stand_for_the_size_of_the_text() -> None:
    """Its own size counted once for a run that names none."""
    equation = '<m:r xmlns:m="urn:m"><a:rPr sz="800"/><m:t>x</m:t></m:r>'
    markup = f"<a:p><a:r><a:t>Both sides agree</a:t></a:r>{equation}</a:p>"
    assert bound(TextStyle(), markup, 600)[1] >= bound(TextStyle(), markup.replace(equation, ""), 600)[1]


def test_texts_of_one_style_share_what_was_read() -> None:
    """Bounds are looked up by the levels of a style."""
    shared, style = SharedBounds(Measure(FONTS)), TextStyle()
    assert shared.of(style) is shared.of(style)
    assert shared.of(style) is not shared.of(style, cell=True)


def test_every_character_has_bounds_or_is_left_to_measuring() -> None:
    """East Asian characters are at most an em wide, and only beside them do programs set a space of their own."""
    widths = Measure(FONTS)._new_style(None, TextStyle().levels[0].run).face
    unknown, han = _patterns()
    for code in range(0x20, 0x40000):
        char = chr(code)
        if unknown.search(char) or unicodedata.category(char) in ("Cn", "Cs"):
            continue
        if han.fullmatch(char):
            assert classify(char) not in "ANRP", hex(code)
            assert widths[char] <= 1.0, hex(code)
        else:
            assert classify(char) not in "IJCOE", hex(code)


def test_a_shape_without_text_fits() -> None:
    """Whatever room it has."""
    assert not holds_text("<a:bodyPr/><a:p><a:endParaRPr/></a:p>")
    bounds = TextBounds(Bounds(TextStyle(), Measure(FONTS), cell=False), wrap=True)
    assert bounds.fits("<a:bodyPr/><a:p><a:endParaRPr/></a:p>", OPENING, (0.0, 0.0))


def test_a_table_whose_columns_are_repeated_is_judged_by_all_of_them() -> None:
    """What was printed for one column may stand where another stood in the template."""
    heads = ["{%tc for wide in wides %}{{ wide }}{%tc endfor %}", "{%tc for text in texts %}{{ text }}{%tc endfor %}"]

    def build(slide: Any) -> None:
        title(slide, "Years")
        table(slide, [heads], width=400).table.cell(0, 1).margin_left = Pt(100)

    data = deck_of(build)
    assert rows(fill(data, wides=[], texts=["both", "sides"])[0]) == [["both", "sides"]]
    with pytest.raises(ProblemsFound, match="'internationalisation' is wider than its cell"):
        fill(data, wides=[], texts=["internationalisation", "both"])


def test_a_mark_is_set_as_the_end_of_its_title() -> None:
    """Behind the last run that says something, whatever the title's characters."""
    data = deck_of(*[lambda slide: title(slide, "Q&A <{{ name }}>")] * 2)
    assert [slide.shapes.title.text for slide in fill(data, language="en", name='"R&D"')] == [
        'Q&A <"R&D"> (1/2)',
        'Q&A <"R&D"> (2/2)',
    ]


def test_both_versions_of_a_title_are_numbered() -> None:
    """A program that shows the fallback tells slides of the same title apart, too."""

    def build(slide: Any) -> None:
        title(slide, "{{ title }}")
        shape = slide.shapes.title._element
        alternate = etree.SubElement(shape.getparent(), f"{{{MC}}}AlternateContent")
        choice, fallback = (etree.SubElement(alternate, f"{{{MC}}}{name}") for name in ("Choice", "Fallback"))
        choice.set("Requires", "a")
        fallback.append(copy.deepcopy(shape))
        choice.append(shape)

    template = OfficeTemplate(deck_of(*[build] * 2), "deck.pptx").compile(LANGUAGES["en"])
    package = zipfile.ZipFile(io.BytesIO(template.render({"title": "Terms"})))
    for number in (1, 2):
        root = etree.fromstring(package.read(f"ppt/slides/slide{number}.xml"))
        versions = ["".join(shape.itertext()) for shape in root.iter(f"{{{P}}}sp")]
        assert versions == [f"Terms ({number}/2)"] * 2
