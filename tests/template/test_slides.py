"""`{%slide %}`: slides shown, repeated and chosen by the content, each with parts of its own."""

from __future__ import annotations

import io
from typing import Any

import pptx
import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from tests.support.office import POWERPOINT, Slide, parts_of, pptx_of, problems_of, select, with_sections

PRESENTATION = "ppt/presentation.xml"


def _titles(data: bytes) -> list[str]:
    """The text of each slide in the order of the deck, as python-pptx reads it."""
    slides = pptx.Presentation(io.BytesIO(data)).slides
    return [
        "/".join(s.text_frame.text for s in slide.shapes if s.has_text_frame and s.text_frame.text) for slide in slides
    ]


def _notes(data: bytes) -> list[str]:
    slides = pptx.Presentation(io.BytesIO(data)).slides
    return [s.notes_slide.notes_text_frame.text if s.has_notes_slide else "" for s in slides]


def _show(*slides: Slide | str, **context: Any) -> list[str]:
    return _titles(POWERPOINT.render(pptx_of(*slides), **context))


CONTEXT = {"xs": ["a", "b"], "none_": [], "yes": True, "no": False}


@pytest.mark.parametrize(
    ("slides", "shown"),
    [
        (["{%slide if yes %}one", "two"], ["one", "two"]),
        (["{%slide if no %}one", "two"], ["two"]),
        (["{%slide for x in xs %}{{ x }}", "two"], ["a", "b", "two"]),
        (["{%slide for x in none_ %}{{ x }}", "two"], ["two"]),
        (["{%slide for x in xs %}{{ x }}", "and", "{%slide endfor %}{{ x }}!", "end"],
         ["a", "and", "a!", "b", "and", "b!", "end"]),
        (["{%slide if no %}A", "{%slide else %}B", "end"], ["B", "end"]),
        (["{%slide if no %}A", "{%slide elif yes %}B", "{%slide else %}C", "end"], ["B", "end"]),
        (["{%slide if yes %}A", "{%slide else %}B", "{%slide endif %}B2", "end"], ["A", "end"]),
        (["{%slide if no %}A", "{%slide else %}B", "{%slide endif %}B2", "end"], ["B", "B2", "end"]),
        (["{%slide for x in none_ %}{{ x }}", "{%slide else %}nothing", "end"], ["nothing", "end"]),
        (["{%slide for x in xs %}{%slide if x == 'b' %}{{ x }}", "end"], ["b", "end"]),
        (["{%slide if yes %}{%slide for x in xs %}{{ x }}{%slide endfor %}{%slide endif %}"], ["a", "b"]),
        (["{%slide for x in xs %}{{ x }}", "{%slide if x == 'b' %}more {{ x }}", "{%slide endfor %}."],
         ["a", ".", "b", "more b", "."]),
        (["{%slide for x in xs %}{{ loop.index }}/{{ loop.length }}"], ["1/2", "2/2"]),
        (["{%slide set y = 'z' %}one", "{{ y }}"], ["one", "z"]),
        (["{%slide for x in xs %}{{ x }}{%slide endfor %}", "{%slide for x in xs %}{{ x }}"], ["a", "b", "a", "b"]),
    ],
)  # fmt: skip
def test_slides_follow_their_statements(slides: list[str], shown: list[str]) -> None:
    """A statement covers its slide, or all slides up to its end tag; branches stand on later slides."""
    assert _show(*slides, **CONTEXT) == shown


def test_variants_come_in_page_order() -> None:
    """A run of slides that each choose for themselves gives each item the slide that suits it."""
    slides = [
        "{%slide for x in items %}{%slide if x.kind == 'text' %}text {{ x.name }}",
        "{%slide if x.kind == 'table' %}table {{ x.name }}",
        "{%slide if x.kind == 'end' %}end {{ x.name }}{%slide endif %}{%slide endfor %}",
    ]
    items = [{"kind": kind, "name": kind[0] + str(n)} for n, kind in enumerate(["table", "text", "end", "text"])]
    assert _show(*slides, items=items) == ["table t0", "text t1", "end e2", "text t3"]


def test_a_statement_may_stand_in_any_shape() -> None:
    """The statement's own box, which holds nothing else, stays empty on the slide."""
    slide = Slide(["{{ x }}"], shapes={"Instruction": "{%slide for x in xs %}"})
    assert _show(slide, xs="ab") == ["a", "b"]


def test_a_statement_may_stand_in_the_notes() -> None:
    """An editor may keep the slide itself free of instructions."""
    data = POWERPOINT.render(pptx_of(Slide(["{{ x }}"], notes="{%slide for x in xs %}\nSay {{ x }}")), xs="ab")
    assert _titles(data) == ["a", "b"]
    assert _notes(data) == ["Say a", "Say b"]


def test_each_copy_has_notes_of_its_own() -> None:
    """Notes are not shared: what is said about one copy is not said about another."""
    slides = [Slide(["{%slide for x in xs %}{{ x }}"], notes="About {{ x }}"), Slide(["end"], notes="End")]
    data = POWERPOINT.render(pptx_of(*slides), xs="abc")
    assert _notes(data) == ["About a", "About b", "About c", "End"]


def test_notes_without_tags_are_copied_too() -> None:
    """Notes that say the same on every copy still belong to one copy each."""
    data = POWERPOINT.render(pptx_of(Slide(["{%slide for x in xs %}{{ x }}"], notes="Same")), xs="abc")
    assert _notes(data) == ["Same"] * 3
    assert len([name for name in parts_of(data) if name.startswith("ppt/notesSlides/notes")]) == 3


def test_a_slide_without_tags_is_repeated_by_its_neighbours() -> None:
    """A slide between a statement and its end tag is repeated although no tag stands on it."""
    assert _show("{%slide for x in xs %}{{ x }}", Slide(), "{%slide endfor %}.", xs="ab") == [
        "a",
        "",
        ".",
        "b",
        "",
        ".",
    ]


def test_dropped_slides_leave_no_parts() -> None:
    """A slide that is not shown is not in the file either, nor are its notes."""
    slides = [Slide(["{%slide if no %}secret"], notes="secret"), Slide(["open"], notes="open")]
    parts = parts_of(POWERPOINT.render(pptx_of(*slides), no=False))
    assert [name for name in parts if "slides/" in name.lower() and "rels" not in name] == [
        "ppt/slides/slide2.xml", "ppt/notesSlides/notesSlide2.xml"
    ]  # fmt: skip
    assert not any(b"secret" in content for content in parts.values())


def test_all_slides_may_be_dropped() -> None:
    """A deck without slides is a deck."""
    assert _show("{%slide if no %}one", "{%slide if no %}two", no=False) == []


def test_slide_ids_stay_unique() -> None:
    """Originals keep their ids, so that links and custom shows hold; copies get new ones."""
    deck = pptx_of("{%slide for x in xs %}{{ x }}", "two", "three")
    before, after = (select(d, PRESENTATION, "//p:sldId/@id") for d in (deck, POWERPOINT.render(deck, xs="abc")))
    assert len(set(after)) == 5
    assert [after[0], *after[3:]] == before


def test_sections_are_kept() -> None:
    """Copies join the section of their original, dropped slides leave theirs, and sections stay in order."""
    deck = with_sections(
        pptx_of("{%slide for x in xs %}{{ x }}", "{%slide if no %}two", "three"), {"A": [1, 2], "B": [3]}
    )
    data = POWERPOINT.render(deck, xs="abc", no=False)
    ids = select(data, PRESENTATION, "//p:sldId/@id")
    sections = {
        section.get("name"): [item.get("id") for item in section[0]]
        for section in select(data, PRESENTATION, "//p14:section")
    }
    assert sections == {"A": ids[:3], "B": ids[3:]}


def test_a_section_may_become_empty() -> None:
    """A section all of whose slides go stays, empty, as PowerPoint keeps it."""
    deck = with_sections(pptx_of("{%slide if no %}one", "two"), {"A": [1], "B": [2]})
    data = POWERPOINT.render(deck, no=False)
    assert [len(s[0]) for s in select(data, PRESENTATION, "//p14:section")] == [0, 1]


def test_hidden_slides_stay_hidden() -> None:
    """What PowerPoint sets on a slide survives in every copy."""

    def hide(slide: Any) -> None:
        slide._element.set("show", "0")

    data = POWERPOINT.render(pptx_of(Slide(["{%slide for x in xs %}{{ x }}"], change=hide)), xs="ab")
    assert [s._element.get("show") for s in pptx.Presentation(io.BytesIO(data)).slides] == ["0", "0"]


def _add_chart(slide: Any) -> None:
    data = CategoryChartData()
    data.categories = ["2023", "2024"]
    data.add_series("Trade", (1, 2))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, Inches(3), Inches(2), data)
    frame.chart.has_title = True
    frame.chart.chart_title.text_frame.text = "Trade of {{ x }}"


def test_each_copy_has_a_chart_and_a_workbook_of_its_own() -> None:
    """Editing the figures on one copy must not change another."""
    data = POWERPOINT.render(pptx_of(Slide(["{%slide for x in xs %}{{ x }}"], change=_add_chart)), xs="abc")
    charts = [
        shape.chart for slide in pptx.Presentation(io.BytesIO(data)).slides for shape in slide.shapes if shape.has_chart
    ]
    assert [chart.chart_title.text_frame.text for chart in charts] == ["Trade of a", "Trade of b", "Trade of c"]
    assert len({chart.part.partname for chart in charts}) == 3
    assert len({chart.part.chart_workbook.xlsx_part.partname for chart in charts}) == 3


def test_links_between_slides_lead_somewhere() -> None:
    """A jump to another slide still leads to a slide that is there when its target is dropped or copied."""

    def link(slide: Any) -> None:
        deck = slide.part.package.presentation_part.presentation
        slide.shapes[0].click_action.target_slide = deck.slides[0]

    deck = pptx_of("{%slide for x in xs %}{{ x }}", Slide(["back"], change=link))
    assert _titles(POWERPOINT.render(deck, xs="ab")) == ["a", "b", "back"]


@pytest.mark.parametrize(
    ("slides", "problem", "hint"),
    [
        (["one", "{%slide endfor %}"], ("stray-end", "slide 2"), ""),
        (["{%slide if a %}one{%slide else %}"], ("stray-branch", "slide 1"),
         "put it on the slide that is to show otherwise, behind the slide with 'if'"),
        (["one", "{%slide else %}two"], ("stray-branch", "slide 2"),
         "put it on the slide that is to show otherwise, behind the slide with 'if'"),
        (["{%slide for x in a %}1", "{%slide if a %}2", "{%slide endfor %}3", "{%slide endif %}4"],
         ("crossing-statement", "slide 2"), "end it on an earlier slide with '{%slide endif %}'"),
    ],
)  # fmt: skip
def test_slide_statements_that_do_not_fit_are_reported(slides: list[str], problem: tuple[str, str], hint: str) -> None:
    """The problem names its slide and says where the tag belongs."""
    found = problems_of(pptx_of(*slides), "deck.pptx", a=[1])[0]
    assert (found.code, found.location.steps[0], found.hint) == (*problem, hint)


def test_an_unknown_name_in_a_slide_statement_is_placed_on_its_slide() -> None:
    """Slide statements run before their slide and are still placed on it."""
    (found,) = problems_of(pptx_of("one", "{%slide for x in items %}{{ x }}"), "deck.pptx", itmes=[1])
    assert (found.message, found.location.steps[0]) == ("unknown name 'items'", "slide 2")


def test_a_loop_variable_reaches_every_part_of_its_slides() -> None:
    """Table, group, alternative text and notes of a repeated slide see the same item."""

    def decorate(slide: Any) -> None:
        slide.shapes[0]._element.nvSpPr.cNvPr.set("descr", "Picture of {{ x }}")
        slide.shapes.add_group_shape([slide.shapes[1]])

    spec = Slide(
        ["{%slide for x in xs %}{{ x }}"],
        shapes={"G": "in {{ x }}"},
        table=[["cell {{ x }}"]],
        notes="note {{ x }}",
        change=decorate,
    )
    data = POWERPOINT.render(pptx_of(spec), xs="ab")
    for slide, x in zip(pptx.Presentation(io.BytesIO(data)).slides, "ab", strict=True):
        group = next(s for s in slide.shapes if s.shape_type == 6)
        table = next(s for s in slide.shapes if s.has_table).table
        assert group.shapes[0].text_frame.text == f"in {x}"
        assert table.cell(0, 0).text == f"cell {x}"
        assert slide.shapes[0]._element.nvSpPr.cNvPr.get("descr") == f"Picture of {x}"
        assert slide.notes_slide.notes_text_frame.text == f"note {x}"


def test_a_hundred_slides_are_no_trouble() -> None:
    """Long decks keep their order."""
    assert _show("{%slide for x in xs %}{{ x }}", xs=range(100)) == [str(n) for n in range(100)]
