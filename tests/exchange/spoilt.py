"""Spoils a file as transports, other programs and people do: its bytes, its text, its parts, its XML."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Callable
from random import Random

from lxml import etree

ODD = (
    *(
        "",
        " ",
        "\u200b",
        "\u202eabc",
        "\ufffd",
        "👨\u200d👩\u200d👧",
        "𠮷",
        "x" * 5_000,
        "a\nb",
        "[[nobody]]",
        "[[",
        "**",
    ),
    *(
        "0",
        "-1",
        "1e400",
        "NaN",
        "9" * 40,
        "１２",
        "0x10",
        "true",
        "=1+1",
        "A1:XFD1048576",
        "XFE1048577",
        "A0",
        "ZZZZ9",
    ),
    *("../../x", "file:///etc/passwd", "http://127.0.0.1:9/x", "urn:x", "xx-Klingon", "zh-Hans", "2023-02-30", "{0}"),
)
"""Values of attributes and texts that nobody expects."""
_ENCODINGS = ("utf-16", "utf-16-le", "gb18030", "big5", "latin-1", "utf-7", "utf-8-sig", "utf-32")
_ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
_PARTS = (
    "xl/vbaProject.bin",
    "../x.xml",
    "xl/externalLinks/a.xml",
    "word/comments.xml",
    "xl/comments1.xml",
    "x",
    "a/b/",
)


def spoilt(random: Random, data: bytes) -> bytes:
    """A file after one to three faults."""
    for _ in range(random.randint(1, 3)):
        data = random.choice(_WAYS if data.startswith(b"PK") else _WAYS_OF_TEXT)(random, data)
    return data


def _bytes(random: Random, data: bytes) -> bytes:
    """Bytes changed, put in and cut out."""
    changed = bytearray(data or b"x")
    for _ in range(random.randint(1, 8)):
        place = random.randrange(len(changed))
        how = random.randrange(3)
        changed[place : place + random.choice((0, 1, 9, 200)) * (how != 1)] = random.randbytes(how)
        changed = changed or bytearray(b"x")
    return bytes(changed)


def _end(random: Random, data: bytes) -> bytes:
    """Cut off, or with more behind its end."""
    cut = data[: random.randrange(len(data) + 1)]
    return random.choice((cut, data + random.randbytes(9), data + data, data[len(cut) :], b""))


def _encoding(random: Random, data: bytes) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(random.choice(_ENCODINGS), "replace")


def _lines(random: Random, data: bytes) -> bytes:
    """Lines and cells of a table of text changed, moved, dropped and doubled."""
    lines = data.split(b"\n")
    line = random.randrange(len(lines))
    separator = random.choice((b",", b"\t", b'"'))
    cells = lines[line].split(separator)
    cell = random.randrange(len(cells))
    match random.randrange(7):
        case 0:
            del lines[line]
        case 1:
            lines.insert(random.randrange(len(lines) + 1), lines[line])
        case 2:
            del cells[cell]
        case 3:
            cells.insert(cell, random.choice(ODD).encode())
        case 4:
            cells[cell] = random.choice(ODD).encode()
        case 5:
            cells[cell] = random.choice((b"\x00", b"\x07", b"\xff", b'"', b'""', b"\r", b"\xe2\x80\xa8"))
        case _:
            return data.replace(random.choice((b",", b"\n", b'"', b"\r\n")), random.choice((b";", b"\r", b"\t", b"|")))
    if line < len(lines):
        lines[line] = separator.join(cells)
    return b"\n".join(lines)


def _xml(random: Random, data: bytes) -> bytes:
    """Elements dropped, doubled, moved, renamed and nested, attributes and texts changed, entities put in."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=False))
    except etree.XMLSyntaxError:
        return _bytes(random, data)
    for _ in range(random.randint(1, 4)):
        _change(random, random.choice(list(root.iter(etree.Element))), root)
    written = etree.tostring(root, xml_declaration=True, encoding=random.choice(("UTF-8", "UTF-8", "UTF-16", "ASCII")))
    if random.randrange(20) == 0:
        end = written.find(b"?>") + 2
        return written[:end] + _ENTITIES + written[end:]
    return written


def _change(random: Random, element: etree._Element, root: etree._Element) -> None:
    parent, others = element.getparent(), list(root.iter(etree.Element))
    match random.randrange(9):
        case 0 if parent is not None:
            parent.remove(element)
        case 1 if parent is not None:
            parent.insert(random.randrange(len(parent) + 1), etree.fromstring(etree.tostring(element)))
        case 2:
            element[:] = sorted(element, key=lambda child: random.random())
        case 3:
            random.choice(others).append(etree.fromstring(etree.tostring(element)))
        case 4:
            element.tag = random.choice((str(element.tag) + "x", str(random.choice(others).tag), "x"))
        case 5 if element.attrib:
            del element.attrib[random.choice(list(element.attrib))]
        case 6:
            names = [*element.attrib, *random.choice(others).attrib, "id", "x"]
            element.set(random.choice(names), random.choice(ODD))
        case 7:
            element.text = random.choice(ODD)
        case _:
            element.append(random.choice((etree.Comment("x"), etree.PI("x", "y"), etree.Element("x"))))


def _part(random: Random, data: bytes) -> bytes:
    """A part of a package gone, spoilt, put in, doubled, or exchanged for another."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError):
        return _bytes(random, data)
    if not parts:
        return data
    number = random.randrange(len(parts))
    name, content = parts[number]
    match random.randrange(8):
        case 0:
            del parts[number]
        case 1:
            parts[number] = (name, random.choice((_bytes, _end, _encoding))(random, content))
        case 2:
            parts[number] = (name, random.choice(parts)[1])
        case 3:
            parts.append((random.choice((*_PARTS, name, name.upper())), random.choice((b"<x/>", content, b""))))
        case _:
            parts[number] = (name, _xml(random, content))
    stream = io.BytesIO()
    how = random.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", how) as archive:
        warnings.simplefilter("ignore")  # of two parts with one name
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()


_Way = Callable[[Random, bytes], bytes]
_WAYS: tuple[_Way, ...] = (_bytes, _end, *(_part,) * 10)
_WAYS_OF_TEXT: tuple[_Way, ...] = (_bytes, _end, _encoding, *(_xml,) * 6, *(_lines,) * 3)
