"""The text of a table in whatever encoding a program has saved it: Excel's depends on the computer it runs on.

A byte-order mark says which, and what is good UTF-8 is no other. Everything else is a guess, and said to be one.
"""

from __future__ import annotations

import codecs
from collections import Counter
from functools import cache

from reportgen.diagnostics import Collector, Diagnostic, Location, Message, ProblemsFound, shortened
from reportgen.files import too_large
from reportgen.project.text_file import MAX_BYTES, decode

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHINESE = ("gb18030", "cp950", "big5hkscs")
"""What Chinese tables are saved in: GB 18030 holds GBK and GB 2312; Windows' Big5, and the one with Hong Kong's own
characters, disagree about punctuation."""
_COMMON = (("gb2312", range(0xB0, 0xD8)), ("big5", range(0xA4, 0xC7)))
"""Where GB 2312 and Big5 have the characters in daily use, by the first of two bytes; read in the wrong encoding, most
characters of a text are others."""
_MOSTLY = 0.5


def table_text(data: bytes, name: str, encoding: str, problems: Collector) -> str:
    """The text of a table, its line breaks line feeds; `encoding` is Python's name of its encoding, or empty.

    A guess is a warning (`guessed-encoding`). Raises `ProblemsFound`: `wrong-encoding`, and what `text_file.decode`
    finds.
    """
    if len(data) > MAX_BYTES:
        raise ProblemsFound([too_large(name, MAX_BYTES)])
    guessed = "" if encoding or _stated(data) else _guess(data)
    chosen = encoding or _stated(data) or guessed
    try:
        text = data.decode(chosen or "utf-8")
    except LookupError:
        message = Message("there is no encoding '{encoding}' of texts", encoding=encoding)
        hint = Message("tables are often in gb18030, big5hkscs, cp950, utf-16 or cp1252")
        raise ProblemsFound([Diagnostic("wrong-encoding", message, Location(name), hint)]) from None
    except UnicodeError as fault:
        raise ProblemsFound([_not_in(chosen, data, name, fault)]) from None
    if guessed:
        sample = next((line for line in text.splitlines() if not line.isascii()), "")
        message = Message(
            "the file does not say its encoding; it is read as {encoding}: '{sample}'",
            encoding=guessed,
            sample=shortened(sample.strip(), 60),
        )
        hint = Message("if that is not what was typed, give --encoding gb18030, big5hkscs or another")
        problems.warning("guessed-encoding", message, Location(name), hint)
    return decode(text.encode(), name)


def _stated(data: bytes) -> str:
    """The encoding that the data shows beyond doubt; empty for any other."""
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")
    return marked or ("utf-8" if _text_in("utf-8", data) is not None else "")


def _guess(data: bytes) -> str:
    """The likeliest encoding; empty where none is likely."""
    texts = {encoding: text for encoding in _CHINESE if (text := _text_in(encoding, data)) is not None}
    shares = {encoding: _share_of_common(text) for encoding, text in texts.items()}
    likeliest = max(shares, key=shares.__getitem__, default="")
    if likeliest and shares[likeliest] > _MOSTLY:
        return likeliest
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return best.encoding if best else ""


def _text_in(encoding: str, data: bytes) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _share_of_common(text: str) -> float:
    """Which share of a text's characters beyond ASCII are Chinese characters in daily use."""
    counts = Counter(text)
    wide = {character: count for character, count in counts.items() if not character.isascii()}
    common = sum(count for character, count in wide.items() if _is_common(character))
    return common / max(1, sum(wide.values()))


@cache
def _is_common(character: str) -> bool:
    for encoding, rows in _COMMON:
        written = character.encode(encoding, "ignore")
        if len(written) == 2 and written[0] in rows:
            return True
    return False


def _not_in(encoding: str, data: bytes, name: str, fault: UnicodeError) -> Diagnostic:
    """The problem of a file that is not in the encoding it should be in."""
    start = fault.start if isinstance(fault, UnicodeDecodeError) else 0
    where = Location(name, data.count(b"\n", 0, start) + 1)
    if not encoding:
        message = Message("the file is not UTF-8, and seems to be in no other encoding of texts")
        return Diagnostic("wrong-encoding", message, where, Message("save it as 'CSV UTF-8', or give --encoding"))
    message = Message("the file is not {encoding}, which --encoding or its first bytes say", encoding=encoding)
    hint = Message("leave --encoding out, or save the file as 'CSV UTF-8'")
    return Diagnostic("wrong-encoding", message, where, hint)
