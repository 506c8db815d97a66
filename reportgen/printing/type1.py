"""The number of a Type 1 font program, which stands in its clear and in its encrypted part.

Adobe Type 1 Font Format, chapter 7: `eexec` encryption is no secret, only a form.
"""

from __future__ import annotations

import re

_UNIQUE = re.compile(rb"/UniqueID (\d+) def")
_KEY, _FACTOR, _TERM = 55665, 52845, 22719
_HEAD = 4096
"""Bytes within which a part of a program names its number; LibreOffice writes it in the first 500."""


def unique_id(program: bytes) -> int | None:
    """The number of a Type 1 font program; None where it is none, or has no number."""
    found = _UNIQUE.search(program, 0, _HEAD) if program.startswith(b"%!FontType1") else None
    return int(found[1]) if found else None


def renumbered(program: bytes, clear: int, encrypted: int, number: int) -> bytes:
    """The font program with another number of as many digits; `clear` and `encrypted` are the lengths of its parts."""
    old = unique_id(program)
    if old is None or old == number:
        return program
    head = _UNIQUE.sub(b"/UniqueID %d def" % number, program[:clear], count=1)
    end = clear + encrypted
    return head + _renumber_encrypted(program[clear:end], number) + program[end:]


def _renumber_encrypted(cipher: bytes, number: int) -> bytes:
    """Change the number in the encrypted part; every byte after it is then encrypted otherwise."""
    found = _UNIQUE.search(_decrypted(cipher[:_HEAD]))
    new = b"%d" % number
    if not found or len(found[1]) != len(new):
        return cipher
    old_key = new_key = _KEY
    start, end = found.span(1)
    changed = dict(zip(range(start, end), (a ^ b for a, b in zip(found[1], new, strict=True)), strict=True))
    out = bytearray(cipher)
    for place, byte in enumerate(cipher):
        other = byte ^ ((old_key ^ new_key) >> 8)
        if place in changed:
            other ^= changed[place]
        out[place] = other
        old_key = ((byte + old_key) * _FACTOR + _TERM) & 0xFFFF
        new_key = ((other + new_key) * _FACTOR + _TERM) & 0xFFFF
    return bytes(out)


def _decrypted(cipher: bytes) -> bytes:
    key, plain = _KEY, bytearray()
    for byte in cipher:
        plain.append(byte ^ (key >> 8))
        key = ((byte + key) * _FACTOR + _TERM) & 0xFFFF
    return bytes(plain)
