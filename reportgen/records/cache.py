"""What is quicker to keep than to work out again, in a folder of the user's own; nothing is lost when it goes.

An entry is named by a digest of all that it was made from, so nothing stale is ever found. Some entries hold code, so
only what is the user's own is read: regular files that belong to the user, in folders that nobody else can write to.
An entry carries the digest of its content; one that is cut off or changed is as good as none. Any process may read
and write at any time. A folder that is full or cannot be written to only makes things slower.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
from pathlib import Path

_HEAD = b"reportgen\n"
_DIGEST_SIZE = hashlib.sha256().digest_size
_MOST_BYTES = 200_000_000
"""The room that the entries of one kind may take; the ones that were not used for longest go first."""


def cache_folder() -> Path:
    """Where this program keeps things: the system's place for a user's caches."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
        if not Path(base).is_absolute():  # the XDG Base Directory Specification: a relative path is to be ignored
            base = str(Path.home() / ".cache")
    return Path(base) / "reportgen"


def keep(path: Path, data: bytes) -> None:
    """Write a file of a cache whole, or not at all; a folder that cannot be written to only makes things slower."""
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary.write_bytes(data)
        temporary.replace(path)


class Cache:
    """The kept entries of one kind, by key; `folder` is that of all kinds.

    A key is a word that can be a file's name: a digest.
    """

    def __init__(self, kind: str, folder: Path | None = None) -> None:
        self._base = folder or cache_folder()
        self._folder = self._base / kind
        self._pruned = False

    def __contains__(self, key: str) -> bool:
        """Whether there seems to be an entry; whether it is whole is seen when it is read."""
        try:
            status = (self._folder / key).lstat()
        except OSError:
            return False
        return stat.S_ISREG(status.st_mode) and _is_own(status) and self._is_own_now()

    def _is_own_now(self) -> bool:
        """Whether the folders are there, and nobody else can write to them."""
        return _is_own_folder(self._base) and _is_own_folder(self._folder)

    def read(self, key: str) -> bytes | None:
        """An entry, or None where there is none that is whole and the user's own."""
        if not self._is_own_now():
            return None
        data = _read_own_file(self._folder / key)
        if data is None or not data.startswith(_HEAD):
            return None
        digest, content = data[len(_HEAD) : len(_HEAD) + _DIGEST_SIZE], data[len(_HEAD) + _DIGEST_SIZE :]
        return content if hashlib.sha256(content).digest() == digest else None

    def write(self, key: str, content: bytes) -> None:
        """Keep an entry: whole, or not at all."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            temporary = self._folder / f".{key}.{os.getpid()}.tmp"
            try:
                temporary.touch(mode=0o600)
                temporary.write_bytes(_HEAD + hashlib.sha256(content).digest() + content)
                temporary.replace(self._folder / key)
            finally:
                temporary.unlink(missing_ok=True)
            self._prune()

    def _prune(self) -> None:
        """Remove what has not been used for longest, once a process, if the entries take too much room."""
        if self._pruned:
            return
        self._pruned = True
        with os.scandir(self._folder) as found:
            entries = [(entry, entry.stat()) for entry in found]
        room = _MOST_BYTES
        for entry, status in sorted(entries, key=lambda pair: -pair[1].st_mtime):
            room -= status.st_size
            if room < 0:
                Path(entry.path).unlink(missing_ok=True)


def cache_size() -> int:
    """The number of bytes that all that is kept takes."""
    size = 0
    for path in cache_folder().rglob("*"):
        with contextlib.suppress(OSError):  # another process has just removed it
            size += path.lstat().st_size if path.is_file() else 0
    return size


def clear_cache() -> None:
    """Remove all that is kept."""
    import shutil

    shutil.rmtree(cache_folder(), ignore_errors=True)


def _is_own(status: os.stat_result) -> bool:
    """Whether something belongs to the user, and nobody else can write to it."""
    return sys.platform == "win32" or (status.st_uid == os.geteuid() and not status.st_mode & 0o022)


def _is_own_folder(path: Path) -> bool:
    try:
        status = path.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and _is_own(status)


def _read_own_file(path: Path) -> bytes | None:
    """The bytes of a regular file of the user's own; no link is followed, and a pipe does not block."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(path, flags), "rb") as stream:
            status = os.fstat(stream.fileno())
            if not (stat.S_ISREG(status.st_mode) and _is_own(status)):
                return None
            with contextlib.suppress(OSError):
                os.utime(path)  # it was used: it goes last
            return stream.read()
    except OSError:
        return None
