"""Output languages as data: what Office must be told, how values are printed, what people type for them.

The values stand in `languages.toml` beside this module, with their sources; `read_languages` reads that
form, so that a language is added by writing a table.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

DEFAULT_PAGE_MARK = " ({n}/{total})"
"""What tells slides of the same title apart where a language says nothing else."""


@dataclass(frozen=True, slots=True)
class Chinese:
    """How text is converted into, and out of, one written Chinese.

    `to` and `source` are OpenCC configurations from and into Simplified Chinese, empty for Simplified
    itself; `spelling` names the table of `lang.spelling`; `steps` what is done beside characters.
    """

    to: str = ""
    source: str = ""
    spelling: str = ""
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A power of ten with its name, and the decimals a round number may have before it."""

    power: int
    name: str
    decimals: int


@dataclass(frozen=True, slots=True)
class Style:
    """How values are printed. All forms are `str.format` patterns; the TOML file says what each is for."""

    group: str = ""
    decimal: str = "."
    units: tuple[Unit, ...] = ()
    large: tuple[Unit, ...] = ()
    range: str = "{low}–{high}"
    percent: str = "{}%"
    percent_range: str = "{low}%–{high}%"
    money: Mapping[str, str] = field(default_factory=dict)
    amounts: Mapping[str, str] = field(default_factory=dict)
    qualified: Mapping[str, str] = field(default_factory=dict)
    months: tuple[str, ...] = ()
    ordinals: tuple[str, ...] = ()
    halves: tuple[str, ...] = ()
    dates: Mapping[str, str] = field(default_factory=dict)
    bounds: Mapping[str, str] = field(default_factory=dict)
    bounded: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Language:
    """One output language.

    `tag` is the BCP 47 tag used in content, file names and the command line; `script` its ISO
    15924 script, which is also the `script` attribute of a theme's `<a:font>`; `office` the tag
    written to `w:lang` and `a:rPr@lang`; `typeface` the font for Chinese runs, empty where the
    template's own Latin fonts stand; `quotes` the outer and inner quotation marks; `page_mark` what
    tells slides of the same title apart; `variant_of` the language whose names and texts a register prints.
    """

    tag: str
    name: str
    script: str
    office: str
    typeface: str
    quotes: tuple[str, str, str, str]
    page_mark: str = DEFAULT_PAGE_MARK
    aliases: tuple[str, ...] = ()
    variant_of: str = ""
    chinese: Chinese | None = field(default=None, compare=False)
    style: Style = field(default_factory=Style, compare=False)

    @property
    def is_chinese(self) -> bool:
        """Whether text in this language is set in a Chinese typeface."""
        return self.script in ("Hant", "Hans")

    @property
    def column(self) -> str:
        """The tag under which glossary and content hold this language's names and texts."""
        return self.variant_of or self.tag


def read_languages(text: str) -> dict[str, Language]:
    """The languages of a TOML text in the form of `languages.toml`, by tag.

    Raises `ValueError` where a table lacks a value, holds one that nobody reads, or an alias is taken.
    """
    languages = {tag: _language(tag, dict(table)) for tag, table in tomllib.loads(text).items()}
    _by_alias(languages.values())
    for language in languages.values():
        if language.variant_of and language.variant_of not in languages:
            raise ValueError(f"{language.tag} is a variant of the unknown language '{language.variant_of}'")
    return languages


_STYLE_TABLES = ("money", "amounts", "qualified", "dates", "bounds", "bounded")


def _language(tag: str, table: dict[str, Any]) -> Language:
    chinese = table.pop("chinese", None)
    style: dict[str, Any] = table.pop("numbers", {}) | table.pop("words", {})
    style |= {key: table.pop(key) for key in _STYLE_TABLES if key in table}
    try:
        for key in ("units", "large"):
            style[key] = tuple(Unit(10**power, name, decimals) for power, name, decimals in style.get(key, ()))
        if chinese is not None:
            steps = tuple(chinese.pop("steps", ()))
            chinese = Chinese(to=chinese.pop("to", ""), source=chinese.pop("from", ""), steps=steps, **chinese)
        values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in style.items()}
        quotes = tuple(table.pop("quotes"))
        aliases = tuple(table.pop("aliases", ()))
        typeface = table.pop("typeface", "")
        return Language(
            tag,
            **table,
            typeface=typeface,
            quotes=(quotes[0], quotes[1], quotes[2], quotes[3]),
            aliases=aliases,
            chinese=chinese,
            style=Style(**values),
        )
    except (TypeError, KeyError, IndexError) as fault:
        raise ValueError(f"the language '{tag}' is not described as languages.toml describes one: {fault}") from None


def _by_alias(languages: Iterable[Language]) -> dict[str, Language]:
    """What people type, in lower case, and the language they mean."""
    found: dict[str, Language] = {}
    for language in languages:
        for alias in (language.tag.lower(), *language.aliases):
            if alias in found:
                raise ValueError(f"'{alias}' is taken by {found[alias].tag} and {language.tag}")
            found[alias] = language
    return found


PROFILES: Mapping[str, Language] = MappingProxyType(
    read_languages(Path(__file__).with_name("languages.toml").read_text(encoding="utf-8"))
)
"""Every language and register, by tag."""

LANGUAGES: Mapping[str, Language] = MappingProxyType(
    {tag: language for tag, language in PROFILES.items() if not language.variant_of}
)
"""Every language with names and texts of its own, by tag, in the order in which packs are built."""


def parse_language(text: str, languages: Mapping[str, Language] = LANGUAGES) -> Language:
    """The language for a tag or for what people type (`zh-HK`, `tc`, `SC`).

    `languages` are those to choose from; with `PROFILES`, registers too. Raises `ValueError` with the
    accepted tags when there is none.
    """
    language = _by_alias(languages.values()).get(text.strip().lower().replace("_", "-"))
    if language is None:
        raise ValueError(f"unknown language '{text}'; use one of {', '.join(languages)}")
    return language
