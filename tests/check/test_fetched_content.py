"""What a file fetches from elsewhere is said before somebody opens it."""

from __future__ import annotations

from typing import Any

import pytest

from reportgen.check.documents import DocumentChecker
from reportgen.check.templates import template_findings
from reportgen.pack.schema import pack_schema
from tests.support.office import docx_of

_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def _findings(kind: str, target: str) -> list[tuple[str, str]]:
    def relate(document: Any) -> None:
        document.part.relate_to(target, _TYPE + kind, is_external=True)

    found = template_findings(docx_of("x", change=relate), "a.docx", pack_schema(None, True), DocumentChecker(None))
    return [(one.message, str(one.location)) for one in found if one.code == "fetched-content"]


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("attachedTemplate", "a template"),
        ("image", "a picture"),
        ("oleObject", "a linked object"),
        ("frame", "a web page"),
    ],
)
def test_what_is_fetched_is_named(kind: str, what: str) -> None:
    """With its address and the part that names it."""
    address = "http://example.org/x"
    message = f"it fetches {what} from '{address}' when it is opened"
    assert _findings(kind, address) == [(message, "a.docx › word/document.xml")]


def test_a_link_fetches_nothing() -> None:
    """Readers follow it when they want to."""
    assert _findings("hyperlink", "https://example.org") == []
