"""Makes the charts of a pack, from numbers that can be compared.

In an edition of two languages categories have both, a line each, and so have the names of series, in one line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import methodcaller
from typing import Any, Protocol, TypeVar

from reportgen.model.content import Figure
from reportgen.template import Chart, Series

MIN_BARS = 3
"""The fewest bars of a chart: fewer numbers say more in words."""
MAX_BARS = 12
"""The most bars that one slide holds in a readable size."""
_LINE, _GAP = "\n", "  "
"""What stands between two languages in the name of a bar, and in that of a series."""


class InTwo(Protocol):
    """What an edition of two languages prints in both."""

    @property
    def other(self) -> Any | None:
        """The same in the second language, or None."""


class Bar(InTwo, Protocol):
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


class Row(InTwo, Protocol):
    """A sector with its milestones of known date."""

    @property
    def title(self) -> object:
        """The name of the sector."""

    @property
    def dated(self) -> Sequence[Event]:
        """Its milestones whose dates are known."""


class Legend(InTwo, Protocol):
    """What names the bars of a chart of milestones."""

    def legend(self, key: str) -> str:
        """The name that a label has for them."""


B = TypeVar("B")
V = TypeVar("V", bound=InTwo)
FindLabel = Callable[[str], str]
"""Key of a label → its text, with placeholders for `%`."""


def _in_both(view: V, say: Callable[[V], str], between: str = _LINE) -> str:
    """What is said of a view in each language of the edition; once where it is the same in both."""
    return between.join(dict.fromkeys(say(one) for one in (view, view.other) if one is not None))


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
    labels = [_in_both(view, _with_amount if figure.qualifier else _label) for figure, view in bars]
    unit = _in_both(bars[0][1], lambda view: str(view.unit or view.currency or "%"), _GAP)
    alt = label("alt_chart_figures") % {"n": len(bars), "label": labels[0].partition(_LINE)[0]}
    return Chart(labels, [Series(unit, [figure.value for figure, _ in bars])], alt)


def _label(bar: Bar) -> str:
    return str(bar.label)


def _with_amount(bar: Bar) -> str:
    return f"{bar.label} {bar.amount}"


def milestones_chart(sectors: Sequence[Row], view: Legend, label: FindLabel) -> Chart | None:
    """A chart of how many milestones each of some sectors has reached and has ahead, in their order.

    `view` names the two. None for fewer than `MIN_BARS` sectors.
    """
    if len(sectors) < MIN_BARS:
        return None
    reached = [sum(one.done for one in sector.dated) for sector in sectors]
    ahead = [len(sector.dated) - done for sector, done in zip(sectors, reached, strict=True)]
    counts = {"legend_reached": reached, "legend_ahead": ahead}
    series = [
        Series(_in_both(view, methodcaller("legend", key), _GAP), [count or None for count in column])
        for key, column in counts.items()
    ]
    said = {"total": sum(reached + ahead), "done": sum(reached), "ahead": sum(ahead), "label": sectors[0].title}
    titles = [_in_both(sector, lambda one: str(one.title)) for sector in sectors]
    return Chart(titles, series, label("alt_chart_milestones") % said)
