"""What people type for a sector or a meeting is told apart by its script, and makes an id."""

from __future__ import annotations

import pytest

from reportgen.model.language import LANGUAGES
from reportgen.start.names import names_by_language, read_sector

EN, HANT, HANS = (LANGUAGES[tag] for tag in ("en", "zh-Hant", "zh-Hans"))


@pytest.mark.parametrize(
    ("text", "languages", "names"),
    [
        ("Harbour Meeting", [EN, HANT], {"en": "Harbour Meeting"}),
        ("Harbour Meeting / 海港會議", [EN, HANT], {"en": "Harbour Meeting", "zh-Hant": "海港會議"}),
        ("海港會議 / Harbour Meeting", [EN, HANT], {"zh-Hant": "海港會議", "en": "Harbour Meeting"}),
        ("海港會議", [EN, HANT], {"zh-Hant": "海港會議"}),
        ("Alder Bay/Stonebridge Meeting", [EN], {"en": "Alder Bay/Stonebridge Meeting"}),
        ("海港會議", [EN], {"en": "海港會議"}),
        ("GBA 2026", [HANS], {"zh-Hans": "GBA 2026"}),
    ],
)
def test_a_name_goes_to_the_language_of_its_script(text: str, languages: list, names: dict[str, str]) -> None:
    """Whatever the order; where no language has its script, to the first."""
    assert names_by_language(text, languages) == names


def test_more_names_than_languages_are_refused() -> None:
    """One of them would be lost."""
    with pytest.raises(ValueError, match="more names than"):
        names_by_language("Harbour / 海港", [EN])


@pytest.mark.parametrize("text", ["", " ", "Harbour /", "/ 海港", "tourism= / "])
def test_an_empty_name_is_refused(text: str) -> None:
    """It would be a text that nobody has written."""
    with pytest.raises(ValueError, match="has an empty name; write one"):
        read_sector(text, [EN, HANT], ())


@pytest.mark.parametrize(
    ("text", "sector_id", "title"),
    [
        ("tourism", "tourism", {"en": "Tourism"}),
        ("professional-services", "professional-services", {"en": "Professional services"}),
        ("Tourism / 旅遊", "tourism", {"en": "Tourism", "zh-Hant": "旅遊"}),
        ("Rail & Road: Phase 2", "rail-road-phase-2", {"en": "Rail & Road: Phase 2"}),
        ("Économie", "economie", {"en": "Économie"}),
        ("travel=旅遊", "travel", {"zh-Hant": "旅遊"}),
        ("travel = Tourism / 旅遊", "travel", {"en": "Tourism", "zh-Hant": "旅遊"}),
        ("旅遊", "sector-2", {"zh-Hant": "旅遊"}),
    ],
)
def test_a_sector_has_an_id_and_titles(text: str, sector_id: str, title: dict[str, str]) -> None:
    """The id is the given one, or is made of Latin letters, or is the first number that is free."""
    sector = read_sector(text, [EN, HANT], ["sector-1"])
    assert (sector.id, sector.title) == (sector_id, title)
