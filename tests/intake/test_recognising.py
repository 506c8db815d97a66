"""Single sentences: dates of any precision, figures, names, agreements, and whether a thing is done or planned."""

from __future__ import annotations

import pytest

from reportgen.intake.recognise.dates import Reference
from reportgen.intake.recognise.facts import Facts, facts_of, short_forms
from reportgen.intake.recognise.sentences import sentences_of
from reportgen.model.language import LANGUAGES

DAY = Reference(2025, 10, 15)


def facts(text: str) -> Facts:
    """What a sentence of a record of 15 October 2025 states."""
    language = LANGUAGES["en" if text.isascii() else "zh-Hant"]
    return facts_of(text, language, DAY, {})


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("It opened on 3 May 2024.", ["2024-05-03"]),
        ("It opened on May 3.", ["2025-05-03"]),
        ("It opened in July last year.", ["2024-07"]),
        ("It will open in the middle of next year.", ["mid-2026"]),
        ("It will be ready from the end of 2027 onwards.", ["from end-2027"]),
        ("It runs since 2019.", ["since 2019"]),
        ("It is due by March 2026.", ["by 2026-03"]),
        ("It opens in the second half of this year.", ["2025-H2"]),
        ("It opens in the first quarter.", ["2025-Q1"]),
        ("Results for 2024-25 were good.", ["2024/25"]),
        ("It ran from March to May 2024.", ["from 2024-03", "2024-05"] and ["2024-03", "2024-05"]),
        ("In 2030 rooms and on page 2031 nothing was found.", ["2030"]),
        ("We may march again.", []),
        ("The 14th Five-Year Plan was read.", []),
        ("該站於二○二六年四月啟用。", ["2026-04"]),
        ("該站將於明年年中啟用。", ["mid-2026"]),
        ("該站自去年7月起啟用。", ["since 2024-07"]),
        ("該站將於2026年6月底前啟用。", ["by 2026-06"]),
        ("工程分12個月進行。", []),
    ],
)
def test_dates_have_the_precision_that_the_text_gives(text: str, dates: list[str]) -> None:
    """No more than it says: a month stays a month, and "this year" is the year of the record."""
    assert [one.notation for one in facts(text).dates] == dates


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("More than 10 000 local firms have registered.", ("10000", "more-than", "firms", "", False)),
        ("It cost US$4.5 million.", ("4500000", "", "", "USD", False)),
        ("It cost RMB200 million.", ("200000000", "", "", "CNY", False)),
        ("It cost EUR 20 million.", ("20000000", "", "", "EUR", False)),
        ("It rose by 12.5 per cent.", ("12.5", "", "", "", True)),
        ("Forty-two apprentices were trained.", ("42", "", "apprentices", "", False)),
        ("At least forty technicians were trained.", ("40", "at-least", "technicians", "", False)),
        ("耗資約85億元人民幣。", ("8500000000", "about", "", "CNY", False)),
        ("減少百分之十二。", ("12", "", "", "", True)),
        ("超過10 000家企業註冊。", ("10000", "more-than", "家", "", False)),
        ("設有二十三間學校。", ("23", "", "間", "", False)),
        ("航班增至每周22班。", ("22", "", "班", "", False)),
        ("100多名學生參加。", ("100", "more-than", "名", "", False)),
    ],
)
def test_figures_have_their_qualifier_unit_and_currency(text: str, figure: tuple[str, str, str, str, bool]) -> None:
    """The value in full, and what the text says with it."""
    (found,) = facts(text).figures
    assert (str(found.value), found.qualifier, found.unit, found.currency, found.percent) == figure


@pytest.mark.parametrize("text", ["The two councils will sign the Agreement on Mussels.", "兩廳將簽署《仲裁安排》。"])
def test_what_is_yet_to_be_signed_is_no_agreement(text: str) -> None:
    """It is a next step."""
    assert facts(text).agreement is None
    assert facts(text).state == "planned"


@pytest.mark.parametrize(
    "text",
    [
        "The two sides met.",
        "Batch 1 buildings were opened.",
        "It is one of the best.",
        "A 3-year plan was agreed.",
        "The third meeting was held.",
        "It is to double within two years.",
        "It cost $30 more.",
        "兩市將合作。",
        "第三屆會議已舉行。",
        "雙方於5月3日會面。",
    ],
)
def test_numbers_that_count_nothing_are_no_figures(text: str) -> None:
    """Sides, ordinals, names of phases, dates; a sum in dollars of an unknown country."""
    assert facts(text).figures == ()


def test_ranges_have_two_ends() -> None:
    """The unit behind the second number is that of the first."""
    first, second = facts("They treat between 350 and 420 patients, up 63 to 68 per cent.").figures
    assert (first.value, first.to, first.unit) == (350, 420, "patients")
    assert (second.value, second.to, second.percent) == (63, 68, True)


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("The Agriculture, Fisheries and Parks Department of Oakden will act.",
         ["Agriculture, Fisheries and Parks Department of Oakden"]),
        ("The Oakden Bureau of Culture, Sports and Radio met the Academy of Medicine.",
         ["Oakden Bureau of Culture, Sports and Radio", "Academy of Medicine"]),
        ("The Health Board of the Oakden Government agreed.", ["Health Board", "Oakden Government"]),
        ("Visit Oakden and the Trade Council of Fell have agreed.", ["Visit Oakden", "Trade Council of Fell"]),
        ("The Secretary for Administration spoke of Oakden.", []),
        ("They met the Fell Council on March 3, 2026.", ["Fell Council"]),
        ("The Oakden Council Tax Scheme was read.", []),
        ("青嵐市規劃和自然資源局與白沙大學會面。", ["青嵐市規劃和自然資源局", "白沙大學"]),
        ("楓港貿易促進局（貿促局）將前往雲嶺州。", ["楓港貿易促進局"]),
        ("楓港大學教育資助委員會將撥款。", ["楓港大學教育資助委員會"]),
        ("教育局及衞生署支持大部分建議。", ["教育局", "衞生署"]),
    ],
)  # fmt: skip
def test_bodies_are_told_by_how_their_names_end(text: str, bodies: list[str]) -> None:
    """Conjunctions inside a name stay, those between names part them, and what belongs to a body is another one."""
    assert [one.name for one in facts(text).names if one.kind == "body"] == bodies


def test_people_have_their_post() -> None:
    """In English it stands before the comma, in Chinese right before the name."""
    (person,) = (one for one in facts("The Mayor of Oakden, Ms Ines Calloway, spoke.").names if one.kind == "person")
    assert (person.name, person.honorific, person.post) == ("Ines Calloway", "Ms", "Mayor of Oakden")
    (person,) = (one for one in facts("青嵐市市長歐陽啟明主持會議。").names if one.kind == "person")
    assert (person.name, person.post) == ("歐陽啟明", "青嵐市市長")


def test_short_forms_stand_for_the_names_that_introduce_them() -> None:
    """Later sentences name a body by what stood in brackets behind it."""
    english = LANGUAGES["en"]
    shorts = short_forms(["The Oakden Trade Council (OTC) was founded."], english)
    assert shorts == {"OTC": "Oakden Trade Council"}
    assert short_forms(["楓港貿易促進局（貿促局）已成立。"], LANGUAGES["zh-Hant"]) == {"貿促局": "楓港貿易促進局"}
    assert [one.name for one in facts_of("The OTC will open an office.", english, DAY, shorts).names] == [
        "Oakden Trade Council"
    ]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The line will open.", "planned"),
        ("The line has opened and will be extended.", "done"),
        ("Both sides plan to open the line that was built.", "planned"),
        ("The council met.", "done"),
        ("The bay is important.", ""),
        ("The next count is due in March 2026.", "planned"),
        ("專線將於明年開通。", "planned"),
        ("專線已經開通。", "done"),
        ("海灣十分重要。", ""),
    ],
)
def test_what_is_done_and_what_is_planned_is_told_by_the_words(text: str, state: str) -> None:
    """What neither says is for a person to place."""
    assert facts(text).state == state


@pytest.mark.parametrize(
    ("text", "title", "kind", "parties"),
    [
        ("After the meeting, the Oakden Port Authority and the Fell Council signed a Memorandum of Understanding on "
         "Tides.", "Memorandum of Understanding on Tides", "Memorandum of understanding",
         ["Oakden Port Authority", "Fell Council"]),
        ("The Agreement on Mussels was signed by the Oakden Council and the Fell Council.", "Agreement on Mussels",
         "Agreement", ["Oakden Council", "Fell Council"]),
        ("The Oakden Council signed a supplementary agreement with the Fell Council.", "supplementary agreement",
         "Agreement", ["Oakden Council", "Fell Council"]),
        ("青嵐市環保局與白沙大學簽署《濕地保育合作協議》。", "濕地保育合作協議", "協議", ["青嵐市環保局", "白沙大學"]),
    ],
)  # fmt: skip
def test_agreements_are_found_with_who_signed(text: str, title: str, kind: str, parties: list[str]) -> None:
    """By the active verb, by the passive one, and with "with"."""
    agreement = facts(text).agreement
    assert agreement is not None
    assert (agreement.title, agreement.kind, [one.name for one in agreement.parties]) == (title, kind, parties)


def test_sentences_end_at_full_stops_and_not_in_abbreviations_or_quotations() -> None:
    """Mr. Smith is no end, and neither is what somebody says inside a sentence."""
    assert sentences_of("Mr. Smith came. He left.", False) == ["Mr. Smith came.", "He left."]
    assert sentences_of("他說：「好。很好。」會議結束。", True) == ["他說：「好。很好。」", "會議結束。"]
