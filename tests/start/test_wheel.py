"""The wheel carries all that a new project needs: nothing of this checkout is read."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

Run = Callable[..., str]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs `reportgen` from a wheel of this checkout, in an empty folder."""
    made = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(made)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = made.glob("*.whl")
    installed, folder = made / "installed", made / "empty"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(installed)
    folder.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(installed), "XDG_CACHE_HOME": str(made / "cache")}

    def typed(line: str, where: str = ".") -> str:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "reportgen", *line.split()], cwd=folder / where, env=environment,
            capture_output=True, text=True, encoding="utf-8",
        )  # fmt: skip
        assert done.returncode == 0, f"{line}: {done.stdout}{done.stderr}"
        return done.stdout

    return typed


def _seconds() -> float:
    """What this process's children have used of the processors, however busy these are."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_a_team_begins_with_the_wheel_alone(run: Run) -> None:
    """A project is begun, built and checked in under three times what its build takes."""
    before = _seconds()
    run("new project demo --yes")
    began = _seconds()
    assert run("build", "demo").splitlines()[-1] == "6 files in out: 6 written"
    built = _seconds()
    assert run("check --strict", "demo").endswith("no problems\n")
    assert _seconds() - before < 3 * (built - began)


def test_the_example_comes_with_the_wheel(run: Run) -> None:
    """The meeting of the repository is built from it as from the checkout."""
    run("new project example --example hk-sz-2023")
    assert run("build -s finance -l en", "example").splitlines()[-1] == "2 files in out: 2 written"
    assert run("check -s finance --strict", "example").endswith("no problems\n")
