"""Hears when files of a project are saved: by the system's events and, where none come, by looking.

What is watched are the folders of all files that the project is read from or that are looked for, each alone and not
what lies below: output is never among it, and only looked at now and then. An event only says that it is time to look;
whether something was saved is decided by digests.
"""

from __future__ import annotations

import contextlib
import stat
import threading
from collections.abc import Generator
from pathlib import Path
from typing import NamedTuple

from reportgen.build.state import ProjectState
from reportgen.live.live_project import LiveProject

POLL_SECONDS = 0.3
"""How often is looked where no events come."""
_IDLE_SECONDS = 1.0
"""How often is looked where events come: often enough to find out when they do not."""
_STEP_SECONDS = 0.005
_BURST_SECONDS = 0.3
"""A save is told once nothing has happened for a step, and after a burst of events at the latest."""
_MOST_UNHEARD = 2
"""Saves in a row of which no event has told, after which none is expected."""

Folders = dict[Path, int]
"""Folders that are watched, each with its number: one that is made anew under its old name has another."""


class Save(NamedTuple):
    """Files are not as the last rebuild has read or made them; `polls` says that no events are expected."""

    polls: bool = False


def saves(live: LiveProject, stop: threading.Event, poll: bool = False) -> Generator[Save, None, None]:
    """Yield a save whenever the project comes into a state that its newest rebuild has not read, until `stop` is set.

    So it does when somebody takes a file away that was made. A state is told once until the next rebuild, which may
    have read another in between; whoever iterates has `rebuild` called, by this thread or another. With `poll`, and
    where events turn out not to come, as on a network drive, files are looked at several times a second. Raises
    `KeyboardInterrupt` in the main thread.
    """
    unheard, told = 0, (0, "", frozenset[Path]())
    while not stop.is_set():
        folders, polls = watched_folders(live), poll
        with contextlib.closing(_wakes(folders, stop, polls)) as wakes:
            for is_event in wakes:
                seen = live.epoch, ProjectState(live.root).state, live.gone()
                is_saved, is_gone = seen[1] != live.state, bool(seen[2])
                if seen != told and (is_saved or is_gone):
                    told = seen
                    if is_saved:
                        unheard = 0 if is_event else unheard + 1
                        poll = poll or unheard == _MOST_UNHEARD
                    yield Save(poll)
                if poll is not polls or watched_folders(live) != folders:
                    break


def watched_folders(live: LiveProject) -> Folders:
    """The folders that tell of saves; in place of one that is not there, the one in which it would appear."""
    found: Folders = {}
    for wanted in sorted(live.folders):
        numbers = ((folder, _number(folder)) for folder in (wanted, *wanted.parents))
        found |= [next((folder, number) for folder, number in numbers if number is not None)]
    return found


def _number(folder: Path) -> int | None:
    """The number of a folder, or None where there is none."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_ino if stat.S_ISDIR(status.st_mode) else None


def _wakes(folders: Folders, stop: threading.Event, poll: bool) -> Generator[bool, None, None]:
    """Yield when it is time to look: True where an event says so. A system that gives no events is looked at anyway."""
    if not poll:
        with contextlib.suppress(OSError, RuntimeError):
            yield from _events(folders, stop)
    while not stop.wait(POLL_SECONDS):
        yield False


def _events(folders: Folders, stop: threading.Event) -> Generator[bool, None, None]:
    from watchfiles import watch

    changes = watch(
        *folders,
        watch_filter=None,
        recursive=False,
        debounce=round(_BURST_SECONDS * 1000),
        step=round(_STEP_SECONDS * 1000),
        rust_timeout=round(_IDLE_SECONDS * 1000),
        yield_on_timeout=True,
        stop_event=stop,
    )
    with contextlib.closing(changes):
        for change in changes:
            yield bool(change)
