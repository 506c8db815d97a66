"""Text is escaped as Python's own library escapes it."""

from __future__ import annotations

from xml.sax import saxutils

from hypothesis import given
from hypothesis import strategies as st

from reportgen.office.markup.escaping import escape, quoteattr

TEXTS = st.text(st.sampled_from("&<>\"'\n\r\t;a數"), max_size=12)


@given(TEXTS)
def test_a_text_is_escaped_as_the_standard_library_does(text: str) -> None:
    """Plain, with more entities, and as an attribute with its quotes."""
    entities = {'"': "&quot;", "\n": "&#10;"}
    assert escape(text) == saxutils.escape(text)
    assert escape(text, entities) == saxutils.escape(text, entities)
    assert quoteattr(text) == saxutils.quoteattr(text)
