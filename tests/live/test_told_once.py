"""Texts that have no room: told once, where they are written."""

from __future__ import annotations

from reportgen.build.render import Renderer
from reportgen.diagnostics import TEXT_TOO_LONG, Diagnostic, Location, TextTooLong
from reportgen.live.told_once import told_once
from reportgen.project.load import load_project
from reportgen.records.questions import Question
from tests.golden.small import SMALL

WRITTEN = Location("content/sectors/finance.yaml", 12, ("headline", "en"))
CARD = Location("templates/deck.pptx", steps=("slide 3", 'shape "Card"'))
FILE = "content/sectors/finance.yaml"


def _too_long(document: str, excess: int = 4, location: Location = WRITTEN) -> TextTooLong:
    return TextTooLong(TEXT_TOO_LONG, "no room", location, text="x" * 40, excess=excess, document=document, place=CARD)


def test_a_text_is_told_once_with_all_its_documents() -> None:
    """The message names the documents and the most characters that are too many; the template's place comes second."""
    (told,) = told_once([_too_long("a.pptx"), _too_long("b.pptx", excess=9)])
    assert told.location == WRITTEN
    assert told.message == "the text is too long by about 9 of 40 characters for a.pptx, b.pptx"
    assert str(CARD) in told.hint


def test_other_texts_and_other_problems_stay_apart() -> None:
    """Each problem is there once, in its order."""
    other = Diagnostic("missing-file", "gone", CARD)
    elsewhere = Location("content/sectors/finance.yaml", 30, ("summary", "en"))
    told = told_once([other, _too_long("a.pptx"), other, _too_long("a.pptx", location=elsewhere)])
    assert [one.location for one in told] == [CARD, WRITTEN, elsewhere]


def test_a_text_that_nobody_wrote_stays_where_the_template_prints_it() -> None:
    """What is typed in the template, or put together, has no place in the content."""
    typed = TextTooLong(TEXT_TOO_LONG, "in a.pptx, no room", CARD, text="Typed", document="a.pptx")
    assert told_once([typed, typed]) == [typed]


def test_a_printed_text_is_found_where_it_is_written() -> None:
    """Names in it may be printed in any form; the wording nearest to what was printed counts."""
    project = load_project(SMALL)
    answers = Renderer(project).answers
    asked: set[Question] = {("text", FILE, "en", "summary"), ("text", FILE, "en", "headline"), ("terms", "finance")}
    printed = "The HKTC works with the HK Government. The HKTC and the HK Government met in Hong Kong."
    place = answers.place_of(printed, asked)
    assert place is not None
    assert (place.path, place.steps) == (FILE, ("summary", "en"))
    assert answers.place_of("Something else", asked) is None


def test_what_is_wrong_with_a_template_is_told_once_with_the_number_of_files() -> None:
    """What is wrong with a file of the content is told once, too: other files than those made have no number."""
    fault, content = Diagnostic("unknown-name", "unknown", CARD), Diagnostic("wrong-value", "wrong", WRITTEN)
    told = told_once([fault, content, fault, content, fault])
    assert [one.message for one in told] == ["unknown (in 3 files)", "wrong"]
