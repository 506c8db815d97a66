"""Reads and replaces the `/UniqueID` of a Type 1 font program, which stands in its clear and in its encrypted part.

The key of `eexec` encryption is published (Adobe Type 1 Font Format, chapter 7).
"""

from __future__ import annotations

import re

_UNIQUE_ID = re.compile(rb"/UniqueID 4\d{6} def")
"""An id that is free for private use: from 4,000,000 to 4,999,999 (§2.5), always seven digits."""
_KEY, _FACTOR, _TERM = 55665, 52845, 22719
"""The first key of `eexec`, and its c1 and c2, which make the next key from a byte of the cipher (§7.1)."""
_HEAD = 512
"""Each part names its id within so many bytes; LibreOffice writes it in the first 400."""


def has_private_id(program: bytes) -> bool:
    """Whether this is a Type 1 font program with a `/UniqueID` for private use."""
    return program.startswith(b"%!FontType1") and _UNIQUE_ID.search(program, 0, _HEAD) is not None


def with_unique_id(program: bytes, clear: int, encrypted: int, number: int) -> bytes:
    """Return the font program with the `/UniqueID` `number`, which has seven digits.

    `clear` and `encrypted` are the lengths of its parts in bytes (`/Length1` and `/Length2` in a PDF).
    """
    end = clear + encrypted
    return _replace_id(program[:clear], number) + _replace_encrypted_id(program[clear:end], number) + program[end:]


def _replace_id(plain: bytes, number: int) -> bytes:
    return _UNIQUE_ID.sub(b"/UniqueID %d def" % number, plain, count=1)


def _replace_encrypted_id(cipher: bytes, number: int) -> bytes:
    """Replace the id in the encrypted part, and all after it, whose keys depend on the cipher before them."""
    from fontTools.misc.eexec import decrypt, encrypt

    plain, old_key = decrypt(cipher[:_HEAD], _KEY)
    head, new_key = encrypt(_replace_id(plain, number), _KEY)
    if old_key == new_key:
        return cipher
    tail = bytearray(cipher[_HEAD:])
    for position, old in enumerate(tail):  # fontTools would spend two calls on each byte
        tail[position] = new = old ^ ((old_key ^ new_key) >> 8)
        old_key = ((old + old_key) * _FACTOR + _TERM) & 0xFFFF
        new_key = ((new + new_key) * _FACTOR + _TERM) & 0xFFFF
    return bytes(head + tail)
