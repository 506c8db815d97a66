"""Jinja filters for the templates of packs: `number`, `money`, `percent`, `date` and `capital`.

The first four format a value for the language of the edition, which they read from the name `lang` of the context.
Jinja hides the context from a macro that is imported without it: `import cite with context`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from reportgen.diagnostics import Message
from reportgen.lang.dates import format_date
from reportgen.lang.measures import Measure, format_measure
from reportgen.model.dates import parse_date
from reportgen.model.language import LANGUAGES, Language
from reportgen.pack.writer import capital
from reportgen.project.load import Project
from reportgen.template import RichText, pass_context


@pass_context
@dataclass(frozen=True)
class ValueFilter:
    """A filter that formats a value in the language of the document, one of `languages`.

    It is plain data and no bound method, so that a compiled template, which holds its filters, pickles and equals
    its copy.
    """

    format: Callable[..., str]
    languages: Mapping[str, Language] = field(hash=False)

    def __call__(self, context: Mapping[str, Any], *values: Any, **options: Any) -> str:
        """Format a value in the language that the template is rendered in. Raises `ValueError`."""
        tag = str(context.get("lang"))
        if tag not in self.languages:
            raise ValueError(Message("the language is not known here; import the macro 'with context'"))
        return self.format(self.languages[tag], *values, **options)


def _number(language: Language, value: Any, to: Any = None, qualifier: str | None = None) -> str:
    """`10000|number` prints 10 000, 1万 on the Mainland; with `to` a range."""
    return _format_measure(language, value, to, qualifier=qualifier)


def _money(language: Language, value: Any, currency: str, to: Any = None, qualifier: str | None = None) -> str:
    """`1200000000|money('HKD')` prints HK$1.2 billion, 12億港元, 12亿港元."""
    return _format_measure(language, value, to, currency=currency, qualifier=qualifier)


def _percent(language: Language, value: Any, to: Any = None, qualifier: str | None = None) -> str:
    """`30|percent` prints 30 per cent, 30%."""
    return _format_measure(language, value, to, percent=True, qualifier=qualifier)


def _date(language: Language, value: Any) -> str:
    """`'mid-2024'|date` prints mid-2024, 2024年年中; every form that content may have."""
    return format_date(parse_date(str(value)), language)


_FUNCTIONS: Mapping[str, Callable[..., str]] = {"number": _number, "money": _money, "percent": _percent, "date": _date}
"""Name of a filter in templates → its function. All raise `ValueError`."""


def value_filters(languages: Mapping[str, Language]) -> Mapping[str, Callable[..., Any]]:
    """The filters by name, for documents in any of the `languages`, given by tag."""
    formats = {name: ValueFilter(function, languages) for name, function in _FUNCTIONS.items()}
    return {**formats, "capital": _capital}


def own_filters(project: Project) -> Mapping[str, Callable[..., Any]]:
    """The filters of a project's hooks. Raises `ProblemsFound` where these have faults."""
    hooks = project.settings.hooks
    if not hooks:
        return {}
    from reportgen.hooks import own_hooks

    return own_hooks.own_filters(hooks)


def project_filters(project: Project | None) -> Mapping[str, Callable[..., Any]]:
    """The filters that templates of a project may use; outside of one, the program's. Raises `ProblemsFound`."""
    return FILTERS if project is None else {**value_filters(project.languages), **own_filters(project)}


def _capital(value: Any) -> Any:
    """`'the Government'|capital` prints The Government; bold, links and the mentions of a text are kept."""
    return Capitalised(value) if hasattr(type(value), "__rich__") else capital(str(value)) if value else value


class Capitalised:
    """Rich text that begins with a capital; it is written when it is printed, as what it is made of is."""

    __slots__ = ("_text",)

    def __init__(self, text: Any) -> None:
        self._text = text

    def __rich__(self) -> RichText:
        return _begun(self._text.__rich__())

    def __rich_aside__(self) -> RichText:
        return _begun(getattr(self._text, "__rich_aside__", self._text.__rich__)())

    def __str__(self) -> str:
        return capital(str(self._text))

    def __bool__(self) -> bool:
        return bool(self._text)


def _begun(text: RichText) -> RichText:
    spans = [span for span in text.spans if span.text]
    return RichText(*(replace(span, text=capital(span.text)) for span in spans[:1]), *spans[1:])


def _format_measure(language: Language, value: Any, to: Any, **what: Any) -> str:
    upper = None if to is None else _decimal(to)
    return format_measure(Measure(_decimal(value), upper, **what), language, sentence=True)


def _decimal(value: Any) -> Decimal:
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        raise ValueError(Message("'{value}' is not a number", value=value)) from None
    if not found.is_finite():
        raise ValueError(Message("'{value}' is not a number", value=value))
    return found


FILTERS = value_filters(LANGUAGES)
"""The filters for a template outside of a project, which can have the program's own languages only."""
