"""Whole files: what is read is a file, and what is written is there whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen import OfficeTemplate
from reportgen.diagnostics import Message
from reportgen.files import read_file, reason_of, write_atomically, write_file
from tests.support.office import docx_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and modes of Unix")


def test_what_is_no_file_is_refused_with_its_kind(tmp_path: Path) -> None:
    """Nothing waits for a pipe; a link to a file is a file."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "device").symlink_to("/dev/zero")
    assert read_file(tmp_path / "link") == b"x"
    for name, kind in (("pipe", "a pipe"), ("device", "a device")):
        with pytest.raises(OSError, match=f"it is {kind}, not a file"):
            read_file(tmp_path / name)
    with pytest.raises(IsADirectoryError) as caught:
        read_file(tmp_path)
    assert caught.value.filename == str(tmp_path)
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "nowhere")


def test_an_endless_file_is_refused(tmp_path: Path) -> None:
    """A file of a terabyte takes no room on the disk, and all memory."""
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(OSError, match="larger than 1024 MB"):
        read_file(tmp_path / "huge")


@pytest.mark.parametrize("umask", [0o022, 0o077])
def test_who_may_read_a_file_is_for_the_umask_to_say(tmp_path: Path, umask: int) -> None:
    """As with every other program."""
    before = os.umask(umask)
    try:
        write_atomically(tmp_path / "a", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o666 & ~umask
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_the_library_writes_whole_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a full disk the old file stays; a link stays one."""
    (tmp_path / "old.docx").write_bytes(b"old")
    (tmp_path / "link.docx").symlink_to("old.docx")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    template = OfficeTemplate(docx_of("{{ a }}"))
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            template.render_to(tmp_path / "link.docx", {"a": 1})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.docx", "old.docx"]
    assert (tmp_path / "old.docx").read_bytes() == b"old"
    template.render_to(tmp_path / "link.docx", {"a": 1})
    assert (tmp_path / "link.docx").is_symlink()
    assert (tmp_path / "old.docx").read_bytes().startswith(b"PK")


def test_a_pipe_that_nobody_reads_is_a_fault_to_the_library(tmp_path: Path) -> None:
    """One that is read is written to."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="No such device"):
        write_file(tmp_path / "pipe", b"x")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    write_file(tmp_path / "pipe", b"x")
    assert os.read(reader, 9) == b"x"
    os.close(reader)
    with pytest.raises(OSError, match="it is a pipe"):
        OfficeTemplate(tmp_path / "pipe")


@pytest.mark.parametrize("write", [write_atomically, write_file])
def test_no_file_takes_the_place_of_a_pipe_or_a_device(tmp_path: Path, write: Callable[[Path, bytes], None]) -> None:
    """Whoever may delete one would lose it otherwise: root has lost /dev/full so."""
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    write(tmp_path / "pipe", b"x")
    assert os.read(reader, 9) == b"x"
    os.close(reader)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_what_the_system_says_of_a_file_can_be_said_again(tmp_path: Path) -> None:
    """The reasons that people meet stand in the catalogues; a rare one is the system's own."""
    with pytest.raises(OSError, match="it is a folder") as found:
        read_file(tmp_path)
    assert isinstance(reason_of(found.value), Message)
    assert isinstance(reason_of(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))), Message)
    assert reason_of(OSError(errno.ENOTTY, "odd")) == "odd"
    assert reason_of(OSError("no number")) == "no number"
