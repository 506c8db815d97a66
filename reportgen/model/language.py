"""Output languages as data: what Office must be told, how values are printed, what people type for them.

The values stand in `languages.toml` beside this module, whose head says what each key is for. A project
adds languages in a file of the same form (`project/languages.py`), so a function that may meet one of
these is handed the languages of the project.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, RootModel, ValidationError, model_validator

from reportgen.model.dates import Precision
from reportgen.model.target import SIDE_BY_SIDE

DEFAULT_PAGE_MARK = " ({n}/{total})"
"""What tells slides of the same title apart where a language says nothing else."""

SOURCE_LANGUAGE = "en"
"""The language that texts are translated from, and signed off against."""

QUALIFIERS = ("more-than", "about", "at-least", "up-to", "nearly", "less-than")
"""What may qualify a stored number."""

BOUNDS = ("from", "since", "by")
"""What may stand before a date."""

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")

_DATE_FIELDS = frozenset({"year", "next_year", "next_two", "part", "day"})
_FIELDS_OF_PRECISION: Mapping[str, frozenset[str]] = {
    Precision.DAY: frozenset({"month"}),
    Precision.MONTH: frozenset({"month"}),
    Precision.QUARTER: frozenset({"ordinal"}),
    Precision.HALF: frozenset({"half", "half_end"}),
}


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _check_form(form: str, fields: Collection[str]) -> None:
    """Raise `ValueError` unless a `str.format` pattern names only these fields; `""` is the field of `{}`."""
    try:
        used = [name for _, name, _, _ in Formatter().parse(form) if name is not None]
    except ValueError as fault:
        raise ValueError(f"'{form}' is no form ({fault}); write a brace as '{{{{' or '}}}}'") from None
    for name in used:
        if name not in fields:
            known = ", ".join(f"{{{field}}}" for field in sorted(fields))
            raise ValueError(f"'{form}' has the unknown place {{{name}}}; the places here are {known}")


def _form(*fields: str) -> AfterValidator:
    """The check of one form."""

    def check(form: str) -> str:
        _check_form(form, fields)
        return form

    return AfterValidator(check)


def _check_keys(table: Mapping[str, object], keys: Collection[str], complete: bool) -> None:
    for key in table:
        if key not in keys:
            raise ValueError(f"unknown key '{key}'; the keys here are {', '.join(keys)}")
    missing = [key for key in keys if key not in table]
    if missing and complete:
        raise ValueError(f"there is no form for {', '.join(missing)}; write it, or take them all over with 'like'")


def _forms(keys: Collection[str], complete: bool = True) -> AfterValidator:
    """The check of a table of forms with `{}` for the value; with `complete`, it has all of the keys."""

    def check(table: dict[str, str]) -> dict[str, str]:
        _check_keys(table, keys, complete)
        for form in table.values():
            _check_form(form, ("",))
        return table

    return AfterValidator(check)


def _date_forms(complete: bool) -> AfterValidator:
    """The check of a table of forms of dates, by precision."""

    def check(table: dict[str, str]) -> dict[str, str]:
        _check_keys(table, tuple(Precision), complete)
        for precision, form in table.items():
            _check_form(form, _DATE_FIELDS | _FIELDS_OF_PRECISION.get(precision, frozenset()))
        return table

    return AfterValidator(check)


def _check_money(table: dict[str, str]) -> dict[str, str]:
    for form in table.values():
        _check_form(form, ("",))
    return table


def _check_months(months: tuple[str, ...]) -> tuple[str, ...]:
    if len(months) not in (0, 12):
        raise ValueError(f"a year has 12 months, and the list {len(months)}; write all, or none for numbers")
    return months


def _check_bounded(table: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    _check_keys(table, BOUNDS, complete=False)
    return table


def _check_tag(tag: str) -> str:
    if not _TAG.fullmatch(tag):
        raise ValueError(f"'{tag}' is not a language tag; write it as in BCP 47: pt-MO, zh-Hant-TW")
    return tag


Range = Annotated[str, _form("low", "high")]


class Unit(NamedTuple):
    """A power of ten with its name, and the decimals a round number may have before it."""

    exponent: int
    name: str
    decimals: int

    @property
    def power(self) -> int:
        """What one such unit counts."""
        return int(10**self.exponent)


class Chinese(_Table):
    """How text is converted into, and out of, one written Chinese.

    `from_simplified` and `to_simplified` are OpenCC configurations, empty for Simplified Chinese itself;
    `spelling` names the table of `lang.chinese.spelling`; `steps` what is done beside characters.
    """

    from_simplified: str = ""
    to_simplified: str = ""
    spelling: str = ""
    steps: tuple[str, ...] = ()


class Names(_Table):
    """How names of the glossary stand in texts; `brief` is a number of characters."""

    with_honorific: Annotated[str, _form("honorific", "name")] = "{name}"
    with_post: Annotated[str, _form("post", "name")] = "{post}, {name}"
    introduced: Annotated[str, _form("name", "short")] = "{name} ({short})"
    brief: int = 32


class Lists(_Table):
    """How a list of numbers reads: "8–10, 12"."""

    comma: str = ", "
    range: Range = "{low}–{high}"


class Numbers(_Table):
    """How numbers are set; the head of `languages.toml` says what each form is for."""

    group: str = ""
    decimal: str = "."
    units: tuple[Unit, ...] = ()
    large: tuple[Unit, ...] = ()
    range: Range = "{low}–{high}"
    percent: Annotated[str, _form("")] = "{}%"
    percent_range: Range = "{low}%–{high}%"


class Words(_Table):
    """Words that forms of dates use."""

    months: Annotated[tuple[str, ...], AfterValidator(_check_months)] = ()
    ordinals: Annotated[tuple[str, ...], Field(min_length=4, max_length=4)]
    halves: Annotated[tuple[str, ...], Field(min_length=2, max_length=2)]


class Language(_Table):
    """One output language.

    `tag` is the BCP 47 tag used in content, file names and the command line; the head of `languages.toml`
    says what the others are. `chinese` is there for a written Chinese alone.
    """

    tag: Annotated[str, AfterValidator(_check_tag)]
    name: str
    script: str
    office: str
    quotes: Annotated[str, Field(min_length=4, max_length=4)]
    label: str = ""
    office_latin: str = ""
    east_asian: bool = False
    full_width: bool = False
    typeface: str = ""
    page_mark: Annotated[str, _form("n", "total")] = DEFAULT_PAGE_MARK
    aliases: tuple[str, ...] = ()
    variant_of: str = ""
    derived_from: tuple[str, ...] = ()
    like: str = ""
    chinese: Chinese | None = None
    names: Names = Names()
    lists: Lists = Lists()
    numbers: Numbers = Numbers()
    money: Annotated[dict[str, str], AfterValidator(_check_money)] = {}
    amounts: Annotated[dict[str, str], _forms(QUALIFIERS)]
    qualified: Annotated[dict[str, str], _forms(QUALIFIERS, complete=False)] = {}
    words: Words
    dates: Annotated[dict[str, str], _date_forms(complete=True)]
    bounds: Annotated[dict[str, str], _forms(BOUNDS)]
    bounded: Annotated[
        dict[str, Annotated[dict[str, str], _date_forms(complete=False)]], AfterValidator(_check_bounded)
    ] = {}

    def __hash__(self) -> int:
        return hash(self.tag)

    @property
    def latin_tag(self) -> str:
        """The tag that Office is told for Latin words in a text of this language."""
        return self.office_latin or self.office

    @property
    def column(self) -> str:
        """The tag under which glossary and content hold this language's names and texts."""
        return self.variant_of or self.tag


class LanguageTables(RootModel[dict[str, Language]]):
    """A file in the form of `languages.toml`; each table is validated as what it is with the one it is `like`.

    The validation context, where there is one, holds the languages that are there already, by tag.
    """

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, tables: Any, info: Any) -> Any:
        if not isinstance(tables, dict):
            return tables
        there = {tag: language.model_dump(exclude_unset=True) for tag, language in (info.context or {}).items()}
        everything = there | tables
        return {tag: _completed(tag, table, everything) for tag, table in tables.items()}


def _completed(tag: str, table: Any, everything: Mapping[str, Any]) -> Any:
    """A table with its tag, and with the tables of the language it is like."""
    if not isinstance(table, dict):
        return table
    model = everything.get(table.get("like", ""), {})
    taken = {key: value for key, value in model.items() if isinstance(value, dict)}
    return {**taken, **table, "tag": tag}


Fault = tuple[tuple[str, ...], str]
"""What is wrong with languages: the way to the value, and a sentence, with a hint after a semicolon."""


def faults(languages: Mapping[str, Language]) -> Iterator[Fault]:
    """What is wrong with languages that are right each for itself: names that lead nowhere, aliases taken twice."""
    taken: dict[str, str] = {}
    for tag, language in languages.items():
        for alias in _typed(language):
            if taken.setdefault(alias, tag) != tag:
                yield (tag, "aliases"), f"'{alias}' is taken by {taken[alias]}; give {tag} another alias"
        if language.variant_of and language.variant_of not in languages:
            yield (tag, "variant_of"), f"'{language.variant_of}' is no language; use one of {', '.join(languages)}"
        for origin in language.derived_from:
            if origin not in languages:
                yield (tag, "derived_from"), f"'{origin}' is no language; use one of {', '.join(languages)}"
            elif not language.chinese or not languages[origin].chinese:
                yield (tag, "derived_from"), f"{tag} cannot be derived from {origin}; one Chinese is, from another"


def _typed(language: Language) -> tuple[str, ...]:
    """What people type for a language, in lower case."""
    return tuple(text.lower() for text in (language.tag, *language.aliases))


def read_languages(text: str) -> dict[str, Language]:
    """The languages of a TOML text in the form of `languages.toml`, by tag.

    Raises `ValueError` where a table lacks a value, holds one that nobody reads, or an alias is taken.
    """
    try:
        languages = LanguageTables.model_validate(tomllib.loads(text)).root
    except ValidationError as error:
        raise ValueError(f"these are no languages: {error}") from None
    for _, message in faults(languages):
        raise ValueError(message)
    return languages


def with_own_texts(languages: Mapping[str, Language]) -> dict[str, Language]:
    """The languages without the registers, which print the names and texts of another."""
    return {tag: language for tag, language in languages.items() if not language.variant_of}


PROFILES: Mapping[str, Language] = MappingProxyType(
    read_languages(Path(__file__).with_name("languages.toml").read_text(encoding="utf-8"))
)
"""Every language and register that the program brings along, by tag."""

LANGUAGES: Mapping[str, Language] = MappingProxyType(with_own_texts(PROFILES))
"""Those with names and texts of their own, in the order in which packs are built."""


def parse_language(text: str, languages: Mapping[str, Language] = LANGUAGES) -> Language:
    """The language for a tag or for what people type (`zh-HK`, `tc`, `SC`).

    `languages` are those to choose from. Raises `ValueError` with the accepted tags when there is none.
    """
    typed = text.strip().lower().replace("_", "-")
    for language in languages.values():
        if typed in _typed(language):
            return language
    raise ValueError(f"unknown language '{text}'; use one of {', '.join(languages)}")


def edition_languages(tag: str, languages: Mapping[str, Language] = LANGUAGES) -> tuple[Language, ...]:
    """The languages of an edition, by the tag that `parse_edition` made: one, or two side by side."""
    return tuple(languages[part] for part in tag.split(SIDE_BY_SIDE))


def parse_edition(text: str, languages: Mapping[str, Language] = LANGUAGES) -> str:
    """The tag of an edition: a language, or two side by side in the order typed (`en+tc` is `en+zh-Hant`).

    `languages` are those to choose from. Raises `ValueError` for an unknown language, for one beside
    itself, and for more than two.
    """
    parts = text.split(SIDE_BY_SIDE)
    if len(parts) > 2:
        raise ValueError(f"'{text}' names {len(parts)} languages; an edition has one, or two side by side")
    try:
        tags = [parse_language(part, languages).tag for part in parts]
    except ValueError as fault:
        raise ValueError(f"{fault}" + (f" on either side of the {SIDE_BY_SIDE}" if len(parts) > 1 else "")) from None
    if len(tags) > len(set(tags)):
        raise ValueError(f"'{text}' names the same language twice; write '{tags[0]}', or two that differ")
    return SIDE_BY_SIDE.join(tags)


def currencies(languages: Iterable[Language]) -> tuple[str, ...]:
    """The currencies (ISO 4217) that each of the languages has a form for."""
    first, *others = languages
    return tuple(code for code in first.money if all(code in each.money for each in others))
