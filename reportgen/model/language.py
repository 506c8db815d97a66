"""Output languages as data: what Office must be told, how values are printed, what people type for them.

The values stand in `languages.toml` beside this module, whose head says what each key is for. A project
adds languages in a file of the same form (`project/languages.py`), so a function that may meet one of
these is handed the languages of the project.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from reportgen.model.dates import Precision
from reportgen.model.language_tables import Fault, build, check_form, check_keys
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

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_DATE_FIELDS = frozenset({"year", "next_year", "next_two", "part", "day"})
_FIELDS_OF_PRECISION: Mapping[str, frozenset[str]] = {
    Precision.DAY: frozenset({"month"}),
    Precision.MONTH: frozenset({"month"}),
    Precision.QUARTER: frozenset({"ordinal"}),
    Precision.HALF: frozenset({"half", "half_end"}),
}


def _checked(check: Callable[[Any], None], **default: Any) -> Any:
    """A field whose value `check` looks at where it is read from a table; it raises `ValueError`."""
    return field(metadata={"check": check}, **default)


def _form(*places: str, default: str) -> Any:
    """A field that holds a form with these places."""
    return _checked(lambda form: check_form(form, places), default=default)


def _check_forms(table: Mapping[str, str]) -> None:
    for form in table.values():
        check_form(form, ("",))


def _check_amounts(table: Mapping[str, str]) -> None:
    check_keys(table, QUALIFIERS)
    _check_forms(table)


def _check_qualified(table: Mapping[str, str]) -> None:
    check_keys(table, QUALIFIERS, complete=False)
    _check_forms(table)


def _check_bounds(table: Mapping[str, str]) -> None:
    check_keys(table, BOUNDS)
    _check_forms(table)


def _check_dates(table: Mapping[str, str], complete: bool = True) -> None:
    check_keys(table, tuple(Precision), complete)
    for precision, form in table.items():
        check_form(form, _DATE_FIELDS | _FIELDS_OF_PRECISION.get(precision, frozenset()))


def _check_bounded(tables: Mapping[str, Mapping[str, str]]) -> None:
    check_keys(tables, BOUNDS, complete=False)
    for table in tables.values():
        _check_dates(table, complete=False)


def _check_tag(tag: str) -> None:
    if not _TAG.fullmatch(tag):
        raise ValueError(f"'{tag}' is not a language tag; write it as in BCP 47: pt-MO, zh-Hant-TW")


def _check_length(*lengths: int) -> Callable[[Any], None]:
    def check(value: str | tuple[str, ...]) -> None:
        if len(value) not in lengths:
            raise ValueError(f"there are {len(value)} of {' or '.join(map(str, lengths))}; write them all")

    return check


class Unit(NamedTuple):
    """A power of ten with its name, and the decimals a round number may have before it."""

    exponent: int
    name: str
    decimals: int

    @property
    def power(self) -> int:
        """What one such unit counts."""
        return int(10**self.exponent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chinese:
    """How text is converted into, and out of, one written Chinese.

    `from_simplified` and `to_simplified` are OpenCC configurations, empty for Simplified Chinese itself;
    `spelling` names the table of `lang.chinese.spelling`; `steps` what is done beside characters.
    """

    from_simplified: str = ""
    to_simplified: str = ""
    spelling: str = ""
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """How names of the glossary stand in texts; `brief` is a number of characters."""

    with_honorific: str = _form("honorific", "name", default="{name}")
    with_post: str = _form("post", "name", default="{post}, {name}")
    introduced: str = _form("name", "short", default="{name} ({short})")
    brief: int = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """How a list of numbers reads: "8–10, 12"."""

    comma: str = ", "
    range: str = _form("low", "high", default="{low}–{high}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """How numbers are set; the head of `languages.toml` says what each form is for."""

    group: str = ""
    decimal: str = "."
    units: tuple[Unit, ...] = ()
    large: tuple[Unit, ...] = ()
    range: str = _form("low", "high", default="{low}–{high}")
    percent: str = _form("", default="{}%")
    percent_range: str = _form("low", "high", default="{low}%–{high}%")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words that forms of dates use; without months, dates have their numbers."""

    ordinals: tuple[str, ...] = _checked(_check_length(4))
    halves: tuple[str, ...] = _checked(_check_length(2))
    months: tuple[str, ...] = _checked(_check_length(0, 12), default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One output language.

    `tag` is the BCP 47 tag used in content, file names and the command line; the head of `languages.toml`
    says what the others are. `chinese` is there for a written Chinese alone.
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
    page_mark: str = _form("n", "total", default=DEFAULT_PAGE_MARK)
    aliases: tuple[str, ...] = ()
    variant_of: str = ""
    derived_from: tuple[str, ...] = ()
    like: str = ""
    chinese: Chinese | None = None
    names: Names = Names()
    lists: Lists = Lists()
    numbers: Numbers = Numbers()
    money: Mapping[str, str] = _checked(_check_forms, default_factory=dict)
    amounts: Mapping[str, str] = _checked(_check_amounts)
    qualified: Mapping[str, str] = _checked(_check_qualified, default_factory=dict)
    words: Words
    dates: Mapping[str, str] = _checked(_check_dates)
    bounds: Mapping[str, str] = _checked(_check_bounds)
    bounded: Mapping[str, Mapping[str, str]] = _checked(_check_bounded, default_factory=dict)

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


_FILE = Path(__file__).with_name("languages.toml")
_SHIPPED: Mapping[str, Any] = tomllib.loads(_FILE.read_text(encoding="utf-8"))


def make_languages(
    tables: Mapping[str, Any], there: Mapping[str, Language] | None = None
) -> tuple[dict[str, Language], list[Fault]]:
    """The languages of tables in the form of `languages.toml`, by tag, after those that are there; and all faults.

    A table that has a fault makes no language.
    """
    languages = dict(there or {})
    faults: list[Fault] = []
    known = {**_SHIPPED, **tables}
    for tag, table in tables.items():
        if there and tag in there:
            faults.append(Fault((tag,), f"the language '{tag}' is there already; give your own another tag"))
        elif language := _make(tag, table, known, faults):
            languages[tag] = language
    for tag in [tag for tag in tables if tag in languages and tag not in (there or ())]:
        faults += _wrong_references(languages[tag], languages, known)
    return languages, faults


def _make(tag: str, table: Any, known: Mapping[str, Any], faults: list[Fault]) -> Language | None:
    """The language of one table, with the tables of the one that it is like."""
    taken: dict[str, Any] = {}
    own, seen = table, {tag}
    while isinstance(own, dict) and "like" in own:
        like = str(own["like"])
        if like not in known or like in seen:
            faults.append(Fault((tag, "like"), f"'{like}' is no language to be like; use one of {', '.join(known)}"))
            return None
        seen.add(like)
        own = known[like]
        taken = {key: value for key, value in own.items() if isinstance(value, dict)} | taken
    return build(Language, {**taken, **table, "tag": tag} if isinstance(table, dict) else table, (tag,), faults)


def _wrong_references(
    language: Language, languages: Mapping[str, Language], known: Mapping[str, object]
) -> Iterable[Fault]:
    """Tags in a language's table that lead nowhere, and aliases that others have."""
    tag = language.tag
    references = [("variant_of", language.variant_of), *(("derived_from", origin) for origin in language.derived_from)]
    for key, reference in references:
        if reference and reference not in known:
            yield Fault((tag, key), f"'{reference}' is no language; use one of {', '.join(known)}")
    for origin in language.derived_from:
        if origin in languages and not (language.chinese and languages[origin].chinese):
            message = f"{tag} cannot be derived from {origin}; one Chinese is, from another"
            yield Fault((tag, "derived_from"), message)
    for other in languages.values():
        for alias in set(_typed(language)) & set(_typed(other)) if other.tag != tag else ():
            yield Fault((tag, "aliases"), f"'{alias}' is taken by {other.tag}; give {tag} another alias")


def _typed(language: Language) -> tuple[str, ...]:
    """What people type for a language, in lower case."""
    return tuple(text.lower() for text in (language.tag, *language.aliases))


def read_languages(text: str) -> dict[str, Language]:
    """The languages of a TOML text in the form of `languages.toml`, by tag.

    Raises `ValueError` where a table lacks a value, holds one that nobody reads, or an alias is taken.
    """
    languages, faults = make_languages(tomllib.loads(text))
    for fault in faults:
        raise ValueError(f"{'.'.join(fault.path)}: {fault.message}")
    return languages


def with_own_texts(languages: Mapping[str, Language]) -> dict[str, Language]:
    """The languages without the registers, which print the names and texts of another."""
    return {tag: language for tag, language in languages.items() if not language.variant_of}


PROFILES: Mapping[str, Language] = MappingProxyType(read_languages(_FILE.read_text(encoding="utf-8")))
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
