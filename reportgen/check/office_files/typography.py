"""Rules about what looks unfinished on finished slides: lines that end badly, headlines without room, empty slides.

They measure as fitting does (`review.layout.typography`); what fitting could mend by itself is mended before they look.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.registry import Finding, document_rule
from reportgen.diagnostics import Location, Message, Severity, in_one_line, marked
from reportgen.fit.line_ends import WIDOW
from reportgen.review.document import OfficeDocument
from reportgen.review.layout.typography import LEAST_COVER, LineFlaw, typeset

_QUOTED = 40
"""How many characters of a text a message quotes."""
_TORN = {
    "date": marked("a line of '{quote}' ends inside a date: '{text}'"),
    "number and its unit": marked("a line of '{quote}' ends inside a number and its unit: '{text}'"),
    "person's name": marked("a line of '{quote}' ends inside a person's name: '{text}'"),
    "word": marked("a line of '{quote}' ends inside a word: '{text}'"),
    "dagger": marked("a line of '{quote}' ends inside the word and its dagger: '{text}'"),
}
"""Kind of phrase (of a `Joint`) → what is said where a line ends inside it."""


def _quote(text: str) -> str:
    return in_one_line(text, _QUOTED)


def _line_finding(document: OfficeDocument, found: LineFlaw, message: str, hint: str) -> Finding:
    return Finding(Location(document.name, steps=found.steps), message, hint, found.text)


@document_rule("short-last-line", Severity.WARNING)
def short_last_line(document: OfficeDocument) -> Iterator[Finding]:
    """The last line of a text on a slide is one short word, or fewer than three Chinese characters.

    Why: a word alone on a line looks like a mistake, and takes as much room as a whole line. The program makes a
    text a little narrower where that helps; what is found here it could not mend.

    For example:
        多元化實習名額，覆蓋所有大灣區內地城
        市

    Instead:
        實習名額覆蓋所有大灣區內地城市     (some characters fewer or more; or a wider box)
    """
    for found in typeset(document).line_flaws():
        if found.flaw.kind == WIDOW:
            message = Message(
                "the last line of '{quote}' is '{text}' alone", quote=_quote(found.text), text=found.flaw.text
            )
            hint = Message("make the text a little shorter or longer, or its box wider")
            yield _line_finding(document, found, message, hint)


@document_rule("torn-phrase", Severity.WARNING)
def torn_phrase(document: OfficeDocument) -> Iterator[Finding]:
    """A line on a slide ends inside a date, between a number and its unit, inside "co-operation" or a person's name.

    Why: who reads the first half waits for the second, and misreads figures. A dagger (†) belongs to its word, too. The
    program prints spaces that do not break and makes a text a little narrower where that helps.

    For example:
        雙方於2023年2月
        22日簽署意向書

    Instead:
        意向書於2023年2月22日
        簽署     (other words, or a wider box)
    """
    for found in typeset(document).line_flaws():
        if found.flaw.kind != WIDOW:
            message = Message(_TORN[found.flaw.kind], quote=_quote(found.text), text=found.flaw.text)
            yield _line_finding(document, found, message, Message("change the words before it, or make the box wider"))


@document_rule("crowded-headline", Severity.WARNING)
def crowded_headline(document: OfficeDocument) -> Iterator[Finding]:
    """The headline of a slide ends less than 6 points above what lies below it, or in it.

    Why: a headline of two lines touches a table that was placed below one of one line.

    For example:
        a headline of two lines, and a table that begins at the height of its second line

    Instead:
        a shorter headline, or a table that begins below the second line
    """
    for steps, text, below, points in typeset(document).crowded_headlines():
        message = (
            Message(
                "the headline '{quote}' ends {points:.0f} points above \"{below}\"",
                quote=_quote(text),
                points=points,
                below=below,
            )
            if points >= 0
            else Message("the headline '{quote}' ends inside \"{below}\"", quote=_quote(text), below=below)
        )
        yield Finding(
            Location(document.name, steps=steps), message, Message("shorten it, or move down what is below it"), text
        )


@document_rule("uneven-slide", Severity.WARNING)
def uneven_slide(document: OfficeDocument) -> Iterator[Finding]:
    """Less than 40 per cent of the room between headline and footer is covered, or more than 95.

    Why: a slide that is nearly empty has nothing to look at, and one that is full has nothing that stands out. Texts
    count by their lines, pictures, tables, charts and panels by their frames; slides that open a deck do not count.

    For example:
        a timeline of three dates across the middle, and nothing above and below it

    Instead:
        a layout for few items, or the items on the slide before
    """
    for steps, title, share in typeset(document).covers():
        sparse = share < LEAST_COVER
        message = Message(
            "{share:.0f} per cent of the room below '{quote}' is covered", share=share * 100, quote=_quote(title)
        )
        hint = (
            Message("give it more to show, or put it on another slide")
            if sparse
            else Message("put some of it on another slide")
        )
        yield Finding(Location(document.name, steps=steps), message, hint, title)


@document_rule("repeated-sentence", Severity.WARNING)
def repeated_sentence(document: OfficeDocument) -> Iterator[Finding]:
    """Three slides of a deck have the same sentence. Headlines, footers and names in tables do not count.

    Why: who reads it again learns nothing, and wonders what is new.

    For example:
        the same outcome at a glance, under progress and under documents

    Instead:
        what is special about it on each, or one slide less
    """
    for steps, sentence, slides in typeset(document).repeated_sentences():
        message = Message("'{quote}' stands on {slides}", quote=_quote(sentence), slides=[*slides])
        yield Finding(
            Location(document.name, steps=steps), message, Message("say it once, or say something else"), sentence
        )
