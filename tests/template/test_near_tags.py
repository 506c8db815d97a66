"""What looks like a tag and is none is reported with the tag that was meant; braces in prose are ordinary."""

from __future__ import annotations

import pytest

from reportgen.diagnostics import ProblemsFound
from reportgen.template import OfficeTemplate
from reportgen.template.syntax.near_tags import near_tag
from reportgen.template.syntax.tags import find_tags
from tests.support.office import Office, Slide, docx_of, pptx_of, xml

NAMES = ("sector", "lang", "other", ".title", ".lead")

NEAR = {
    "{ sector.title }": "{{ sector.title }}",
    "{sector.title}": "{{ sector.title }}",
    "Title: {sector.title|upper}, and so on": "{{ sector.title|upper }}",
    "{ step.lead }": "{{ step.lead }}",
    "{lang}": "{{ lang }}",
    "{ { sector.title } }": "{{ sector.title }}",
    "{ { x } }": "{{ x }}",
    "{ sector.title }}": "{{ sector.title }}",
    "{ x }}": "{{ x }}",
    "{{ sector.title }}}": "",
    "｛｛ sector.title ｝｝": "{{ sector.title }}",
    "{｛ sector.title }}": "{{ sector.title }}",
    "｛% if lang %｝": "{% if lang %}",
    "{ % if lang %}": "{% if lang %}",
    "{if lang %}": "{% if lang %}",
    "{endif}": "{% endif %}",
    "{for step in sector.next_steps}": "{% for step in sector.next_steps %}",
    "{ %p endfor % }": "{%p endfor %}",
    "sector.title }} y": "{{ sector.title }}",
    "see step.lead|upper }}": "{{ step.lead|upper }}",
    "and endif %} b": "{% endif %}",
    "for x in sector.progress %}": "{% for x in sector.progress %}",
}
"""A text → the tag that it was meant as; nothing where nobody can know."""

ORDINARY = (
    "{a, b}", "{other, see below}", '{"a": {"b": 1}}', '{"title": {"lead": {"x": 2}}}', "{ {1}, {2} }",
    r"\frac{a}{b_{i}}", r"\textbf{sector}", r"\ref{fig.title}", "{x : x > 0}", "{if any}", "{file.txt}", "{about 50 %}",
    "x }} y", "a %} b", "}}", "%}", "} }", "0.5 % }", '"b": {"c": 1}}', "{b: 1}}", "{x: { y }}",
    "the sector }, as }} is",
    "} else {", "a { b", "{ {{ lang }} }", "{{ lang }} }", "f{lang}", "10 % {of all}", "{_{ lang }_}",
)  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), NEAR.items(), ids=list(NEAR))
def test_a_near_miss_is_found_with_the_tag_that_was_meant(text: str, meant: str) -> None:
    """Single braces around a known name, half a delimiter, full-width braces, a brace too many."""
    found = near_tag(text, list(find_tags(text)), NAMES)
    assert found is not None
    assert found.meant == meant


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_braces_are_left_alone(text: str) -> None:
    """In sets, in samples of JSON and LaTeX, and in prose."""
    assert near_tag(text, list(find_tags(text)), NAMES) is None


def problems(data: bytes, name: str) -> list[tuple[str, str, str]]:
    """Code, message and hint of each fault of a template."""
    try:
        OfficeTemplate(data, name, names=NAMES).compile()
    except ProblemsFound as found:
        return [(one.code, one.message, one.hint) for one in found.diagnostics]
    return []


def test_the_message_says_what_to_type(office: Office) -> None:
    """One finding for a near miss, and none beside the fault of a tag that does not end."""
    assert problems(office.file("{ sector.title }"), office.name) == [
        ("nearly-a-tag", "'{ sector.title }' looks like a tag", "write '{{ sector.title }}'")
    ]
    assert [code for code, *_ in problems(office.file("{% endif }} of it"), office.name)] == [
        "unclosed-tag", "stray-end"
    ]  # fmt: skip


def test_a_tag_in_the_name_of_a_shape_is_reported() -> None:
    """Nobody reads a name: the tag belongs into the alt text."""
    hint = "write it into the shape's alt text"
    deck = pptx_of(Slide(["x"], shapes={"{%shape if lang %}": "y"}))
    message = "'{%shape if lang %}' stands in the name of a shape, where no tag is rendered"
    assert problems(deck, "a.pptx") == [("hidden-tag", message, hint)]
    drawing = xml('w:p/w:r/w:drawing/wp:inline/wp:docPr{id=7,name="{{ lang }}"}')
    message = "'{{ lang }}' stands in the name of a shape, where no tag is rendered"
    assert problems(docx_of(drawing), "a.docx") == [("hidden-tag", message, hint)]
