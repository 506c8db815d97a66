"""Statements in the alt text of a slide's table: rows that are repeated, cells that are one, columns that go."""

from __future__ import annotations

from typing import Any

import pytest

from reportgen.diagnostics import ProblemsFound
from tests.fit.decks import box, deck_of, fill, rows, table


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


# -- equal cells, empty columns


def spans(slide: Any) -> list[list[str]]:
    """For each cell of the table how many rows it spans, or that another cell covers it."""
    frame = next(shape for shape in slide.shapes if shape.has_table)
    return [
        [cell._tc.get("rowSpan", "1") if not cell._tc.vMerge else "-" for cell in row.cells] for row in frame.table.rows
    ]


def test_equal_neighbours_of_a_merged_column_are_one_cell() -> None:
    """What counts is what they print; the covered cells are empty, as when somebody merges by hand."""
    (slide,) = fill(stated("{%tr for x in xs %}{%shape merge 1 %}", HEAD, ROW), xs=XS)
    assert spans(slide) == [["1", "1"], ["2", "1"], ["-", "1"], ["1", "1"]]
    assert rows(slide) == [HEAD, ["A", "a"], ["", "b"], ["B", "c"]]


def test_cells_are_merged_in_the_columns_that_are_named() -> None:
    """Empty cells stay apart: two things that are not known are not the same."""
    xs = [{"who": "A", "what": "same"}, {"who": "A", "what": "same"}, {"who": "", "what": ""}, {"who": "", "what": ""}]
    assert spans(fill(stated("{%tr for x in xs %}{%shape merge 2 %}", HEAD, ROW), xs=xs)[0])[1:] == [
        ["1", "2"], ["1", "-"], ["1", "1"], ["1", "1"]
    ]  # fmt: skip
    assert spans(fill(stated("{%tr for x in xs %}{%shape merge 1, 2 %}", HEAD, ROW), xs=xs)[0])[1] == ["2", "2"]


def test_a_table_that_goes_on_says_the_merged_value_again() -> None:
    """At the top of each slide stands whom the rows below it are about."""
    xs = [{"who": "A", "what": str(number)} for number in range(20)]
    slides = fill(stated("{%tr for x in xs %}{%shape merge 1 %}", HEAD, ROW), xs=xs)
    assert len(slides) == 2
    for slide in slides:
        assert rows(slide)[1][0] == "A"
        assert spans(slide)[1][0] == str(len(rows(slide)) - 1)
        assert not slide.shapes[0]._element.xpath("//@rgJoined | //@rgJoin")


def test_an_empty_column_goes_with_its_head() -> None:
    """The others share its width, each in proportion to its own, and a merged column is found where it is then."""
    head, row = ["When", "Who", "What"], ["{{ x.when }}", "{{ x.who }}", "{{ x.what }}"]
    xs = [{**x, "when": ""} for x in XS]
    deck = stated("{%tr for x in xs %}{%shape drop empty columns %}{%shape merge 2 %}", head, row)
    (slide,) = fill(deck, xs=xs)
    assert rows(slide) == [["Who", "What"], ["A", "a"], ["", "b"], ["B", "c"]]
    assert [column.width.pt for column in slide.shapes[0].table.columns] == [432, 432]
    (slide,) = fill(deck, xs=[*xs, {"who": "", "what": "", "when": "now"}])
    assert len(slide.shapes[0].table.columns) == 3


def test_a_table_whose_columns_are_all_empty_keeps_them() -> None:
    """There would be nothing left."""
    assert rows(fill(stated("{%tr for x in xs %}{%shape drop empty columns %}", HEAD, ROW), xs=[])[0]) == [HEAD]


# -- rows that share a frame


def shared_rows(count: int, height: float = 220, drawn: float = 60) -> list[Any]:
    """The slides of a table whose rows share a guide that begins where the table does."""

    def build(slide: Any) -> None:
        frame = table(slide, [HEAD, ROW], row=drawn)
        alt = '{%tr for x in xs %}{%shape rows in "Frame: table" %}{%shape fit continue %}'
        frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
        box(slide, "", alt="{%shape guide %}", name="Frame: table", width=864, height=height)

    return fill(deck_of(build, layout=6), xs=[{"who": "A", "what": "b"}] * count)


def heights(slide: Any) -> list[float]:
    """The heights of a table's rows in points."""
    return [row.height.pt for row in slide.shapes[0].table.rows]


@pytest.mark.parametrize("count", [1, 2])
def test_few_rows_keep_the_height_that_was_drawn(count: int) -> None:
    """Never higher than drawn."""
    (slide,) = shared_rows(count)
    assert heights(slide) == [60] * (count + 1)


@pytest.mark.parametrize("count", [3, 4, 5, 6])
def test_many_rows_share_what_is_there(count: int) -> None:
    """They end where the guide ends, and the header keeps its height."""
    (slide,) = shared_rows(count)
    head, *body = heights(slide)
    assert (head, len(set(body))) == (60, 1)
    assert head + sum(body) == pytest.approx(220, abs=0.1)


def test_a_high_header_gives_way_before_rows_go_on_on_a_next_slide() -> None:
    """Seven rows of one line need more than the header leaves them."""
    (slide,) = shared_rows(7)
    assert heights(slide)[0] < 60
    assert sum(heights(slide)) <= 220.1


def test_rows_that_do_not_fit_go_on_and_share_the_frame_of_each_slide() -> None:
    """No slide's table is higher than the guide."""
    slides = shared_rows(9)
    assert len(slides) == 2
    assert all(sum(heights(slide)) <= 220.1 for slide in slides)


@pytest.mark.parametrize(
    ("alt", "message"),
    [
        ("{%shape merge 3 %}", "the table has 2 columns, and no column 3"),
        ("{%shape merge one %}", "cannot be read"),
        ("{%shape drop columns %}", "cannot be read"),
        ('{%shape rows in "Nowhere" %}', "there is no shape called 'Nowhere'"),
    ],
)
def test_a_table_statement_that_cannot_be_carried_out_is_a_fault(alt: str, message: str) -> None:
    """In words, at the table."""
    with pytest.raises(ProblemsFound) as raised:
        fill(stated(alt, HEAD, ROW), x={}, xs=[])
    assert message in str(raised.value)


def test_a_table_statement_at_a_text_is_a_fault() -> None:
    """It says that there is no table."""
    with pytest.raises(ProblemsFound, match="stands in the alt text of none on a slide"):
        fill(deck_of(lambda slide: box(slide, "x", alt="{%shape merge 1 %}"), layout=6))
