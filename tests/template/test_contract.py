"""The names that a template reads are those that it does not give itself."""

from __future__ import annotations

import pytest

from reportgen.template import OfficeTemplate
from tests.fit.decks import box, deck_of


@pytest.mark.parametrize(
    "text", ["{% with row = count %}{{ row }}{% endwith %}", "{% set row = count %}{{ row }}"], ids=["with", "set"]
)
def test_a_name_that_a_template_gives_itself_is_not_asked_for(text: str) -> None:
    """Whoever writes the content need not bring it."""
    template = OfficeTemplate(deck_of(lambda slide: box(slide, text)), "deck.pptx").compile()
    assert [read.path for read in template.contract()] == ["count"]
