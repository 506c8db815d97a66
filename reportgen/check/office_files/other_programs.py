"""Rules about files that other programs than Office save."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.registry import Finding, document_rule
from reportgen.diagnostics import Location, Message, Severity, marked
from reportgen.review import other_programs as review
from reportgen.review.document import OfficeDocument

_DISORDER = {
    "footnote": marked("the file has the footnotes in another order than the text, and LibreOffice would mix them up"),
    "endnote": marked("the file has the endnotes in another order than the text, and LibreOffice would mix them up"),
}
"""Kind of note → what is said where its order is not that of the marks."""


@document_rule("lost-alt-texts", Severity.WARNING)
def lost_alt_texts(document: OfficeDocument) -> Iterator[Finding]:
    """A file was saved by LibreOffice, and no shape or table but a picture has an alternative text any more.

    Why: LibreOffice drops them when it saves a .pptx, and with them the `{%shape … %}` tags in them: every shape is
    printed, once, wherever it stands. Marks of decoration, header rows, the theme's typefaces and the language of some
    text go too. Of a .docx it drops the titles of tables. What that does to readers is not reported beside this. A
    file that never had any can be accepted in reportgen.yaml.

    For example:
        templates/deck.pptx, opened in LibreOffice Impress and saved

    Instead:
        git show HEAD:templates/deck.pptx > before.pptx
        reportgen template restore templates/deck.pptx --from before.pptx
    """
    if version := review.lost_descriptions(document):
        message = Message(
            "LibreOffice {version} has saved it without alternative texts, and the tags in them are lost",
            version=version,
        )
        hint = Message(
            "put them back from the file before: reportgen template restore {name} --from BEFORE", name=document.name
        )
        yield Finding(Location(document.name), message, hint)


@document_rule("notes-out-of-order", Severity.WARNING)
def notes_out_of_order(document: OfficeDocument) -> Iterator[Finding]:
    """The footnotes or endnotes of a Word file are stored in another order than their marks have in the text.

    Why: Word pairs a mark with its note by a number, LibreOffice by their order; it shows other notes, and saves them
    that way. Word itself stores them in the order of the marks; other programs that write documents may not.

    For example:
        marks 1, 3, 2 in the text, and the notes 1, 2, 3 in the file

    Instead:
        open the file in Word, and save it
    """
    for steps, kind, _ in review.notes_out_of_order(document):
        hint = Message("open it in Word and save it")
        yield Finding(Location(document.name, steps=steps), Message(_DISORDER[kind]), hint)
