"""What differs in LibreOffice's PDF files although the document is the same, taken out; and the language set right.

Measured with LibreOffice 7.4: two conversions of a file differ in the time in `/Info`, in the `/ID` and `/DocChecksum`
made from it, and in the `/UniqueID` of its Type 1 fonts, which counts the fonts of everything one process has printed.
Presentations name the language of LibreOffice's settings, not their own.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable, Iterator

from reportgen.printing.type1 import renumbered, unique_id

_TABLE = re.compile(rb"xref\n0 (\d+)\n((?:\d{10} \d{5} [fn][ \r]\n)+)trailer\n(<<.*?>>)\s*startxref\n", re.DOTALL)
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([fn])")
_DATE = re.compile(rb"\s*/(?:CreationDate|ModDate)\s*\([^)]*\)")
_LANGUAGE = re.compile(rb"/Lang\s*\([^)]*\)")
_ID = re.compile(rb"\s*/ID\s*\[\s*<[0-9A-Fa-f]*>\s*<[0-9A-Fa-f]*>\s*\]")
_CHECKSUM = re.compile(rb"\s*/DocChecksum\s*/[0-9A-Fa-f]+")
_FONT = re.compile(
    rb"<<\s*/Length (\d+) 0 R\s*/Filter\s*/FlateDecode\s*/Length1 (\d+)\s*/Length2 (\d+)[^>]*>>\s*stream\n"
)
_FIRST_UNIQUE = 4100001
"""The number LibreOffice gives to the first font of a process; the range is free for private use (Adobe, Type 1)."""


def settle(data: bytes, language: str) -> bytes:
    """The PDF without what differs between two conversions, its document language being the BCP 47 tag `language`.

    A file that is built otherwise than LibreOffice builds them (no classic table of objects) comes back as it is.
    """
    found = _TABLE.match(data, _start_of_table(data))
    objects = _objects(data, found) if found else None
    if not found or not objects:
        return data
    trailer = found[3]
    _edit(objects, _referred(trailer, b"Info"), lambda body: _DATE.sub(b"", body))
    _edit(objects, _referred(trailer, b"Root"), lambda body: _with_language(body, language))
    _number_fonts(objects)
    header = data[: min(int(entry[1]) for entry in _ENTRY.finditer(found[2]) if entry[3] == b"n")]
    return _assemble(header, objects, _CHECKSUM.sub(b"", _ID.sub(b"", trailer)))


def _start_of_table(data: bytes) -> int:
    """Where `startxref` says the table of objects is; the end of the data where it says nothing."""
    found = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*\Z", data[-64:])
    return int(found[1]) if found else len(data)


def _objects(data: bytes, table: re.Match[bytes]) -> dict[int, bytes] | None:
    """Object number → everything from `n 0 obj` on; None where the table does not describe the file."""
    offsets = {
        number: int(entry[1])
        for number, entry in enumerate(_ENTRY.finditer(table[2]))
        if entry[3] == b"n"
    }  # fmt: skip
    ordered = sorted(offsets.items(), key=lambda item: item[1])
    ends = [*(offset for _, offset in ordered[1:]), table.start()]
    objects = {number: data[offset:end] for (number, offset), end in zip(ordered, ends, strict=True)}
    sound = all(body.startswith(b"%d 0 obj" % number) for number, body in objects.items())
    return objects if sound and int(table[1]) == len(_ENTRY.findall(table[2])) else None


def _referred(trailer: bytes, key: bytes) -> int:
    """The number of the object that the trailer names under a key; 0, which is no object, where it names none."""
    found = re.search(rb"/%s (\d+) 0 R" % key, trailer)
    return int(found[1]) if found else 0


def _edit(objects: dict[int, bytes], number: int, change: Callable[[bytes], bytes]) -> None:
    if number in objects:
        objects[number] = change(objects[number])


def _with_language(catalog: bytes, language: str) -> bytes:
    entry = b"/Lang(%s)" % language.encode("ascii")
    if _LANGUAGE.search(catalog):
        return _LANGUAGE.sub(entry, catalog, count=1)
    return catalog.replace(b"<<", b"<<" + entry, 1)


def _number_fonts(objects: dict[int, bytes]) -> None:
    """Number the Type 1 fonts as LibreOffice does in a process that prints this file alone."""
    for count, (number, head, program) in enumerate(_type1_fonts(objects)):
        packed = zlib.compress(renumbered(program, int(head[2]), int(head[3]), _FIRST_UNIQUE + count))
        objects[number] = b"%d 0 obj\n%s%s\nendstream\nendobj\n\n" % (number, head[0], packed)
        length = int(head[1])
        objects[length] = b"%d 0 obj\n%d\nendobj\n\n" % (length, len(packed))


def _type1_fonts(objects: dict[int, bytes]) -> Iterator[tuple[int, re.Match[bytes], bytes]]:
    """Number, beginning and program of each embedded Type 1 font that has a number of its own, in order."""
    for number, body in sorted(objects.items()):
        head = _FONT.search(body, 0, 256)
        if not head or int(head[1]) not in objects:
            continue
        try:
            program = zlib.decompressobj().decompress(body[head.end() :])
        except zlib.error:
            continue
        if unique_id(program) is not None:
            yield number, head, program


def _assemble(header: bytes, objects: dict[int, bytes], trailer: bytes) -> bytes:
    """The file of these objects, in the order of their numbers, with an `/ID` made from its contents."""
    offsets, parts, position = {}, [header], len(header)
    for number, body in sorted(objects.items()):
        offsets[number] = position
        parts.append(body)
        position += len(body)
    count = max(objects) + 1
    entries = [b"%010d 00000 n \n" % offsets[n] if n in offsets else b"0000000000 65535 f \n" for n in range(count)]
    parts += [b"xref\n0 %d\n" % count, *entries]
    identity = hashlib.sha256(b"".join(parts)).hexdigest()[:32].upper().encode("ascii")
    ending = b"\n/ID [ <%s>\n<%s> ]\n>>" % (identity, identity)
    parts.append(b"trailer\n%s%s\nstartxref\n%d\n%%%%EOF\n" % (trailer.rstrip(b">").rstrip(), ending, position))
    return b"".join(parts)
