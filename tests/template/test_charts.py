"""Charts bound by a tag in their alt text, in Word and in PowerPoint: new data in the template's design."""

from __future__ import annotations

import copy
import datetime
import itertools
import math
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pptx.chart.data import BubbleChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE as KIND
from pptx.util import Pt

from reportgen.model.language import LANGUAGES
from reportgen.office.markup.namespaces import C, parse_xml
from reportgen.template import (
    BubbleChart,
    BubbleSeries,
    Chart,
    OfficeTemplate,
    Picture,
    RichText,
    Series,
    Span,
    XYChart,
    XYSeries,
)
from reportgen.template.render.chart_series import PLOTS, SERIES_ORDER, Plot, chart_pattern
from reportgen.template.values.chart_data import UnusableChartData
from tests.support.cxml import NAMESPACES, qn, xml
from tests.support.drawings import (
    add_chart,
    add_picture,
    book_parts,
    caches,
    cells_of,
    chart_on,
    chart_page,
    chart_parts,
    chart_slide,
    column_data,
    frames,
    png,
    related,
    values,
    xy_data,
)
from tests.support.office import Slide, faults_of, parts_of, pptx_of, problems_of, select, with_related

SLIDE = "ppt/slides/slide1.xml"
TWO = Chart(["Q1", "Q2"], [Series("North", [1, 2.5]), Series("South", [None, 4])], alt="Both rose.")
FIVE = Chart(["Q1"], [Series(f"S{n}", [n]) for n in range(1, 6)])
POINTS = XYChart([XYSeries("A", [(1, 2), (3, 4.5)]), XYSeries("B", [(1, 1), (3, None)]), XYSeries("C", [(0, 0)])])


def _deck(data: bytes, **context: Any) -> bytes:
    return OfficeTemplate(data, "deck.pptx").render(context)


def _page(data: bytes, **context: Any) -> bytes:
    return OfficeTemplate(data, "page.docx").render(context)


def _shown(chart: Any) -> tuple[list[str], dict[str, list[Any]]]:
    """Categories and series as python-pptx reads them."""
    plot = chart.plots[0]
    return list(plot.categories), {series.name: list(series.values) for series in plot.series}


def _chart(data: bytes, number: int = 0) -> tuple[str, bytes, bytes]:
    """A chart part: its name, its markup and its workbook."""
    parts = parts_of(data)
    name = chart_parts(parts)[number]
    [book] = related(data, name, "package")
    return name, parts[name], parts[name.split("/")[0] + book.removeprefix("..")]


def _found(data: bytes, path: str) -> list[Any]:
    return select(data, chart_parts(parts_of(data))[0], path)


def _agree(chart: bytes, book: bytes) -> None:
    """Every reference of a chart part names cells that hold exactly what its cache holds."""
    cells = cells_of(book)
    for formula, count, points in caches(chart):
        first, _, last = formula.removeprefix("Sheet1!").replace("$", "").partition(":")
        column = first.rstrip("0123456789")
        rows = range(int(first.removeprefix(column)), int((last or first).removeprefix(column)) + 1)
        assert len(rows) == count
        for index, row in enumerate(rows):
            cell = cells.get(f"{column}{row}")
            assert (points.get(index) == cell) if isinstance(cell, str) else (_number(points.get(index)) == cell)


def _number(text: str | None) -> float | None:
    return None if text is None else float(text)


# -- data


@pytest.mark.parametrize(
    "kind",
    [KIND.COLUMN_CLUSTERED, KIND.COLUMN_STACKED, KIND.BAR_STACKED_100, KIND.LINE_MARKERS, KIND.AREA_STACKED,
     KIND.DOUGHNUT, KIND.RADAR_FILLED],
)  # fmt: skip
def test_every_kind_of_chart_with_categories_shows_the_data(kind: Any) -> None:
    """Columns, bars, lines, areas, rings and radars: python-pptx reads the value's data back."""
    out = _deck(chart_slide(kind=kind), chart=TWO)
    assert _shown(chart_on(out)) == (["Q1", "Q2"], {"North": [1, 2.5], "South": [None, 4]})
    assert chart_on(out).chart_type == kind
    _, chart, book = _chart(out)
    _agree(chart, book)


def test_a_pie_shows_its_one_series() -> None:
    """As many points as the value has, not as the template had."""
    out = _deck(chart_slide(kind=KIND.PIE, data=column_data(1)), chart=Chart("abcde", [Series("Share", range(5))]))
    assert _shown(chart_on(out)) == (list("abcde"), {"Share": [0, 1, 2, 3, 4]})


def test_a_scatter_chart_shows_points() -> None:
    """Series with the same x values share a column of the table; others have one of their own."""
    out = _deck(chart_slide(kind=KIND.XY_SCATTER, data=xy_data()), chart=POINTS)
    plot = chart_on(out).plots[0]
    assert [(s.name, list(s.iter_values())) for s in plot.series] == [("A", [2, 4.5]), ("B", [1, None]), ("C", [0])]
    _, chart, book = _chart(out)
    _agree(chart, book)
    assert cells_of(book) == {
        "A1": "x", "A2": 1, "A3": 3, "B1": "A", "B2": 2, "B3": 4.5, "C1": "B", "C2": 1,
        "D1": "x", "D2": 0, "E1": "C", "E2": 0,
    }  # fmt: skip
    assert [formula for formula, _, _ in caches(chart) if "$A$" in formula] == ["Sheet1!$A$2:$A$3"] * 2


def test_a_bubble_chart_shows_points_with_sizes() -> None:
    """A size is a third column; without one there is no point."""
    data = BubbleChartData()
    data.add_series("Old").add_data_point(1, 2, 3)
    slide = chart_slide(kind=KIND.BUBBLE, data=data)
    series = [BubbleSeries("A", [(1, 2, 10), (3, 4, 20.5)]), BubbleSeries("B", [(1, None, 5), (3, 1, 6)])]
    out = _deck(slide, chart=BubbleChart(series))
    _, chart, book = _chart(out)
    _agree(chart, book)
    assert [(s.name, list(s.iter_values())) for s in chart_on(out).plots[0].series] == [("A", [2, 4]), ("B", [None, 1])]
    assert [points for formula, _, points in caches(chart) if "$C$2" in formula] == [{0: "10", 1: "20.5"}]
    assert cells_of(book)["C1"] == "size"
    missing = BubbleChart([BubbleSeries("A", [(1, 2, None)])])  # type: ignore[list-item]
    [problem] = problems_of(slide, "deck.pptx", chart=missing)
    assert "the series 'A' has no size value at point 1" in problem.message
    [problem] = problems_of(slide, "deck.pptx", chart=POINTS)
    assert "it is drawn from x and y values with sizes, and the data has x and y values" in problem.message


def test_columns_and_a_line_on_a_second_axis_are_one_chart() -> None:
    """Series take the design of the template's in order; a plot that is left without one goes with its axes."""

    def add_line(chart: Any) -> None:
        area = next(chart._chartSpace.iter(qn("c:plotArea")))
        bars = area.find(qn("c:barChart"))
        line = etree.SubElement(area, qn("c:lineChart"))
        bars.addnext(line)
        etree.SubElement(line, qn("c:grouping"), val="standard")
        line.append(bars.findall(qn("c:ser"))[1])
        for number, old in enumerate((area.find(qn("c:catAx")), area.find(qn("c:valAx")))):
            etree.SubElement(line, qn("c:axId"), val=str(number + 1))
            axis = copy.deepcopy(old)
            axis.find(qn("c:axId")).set("val", str(number + 1))
            axis.find(qn("c:crossAx")).set("val", str(2 - number))
            area.findall(qn("c:valAx"))[-1].addnext(axis)

    slide = chart_slide(change=add_line)
    plots = chart_on(_deck(slide, chart=TWO)).plots
    assert [[(s.name, list(s.values)) for s in plot.series] for plot in plots] == [
        [("North", [1, 2.5])], [("South", [None, 4])],
    ]  # fmt: skip
    _, chart, book = _chart(_deck(slide, chart=TWO))
    _agree(chart, book)
    alone = _deck(slide, chart=Chart(["Q1"], [Series("North", [1])]))
    assert [len(list(plot.series)) for plot in chart_on(alone).plots] == [1]
    assert chart_on(alone)._chartSpace.xpath("count(.//c:valAx)") == 1


def test_a_word_chart_shows_the_data() -> None:
    """Word's charts are the same parts in another frame."""
    out = _page(chart_page(), chart=TWO)
    name, chart, book = _chart(out)
    _agree(chart, book)
    assert [points for _, _, points in caches(chart)][2] == {0: "1", 1: "2.5"}
    assert related(out, "word/document.xml", "chart") == [name.removeprefix("word/")]
    assert values(out, "word/document.xml", "//wp:docPr/@descr") == ["Both rose."]
    assert len(chart_parts(parts_of(out))) == len(book_parts(parts_of(out))) == 1


def test_the_workbook_holds_what_the_chart_shows() -> None:
    """`Edit Data` opens the same table: categories, a column for each series, gaps as empty cells."""
    _, _, book = _chart(_deck(chart_slide(), chart=TWO))
    assert cells_of(book) == {"B1": "North", "C1": "South", "A2": "Q1", "B2": 1, "A3": "Q2", "B3": 2.5, "C3": 4}


def test_names_are_never_formulas() -> None:
    """A name that begins as a formula does is shown as typed, in the chart and in the table."""
    names = ["=1+1", "+852", "-5", "@home", "R&D <Core>"]
    out = _deck(chart_slide(), chart=Chart(names, [Series("=cmd|' /C calc'!A0", range(5))]))
    assert _shown(chart_on(out)) == (names, {"=cmd|' /C calc'!A0": [0, 1, 2, 3, 4]})
    assert [cells_of(_chart(out)[2])[cell] for cell in ("A2", "A6", "B1")] == [
        "=1+1",
        "R&D <Core>",
        "=cmd|' /C calc'!A0",
    ]


def test_categories_of_any_type_are_printed_as_text() -> None:
    """Years and dates are labels; a missing one is left empty."""
    chart = Chart([2022, datetime.date(2023, 2, 22), None, "二零二四"], [Series("S", [1, 2, 3, 4])])
    _, markup, book = _chart(_deck(chart_slide(), chart=chart))
    assert caches(markup)[1] == ("Sheet1!$A$2:$A$5", 4, {0: "2022", 1: "2023-02-22", 3: "二零二四"})
    _agree(markup, book)


def test_numbers_keep_their_digits() -> None:
    """Whole numbers of any size and decimals are written as they are, other numbers as short as they can be."""
    numbers = [10**15 + 1, Decimal("0.10"), 0.1, 3.0, -0.0, 1e22, 1 / 3, Decimal("1E+3")]
    out = _deck(chart_slide(), chart=Chart(range(8), [Series("S", numbers)]))
    expected = ["1000000000000001", "0.10", "0.1", "3", "0", "1e+22", "0.3333333333333333", "1E+3"]
    assert list(caches(_chart(out)[1])[2][2].values()) == expected


def test_a_series_may_be_all_gaps_and_names_may_repeat_or_be_empty() -> None:
    """Odd data, and nothing in it that cannot be drawn."""
    chart = Chart(["a", "a"], [Series("", [None, None]), Series("S", [1, 2]), Series("S", [3, 4])])
    _, markup, book = _chart(_deck(chart_slide(), chart=chart))
    _agree(markup, book)
    assert [points for _, _, points in caches(markup)][:3] == [{0: ""}, {0: "a", 1: "a"}, {}]


LABEL = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn")), max_size=12).filter(
    lambda t: "_x" not in t
)
VALUE = st.none() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
TEMPLATE = OfficeTemplate(chart_slide(), "deck.pptx").compile()


@given(data=st.data())
@settings(deadline=None, max_examples=60)
@pytest.mark.tags_as_data
def test_whatever_the_data_it_comes_back(data: st.DataObject) -> None:
    """Names, categories, numbers and gaps, read by python-pptx from the chart and from its table."""
    categories = data.draw(st.lists(LABEL, min_size=1, max_size=6))
    row = st.lists(VALUE.filter(_drawable), min_size=len(categories), max_size=len(categories))
    series = data.draw(st.lists(st.builds(Series, LABEL, row), min_size=1, max_size=5))
    out = TEMPLATE.render({"chart": Chart(categories, series)})
    plot = chart_on(out).plots[0]
    assert list(plot.categories) == categories
    assert [one.name for one in plot.series] == [one.name for one in series]
    for read, given_ in zip(plot.series, series, strict=True):
        assert list(read.values) == [None if v is None else float(v) for v in given_.values]
    _, chart, book = _chart(out)
    _agree(chart, book)


def _drawable(value: Any) -> bool:
    try:
        return value is None or math.isfinite(float(value))
    except OverflowError:
        return False


# -- design


def _design(data: bytes) -> bytes:
    """A chart part without its series and its alt text's tag: all that is the editor's."""
    root = etree.fromstring(parts_of(data)[chart_parts(parts_of(data))[0]])
    for series in list(root.iter(qn("c:ser"))):
        series.getparent().remove(series)
    return etree.tostring(root, method="c14n2")


def test_all_but_the_series_stays_as_the_editor_made_it() -> None:
    """Axes, legend, labels, fonts, gaps: the value changes none of them."""

    def design(chart: Any) -> None:
        chart.has_legend = True
        chart.font.size = Pt(9)
        chart.value_axis.maximum_scale = 50
        chart.plots[0].gap_width = 40
        chart.plots[0].has_data_labels = True

    data = chart_slide(change=design)
    assert _design(_deck(data, chart=TWO)) == _design(data)


def _paint(chart: Any) -> None:
    for number, series in enumerate(chart.plots[0].series):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = RGBColor(10 * number, 0, 0)


def test_each_series_keeps_the_formatting_of_its_place() -> None:
    """The first series looks as the template's first, the second as its second."""
    out = _deck(chart_slide(change=_paint), chart=TWO)
    assert [str(c) for c in _found(out, "//c:ser/c:spPr//a:srgbClr/@val")] == ["000000", "0A0000"]


def test_fewer_series_than_the_template_has() -> None:
    """What is left over goes, and nothing of the old data with it stays."""
    out = _deck(chart_slide(change=_paint), chart=Chart(["a"], [Series("One", [1])]))
    assert _shown(chart_on(out)) == (["a"], {"One": [1]})
    assert b"Old" not in _chart(out)[1]


def test_further_series_can_be_told_apart() -> None:
    """They look as the last one but for its colour, which Office then picks; indexes and orders are unique."""

    def design(chart: Any) -> None:
        _paint(chart)
        chart.plots[0].series[1].format.line.width = Pt(2)

    out = _deck(chart_slide(change=design), chart=FIVE)
    assert len(_found(out, "//c:ser/c:spPr/a:solidFill")) == 2
    assert len(_found(out, "//c:ser/c:spPr/a:ln[@w]")) == 4
    for name in ("idx", "order"):
        assert [str(v) for v in _found(out, f"//c:ser/c:{name}/@val")] == ["0", "1", "2", "3", "4"]


def test_further_lines_lose_the_colour_of_their_line_and_marker() -> None:
    """In a line chart the line is what has the colour."""

    def design(chart: Any) -> None:
        last = chart.plots[0].series[1]
        last.format.line.color.rgb = RGBColor(3, 3, 3)
        last.marker.format.fill.solid()
        last.marker.format.fill.fore_color.rgb = RGBColor(3, 3, 3)
        last.smooth = True

    out = _deck(chart_slide(kind=KIND.LINE_MARKERS, change=design), chart=FIVE)
    assert len(_found(out, "//a:srgbClr")) == 2
    assert len(_found(out, "//c:ser/c:smooth[not(@val='0')]")) == 4


def test_points_beyond_the_data_lose_their_formatting() -> None:
    """A slice pulled out in the template is one of a point; without the point, it goes."""

    def design(chart: Any) -> None:
        for number in range(3):
            chart.plots[0].series[0].points[number].format.fill.solid()
            chart.plots[0].series[0].points[number].format.fill.fore_color.rgb = RGBColor(10 * number, 0, 0)
            chart.plots[0].series[0].points[number].data_label.has_text_frame = True

    out = _deck(
        chart_slide(kind=KIND.PIE, data=column_data(1), change=design), chart=Chart("ab", [Series("S", [1, 2])])
    )
    assert [str(v) for v in _found(out, "//c:dPt/c:idx/@val")] == ["0", "1"]
    assert [str(v) for v in _found(out, "//c:dLbl/c:idx/@val")] == ["0", "1"]


def test_the_number_format_of_the_template_s_series_stays() -> None:
    """Labels linked to the source show as before; the table's cells have the format too."""
    out = _deck(chart_slide(data=column_data(2, '0.0"%"')), chart=FIVE)
    assert {str(v) for v in _found(out, "//c:formatCode/text()")} == {'0.0"%"'}


def test_a_chart_of_two_kinds_keeps_them() -> None:
    """Columns and a line: each series goes where the template's stood, further ones to the last."""

    def add_line(chart: Any) -> None:
        bars = chart._chartSpace.find(f".//{qn('c:barChart')}")
        line = xml("c:lineChart/(c:grouping{val=standard},c:varyColors{val=0})")
        line.append(bars.findall(qn("c:ser"))[-1])
        line.extend(
            [xml("c:marker{val=1}"), *[xml(f"c:axId{{val={a.get('val')}}}") for a in bars.findall(qn("c:axId"))]]
        )
        bars.addnext(line)

    for value, expected in ((TWO, (1, 1)), (FIVE, (1, 4)), (Chart("a", [Series("S", [1])]), (1, 0))):
        out = _deck(chart_slide(change=add_line), chart=value)
        assert (len(_found(out, "//c:barChart/c:ser")), len(_found(out, "//c:lineChart/c:ser"))) == expected
        assert len(_found(out, "//c:lineChart")) == (expected[1] > 0)
        assert len(_found(out, "//c:catAx | //c:valAx")) == 2


def test_an_axis_of_dates_becomes_one_of_texts() -> None:
    """Categories are texts; a date axis would print them as days of January 1900."""
    data = column_data(1)
    data.categories = [datetime.date(2020, 1, day) for day in (1, 2, 3)]
    out = _deck(chart_slide(kind=KIND.LINE, data=data), chart=TWO)
    assert (len(_found(out, "//c:dateAx")), len(_found(out, "//c:catAx"))) == (0, 1)
    assert _found(out, "//c:baseTimeUnit | //c:majorTimeUnit") == []


def test_references_to_the_old_table_go() -> None:
    """Error bars and labels read from cells, and series that a filter hid, would show other data than the chart's."""

    def design(chart: Any) -> None:
        first = chart._chartSpace.find(f".//{qn('c:ser')}")
        bars = xml(
            "c:errBars/(c:errBarType{val=both},c:errValType{val=cust},"
            'c:plus/c:numRef/(c:f"Sheet1!$D$2",c:numCache/c:ptCount{val=0}))'
        )
        first.find(qn("c:cat")).addprevious(bars)
        markup = (
            '<c:extLst xmlns:c="{c}"><c:ext uri="{{02D57815-91ED-43cb-92C2-25804820EDAC}}" xmlns:c15="urn:c15">'
            "<c15:datalabelsRange><c15:f>Sheet1!$E$2</c15:f></c15:datalabelsRange></c:ext></c:extLst>"
        )
        first.append(etree.fromstring(markup.format(c=NAMESPACES["c"])))

    out = _deck(chart_slide(change=design), chart=TWO)
    assert _found(out, "//c:errBars | //c:ser/c:extLst") == []


def test_tags_in_the_chart_s_titles_are_rendered_where_the_chart_stands() -> None:
    """A chart's title sees the loop variable of the slide or shape that shows the chart."""

    def title(chart: Any) -> None:
        chart.has_title = True
        chart.chart_title.text_frame.text = "Trade of {{ place.name }}"

    data = chart_slide("{%shape for place in places %}{{ place.chart }}", change=title)
    out = _deck(data, places=[{"name": "A & B", "chart": TWO}, {"name": "C", "chart": FIVE}])
    charts = [shape.chart for shape in frames(out)]
    assert [c.chart_title.text_frame.text for c in charts] == ["Trade of A & B", "Trade of C"]
    assert [len(c.plots[0].series) for c in charts] == [2, 5]


def test_the_text_of_a_bound_chart_is_in_the_output_language() -> None:
    """Titles typed in the template are converted and tagged as everywhere else."""

    def title(chart: Any) -> None:
        chart.has_title = True
        chart.chart_title.text_frame.text = "贸易"

    template = OfficeTemplate(chart_slide(change=title), "deck.pptx")
    out = template.compile(LANGUAGES["zh-Hant"], lambda text: text.replace("贸", "貿")).render({"chart": TWO})
    assert chart_on(out).chart_title.text_frame.text == "貿易"
    assert {str(tag) for tag in _found(out, "//c:title//a:rPr/@lang")} == {"zh-HK"}


def test_a_bound_charts_own_picture_is_kept_whatever_its_format() -> None:
    """A metafile fills the bars of every copy, and is stored once."""
    slide = Slide(["{%slide for x in xs %}"], change=lambda slide: add_chart(slide, "{{ chart }}"))
    part = chart_parts(parts_of(data := pptx_of(slide)))[0]
    template = with_related(data, part, "bars.emf", b"metafile", "image", "drawingml.picture")
    out = _deck(template, xs="ab", chart=TWO)
    assert [related(out, chart, "image") for chart in chart_parts(parts_of(out))] == [["bars.emf"]] * 2
    assert parts_of(out)["ppt/charts/bars.emf"] == b"metafile"


def test_a_link_in_a_chart_s_title_is_related_from_the_chart() -> None:
    """Rich text brings its link; the relationship belongs to the chart's part, not to the slide's."""

    def title(chart: Any) -> None:
        chart.has_title = True
        chart.chart_title.text_frame.text = "{{ title }}"

    out = _deck(chart_slide(change=title), chart=TWO, title=RichText(Span("Source", link="https://example.org/")))
    assert related(out, chart_parts(parts_of(out))[0], "hyperlink") == ["https://example.org/"]


def test_what_belongs_to_a_chart_is_copied_with_it() -> None:
    """PowerPoint keeps a chart's style and colours in parts of their own; every chart has its own."""
    part = chart_parts(parts_of(chart_slide()))[0]
    style = etree.fromstring(
        '<cs:chartStyle xmlns:cs="http://schemas.microsoft.com/office/drawing/2012/chartStyle" id="201"/>'
    )
    data = with_related(
        chart_slide("{%shape for c in charts %}{{ c }}"), part, "style1.xml", style, "chartStyle", "x+xml"
    )
    out = _deck(data, charts=[TWO, FIVE])
    styles = [related(out, name, "chartStyle") for name in chart_parts(parts_of(out))]
    assert len({target for targets in styles for target in targets}) == len(styles) == 2


# -- places


def test_every_copy_of_a_slide_has_its_own_chart_and_workbook() -> None:
    """Bound and unbound charts stand side by side; the template's own parts are not left behind."""

    def both(slide: Any) -> None:
        add_chart(slide, "{%slide for chart in charts %}{{ chart }}")
        add_chart(slide, "")

    out = _deck(pptx_of(Slide(change=both)), charts=[TWO, FIVE, None])
    shown = [[len(s.chart.plots[0].series) for s in frames(out, number)] for number in range(3)]
    assert shown == [[2, 2], [5, 2], [2]]
    parts = parts_of(out)
    assert len(chart_parts(parts)) == len(book_parts(parts)) == 5
    books = [tuple(related(out, name, "package")) for name in chart_parts(parts)]
    assert len(set(books)) == 5
    for number, name in enumerate(chart_parts(parts)):
        if "New" in name:
            _agree(*_chart(out, number)[1:])


def test_no_value_takes_the_chart_away() -> None:
    """Neither frame nor part nor workbook is left."""
    for out in (_deck(chart_slide(), chart=None), _page(chart_page(), chart=None)):
        parts = parts_of(out)
        assert (chart_parts(parts), book_parts(parts)) == ([], [])
        assert not any(b"c:chart " in content for name, content in parts.items() if name.endswith(".xml"))


def test_two_charts_of_one_part_are_two_afterwards() -> None:
    """Two frames that show the same chart part get one each."""
    data = pptx_of(Slide(change=lambda slide: [add_chart(slide, "{{ a }}"), add_chart(slide, "{{ b }}")]))
    out = _deck(data, a=TWO, b=FIVE)
    assert [len(shape.chart.plots[0].series) for shape in frames(out)] == [2, 5]


def test_a_chart_without_a_workbook_gets_one() -> None:
    """LibreOffice writes charts without the table; after binding there is one to edit."""

    def cut(chart: Any) -> None:
        chart._chartSpace.remove(chart._chartSpace.find(qn("c:externalData")))

    out = _deck(chart_slide(change=cut), chart=TWO)
    _, chart, book = _chart(out)
    _agree(chart, book)
    assert len(_found(out, "//c:externalData/@r:id")) == 1


def test_equal_values_give_equal_bytes() -> None:
    """Nothing in the file depends on when it was made."""
    made = [_deck(chart_slide(), chart=TWO) for _ in range(2)]
    assert made[0] == made[1]


def test_an_alt_text_with_words_around_the_tag_stays_a_text() -> None:
    """Only a tag that stands alone binds."""
    out = _deck(chart_slide("Chart of {{ name }}"), name="Ada")
    assert values(out, SLIDE, "//@descr") == ["Chart of Ada"]
    assert _shown(chart_on(out))[0] == ["x", "y", "z"]


# -- what is wrong, and where


ALT = 'slide 1 › shape "Chart 1" › alt text'


def _one(*numbers: Any) -> Chart:
    return Chart([str(n) for n, _ in enumerate(numbers)], [Series("North", numbers)])


@pytest.mark.parametrize(
    ("value", "code"),
    [("Ada", "not-a-chart"), ([1, 2], "not-a-chart"), (Picture(png()), "picture-on-a-chart"),
     (POINTS, "unusable-chart"), (_one(math.nan), "unusable-chart")],
)  # fmt: skip
def test_a_value_that_cannot_be_drawn_is_reported_with_its_place(value: Any, code: str) -> None:
    """Texts, lists, pictures and data of the wrong kind; the place is the chart's alt text."""
    assert faults_of(chart_slide(), "deck.pptx", chart=value) == [(code, ALT)]


def test_in_word_the_place_is_the_paragraph() -> None:
    """A Word chart has no name an editor would know."""
    assert faults_of(chart_page(), "page.docx", chart="Ada") == [("not-a-chart", "body › paragraph 1 › alt text")]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (_one(1, math.nan), "the series 'North' has 'nan' at '1', which cannot be drawn"),
        (_one(math.inf), "the series 'North' has 'inf' at '0', which cannot be drawn"),
        (_one(Decimal("NaN")), "the series 'North' has 'NaN' at '0', which cannot be drawn"),
        (_one(Decimal("sNaN")), "the series 'North' has 'sNaN' at '0', which cannot be drawn"),
        (_one(10**400), "the series 'North' has a number too large to draw at '0'"),
        (_one("12"), "the series 'North' has '12' at '0', which is no number"),
        (_one(True), "the series 'North' has 'True' at '0', which is no number"),
        (Chart(["a"], [Series("N", [1, 2])]), "the series 'N' has 2 values for 1 categories"),
        (Chart(["a"], []), "it has no series"),
        (Chart([], [Series("N", [])]), "it has no categories"),
        (Chart(["a"], [Series("N", [1])] * 256), "it has 256 series; 255 are allowed"),
        (Chart(["a\x00"], [Series("N", [1])]), "in a category the character U+0000 cannot stand in a document"),
        (Chart(["a" * 40_000], [Series("N", [1])]), "a category has 40,000 characters; a cell holds 32,767"),
    ],
)  # fmt: skip
def test_the_message_names_series_point_and_reason(value: Chart, reason: str) -> None:
    """What somebody who looks after the data needs to find the value."""
    [problem] = problems_of(chart_slide(), "deck.pptx", chart=value)
    assert problem.message == f"the chart of '{{{{ chart }}}}' cannot be drawn: {reason}"


@pytest.mark.parametrize(
    ("value", "reason"),
    [(XYChart([XYSeries("A", [(None, 1)])]), "the series 'A' has no x value at point 1"),  # type: ignore[list-item]
     (XYChart([XYSeries("A", [])]), "it has no points"),
     (XYChart([XYSeries("A", [(1, 2), (1,)])]), "point 2 of the series 'A' has to be 2 numbers"),  # type: ignore[list-item]
     (XYChart([XYSeries("A", [7])]), "point 1 of the series 'A' has to be 2 numbers"),  # type: ignore[list-item]
     (TWO, "it is drawn from x and y values, and the data has categories")],
)  # fmt: skip
def test_a_scatter_chart_needs_points(value: Any, reason: str) -> None:
    """A gap is a missing y; without an x there is no point."""
    [problem] = problems_of(chart_slide(kind=KIND.XY_SCATTER, data=xy_data()), "deck.pptx", chart=value)
    assert problem.message == f"the chart of '{{{{ chart }}}}' cannot be drawn: {reason}"


def test_a_pie_cannot_show_a_second_series() -> None:
    """Office would show the first and drop the others in silence."""
    [problem] = problems_of(chart_slide(kind=KIND.PIE), "deck.pptx", chart=TWO)
    assert "a pie shows one series, and the data has 2" in problem.message


def test_a_kind_of_chart_that_cannot_be_bound_is_a_fault_of_the_template() -> None:
    """Said when the template is compiled, whatever the data."""

    def change(chart: Any) -> None:
        next(chart._chartSpace.iter(qn("c:barChart"))).tag = qn("c:surfaceChart")

    [problem] = problems_of(chart_slide(change=change), "deck.pptx", chart=TWO)
    assert (problem.code, " › ".join(problem.location.steps)) == ("unusable-frame", ALT)
    assert "surface charts cannot be bound" in problem.message


def test_charts_of_categories_and_of_points_cannot_be_bound_as_one() -> None:
    """One value cannot be drawn as both."""
    plots = "<c:barChart><c:ser/></c:barChart><c:scatterChart><c:ser/></c:scatterChart>"
    root = parse_xml(
        f'<c:chartSpace xmlns:c="{C}"><c:chart><c:plotArea>{plots}</c:plotArea></c:chart></c:chartSpace>'.encode()
    )
    with pytest.raises(UnusableChartData, match="a chart of categories cannot be bound together with one of x and y"):
        chart_pattern(root)


@pytest.mark.parametrize("plot", PLOTS.values(), ids=[tag.rpartition("}")[2] for tag in PLOTS])
def test_a_kind_of_plot_is_a_row_of_a_table(plot: Plot) -> None:
    """The columns of its value have places in a series, and one of them has the series' name."""
    roles = plot.value.roles
    assert {role.element for role in roles} <= set(SERIES_ORDER)
    assert [role.numeric for role in roles if role.named] == [True]


def test_everything_that_is_wrong_is_reported_in_one_run() -> None:
    """Pictures, charts and names of several slides."""
    data = pptx_of(
        Slide(change=lambda slide: add_picture(slide, "{{ chart }}")),
        Slide(change=lambda slide: add_chart(slide, "{{ photo }}")),
        Slide(change=lambda slide: add_chart(slide, "{{ chrat }}")),
    )
    codes = [code for code, _ in faults_of(data, "deck.pptx", chart=TWO, photo=Picture(png()))]
    assert sorted(codes) == ["chart-on-a-picture", "picture-on-a-chart", "unknown-name"]


def test_a_chart_is_no_text() -> None:
    """Printed in a paragraph, a chart is an error, and not a listing of its numbers."""
    [problem] = problems_of(pptx_of("{{ chart }}"), "deck.pptx", chart=TWO)
    assert "a chart is no text; put the tag alone into a chart's alt text" in problem.message


def test_hundreds_of_charts_are_made_in_linear_time() -> None:
    """A deck of 200 charts has 200 parts and workbooks, each with a name of its own."""
    out = _deck(chart_slide("{%slide for chart in charts %}{{ chart }}"), charts=list(itertools.repeat(TWO, 200)))
    assert len(set(chart_parts(parts_of(out)))) == len(book_parts(parts_of(out))) == 200
