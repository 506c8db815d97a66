"""After whatever saves: a process that keeps the project has the files that a build from nothing makes.

`python -m tests.build.random_changes --warm` tries more of them, on any project.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.build.random_changes import Trial, Work
from tests.golden.small import SMALL


def test_a_project_kept_warm_is_as_from_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same bytes, records, failures and words, whatever is looked at; what is the same keeps its date."""
    monkeypatch.setenv("XDG_CACHE_HOME", os.environ["XDG_CACHE_HOME"])  # put back in the end
    trial = Trial(SMALL, tmp_path, seed=3, work=Work(is_warm=True))
    faults = {f"{one.kind} in {one.file}": one.faults for one in trial.rounds(12) if one.faults}
    assert faults == {}
