"""The fixed words of proof sheets in the language of whoever reads one (`words.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportgen.model.language import SOURCE_LANGUAGE

MARK = "✎"
"""Stands behind the name of the language that is to be read."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; `words.toml` says what each is."""

    title: str
    guide: tuple[str, ...]
    keep: str
    read_by: str
    day: str
    page: str
    changed: str
    by_hand: str
    decide: str
    unverified: str
    fact: str
    columns: Mapping[str, str]
    parts: Mapping[str, str]
    fields: Mapping[str, str]
    kinds: Mapping[str, str]
    rules: Mapping[str, str]


@cache
def all_words() -> Mapping[str, Words]:
    """The words by language."""
    tables = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    return {tag: Words(**{**table, "guide": tuple(table["guide"])}) for tag, table in tables.items()}


def words_for(tag: str) -> Words:
    """The words in a language, or in English where a project's own language has none."""
    known = all_words()
    return known.get(tag, known[SOURCE_LANGUAGE])
