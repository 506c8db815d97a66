"""The record of an output folder: cheap to save while a build goes on, and complete at its end."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from reportgen.build.manifest import Manifest, Row
from reportgen.records.questions import digest

PATH = PurePosixPath("finance/finance-deck.en.pptx")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An output folder with a file."""
    (tmp_path / PATH).parent.mkdir()
    (tmp_path / PATH).write_bytes(b"a deck")
    return tmp_path


def test_saving_reads_no_file(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is done again and again while thousands of files are made."""
    manifest = Manifest(out)
    manifest.record(PATH, Row(digest(b"a deck"), "reads"), "state", 7)
    monkeypatch.setattr("reportgen.records.file_digests.read_file", lambda path: pytest.fail(f"{path} was read"))
    manifest.save()
    monkeypatch.undo()
    saved = Manifest(out)
    assert saved.is_untouched(PATH)
    assert saved.state_of(PATH) == ""
    assert saved.milliseconds(PATH) == 7


def test_a_file_that_was_looked_at_is_not_read_again(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once it has been at rest for a while."""
    monkeypatch.setattr("reportgen.records.file_digests._AT_REST", 0)
    manifest = Manifest(out)
    manifest.record(PATH, Row(digest(b"a deck"), "reads"), "state", 7)
    manifest.look_at_files()
    manifest.save()
    saved = Manifest(out)
    monkeypatch.setattr("reportgen.records.file_digests.read_file", lambda path: pytest.fail(f"{path} was read"))
    assert saved.is_untouched(PATH)


@pytest.mark.parametrize(("is_known", "state"), [(True, "state"), (False, "")])
def test_what_holds_in_a_state_is_known_when_the_state_is(out: Path, is_known: bool, state: str) -> None:
    """Until a build has ended, nobody knows whether a file was saved while it went on."""
    manifest = Manifest(out)
    manifest.record(PATH, Row(digest(b"a deck"), "reads"), "state", 7)
    manifest.settle(is_known)
    manifest.save()
    assert Manifest(out).state_of(PATH) == state
