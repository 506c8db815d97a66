"""What belongs together in a text is found by its kind, and joined where a space can be."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.lang.dates import format_date
from reportgen.lang.joints import NO_BREAK_SPACE, joined, joints
from reportgen.model.dates import parse_date
from reportgen.model.language import LANGUAGES, Language


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("signed on February 22, 2023 by both", "date", "February 22, 2023"),
        ("on 22 February 2023", "date", "22 February 2023"),
        ("since May 2023", "date", "May 2023"),
        ("by mid-2024", "date", "mid-2024"),
        ("in 2023-24", "date", "2023-24"),
        ("由2023年2月22日起", "date", "2023年2月22日"),
        ("預計2024年年底完成", "date", "2024年年底"),
        ("HK$1.2 billion for it", "number and its unit", "HK$1.2 billion"),
        ("up by 30 per cent", "number and its unit", "30 per cent"),
        ("over 10\u00a0000 km of road", "number and its unit", "10\u00a0000 km"),
        ("超過10\u00a0000家企業", "number and its unit", "10\u00a0000家"),
        ("in 2023 500 km of road", "number and its unit", "500 km"),
        ("in 2023 2023年", "date", "2023年"),
        ("12億港元", "number and its unit", "12億港元"),
        ("跟進項目（第21至22段）", "number and its unit", "（第21至22段）"),
        ("met Mr John Lee Ka-chiu there", "person's name", "Mr John Lee Ka-chiu"),
        ("closer co-operation", "word", "co-operation"),
        ("香港保險業界 †", "dagger", "界 †"),
    ],
)
def test_a_joint_is_found(text: str, kind: str, found: str) -> None:
    """With what an officer calls it."""
    assert [(joint.kind, text[joint.start : joint.end]) for joint in joints(text)] == [(kind, found)]


@pytest.mark.parametrize(
    "text", ["The 12 sectors", "may 20, say", "Shenzhen-Hong Kong", "the Mr", "深港兩地", "one-stop"]
)
def test_other_texts_have_none(text: str) -> None:
    """A number alone, a word in small letters, names with a hyphen."""
    assert list(joints(text)) == []


def test_spaces_become_no_break_spaces() -> None:
    """Nothing else changes; a word with a hyphen stays as it is."""
    text = "On February 22, 2023 Mr John Lee pledged HK$1.2 billion to co-operation."
    assert joined(text).replace(NO_BREAK_SPACE, "~") == (
        "On February~22,~2023 Mr~John~Lee pledged HK$1.2~billion to co-operation."
    )


def _own(**forms: str) -> Language:
    english = LANGUAGES["en"]
    months = ("janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro")
    words = replace(english.words, months=(*months, "novembro", "dezembro"))
    return replace(english, tag="pt-MO", words=words, dates={**english.dates, **forms})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("assinado em 14 de maio de 2024 em Macau", "14 de maio de 2024"),
        ("em maio de 2024", "maio de 2024"),
        ("Maio de 2024 foi", "Maio de 2024"),
        ("até 3 de março", "3 de março"),
        ("On May 14, 2024", ""),
    ],
)
def test_dates_are_joined_in_the_forms_of_a_language_of_the_projects_own(text: str, found: str) -> None:
    """As its table has them, with and without the year; the names of months are its own."""
    language = _own(day="{day} de {month} de {year}", month="{month} de {year}")
    assert [text[joint.start : joint.end] for joint in joints(text, language)] == ([found] if found else [])
    assert joined(text, language) == text.replace(found, found.replace(" ", NO_BREAK_SPACE))


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_what_a_language_prints_as_a_date_is_one_joint(language: Language) -> None:
    """A day and a month, whatever its form is."""
    for date in ("2023-02-22", "2023-02"):
        printed = format_date(parse_date(date), language)
        assert [printed[joint.start : joint.end] for joint in joints(printed, language)] == [printed]


@given(st.lists(st.sampled_from(["May", "22,", "2023", "Mr", "Lee", "10", "km", "年", "[[a|b]]", "†"])).map(" ".join))
def test_joining_changes_spaces_alone_and_once(text: str) -> None:
    """A joined text is as long as it was, and joining it again changes nothing."""
    once = joined(text)
    assert once.replace(NO_BREAK_SPACE, " ") == text
    assert joined(once) == once
