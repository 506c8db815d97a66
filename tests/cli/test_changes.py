"""A command that changes several files of a project changes all of them, or none."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from reportgen.cli.changes import write_all_or_none
from reportgen.diagnostics import ProblemsFound
from tests.golden.small import files_below

OLD = dict.fromkeys(("a", "c", "d"), b"old")
CHANGES = {"a": b"new", "b": b"new", "c": None, "d": b"new", "e": b"new"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with files."""
    for name, data in OLD.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=repr)
@pytest.mark.parametrize("at", range(5))
@pytest.mark.parametrize("is_done", [False, True])
def test_all_files_change_or_none(
    root: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException, at: int, is_done: bool
) -> None:
    """Also where somebody types Ctrl+C in their midst: new ones go, removed ones come back."""
    steps = count()

    def stopping(step: Callable[..., Any]) -> Callable[..., Any]:
        def stops(path: Path, *rest: Any, **more: Any) -> Any:
            number = next(steps)
            if number != at or is_done:
                step(path, *rest, **more)
            if number == at:
                raise fault

        return stops

    monkeypatch.setattr(Path, "replace", stopping(Path.replace))
    with pytest.raises((ProblemsFound, KeyboardInterrupt)):
        write_all_or_none(root, {**CHANGES, "f": b"new"})
    assert files_below(root) == OLD


def test_a_full_disk_changes_no_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be written any more, nothing could be put back either."""
    room, sync = iter([True, True]), os.fsync

    def full(handle: int) -> None:
        if not next(room, False):
            raise OSError(28, "No space left on device")
        sync(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ProblemsFound, match=r"d: error: .* nothing has changed"):
        write_all_or_none(root, CHANGES)
    assert files_below(root) == OLD
