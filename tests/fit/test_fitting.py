"""A text that is too long: tightened, made smaller, continued, or reported, as its shape allows."""

from __future__ import annotations

import copy
import io
from typing import Any

import pptx
import pytest
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.util import Pt

from reportgen.diagnostics import ProblemsFound
from reportgen.template import OfficeTemplate
from tests.fit.decks import box, deck_of, fill, rows, sizes, table, texts, title

WORDS = "Both sides will continue to work closely together on this. "
POINTS = [f"Point {number}: {WORDS}" for number in range(1, 13)]


def _deck(text: str = "{{ text }}", **options: Any) -> bytes:
    return deck_of(lambda slide: (title(slide, "Progress"), box(slide, text, **options)))


def _fault(data: bytes, **context: Any) -> Any:
    with pytest.raises(ProblemsFound) as caught:
        fill(data, **context)
    return caught.value.diagnostics[0]


# -- what fits, and what does not


def test_a_text_that_fits_is_left_as_it_is() -> None:
    """Not a byte of the slide changes for it."""
    slide = fill(_deck(), text=WORDS)[0]
    assert (texts(slide), sizes(slide)) == ([WORDS], {20.0})


def test_a_text_without_room_is_an_error_that_names_it() -> None:
    """With the slide, the shape, the text and how much room there is."""
    fault = _fault(_deck(), text=WORDS * 4)
    assert (fault.code, str(fault.location)) == ("text-overflow", 'deck.pptx › slide 1 › shape "Body"')
    assert WORDS[:30] in fault.message
    assert "has 95 pt" in fault.message


def test_all_texts_without_room_are_reported_at_once() -> None:
    """One run tells all of them."""
    data = deck_of(lambda slide: [box(slide, "{{ text }}", name=f"Box {n}", left=n * 310) for n in range(3)])
    with pytest.raises(ProblemsFound) as caught:
        fill(data, text=WORDS * 4)
    assert [d.location.steps[-1] for d in caught.value.diagnostics] == [f'shape "Box {n}"' for n in range(3)]


def test_each_copy_of_an_arranged_shape_is_judged_by_its_own_size() -> None:
    """Also where other copies of the same template had room for the same text."""
    alt = "{%shape for n in items %}{%shape row %}"
    data = deck_of(lambda slide: (title(slide, "Steps"), box(slide, WORDS, alt=alt, width=860, height=60)))
    template = OfficeTemplate(data, "deck.pptx").compile()
    for _ in range(2):
        assert template.render({"items": range(2)})
        with pytest.raises(ProblemsFound, match="line of 61 pt"):
            template.render({"items": range(12)})


def test_copies_of_an_arranged_shape_are_set_in_one_size() -> None:
    """In that of the one whose text is longest; a slide of short ones stays as it was designed."""
    alt = "{%shape for text in items %}{%shape row %}{%shape fit tighten shrink 12 %}"
    data = deck_of(lambda slide: (title(slide, "Steps"), box(slide, "{{ text }}", alt=alt, width=860, height=60)))
    long, short = fill(data, items=[WORDS * 2, "Short.", WORDS]), fill(data, items=["Short.", "Short."])
    assert len(sizes(long[0])) == 1
    assert max(sizes(long[0])) < 20 == max(sizes(short[0]))


def test_a_copy_that_no_size_makes_fit_is_the_only_one_reported() -> None:
    """The others are set as if it were not there."""
    alt = "{%shape for text in items %}{%shape row %}{%shape fit shrink 12 %}"
    data = deck_of(lambda slide: (title(slide, "Steps"), box(slide, "{{ text }}", alt=alt, width=860, height=60)))
    with pytest.raises(ProblemsFound) as caught:
        fill(data, items=[WORDS * 9, "Short.", WORDS * 2])
    assert len(caught.value.diagnostics) == 1


def test_dots_without_text_in_an_arranged_group_need_no_room() -> None:
    """However small they are."""
    alt = "{%shape for n in items %}{%shape row %}"

    def build(slide: Any) -> None:
        title(slide, "Steps")
        group = slide.shapes.add_group_shape([box(slide, "", width=16, height=4, name="Dot")])
        group._element.nvGrpSpPr.cNvPr.set("descr", alt)

    slide = fill(deck_of(build), items=range(3))[0]
    assert len([shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP]) == 3


def test_chinese_needs_the_room_that_chinese_takes() -> None:
    """Twenty characters to a line of 400 points at 20 points, and 1.33 em a line."""
    text = "深港兩地將繼續探討落實各項合作措施" * 5
    assert fill(_deck(width=420, height=150), language="zh-Hant", text=text)
    assert _fault(_deck(width=420, height=120), text=text).code == "text-overflow"


def test_a_word_wider_than_its_line_is_an_error_that_names_the_word() -> None:
    """No program can break it well."""
    fault = _fault(_deck(width=120), text="A" + "bcdefghij" * 6)
    assert "'Abcdefghij" in fault.message
    assert "cannot be broken" in fault.message


def test_a_word_wider_than_its_cell_is_told_with_its_own_text() -> None:
    """Not with the longest text of the table, which an officer would shorten for nothing."""
    data = deck_of(lambda slide: table(slide, [["{{ words }}", "{{ text }}"]], width=240))
    assert _fault(data, words=WORDS, text="Project " + "abcde" * 9).text.startswith("Project abc")


def test_an_address_may_be_broken_anywhere() -> None:
    """As every program does."""
    assert fill(_deck(width=200), text="https://www.example.org/a/very/long/address/of/a/page.html")


@pytest.mark.parametrize("alt", ["{%shape fit keep %}", "A box. {%shape fit keep %}"])
def test_keep_leaves_any_text_alone(alt: str) -> None:
    """The editor has said so; what else the alt text says stays."""
    slide = fill(_deck(alt=alt), text=WORDS * 4)[0]
    assert sizes(slide) == {20.0}


def test_a_fit_tag_that_cannot_be_read_is_reported_with_the_shape() -> None:
    """And says how it is written."""
    fault = _fault(_deck(alt="{%shape fit smaller %}"), text="x")
    assert (fault.code, fault.location.steps) == ("wrong-fit", ("slide 1", 'shape "Body"', "alt text"))


# -- tighten, shrink, grow


def test_gaps_are_closed_before_anything_else() -> None:
    """The type keeps its size."""

    def build(slide: Any) -> None:
        shape = box(slide, "{{ text }}", "{{ text }}", "{{ text }}", width=500, height=120)
        for paragraph in shape.text_frame.paragraphs:
            paragraph.space_after = Pt(24)

    slide = fill(deck_of(build), text="One line.")[0]
    assert sizes(slide) == {20.0}
    assert [p.space_after.pt for s in slide.shapes if s.name == "Body" for p in s.text_frame.paragraphs] == [12.0] * 3


@pytest.mark.parametrize("paragraphs", [1, 3])
def test_shrink_makes_the_type_as_small_as_it_must_be_and_no_smaller_than_it_may(paragraphs: int) -> None:
    """All runs of the shape together, and never below the floor."""
    data = deck_of(lambda slide: box(slide, *["{{ text }}"] * paragraphs, alt="{%shape fit shrink 12 %}"))
    size = max(sizes(fill(data, text=WORDS * (6 // paragraphs))[0]))
    assert 12.0 <= size < 20.0
    assert _fault(data, text=WORDS * (24 // paragraphs)).code == "text-overflow"


def test_a_paragraph_at_the_floor_stays_there_while_others_get_smaller() -> None:
    """A number above its caption, which is small already."""

    def build(slide: Any) -> None:
        shape = box(slide, "{{ text }}", "Caption", width=110, alt="{%shape fit shrink 14 %}")
        for paragraph, size in zip(shape.text_frame.paragraphs, (26, 16), strict=True):
            paragraph.runs[0].font.size = Pt(size)

    slide = fill(deck_of(build), text="US$12,500,000")[0]
    assert min(sizes(slide)) == 14.0
    assert 14.0 < max(sizes(slide)) < 26 * 14 / 16


def test_type_gets_smaller_before_what_is_joined_is_torn() -> None:
    """A number and its word stay in one line where the shape may shrink."""
    data = deck_of(lambda slide: box(slide, "{{ text }}", width=110, alt="{%shape fit tighten shrink 12 %}"))
    slide = fill(data, text="US$12.5\u00a0million")[0]
    assert texts(slide) == ["US$12.5\u00a0million"]
    assert max(sizes(slide)) < 20.0


def test_the_autofit_of_powerpoint_is_a_permission_to_shrink() -> None:
    """Its "Shrink text on overflow" is honoured with sizes that every program shows."""

    def build(slide: Any) -> None:
        box(slide, "{{ text }}").text_frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE

    assert max(sizes(fill(deck_of(build), text=WORDS * 5)[0])) < 20.0


def test_a_shape_that_may_grow_grows_as_far_as_what_stands_below() -> None:
    """Its "Resize shape to fit text" is carried out, since PowerPoint does so only once somebody edits the text."""

    def build(slide: Any, below: float) -> None:
        box(slide, "{{ text }}").text_frame.auto_size = MSO_AUTO_SIZE.SHAPE_TO_FIT_TEXT
        box(slide, "Below", top=below, height=30, name="Below")

    slide = fill(deck_of(lambda slide: build(slide, 400)), text=WORDS * 5)[0]
    assert next(s.height.pt for s in slide.shapes if s.name == "Body") > 150
    assert _fault(deck_of(lambda slide: build(slide, 230)), text=WORDS * 5).code == "text-overflow"


# -- slides that go on


def test_a_list_goes_on_on_a_next_slide() -> None:
    """Even parts, every point once and in order, and titles that tell the slides apart."""
    data = deck_of(
        lambda slide: (
            title(slide, "Progress"),
            box(
                slide,
                "{%p for p in points %}{{ p }}{%p endfor %}",
                width=864,
                height=300,
                alt="{%shape fit continue %}",
            ),
        )
    )
    slides = fill(data, points=POINTS)
    assert [text for slide in slides for text in texts(slide)] == POINTS
    assert [len(texts(slide)) for slide in slides] == [6, 6]
    assert [slide.shapes.title.text for slide in slides] == ["Progress (1/2)", "Progress (2/2)"]


@pytest.mark.parametrize(("language", "mark"), [("en", " (2/2)"), ("zh-Hant", "（2/2）"), ("zh-Hans", "（2/2）")])
def test_the_mark_of_a_slide_that_goes_on_is_in_the_language_of_the_deck(language: str, mark: str) -> None:
    """Full-width brackets in Chinese."""
    data = deck_of(
        lambda slide: (
            title(slide, "{{ head }}"),
            box(
                slide,
                "{%p for p in points %}{{ p }}{%p endfor %}",
                width=864,
                height=300,
                alt="{%shape fit continue %}",
            ),
        )
    )
    assert fill(data, language, points=POINTS, head="T")[1].shapes.title.text == f"T{mark}"


def test_a_lead_stays_with_its_text() -> None:
    """No slide ends with a heading alone."""

    def build(slide: Any) -> None:
        shape = box(
            slide,
            "{% for p in points %}",
            "Lead",
            "{{ p }}",
            "{% endfor %}",
            width=864,
            height=290,
            alt="{%shape fit continue %}",
        )
        shape.text_frame.paragraphs[1].runs[0].font.bold = True

    for slide in fill(deck_of(build), points=POINTS):
        assert texts(slide)[0] == "Lead"
        assert texts(slide)[-1] != "Lead"


def test_a_table_goes_on_with_its_head() -> None:
    """The header row is repeated, no row is lost, and the parts are even."""
    data = deck_of(
        lambda slide: (
            title(slide, "Names"),
            table(
                slide, [["No.", "Name"], ["{%tr for p in points %}{{ loop.index }}", "{{ p }}{%tr endfor %}"]], row=50
            ),
        )
    )
    slides = fill(data, points=POINTS)
    assert [rows(slide)[0] for slide in slides] == [["No.", "Name"]] * len(slides)
    assert [row[0] for slide in slides for row in rows(slide)[1:]] == [str(n) for n in range(1, 13)]
    assert {len(rows(slide)) for slide in slides} == {7}


def test_a_table_stops_above_what_stands_below_it() -> None:
    """A note under the table is not covered."""

    def build(slide: Any) -> None:
        table(slide, [["{%tr for p in points %}{{ p }}{%tr endfor %}"]], row=30)
        box(slide, "Note", top=300, height=20, size=12, name="Note")

    for slide in fill(deck_of(build), points=POINTS):
        frame = next(shape for shape in slide.shapes if shape.has_table)
        assert frame.top.pt + sum(row.height.pt for row in frame.table.rows) <= 300


def test_a_watermark_is_in_nobodys_way() -> None:
    """What a master draws over most of the slide lies behind the texts."""
    presentation = pptx.Presentation(
        io.BytesIO(deck_of(lambda slide: table(slide, [["{%tr for p in points %}{{ p }}{%tr endfor %}"]], row=30)))
    )
    master = presentation.slide_masters[0]
    mark = copy.deepcopy(box(presentation.slides[0], "Draft", left=100, top=150, width=700, height=350)._element)
    presentation.slides[0].shapes[-1]._element.getparent().remove(presentation.slides[0].shapes[-1]._element)
    mark.nvSpPr.cNvPr.set("id", "900")
    master.shapes._spTree.append(mark)
    buffer = io.BytesIO()
    presentation.save(buffer)
    assert len(fill(buffer.getvalue(), points=["Point"] * 10)) == 1


def test_rows_give_up_their_spare_height_before_a_table_goes_on() -> None:
    """A roomy design for few rows is a closer one for more."""
    data = deck_of(lambda slide: table(slide, [["{%tr for p in points %}{{ p }}{%tr endfor %}"]], row=60))
    slides = fill(data, points=[f"Point {n}" for n in range(9)])
    assert len(slides) == 1


def test_cells_that_span_rows_are_not_cut() -> None:
    """Merged rows go on together."""
    data = deck_of(
        lambda slide: table(
            slide, [["Head", "Head"], ["{%tr for p in points %}{% vm %}{{ p[:7] }}", "{{ p }}{%tr endfor %}"]], row=50
        )
    )
    assert _fault(data, points=POINTS * 3).code == "text-overflow"


def test_a_numbered_list_counts_on() -> None:
    """The seventh point is number seven on the next slide too."""

    def build(slide: Any) -> None:
        shape = box(
            slide, "{%p for p in points %}{{ p }}{%p endfor %}", width=864, height=300, alt="{%shape fit continue %}"
        )
        properties = shape.text_frame.paragraphs[0]._p.get_or_add_pPr()
        properties.insert(
            0,
            properties.makeelement(
                "{http://schemas.openxmlformats.org/drawingml/2006/main}buAutoNum", {"type": "arabicPeriod"}
            ),
        )

    second = fill(deck_of(build), points=POINTS)[1]
    body = next(shape for shape in second.shapes if shape.name == "Body")
    assert body._element.xpath(".//a:buAutoNum/@startAt")[0] == "7"


# -- pages


def _paged(most: int) -> bytes:
    def build(slide: Any) -> None:
        title(slide, "Steps")
        box(slide, "{% for p in page %}", "{{ p }}", "{% endfor %}", width=400, height=200)
        slide.notes_slide.notes_text_frame.text = f"{{%slide for page in points|pages({most}) %}}"

    return deck_of(build)


def test_a_slide_holds_fewer_items_where_texts_are_long() -> None:
    """As many as fit, evenly, and never more than the template says."""
    assert [len(texts(slide)) for slide in fill(_paged(6), points=["Short"] * 6)] == [6]
    long = fill(_paged(6), points=[WORDS] * 6)
    assert [len(texts(slide)) for slide in long] == [3, 3]
    assert [slide.shapes.title.text for slide in long] == ["Steps (1/2)", "Steps (2/2)"]


def test_one_item_that_is_too_long_alone_is_an_error() -> None:
    """Fewer than one cannot be shown."""
    assert _fault(_paged(3), points=[WORDS, WORDS * 9, WORDS]).code == "text-overflow"


def test_a_context_that_remembers_is_asked_for_again() -> None:
    """What counts first mentions starts anew with each filling."""
    from reportgen.template import OfficeTemplate

    made: list[int] = []

    def context() -> dict[str, Any]:
        made.append(1)
        return {"points": [WORDS] * 6}

    OfficeTemplate(_paged(6), "deck.pptx").compile().render(context)
    assert len(made) > 1


# -- titles and the count of slides


def test_slides_of_one_title_are_told_apart_only_when_they_follow_one_another() -> None:
    """A title that comes again later is the editor's own choice."""
    data = deck_of(*[lambda slide, t=t: title(slide, t) for t in ("{{ a }}", "{{ a }}", "B", "{{ a }}")])
    assert [slide.shapes.title.text for slide in fill(data, a="A")] == ["A (1/2)", "A (2/2)", "B", "A"]


def test_a_title_with_a_mark_is_fitted_where_another_text_was_looked_at_too() -> None:
    """The mark may be what makes the title too long for its shape."""

    def build(slide: Any) -> None:
        head = slide.shapes.title
        head.left, head.top, head.width, head.height = Pt(48), Pt(20), Pt(240), Pt(36)
        head.text_frame.word_wrap = True
        title(slide, "{{ title }}")
        head.text_frame.paragraphs[0].runs[0].font.size = Pt(22)
        box(slide, "{{ text }}", alt="{%shape fit shrink 12 %}")

    slides = fill(deck_of(build, build), text=WORDS * 5, title="Twelve sectors report")
    assert [slide.shapes.title.text for slide in slides] == [
        "Twelve sectors report (1/2)",
        "Twelve sectors report (2/2)",
    ]
    assert all(run.font.size.pt < 22 for s in slides for run in s.shapes.title.text_frame.paragraphs[0].runs)


def test_slide_count_is_the_number_of_slides_in_the_end() -> None:
    """Slides that a list went on over are counted."""

    def build(slide: Any) -> None:
        box(slide, "{%p for p in points %}{{ p }}{%p endfor %}", width=864, height=300, alt="{%shape fit continue %}")
        box(slide, "of {{ slide_count }}", top=500, width=60, height=20, size=12, name="Count")

    slides = fill(deck_of(build, build), points=POINTS)
    assert [texts(slide, "Count") for slide in slides] == [["of 4"]] * 4


def test_layouts_and_masters_count_the_slides_too() -> None:
    """Whoever adds a slide by hand finds the number there, and no mark of the engine."""

    def build(slide: Any) -> None:
        for designed in (slide.slide_layout, slide.slide_layout.slide_master):
            designed.placeholders[-1].text_frame.text = "of {{ slide_count }}"

    layout = fill(deck_of(build, build))[0].slide_layout
    assert [designed.placeholders[-1].text_frame.text for designed in (layout, layout.slide_master)] == ["of 2"] * 2


def test_no_number_of_a_shape_is_left_in_the_file() -> None:
    """What fitting notes on shapes is no part of any schema."""
    from reportgen.template import OfficeTemplate
    from tests.support.office import parts_of

    made = parts_of(OfficeTemplate(_deck(), "deck.pptx").render({"text": 'x rgFit="1"'}))
    slide = made["ppt/slides/slide1.xml"].decode()
    assert 'x rgFit="1"' in slide
    assert slide.count("rgFit") == 1
