"""The text of a paragraph is that of its runs, wherever they stand in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reportgen.office.markup.dialect import BY_PREFIX, DRAWING, WORD, Dialect
from reportgen.office.markup.paragraph_text import _visible_nodes, paragraph_text, text_nodes
from tests.support.cxml import xml


def _trees(dialect: Dialect) -> st.SearchStrategy[etree._Element]:
    """Paragraphs with runs, breaks, text boxes, deletions, and things that no schema allows."""
    names = (dialect.run, dialect.text, dialect.paragraph, dialect.run_properties, *dialect.breaks, *dialect.hidden)
    leaves = st.builds(etree.Element, st.sampled_from(names))

    def with_children(name: str, children: list[etree._Element]) -> etree._Element:
        element = etree.Element(name)
        element.extend(children)
        return element

    def around(inner: st.SearchStrategy[etree._Element]) -> st.SearchStrategy[etree._Element]:
        return st.builds(with_children, st.sampled_from(names), st.lists(inner, max_size=4))

    below = st.recursive(leaves, around, max_leaves=9)
    return st.builds(with_children, st.just(dialect.paragraph), st.lists(below, max_size=5))


@given(st.sampled_from(sorted(BY_PREFIX)).flatmap(lambda prefix: st.tuples(st.just(prefix), _trees(BY_PREFIX[prefix]))))
def test_the_texts_of_a_plain_paragraph_are_those_found_step_by_step(drawn: tuple[str, etree._Element]) -> None:
    """Text boxes, deletions and text inside text are told apart; what has none of them is read at once."""
    prefix, paragraph = drawn
    assert text_nodes(paragraph, BY_PREFIX[prefix]) == list(_visible_nodes(paragraph, BY_PREFIX[prefix]))


@pytest.mark.parametrize(
    ("dialect", "paragraph", "text"),
    [
        (WORD, 'w:p/(w:r/(w:rPr,w:t"a",w:br,w:t"b"),w:hyperlink/w:r/w:t"c")', "a\nbc"),
        (WORD, 'w:p/(w:r/w:t"a",w:del/w:r/w:t"b",w:moveFrom/w:r/w:t"c",w:ins/w:r/w:t"d")', "ad"),
        (WORD, 'w:p/(w:r/w:pict/w:txbxContent/w:p/w:r/w:t"inner",w:r/w:t"a")', "a"),
        (WORD, 'w:p/(w:r/w:drawing/a:p/a:r/a:t"inner",w:r/w:tab)', "\t"),
        (DRAWING, 'a:p/(a:r/a:t"a",a:br/a:rPr,a:fld/a:t"b",a:endParaRPr)', "a\nb"),
    ],
)
def test_a_paragraph_says_what_a_reader_sees(dialect: Dialect, paragraph: str, text: str) -> None:
    """Breaks and tabs are line feeds; deleted and moved text is none, nor is that of paragraphs in text boxes."""
    assert paragraph_text(xml(paragraph), dialect) == text
