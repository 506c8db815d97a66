"""Fitting is for what tags fill: a text that its author has set stays as it is, whatever its length."""

from __future__ import annotations

import io
from typing import Any

import pptx
import pytest
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.oxml.ns import qn

from reportgen.diagnostics import Severity
from reportgen.model.language import LANGUAGES
from reportgen.template import OfficeTemplate
from tests.fit.decks import box, deck_of, fill, sizes, table, texts, title

WORDS = "All members of the group met in spring and agreed on the plan. "
SHORT = "short"


def _scale(shape: Any) -> str | None:
    """The share of its size that a text is shown in, as PowerPoint has stored it."""
    return shape._element.txBody.bodyPr.find(qn("a:normAutofit")).get("fontScale")  # type: ignore[no-any-return]


def _shrunk(slide: Any, text: str, name: str = "Body") -> None:
    """A box whose text PowerPoint has shrunk."""
    shape = box(slide, text, name=name)
    shape.text_frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
    shape._element.txBody.bodyPr.find(qn("a:normAutofit")).set("fontScale", "62500")


@pytest.mark.parametrize("neighbour", ["typed", "{{ text }}"])
def test_a_static_text_that_is_too_long_stays_as_it_is(neighbour: str) -> None:
    """It is not refused, not smaller and not spread over slides, also on a slide that tags fill elsewhere."""

    def build(slide: Any) -> None:
        title(slide, "Plan")
        box(slide, *[WORDS] * 9, height=20)
        box(slide, neighbour, left=500, name="Other")

    (slide,) = fill(deck_of(build), text=SHORT)
    assert (texts(slide), sizes(slide)) == ([WORDS] * 9, {20})


def test_a_static_text_keeps_its_box_where_shapes_grow() -> None:
    """What LibreOffice and python-pptx call autofit says nothing of the size that was stored."""

    def build(slide: Any) -> None:
        for name, text in (("Body", WORDS * 3), ("Other", "{{ text }}")):
            box(slide, text, left=48 if name == "Body" else 500, name=name, height=24)
            slide.shapes[-1].text_frame.auto_size = MSO_AUTO_SIZE.SHAPE_TO_FIT_TEXT

    (slide,) = fill(deck_of(build), text=WORDS * 3)
    heights = {shape.name: shape.height.pt for shape in slide.shapes if shape.name in ("Body", "Other")}
    assert heights["Body"] == 24 < heights["Other"]


def test_the_scale_that_powerpoint_has_stored_leaves_filled_texts_only() -> None:
    """It was computed for the text of the template."""

    def build(slide: Any) -> None:
        _shrunk(slide, WORDS)
        _shrunk(slide, "{{ text }}", "Other")

    (slide,) = fill(deck_of(build), text=SHORT)
    assert {s.name: _scale(s) for s in slide.shapes if s.name in ("Body", "Other")} == {"Body": "62500", "Other": None}


def test_static_titles_that_are_equal_get_no_marks() -> None:
    """Somebody has written them so; a title of which a tag makes several slides gets marks."""
    data = deck_of(
        lambda slide: (title(slide, "Plan"), box(slide, "{{ text }}")),
        lambda slide: (title(slide, "Plan"), box(slide, "typed")),
        lambda slide: (title(slide, "Rest"), box(slide, "{{ many }}", alt="{%shape fit continue %}")),
    )
    slides = fill(data, text=SHORT, many=[WORDS] * 4)
    found = [slide.shapes.title.text for slide in slides]
    assert found[:2] == ["Plan", "Plan"]
    assert found[2:] == [f"Rest ({n}/{len(slides) - 2})" for n in range(1, len(slides) - 1)]
    assert len(slides) > 3


def test_a_static_table_keeps_its_rows_on_one_slide() -> None:
    """Also where they end below the slide."""
    many = [[f"Row {number}", "typed"] for number in range(30)]
    (slide,) = fill(deck_of(lambda slide: (title(slide, "{{ text }}"), table(slide, many))), text=SHORT)
    assert len(next(shape for shape in slide.shapes if shape.has_table).table.rows) == 30


def test_a_text_that_a_label_changes_is_fitted() -> None:
    """What a language puts in the place of a text may be longer than that."""

    def build(slide: Any) -> None:
        box(slide, "label", height=30, width=100, alt="")
        box(slide, WORDS, left=500, height=10, name="Other")
        for shape in slide.shapes:
            if shape.name in ("Body", "Other"):
                shape.text_frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE

    words = {"label": "a longer label"}.get
    template = OfficeTemplate(deck_of(build)).compile(LANGUAGES["en"], words=words)
    (slide,) = pptx.Presentation(io.BytesIO(template.render({}))).slides
    assert max(sizes(slide)) < 20
    assert sizes(slide, "Other") == {20}


def test_a_static_text_that_is_converted_to_itself_stays_as_it_is() -> None:
    """A label that the language has, too, is no change."""
    template = OfficeTemplate(deck_of(lambda slide: box(slide, WORDS, height=10)))
    compiled = template.compile(LANGUAGES["en"], words=lambda text: text)
    (slide,) = pptx.Presentation(io.BytesIO(compiled.render({}))).slides
    assert sizes(slide) == {20}


def test_a_statement_about_a_static_shape_is_obeyed() -> None:
    """Whoever says how a text may be fitted wants it fitted."""
    (slide,) = fill(deck_of(lambda slide: box(slide, WORDS * 2, height=60, alt="{%shape fit shrink 12 %}")))
    assert max(sizes(slide)) < 20


# -- warnings


def _warnings(build: Any, **words: str) -> list[str]:
    """What compiling a slide warns of."""
    template = OfficeTemplate(deck_of(build), "deck.pptx")
    compiled = template.compile(LANGUAGES["en"] if words else None, words=words.get if words else None)
    assert {warning.severity for warning in compiled.warnings} <= {Severity.WARNING}
    return [" › ".join(warning.location.steps) for warning in compiled.warnings if warning.code == "static-overflow"]


def test_a_static_text_that_does_not_fit_is_a_warning_of_the_template() -> None:
    """Titles, boxes, tables, and shapes in groups are named; what tags fill, and what fits, is not."""

    def build(slide: Any) -> None:
        title(slide, WORDS * 4)
        box(slide, WORDS, height=10, name="Low")
        box(slide, "typed", left=500, height=40, name="High")
        box(slide, "{{ text }}" + WORDS, left=500, top=200, height=10, name="Filled")
        slide.shapes.add_group_shape([box(slide, WORDS, top=300, height=10, name="Grouped")])
        table(slide, [["a", "b"]] * 20)

    found = [f'slide 1 › shape "{name}"' for name in ("Title 1", "Low", "Grouped", "Table")]
    assert sorted(_warnings(build)) == sorted(found)


def test_what_programs_make_fit_by_themselves_is_no_warning() -> None:
    """A shape grows with its text, and what PowerPoint has shrunk fits; an alt text may say that it is meant so."""

    def build(slide: Any) -> None:
        box(slide, WORDS, height=10)
        slide.shapes[-1].text_frame.auto_size = MSO_AUTO_SIZE.SHAPE_TO_FIT_TEXT
        _shrunk(slide, WORDS * 9, "Shrunk")
        box(slide, WORDS, height=10, left=500, alt="{%shape fit keep %}")

    assert _warnings(build) == []


def test_a_text_that_the_language_changes_is_no_warning() -> None:
    """It is fitted when the deck is made, or refused."""
    assert _warnings(lambda slide: box(slide, "label", height=10, width=20), label="a label") == []
