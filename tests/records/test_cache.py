"""What is kept is read again only where it is whole and the user's own; a folder that cannot be used is named."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reportgen.records.cache import Cache, cache_folder, unusable_folders
from tests.support.damage import DAMAGES

KEY = "0123abcd"


@pytest.fixture(autouse=True)
def _nothing_noted() -> Iterator[None]:
    """What one test cannot use is nothing to the next."""
    unusable_folders()
    yield
    unusable_folders()


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """A cache with an entry."""
    kept = Cache("things", tmp_path / "cache")
    kept.write(KEY, b"content")
    return kept


def test_an_entry_is_what_was_written(cache: Cache, tmp_path: Path) -> None:
    """In this process and in the next, and nothing else is in the folder."""
    assert cache.read(KEY) == Cache("things", tmp_path / "cache").read(KEY) == b"content"
    assert cache.read("another") is None
    assert [path.name for path in (tmp_path / "cache/things").iterdir()] == [KEY]
    assert unusable_folders() == {}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_entry_is_none(cache: Cache, tmp_path: Path, damage: Callable[[Path], object]) -> None:
    """Whatever stands in its place; it is written anew, unless somebody has put a folder there."""
    path = tmp_path / "cache/things" / KEY
    damage(path)
    assert cache.read(KEY) is None
    cache.write(KEY, b"content")
    assert cache.read(KEY) == (None if path.is_dir() else b"content")
    assert (tmp_path / "cache" in unusable_folders()) is path.is_dir()


def test_an_entry_under_another_name_is_none(cache: Cache, tmp_path: Path) -> None:
    """As a backup may bring it back, or somebody who means harm."""
    folder = tmp_path / "cache/things"
    (folder / "another").write_bytes((folder / KEY).read_bytes())
    (folder / "another").chmod(0o600)
    assert cache.read("another") is None
    folder.rename(tmp_path / "cache/others")
    assert Cache("others", tmp_path / "cache").read(KEY) is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the folders of users apart itself")
@pytest.mark.parametrize("folder", ["cache", "cache/things"])
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_that_others_can_write_to_is_not_used(cache: Cache, tmp_path: Path, folder: str, mode: int) -> None:
    """Neither read nor written, and named with the reason."""
    (tmp_path / folder).chmod(mode)
    assert cache.read(KEY) is None
    cache.write("another", b"x")
    assert not (tmp_path / "cache/things/another").exists()
    assert unusable_folders() == {tmp_path / folder: "other users can write to it"}
    assert unusable_folders() == {}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the folders of users apart itself")
def test_a_folder_of_another_user_is_not_used(cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where this user can write to it."""
    other = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: other)
    assert cache.read(KEY) is None
    assert unusable_folders() == {tmp_path / "cache": "other users can write to it"}


@pytest.mark.parametrize("folder", ["cache", "cache/things"])
def test_what_is_no_folder_is_not_used(cache: Cache, tmp_path: Path, folder: str) -> None:
    """Not even a link to one, which another user may lead elsewhere."""
    (tmp_path / folder).rename(tmp_path / "moved")
    (tmp_path / folder).symlink_to(tmp_path / "moved", target_is_directory=True)
    assert cache.read(KEY) is None
    cache.write("another", b"x")
    assert not list(tmp_path.rglob("another"))
    assert unusable_folders() == {tmp_path / folder: "it is no folder"}


@pytest.mark.skipif(sys.platform == "win32", reason="there is no umask")
@pytest.mark.parametrize("umask", [0o000, 0o002, 0o022, 0o077])
def test_folders_are_the_users_own_whatever_new_files_are(tmp_path: Path, umask: int) -> None:
    """Many systems let a group write to what a user makes."""
    before = os.umask(umask)
    try:
        cache = Cache("things", tmp_path / "deep/cache")
        cache.write(KEY, b"content")
        assert cache.read(KEY) == b"content"
    finally:
        os.umask(before)


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT])
def test_a_folder_that_cannot_be_written_to_is_named(
    cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: int
) -> None:
    """With the system's reason; what is kept there is read, and no half of a file is left."""

    def fail(path: Path, data: bytes) -> int:
        raise OSError(fault, os.strerror(fault))

    monkeypatch.setattr(Path, "write_bytes", fail)
    cache.write("another", b"x")
    assert unusable_folders() == {tmp_path / "cache": os.strerror(fault)}
    assert cache.read(KEY) == b"content"
    assert [path.name for path in (tmp_path / "cache/things").iterdir()] == [KEY]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these systems have another place for caches")
def test_a_place_for_caches_that_is_no_whole_path_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rule of the XDG Base Directory Specification; without HOME the system knows where the user's folder is."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for place in ("", "caches", "./caches"):
        monkeypatch.setenv("XDG_CACHE_HOME", place)
        assert cache_folder() == tmp_path / ".cache/reportgen"
    monkeypatch.delenv("HOME")
    assert cache_folder().is_absolute()


def test_a_user_whom_the_system_does_not_know_has_a_place_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A container may run a program as a user without a name or a folder."""

    def unknown() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", unknown)
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    assert cache_folder().is_absolute()
