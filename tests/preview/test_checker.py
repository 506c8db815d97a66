"""What a build has told and a check finds, together."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from reportgen.diagnostics import Diagnostic, Location
from reportgen.preview import checker
from reportgen.preview.checker import Checker
from reportgen.preview.messages import Finding

PLACE = Location("content/sectors/finance.yaml", 96)


def test_what_build_and_check_say_of_a_place_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check knows of more files; what only the build has met stays."""
    built = [Diagnostic("text-overflow", "too long for a.pptx", PLACE), Diagnostic("unwritable", "full", PLACE)]
    checked = Diagnostic("text-overflow", "too long for a.pptx, b.pptx", PLACE)
    live = SimpleNamespace(root=Path(), findings=lambda between: SimpleNamespace(diagnostics=[checked]))
    monkeypatch.setattr(checker, "check_project", lambda project, between: [])
    told: list[tuple[Finding, ...]] = []
    is_done = threading.Event()

    def tell(found: tuple[Finding, ...]) -> None:
        told.append(found)
        if len(told) == 2:
            is_done.set()

    Checker(cast(Any, live)).check(cast(Any, None), [], built, lambda: True, tell)
    assert is_done.wait(30)
    assert [[one.message for one in found] for found in told] == [
        ["too long for a.pptx", "full"],
        ["full", "too long for a.pptx, b.pptx"],
    ]


def test_a_check_ends_between_two_files_once_it_is_overtaken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next one need not wait for it, nor does the end of the program."""
    looked: list[int] = []

    def check(project: object, between: Callable[[], None]) -> list[Diagnostic]:
        for number in range(3):
            between()
            looked.append(number)
        raise AssertionError("it has gone on")

    monkeypatch.setattr(checker, "check_project", check)
    one = Checker(cast(Any, SimpleNamespace(root=Path())))
    one.check(cast(Any, None), [], [], lambda: not looked, lambda found: None).result(30)
    one.close()
    assert looked == [0]
