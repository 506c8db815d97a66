"""Saves are heard of by events; where none come, by looking; what is no save is not told."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Generator
from pathlib import Path

import pytest
import watchfiles

from reportgen.live import saves as module
from reportgen.live.live_project import LiveProject, Wanted
from reportgen.live.saves import saves, watched_folders
from tests.golden.small import change

SENTENCE = ("content/sectors/finance.yaml", "smoothly", "very smoothly")


@pytest.fixture
def live(root: Path, tmp_path: Path) -> LiveProject:
    """One file of the small project, made once."""
    project = LiveProject(root, tmp_path / "out", Wanted(["youth"], ["en"], ["summary"]))
    project.rebuild()
    return project


@pytest.fixture
def _no_events(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that tells of nothing, as a network drive, where waiting is short."""

    def watch(*paths: Path, stop_event: threading.Event, **options: object) -> Generator[set[str], None, None]:
        while not stop_event.wait(0.01):
            yield set()

    monkeypatch.setattr(watchfiles, "watch", watch)
    monkeypatch.setattr(module, "POLL_SECONDS", 0.01)


@pytest.mark.usefixtures("_no_events")
def test_where_no_events_come_files_are_looked_at(live: LiveProject) -> None:
    """A first save may have come while an event was on its way; after a second none is expected."""
    heard = saves(live, threading.Event())
    for polls in (False, True, True):
        change(live.root, "content/sectors/finance.yaml", "smoothly", "very smoothly")
        assert next(heard).polls is polls
        live.rebuild()


def test_a_system_that_can_watch_no_more_is_looked_at(live: LiveProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """Linux has a limit of watches, which other programs may have used up."""

    def watch(*paths: Path, **options: object) -> Generator[set[str], None, None]:
        raise OSError("OS file watch limit reached")
        yield set()

    monkeypatch.setattr(watchfiles, "watch", watch)
    change(live.root, *SENTENCE)
    assert next(saves(live, threading.Event()))


def test_a_state_is_told_once(live: LiveProject) -> None:
    """Whether it is made at once or by another thread that takes its time; the next save is told again."""
    stop = threading.Event()
    heard = saves(live, stop, poll=True)
    for number in range(3):
        change(live.root, *SENTENCE)
        assert next(heard).polls
        if number:
            live.rebuild()
    threading.Timer(0.5, stop.set).start()
    assert list(heard) == []


def test_a_file_that_was_made_and_is_taken_away_is_made_again(live: LiveProject) -> None:
    """Soon after, without another save; an empty folder is as well, and nothing is told that is still there."""
    heard = saves(live, threading.Event(), poll=True)
    (made,) = (path for path in live.out.rglob("*.docx"))
    for path in (made, made.parent):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        assert next(heard)
        assert [live.out / result.path for result in live.rebuild().made] == [made]
        assert made.is_file()
    assert not live.is_behind()


def test_a_state_that_comes_back_is_told_again(live: LiveProject) -> None:
    """A rebuild may have read what stood there for a moment: nothing may be left as that was."""
    heard = saves(live, threading.Event(), poll=True)
    path = live.root / "content/sectors/youth.yaml"
    path.write_bytes(path.read_bytes() + b"# a remark\n")
    sound = path.read_bytes()
    next(heard)
    path.write_bytes(b"")  # as a program leaves it that writes slowly
    assert live.rebuild().diagnostics
    path.write_bytes(sound)
    next(heard)
    assert live.rebuild().diagnostics == []


def test_it_ends_when_it_is_told_to(live: LiveProject) -> None:
    """From another thread, also while it waits."""
    stop = threading.Event()
    threading.Timer(0.1, stop.set).start()
    assert list(saves(live, stop)) == []


def test_what_is_watched_is_where_files_were_read_or_looked_for(live: LiveProject) -> None:
    """Not what lies below; in place of a folder that is not there, the one above it."""
    (live.root / "content/macros.txt").write_text("nothing", encoding="utf-8")
    names = {folder.relative_to(live.root).as_posix() for folder in watched_folders(live)}
    assert names == {".", "content", "content/sectors", "glossary", "templates"}
    for file in (live.root / "glossary").iterdir():
        file.unlink()
    (live.root / "glossary").rmdir()
    names = {folder.relative_to(live.root).as_posix() for folder in watched_folders(live)}
    assert names == {".", "content", "content/sectors", "templates"}
