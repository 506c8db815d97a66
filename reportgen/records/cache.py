"""What is quicker to keep than to work out again, in a folder of the user's own; nothing is lost when it goes.

An entry is named by a digest of all that it was made from, so nothing stale is ever found. Some entries hold code, so
only what is the user's own is read: regular files that belong to the user, in folders that nobody else can write to.
An entry carries the digest of its content; one that is cut off or changed is as good as none. Any process may read
and write at any time. A folder that is full or cannot be used only makes things slower, and `unusable_folders` tells.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
from pathlib import Path

from reportgen.diagnostics import Message
from reportgen.files import reason_of

_HEAD = b"reportgen\n"
_DIGEST_SIZE = hashlib.sha256().digest_size
_MOST_BYTES = 200_000_000
"""The room that the entries of one kind may take; the ones that were not used for longest go first."""
_unusable: dict[Path, str] = {}
"""The folders of caches that this process could not use, each with the reason."""


def cache_folder() -> Path:
    """Where this program keeps things: the system's place for a user's caches."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(home_folder() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(home_folder() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
        if not Path(base).is_absolute():  # the XDG Base Directory Specification: a relative path is to be ignored
            base = str(home_folder() / ".cache")
    return Path(base) / "reportgen"


def home_folder() -> Path:
    """The user's folder; of a user whom the system does not know, as in a container, one among the temporary ones."""
    with contextlib.suppress(RuntimeError):
        home = Path.home()
        if home.is_absolute():
            return home
    import tempfile

    return Path(tempfile.gettempdir()) / (f"user-{os.geteuid()}" if sys.platform != "win32" else "user")


def unusable_folders() -> dict[Path, str]:
    """The folders that could not be used since this was asked last, each with the reason."""
    found = dict(_unusable)
    _unusable.clear()
    return found


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
        return content if self._digest(key, content) == digest else None

    def write(self, key: str, content: bytes) -> None:
        """Keep an entry: whole, or not at all."""
        try:
            for folder in (self._base, self._folder):  # each with the mode: `parents` would leave it to the umask
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if self._is_own_now():
                self._write(self._folder / key, _HEAD + self._digest(key, content) + content)
        except OSError as fault:
            _unusable.setdefault(self._base, reason_of(fault))

    def _digest(self, key: str, content: bytes) -> bytes:
        """The digest of an entry, in which its kind and key count: one under another name is none."""
        return hashlib.sha256(f"{self._folder.name}/{key}\n".encode() + content).digest()

    def _write(self, path: Path, data: bytes) -> None:
        temporary = path.with_name(f".{path.name}.{os.urandom(8).hex()}.tmp")  # threads write too
        try:
            temporary.touch(mode=0o600)
            temporary.write_bytes(data)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # another process removes the same entries
            self._prune()

    def _prune(self) -> None:
        """Remove what has not been used for longest, once a process, if the entries take too much room."""
        if self._pruned:
            return
        self._pruned = True
        with os.scandir(self._folder) as found:
            entries = [(entry, entry.stat(follow_symlinks=False)) for entry in found]
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
    """Remove all that is kept, and whatever stands in its place."""
    import shutil

    folder = cache_folder()
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            folder.unlink()


def _is_own(status: os.stat_result) -> bool:
    """Whether something belongs to the user, and nobody else can write to it."""
    return sys.platform == "win32" or (status.st_uid == os.geteuid() and not status.st_mode & 0o022)


def _is_own_folder(path: Path) -> bool:
    """Whether a folder is there and is the user's own; of one that is there and is not, the reason is noted."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return False
    except OSError as fault:
        reason = reason_of(fault)
    else:
        is_folder = stat.S_ISDIR(status.st_mode)
        if is_folder and _is_own(status):
            return True
        reason = Message("other users can write to it") if is_folder else Message("it is no folder")
    _unusable[path] = reason
    return False


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
