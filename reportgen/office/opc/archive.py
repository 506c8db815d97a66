"""Reads and writes zip archives: read within limits, written with fixed dates, unchanged entries copied as they are.

An untouched part is copied compressed, never inflated and deflated again; this makes rendering fast
(APPNOTE.TXT 4.3.7 and 4.3.12 define the two headers that are written).
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.diagnostics import Message
from reportgen.records.pickling import quickly_pickled

MAX_ENTRIES = 20_000
"""The limits keep a hostile file from filling the memory; no deck or document comes near them."""
MAX_PART_SIZE = 512 * 1024 * 1024
MAX_TOTAL_SIZE = 2 * 1024 * 1024 * 1024
MAX_RATIO = 200
"""How far a large part may be compressed; text and pictures stay below it, and Deflate ends at about 1032:1."""
_LARGE = 64 * 1024 * 1024
"""The size from which `MAX_RATIO` holds, in bytes."""

_UNREADABLE = (
    *(zipfile.BadZipFile, struct.error, zlib.error, NotImplementedError, IndexError),
    *(ValueError, EOFError, OverflowError),  # also for names in no encoding
)
"""What a damaged archive makes `zipfile` raise."""
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_DOS_DATE = (1 << 5) | 1  # 1 January 1980, the first day the format knows: same input, same bytes
_UTF8_NAME = 0x800
"""Bit 11 of the flags: the name is in UTF-8 (APPNOTE.TXT 4.4.4)."""
_WORTH_DEFLATING = 1024
"""The size from which content is compressed, in bytes."""


class UnreadableArchive(ValueError):
    """The file is no zip archive, is damaged, or breaks a limit; the message says which."""


class ArchiveTooLarge(UnreadableArchive):
    """The files in the archive are larger together than is allowed."""


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Entry:
    """One file in an archive, as stored: `raw` is compressed by `method` (0 stored, 8 deflate)."""

    raw: bytes
    crc: int
    size: int
    method: int

    @classmethod
    def pack(cls, data: bytes) -> Entry:
        """Store new content: compressed, unless it is so small that this gains nothing."""
        if len(data) < _WORTH_DEFLATING:
            return cls(data, zlib.crc32(data), len(data), zipfile.ZIP_STORED)
        return cls.deflate(data)

    @classmethod
    def deflate(cls, data: bytes) -> Entry:
        """Compress new content."""
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)  # negative: raw Deflate, without zlib's header
        raw = packer.compress(data) + packer.flush()
        return cls(raw, zlib.crc32(data), len(data), zipfile.ZIP_DEFLATED)

    @classmethod
    def store(cls, data: bytes) -> Entry:
        """Store new content uncompressed: pictures and workbooks are compressed already."""
        return cls(data, zlib.crc32(data), len(data), zipfile.ZIP_STORED)

    def read(self) -> bytes:
        """The content, inflated; never more than `size` bytes."""
        if self.method == zipfile.ZIP_STORED:
            return self.raw
        return zlib.decompressobj(-15).decompress(self.raw, self.size)


def read_archive(data: bytes, most: int = MAX_TOTAL_SIZE) -> dict[str, Entry]:
    """Return every file of a zip archive by name, in the archive's order.

    Sizes are checked from the directory before anything is inflated, and again while inflating; all files together
    have at most so many bytes. Raises `UnreadableArchive`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not (info.filename and info.is_dir())]
            _check_limits(infos, most)
            return {info.filename: _entry(data, info) for info in infos}
    except UnreadableArchive:
        raise
    except _UNREADABLE as fault:
        raise UnreadableArchive(Message("it is damaged or cut off")) from fault


def _check_limits(infos: list[zipfile.ZipInfo], most: int) -> None:
    """Check what the directory says of all entries; raises `UnreadableArchive`."""
    names = [info.filename for info in infos]
    if len(names) > MAX_ENTRIES:
        raise UnreadableArchive(
            Message("it holds {count} parts; {limit} are allowed", count=len(names), limit=MAX_ENTRIES)
        )
    if len({name.lower() for name in names}) != len(names):
        raise UnreadableArchive(Message("two of its parts have the same name"))
    if sum(info.file_size for info in infos) > most:
        raise ArchiveTooLarge(Message("it would unpack to more than {limit} MB", limit=most >> 20))
    ends = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < ends:
            raise UnreadableArchive(Message("its parts overlap"))
        ends = info.header_offset + _LOCAL.size + info.compress_size
    for info in infos:
        if not info.filename:
            raise UnreadableArchive(Message("one of its parts has no name"))
        segments = info.filename.split("/")
        if ".." in segments or info.filename.startswith("/") or "\\" in info.filename:
            raise UnreadableArchive(
                Message("the part name '{filename}' points outside the package", filename=info.filename)
            )
        if info.flag_bits & 1:
            raise UnreadableArchive(Message("it is protected with a password"))
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnreadableArchive(
                Message("the part '{filename}' is compressed in a way Office does not read", filename=info.filename)
            )
        if info.file_size > MAX_PART_SIZE or (
            info.file_size > _LARGE and info.file_size > MAX_RATIO * info.compress_size
        ):
            raise UnreadableArchive(
                Message(
                    "the part '{filename}' would unpack to {file_size} bytes",
                    filename=info.filename,
                    file_size=info.file_size,
                )
            )


def _entry(data: bytes, info: zipfile.ZipInfo) -> Entry:
    """Read an entry with its compressed bytes; raises `UnreadableArchive` where they are not what was declared."""
    head = _LOCAL.unpack_from(data, info.header_offset)
    if head[0] != b"PK\x03\x04":
        raise UnreadableArchive(Message("the part '{filename}' has no header", filename=info.filename))
    start = info.header_offset + _LOCAL.size + head[9] + head[10]
    entry = Entry(data[start : start + info.compress_size], info.CRC, info.file_size, info.compress_type)
    content = entry.read()
    if len(content) != info.file_size or zlib.crc32(content) != info.CRC:
        raise UnreadableArchive(Message("the part '{filename}' is damaged", filename=info.filename))
    return entry


def write_archive(entries: Iterable[tuple[str, Entry]]) -> bytes:
    """Return a zip archive of the entries in the given order, with fixed dates and no extra fields."""
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = count = 0
    for name, entry in entries:
        encoded = name.encode("utf-8")
        flags = 0 if name.isascii() else _UTF8_NAME
        sizes = (entry.crc, len(entry.raw), entry.size)
        head = _CENTRAL.pack(
            b"PK\x01\x02", 20, 20, flags, entry.method, 0, _DOS_DATE, *sizes, len(encoded), 0, 0, 0, 0, 0, offset
        )
        directory += (head, encoded)
        head = _LOCAL.pack(b"PK\x03\x04", 20, flags, entry.method, 0, _DOS_DATE, *sizes, len(encoded), 0)
        body += (head, encoded, entry.raw)
        offset += len(head) + len(encoded) + len(entry.raw)
        count += 1
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, sum(map(len, directory)), offset, 0)
    return b"".join((*body, *directory, end))
