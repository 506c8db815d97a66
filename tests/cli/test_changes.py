"""A command that changes several files of a project changes all of them, or none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import reportgen.files
from reportgen.cli.changes import write_all_or_none
from reportgen.diagnostics import ProblemsFound
from tests.golden.small import files_below


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=repr)
@pytest.mark.parametrize("is_written", [False, True])
def test_all_files_change_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException, is_written: bool
) -> None:
    """Also where somebody types Ctrl+C in their midst: new ones go, removed ones come back."""
    for name in ("a", "c", "d"):
        (tmp_path / name).write_bytes(b"old")
    write_atomically = reportgen.files.write_atomically

    def stops(path: Path, data: bytes) -> Any:
        if data != b"stop":
            return write_atomically(path, data)
        if is_written:
            write_atomically(path, data)
        raise fault

    monkeypatch.setattr(reportgen.files, "write_atomically", stops)
    with pytest.raises((ProblemsFound, KeyboardInterrupt)):
        write_all_or_none(tmp_path, {"a": b"new", "b": b"new", "c": None, "d": b"stop", "e": b"new"})
    assert files_below(tmp_path) == dict.fromkeys(("a", "c", "d"), b"old")
