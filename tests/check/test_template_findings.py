"""What is wrong with a template, as `template check` puts it together."""

from __future__ import annotations

import pytest

from reportgen.check.documents import DocumentChecker
from reportgen.check.templates import template_findings
from reportgen.pack.schema import pack_schema
from tests.support.office import parts_of, pptx_of, with_parts

LOOP = "{{ item.lead }}"
APP = "docProps/app.xml"


def _codes(data: bytes) -> set[str]:
    found = template_findings(data, "deck.pptx", pack_schema(None, whole_sectors=True), DocumentChecker())
    return {one.code for one in found}


@pytest.mark.parametrize(
    ("program", "is_lost"), [("Microsoft Office PowerPoint", False), ("LibreOffice/7.4.7.2$Linux", True)]
)
def test_names_that_are_lost_with_alt_texts_are_told_by_the_loss(program: str, is_lost: bool) -> None:
    """What LibreOffice has dropped comes back with `restore`: the names of the loops need no word of their own."""
    deck = pptx_of(LOOP)
    old = parts_of(deck)[APP].decode()
    start, end = old.index("<Application>"), old.index("</Application>")
    changed = f"{old[:start]}<Application>{program}{old[end:]}"
    codes = _codes(with_parts(deck, {APP: changed.encode()}))
    assert ("lost-alt-texts" in codes, "unknown-name" in codes) == (is_lost, not is_lost)
