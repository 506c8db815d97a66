"""What a file fetches from elsewhere is said before somebody opens it."""

from __future__ import annotations

from typing import Any

import pytest

from reportgen.check.documents import DocumentChecker
from reportgen.check.templates import template_findings
from reportgen.diagnostics import Severity
from reportgen.pack.schema import pack_schema
from reportgen.template import OfficeTemplate
from tests.support.office import docx_of, parts_of, with_parts

RELS = "word/_rels/document.xml.rels"
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


def test_a_library_warns_of_it_too() -> None:
    """Nobody else tells those who use the engine alone."""
    data = docx_of("x", change=lambda it: it.part.relate_to("http://a.org/x", f"{_TYPE}image", is_external=True))
    (warning,) = OfficeTemplate(data, "a.docx").compile().warnings
    assert (warning.code, warning.severity) == ("fetched-content", Severity.WARNING)


@pytest.mark.parametrize(
    ("kind", "target", "code"),
    [
        (f"{_TYPE}image", "media/none.png", ["missing-part"]),
        (f"{_TYPE}image", "NULL", ["missing-part"]),
        (f"{_TYPE}styles", "STYLES.xml", []),
        (f"{_TYPE}hyperlink", "#_Toc1", []),
        ("http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin", "styles.xml",
         ["signed-template"]),
    ],
)  # fmt: skip
def test_what_a_file_does_not_hold_is_said(kind: str, target: str, code: list[str]) -> None:
    """The library warns of it and so does `template check`."""
    line = f'<Relationship Id="rId99" Type="{kind}" Target="{target}"/></Relationships>'
    data = docx_of("x", properties={"title": "x"})
    rels = parts_of(data)[RELS].replace(b"</Relationships>", line.encode())
    broken = with_parts(data, {RELS: rels})
    compiled = OfficeTemplate(broken, "a.docx").compile()
    assert [one.code for one in compiled.warnings] == code
    found = template_findings(broken, "a.docx", pack_schema(None, True), DocumentChecker(None))
    assert [one.code for one in found if one.code in ("missing-part", "signed-template")] == code


def test_a_link_fetches_nothing() -> None:
    """Readers follow it when they want to."""
    assert _findings("hyperlink", "https://example.org") == []
