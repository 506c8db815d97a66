"""Text is escaped as Python's own library escapes it."""

from __future__ import annotations

import subprocess
import sys
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


def test_rendering_loads_no_web_client() -> None:
    """`xml.sax.saxutils` would, and `ssl` with it."""
    script = "import sys, reportgen.build.render; print({'http.client', 'ssl'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["set()"]
