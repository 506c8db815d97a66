"""Rules about templates that print nothing, or the same every time."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.registry import Finding, document_rule
from reportgen.diagnostics import Location, Message, Severity
from reportgen.office.markup.namespaces import qn
from reportgen.review.document import OfficeDocument
from reportgen.template.syntax.part_tags import tags_of_part
from reportgen.template.syntax.tags import TagKind


@document_rule("deck-without-slides", Severity.ERROR)
def deck_without_slides(document: OfficeDocument) -> Iterator[Finding]:
    """A template for decks has no slide.

    Why: every deck that is made from it is empty.

    For example:
        templates/deck.pptx, saved by a program before it had a slide

    Instead:
        a slide for each page, with tags: the deck.pptx of 'reportgen new project DIR' has them
    """
    if _is_empty_deck(document):
        hint = Message("add slides with tags, or bring back the file that was there")
        yield Finding(Location(document.name), Message("the deck has no slide"), hint)


@document_rule("template-without-tags", Severity.WARNING)
def template_without_tags(document: OfficeDocument) -> Iterator[Finding]:
    """A template has no tag in it.

    Why: every file that is made from it says the same, and nothing of the content. A template that another inserts
    may be meant so: accept the finding.

    For example:
        templates/summary.docx with the words of last year's summary

    Instead:
        {{ sector.title }}     where the sector's title is to stand
    """
    if document.is_template and not _is_empty_deck(document) and not _has_tags(document):
        hint = Message("write tags where the content is to stand, as {{ sector.title }}")
        yield Finding(
            Location(document.name), Message("there is no tag in it: nothing of the content is printed"), hint
        )


def _is_empty_deck(document: OfficeDocument) -> bool:
    return document.is_template and document.main.tag == qn("p:presentation") and not document.slides


def _has_tags(document: OfficeDocument) -> bool:
    """Whether a tag that is no remark stands in what is rendered."""
    found = (tag for part in document.parts for tag in tags_of_part(document.root(part.name)))
    return any(tag.kind is not TagKind.COMMENT for tag in found)
