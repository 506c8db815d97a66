"""The number of a Type 1 font program, which stands in its clear and in its encrypted part.

Adobe Type 1 Font Format, chapter 7: `eexec` encryption is no secret, only a form.
"""

from __future__ import annotations

import re

_UNIQUE = re.compile(rb"/UniqueID 4\d{6} def")
"""Numbers from 4,000,000 to 4,999,999 are free for private use (§2.5); all have seven digits."""
_KEY, _FACTOR, _TERM = 55665, 52845, 22719
"""The key that `eexec` begins with, and how a byte of the cipher makes the next one (§7.1)."""
_HEAD = 512
"""Bytes within which each part of a program names its number; LibreOffice writes it in the first 400."""


def is_numbered(program: bytes) -> bool:
    """Whether this is a Type 1 font program with a number of its own."""
    return program.startswith(b"%!FontType1") and _UNIQUE.search(program, 0, _HEAD) is not None


def renumbered(program: bytes, clear: int, encrypted: int, number: int) -> bytes:
    """The font program with another number of seven digits; `clear` and `encrypted` are the lengths of its parts."""
    end = clear + encrypted
    return _numbered(program[:clear], number) + _renumber_encrypted(program[clear:end], number) + program[end:]


def _numbered(plain: bytes, number: int) -> bytes:
    return _UNIQUE.sub(b"/UniqueID %d def" % number, plain, count=1)


def _renumber_encrypted(cipher: bytes, number: int) -> bytes:
    """Change the number in the encrypted part; every byte after it is then encrypted otherwise."""
    from fontTools.misc.eexec import decrypt, encrypt

    plain, old = decrypt(cipher[:_HEAD], _KEY)
    head, new = encrypt(_numbered(plain, number), _KEY)
    if old == new:
        return cipher
    rest = bytearray(cipher[_HEAD:])
    for place, byte in enumerate(rest):  # fontTools would spend two calls on each byte
        rest[place] = other = byte ^ ((old ^ new) >> 8)
        old = ((byte + old) * _FACTOR + _TERM) & 0xFFFF
        new = ((other + new) * _FACTOR + _TERM) & 0xFFFF
    return bytes(head + rest)
