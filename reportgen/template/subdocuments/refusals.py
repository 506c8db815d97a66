"""What an inserted document must not bring along, and what its author can do about each.

Some of it nobody could show, some would let Word read a file or run a program when the finished document is opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from reportgen.diagnostics import Message
from reportgen.office.markup.fields import fields
from reportgen.office.markup.namespaces import qn

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_PICTURE = Message("replace it with a picture of it")
_INK = (Message("it holds ink"), _PICTURE)

FOREIGN: Mapping[str, tuple[str, str]] = {
    qn("w:altChunk"): (Message("it holds a chunk in another format"), Message("open it in Word and save it again")),
    qn("w:subDoc"): (Message("it is a master document"), Message("insert its parts one after the other")),
    qn("w:control"): (Message("it holds an ActiveX control"), Message("remove the control")),
    qn("w:contentPart"): _INK,
    f"{_W14}contentPart": _INK,
}
"""Element → why a document with it is refused, and the way out."""

_READING_FIELDS = frozenset((
    "DATABASE", "DDE", "DDEAUTO", "EMBED", "IMPORT", "INCLUDE", "INCLUDEPICTURE", "INCLUDETEXT", "LINK", "MACROBUTTON",
    "RD",
))  # fmt: skip
"""Fields by which Word reads other files or runs something (§17.16.5)."""
_COMPUTED = Message("whose code another field computes")
_UNLINK = Message("click into the field and press Ctrl+Shift+F9, which leaves its text")


def fields_that_read_files(body: etree._Element) -> Iterator[tuple[str, str]]:
    """The fields that would read a file or run a program, however their codes are cut."""
    for field in fields(body):
        if field.name in _READING_FIELDS:
            yield Message("it holds the field {name}, which reads from elsewhere", name=field.name), _UNLINK
        elif not field.name:
            yield Message("it holds a field {computed}", computed=_COMPUTED), _UNLINK
