"""`template show`: when the slides and shapes of a template are shown, in plain words."""

from __future__ import annotations

from typing import Any

import pytest

from reportgen.review.template_rules import ShapeRule, template_slides
from tests.support.office import Slide, docx_of, pptx_of, with_sections


def _rules(notes: str) -> tuple[str, ...]:
    return template_slides(pptx_of(Slide(["x"], notes=notes)), "deck.pptx")[0].rules


@pytest.mark.parametrize(
    ("notes", "words"),
    [
        ("Say this.", ()),
        ("{%slide if sector.agreements %}\nSay this.", ("if sector.agreements",)),
        ("{%slide else %}", ("otherwise",)),
        ("{%slide elif sector.periods %}", ("otherwise, if sector.periods",)),
        ("{%slide endif %}", ()),
        ("{%slide for one in sectors %}", ("for each one in sectors",)),
        (
            "{%slide for page in sector.terms|pages(8) %}",
            ("if there is something in 'sector.terms', up to 8 on a slide",),
        ),
        ("{%slide for slide in slides.glance|pages %}", ("if there is something in 'glance'",)),
        ("{%slide for x in y %}\n{%slide if x %}", ("for each x in y", "if x")),
    ],
)
def test_a_statement_about_a_slide_is_read_out(notes: str, words: tuple[str, ...]) -> None:
    """Each statement in the notes becomes a phrase; ends and ordinary notes say nothing."""
    assert _rules(notes) == words


def test_slides_have_their_names_and_sections() -> None:
    """A slide is known by its number, the name that PowerPoint keeps, and the section that it is in."""

    def name(slide: Any) -> None:
        slide._element.cSld.set("name", "Directions")

    deck = with_sections(pptx_of("a", Slide(["b"], change=name)), {"First": [1], "Second": [2]})
    slides = template_slides(deck, "deck.pptx")
    assert [(one.number, one.name, one.section) for one in slides] == [(1, "", "First"), (2, "Directions", "Second")]


def test_statements_in_alt_texts_are_those_of_their_shapes() -> None:
    """A shape says when it is shown or how often; how its texts are fitted is no rule of that kind."""

    def describe(slide: Any) -> None:
        slide.shapes[1]._element._nvXxPr.cNvPr.set(
            "descr", '{%shape for x in y %}{%shape grid in "F" %}{%shape fit keep %}'
        )

    slide = Slide(["{{ a }}"], shapes={"Card": "{{ x }}", "Band": "{%shape if z %}{{ z }}"}, change=describe)
    assert template_slides(pptx_of(slide), "deck.pptx")[0].shapes == (
        ShapeRule("Card", ("for each x in y", 'in a grid in "F"')),
        ShapeRule("Band", ("if z",)),
    )


def test_a_word_file_has_no_slides() -> None:
    """The list of a Word template's slides is empty."""
    assert template_slides(docx_of("x"), "a.docx") == []


@pytest.mark.parametrize(
    ("arrangement", "words"),
    [('row in "F"', 'in a row in "F"'), ('along "Line" from x.start', 'along "Line" from x.start')],
)
def test_an_arrangement_is_read_out(arrangement: str, words: str) -> None:
    """Copies stand in a row, a column or a grid, or along a line."""
    slide = Slide(["x"], shapes={"Mark": f"{{%shape for x in y %}}{{%shape {arrangement} %}}"})
    assert template_slides(pptx_of(slide), "deck.pptx")[0].shapes[0].rules[1] == words
