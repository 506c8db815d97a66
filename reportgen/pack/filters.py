"""Jinja filters for the templates of packs: `number`, `money`, `percent` and `date`.

They format a value for the language of the edition, which they read from the name `lang` of the context. Jinja hides
the context from a macro that is imported without it: `import cite with context`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from reportgen.lang.dates import format_date
from reportgen.lang.measures import Measure, format_measure
from reportgen.model.dates import parse_date
from reportgen.model.language import LANGUAGES, Language
from reportgen.template import pass_context


class ValueFilters:
    """The filters, for documents in any of the `languages`, given by tag."""

    def __init__(self, languages: Mapping[str, Language]) -> None:
        self._languages = languages

    @pass_context
    def number(self, context: Mapping[str, Any], value: Any, to: Any = None, qualifier: str | None = None) -> str:
        """`10000|number` prints 10 000, 1万 on the Mainland; with `to` a range. Raises `ValueError`."""
        return self._print(context, value, to, qualifier=qualifier)

    @pass_context
    def money(
        self, context: Mapping[str, Any], value: Any, currency: str, to: Any = None, qualifier: str | None = None
    ) -> str:
        """`1200000000|money('HKD')` prints HK$1.2 billion, 12億港元, 12亿港元. Raises `ValueError`."""
        return self._print(context, value, to, currency=currency, qualifier=qualifier)

    @pass_context
    def percent(self, context: Mapping[str, Any], value: Any, to: Any = None, qualifier: str | None = None) -> str:
        """`30|percent` prints 30 per cent, 30%. Raises `ValueError`."""
        return self._print(context, value, to, percent=True, qualifier=qualifier)

    @pass_context
    def date(self, context: Mapping[str, Any], value: Any) -> str:
        """`'mid-2024'|date` prints mid-2024, 2024年年中; every form that content may have. Raises `ValueError`."""
        return format_date(parse_date(str(value)), self._language(context))

    def by_name(self) -> Mapping[str, Callable[..., Any]]:
        """The filters by the name that a template writes."""
        return {"number": self.number, "money": self.money, "percent": self.percent, "date": self.date}

    def _print(self, context: Mapping[str, Any], value: Any, to: Any, **what: Any) -> str:
        upper = None if to is None else _decimal(to)
        return format_measure(Measure(_decimal(value), upper, **what), self._language(context), sentence=True)

    def _language(self, context: Mapping[str, Any]) -> Language:
        tag = str(context.get("lang"))
        if tag not in self._languages:
            raise ValueError("the language is not known here; import the macro 'with context'")
        return self._languages[tag]


def _decimal(value: Any) -> Decimal:
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        raise ValueError(f"'{value}' is not a number") from None
    if not found.is_finite():
        raise ValueError(f"'{value}' is not a number")
    return found


FILTERS = ValueFilters(LANGUAGES).by_name()
"""The filters for a template outside of a project, which can have the program's own languages only."""
