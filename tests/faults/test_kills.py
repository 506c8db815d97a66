"""A build may be ended at any moment: no file is torn, no process stays, and the next build ends at the same bytes.

Twenty rounds; `REPORTGEN_KILLS=200` plays more of them.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.golden.small import change, copy_project, files_below
from tests.support.processes import Process

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")

ROUNDS = int(os.environ.get("REPORTGEN_KILLS", "20"))
SECONDS_TO_END = 5
TITLES = ("Hong Kong Trade Council", "Hong Kong Council of Trade")
"""The name of a body that changes from round to round, so that every round replaces files."""
SIGNALS = {"SIGKILL": 4, "SIGHUP": 1, "SIGQUIT": 1, "SIGTERM": 1, "SIGINT": 1}
"""What ends the build → how often."""


def _office_files(out: Path) -> dict[str, bytes]:
    return {name: data for name, data in files_below(out).items() if name.endswith((".docx", ".pptx"))}


def test_a_build_may_be_ended_at_any_moment(tmp_path: Path) -> None:
    """With two workers, by whatever signal, sent to the program alone or to all of its processes."""
    root = copy_project(tmp_path / "project")
    wanted, seconds = [], 0.0
    for number, title in enumerate(TITLES):
        begun = time.monotonic()
        assert Process(f"build -q -j 2 --out {tmp_path / str(number)}", root).end() == (0, "", "")
        seconds = time.monotonic() - begun
        wanted.append(_office_files(tmp_path / str(number)))
        change(root, "glossary/bodies.csv", title, TITLES[1 - number])
    assert wanted[0].keys() == wanted[1].keys()
    assert wanted[0] != wanted[1]
    dice = random.Random(16)
    for number in range(ROUNDS):
        now = number % 2
        running = Process("build -q -j 2", root)
        time.sleep(dice.uniform(0, seconds))
        (name,) = dice.choices(list(SIGNALS), list(SIGNALS.values()))
        told = f"round {number}: {name}"
        if running.process.poll() is None:
            running.signal(getattr(signal, name), to_all=dice.random() < 0.3)
        running.end()
        assert running.left_after(SECONDS_TO_END) == {}, told
        torn = [
            file for file, data in _office_files(root / "out").items() if data not in (wanted[0][file], wanted[1][file])
        ]
        assert torn == [], told
        assert Process("build -q -j 2", root).end() == (0, "", ""), told
        assert _office_files(root / "out") == wanted[now], told
        change(root, "glossary/bodies.csv", TITLES[now], TITLES[1 - now])
