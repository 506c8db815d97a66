"""Runs that are formatted alike share one formatting, and no others do."""

from __future__ import annotations

import pytest

from reportgen.review.document import OfficeDocument
from reportgen.review.text_runs import markup
from tests.support.cxml import xml
from tests.support.office import Slide, docx_of, pptx_of

_BOLD, _GEORGIA = "a:rPr{b=1}", "a:rPr/a:latin{typeface=Georgia}"


def test_runs_of_slides_share_what_formats_them() -> None:
    """Equal properties on one level, on this slide or the next; another level or other properties are another one."""
    body = [
        xml(f'a:p/(a:r/({_BOLD},a:t"1"),a:r/({_GEORGIA},a:t"2"),a:r/({_BOLD},a:t"3"))'),
        xml(f'a:p/(a:pPr{{lvl=1}},a:r/({_BOLD},a:t"4"))'),
    ]
    again = [xml(f'a:p/a:r/({_BOLD},a:t"5")')]
    document = OfficeDocument(pptx_of(Slide(body), Slide(again)), "a.pptx")
    formattings = {run.text: run.formatting for slide in document.slides for run in slide.runs}
    assert formattings["1"] is formattings["3"]
    assert formattings["1"] is formattings["5"]
    assert len({formattings[text] for text in "1245"}) == 3
    assert [formattings[text].bold for text in "1245"] == [True, False, True, True]


def test_runs_of_a_document_share_what_formats_them() -> None:
    """Equal properties in paragraphs of one style; another style or other properties are another one."""
    bold = 'w:r/(w:rPr/w:b,w:t"{}")'
    document = OfficeDocument(
        docx_of(
            xml(f'w:p/({bold.format(1)},w:r/w:t"2",{bold.format(3)})'),
            xml(f"w:p/(w:pPr/w:pStyle{{w:val=Heading1}},{bold.format(4)})"),
        ),
        "a.docx",
    )
    formattings = {run.text: run.formatting for run in document.word_runs if run.text}
    assert formattings["1"] is formattings["3"]
    assert len({formattings[text] for text in "124"}) == 3
    assert [formattings[text].bold for text in "12"] == [True, False]


def test_a_shared_formatting_is_that_of_each_run() -> None:
    """The properties are those that stand in the run itself, and the levels behind them those of its paragraph."""
    body = [xml(f'a:p/(a:r/({properties},a:t"Text"))') for properties in (_BOLD, _GEORGIA, _BOLD)]
    (slide,) = OfficeDocument(pptx_of(Slide(body)), "a.pptx").slides
    texts = [run for run in slide.runs if run.text == "Text"]
    assert len(texts) == 3
    for run in texts:
        own = run.element.find("{*}rPr")
        assert markup(run.formatting.own) == markup(own)


@pytest.mark.parametrize("is_template", [True, False])
def test_a_tag_may_be_cut_into_runs(is_template: bool) -> None:
    """What is left of a statement in each of them is no text of a template; another file has no tags."""
    runs = ["One {% if x", " == 1 ", "%}two", "{{ three }}{% end", "if %}"]
    drawing = xml("a:p/(" + ",".join(f'a:r/a:t"{text}"' for text in runs) + ")")
    word = xml("w:p/(" + ",".join(f'w:r/w:t"{text}"' for text in runs) + ")")
    (slide,) = OfficeDocument(pptx_of(Slide([drawing])), "a.pptx", is_template).slides
    document = OfficeDocument(docx_of(word), "a.docx", is_template)
    seen = ["One ", "", "two", "{{ three }}", ""] if is_template else runs
    assert [run.text for run in slide.runs][-5:] == seen
    assert [run.text for run in document.word_runs] == seen
