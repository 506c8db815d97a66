"""Makes the charts of a pack, from numbers that can be compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from reportgen.model.content import Figure
from reportgen.template import Chart, Series

MIN_BARS = 3
"""The fewest bars of a chart: fewer numbers say more in words."""
MAX_BARS = 12
"""The most bars that one slide holds in a readable size."""


class Bar(Protocol):
    """A figure as it is printed."""

    @property
    def label(self) -> object:
        """What is counted."""

    @property
    def amount(self) -> str:
        """The number with its qualifier."""

    @property
    def unit(self) -> object | None:
        """The word after the number."""

    @property
    def currency(self) -> str | None:
        """The code of a sum of money."""


class Event(Protocol):
    """A milestone, which is reached or ahead."""

    @property
    def done(self) -> bool:
        """Whether it is reached."""


class Row(Protocol):
    """A sector with its milestones of known date."""

    @property
    def title(self) -> object:
        """The name of the sector."""

    @property
    def dated(self) -> Sequence[Event]:
        """Its milestones whose dates are known."""


B = TypeVar("B")
FindLabel = Callable[[str], str]
"""Key of a label → its text, with placeholders for `%`."""


def comparable(figures: Sequence[Figure], views: Sequence[B]) -> list[tuple[Figure, B]]:
    """The largest group of figures that can be compared, the largest value first; none where it has under `MIN_BARS`.

    The figures of a group share unit or currency, date and kind of count.
    """
    groups: dict[object, list[tuple[Figure, B]]] = {}
    for figure, view in zip(figures, views, strict=True):
        if (figure.unit or figure.currency or figure.percent) and figure.to is None:
            unit = tuple(sorted(figure.unit.root.items())) if figure.unit else ()
            same = (unit, figure.currency, figure.percent, figure.as_of, figure.counted)
            groups.setdefault(same, []).append((figure, view))
    group = max(groups.values(), key=len, default=[])
    return sorted(group, key=lambda pair: -pair[0].value)[:MAX_BARS] if len(group) >= MIN_BARS else []


def figures_chart(bars: Sequence[tuple[Figure, Bar]], label: FindLabel) -> Chart | None:
    """A chart with a bar for each figure of those that are `comparable`, or None without any.

    A figure with a qualifier has its amount ("≈ 400") beside its label, since a bar cannot say "about".
    """
    if not bars:
        return None
    labels = [f"{view.label} {view.amount}" if figure.qualifier else str(view.label) for figure, view in bars]
    alt = label("alt_chart_figures") % {"n": len(bars), "label": labels[0]}
    return Chart(
        labels, [Series(str(bars[0][1].unit or bars[0][1].currency or "%"), [figure.value for figure, _ in bars])], alt
    )


def milestones_chart(sectors: Iterable[Row], date: str, label: FindLabel) -> Chart | None:
    """A chart of how many milestones each of some sectors has reached and has ahead, in their order.

    `date` is the day of the meeting, for the legend. None for fewer than `MIN_BARS` sectors.
    """
    rows = [(sector.title, sum(one.done for one in sector.dated), len(sector.dated)) for sector in sectors]
    if len(rows) < MIN_BARS:
        return None
    counts = [
        Series(label("legend_reached") % {"date": date}, [done or None for _, done, _ in rows]),
        Series(label("legend_ahead"), [total - done or None for _, done, total in rows]),
    ]
    done, total = sum(row[1] for row in rows), sum(row[2] for row in rows)
    alt = label("alt_chart_milestones") % {"total": total, "done": done, "ahead": total - done, "label": rows[0][0]}
    return Chart([title for title, _, _ in rows], counts, alt)
