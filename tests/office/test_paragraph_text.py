"""The text of a paragraph: that of its runs, without hidden text and without paragraphs that stand in it."""

from __future__ import annotations

import pytest

from reportgen.office.markup.dialect import DRAWING, WORD, Dialect
from reportgen.office.markup.paragraph_text import paragraph_text
from tests.support.cxml import xml


@pytest.mark.parametrize(
    ("dialect", "paragraph", "text"),
    [
        (WORD, 'w:p/(w:r/(w:rPr,w:t"a",w:br,w:t"b"),w:hyperlink/w:r/w:t"c")', "a\nbc"),
        (WORD, 'w:p/(w:r/w:t"a",w:del/w:r/w:t"b",w:moveFrom/w:r/w:t"c",w:ins/w:r/w:t"d")', "ad"),
        (WORD, 'w:p/(w:r/w:pict/w:txbxContent/w:p/w:r/w:t"inner",w:r/w:t"a")', "a"),
        (WORD, 'w:p/(w:r/w:drawing/a:p/a:r/a:t"inner",w:r/w:tab)', "\n"),
        (DRAWING, 'a:p/(a:r/a:t"a",a:br/a:rPr,a:fld/a:t"b",a:endParaRPr)', "a\nb"),
    ],
)
def test_a_paragraph_says_what_a_reader_sees(dialect: Dialect, paragraph: str, text: str) -> None:
    """Breaks and tabs are line feeds; deleted and moved text is none, nor is that of paragraphs in text boxes."""
    assert paragraph_text(xml(paragraph), dialect) == text
