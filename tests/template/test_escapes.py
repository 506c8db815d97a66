"""How a template shows delimiters of tags to its readers, wherever they stand; and braces that are none."""

from __future__ import annotations

from typing import Any

import pytest
from markupsafe import Markup, escape

from tests.support.office import POWERPOINT, WORD, Office, Slide, docx_of, pptx_of, problems_of, select, table, texts

pytestmark = pytest.mark.tags_as_data

ESCAPED = {
    ("{_{ x }_}",): "{{ x }}",
    ("{_% if x %_}",): "{% if x %}",
    ("show {_% vm ", "%_} and {_{ x ", "}_}"): "show {% vm %} and {{ x }}",
    ("{", "_", "{ x }", "_}"): "{{ x }}",
    ('{"a": {"b": 1}_}',): '{"a": {"b": 1}}',
    ("100 %_}",): "100 %}",
    ("{_{ {{ x }} }_}", " and {_{ {{x}}}_}"): "{{ X }} and {{ X}}",
    ("{ _{ a_b {_ x _} }",): "{ _{ a_b {_ x _} }",
}
"""The texts of the runs of a paragraph → what it shows."""


@pytest.mark.parametrize(("runs", "shown"), ESCAPED.items(), ids=["".join(runs) for runs in ESCAPED])
def test_an_escape_is_undone_however_it_is_cut(office: Office, runs: tuple[str, ...], shown: str) -> None:
    """In a file without tags too; each run keeps its formatting."""
    assert office.fill(runs, x="X") == [shown]


def test_escapes_are_undone_in_tables_headers_and_notes() -> None:
    """Wherever a reader sees text."""
    data = WORD.render(docx_of(table(["{_{ a }_}"]), header="{_{ b }_}", footer=["{_", "% c %_}"]))
    assert {"{{ a }}", "{{ b }}", "{% c %}"} <= set(texts(data))
    deck = POWERPOINT.render(pptx_of(Slide(["x"], table=[["{_{ a }_}"]], notes="{_{ b }_}")))
    assert {"{{ a }}", "{{ b }}"} <= set(texts(deck))


@pytest.mark.parametrize("title", ["{_{ t }_} {{ t }}", " }_} {{ t }}", "{_% t %_}{{ t }} "])
def test_escapes_are_undone_in_properties_and_alt_texts(title: str) -> None:
    """Spaces at the ends of such a text stay as they are."""

    def describe(slide: Any) -> None:
        slide.shapes[0]._element.nvSpPr.cNvPr.set("descr", title)

    shown = title.replace("{{ t }}", "T").replace("_", "")
    deck = POWERPOINT.render(pptx_of(Slide(["x"], change=describe), properties={"title": title}), t="T")
    assert select(deck, "docProps/core.xml", "//dc:title")[0].text == shown
    assert select(deck, POWERPOINT.main, "//p:sp//p:cNvPr/@descr") == [shown]


def test_an_alt_text_of_escapes_alone_is_undone() -> None:
    """No tag needs to stand in the part."""

    def describe(slide: Any) -> None:
        slide.shapes[0]._element.nvSpPr.cNvPr.set("descr", "100 %_}")

    deck = POWERPOINT.render(pptx_of(Slide(["x"], change=describe)))
    assert select(deck, POWERPOINT.main, "//p:sp//p:cNvPr/@descr") == ["100 %}"]


@pytest.mark.parametrize("lines", [['{"a": {', '"b": {"c": 1}', "}}"], ["}}", "%}", "x }} y %} z", "} }"]])
def test_braces_in_prose_are_text(office: Office, lines: list[str]) -> None:
    """A sample of JSON over some paragraphs, and lone ends."""
    assert office.fill(*lines) == lines


@pytest.mark.parametrize(("typed", "escape"), [("{{ 1", "{_{ 1"), ("{% 1", "{_% 1"), ("{# 1", "{{ '{#' }} 1")])
def test_the_way_out_of_a_tag_that_does_not_end_shows_it(office: Office, typed: str, escape: str) -> None:
    """What the hint says is what one types."""
    problem = problems_of(office.file(f"set {typed} = 2 +"), office.name)[0]
    assert (problem.code, problem.hint.rpartition("write ")[2]) == ("unclosed-tag", escape.removesuffix(" 1"))
    assert office.fill(escape) == [typed]


class _SafeString(str):
    """As web frameworks have it."""

    def __html__(self) -> str:
        return self


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (escape("R&D <b> \"'"), "R&D <b> \"'"),
        (Markup("a&nbsp;b &#x4e2d; <i>c</i> R&D &copy &none;"),
         "a\u00a0b 中 <i>c</i> R&D &copy &none;"),
        (_SafeString("a &amp; b"), "a & b"), ("a &amp; b", "a &amp; b"),
    ],
)  # fmt: skip
def test_what_is_escaped_already_prints_what_it_was(office: Office, value: str, shown: str) -> None:
    """Only where the string says so; what else it holds is text. Joined and changed by filters, too."""
    assert office.fill(["{{ x }}"], x=value) == [shown]
    assert office.fill(["{{ [x, 'a<'] | join }}{{ x ~ '&' }}"], x=value) == [f"{shown}a<{shown}&"]
    assert office.fill(["{{ x|truncate(7, true) }}"], x=value) == [f"{shown[:4]}..." if len(shown) > 12 else shown]
