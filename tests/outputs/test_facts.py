"""Every fact, name, number and date of the record is in the packs, in each language.

`facts.csv` lists them by sector and paragraph of the record. Pieces with … between them stand in one paragraph,
table row or note; of forms with a bar between, one will do (a body's full name or its short form). Every kind
of space counts as one space.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from reportgen.lang.dates import format_date
from reportgen.lang.numbers import format_number
from reportgen.model.language import LANGUAGES as TABLE
from reportgen.model.target import OVERVIEW, Target
from reportgen.project.load import Project
from tests.outputs.conftest import Packs
from tests.outputs.reading import normal
from tests.support.kinds import KINDS

with (Path(__file__).parent / "facts.csv").open(encoding="utf-8", newline="") as _file:
    FACTS = list(csv.DictReader(_file))
LANGUAGES = ("en", "zh-Hant", "zh-Hans")
PARAGRAPHS = range(1, 30)


def _units(packs: Packs, sector: str, language: str) -> list[str]:
    return [unit for kind in KINDS for unit in packs[Target(sector, kind, language)].units]


def _stands(fact: str, units: list[str]) -> bool:
    pieces = [[normal(form).lower() for form in piece.split(" | ")] for piece in fact.split("…")]
    return any(all(any(form in unit.lower() for form in piece) for piece in pieces) for unit in units)


def test_the_table_is_of_every_paragraph() -> None:
    """No paragraph of the record is left out, no cell is empty."""
    assert {int(row["paragraph"]) for row in FACTS} == set(PARAGRAPHS)
    assert all(row[column].strip() for row in FACTS for column in ("sector", *LANGUAGES))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", FACTS, ids=lambda row: f"{row['paragraph']}-{row['en'][:24]}")
def test_a_fact_is_in_its_pack(packs: Packs, row: dict[str, str], language: str) -> None:
    """Deck, notes or summary of the sector say it."""
    assert _stands(row[language], _units(packs, row["sector"], language)), f"{row['sector']}: {row[language]}"


def test_a_fact_that_is_not_there_is_not_found(packs: Packs) -> None:
    """The search can fail: a wrong number, and pieces that stand in different paragraphs."""
    units = _units(packs, "professional-services", "en")
    assert not _stands("206 Hong Kong and Macao", units)
    assert not _stands("Sector 8 of 12 … third GBA Exam", units)


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_and_dates_are_in_both_kinds(packs: Packs, project: Project, language: str) -> None:
    """Every figure and every milestone of a sector is in the deck and in the summary."""
    missing = []
    for sector in project.sectors.values():
        wanted = [format_number(figure.value, TABLE[language]) for figure in sector.figures]
        if len(sector.milestones) > 1:
            wanted += [format_date(milestone.date, TABLE[language]) for milestone in sector.milestones]
        for kind in KINDS:
            text = " ".join(packs[Target(sector.id, kind, language)].paragraphs).lower()
            missing += [f"{sector.id} {kind}: {value}" for value in wanted if normal(value).lower() not in text]
    assert not missing


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_document_signed_names_its_parties(packs: Packs, project: Project, language: str) -> None:
    """In the sector's pack and in the overview: the document's name with all its parties in one row or paragraph."""
    glossary = project.glossary
    missing = []
    for sector in project.sectors.values():
        for agreement in sector.agreements:
            parties = [{glossary[p].names[language], glossary[p].shorts.get(language) or glossary[p].names[language]}
                       for p in agreement.parties]  # fmt: skip
            name = normal(glossary[agreement.document].names[language])
            for pack in (sector.id, OVERVIEW):
                rows = [unit for unit in _units(packs, pack, language) if name in unit]
                if not any(all(any(form in row for form in forms) for forms in parties) for row in rows):
                    missing.append(f"{pack}: {name}")
    assert not missing


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_are_named_exactly(packs: Packs, project: Project, language: str) -> None:
    """All thirteen, as the glossary spells them, with their posts in the overview's summary and deck."""
    glossary = project.glossary
    people = [*project.meeting.chairs, *project.meeting.attendees]
    assert len(people) == 13
    for kind in KINDS:
        text = " ".join(packs[Target(OVERVIEW, kind, language)].paragraphs)
        for person in people:
            assert glossary[person].names[language] in text
            assert glossary[glossary[person].post].names[language] in text


WRONG_NAMES = {
    "en": ["Macau", "Tan Weizhong", "cross-border", "Kwok Ki ", "Mainland China", "Bernadette Lin "],
    "zh-Hant": ["寧漢豪", "宁", "曾國衛", "後海灣", "覃偉忠", "陳國基先生", "香園圍口岸", "甯漢毫", "張國均"],
    "zh-Hans": ["宁汉豪", "曾国衞", "後海湾", "后海灣", "张国均", "谭伟中", "香园围边境管制站", "港深金融机构"],
}
"""What converters, keyboards and other people's habits make of the names."""


@pytest.mark.parametrize(("language", "wrong"), [(tag, name) for tag, names in WRONG_NAMES.items() for name in names])
def test_no_name_is_spoilt(packs: Packs, language: str, wrong: str) -> None:
    """None of the usual misspellings is in any run of this language."""
    office = {"en": "en-HK", "zh-Hant": "zh-HK", "zh-Hans": "zh-CN"}[language]
    for target, file in packs.items():
        if target.edition == language:
            text = "".join(run.text for run in file.runs() if language == "en" or run.language == office)
            assert wrong not in text, target.path
