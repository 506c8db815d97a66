"""A number as templates see it, with all that is said about it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from reportgen.lang.measures import Measure, format_measure
from reportgen.pack import fields
from reportgen.pack.fields import Field, View, computed
from reportgen.pack.lists import Phrase
from reportgen.pack.own_views import own_fields, pictures


class FigureView(View):
    """A number: `amount` with its qualifier, `bare` without, `sentence` as running text has it.

    `number` and `caption` together say all about it. `value` is what is stored; `currency` its code where it is a sum
    of money.
    """

    value: Field[Decimal] = fields.value(Decimal)
    currency: Field[str | None] = fields.value(str)
    label = fields.text()
    source = fields.paragraphs()
    mark = fields.mark()
    counted: Field[bool] = fields.value(bool)
    unit = fields.optional_text()
    as_of = fields.optional_date()
    extra = own_fields("figure")
    pictures = pictures()

    @computed
    def amount(self) -> str:
        """The number with its qualifier."""
        return self._written(self._measure())

    @computed
    def number(self) -> Phrase:
        """The number with its qualifier, and with its unit where the language writes the two together."""
        together = self._pack.language.east_asian and self.unit
        return Phrase([self.amount, self.unit] if together else [self.amount])

    @computed
    def bare(self) -> str:
        """The number alone."""
        return self._written(replace(self._measure(), qualifier=None))

    @computed
    def caption(self) -> Phrase:
        """What is counted, with the unit where `number` has none, its date, and whether we counted."""
        said: list[Any] = [self.label]
        if self.unit and not self._pack.language.east_asian:
            goes_on = str(self.label)[:1].islower()  # "12 areas of co-operation", but "205 people: Hong Kong …"
            said = [Phrase([self.unit, self.label], " " if goes_on else self._pack.label("colon"))]
        if self.as_of:
            said.append(self._pack.label("as_at") % {"date": self.as_of})
        if self.counted:
            said.append(self._pack.label("our_count"))
        return Phrase(said, self._pack.label("clause_comma"))

    @computed
    def notes(self) -> Phrase:
        """What to say about it, with its source."""
        return self._pack.spoken([Phrase([self.amount, self.label], " ")], self.source)

    @computed
    def sentence(self) -> str:
        """The number as running text has it."""
        return self._written(self._measure(), sentence=True)

    def _measure(self) -> Measure:
        names = ("value", "to", "currency", "percent", "qualifier")
        return Measure(*(self._pack.value(self._node, name) for name in names))

    def _written(self, measure: Measure, sentence: bool = False) -> str:
        return self._pack.written(format_measure(measure, self._pack.language, sentence))
