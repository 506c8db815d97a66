"""What may have another answer after a change: everything that the change can touch, and little else."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.build.changes import Changes, differences
from reportgen.build.manifest import EVERY_SECTOR, sectors_asked
from reportgen.build.state import Known, ProjectState
from reportgen.project.load import load_project
from tests.golden.small import change

_VALUES: st.SearchStrategy[Any] = st.recursive(
    st.sampled_from(["a", "b"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("xyz"), inner, max_size=3),
    max_leaves=12,
)
FINANCE = "content/sectors/finance.yaml"


@given(_VALUES, _VALUES)
def test_values_differ_where_a_path_is_told_and_nowhere_else(before: Any, now: Any) -> None:
    """Without a path they are equal; at each path they are not."""
    found = list(differences(before, now))
    assert (found == []) == (before == now)

    def at(value: Any, steps: tuple[str, ...]) -> Any:
        for step in steps:
            value = value[int(step)] if isinstance(value, list) else value.get(step, None)
        return value

    assert all(at(before, steps) != at(now, steps) for steps in found)


def _changes(root: Path, file: str, old: str, new: str) -> tuple[Changes, str]:
    """The changes of a project that was known before one word of it was another one."""
    catalogue = load_project(root).catalogue
    time.sleep(0.05)  # nothing is known of files that were saved in the same tick of the clock
    before = ProjectState(root)
    before.keep(Known(before.state, catalogue, sound=True))
    change(root, file, old, new)
    return Changes(load_project(root), ProjectState(root)), before.state


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (("text", FINANCE, "en", "progress", "0", "text"), True),
        (("text", FINANCE, "zh-Hans", "progress", "0", "text"), False),
        (("text", FINANCE, "en", "progress", "1", "text"), False),
        (("all", FINANCE, "progress"), True),
        (("all", FINANCE, "figures"), False),
        (("value", "content/meeting.yaml", "date"), False),
        (("term", "hktc", "name", "en"), False),
        (("template", "deck.pptx", "en"), True),
    ],
)
def test_a_changed_word_touches_what_can_print_it(root: Path, question: tuple[str, ...], asked: bool) -> None:
    """Its own text in its own language, what holds that text, and what is cheaper asked than known."""
    changes, before = _changes(root, FINANCE, "run smoothly since", "run well since")
    assert changes.since(before)(question) is asked
    assert changes.since("a state that nobody knows")(question)


def test_a_changed_name_touches_every_text(root: Path) -> None:
    """It may stand in any of them."""
    changes, before = _changes(root, "glossary/bodies.csv", "HKTC", "HKTCC")
    assert changes.since(before)(("text", FINANCE, "en", "progress", "1", "text"))
    assert changes.since(before)(("term", "hktc", "name", "en"))
    assert not changes.since(before)(("value", FINANCE, "progress"))


@pytest.mark.parametrize(
    ("file", "old", "new", "left_alone"),
    [
        (FINANCE, "run smoothly since", "run well since", {("content/sectors/youth.yaml",)}),
        ("content/meeting.yaml", "[[meeting]] 2023", "[[meeting]] 2024", set()),
        ("glossary/bodies.csv", "HKTC", "HKTCC", set()),
    ],
)
def test_files_of_other_sectors_are_left_alone(
    root: Path, file: str, old: str, new: str, left_alone: set[tuple[str, ...]]
) -> None:
    """Nothing is asked of them where the files of sectors that they ask about are the same, and all others."""
    changes, before = _changes(root, file, old, new)
    candidates = [("content/sectors/youth.yaml",), (FINANCE,), (FINANCE, "content/sectors/youth.yaml"), (EVERY_SECTOR,)]
    assert {one for one in candidates if changes.leave_alone(one, before)} == left_alone
    assert not changes.leave_alone(("content/sectors/youth.yaml",), "a state that nobody knows")


def test_a_record_names_the_sectors_that_it_asks_about() -> None:
    """The overview asks about all of them."""
    questions = [("text", FINANCE, "en", "title"), ("terms", "youth"), ("value", "content/meeting.yaml", "date")]
    assert sectors_asked(dict.fromkeys(questions, "x")) == (FINANCE, "content/sectors/youth.yaml")
    assert EVERY_SECTOR in sectors_asked({("paragraphs", "overview"): "x"})
