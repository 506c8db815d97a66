"""The quick look at a text never says that it fits where measuring says that it does not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pptx.util import Pt

from reportgen.diagnostics import ProblemsFound
from reportgen.fit.bounds import bounds_of
from reportgen.fit.measure import SLIDE_COUNT, Measure, extent
from reportgen.office.drawing.text_styles import Levels, TextStyle
from reportgen.office.drawing.theme import FontCollection, Fonts
from reportgen.office.markup.namespaces import A, serialise
from tests.fit.decks import deck_of, fill, rows, table, title

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
    levels = Levels([etree.fromstring(f'<a:lstStyle xmlns:a="{A}">{draw(LISTS)}</a:lstStyle>')], "+mn-lt")
    return body, TextStyle(levels=levels)


@given(bodies(), st.floats(20, 700), st.booleans())
def test_bounds_are_never_too_small(body: tuple[etree._Element, TextStyle], width: float, cell: bool) -> None:
    """Neither in lines nor in height; and a word that is too wide has no bounds."""
    element, style = body
    lines, height = bounds_of(element, style, FONTS, cell).height(serialise(element), width)
    measured = extent(Measure(FONTS).read(element, style, cell), width)
    assert lines >= measured.lines
    assert height >= measured.height - 1e-6
    assert not measured.wide or lines == float("inf")


@pytest.mark.parametrize("text", ["Both sides", "深港兩地將繼續合作", "See https://www.example.hk/page today"])
def test_bounds_tell_that_a_short_text_takes_one_line(text: str) -> None:
    """So that few texts have to be measured."""
    markup = f'<a:p xmlns:a="{A}"><a:r><a:rPr lang="zh-HK" sz="1400"/><a:t>{text}</a:t></a:r></a:p>'
    body = etree.fromstring(f'<a:txBody xmlns:a="{A}">{markup}</a:txBody>')
    assert bounds_of(body, TextStyle(), FONTS).height(serialise(body), 400)[0] == 1


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
