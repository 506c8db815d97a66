"""Which files a command asks for, in what order, and what is answered to a slip."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.build.targets import UnknownChoice, checked_targets, find_target, select_targets
from reportgen.model.target import Catalogue, Kind, Target
from tests.support.kinds import DECK, KINDS, SUMMARY

LANGUAGES = ["en", "zh-Hant", "zh-Hans"]
CATALOGUE = Catalogue(("finance", "youth"), tuple(LANGUAGES), (), KINDS)


def _paths(*choices: list[str], catalogue: Catalogue = CATALOGUE) -> list[str]:
    return [str(target.path) for target in select_targets(catalogue, *choices)]


def test_no_choice_is_everything() -> None:
    """Every sector in the meeting's order, then the overview; decks before summaries; languages in their order."""
    targets = select_targets(CATALOGUE)
    assert len(targets) == len(set(targets)) == 3 * 2 * 3
    assert [target.sector for target in targets[::6]] == ["finance", "youth", "overview"]
    assert targets[:4] == [
        Target("finance", DECK, "en"),
        Target("finance", DECK, "zh-Hant"),
        Target("finance", DECK, "zh-Hans"),
        Target("finance", SUMMARY, "en"),
    ]


def test_what_a_kind_has_no_template_for_is_left_out() -> None:
    """Of everything the rest is made; asked for alone, it is a slip that is answered."""
    lone = replace(CATALOGUE, editions=("en+zh-Hant",), kinds=(DECK, replace(SUMMARY, present=frozenset())))
    assert len(_paths(catalogue=lone)) == 3 * 2 * 3 + 3
    assert _paths(["overview"], ["en+tc"], catalogue=lone) == ["overview/overview-deck.en+zh-Hant.pptx"]
    message = "'summary' is not made for this choice: it would need a template summary.bilingual.docx"
    with pytest.raises(UnknownChoice, match=message):
        _paths(["overview"], ["en+tc"], ["summary"], catalogue=lone)


def test_a_kind_that_is_for_other_packs_is_left_out() -> None:
    """With the same answer to whoever asks for it alone."""
    index = Kind("index", "index.docx", packs="overview")
    some = replace(CATALOGUE, kinds=(DECK, index))
    assert _paths(["youth"], ["en"], catalogue=some) == ["youth/youth-deck.en.pptx"]
    assert _paths([], ["en"], ["index"], catalogue=some) == ["overview/overview-index.en.docx"]
    with pytest.raises(UnknownChoice, match="'index' is not made for this choice: it is for the overview only"):
        _paths(["youth"], [], ["index"], catalogue=some)
    other = replace(CATALOGUE, kinds=(replace(index, packs="sectors"),))
    with pytest.raises(UnknownChoice, match="it is for sectors only"):
        _paths(["overview"], [], ["index"], catalogue=other)


def test_a_kind_that_is_made_on_request_is_asked_for_by_its_name() -> None:
    """Or with `all`; in all its formats."""
    brief = [Kind("brief", f"brief.{suffix}", built=False, shares_name=True) for suffix in ("docx", "pptx")]
    some = replace(CATALOGUE, kinds=(DECK, *brief))
    youth = ["youth/youth-deck.en.pptx", "youth/youth-brief.en.docx", "youth/youth-brief.en.pptx"]
    assert _paths(["youth"], ["en"], catalogue=some) == youth[:1]
    assert _paths(["youth"], ["en"], ["brief"], catalogue=some) == youth[1:]
    assert _paths(["youth"], ["en"], ["all"], catalogue=some) == youth
    with pytest.raises(UnknownChoice, match="a plain build makes no kind of document here; --kind names one: brief"):
        _paths(catalogue=replace(CATALOGUE, kinds=tuple(brief)))


@pytest.mark.parametrize("name", ["youth-brief.en.docx", "youth-brief.zh-Hans.docx.pdf", "youth-brief.en.pptx.pdf"])
def test_a_file_is_found_by_its_name(name: str) -> None:
    """Also a PDF of one of two formats; names of what is not made are nobody's."""
    brief = [Kind("brief", f"brief.{suffix}", built=False, shares_name=True) for suffix in ("docx", "pptx")]
    some = replace(CATALOGUE, kinds=(DECK, *brief))
    target = find_target(name, some)
    assert target is not None
    assert name in (target.path.name, target.pdf.name)
    for other in ("youth-brief.en.pdf", "youth-deck.en.docx", "youth-deck.en.pptx.pdf", "yout-brief.en.docx", "youth"):
        assert find_target(other, some) is None


@pytest.mark.parametrize(
    "choices", [([], [], []), (["all"], ["all"], ["all"]), (["youth", "all"], [], ["deck", "all"])]
)
def test_all_is_everything(choices: tuple[list[str], list[str], list[str]]) -> None:
    """`all` may be typed, also beside a name."""
    assert _paths(*choices) == _paths()


@pytest.mark.parametrize(
    ("choices", "paths"),
    [
        ((["finance"], ["zh-Hant"], ["deck"]), ["finance/finance-deck.zh-Hant.pptx"]),
        ((["overview"], ["en"], ["summary"]), ["overview/overview-summary.en.docx"]),
        ((["youth", "finance"], ["en"], ["deck"]), ["finance/finance-deck.en.pptx", "youth/youth-deck.en.pptx"]),
        ((["youth", "youth"], ["sc", "zh-CN"], ["deck"]), ["youth/youth-deck.zh-Hans.pptx"]),
        ((["youth"], ["zh-HK"], ["deck"]), ["youth/youth-deck.zh-Hant.pptx"]),
        ((["youth"], ["en+tc"], ["deck"]), ["youth/youth-deck.en+zh-Hant.pptx"]),
        (
            (["youth"], ["sc+en", "zh-Hans+EN", "en"], ["summary"]),
            ["youth/youth-summary.en.docx", "youth/youth-summary.zh-Hans+en.docx"],
        ),
        ((["youth"], ["TC", "EN"], ["deck"]), ["youth/youth-deck.en.pptx", "youth/youth-deck.zh-Hant.pptx"]),
    ],
)
def test_a_choice_is_kept_once_and_in_order(choices: tuple[list[str], ...], paths: list[str]) -> None:
    """Repeated and differently spelt choices are one target, and the order is the project's."""
    assert _paths(*choices) == paths


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ((["finanse"], [], []), "unknown sector 'finanse'; did you mean 'finance'?"),
        ((["zzz"], [], []), "unknown sector 'zzz'; there are finance, youth, overview"),
        (([], ["zh"], []), "unknown language 'zh'; use one of en, zh-Hant, zh-Hans"),
        (([], [], ["decks"]), "unknown kind 'decks'; did you mean 'deck'?"),
        (([], [], ["pdf"]), "unknown kind 'pdf'; there are deck, summary"),
        ((["all", "finanse"], [], []), "unknown sector 'finanse'"),
        (([], ["en+en"], []), "'en+en' names the same language twice; write 'en', or two that differ"),
        (
            ([], ["en+xx"], []),
            "unknown language 'xx'; use one of en, zh-Hant, zh-Hans, zh-Hans-HK on either side of the +",
        ),
        ((["Finance"], [], []), "did you mean 'finance'?"),
    ],
)
def test_a_slip_is_answered_with_the_way_out(choices: tuple[list[str], ...], words: str) -> None:
    """The message names what was typed and what there is."""
    with pytest.raises(UnknownChoice) as fault:
        _paths(*choices)
    assert words in str(fault.value)


def test_a_language_the_project_is_not_written_in() -> None:
    """A language the program knows is not yet one that this project has."""
    english = replace(CATALOGUE, languages=("en",))
    assert _paths(["youth"], [], ["deck"], catalogue=english) == ["youth/youth-deck.en.pptx"]
    for typed in ("sc", "en+sc"):
        with pytest.raises(UnknownChoice, match="not written in 'zh-Hans'; it has en"):
            _paths([], [typed], catalogue=english)


def test_pairs_that_a_project_lists_are_built_with_the_languages() -> None:
    """Nobody gets a pair unasked; a listed one comes with `all`, an asked one beside `all`."""

    def languages(*wanted: str, editions: tuple[str, ...] = ()) -> list[str]:
        targets = select_targets(replace(CATALOGUE, editions=editions), ["youth"], wanted, ["deck"])
        return [target.edition for target in targets]

    assert languages() == languages("all") == LANGUAGES
    listed = ("en+zh-Hant",)
    assert languages(editions=listed) == languages("all", editions=listed) == [*LANGUAGES, "en+zh-Hant"]
    assert languages("all", "en+sc", editions=listed) == [*LANGUAGES, "en+zh-Hant", "en+zh-Hans"]
    assert languages("en+tc", editions=listed) == ["en+zh-Hant"]
    assert languages("en", editions=listed) == ["en"]


def test_a_check_renders_the_pairs_somebody_may_ask_for() -> None:
    """Listed pairs always; else the first language beside each other one, with the templates there are."""

    def languages(*editions: str, templates: str = "deck.bilingual.pptx") -> set[str]:
        deck = replace(DECK, present=frozenset([templates]))
        targets = checked_targets(replace(CATALOGUE, editions=editions, kinds=(deck,)))
        return {target.edition for target in targets} - set(LANGUAGES)

    assert languages(templates="") == set()
    assert languages() == {"en+zh-Hant", "en+zh-Hans"}
    assert languages("zh-Hans+en") == {"zh-Hans+en"}
    english = replace(CATALOGUE, languages=("en",))
    assert checked_targets(english) == select_targets(english)
