"""A check of everything: what did not change is not looked at again, and finds the same."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from reportgen.live import reviews
from reportgen.live.checked import Choice
from reportgen.live.project_check import check_everything
from reportgen.model.target import Target
from tests.golden.small import change, files_below

WRONG_NAME = ("{{ labels.terms }}", "{{ labels.termz }}")
CHANGES = [
    ("content/sectors/youth.yaml", "Young people learn", "Young people learns , 12 things"),
    ("content/sectors/finance.yaml", "smoothly", "[[no-such-term]]"),
    ("glossary/bodies.csv", "HKTC", "HKTCC"),
    ("templates/labels.yaml", "Names", "Names 海外"),
    ("templates/palette.yaml", "C22B38", "EEEEEE"),
    ("templates/deck.pptx", *WRONG_NAME),
]


@pytest.fixture
def looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Target]:
    """The targets that are made and reviewed, in this process; nothing is kept of other tests."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    seen: list[Target] = []
    real = reviews.review_target

    def review_target(state: str, target: Target, off: Sequence[str] = ()) -> reviews.Reviewed:
        seen.append(target)
        return real(state, target, off)

    monkeypatch.setattr(reviews, "review_target", review_target)
    return seen


def test_each_problem_is_told_once_and_nothing_is_written(root: Path) -> None:
    """Although every sector and language has it."""
    change(root, "templates/deck.pptx", *WRONG_NAME)
    before = files_below(root)
    (diagnostic,) = [one for one in check_everything(root, Choice(), 1).diagnostics if one.code == "unknown-name"]
    assert "labels.termz" in diagnostic.message
    assert files_below(root) == before


def test_a_second_check_looks_at_nothing(root: Path, looked_at: list[Target]) -> None:
    """It says what the first has said."""
    first = check_everything(root, Choice(), 1)
    assert looked_at
    looked_at.clear()
    assert check_everything(root, Choice(), 1) == first
    assert looked_at == []


def test_a_changed_sentence_is_looked_at_where_it_is_printed(root: Path, looked_at: list[Target]) -> None:
    """The files of other sectors and languages are not made again."""
    check_everything(root, Choice(), 1)
    looked_at.clear()
    change(root, "content/sectors/youth.yaml", "Young people learn", "Young people work")
    check_everything(root, Choice(), 1)
    assert {(target.sector, target.edition.split("+")[0]) for target in looked_at} <= {
        ("youth", "en"),
        ("overview", "en"),
    }
    assert looked_at


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(("file", "old", "new"), CHANGES)
def test_what_is_kept_and_what_is_new_make_the_same_check(
    root: Path, file: str, old: str, new: str, jobs: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a change a check finds what it finds with an empty cache, in one process or two."""
    monkeypatch.setattr("reportgen.build.crew._START_MILLISECONDS", 0)
    check_everything(root, Choice(), 1)
    change(root, file, old, new)
    found = check_everything(root, Choice(), jobs)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "empty"))
    assert check_everything(root, Choice(), 1) == found


@pytest.mark.parametrize(
    ("choice", "places"),
    [
        (Choice(sectors=("youth",)), {"content/sectors/youth.yaml"}),
        (Choice(files=("content/sectors/finance.yaml",)), {"content/sectors/finance.yaml"}),
        (Choice(languages=("zh-Hans",)), set()),
        (Choice(languages=("en",)), {"content/sectors/youth.yaml", "content/sectors/finance.yaml"}),
    ],
)
def test_a_check_can_be_of_a_part(root: Path, choice: Choice, places: set[str]) -> None:
    """Only what is about the chosen sectors, languages, kinds and files is told."""
    for sector, word in (("youth", "Young people learn"), ("finance", "smoothly")):
        change(root, f"content/sectors/{sector}.yaml", word, f"{word} \u202e")
    found = check_everything(root, choice, 1).diagnostics
    assert {one.location.path for one in found if one.code == "bidi-control"} == places
