"""Digests of files: a date proves nothing about a file that was saved just before it was looked at."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from reportgen.records import file_digests
from reportgen.records.file_digests import FileDigests


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that was saved a moment ago."""
    path = tmp_path / "file"
    path.write_bytes(b"one")
    return path


def test_a_file_saved_just_before_is_read_again(file: Path) -> None:
    """It is as it was once the clock has gone on and its bytes are the same."""
    digests = FileDigests()
    digests.of(file)
    assert not digests.are_as_they_were()
    time.sleep(0.03)
    assert digests.are_as_they_were()


def test_other_bytes_under_the_same_date_are_found(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As two saves within a step of a coarse clock leave them."""
    monkeypatch.setattr(file_digests, "_stamp", lambda name: (3, stamp, stamp, 1))
    stamp = time.time_ns()
    digests = FileDigests()
    digests.of(file)
    file.write_bytes(b"two")
    time.sleep(0.03)
    assert not digests.are_as_they_were()


def test_a_glance_sees_what_was_saved_came_or_went(file: Path) -> None:
    """By dates, sizes and numbers of files."""
    for what in (lambda: file.write_bytes(b"three"), file.unlink, lambda: file.write_bytes(b"one")):
        digests = FileDigests()
        digests.of(file)
        assert not digests.were_saved()
        what()
        assert digests.were_saved()


def test_a_file_is_at_rest_since_its_folder_is(file: Path) -> None:
    """A file that was put in place by renaming has an old date, its folder has not."""
    old = time.time_ns() - 10**11
    other = file.with_name("other")
    os.utime(file, ns=(old, old))
    digests = FileDigests()
    digests.of(other)
    file.rename(other)
    assert digests.seconds_at_rest() < 50
