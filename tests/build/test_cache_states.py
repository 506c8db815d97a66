"""Whatever becomes of the user's cache, a build is right; where it takes longer, the program says so."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportgen.cli.main import app
from reportgen.records.cache import unusable_folders
from tests.golden.small import change, files_below
from tests.support.damage import DAMAGES


def _build(root: Path) -> str:
    """Build a pack in one language; return what is printed on standard error."""
    unusable_folders()
    words = ["build", "--project", str(root), "--sector", "youth", "--lang", "zh-Hans", "--quiet"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    return done.stderr


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a cache that holds nothing yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache/reportgen"


def _damage_all(cache: Path, damage: Callable[[Path], object]) -> None:
    entries = [path for path in cache.rglob("*") if path.is_file()]
    assert entries
    for entry in entries:
        damage(entry)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_build_with_damaged_entries_is_right(root: Path, cache: Path, damage: Callable[[Path], object]) -> None:
    """Each kept thing is made anew; a folder that stands in the way of one is named."""
    _build(root)
    change(root, "content/sectors/youth.yaml", "Young people learn", "Young people work")
    expected = _from_nothing(root, cache)
    _damage_all(cache, damage)
    printed = _build(root)
    assert files_below(root / "out") == expected
    assert printed.count("cache-unusable") == (damage is DAMAGES["a folder"])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the folders of users apart itself")
def test_a_build_with_a_shared_cache_is_right_and_says_that_it_takes_longer(root: Path, cache: Path) -> None:
    """Once, with the folder and the reason; nothing that others may have written is used."""
    _build(root)
    change(root, "content/sectors/youth.yaml", "Young people learn", "Young people work")
    expected = _from_nothing(root, cache)
    cache.chmod(0o777)
    printed = _build(root)
    assert files_below(root / "out") == expected
    assert printed.count("warning") == 1
    assert f"{cache}: warning: nothing can be kept here (other users can write to it)" in printed
    assert "[cache-unusable]" in printed


def _from_nothing(root: Path, cache: Path) -> dict[str, bytes]:
    """What a build gives that knows nothing; the output folder and the cache are as they were afterwards."""
    kept = root.parent / "kept"
    kept.mkdir()
    for path in (root / "out", cache):
        path.rename(kept / path.name)
    _build(root)
    files = files_below(root / "out")
    for path in (root / "out", cache):
        path.rename(kept / f"{path.name}-new")
        (kept / path.name).rename(path)
    return files
