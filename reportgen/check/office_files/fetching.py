"""Rules about what a file fetches from elsewhere when somebody opens it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.check.registry import Finding, document_rule
from reportgen.diagnostics import Location, Severity, shortened
from reportgen.messages import Message, marked
from reportgen.review.document import OfficeDocument

_FETCHED: Mapping[str, str] = {
    "attachedtemplate": marked("a template"),
    "image": marked("a picture"),
    "oleobject": marked("a linked object"),
    "package": marked("a linked object"),
    "externallinkpath": marked("a linked workbook"),
    "externallink": marked("a linked workbook"),
    "chart": marked("a chart"),
    "subdocument": marked("a part of the document"),
    "afchunk": marked("a part of the document"),
    "frame": marked("a web page"),
    "video": marked("a film"),
    "audio": marked("a sound"),
    "media": marked("a film or sound"),
    "slide": marked("a slide"),
    "mailmergesource": marked("a list of addresses"),
    "mailmergeheadersource": marked("a list of addresses"),
}
"""The last word of a relationship's type (ECMA-376 part 1, annex A), in lower case → what Office fetches for it."""
_SHOWN = 80


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
    for part, one in document.external_relationships():
        if one.kind in _FETCHED:
            message = Message(
                "it fetches {what} from '{address}' when it is opened",
                what=Message(_FETCHED[one.kind]), address=shortened(one.target, _SHOWN),
            )  # fmt: skip
            hint = Message("put it into the file, or take the link away")
            yield Finding(Location(document.name, steps=(part,)), message, hint)
