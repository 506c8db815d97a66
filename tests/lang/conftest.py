"""The project's own glossary, and converters that use it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from reportgen.lang.chinese.converter import ChineseConverter
from reportgen.model.glossary import TERM_KINDS, Glossary, Term, VocabularyRule

GLOSSARY = Path(__file__).parents[2] / "glossary"
LANGUAGES = ("en", "zh-Hant", "zh-Hans")


def _rows(name: str) -> list[dict[str, str]]:
    with (GLOSSARY / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _term(row: dict[str, str], kind: str) -> Term:
    shorts = {tag: row[f"{tag}_short"] for tag in LANGUAGES if row[f"{tag}_short"]}
    return Term(row["id"], kind, {tag: row[tag] for tag in LANGUAGES}, shorts)


@pytest.fixture(scope="session")
def glossary() -> Glossary:
    """Every term and vocabulary rule of the project."""
    terms = {row["id"]: _term(row, kind) for name, kind in TERM_KINDS.items() for row in _rows(name)}
    rules = tuple(
        VocabularyRule(
            row["zh-Hant"],
            row["zh-Hans"],
            row["direction"],
            row["action"] == "convert",
            not_in=tuple(row["not_in"].split()),
        )
        for row in _rows("vocabulary")
    )
    return Glossary(terms, rules)


@pytest.fixture(scope="session")
def to_hans(glossary: Glossary) -> ChineseConverter:
    """Hong Kong's Chinese to the Mainland's, with the project's glossary."""
    return ChineseConverter(glossary, "zh-Hant", "zh-Hans")


@pytest.fixture(scope="session")
def to_hant(glossary: Glossary) -> ChineseConverter:
    """The Mainland's Chinese to Hong Kong's, with the project's glossary."""
    return ChineseConverter(glossary, "zh-Hans", "zh-Hant")
