"""The pages of a finished file, and the texts on them."""

from __future__ import annotations

import io

import docx

from reportgen.review.traced_texts import TracedPage, traced_pages


def _sections(*paragraphs: tuple[str, str]) -> list[TracedPage]:
    """The pages of a document of paragraphs, each with its style."""
    document = docx.Document()
    for style, text in paragraphs:
        document.add_paragraph(text, style)
    stream = io.BytesIO()
    document.save(stream)
    return traced_pages(stream.getvalue(), "a.docx")


def test_a_tab_parts_words() -> None:
    """Where a tab stops is no text."""
    document = docx.Document()
    paragraph = document.add_paragraph("4\tEducation\t5")
    paragraph.paragraph_format.tab_stops.add_tab_stop(914_400)
    stream = io.BytesIO()
    document.save(stream)
    (page,) = traced_pages(stream.getvalue(), "a.docx")
    assert [one.text for one in page.paragraphs] == ["4 Education 5"]


def test_headings_in_two_languages_head_one_section() -> None:
    """As in a document whose languages stand side by side."""
    pages = _sections(
        ("Heading 1", "In brief"), ("Heading 1", "概要"), ("Normal", "a"), ("Heading 1", "Key dates"), ("Normal", "b")
    )
    assert [(page.title, len(page.paragraphs)) for page in pages] == [("In brief 概要", 3), ("Key dates", 2)]
