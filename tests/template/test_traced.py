"""Printing that can be followed: which tag printed a run, and what the text comes from."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from reportgen.office.markup.equal_runs import join_equal_runs
from reportgen.office.markup.marks import TRACED
from reportgen.template import OfficeTemplate, RichText, Span
from reportgen.template.render.traced import Trace
from tests.support.office import Office

_NUMBER = re.compile(rf' {TRACED}="(\d+)"')


def _parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}


def _plain(markup: str) -> str:
    return join_equal_runs(re.sub(r"<(a|w):rPr/>", "", _NUMBER.sub("", markup)))


def test_a_traced_file_is_the_same_but_for_its_numbers(office: Office) -> None:
    """Each number stands for a tag, in the order in which they were printed."""
    template = OfficeTemplate(office.file("{{ a }} and {{ b }}"), office.name).compile()
    context = {"a": "one", "b": RichText(Span("two", bold=True, origin=("x",)), Span("three", origin=("y",)))}
    trace = Trace()
    traced, plain = _parts(template.render(context, trace=trace)), _parts(template.render(context))
    assert {name: _plain(text) for name, text in traced.items()} == {name: _plain(text) for name, text in plain.items()}
    assert not any(_NUMBER.search(text) for text in plain.values())
    assert [(one.tag, one.origin) for one in trace.printed] == [
        ("{{ a }}", ()),
        ("{{ b }}", ("x",)),
        ("{{ b }}", ("y",)),
    ]
    numbers = [found for text in traced.values() for found in _NUMBER.findall(text)]
    assert numbers == ["0", "1", "2"]
    assert "paragraph 1" in trace.printed[0].location.steps[-1]


def test_what_was_asked_for_since_the_tag_before_goes_with_a_text(office: Office) -> None:
    """For texts that have lost where they come from on their way."""
    asked: list[tuple[str, ...]] = []

    class Asks:
        def __init__(self, name: str) -> None:
            self._name = name

        def __str__(self) -> str:
            asked.append((self._name,))
            return self._name

    def take() -> list[tuple[str, ...]]:
        taken, asked[:] = list(asked), []
        return taken

    trace = Trace(take)
    template = OfficeTemplate(office.file("{{ a|upper }}{{ b|upper }}"), office.name).compile()
    template.render({"a": Asks("first"), "b": Asks("second")}, trace=trace)
    assert [list(one.asked) for one in trace.printed] == [[("first",)], [("second",)]]


def test_each_paragraph_of_markdown_knows_where_its_words_come_from(office: Office) -> None:
    """Also where they are held until their part is whole; the file is the same but for the numbers."""
    template = OfficeTemplate(office.file("{{ a|markdown }}"), office.name).compile()
    context = {"a": RichText(Span("# One\n\n- *two*\n- th", origin=("x",)), Span("ree\n", origin=("y",)))}
    trace = Trace()
    traced, plain = _parts(template.render(context, trace=trace)), _parts(template.render(context))
    assert {name: _plain(text) for name, text in traced.items()} == {name: _plain(text) for name, text in plain.items()}
    assert [one.origin for one in trace.printed] == [("x",), ("x",), ("x",), ("y",)]
    assert _NUMBER.findall(traced[office.main]) == ["0", "1", "2", "3"]


def test_what_is_captured_and_printed_elsewhere_is_numbered_once(office: Office) -> None:
    """By the tag that has printed it first."""
    template = OfficeTemplate(office.file("{% set x %}a {{ t }}{% endset %}", "See {{ x }}"), office.name).compile()
    trace = Trace()
    traced = _parts(template.render({"t": "one"}, trace=trace))
    assert [one.tag for one in trace.printed] == ["{{ t }}"]
    assert _NUMBER.findall(traced[office.main]) == ["0"]
