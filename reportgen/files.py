"""Reads and writes whole files: what is read is a file, and what is written is there whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Location, Message, ProblemsFound

PREFIX, SUFFIX = ".reportgen-", ".tmp"
"""How the names of files begin and end that are being written."""
_KINDS = {
    stat.S_IFDIR: Message("it is a folder, not a file"),
    stat.S_IFIFO: Message("it is a pipe, not a file"),
    stat.S_IFSOCK: Message("it is a socket, not a file"),
    stat.S_IFCHR: Message("it is a device, not a file"),
    stat.S_IFBLK: Message("it is a device, not a file"),
}
_REASONS = {
    errno.ENOENT: Message("No such file or directory"),
    errno.EACCES: Message("Permission denied"),
    errno.EPERM: Message("Operation not permitted"),
    errno.EISDIR: Message("Is a directory"),
    errno.ENOTDIR: Message("Not a directory"),
    errno.EEXIST: Message("File exists"),
    errno.ENOSPC: Message("No space left on device"),
    errno.EDQUOT: Message("Disk quota exceeded"),
    errno.EFBIG: Message("File too large"),
    errno.EROFS: Message("Read-only file system"),
    errno.EBUSY: Message("Device or resource busy"),
    errno.ETXTBSY: Message("Text file busy"),
    errno.ENAMETOOLONG: Message("File name too long"),
    errno.ELOOP: Message("Too many levels of symbolic links"),
    errno.EMFILE: Message("Too many open files"),
    errno.EIO: Message("Input/output error"),
}
"""Errors of the system that people meet → what it says of them, which the catalogues say in other languages."""
MOST_BYTES = 1 << 30
"""The largest file that is read: far above every limit of a kind of file, and below what ends a computer's memory."""
_CHECK_NAME = Message("check its name")


def read_file(path: str | os.PathLike[str], most: int = MOST_BYTES) -> bytes:
    """The bytes of a file, or of the one that a link leads to.

    Raises `OSError`, also for what is no file: a pipe would wait for ever, a device never end; and for more than
    `most` bytes.
    """
    _check(Path(path).stat(), path, most)
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as stream:
        _check(os.fstat(handle), path, most)  # it may have been replaced meanwhile
        return stream.read()


def _check(status: os.stat_result, path: str | os.PathLike[str], most: int) -> None:
    reason = _KINDS.get(stat.S_IFMT(status.st_mode))
    if reason is not None:
        number = errno.EISDIR if stat.S_ISDIR(status.st_mode) else errno.EINVAL
        raise OSError(number, reason, os.fspath(path))
    if stat.S_ISREG(status.st_mode) and status.st_size > most:
        raise OSError(errno.EFBIG, Message("it is larger than {limit} MB", limit=most >> 20), os.fspath(path))


def read_named(path: Path, name: str = "", missing: str = _CHECK_NAME, most: int = MOST_BYTES) -> bytes:
    """The bytes of a file that a person has named, which messages call `name`, or as its path says.

    Raises `ProblemsFound` with one of `missing-file`, `too-large` (more than `most` bytes) and `unreadable-file`.
    `missing` says what to do about a file that is not there.
    """
    try:
        return read_file(path, most)
    except OSError as fault:
        raise ProblemsFound([_told(fault, name or str(path), missing, most)]) from None


def _told(fault: OSError, name: str, missing: str, most: int) -> Diagnostic:
    if fault.errno == errno.ENOENT:
        return missing_file(name, missing)
    if fault.errno == errno.EFBIG:
        return too_large(name, most)
    message = Message("the file cannot be read ({reason})", reason=reason_of(fault))
    hint = Message("see that it is a file, and that you may read it")
    return Diagnostic("unreadable-file", message, Location(name), hint)


def missing_file(name: str, hint: str = _CHECK_NAME) -> Diagnostic:
    """The problem of a file that is not there."""
    return Diagnostic("missing-file", Message("the file is missing"), Location(name), hint)


def too_large(name: str, most: int) -> Diagnostic:
    """The problem of a file of more than `most` bytes, whole megabytes."""
    message = Message("the file is larger than {limit} MB", limit=most >> 20)
    return Diagnostic("too-large", message, Location(name), Message("split it, or make it smaller"))


def reason_of(fault: OSError) -> str:
    """Why the system refuses a file, without the file's name."""
    if isinstance(fault.strerror, Message):
        return fault.strerror
    if fault.strerror and fault.strerror.startswith("No usable temporary directory"):  # of `tempfile`
        return Message("no folder takes temporary files; make room, or let TMPDIR name another")
    return _REASONS.get(fault.errno or 0) or fault.strerror or str(fault)


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file under a temporary name beside it, flush it to disk, and rename it into place.

    At every moment the final name holds the old file or the whole new one; on failure the old one
    stays and nothing else is left. Who may read it is for the user's umask to say. A device or a pipe is no file that
    another could take the place of: it is written to. Raises `OSError`.
    """
    if _is_special(path):
        _write_to_special(path, data)
        return
    temporary = write_beside(path, data)
    try:
        temporary.replace(path)
    except BaseException:
        discard(temporary)
        raise


def write_beside(path: Path, data: bytes) -> Path:
    """Write what a file is to be under a name beside it, and flush it: to rename it needs no room. Raises `OSError`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{PREFIX}{os.urandom(8).hex()}{SUFFIX}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(temporary, flags, 0o666)
    try:
        with _named(path), os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        discard(temporary)
        raise
    return temporary


def discard(temporary: Path) -> None:
    """Remove what `write_beside` has written, if it is still there and can be removed."""
    with contextlib.suppress(OSError):
        temporary.unlink()


@contextlib.contextmanager
def _named(path: Path) -> Iterator[None]:
    """Let a fault of writing name the file: where a disk is full, the system tells no name."""
    try:
        yield
    except OSError as fault:
        fault.filename = os.fspath(path)
        raise


def write_file(path: Path, data: bytes) -> None:
    """Write a file where people have said so: as `write_atomically`, and through links. Raises `OSError`."""
    write_atomically(Path(os.path.realpath(path)), data)


def _is_special(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def _write_to_special(path: Path, data: bytes) -> None:
    """Write to a device or a pipe; one that nobody reads is a fault, and not waited for."""
    handle = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with _named(path), os.fdopen(handle, "wb") as stream:
        os.set_blocking(handle, True)
        stream.write(data)
