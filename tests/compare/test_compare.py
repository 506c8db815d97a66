"""What differs between two meetings is found: by ids and, where there are none, by what entries say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.compare.changes import AHEAD, CHANGED, DONE, GONE, MEETING, NEW, OPEN, STEPS, Change
from reportgen.compare.meetings import compare
from reportgen.model.content import Section, Sector
from reportgen.project.load import Project, load_project
from tests.support.meetings import harbour_forums


@pytest.fixture(scope="module")
def forums(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Project]:
    """The first forum and the second."""
    first, second = harbour_forums(tmp_path_factory.mktemp("forums"))
    return load_project(first), load_project(second)


def _found(changes: tuple[Change, ...], part: str, place: str = "") -> list[tuple[str, str, str]]:
    """Changes of a part: what, the English name, the field."""
    of_part = [one for one in changes if one.part == part and place in ("", one.place)]
    return [(one.what, one.plain()["name"]["en"], one.field) for one in of_part]


def _with_ferries(project: Project, **fields: object) -> Project:
    sector: Sector = project.sectors["ferries"].model_copy(update=fields)
    return replace(project, sectors={**project.sectors, "ferries": sector})


def test_a_meeting_does_not_differ_from_itself(forums: tuple[Project, Project]) -> None:
    """Nothing is told of what is the same."""
    assert [compare(one, one) for one in forums] == [(), ()]


def test_each_step_of_the_earlier_meeting_is_told_once(forums: tuple[Project, Project]) -> None:
    """By the follow-up that names it; without one it is a step again, reported as done, or not mentioned."""
    assert _found(compare(*forums), STEPS) == [
        (DONE, "Night ferry", ""),
        (DONE, "Joint ticket", ""),
        ("under-way", "Second pier", ""),
        (GONE, "Car ferry", ""),
        (NEW, "Quiet engines", ""),
        (DONE, "Open the courses", ""),
        (AHEAD, "Exchange of teachers", ""),
        (GONE, "Training ship", ""),
    ]


def test_steps_of_a_sector_that_is_gone_are_told_too(forums: tuple[Project, Project]) -> None:
    """Nobody speaks of them any more."""
    first, second = forums
    kept = {key: sector for key, sector in second.sectors.items() if key != "ferries"}
    changes = compare(first, replace(second, sectors=kept))
    assert [what for what, _, _ in _found(changes, STEPS, "ferries")] == [GONE] * 4


def test_what_rests_on_alike_words_alone_is_a_guess(forums: tuple[Project, Project]) -> None:
    """What has ids is sure."""
    guesses = {change.plain()["name"]["en"] for change in compare(*forums) if change.guess}
    assert guesses == {"Open the courses", "Exchange of teachers"}


def test_a_step_that_nobody_has_reported_on_is_open(forums: tuple[Project, Project]) -> None:
    """As `new meeting` leaves it."""
    first, second = forums
    told = tuple(step.model_copy(update={"state": None}) for step in second.sectors["ferries"].follow_up)
    changes = compare(first, _with_ferries(second, follow_up=told))
    assert {change.what for change in changes if change.part == STEPS and change.place == "ferries"} == {OPEN, GONE}


def test_follow_ups_without_ids_belong_to_the_steps_that_say_the_same(forums: tuple[Project, Project]) -> None:
    """The words of the earlier meeting are as good as its id."""
    first, second = forums
    told = tuple(step.model_copy(update={"of": None}) for step in second.sectors["ferries"].follow_up)
    assert compare(first, _with_ferries(second, follow_up=told)) != ()
    found = [
        (change.what, change.guess)
        for change in compare(first, _with_ferries(second, follow_up=told))
        if change.part == STEPS and change.place == "ferries"
    ]
    assert found[:3] == [(DONE, False), (DONE, False), ("under-way", False)]


def test_figures_dates_and_agreements_are_compared(forums: tuple[Project, Project]) -> None:
    """The value of a figure with all that belongs to it; a date that was reached; what was signed since."""
    changes = compare(*forums)
    assert _found(changes, "figures") == [(CHANGED, "carried a month", "value")]
    assert _found(changes, "milestones") == [(DONE, "Night ferry starts", "date")]
    assert _found(changes, "agreements") == [(NEW, "Agreement on the joint ticket", "")]
    assert _found(changes, "next_steps", "ferries") == [
        (CHANGED, "Second pier", "text"),
        (CHANGED, "Second pier", "due"),
    ]
    figure, reached = (next(one for one in changes if one.part == part).plain() for part in ("figures", "milestones"))
    assert (figure["before"], figure["after"]) == (
        {"value": "40000", "qualifier": "more-than"}, {"value": "52000"},
    )  # fmt: skip
    assert (reached["before"], reached["after"]) == ("2024-07", "2024-07-06")


def test_sectors_and_names_come_and_go(forums: tuple[Project, Project]) -> None:
    """A sector by its id, a name by that of its term."""
    changes = compare(*forums)
    one_sided = [found for found in _found(changes, "sectors") if found[0] != CHANGED]
    assert one_sided == [(NEW, "Tides", ""), (GONE, "Fish market", "")]
    assert _found(changes, "terms") == [
        (CHANGED, "Eastport Harbour Board", "names"),
        (CHANGED, "Eastport Harbour Board", "shorts"),
        (NEW, "Tide Office", ""),
    ]


def test_a_change_of_wording_has_both_wordings_of_all_languages(forums: tuple[Project, Project]) -> None:
    """So that a program can say in which of them a text differs."""
    first, second = forums
    change = next(one for one in compare(first, second) if one.part == MEETING and one.field == "place")
    plain = change.plain()
    assert (plain["before"], plain["after"]) == (
        {"en": "Eastport", "zh-Hant": "東埠"}, {"en": "Westport", "zh-Hant": "西埠"},
    )  # fmt: skip


def test_between_two_states_of_one_meeting_steps_are_compared_like_all_else(forums: tuple[Project, Project]) -> None:
    """Nothing has become of them yet; one that is left out is gone."""
    first, _ = forums
    shorter = _with_ferries(first, next_steps=first.sectors["ferries"].next_steps[1:])
    assert [(one.what, one.part, one.id) for one in compare(first, shorter)] == [(GONE, "next_steps", "night-ferry")]


def test_the_wording_of_slides_is_compared_between_two_states_of_one_meeting(forums: tuple[Project, Project]) -> None:
    """By the keys that lead to it; the next meeting has other words anyway."""
    first, second = forums
    section = Section.model_validate({"headline": {"en": "A night ferry comes"}})
    worded = _with_ferries(first, sections={"glance": section})
    assert [(one.what, one.field) for one in compare(first, worded)] == [(CHANGED, "sections › glance › headline")]
    assert len(compare(worded, second)) == len(compare(first, second))


def test_entries_with_two_different_ids_are_two(forums: tuple[Project, Project]) -> None:
    """However alike they are."""
    first, _ = forums
    renamed = first.sectors["ferries"].next_steps[0].model_copy(update={"id": "late-ferry"})
    steps = (renamed, *first.sectors["ferries"].next_steps[1:])
    found = [(one.what, one.id) for one in compare(first, _with_ferries(first, next_steps=steps))]
    assert found == [(NEW, "late-ferry"), (GONE, "night-ferry")]
