"""Lines that end well: balanced titles, no lone word, nothing torn; and never another text or one line more."""

from __future__ import annotations

import io
from typing import Any

import pptx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx.util import Pt

from reportgen.fit.line_ends import better_width, ends_with_lone_word, flaws
from reportgen.fit.measure import WIDTH_USED, extent, set_lines
from reportgen.fit.paragraphs import Measure, Paragraph
from reportgen.model.language import LANGUAGES
from reportgen.office.drawing.text_styles import TextStyle, read_levels
from reportgen.office.drawing.theme import FontCollection, Fonts
from reportgen.template import OfficeTemplate
from tests.fit.decks import box, deck_of, fill, table, texts, title
from tests.support.cxml import xml

ENGLISH = "The schemes have been well received since launch and help Mainland finance to open"
CHINESE = "兩個項目於年中或之前設立，深圳分園預計明年啟用"
WORDS = (
    "co-operation",
    "February\u00a022,",
    "2023",
    "a",
    "Guangdong-Hong",
    "12",
    "km",
    "深港兩地",
    "，合作",
    "「前海」",
    "GDP增長",
)


def _read(*texts: str, language: str = "en-HK", size: int = 20) -> list[Paragraph]:
    body = xml("p:txBody")
    for text in texts:
        paragraph = xml(f"a:p/a:r/(a:rPr{{lang={language},sz={size}00}},a:t)")
        paragraph[0][1].text = text
        body.append(paragraph)
    style = TextStyle(levels=read_levels((), "Calibri"))
    return Measure(Fonts(*(FontCollection({"lt": "Calibri"}),) * 2)).read(body, style)


def _lines(paragraphs: list[Paragraph], width: float) -> list[str]:
    return [line.text for p in paragraphs for lines in set_lines(p, width * WIDTH_USED) for line in lines]


TEXTS = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).flatmap(
        lambda words: st.sampled_from([" ", ""]).map(lambda between: between.join(words))
    ),
    min_size=1,
    max_size=3,
)


@given(TEXTS, st.floats(100, 700), st.booleans(), st.sampled_from(["en-HK", "zh-HK"]))
def test_a_better_width_keeps_text_lines_and_height(
    written: list[str], width: float, balanced: bool, language: str
) -> None:
    """It is no wider than the column, sets the same text on as many lines, and everything still fits."""
    paragraphs = _read(*written, language=language)
    before = extent(paragraphs, width * WIDTH_USED)
    better = better_width(paragraphs, width, balanced)
    after = extent(paragraphs, better * WIDTH_USED)
    assert better <= width
    assert (after.lines, after.height) == (before.lines, before.height)
    assert bool(after.too_wide) == bool(before.too_wide)
    if not before.too_wide:
        assert "".join(_lines(paragraphs, better)) == "".join(written)


@given(TEXTS, st.floats(100, 700))
def test_lines_are_set_as_they_are_measured(written: list[str], width: float) -> None:
    """Whoever lists the lines and whoever only counts them agree."""
    paragraphs = _read(*written)
    found = extent(paragraphs, width)
    if not found.too_wide:
        assert found.lines == sum(len(lines) for p in paragraphs for lines in set_lines(p, width))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        (ENGLISH, 640, ["The schemes have been well received since ", "launch and help Mainland finance to open"]),
        (CHINESE, 400, ["兩個項目於年中或之前設立，", "深圳分園預計明年啟用"]),
        ("Both sides met", 400, ["Both sides met"]),
    ],
)
def test_a_title_is_balanced(text: str, width: float, lines: list[str]) -> None:
    """Lines of one length in English, a break behind the comma in Chinese; one line stays one line."""
    paragraphs = _read(text, language="zh-HK" if text == CHINESE else "en-HK")
    assert _lines(paragraphs, better_width(paragraphs, width, balanced=True)) == lines


@pytest.mark.parametrize(
    ("text", "width", "flaw", "lines"),
    [
        (
            "多元化實習名額，覆蓋所有大灣區內地城市",
            378,
            ("widow", "市"),
            ["多元化實習名額，覆蓋所有大灣區內", "地城市"],
        ),
        ("部署將於各地在2023年3月展開新一輪申請工作", 200, ("date", "2023年3月"), None),
        (
            "Signed by the two sides in Hong Kong on it",
            343,
            ("widow", "it"),
            ["Signed by the two sides in Hong Kong ", "on it"],
        ),
    ],
)
def test_a_flaw_goes_where_a_little_less_room_takes_it_away(
    text: str, width: float, flaw: tuple[str, str], lines: list[str] | None
) -> None:
    """A last line of one character or word, a date on two lines."""
    paragraphs = _read(text, language="en-HK" if text.isascii() else "zh-HK")
    assert list(flaws(set_lines(paragraphs[0], width * WIDTH_USED)[0])) == [flaw]
    better = better_width(paragraphs, width, balanced=False)
    assert width * 0.75 <= better < width
    assert list(flaws(set_lines(paragraphs[0], better * WIDTH_USED)[0])) == []
    assert lines is None or _lines(paragraphs, better) == lines


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("投資推廣署、深圳市商務局", 185, ["投資推廣署、", "深圳市商務局"]),
        ("投資推廣署、深圳市商務局", 235, ["投資推廣署、", "深圳市商務局"]),
        ("香港中文大學、中大（深圳）", 185, ["香港中文大學、", "中大（深圳）"]),
        ("香港中文大學（深圳）（港中大（深圳））", 290, ["香港中文大學（深圳）", "（港中大（深圳））"]),
        ("深圳市衛生健康委員會（深圳市衛健委）", 310, ["深圳市衛生健康委員會", "（深圳市衛健委）"]),
        ("投資推廣署已經與深圳市商務局達成共識", 310, ["投資推廣署已經與深圳市商務局達", "成共識"]),
    ],
)
def test_a_name_in_a_list_or_in_brackets_stays_on_its_line(text: str, width: float, lines: list[str]) -> None:
    """Where it has one of its own; in a sentence lines end anywhere."""
    paragraphs = _read(text, language="zh-HK")
    assert _lines(paragraphs, better_width(paragraphs, width, balanced=False)) == lines


@pytest.mark.parametrize(("size", "width"), [(10, 148), (20, 296)])
def test_two_lines_may_be_halves_of_a_cell_and_of_no_wider_column(size: int, width: float) -> None:
    """A lone character of a date is better joined to it; in a wide column a half would look like a title."""
    text = "第二階段研究預計2024年年中完成"
    paragraphs = _read(text, language="zh-HK", size=size)
    better = better_width(paragraphs, width, balanced=False, more=1)
    whole = ["第二階段研究預計", "2024年年中完成"]
    assert (_lines(paragraphs, better) == whole) == (better < width * 0.75) == (width < 180)


@pytest.mark.parametrize("balanced", [True, False])
def test_a_place_of_two_words_stays_on_its_line(balanced: bool) -> None:
    """In a headline and in a sentence."""
    text = "An examination and a registration system open the Mainland to Hong Kong professionals"
    paragraphs, width = _read(text), 590.0
    assert _lines(paragraphs, width)[0].endswith(" Hong ")
    assert "Hong Kong" in _lines(paragraphs, better_width(paragraphs, width, balanced))[1]


def test_a_torn_name_is_no_flaw() -> None:
    """A column may be narrower than a name: nobody is told of what cannot be mended."""
    (lines,) = set_lines(_read("深圳市衛生健康委員會（深圳市衛健委）", language="zh-HK")[0], 125)
    assert list(flaws(lines)) == []


def _right_inset(slide: Any, name: str) -> float:
    shape = next(shape for shape in slide.shapes if shape.name == name)
    return float(shape.text_frame.margin_right.pt)


def _titled(slide: Any, text: str = "{{ text }}", width: float = 640) -> None:
    head = slide.shapes.title
    head.name, head.left, head.top, head.width, head.height = "Title", Pt(48), Pt(50), Pt(width), Pt(80)
    title(slide, text)
    paragraph = head.text_frame.paragraphs[0]
    paragraph.alignment = pptx.enum.text.PP_ALIGN.LEFT
    paragraph.runs[0].font.size = Pt(24)


def test_a_title_of_two_lines_gets_an_inset_and_stays_one_paragraph() -> None:
    """So it is one line in the outline and for a screen reader; one of one line, and a centred one, get none."""
    slide = fill(deck_of(_titled), text=ENGLISH)[0]
    assert slide.shapes.title.text == ENGLISH
    assert _right_inset(slide, "Title") > 30
    assert _right_inset(fill(deck_of(_titled), text="Both sides met")[0], "Title") == pytest.approx(7.2)

    def centred(slide: Any) -> None:
        _titled(slide)
        slide.shapes.title.text_frame.paragraphs[0].alignment = pptx.enum.text.PP_ALIGN.CENTER

    assert _right_inset(fill(deck_of(centred), text=ENGLISH)[0], "Title") == pytest.approx(7.2)


@pytest.mark.parametrize("alt", ["", "{%shape fit keep %}"])
def test_a_box_gets_an_inset_unless_it_is_to_be_kept(alt: str) -> None:
    """The text is as it was typed; each width is a case of its own."""
    text = "多元化實習名額，覆蓋所有大灣區內地城市"
    data = deck_of(lambda slide: (title(slide, "Title"), box(slide, "{{ text }}", width=378, alt=alt)))
    template = OfficeTemplate(data, "deck.pptx").compile(LANGUAGES["zh-Hant"])
    for _ in range(2):  # what was found once is found again
        slide = pptx.Presentation(io.BytesIO(template.render({"text": text}))).slides[0]
        assert texts(slide) == [text]
        assert (_right_inset(slide, "Body") > 0) == (not alt)


def test_a_cell_gets_a_margin() -> None:
    """The other cells of the table stay as they are."""
    data = deck_of(lambda slide: (title(slide, "Title"), table(slide, [["A", "B"], ["{{ text }}", "c"]], width=630)))
    slide = fill(data, language="zh-Hant", text="多元化實習名額，覆蓋所有大灣區內地城市")[0]
    cells = next(shape for shape in slide.shapes if shape.has_table).table.rows[1].cells
    assert cells[0].margin_right > Pt(7.2)
    assert cells[1].margin_right == Pt(7.2)
    assert cells[0].text == "多元化實習名額，覆蓋所有大灣區內地城市"


def test_a_cell_gets_a_margin_where_rows_share_a_frame_and_cells_are_merged() -> None:
    """A cell that is several rows high is as wide as any."""

    def build(slide: Any) -> None:
        title(slide, "Title")
        frame = table(slide, [["A", "B"], ["{{ x }}", "c"]], width=630)
        alt = '{%tr for x in xs %}{%shape merge 1 %}{%shape rows in "Frame" %}'
        frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
        box(slide, "", alt="{%shape guide %}", name="Frame", width=864, height=300)

    text = "多元化實習名額，覆蓋所有大灣區內地城市"
    slide = fill(deck_of(build), language="zh-Hant", xs=[text, text])[0]
    cell = next(shape for shape in slide.shapes if shape.has_table).table.cell(1, 0)
    assert cell.span_height == 2
    assert cell.margin_right > Pt(7.2)


def test_words_are_joined_where_one_inset_cannot_help_all_paragraphs() -> None:
    """The last two of a text, also where the last has a formatting of its own; never behind a hyphen, or in Chinese."""
    written = ["Signed by the two sides in Hong Kong on it", "Signed by the two sides in Hong Kong co-operation it"]
    paragraphs = _read(*written)
    assert [ends_with_lone_word(paragraph, 343) for paragraph in paragraphs] == [True, False]
    data = deck_of(
        lambda slide: (title(slide, "Title"), box(slide, "{{ text }}", written[0].removesuffix(" it"), width=343))
    )
    text = fill(data, text=written[0])[0].shapes[1].text_frame.paragraphs[0].text
    assert text == "Signed by the two sides in Hong Kong on\u00a0it"


def test_a_page_mark_stands_in_the_line_above_the_headline() -> None:
    """Where there is none, in the headline."""

    def kicker(slide: Any) -> None:
        slide.shapes._spTree.insert(2, box(slide, "Terms", top=10, name="Kicker", height=30)._element)
        slide.shapes[0]._element.nvSpPr.nvPr.append(xml("p:ph{type=body,idx=13}"))

    def build(slide: Any) -> None:
        title(slide, "Use these names")
        box(slide, "{%p for x in xs %}", "{{ x }}", "{%p endfor %}", alt="{%shape fit continue %}")

    slides = fill(deck_of(build), xs=list("abcdef"))
    assert [slide.shapes.title.text for slide in slides] == ["Use these names (1/2)", "Use these names (2/2)"]
    slides = fill(deck_of(lambda slide: (build(slide), kicker(slide))), xs=list("abcdef"))
    assert [slide.shapes.title.text for slide in slides] == ["Use these names"] * 2
    assert [texts(slide, "Kicker") for slide in slides] == [["Terms (1/2)"], ["Terms (2/2)"]]


def test_another_line_above_the_same_headline_is_another_heading() -> None:
    """Such slides follow one another, and no list goes on on the second."""

    def build(slide: Any, kicker: str) -> None:
        title(slide, "A letter was signed")
        slide.shapes._spTree.insert(2, box(slide, kicker, top=10, name="Kicker", height=30)._element)
        slide.shapes[0]._element.nvSpPr.nvPr.append(xml("p:ph{type=body,idx=13}"))

    slides = fill(deck_of(lambda slide: build(slide, "Documents signed"), lambda slide: build(slide, "Parties")))
    assert [texts(slide, "Kicker") for slide in slides] == [["Documents signed"], ["Parties"]]


@pytest.mark.parametrize("in_table", [False, True])
def test_a_join_that_is_too_wide_for_its_column_is_taken_back(in_table: bool) -> None:
    """A date may go over two lines then; a number never does, nor a dagger without its word."""

    def build(slide: Any) -> None:
        title(slide, "Title")
        if in_table:
            table(slide, [["A", "B"], ["{{ text }}", "c"]], width=220)
        else:
            box(slide, "{{ text }}", width=100)

    slide = fill(deck_of(build), text="February\u00a022,\u00a02023 10\u00a0000 Chic\u00a0†")[0]
    shape = next(shape for shape in slide.shapes if shape.has_table or shape.name == "Body")
    text = shape.table.cell(1, 0).text if in_table else shape.text_frame.text
    assert text == "February 22, 2023 10\u00a0000 Chic\u00a0†"


def test_what_belongs_together_stays_so_in_a_box_that_wraps_no_lines() -> None:
    """No line would end there, so a common space would win no room."""

    def build(slide: Any) -> None:
        box(slide, "{{ text }}", width=60, height=60, alt="{%shape fit grow %}").text_frame.word_wrap = False

    slide = fill(deck_of(build), text="February\u00a022,\u00a02023")[0]
    (text,) = texts(slide)
    assert text == "February\u00a022,\u00a02023"
