"""The charts that the content allows: numbers that can be compared, and nothing invented."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from reportgen.model.content import Figure
from reportgen.pack.views import FigureView, SectorView
from reportgen.template import Chart, Series

FEWEST = 3
"""Fewer numbers say more in words than in a chart."""
MOST = 12
"""Bars that one slide holds in a readable size."""

Label = Callable[[str], str]
"""The label of a key, with places to fill."""


def figures_chart(figures: Sequence[Figure], views: Sequence[FigureView], label: Label) -> Chart | None:
    """A bar for each of the figures that share unit or currency, date and kind of count, the largest first.

    Of several such groups the largest is drawn; None where no group has `FEWEST` figures. A figure
    with a qualifier has its amount ("≈ 400") beside its label, since a bar cannot say "about".
    """
    groups: dict[object, list[tuple[Figure, FigureView]]] = {}
    for figure, view in zip(figures, views, strict=True):
        if (figure.unit or figure.currency or figure.percent) and figure.to is None:
            unit = tuple(sorted(figure.unit.root.items())) if figure.unit else ()
            same = (unit, figure.currency, figure.percent, figure.as_of, figure.counted)
            groups.setdefault(same, []).append((figure, view))
    group = max(groups.values(), key=len, default=[])
    if len(group) < FEWEST:
        return None
    bars = sorted(group, key=lambda pair: -pair[0].value)[:MOST]
    labels = [f"{view.label} {view.amount}" if figure.qualifier else str(view.label) for figure, view in bars]
    alt = label("alt_chart_figures") % {"n": len(bars), "label": labels[0]}
    return Chart(
        labels, [Series(str(bars[0][1].unit or bars[0][1].currency or "%"), [figure.value for figure, _ in bars])], alt
    )


def milestones_chart(sectors: Iterable[SectorView], date: str, label: Label) -> Chart | None:
    """The dated milestones of each sector, reached and still ahead, the sectors with most of them first.

    `date` is the day of the meeting, for the legend. Sectors without milestones have no bar.
    """
    rows = [(s.title, sum(m.done for m in s.milestones), len(s.milestones)) for s in sectors if s.milestones]
    if len(rows) < FEWEST:
        return None
    rows.sort(key=lambda row: -row[2])
    counts = [
        Series(label("legend_reached") % {"date": date}, [done or None for _, done, _ in rows]),
        Series(label("legend_ahead"), [total - done or None for _, done, total in rows]),
    ]
    done, total = sum(row[1] for row in rows), sum(row[2] for row in rows)
    alt = label("alt_chart_milestones") % {"total": total, "done": done, "ahead": total - done, "label": rows[0][0]}
    return Chart([title for title, _, _ in rows], counts, alt)
