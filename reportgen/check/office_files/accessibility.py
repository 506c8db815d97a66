"""Rules about who can read a file: with a screen reader, without a mouse, with little contrast."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.registry import Finding, document_rule
from reportgen.diagnostics import Location, Message, Severity
from reportgen.office.markup.steps import position
from reportgen.review import accessibility as review
from reportgen.review.contrast import low_contrast_text
from reportgen.review.document import OfficeDocument


def _at(document: OfficeDocument, steps: tuple[str, ...]) -> Location:
    return Location(document.name, steps=steps)


@document_rule("slide-without-title", Severity.WARNING)
def slide_without_title(document: OfficeDocument) -> Iterator[Finding]:
    """A slide has no title, or its title placeholder is empty.

    Why: a screen reader, the outline and a list of slides know a slide by its title; a text box that looks
    like a title is none.

    For example:
        a slide with the layout Blank and a text box in large type

    Instead:
        a layout with a title placeholder (PowerPoint: Home > Layout), and the headline in it
    """
    for steps, missing, _ in review.untitled_slides(document):
        absent, empty = Message("the slide has no title placeholder"), Message("the slide's title is empty")
        hint = Message("choose a layout with a title, and write the headline into it")
        yield Finding(_at(document, steps), absent if missing == "placeholder" else empty, hint)


@document_rule("repeated-slide-title", Severity.WARNING)
def repeated_slide_title(document: OfficeDocument) -> Iterator[Finding]:
    """Two slides have the same title.

    Why: who moves from title to title cannot tell which of the two it is. Of a template, only titles without
    tags are compared; of a finished deck all. The line above a headline counts with it, where that is a placeholder
    for text and read first: a list that goes on has its "(1/2)" there.

    For example:
        Progress          (slide 4)
        Progress          (slide 5)

    Instead:
        Progress (1 of 2)
        Progress (2 of 2)
    """
    for steps, title, earlier in review.repeated_titles(document):
        message = Message("the title '{title}' is that of {earlier}", title=title, earlier=earlier)
        yield Finding(_at(document, steps), message, Message("say what this slide adds, or number them"), title)


@document_rule("reading-order", Severity.WARNING)
def reading_order(document: OfficeDocument) -> Iterator[Finding]:
    """A shape is read out before one that is seen first.

    Why: a screen reader and the Tab key go through a slide in the order of its shapes, from the back to the
    front. The title comes first (a line above it may come before), then the body from top left to bottom
    right, then footer, date and number. What is marked decorative is passed over.

    For example:
        Footer, Headline, Body         in the selection pane, from the bottom up

    Instead:
        Headline, Body, Footer         (PowerPoint: Review > Check Accessibility > Reading Order Pane)
    """
    for steps, name, later in review.shapes_out_of_order(document):
        message = Message('it is read before "{later}", which a reader sees first', later=later)
        yield Finding(
            _at(document, steps), message, Message('move "{later}" before it in the reading order', later=later), name
        )


@document_rule("missing-alt-text", Severity.WARNING)
def missing_alt_text(document: OfficeDocument) -> Iterator[Finding]:
    """A picture, chart, table of a slide, group or wordless shape has no alternative text and is not marked decorative.

    Why: who cannot see it hears "picture" and no more. A shape that says something in words needs none. A tag
    that prints nothing, as `{%shape if …%}`, is no description.

    For example:
        a chart without alt text

    Instead:
        {{ labels.alt_timeline }}     as its alt text, or "Mark as decorative" for a line or a panel
    """
    for steps, what, _ in review.undescribed_drawings(document):
        hint = Message("write what it shows into its alt text, or mark it as decorative")
        if what == "chart" and document.is_template:  # without the value it prints what it was drawn with
            hint = Message(
                "write the value that its bars come from into its alt text, as {{ slide.chart }}, or what it shows"
            )
        yield Finding(
            _at(document, steps), Message("the {what} has no alternative text", what=Message(what)), hint, steps[-1]
        )


@document_rule("table-without-header", Severity.WARNING)
def table_without_header(document: OfficeDocument) -> Iterator[Finding]:
    """A table of several rows has no header row, nor a header column.

    Why: a screen reader repeats the header with each cell; without one a cell is a word without a question.
    In Word the header row also repeats on the next page.

    For example:
        the first row in bold, with "Header Row" not ticked

    Instead:
        PowerPoint: Table Design > Header Row.  Word: Table Layout > Repeat Header Rows
    """
    for steps, caption, _ in review.tables_without_header(document):
        yield Finding(
            _at(document, steps),
            Message("the table has no header row"),
            Message("mark its first row as header"),
            caption,
        )


@document_rule("unclear-header-cell", Severity.WARNING)
def unclear_header_cell(document: OfficeDocument) -> Iterator[Finding]:
    """A cell of a table's header row is empty or merged.

    Why: the cells below it belong to no name, or two columns to one.

    For example:
        | No. |  | Document |

    Instead:
        | No. | Sector | Document |
    """
    for steps, what, caption in review.unclear_headers(document):
        hint = Message("split it") if what == "merged" else Message("name the column")
        yield Finding(_at(document, steps), Message("the header cell is {what}", what=Message(what)), hint, caption)


@document_rule("skipped-heading", Severity.WARNING)
def skipped_heading(document: OfficeDocument) -> Iterator[Finding]:
    """A heading in a Word document is more than one level below the one before it, or the first is not level 1.

    Why: headings are the map of a document for those who listen to it, and its table of contents.

    For example:
        Heading 1, then Heading 3

    Instead:
        Heading 1, then Heading 2
    """
    for steps, level, before in review.skipped_headings(document):
        message = (
            Message("a heading of level {level} follows one of level {before}", level=level, before=before)
            if before != "0"
            else Message("the first heading has level {level}", level=level)
        )
        yield Finding(_at(document, steps), message, Message("use a heading of level {level}", level=int(before) + 1))


@document_rule("missing-document-title", Severity.WARNING)
def missing_document_title(document: OfficeDocument) -> Iterator[Finding]:
    """The document's properties have no title.

    Why: it is what a screen reader, a browser's tab and a search show before the text; without it they show the
    file's name.

    For example:
        Title: (empty)                     in File > Info

    Instead:
        {{ sector.title }} – {{ meeting.title }}
    """
    if review.missing_property(document, "dc:title"):
        hint = Message("in Office: File > Info > Title; it may hold tags")
        yield Finding(_at(document, (Message("document properties"),)), Message("the document has no title"), hint)


@document_rule("missing-document-language", Severity.WARNING)
def missing_document_language(document: OfficeDocument) -> Iterator[Finding]:
    """A document, or some of its text, does not say which language it is in.

    Why: a screen reader picks its voice by it, and Office its spelling, line breaks and glyphs. A template's own
    language gives way to that of the output, so only its text is asked about.

    For example:
        text that another program pasted without a language

    Instead:
        PowerPoint, Word: select all, then Review > Language > Set Proofing Language
    """
    runs = review.untagged_runs(document)
    if runs:
        message = (
            Message("{runs} pieces of text have no language", runs=runs)
            if runs > 1
            else Message("a piece of text has no language")
        )
        yield Finding(_at(document, ()), message, Message("set the proofing language of all text"))
    elif not document.is_template and review.missing_property(document, "dc:language"):
        yield Finding(
            _at(document, (Message("document properties"),)),
            Message("the document has no language"),
            Message("set its language"),
        )


@document_rule("low-contrast", Severity.WARNING)
def low_contrast(document: OfficeDocument) -> Iterator[Finding]:
    """Text stands out too little from its background: less than 4.5 to 1, or 3 to 1 for text of 18 points and more.

    Why: people with weak sight, and everybody in a bright room, cannot read it. It is computed as WCAG 2.2 says,
    and only where both colours are plain: text on a picture or a gradient has to be looked at.

    For example:
        text in A6A6A6 on white     (2.4 to 1)

    Instead:
        text in 595959 on white     (7.0 to 1)
    """
    told: set[tuple[str, ...]] = set()
    for steps, text, ratio, least in low_contrast_text(document):
        place = tuple(step for step in steps if not step.startswith("paragraph "))
        if place not in told:
            told.add(place)
            message = Message(
                "the contrast of '{text}' with its background is {ratio:.1f} to 1", text=text[:40], ratio=ratio
            )
            hint = Message("choose colours with at least {least:g} to 1", least=least)
            yield Finding(_at(document, steps), message, hint, position(place[-1]) if len(place) > 1 else text)
