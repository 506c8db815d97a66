"""After whatever change: an incremental build gives what a build from nothing gives, and writes nothing in vain.

`python -m tests.build.random_changes` tries more of them, on any project.
"""

from __future__ import annotations

from pathlib import Path

from tests.build.random_changes import Trial, Work
from tests.golden.small import SMALL


def test_a_build_after_random_changes_is_as_from_nothing(tmp_path: Path) -> None:
    """The same bytes, records, failures and findings; what is the same keeps its date."""
    trial = Trial(SMALL, tmp_path, seed=11, work=Work())
    faults = {f"{one.kind} in {one.file}": one.faults for one in trial.rounds(20) if one.faults}
    assert faults == {}
