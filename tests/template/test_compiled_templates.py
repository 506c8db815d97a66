"""A compiled template is plain data: it can be kept, sent to another process, and is not changed by rendering."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Mapping
from typing import Any

import pptx
import pytest

from reportgen.build.render import Renderer
from reportgen.diagnostics import ProblemsFound
from reportgen.model.language import LANGUAGES
from reportgen.model.target import OVERVIEW, Target
from reportgen.project.load import Project
from reportgen.template import Chart, CompiledTemplate, OfficeTemplate, Picture, RichText, Series, Span
from tests.support.drawings import add_chart, add_diagram, add_picture, chart_page, picture_page, png
from tests.support.kinds import KINDS
from tests.support.office import Slide, docx_of, pptx_of, table

TARGETS = [
    Target(sector, kind, language)
    for sector in ("finance", OVERVIEW)
    for kind in KINDS
    for language in ("en", "zh-Hant", "en+zh-Hans")
]
CONTEXT: Mapping[str, Any] = {
    "x": RichText("a", Span("b", bold=True, link="https://b.c"), Span("c", colour="AA0000")),
    "ys": ["1", "2"],
    "photo": Picture(png()),
    "chart": Chart(["a", "b"], [Series("s", [1, 2])]),
}


def _drawings() -> bytes:
    """A deck whose slide is repeated with a picture, a chart with a tag, a diagram and shapes in a row."""
    stream = io.BytesIO()
    presentation = pptx.Presentation(io.BytesIO(pptx_of(Slide(["{%slide for y in ys %}{{ y }}"], notes="{{ x }}"))))
    slide = presentation.slides[0]
    add_picture(slide, "{{ photo }}")
    add_chart(slide, "{{ chart }}").chart_title.text_frame.text = "{{ y }}"
    add_diagram(slide, "{{ y }}")
    presentation.save(stream)
    return stream.getvalue()


TEMPLATES: Mapping[str, Callable[[], bytes]] = {
    "text.docx": lambda: docx_of("{{ x }}", "{% for y in ys %}", "{{ y }}", "{% endfor %}", header="{{ x }}"),
    "table.docx": lambda: docx_of(table(["{%tc for y in ys %}", "{{ y }}{% cellbg '00FF00' %}", "{%tc endfor %}"])),
    "picture.docx": picture_page,
    "chart.docx": chart_page,
    "text.pptx": lambda: pptx_of("{{ x }}", ["{%shape for y in ys %}{%shape row %}{{ y }}"], "static"),
    "drawings.pptx": _drawings,
}


def _check(compiled: CompiledTemplate, render: Callable[[CompiledTemplate], bytes]) -> None:
    kept = pickle.dumps(compiled)
    copied = pickle.loads(kept)
    assert copied == compiled
    printed = render(compiled)
    assert compiled == copied
    assert pickle.dumps(compiled) == kept
    assert render(copied) == printed


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_compiled_template_is_the_same_after_a_round_trip_and_after_rendering(name: str) -> None:
    """It pickles, the copy equals it and gives the same bytes, and printing changes nothing in it."""
    _check(OfficeTemplate(TEMPLATES[name](), name).compile(), lambda compiled: compiled.render(CONTEXT))


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_language_gets_what_it_would_get_alone(name: str) -> None:
    """A template is scanned once for all languages, and none of them finds a trace of another one."""
    data = TEMPLATES[name]()
    template = OfficeTemplate(data, name)
    for language in (*LANGUAGES.values(), None, *LANGUAGES.values()):
        literal = str.upper if language and language.east_asian else None
        alone = OfficeTemplate(data, name).compile(language, literal)
        assert template.compile(language, literal) == alone


def test_every_language_finds_the_same_faults() -> None:
    """What was wrong when a template was scanned is reported for each language that it is compiled for."""
    template = OfficeTemplate(docx_of("{{ x|nothing }}", "{% if y %}"), "letter.docx")
    found = []
    for language in LANGUAGES.values():
        with pytest.raises(ProblemsFound) as problems:
            template.compile(language)
        found.append(problems.value.diagnostics)
    assert [diagnostic.code for diagnostic in found[0]] == ["unknown-filter", "unclosed-statement"]
    assert found == [found[0]] * len(found)


@pytest.mark.parametrize("target", TARGETS, ids=str)
def test_the_templates_of_a_project_are_plain_data_too(
    target: Target, own: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With macros, filters, colours and a language, for Word and for decks whose texts are fitted."""
    compiled: list[CompiledTemplate] = []
    render = CompiledTemplate.render

    def checked(self: CompiledTemplate, context: Any, colours: Any = None, *_: Any, **__: Any) -> bytes:
        compiled.append(self)
        _check(self, lambda one: render(one, context, colours))
        return render(self, context, colours)

    monkeypatch.setattr(CompiledTemplate, "render", checked)
    Renderer(own).render(target)
    assert compiled
