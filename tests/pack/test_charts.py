"""The charts that the content allows: what is drawn together, in which order, and when nothing is."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from reportgen.model.content import Figure
from reportgen.model.language import LANGUAGES
from reportgen.model.target import OVERVIEW
from reportgen.pack.charts import MIN_BARS, comparable, figures_chart
from reportgen.pack.context import make_context
from reportgen.pack.references import References
from reportgen.pack.writer import Writer
from reportgen.project.load import Project

PLACES = {"en": "places", "zh-Hant": "個"}


def _figure(value: int, **given: Any) -> Figure:
    text = {"en": f"Label {value}", "zh-Hant": "標籤"}
    return Figure.model_validate({"value": value, "label": text, "unit": PLACES, "source": "record#1", **given})


def _view(figure: Figure, tag: str, other: SimpleNamespace | None = None) -> SimpleNamespace:
    label, unit = figure.label.root[tag], figure.unit and figure.unit.root[tag]
    return SimpleNamespace(amount=f"≈ {figure.value}", currency=figure.currency, label=label, unit=unit, other=other)


def _chart(*figures: Figure, other: str = "") -> Any:
    views = [_view(f, "en", _view(f, other) if other else None) for f in figures]
    return figures_chart(comparable(figures, views), lambda key: f"{key}: %(n)s, %(label)s")


def test_three_figures_of_one_unit_are_drawn_with_the_largest_first() -> None:
    """The bars need no looking about, and the alt text names the largest."""
    chart = _chart(_figure(20), _figure(40), _figure(30))
    assert chart.categories == ["Label 40", "Label 30", "Label 20"]
    assert [(s.name, list(s.values)) for s in chart.series] == [("places", [40, 30, 20])]
    assert chart.alt == "alt_chart_figures: 3, Label 40"


def test_a_qualified_figure_says_so_beside_its_label() -> None:
    """A bar cannot say that a number is approximate."""
    assert _chart(_figure(2, qualifier="about"), _figure(1), _figure(3)).categories[1] == "Label 2 ≈ 2"


def test_in_two_languages_bars_and_series_have_both_names() -> None:
    """A line each; what is the same in both stands there once."""
    chart = _chart(_figure(2, qualifier="about"), _figure(1), _figure(3), other="zh-Hant")
    assert chart.categories == ["Label 3\n標籤", "Label 2 ≈ 2\n標籤 ≈ 2", "Label 1\n標籤"]
    assert chart.series[0].name == "places  個"
    assert _chart(*(_figure(n) for n in (1, 2, 3)), other="en").series[0].name == "places"


@pytest.mark.parametrize(
    "other",
    [
        {"unit": {"en": "firms", "zh-Hant": "個"}},
        {"unit": None},
        {"as_of": "2022"},
        {"counted": True},
    ],
    ids=["another unit", "no unit", "another date", "our own count"],
)
def test_what_cannot_be_compared_is_not_drawn_together(other: dict[str, Any]) -> None:
    """The measure word alone does not make two numbers comparable."""
    assert _chart(_figure(1), _figure(2), _figure(3, **other)) is None


def test_two_figures_make_no_chart() -> None:
    """They say more as big numbers."""
    assert _chart(*(_figure(n) for n in range(MIN_BARS - 1))) is None


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_overview_draws_the_milestones_of_every_sector(own: Project, tag: str) -> None:
    """Reached and ahead add up to each sector's milestones; most first; no bar is a zero."""
    writer = Writer(LANGUAGES[tag], own.glossary)
    context = make_context(own, OVERVIEW, References(own), writer)
    chart = context["sector"].charts.milestones
    counts = {str(s.title): len(s.milestones) for s in context["sectors"] if s.milestones}
    reached, ahead = ([value or 0 for value in series.values] for series in chart.series)
    totals = [a + b for a, b in zip(reached, ahead, strict=True)]
    assert dict(zip(map(str, chart.categories), totals, strict=True)) == counts
    assert totals == sorted(totals, reverse=True)
    assert 0 not in [value for series in chart.series for value in series.values]
    assert str(sum(totals)) in chart.alt
    assert str(sum(reached)) in chart.alt


def test_in_two_languages_the_overview_names_sectors_and_legend_in_both(own: Project) -> None:
    """Whichever the reader knows."""
    first, second = (Writer(LANGUAGES[tag], own.glossary) for tag in ("en", "zh-Hant"))
    context = make_context(own, OVERVIEW, References(own), first, second)
    chart = context["sector"].charts.milestones
    titles = {f"{s.title}\n{s.other.title}" for s in context["sectors"] if s.milestones}
    assert set(chart.categories) == titles
    assert [series.name for series in chart.series] == [
        "Reached by February\u00a022,\u00a02023  2023年2月22日或之前已達成",
        "Still ahead  有待落實",
    ]


def test_a_sector_without_comparable_figures_has_no_chart(small: Project) -> None:
    """Its charts are false, so that a slide can be left out."""
    writer = Writer(LANGUAGES["en"], small.glossary)
    charts = make_context(small, "finance", References(small), writer)["sector"].charts
    assert (charts.figures, charts.milestones) == (None, None)
