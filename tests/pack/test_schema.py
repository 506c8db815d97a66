"""The schema of what templates see: read from the views, it finds names and fields that no pack has."""

from __future__ import annotations

from typing import Any

import pytest

from reportgen.pack import views
from reportgen.pack.fields import View, field_types
from reportgen.pack.filters import FILTERS
from reportgen.pack.schema import names_in_tags, pack_schema, views_seen
from reportgen.project.load import Project, load_project
from reportgen.template import OfficeTemplate
from reportgen.template.program.known_names import UNKNOWN
from tests.docs.reading import ROOT
from tests.fit.decks import box, deck_of, table
from tests.support.office import Slide, docx_of, pptx_of

SMALL = ROOT / "tests/golden/project"


@pytest.fixture(scope="module")
def project() -> Project:
    """The small project."""
    return load_project(SMALL)


def unknown(*lines: str, project: Project | None = None, whole: bool = False) -> list[tuple[str, str]]:
    """What is unknown in a Word template: the name, and what to do."""
    compiled = OfficeTemplate(docx_of(*lines), "a.docx", filters=FILTERS).compile()
    found = compiled.unknown_names(pack_schema(project, whole))
    return [(one.message.removeprefix("unknown name ").strip("'"), one.hint) for one in found]


CASES: tuple[tuple[str, str, str], ...] = (
    ("{{ sector.titel }}", "sector.titel", "did you mean 'title'?"),
    ("{{ secktor.title }}", "secktor", "did you mean 'sector'?"),
    ("{{ Sector.title }}", "Sector", "write 'sector'"),
    ("{{ sector.Title }}", "sector.Title", "write 'sector.title'"),
    ("{{ sector.nextSteps }}", "sector.nextSteps", "write 'sector.next_steps'"),
    ("{{ title }}", "title", "did you mean 'meeting.title', 'sector.title'?"),
    ("{{ meeting.release.daft }}", "meeting.release.daft", "did you mean 'draft'?"),
    ("{{ sector.sections.glanse.say }}", "sector.sections.glanse", "did you mean 'glance'?"),
    ("{{ sector.other.titel }}", "sector.other.titel", "did you mean 'title'?"),
    ("{{ other.sector.titel }}", "other.sector.titel", "did you mean 'title'?"),
    ("{{ sector.progress[0].laed }}", "sector.progress[…].laed", "did you mean 'lead'?"),
    ("{{ (sector.progress|first).laed }}", "….laed", "did you mean 'lead'?"),
    ("{{ sector.progress|map(attribute='laed')|join }}", "sector.progress[…].laed", "did you mean 'lead'?"),
    ("{{ sector.terms|rejectattr('verifed')|list|length }}", "sector.terms[…].verifed", "did you mean 'verified'?"),
    ("{{ sector.progress.lead }}", "sector.progress.lead",
     "'sector.progress' is a list: write '{% for one in sector.progress %}', and 'one.lead' inside"),
    ("{{ sector.progress.length }}", "sector.progress.length", "write 'sector.progress|length'"),
    ("{{ sector.progress.size }}", "sector.progress.size", "write 'sector.progress|length'"),
    ("{{ sector.title.upper() }}", "sector.title.upper", "write 'sector.title|upper'"),
    ("{% if item.note == null %}x{% endif %}{% for item in sector.progress %}{% endfor %}", "item",
     "it is known only between '{% for item in sector.progress %}' and its end"),
    ("{% if sector.title == null %}x{% endif %}", "null", "write 'none'"),
    ("{% for step in sector.next_steps %}{{ step.leed }}{% endfor %}", "step.leed", "did you mean 'lead'?"),
    ("{% for step in sector.next_steps %}{% for body in step.by %}{{ body.shrt }}{% endfor %}{% endfor %}",
     "body.shrt", "did you mean 'short'?"),
    ("{% for page in sector.progress|pages(6) %}{{ page.numbr }}{% endfor %}", "page.numbr", "did you mean 'number'?"),
    ("{% for page in sector.progress|pages(6) %}{% for item in page %}{{ item.txt }}{% endfor %}{% endfor %}",
     "item.txt", "did you mean 'text'?"),
    ("{% set first = sector.progress[0] %}{{ first.laed }}", "first.laed", "did you mean 'lead'?"),
    ("{% for step in sector.next_steps %}{{ loop.indx }}{% endfor %}", "loop.indx", ""),
    ("{% for step in sector.next_steps %}{% endfor %}{{ step.lead }}", "step",
     "it is known only between '{% for step in sector.next_steps %}' and its end"),
    ("{% if false %}{{ sector.titel }}{% endif %}", "sector.titel", "did you mean 'title'?"),
)  # fmt: skip
"""A line of a template, the name in it that is unknown, and what to do about it."""


@pytest.mark.parametrize(("line", "name", "hint"), CASES, ids=[case[0] for case in CASES])
def test_an_unknown_name_or_field_is_found_with_what_was_meant(line: str, name: str, hint: str) -> None:
    """Through loops, pages, filters and `set`, and where no pack prints it."""
    assert (name, hint) in unknown(line)


def test_a_statement_that_went_with_its_alt_text_or_notes_is_named() -> None:
    """For a row of a table one that repeats rows."""
    loop = "for item in sector.progress %}"

    def build(slide: Any, known: bool) -> None:
        box(slide, "{{ item.lead }}", alt="{%shape " + loop if known else "")
        table(slide, [["What"], ["{{ item.lead }}"]])
        alt = slide.shapes[-1]._element.nvGraphicFramePr.cNvPr
        alt.set("descr", "{%tr " + loop if known else "")

    data = deck_of(lambda slide: build(slide, True), lambda slide: build(slide, False), layout=6)
    found = OfficeTemplate(data, "a.pptx", filters=FILTERS).compile().unknown_names(pack_schema(None, False))
    assert [one.hint for one in found] == [
        f"no statement in the alt text here makes it known; write one, such as '{level} {loop}'"
        for level in ("{%shape", "{%tr")
    ]


KNOWN = (
    "{{ sector.why_it_matters.text }}{{ sector.periods }}{{ sector.charts.milestones }}",
    "{% for item in sector.progress %}{{ item.who }}{{ item.note }}{% endfor %}",
    "{% if other %}{{ other.labels.terms }}{{ sector.other.title }}{% endif %}",
    "{% for page in sector.progress|pages(6) %}{{ page.number }}/{{ page.count }}{{ page|length }}{% endfor %}",
    "{% for two in sectors|batch(2) %}{{ two[0].title }}{% for one in two %}{{ one.number }}{% endfor %}{% endfor %}",
    "{% for term in sector.terms|sort(attribute='name') %}{{ term.names['zh-Hant'] }}{{ loop.index }}{% endfor %}",
    "{% if extra is defined %}{{ extra }}{% endif %}{{ more|default('') }}",
    "{% import 'macros.j2' as m %}{{ m.whatever(sector) }}",
    "{% set ns = namespace(n=0) %}{% for n in range(3) %}{% set ns.n = n %}{{ ns.n }}{% endfor %}",
    "{{ lang.upper() }}{{ lang.split('-')[0] }}",
    "{% for key, value in labels.items() %}{{ key }}{{ value }}{% endfor %}",
)


@pytest.mark.parametrize("line", KNOWN)
def test_what_a_pack_may_lack_is_known(line: str, project: Project) -> None:
    """A documented field that an object has not is false; what a template asks for, makes or calls is its own."""
    assert unknown(line) == unknown(line, project=project) == []


def test_labels_are_those_of_the_project(project: Project) -> None:
    """Outside of a project every label is known."""
    line = "{{ labels.term }}{{ labels.terms }}{{ other.labels.signd }}"
    assert unknown(line) == []
    assert [name for name, _ in unknown(line, project=project)] == ["labels.term", "other.labels.signd"]


def test_other_sectors_show_their_names_to_the_template_of_a_sector() -> None:
    """Only a template for the whole meeting sees whole sectors."""
    line = "{% for one in sectors %}{{ one.title }}{{ one.summary }}{% endfor %}"
    assert unknown(line) == [("one.summary", "")]
    assert unknown(line, whole=True) == []


def test_names_are_followed_from_a_slide_to_what_stands_on_it() -> None:
    """A loop in the notes is one around the slide."""
    deck = pptx_of(
        Slide(["{{ page.number }}{{ page.nmber }}"], notes="{%slide for page in sector.progress|pages(2) %}")
    )
    found = OfficeTemplate(deck, "a.pptx", filters=FILTERS).compile().unknown_names(pack_schema(None, False))
    assert [(one.message, one.hint) for one in found] == [("unknown name 'page.nmber'", "did you mean 'number'?")]


def test_every_view_is_reached_and_each_of_its_fields_has_a_type() -> None:
    """A new field is known by itself: the schema is the annotations of the views."""
    reached = views_seen(pack_schema(None, whole_sectors=True))
    assert {one for name, one in vars(views).items() if name.endswith("View")} - {View} <= reached
    for view in reached:
        assert all(kind not in (None, UNKNOWN) for kind in field_types(view).values())


def test_the_names_in_tags_are_those_of_the_schema() -> None:
    """So single braces around one of them are a slip, and around another word they are not."""
    assert {"sector", "labels", ".title", ".by", ".classification"} <= names_in_tags()
    assert "title" not in names_in_tags()


def test_a_slide_leads_to_its_items_and_its_pages_to_what_it_has() -> None:
    """A page knows the fields of what it is a page of."""
    inside = "{% for item in slide %}{{ item.lead }}{{ item.no }}{% endfor %}"
    lines = ["{% for slide in slides.progress|pages(6) %}", f"{{{{ slide.headline }}}}{{{{ slide.number }}}}{inside}"]
    assert unknown(*lines, "{{ slide.headlin }}", "{% endfor %}") == [
        ("item.no", "did you mean 'note'?"),
        ("slide.headlin", "did you mean 'headline'?"),
    ]
