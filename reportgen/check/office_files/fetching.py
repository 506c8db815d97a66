"""Rules about what a file fetches from elsewhere when somebody opens it."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.registry import Finding, document_rule
from reportgen.diagnostics import Severity
from reportgen.review.document import OfficeDocument


@document_rule("fetched-content", Severity.WARNING)
def fetched_content(document: OfficeDocument) -> Iterator[Finding]:
    """The file fetches something from elsewhere when it is opened: a template, a picture, a linked object.

    Why: whoever has the other place sees who opens the file and when, and decides what readers see or which macros run;
    a path on somebody's computer is a gap for everybody else.

    For example:
        a letter with the template http://example.org/letter.dotm attached

    Instead:
        a letter with its own styles     (Word: Developer, Document Template, take the path away; pictures: insert them)
    """
    for warning in document.loose_ends():
        if warning.code == "fetched-content":
            yield Finding(warning.location, warning.message, warning.hint)
