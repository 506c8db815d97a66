"""The small tables: languages with their aliases, and the files there are to make."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import asdict
from pathlib import PurePosixPath
from typing import Any

import pytest

from reportgen.model.language import LANGUAGES, edition_languages, parse_edition, parse_language
from reportgen.model.target import (
    BILINGUAL,
    OVERVIEW,
    Catalogue,
    Kind,
    Packs,
    Target,
    catalogue_from_json,
    catalogue_to_json,
    template_variants,
)
from tests.support.kinds import DECK, SUMMARY

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
        (Target("finance", DECK, "zh-Hant"), "finance/finance-deck.zh-Hant.pptx", "deck.pptx"),
        (Target("finance", SUMMARY, "en"), "finance/finance-summary.en.docx", "summary.docx"),
        (Target(OVERVIEW, DECK, "en"), "overview/overview-deck.en.pptx", "deck.pptx"),
        (Target("finance", DECK, "en+zh-Hant"), "finance/finance-deck.en+zh-Hant.pptx", "deck.bilingual.pptx"),
        (
            Target(OVERVIEW, SUMMARY, "zh-Hans+en"),
            "overview/overview-summary.zh-Hans+en.docx",
            "summary.bilingual.docx",
        ),
        (Target(OVERVIEW, SUMMARY, "zh-Hans"), "overview/overview-summary.zh-Hans.docx", "summary.docx"),
    ],
)
def test_a_target_knows_its_file_and_its_template(target: Target, path: str, template: str) -> None:
    """Files are named by sector, kind and edition; pairs of languages have a template of their own."""
    assert target.path == PurePosixPath(path)
    assert target.template == template


def _kind(*present: str, **settings: Any) -> Kind:
    return Kind("brief", "brief.docx", present=frozenset(present), **settings)


def test_a_templates_name_says_its_variants() -> None:
    """What a target's template is called can be read back from the name."""
    own = _kind("brief.docx", "brief.overview.docx", "brief.bilingual.docx", "brief.overview.bilingual.docx")
    for sector, language in itertools.product(("finance", OVERVIEW), ("en", "en+zh-Hant")):
        variants = [OVERVIEW] * (sector == OVERVIEW) + [BILINGUAL] * ("+" in language)
        assert template_variants(Target(sector, own, language).template) == variants


def test_the_overview_needs_no_template_of_its_own() -> None:
    """Where there is none, the template of the sectors serves it; in pairs of languages the one for pairs."""
    own = _kind("brief.docx", "brief.overview.docx", "brief.bilingual.docx")
    assert Target(OVERVIEW, own, "en").template == "brief.overview.docx"
    assert Target(OVERVIEW, own, "en+zh-Hant").template == "brief.bilingual.docx"
    assert Target(OVERVIEW, _kind("brief.docx"), "en").template == "brief.docx"
    assert Target(OVERVIEW, _kind(), "en").template == "brief.docx"


def test_two_languages_side_by_side_need_a_template_for_two() -> None:
    """Without one a kind is made in single languages."""
    assert Target("finance", _kind("brief.docx", "brief.bilingual.docx"), "en+zh-Hant").is_possible
    assert not Target("finance", _kind("brief.docx"), "en+zh-Hant").is_possible
    assert Target("finance", _kind(), "en").is_possible


@pytest.mark.parametrize(("packs", "sector", "overview"), [("all", 1, 1), ("sectors", 1, 0), ("overview", 0, 1)])
def test_a_kind_is_for_some_packs(packs: Packs, sector: int, overview: int) -> None:
    """The others have no such target."""
    kind = _kind(packs=packs)
    assert (Target("finance", kind, "en").is_possible, Target(OVERVIEW, kind, "en").is_possible) == (sector, overview)
    assert kind.needed == "brief.docx"


def test_two_formats_of_a_kind_make_four_files() -> None:
    """Only their suffixes differ, and a PDF keeps the one that tells it from the other."""
    formats = [Kind("brief", f"brief.{suffix}", shares_name=True) for suffix in ("docx", "pptx")]
    names = [path.name for kind in formats for path in (Target("a", kind, "en").path, Target("a", kind, "en").pdf)]
    assert names == ["a-brief.en.docx", "a-brief.en.docx.pdf", "a-brief.en.pptx", "a-brief.en.pptx.pdf"]


def test_a_kind_knows_its_templates() -> None:
    """Its own and their variants, not those of another kind or format."""
    assert all(map(_kind().owns, ("brief.docx", "brief.overview.docx", "brief.overview.bilingual.docx")))
    assert not any(map(_kind().owns, ("brief.pptx", "briefs.docx", "brief.overview.pptx")))


def test_a_catalogue_travels_as_plain_data() -> None:
    """What the next run reads is what this one has kept."""
    kinds = (_kind("brief.docx", packs="sectors", built=False), Kind("deck", "deck.pptx"))
    catalogue = Catalogue(("finance",), ("en", "zh-Hant"), ("en+zh-Hant",), kinds)
    read = catalogue_from_json(json.loads(json.dumps(catalogue_to_json(catalogue))))
    assert read == catalogue
    assert asdict(read) == asdict(catalogue)


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
    first, second = Target("a", DECK, "en"), Target("b", DECK, "en")
    assert {first: 1}[Target("a", DECK, "en")] == 1
    assert sorted([second, first]) == [first, second]
