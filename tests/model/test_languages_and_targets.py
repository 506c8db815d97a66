"""The small tables: languages with their aliases, and the files there are to make."""

from __future__ import annotations

import itertools
import re
from pathlib import PurePosixPath

import pytest

from reportgen.model.language import LANGUAGES, edition_languages, parse_edition, parse_language
from reportgen.model.target import BILINGUAL, OVERVIEW, Kind, Target, template_variants

TYPED = {
    "en": ["en", "EN", "english", "eng", "en-HK", "en_GB"],
    "zh-Hant": ["zh-Hant", "zh-hant", "ZH-HANT", "zh-HK", "zh_hk", "hk", "tc", "TC", "zh-TC", "hant", " tc "],
    "zh-Hans": ["zh-Hans", "zh-hans", "zh-CN", "zh_CN", "cn", "sc", "SC", "hans", "zh-Hans-CN"],
}


@pytest.mark.parametrize(("tag", "text"), [(tag, text) for tag, texts in TYPED.items() for text in texts])
def test_what_people_type_is_understood(tag: str, text: str) -> None:
    """Capitals, underscores and blanks do not matter."""
    assert parse_language(text).tag == tag


@pytest.mark.parametrize("text", ["zh", "chinese", "zh-TW", "fr", "", "zh-Hant-TW"])
def test_what_could_be_either_chinese_is_not_guessed(text: str) -> None:
    """A wrong guess would print a whole pack in the wrong script; the message names the choices."""
    with pytest.raises(ValueError, match=f"unknown language '{text}'; use one of en, zh-Hant, zh-Hans"):
        parse_language(text)


@pytest.mark.parametrize(
    ("tag", "script", "office", "chinese", "quotes"),
    [
        ("en", "Latn", "en-HK", False, "“”‘’"),
        ("zh-Hant", "Hant", "zh-HK", True, "「」『』"),
        ("zh-Hans", "Hans", "zh-CN", True, "“”‘’"),
    ],
)
def test_what_office_is_told(tag: str, script: str, office: str, chinese: bool, quotes: str) -> None:
    """Script, proofing language and quotation marks of each audience; Chinese has a typeface of its own."""
    language = LANGUAGES[tag]
    assert (language.script, language.office, language.east_asian) == (script, office, chinese)
    assert language.quotes == quotes
    assert bool(language.typeface) is chinese


def test_an_alias_means_one_language() -> None:
    """No alias stands in two rows of the table."""
    names = [name for language in LANGUAGES.values() for name in (language.tag.lower(), *language.aliases)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("target", "path", "template"),
    [
        (Target("finance", Kind.DECK, "zh-Hant"), "finance/finance-deck.zh-Hant.pptx", "deck.pptx"),
        (Target("finance", Kind.SUMMARY, "en"), "finance/finance-summary.en.docx", "summary.docx"),
        (Target(OVERVIEW, Kind.DECK, "en"), "overview/overview-deck.en.pptx", "deck.overview.pptx"),
        (Target("finance", Kind.DECK, "en+zh-Hant"), "finance/finance-deck.en+zh-Hant.pptx", "deck.bilingual.pptx"),
        (
            Target(OVERVIEW, Kind.SUMMARY, "zh-Hans+en"),
            "overview/overview-summary.zh-Hans+en.docx",
            "summary.overview.bilingual.docx",
        ),
        (Target(OVERVIEW, Kind.SUMMARY, "zh-Hans"), "overview/overview-summary.zh-Hans.docx", "summary.overview.docx"),
    ],
)
def test_a_target_knows_its_file_and_its_template(target: Target, path: str, template: str) -> None:
    """Files are named by sector, kind and edition; the overview and pairs of languages have templates of their own."""
    assert target.path == PurePosixPath(path)
    assert target.template == template


@pytest.mark.parametrize("kind", Kind)
def test_a_templates_name_says_its_variants(kind: Kind) -> None:
    """What a target's template is called can be read back from the name."""
    for sector, language in itertools.product(("finance", OVERVIEW), ("en", "en+zh-Hant")):
        target = Target(sector, kind, language)
        assert template_variants(target.template) == target.variants


def test_a_kind_is_made_of_what_it_has_templates_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a template for the overview no overview is made, and the same with pairs of languages."""
    monkeypatch.setattr(Kind.SUMMARY, "variants", frozenset({BILINGUAL}))
    assert Target("finance", Kind.SUMMARY, "en+zh-Hant").has_template
    assert not Target(OVERVIEW, Kind.SUMMARY, "en").has_template
    assert not Target(OVERVIEW, Kind.SUMMARY, "en+zh-Hant").has_template


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("en", "en"),
        ("en+zh-Hant", "en+zh-Hant"),
        ("EN+tc", "en+zh-Hant"),
        ("zh_CN + en", "zh-Hans+en"),
        ("hk+cn", "zh-Hant+zh-Hans"),
    ],
)
def test_two_languages_side_by_side_are_one_edition(typed: str, tag: str) -> None:
    """Either order, with the names people type; the tag is the same however it was typed."""
    assert parse_edition(typed) == tag
    assert "+".join(language.tag for language in edition_languages(tag)) == tag


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("en+en", "'en+en' names the same language twice; write 'en', or two that differ"),
        ("tc+zh-HK", "'tc+zh-HK' names the same language twice; write 'zh-Hant', or two that differ"),
        ("en+xx", "unknown language 'xx'; use one of en, zh-Hant, zh-Hans on either side of the +"),
        ("en+", "unknown language ''"),
        ("en+tc+sc", "'en+tc+sc' names 3 languages; an edition has one, or two side by side"),
    ],
)
def test_a_pair_that_is_none_is_refused_with_the_way_out(typed: str, words: str) -> None:
    """One language twice, one that nobody knows, none, three."""
    with pytest.raises(ValueError, match=re.escape(words)):
        parse_edition(typed)


def test_targets_are_plain_values() -> None:
    """Equal targets are one key, and they sort the same way everywhere."""
    first, second = Target("a", Kind.DECK, "en"), Target("b", Kind.DECK, "en")
    assert {first: 1}[Target("a", Kind.DECK, "en")] == 1
    assert sorted([second, first]) == [first, second]
