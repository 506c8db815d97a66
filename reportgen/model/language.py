"""Output languages as data: their tags in Office, how values are formatted, and what people type for them.

The values stand in `languages.toml` beside this module; the comment at its top explains each key. A project
adds languages in a file of the same format (`project/languages.py`), so a function that may meet one of
these is given the languages of the project.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, get_args

from reportgen.diagnostics import Message, shortened
from reportgen.model.dates import Precision
from reportgen.model.language_tables import Fault, build_dataclass, check_keys, check_pattern
from reportgen.model.target import EDITION_SEPARATOR

DEFAULT_PAGE_MARK = " ({n}/{total})"
"""Added to the title of slides that have the same one, unless a language has its own pattern."""

SOURCE_LANGUAGE = "en"
"""The language of the program's own words, and of the labels that projects begin with."""

Qualifier = Literal["more-than", "about", "at-least", "up-to", "nearly", "less-than"]
"""How a stored number is qualified."""
QUALIFIERS: tuple[Qualifier, ...] = get_args(Qualifier)

BOUNDS = ("from", "since", "by")
"""The bounds of a date that every language words; `before` may be left out."""

_OPTIONAL_PRECISIONS = (Precision.SEASON, Precision.UNKNOWN)
"""What a language need not word: without seasons it has their months, without a word for what is unknown a dash."""

INTERVALS = ("days", "days-of-months", "months")
"""Intervals in one year: days of a month, days of two months, months. Others are the `whole` of two dates."""

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_DATE_FIELDS = frozenset({"year", "next_year", "next_two", "part", "day"})
_FIELDS_OF_PRECISION: Mapping[str, frozenset[str]] = {
    Precision.DAY: frozenset({"month"}),
    Precision.MONTH: frozenset({"month"}),
    Precision.QUARTER: frozenset({"ordinal"}),
    Precision.HALF: frozenset({"half", "half_end"}),
    Precision.SEASON: frozenset({"season"}),
}
_INTERVAL_FIELDS = frozenset({"year", "month", "day", "last_month", "last_day"})


def _checked(check: Callable[[Any], None], **default: Any) -> Any:
    """A dataclass field with a check, which is called with a value read from a table and may raise `ValueError`."""
    return field(metadata={"check": check}, **default)


def _pattern(*fields: str, default: str) -> Any:
    """A dataclass field that holds a `str.format` pattern with these replacement fields."""
    return _checked(lambda pattern: check_pattern(pattern, fields), default=default)


def _check_patterns(table: Mapping[str, str]) -> None:
    for pattern in table.values():
        check_pattern(pattern, ("",))


def _check_amounts(table: Mapping[str, str]) -> None:
    check_keys(table, QUALIFIERS)
    _check_patterns(table)


def _check_qualified(table: Mapping[str, str]) -> None:
    check_keys(table, QUALIFIERS, complete=False)
    _check_patterns(table)


def _check_bounds(table: Mapping[str, str]) -> None:
    check_keys(table, BOUNDS, optional=("before",))
    _check_patterns(table)


def _check_intervals(table: Mapping[str, str]) -> None:
    check_keys(table, (*INTERVALS, "whole"), complete=False)
    for kind, pattern in table.items():
        check_pattern(pattern, _INTERVAL_FIELDS if kind in INTERVALS else ("first", "last"))


def _check_dates(table: Mapping[str, str], complete: bool = True) -> None:
    check_keys(table, [one for one in Precision if one not in _OPTIONAL_PRECISIONS], complete, _OPTIONAL_PRECISIONS)
    for precision, pattern in table.items():
        check_pattern(pattern, _DATE_FIELDS | _FIELDS_OF_PRECISION.get(precision, frozenset()))


def _check_bounded(tables: Mapping[str, Mapping[str, str]]) -> None:
    check_keys(tables, (*BOUNDS, "before"), complete=False)
    for table in tables.values():
        _check_dates(table, complete=False)


def _check_tag(tag: str) -> None:
    if not _TAG.fullmatch(tag):
        raise ValueError(Message("'{tag}' is not a language tag; write it as in BCP 47: pt-MO, zh-Hant-TW", tag=tag))


def _check_length(*lengths: int) -> Callable[[Any], None]:
    """A check that a value has one of the lengths; the last one is that of a whole value."""

    def check(value: str | tuple[str, ...]) -> None:
        if len(value) not in lengths:
            raise ValueError(
                Message("there are {count} of {whole}; write them all", count=len(value), whole=lengths[-1])
            )

    return check


class Unit(NamedTuple):
    """A power of ten with its name; `decimals` is how many a number in this unit may have and still count as round."""

    exponent: int
    name: str
    decimals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chinese:
    """How text is converted into one written Chinese, and out of it.

    `from_simplified` and `to_simplified` are OpenCC configurations, empty for Simplified Chinese itself.
    `spelling` names a table of `lang.chinese.spelling`; `steps` are the conversion steps beside characters.
    """

    from_simplified: str = ""
    to_simplified: str = ""
    spelling: str = ""
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Patterns for names of the glossary; `brief` is the most characters of a name in a narrow place."""

    with_honorific: str = _pattern("honorific", "name", default="{name}")
    with_post: str = _pattern("post", "name", default="{post}, {name}")
    introduced: str = _pattern("name", "short", default="{name} ({short})")
    brief: int = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """Patterns for a list of numbers: "8–10, 12"."""

    comma: str = ", "
    range: str = _pattern("low", "high", default="{low}–{high}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Patterns and units for numbers; the comment at the top of `languages.toml` explains each."""

    group: str = ""
    decimal: str = "."
    units: tuple[Unit, ...] = ()
    large: tuple[Unit, ...] = ()
    range: str = _pattern("low", "high", default="{low}–{high}")
    percent: str = _pattern("", default="{}%")
    percent_range: str = _pattern("low", "high", default="{low}%–{high}%")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words for the patterns of dates; where there are no names of months, dates have their numbers.

    `seasons` are spring, summer, autumn and winter.
    """

    ordinals: tuple[str, ...] = _checked(_check_length(4))
    halves: tuple[str, ...] = _checked(_check_length(2))
    months: tuple[str, ...] = _checked(_check_length(0, 12), default=())
    seasons: tuple[str, ...] = _checked(_check_length(0, 4), default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One output language.

    `tag` is the BCP 47 tag used in content, file names and the command line; the comment at the top of
    `languages.toml` explains the other fields. Only a written Chinese has `chinese`.
    """

    tag: str = _checked(_check_tag)
    name: str
    script: str
    office: str
    quotes: str = _checked(_check_length(4))
    label: str = ""
    office_latin: str = ""
    east_asian: bool = False
    full_width: bool = False
    typeface: str = ""
    page_mark: str = _pattern("n", "total", default=DEFAULT_PAGE_MARK)
    aliases: tuple[str, ...] = ()
    variant_of: str = ""
    derived_from: tuple[str, ...] = ()
    like: str = ""
    chinese: Chinese | None = None
    names: Names = Names()
    lists: Lists = Lists()
    numbers: Numbers = Numbers()
    money: Mapping[str, str] = _checked(_check_patterns, default_factory=dict)
    amounts: Mapping[str, str] = _checked(_check_amounts)
    qualified: Mapping[str, str] = _checked(_check_qualified, default_factory=dict)
    words: Words
    dates: Mapping[str, str] = _checked(_check_dates)
    bounds: Mapping[str, str] = _checked(_check_bounds)
    bounded: Mapping[str, Mapping[str, str]] = _checked(_check_bounded, default_factory=dict)
    intervals: Mapping[str, str] = _checked(_check_intervals, default_factory=dict)

    def __hash__(self) -> int:
        return hash(self.tag)

    @property
    def latin_tag(self) -> str:
        """The language tag for Office of Latin words in a text of this language."""
        return self.office_latin or self.office

    @property
    def column(self) -> str:
        """The tag under which glossary and content hold this language's names and texts."""
        return self.variant_of or self.tag

    @property
    def of_texts(self) -> Language:
        """The language under the tag of its texts: of a register, that of the language whose texts it prints."""
        return replace(self, tag=self.column) if self.variant_of else self


_SHIPPED: Mapping[str, Any] = tomllib.loads(Path(__file__).with_name("languages.toml").read_text(encoding="utf-8"))


def make_languages(
    tables: Mapping[str, Any], existing: Mapping[str, Language] | None = None
) -> tuple[dict[str, Language], list[Fault]]:
    """The languages of tables as in `languages.toml`, added to the `existing` ones, by tag; and all faults.

    A table that has a fault gives no language.
    """
    languages = dict(existing or {})
    faults: list[Fault] = []
    all_tables = {**_SHIPPED, **tables}
    for tag, table in tables.items():
        if existing and tag in existing:
            faults.append(
                Fault((tag,), Message("the language '{tag}' is there already; give your own another tag", tag=tag))
            )
        elif language := _make_language(tag, table, all_tables, faults):
            languages[tag] = language
    for tag, language in languages.items():
        if language.variant_of in languages and not language.derived_from:  # what its texts are derived from, it is too
            languages[tag] = replace(language, derived_from=languages[language.variant_of].derived_from)
    for tag in [tag for tag in tables if tag in languages and tag not in (existing or ())]:
        faults += _check_references(languages[tag], languages, all_tables)
    return languages, faults


def _make_language(tag: str, table: Any, all_tables: Mapping[str, Any], faults: list[Fault]) -> Language | None:
    """The language of one table. The inner tables that it lacks are those of the language it is `like`, and so on."""
    inherited: dict[str, Any] = {}
    ancestor, seen = table, {tag}
    while isinstance(ancestor, dict) and "like" in ancestor:
        like = str(ancestor["like"])
        if like not in all_tables or like in seen:
            faults.append(
                Fault(
                    (tag, "like"),
                    Message(
                        "'{like}' is no language to be like; use one of {all_tables}",
                        like=like,
                        all_tables=[*all_tables],
                    ),
                )
            )
            return None
        seen.add(like)
        ancestor = all_tables[like]
        inherited = {key: value for key, value in ancestor.items() if isinstance(value, dict)} | inherited
    whole = {**inherited, **table, "tag": tag} if isinstance(table, dict) else table
    return build_dataclass(Language, whole, (tag,), faults)


def _check_references(
    language: Language, languages: Mapping[str, Language], all_tables: Mapping[str, object]
) -> Iterable[Fault]:
    """Faults of a language's table: tags that no language has, and aliases that another language has."""
    tag = language.tag
    references = [("variant_of", language.variant_of), *(("derived_from", origin) for origin in language.derived_from)]
    for key, reference in references:
        if reference and reference not in all_tables:
            yield Fault(
                (tag, key),
                Message(
                    "'{reference}' is no language; use one of {all_tables}",
                    reference=reference,
                    all_tables=[*all_tables],
                ),
            )
    for origin in language.derived_from:
        if origin in languages and not (language.chinese and languages[origin].chinese):
            message = Message(
                "{tag} cannot be derived from {origin}; one Chinese is, from another", tag=tag, origin=origin
            )
            yield Fault((tag, "derived_from"), message)
    for other in languages.values():
        for alias in _taken(language, other) if other.tag != tag else ():
            yield Fault(
                (tag, "aliases"),
                Message(
                    "'{alias}' is taken by {tag}; give {other} another alias", alias=alias, tag=other.tag, other=tag
                ),
            )


def _taken(language: Language, other: Language) -> set[str]:
    """What both languages would be called by; a tag outranks another language's alias, so that `en-GB` may be one."""
    aliases = {alias.lower() for alias in language.aliases}
    return aliases & {other.tag.lower(), *map(str.lower, other.aliases)}


def _shipped_languages() -> dict[str, Language]:
    languages, faults = make_languages(_SHIPPED)
    assert not faults, faults
    return languages


def with_own_texts(languages: Mapping[str, Language]) -> dict[str, Language]:
    """The languages without the registers, which print the names and texts of another language (`variant_of`)."""
    return {tag: language for tag, language in languages.items() if not language.variant_of}


PROFILES: Mapping[str, Language] = MappingProxyType(_shipped_languages())
"""Every language and register that the program brings along, by tag."""

LANGUAGES: Mapping[str, Language] = MappingProxyType(with_own_texts(PROFILES))
"""The languages with names and texts of their own, in the order in which packs are built."""


def parse_language(text: str, languages: Mapping[str, Language] = LANGUAGES) -> Language:
    """The language for a tag or for what people type (`zh-HK`, `tc`, `SC`).

    A tag outranks another language's alias. `languages` are those to choose from. Raises `ValueError` with the
    accepted tags when there is none.
    """
    typed = text.strip().lower().replace("_", "-")
    aliases = {alias.lower(): language for language in languages.values() for alias in language.aliases}
    tags = {language.tag.lower(): language for language in languages.values()}
    if language := tags.get(typed) or aliases.get(typed):
        return language
    raise ValueError(
        Message("unknown language '{text}'; use one of {languages}", text=shortened(text, 60), languages=[*languages])
    )


def broader_tags(tag: str) -> list[str]:
    """The tags of broader languages, the nearest first, by RFC 4647, section 3.4.

    >>> broader_tags("zh-Hant-TW")
    ['zh-Hant', 'zh']
    """
    subtags = tag.split("-")
    return ["-".join(subtags[:length]) for length in range(len(subtags) - 1, 0, -1)]


def edition_languages(tag: str, languages: Mapping[str, Language] = LANGUAGES) -> tuple[Language, ...]:
    """The languages of an edition, by the tag that `parse_edition` made: one, or two side by side."""
    return tuple(languages[part] for part in tag.split(EDITION_SEPARATOR))


def parse_edition(text: str, languages: Mapping[str, Language] = LANGUAGES) -> str:
    """The tag of an edition: a language, or two side by side in the order typed (`en+tc` is `en+zh-Hant`).

    `languages` are those to choose from. Raises `ValueError` for an unknown language, for one beside
    itself, and for more than two.
    """
    parts = text.split(EDITION_SEPARATOR)
    if len(parts) > 2:
        raise ValueError(
            Message(
                "'{text}' names {count} languages; an edition has one, or two side by side", text=text, count=len(parts)
            )
        )
    try:
        tags = [parse_language(part, languages).tag for part in parts]
    except ValueError as fault:
        where = (
            Message(" on either side of the {edition_separator}", edition_separator=EDITION_SEPARATOR)
            if len(parts) > 1
            else ""
        )
        raise ValueError(Message("{fault}{where}", fault=fault, where=where)) from None
    if len(tags) > len(set(tags)):
        raise ValueError(
            Message(
                "'{text}' names the same language twice; write '{tags}', or two that differ", text=text, tags=tags[0]
            )
        )
    return EDITION_SEPARATOR.join(tags)


def is_currency(code: str, languages: Iterable[Language]) -> bool:
    """Whether a code is one of ISO 4217: one that a language has a form for, or one of all, which are loaded then."""
    if any(code in language.money for language in languages):
        return True
    from babel.core import get_global

    return code in get_global("all_currencies")
