"""Statements in the alt text of a slide's table: rows that are repeated, cells that are one, columns that go."""

from __future__ import annotations

from typing import Any

import pytest

from reportgen.diagnostics import ProblemsFound
from tests.fit.decks import deck_of, fill, rows, table


def stated(alt: str, *lines: list[str], header: bool = True, **options: Any) -> bytes:
    """A deck of one table with an alt text."""

    def build(slide: Any) -> None:
        frame = table(slide, lines, **options)
        frame.table.first_row = header
        frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)

    return deck_of(build, layout=6)


HEAD, ROW, TOTAL = ["Who", "What"], ["{{ x.who }}", "{{ x.what }}"], ["Total", "{{ xs|length }}"]
XS = [{"who": "A", "what": "a"}, {"who": "A", "what": "b"}, {"who": "B", "what": "c"}]


def test_a_row_statement_in_the_alt_text_repeats_the_first_row_below_the_header() -> None:
    """As if it stood at the beginning of that row and its end behind; other rows stay."""
    (slide,) = fill(stated("{%tr for x in xs %} What comes next", HEAD, ROW, TOTAL), xs=XS)
    assert rows(slide) == [HEAD, ["A", "a"], ["A", "b"], ["B", "c"], ["Total", "3"]]
    assert slide.shapes[0]._element.nvGraphicFramePr.cNvPr.get("descr") == "What comes next"


def test_without_a_header_row_the_first_row_is_repeated() -> None:
    """What PowerPoint calls the header row is a choice of the table's."""
    assert rows(fill(stated("{%tr for x in xs %}", ROW, header=False), xs=XS[:2])[0]) == [["A", "a"], ["A", "b"]]


@pytest.mark.parametrize(
    "alt",
    [
        "{%tr for x in xs %}{%tr if x.who == 'A' %}",
        "{%tr for x in xs %}{%tr if x.who == 'A' %}{%tr endif %}{%tr endfor %}",
    ],
)
def test_row_statements_nest_in_the_order_in_which_they_are_written(alt: str) -> None:
    """The first is the outermost; they need no end."""
    assert rows(fill(stated(alt, HEAD, ROW), xs=XS)[0]) == [HEAD, ["A", "a"], ["A", "b"]]


def test_a_row_statement_and_one_about_the_shape_may_stand_in_one_alt_text() -> None:
    """A table with nothing to say goes."""
    deck = stated("{%shape if xs %}{%tr for x in xs %}", HEAD, ROW)
    assert rows(fill(deck, xs=XS)[0])[1:]
    assert not list(fill(deck, xs=[])[0].shapes)


@pytest.mark.parametrize(
    ("alt", "lines", "message"),
    [
        ("{%tr for x in xs %}", [HEAD], 'table "Table" has no row below its header'),
        ("{%tr endfor %}", [HEAD, ROW], "'{%tr endfor %}' does nothing in an alt text"),
        ("{%tr set a = 1 %}", [HEAD, ROW], "'{%tr set a = 1 %}' does nothing in an alt text"),
    ],
)
def test_a_row_statement_without_a_row_is_a_fault(alt: str, lines: list[list[str]], message: str) -> None:
    """The message names the table as the selection pane does."""
    with pytest.raises(ProblemsFound) as raised:
        fill(stated(alt, *lines), xs=XS)
    assert message in raised.value.diagnostics[0].message
    assert 'slide 1 › shape "Table"' in str(raised.value)
