"""Registers and languages that are added as data alone."""

from __future__ import annotations

import tomllib
from decimal import Decimal

import pytest

from reportgen.lang.chinese.converter import ChineseConverter
from reportgen.lang.dates import format_date
from reportgen.lang.measures import Measure, format_measure
from reportgen.lang.money import format_money, format_money_range
from reportgen.lang.numbers import format_number, format_percent, format_percent_range, format_range
from reportgen.model.dates import parse_date
from reportgen.model.glossary import Glossary, Term, VocabularyRule
from reportgen.model.language import LANGUAGES, PROFILES, Language, make_languages, parse_language

TAIWAN = """
[zh-Hant-TW]
name = "繁體中文（臺灣）"
script = "Hant"
office = "zh-TW"
typeface = "Microsoft JhengHei"
quotes = "「」『』"
aliases = ["zh-tw", "tw"]
like = "zh-Hant"
[zh-Hant-TW.chinese]
from_simplified = "s2tw"
to_simplified = "tw2s"
steps = ["names", "marks"]
"""
MACAO = TAIWAN.replace("zh-Hant-TW", "zh-Hant-MO").replace("zh-TW", "zh-MO").replace('"zh-tw", "tw"', '"zh-mo", "mo"')
MACAO = MACAO.replace('"s2tw"', '"s2hk"').replace('"tw2s"', '"hk2s"\nspelling = "hongkong"')
PORTUGUESE = """
[pt]
name = "português"
script = "Latn"
office = "pt-PT"
quotes = "«»“”"
like = "en"
[pt.numbers]
group = "\\u00a0"
decimal = ","
large = [[6, " milhões", 2]]
[pt.money]
MOP = "{} de patacas"
[pt.words]
ordinals = ["1.º", "2.º", "3.º", "4.º"]
halves = ["1.º", "2.º"]
months = ["janeiro", "fevereiro", "março", "abril", "maio", "junho",
  "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"]
[pt.dates]
day = "{day} de {month} de {year}"
month = "{month} de {year}"
quarter = "{ordinal} trimestre de {year}"
half = "{half} semestre de {year}"
year = "{year}"
early = "início de {year}"
mid = "meados de {year}"
end = "final de {year}"
financial-year = "{year}/{next_two}"
"""


def with_table(table: str) -> dict[str, Language]:
    """The program's languages and one more, which has no faults."""
    languages, faults = make_languages(tomllib.loads(table), PROFILES)
    assert faults == []
    return languages


def test_taiwan_is_data() -> None:
    """A table makes Taiwan's Chinese a target, with its own glyphs and names."""
    taiwan = with_table(TAIWAN)["zh-Hant-TW"]
    names = {"zh-Hans": "新北环线", "zh-Hant-TW": "新北環狀線"}
    chinese = ChineseConverter(Glossary({"x": Term("x", "place", names)}), PROFILES["zh-Hans"], taiwan)
    assert chinese.convert("“里面的卫生”，新北环线") == "「裡面的衛生」，新北環狀線"


def test_macao_is_data() -> None:
    """A table makes Macao's Chinese a target in Hong Kong's spelling."""
    macao = with_table(MACAO)["zh-Hant-MO"]
    assert macao.office == "zh-MO"
    assert ChineseConverter(Glossary({}), PROFILES["zh-Hans"], macao).convert("卫生局公布说明") == "衞生局公布說明"


def test_portuguese_is_data() -> None:
    """A language that is not Chinese needs a table too, and no more."""
    languages = with_table(PORTUGUESE)
    portuguese = parse_language("PT", languages)
    assert format_date(parse_date("2023-02-22"), portuguese) == "22 de fevereiro de 2023"
    assert format_money(2_500_000, "MOP", portuguese) == "2,5 milhões de patacas"
    assert not portuguese.chinese
    assert not portuguese.east_asian


@pytest.mark.parametrize("table", ["[xx]\nname = 'x'", TAIWAN + "colour = 'red'", TAIWAN.replace('"tw"', '"hk"')])
def test_a_wrong_table_is_refused(table: str) -> None:
    """A table that lacks a value, has one nobody reads, or takes an alias that is taken is named."""
    _, faults = make_languages(tomllib.loads(table), PROFILES)
    assert {fault.path[0] for fault in faults} in ({"xx"}, {"zh-Hant-TW"})


def test_web_simplified_is_a_change_of_characters() -> None:
    """The HKSAR web register keeps Hong Kong's words, marks, numbers and dates, and people's names."""
    glossary = Glossary(
        {
            "p": Term("p", "person", {"zh-Hant": "李乾", "zh-Hans": "李乾"}),
            "b": Term("b", "body", {"zh-Hant": "貿發局", "zh-Hans": "香港贸发局"}),
        },
        (VocabularyRule("資訊", "信息", "both", True),),
    )
    web = ChineseConverter(glossary, "zh-Hant", "zh-Hans-HK")
    text = "貿發局李乾說：「支援」、「資訊」，二○二三年二月三日，超過10 000家"
    assert web.convert(text) == "贸发局李乾说：「支援」、「资讯」，二○二三年二月三日，超过10 000家"
    assert parse_language("hk-sc", PROFILES).column == "zh-Hans"
    assert "zh-Hans-HK" not in LANGUAGES


EN, HANT, HANS = (LANGUAGES[tag] for tag in ("en", "zh-Hant", "zh-Hans"))


@pytest.mark.parametrize(
    ("value", "currency", "printed"),
    [
        (1_200_000_000, "HKD", ["HK$1.2 billion", "12億港元", "12亿港元"]),
        (10_000, "HKD", ["HK$10 000", "1萬港元", "1万港元"]),
        (1_500_000, "USD", ["US$1.5 million", "150萬美元", "150万美元"]),
        (25_000_000_000, "CNY", ["RMB25 billion", "250億元人民幣", "250亿元人民币"]),
        (12_345, "HKD", ["HK$12 345", "12 345港元", "12345港元"]),
    ],
)
def test_money(value: int, currency: str, printed: list[str]) -> None:
    """One stored sum reads as each audience writes it."""
    assert [format_money(value, currency, each).replace("\u00a0", " ") for each in (EN, HANT, HANS)] == [
        text.replace("250億元", "250億元").replace("250亿元", "250亿元") for text in printed
    ]


def test_an_unknown_currency_is_refused() -> None:
    """What is no code of ISO 4217 is named."""
    with pytest.raises(ValueError, match="'QQQ' is no currency"):
        format_money(1, "QQQ", EN)


def test_values_in_a_sentence() -> None:
    """Percentages, ranges and qualifiers read as each audience writes them."""
    both = (EN, HANT, HANS)
    assert [format_percent(30, each) for each in both] == ["30\u00a0per\u00a0cent", "30%", "30%"]
    assert format_percent(30, EN, table=True) == "30%"
    assert [format_percent_range(63, 68, each) for each in both] == [
        "63 to 68\u00a0per\u00a0cent",
        "63%至68%",
        "63%～68%",
    ]
    assert [format_range(63, 68, each) for each in both] == ["63–68", "63至68", "63—68"]
    nearly, more = (Measure(Decimal(300), qualifier=word) for word in ("nearly", "more-than"))
    assert [format_measure(nearly, each, sentence=True) for each in both] == ["nearly 300", "近300", "近300"]
    assert [format_measure(more, each, sentence=True) for each in both] == ["more than 300", "超過300", "超过300"]
    assert [format_number(200_000_000, each, large=True) for each in both] == ["200\u00a0million", "2億", "2亿"]
    assert [format_money_range(10**6, 2 * 10**6, "HKD", each) for each in both] == [
        "HK$1\u00a0million–HK$2\u00a0million",
        "100萬港元至200萬港元",
        "100万港元—200万港元",
    ]
