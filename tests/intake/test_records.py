"""Of records that nobody has seen, nine in ten figures, dates and bodies are found, and none that is not there."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from reportgen.diagnostics import Collector
from reportgen.intake.draft import SectorDraft
from reportgen.intake.importing import NAMES_FILE, Import, Request, Target, import_documents
from reportgen.intake.yaml_text import Entry
from reportgen.model.language import LANGUAGES
from tests.support.records import FACTS, old_deck, web_minutes, word_minutes

RECORDS = Path(__file__).parent / "records"
WANTED = 0.9

FERRIES = {
    "figures": {
        *(("3", "412000"), ("3", "7.5"), ("3", "6"), ("4", "2"), ("4", "48000000"), ("6", "1900"), ("7", "40")),
        *(("9", "9"), ("9", "350"), ("11", "15"), ("12", "260"), ("13", "85000"), ("13", "20")),
    },
    "dates": {
        *(("3", "2024/25"), ("3", "since 2025-03-03"), ("4", "2026-Q1"), ("4", "by end-2027"), ("5", "autumn-2026")),
        *(("6", "2025-08"), ("7", "by mid-2027"), ("8", "before 2026-01-31"), ("9", "since 2023"), ("10", "2026-05")),
        *(("11", "from 2025-07"), ("12", "2025-09-02"), ("13", "2025-02"), ("14", "2026-06-01/28")),
    },
    "bodies": {
        *(
            "Strait Joint Commission",
            "Strait Ferry Company",
            "Kestrelhaven Harbour Authority",
            "Aldermoor Energy Agency",
        ),
        *(
            "Aldermoor Department of Transport and Public Works",
            "Northern Tidal Laboratory",
            "Aldermoor Health Council",
        ),
        *(
            "Institute of Marine Science of Kestrelhaven",
            "Working Group on Grid Connection",
            "Strait Hospital Alliance",
        ),
        *("Committee for Fisheries, Shellfish and Coastal Farming", "Kestrelhaven Board of Agriculture"),
        *("Aldermoor Veterinary Institute", "Museum of the Strait", "Aldermoor National Library"),
    },
}
STRAIT = {
    "figures": {
        *(("4", "36"), ("4", "12"), ("5", "8500000000"), ("5", "120000"), ("7", "1300"), ("8", "48"), ("8", "2600")),
        *(("8", "3"), ("10", "15"), ("10", "240000000")),
    },
    "dates": {
        *(("3", "2026-Q3"), ("4", "since 2024"), ("5", "2025-12"), ("5", "end-2028"), ("6", "by 2026-06")),
        *(("7", "since 2026-01"), ("7", "2027-H1"), ("8", "2026/27"), ("9", "2026-03-02"), ("10", "by mid-2027")),
    },
    "bodies": {
        *("青嵐市環境保護局", "白沙市海洋事務局", "海灣水質工作組", "青嵐市運輸及物流局", "海灣渡輪有限公司"),
        *("白沙市中心醫院", "海灣青年基金會", "青嵐大學", "白沙理工學院", "白沙市科技創新委員會", "青嵐市創科發展署"),
    },
}
ISLANDS = {
    "figures": {("2", "18500"), ("2", "35"), ("3", "14"), ("4", "120"), ("6", "64"), ("7", "1200000")},
    "dates": {
        *(("2", "since 2026-04"), ("3", "by 2027-06"), ("4", "2026"), ("4", "2028-09"), ("5", "2026-11-05")),
        *(("6", "2026-H1"), ("6", "2027-03"), ("7", "by end-2026")),
    },
    "bodies": {
        *("Northmere Customs Service", "Solen Trade Office", "University of Northmere", "Solen Education Department"),
        *("Northmere College of Education", "Northmere Fire and Rescue Department", "Solen Coast Guard Unit"),
    },
}

Facts = Mapping[str, set[tuple[str, str]] | set[str]]


def imported(*paths: Path, languages: tuple[str, ...] = ("en", "zh-Hant", "zh-Hans")) -> Import:
    """What files become in a project that has nothing yet."""
    problems = Collector()
    result = import_documents([Request(path) for path in paths], Target(languages, LANGUAGES), problems, "record")
    assert result is not None, problems.diagnostics
    return result


def value(entry: Entry, key: str) -> str:
    """A value of an entry that is written as it stands; empty where it has none."""
    return next((one.value for one in entry.fields if one.key == key and isinstance(one.value, str)), "")


def entries(result: Import, *lists: str) -> Iterator[Entry]:
    """The entries of some lists in all sectors."""
    drafts: list[SectorDraft] = list(result.sectors.values())
    return (entry for draft in drafts for name in lists for entry in draft.lists.get(name, ()))


def found_facts(result: Import) -> dict[str, set[tuple[str, str]] | set[str]]:
    """The figures, dates and bodies that an import has found, in the form of the tables above."""
    paragraph = {id(entry): value(entry, "source").split("#")[1] for entry in entries(result, "figures", "milestones")}
    rows = csv.DictReader(io.StringIO(result.files.get(NAMES_FILE, b"").decode("utf-8-sig")))
    return {
        "figures": {(paragraph[id(entry)], value(entry, "value")) for entry in entries(result, "figures")},
        "dates": {(paragraph[id(entry)], value(entry, "date")) for entry in entries(result, "milestones")},
        "bodies": {next(filter(None, (row.get(tag) for tag in LANGUAGES))) for row in rows if row["kind"] == "body"},
    }


CASES: dict[str, tuple[Callable[[Path], Import], Facts]] = {
    "English release": (lambda folder: imported(RECORDS / "ferries.en.txt"), FERRIES),
    "Traditional Chinese release": (lambda folder: imported(RECORDS / "strait.zh-Hant.txt"), STRAIT),
    "release in two languages": (
        lambda folder: imported(RECORDS / "islands.zh-Hans.txt", RECORDS / "islands.en.txt"),
        ISLANDS,
    ),
    "minutes in Word": (lambda folder: imported(word_minutes(folder / "minutes.docx")), FACTS),
    "minutes on a web page": (lambda folder: imported(web_minutes(folder / "minutes.html")), FACTS),
}


@pytest.mark.parametrize("kind", ["figures", "dates", "bodies"])
@pytest.mark.parametrize("case", CASES)
def test_nine_in_ten_facts_of_a_record_are_found(case: str, kind: str, tmp_path: Path) -> None:
    """Recall on texts with invented places and bodies, which no list of words can know."""
    make, facts = CASES[case]
    missed = set(facts[kind]) - found_facts(make(tmp_path))[kind]
    assert len(missed) <= (1 - WANTED) * len(facts[kind]), sorted(missed)


@pytest.mark.parametrize("kind", ["figures", "dates", "bodies"])
@pytest.mark.parametrize("case", CASES)
def test_nothing_is_found_that_a_record_does_not_state(case: str, kind: str, tmp_path: Path) -> None:
    """Precision on the same texts: each fact that is found is one of those that a reader finds."""
    make, facts = CASES[case]
    assert found_facts(make(tmp_path))[kind] - set(facts[kind]) <= ALSO_THERE.get((case, kind), set())


ALSO_THERE: Mapping[tuple[str, str], set[tuple[str, str]] | set[str]] = {
    ("English release", "figures"): {("6", "2")},  # the two islands
    ("English release", "dates"): {("11", "2025")},  # "this year"
    ("release in two languages", "bodies"): set(),
}
"""What is found besides and is there, though nobody would put it on a slide."""


def test_an_old_deck_is_cited_by_its_slides(tmp_path: Path) -> None:
    """Titles are headings, and a paragraph, or a row of a table, has the number of its slide."""
    result = imported(old_deck(tmp_path / "old.pptx"))
    assert list(result.sectors) == ["water-and-rivers", "buses-and-roads"]
    assert {(value(entry, "source"), value(entry, "value")) for entry in entries(result, "figures")} == {
        *(("record#2", "11.5"), ("record#2", "23"), ("record#3", "18"), ("record#3", "6200")),
    }


def test_a_sector_without_a_heading_is_proposed_and_marked() -> None:
    """The health of the islands has no heading in the release; its words give it away, and the file says so."""
    result = imported(RECORDS / "ferries.en.txt")
    text = result.files["content/sectors/health.yaml"].decode()
    assert re.search(r"# to decide: whether this is a sector of its own; .* the words are: health, hospital", text)
    assert list(result.sectors) == [
        *("ferries-and-ports", "clean-energy", "health", "fisheries-and-farming", "heritage-and-museums"),
    ]


def test_who_attended_and_the_opening_are_no_sectors() -> None:
    """They are named among what a person has to decide, by their paragraphs."""
    decisions = imported(RECORDS / "ferries.en.txt").decisions
    assert any("record#1-2 (the opening)" in one for one in decisions)
    assert any("record#15 (Present at the session)" in one for one in decisions)


def test_sections_with_one_heading_are_one_sector(tmp_path: Path) -> None:
    """Minutes come back to a matter; a sector has one file."""
    path = tmp_path / "minutes.txt"
    path.write_text("Minutes\n\nFerries\nIt ran.\nRoads\nOne was shut.\nFerries\nIt ran again.\n", encoding="utf-8")
    assert list(imported(path).sectors) == ["ferries", "roads"]


def test_agreements_name_their_parties_and_day() -> None:
    """Who signed is in front of the verb or behind "with"; an agreement whose day is not said has none."""
    first, second = entries(imported(RECORDS / "ferries.en.txt"), "agreements")
    assert "Memorandum of Understanding on Tidal Power" in str(first)
    assert all(
        name in str(first) for name in ("Aldermoor Energy Agency", "Institute of Marine Science of Kestrelhaven")
    )
    assert value(first, "date") == ""
    assert all(name in str(second) for name in ("Kestrelhaven Board of Agriculture", "Aldermoor Veterinary Institute"))
    assert value(second, "date") == "2025-09-02"


def test_both_languages_stand_in_each_text() -> None:
    """Sentences of two files that say the same stand in one entry, and names are proposed in both languages."""
    result = imported(RECORDS / "islands.en.txt", RECORDS / "islands.zh-Hans.txt")
    text = result.files["content/sectors/public-safety.yaml"].decode()
    assert "A joint exercise is planned for March 2027." in text
    assert "双方计划于2027年3月举行联合演习。" in text
    assert "whether the languages say the same" not in text
    names = result.files[NAMES_FILE].decode("utf-8-sig")
    assert "Northmere Fire and Rescue Department,北湄市消防救援局" in names
    assert "paired by the order of the names" in names
    schools = result.files["content/sectors/schools-and-universities.yaml"].decode()
    assert "# to decide: whether the names are the same in all languages" in schools
