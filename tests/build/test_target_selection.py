"""Which files a command asks for, in what order, and what is answered to a slip."""

from __future__ import annotations

import pytest

from reportgen.build.targets import UnknownChoice, checked_targets, select_targets
from reportgen.model.target import Kind, Target

SECTORS = ["finance", "youth"]
LANGUAGES = ["en", "zh-Hant", "zh-Hans"]


def _paths(*choices: list[str], languages: list[str] | None = None) -> list[str]:
    return [str(target.path) for target in select_targets(SECTORS, languages or LANGUAGES, *choices)]


def test_no_choice_is_everything() -> None:
    """Every sector in the meeting's order, then the overview; decks before summaries; languages in their order."""
    targets = select_targets(SECTORS, LANGUAGES)
    assert len(targets) == len(set(targets)) == 3 * 2 * 3
    assert [target.sector for target in targets[::6]] == ["finance", "youth", "overview"]
    assert targets[:4] == [
        Target("finance", Kind.DECK, "en"),
        Target("finance", Kind.DECK, "zh-Hant"),
        Target("finance", Kind.DECK, "zh-Hans"),
        Target("finance", Kind.SUMMARY, "en"),
    ]


def test_what_a_kind_has_no_template_for_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of everything the rest is made; asked for alone, it is a slip that is answered."""
    monkeypatch.setattr(Kind.SUMMARY, "variants", frozenset())
    assert len(_paths()) == 3 * 2 * 3 - 3
    assert _paths(["overview"], ["en"]) == ["overview/overview-deck.en.pptx"]
    message = "summaries are not made for this choice: it would need a template summary.overview.docx"
    with pytest.raises(UnknownChoice, match=message):
        _paths(["overview"], [], ["summary"])


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
        (([], ["en+xx"], []), "unknown language 'xx'; use one of en, zh-Hant, zh-Hans on either side of the +"),
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
    assert _paths(["youth"], [], ["deck"], languages=["en"]) == ["youth/youth-deck.en.pptx"]
    for typed in ("sc", "en+sc"):
        with pytest.raises(UnknownChoice, match="not written in 'zh-Hans'; it has en"):
            _paths([], [typed], languages=["en"])


def test_pairs_that_a_project_lists_are_built_with_the_languages() -> None:
    """Nobody gets a pair unasked; a listed one comes with `all`, an asked one beside `all`."""

    def languages(*wanted: str, editions: tuple[str, ...] = ()) -> list[str]:
        targets = select_targets(SECTORS, LANGUAGES, ["youth"], wanted, ["deck"], editions)
        return [target.edition for target in targets]

    assert languages() == languages("all") == LANGUAGES
    listed = ("en+zh-Hant",)
    assert languages(editions=listed) == languages("all", editions=listed) == [*LANGUAGES, "en+zh-Hant"]
    assert languages("all", "en+sc", editions=listed) == [*LANGUAGES, "en+zh-Hant", "en+zh-Hans"]
    assert languages("en+tc", editions=listed) == ["en+zh-Hant"]
    assert languages("en", editions=listed) == ["en"]


def test_a_check_renders_the_pairs_somebody_may_ask_for() -> None:
    """Listed pairs always; else the first language beside each other one, with the templates there are."""

    def languages(editions: list[str], *templates: str) -> set[str]:
        targets = checked_targets(SECTORS, LANGUAGES, editions, set(templates))
        return {target.edition for target in targets} - set(LANGUAGES)

    assert languages([]) == set()
    assert languages([], "deck.bilingual.pptx") == {"en+zh-Hant", "en+zh-Hans"}
    assert languages(["zh-Hans+en"]) == {"zh-Hans+en"}
    assert checked_targets(SECTORS, ["en"], [], {"deck.bilingual.pptx"}) == select_targets(SECTORS, ["en"])
