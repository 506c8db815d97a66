"""What `template list` says that the names of slides are."""

from __future__ import annotations

import pytest

from reportgen.pack.filters import FILTERS
from reportgen.pack.name_types import describe_reads
from reportgen.pack.schema import pack_schema
from reportgen.project.load import Project
from reportgen.template import OfficeTemplate
from tests.support.office import Slide, pptx_of


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("slides.progress", "list of item"),
        ("slides.attendees", "list of term"),
        ("slides.progress[].lead", "text"),
        ("slides.documents[].title_2", "text"),
        ("slides.milestones[].start", "number"),
        ("footer", "text"),
    ],
)
def test_a_name_of_a_slide_has_a_type(small: Project, name: str, kind: str) -> None:
    """Items of a slide are known through its pages too."""
    body, notes = f"{{{{ {name} }}}}", ""
    if "[]" in name:
        slide, field = name.split("[].")
        body = f"{{% for item in page %}}{{{{ item.{field} }}}}{{% endfor %}}"
        notes = f"{{%slide for page in {slide}|pages(6) %}}"
    deck = pptx_of(Slide([body], notes=notes))
    reads = OfficeTemplate(deck, "deck.pptx", filters=FILTERS).compile().contract()
    assert {row[0]: row[2] for row in describe_reads(reads, pack_schema(small, whole_sectors=False))}[name] == kind
