"""Reads text files: in whatever encoding they are, wrapped or with a line for each paragraph."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from reportgen.characters import CHINESE, count_ideographs
from reportgen.diagnostics import Collector, Location, Message
from reportgen.intake.read.blocks import Block, ends_a_sentence, without_number

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHINESE_ENCODINGS = ("big5hkscs", "gb18030")
_NARROWEST_WRAPPED, _LONGEST_WRAPPED = 40, 110
"""Characters of a line at whose end an editor may have wrapped a text; longer ones are paragraphs."""
_FULL = 0.75
"""The share of the longest line from which a line of a wrapped text may be one that goes on."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufdd0-\ufdef\ufffe\uffff]")
_LINES = re.compile("\r\n|[\r\x85\u2028\u2029]")
_JOINED_WITHOUT_SPACE = re.compile(rf"(?<=[{CHINESE}]) (?=[{CHINESE}])")


def decode_any(data: bytes, name: str, problems: Collector) -> str:
    """The text of a file in UTF-8, UTF-16, Big5 or GB18030, without characters that no document may hold.

    Of the last two the one is taken in which more of the characters are common; a warning (`guessed-encoding`) says
    which. Bytes that are none of these are an error (`unknown-encoding`).
    """
    text = _decoded(data, name, problems)
    return _CONTROL.sub("", _LINES.sub("\n", text))


def _decoded(data: bytes, name: str, problems: Collector) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\0" in data:  # UTF-16 without its mark: half of the bytes of Latin text and of line ends are 0
        encoding = "utf-16-le" if data[1::2].count(0) >= data[::2].count(0) else "utf-16-be"
        text = data.decode(encoding, "replace")
        return text if text.count("\ufffd") + text.count("\0") <= len(text) // 50 else _no_text(name, problems)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _chinese(data, name, problems)


def _chinese(data: bytes, name: str, problems: Collector) -> str:
    readings = [(encoding, data.decode(encoding, "replace")) for encoding in _CHINESE_ENCODINGS]
    encoding, text = max(readings, key=lambda reading: _common_share(reading[1]))
    if _common_share(text) < 0.8:
        return _no_text(name, problems)
    hint = Message("if the text looks wrong, save the file as UTF-8")
    problems.warning(
        "guessed-encoding",
        Message("the file is not UTF-8; it was read as {encoding}", encoding=encoding),
        Location(name),
        hint,
    )
    return text


def _common_share(text: str) -> float:
    """The share of characters beyond ASCII that are common ideographs or Chinese punctuation."""
    other = [character for character in text if character > "\x7f"]
    return sum(map(_is_common, other)) / len(other) if other else 0.0


def _is_common(character: str) -> bool:
    """Whether both national standards, or one in its first and more frequent level, have a character."""
    big5, gb = character.encode("big5", "ignore"), character.encode("gb2312", "ignore")
    return b"\xa1" <= big5[:1] <= b"\xc6" or b"\xa1" <= gb[:1] <= b"\xd7"


def _no_text(name: str, problems: Collector) -> str:
    hint = Message("save the document as .docx or as plain text in UTF-8, and name that file")
    problems.error(
        "unknown-encoding", Message("the file is no text in an encoding that is known"), Location(name), hint
    )
    return ""


def blocks_of_text(text: str) -> Iterator[Block]:
    """The paragraphs of a plain text: its lines where these are long, otherwise lines joined as they were wrapped."""
    lines = [line.rstrip() for line in text.replace("\f", "\n\n").split("\n")]
    if not _is_wrapped([line for line in lines if line.strip()]):
        yield from (Block(line) for line in lines if line.strip())
        return
    longest = _wrapped_at(lines)
    paragraph: list[str] = []
    for line in lines:
        if paragraph and _begins_anew(paragraph[-1], line, longest):
            yield Block(_joined(paragraph))
            paragraph = []
        if line.strip():
            paragraph.append(line)
    if paragraph:
        yield Block(_joined(paragraph))


def _is_wrapped(lines: list[str]) -> bool:
    """Whether lines end where the editor's width ends: most of the long ones stop in the middle of a sentence."""
    longest = _wrapped_at(lines)
    full = [line for line in lines if _width(line) > longest * _FULL]
    in_sentence = sum(not ends_a_sentence(line) for line in full)
    return _NARROWEST_WRAPPED <= longest <= _LONGEST_WRAPPED and in_sentence * 2 > len(full)


def _wrapped_at(lines: list[str]) -> int:
    """The width of the longest line that stops within a sentence; only such a line can go on in the next."""
    return max((_width(line) for line in lines if not ends_a_sentence(line)), default=0)


def _width(line: str) -> int:
    return len(line) + count_ideographs(line)


def _begins_anew(before: str, line: str, longest: int) -> bool:
    """Whether a line of a wrapped text begins a paragraph.

    It does behind a blank line, further to the right, behind a number or bullet, and where the line before had room.
    """
    if not line.strip():
        return True
    indent, indent_before = len(line) - len(line.lstrip()), len(before) - len(before.lstrip())
    has_number = without_number(line.strip()) != (0, line.strip())
    return indent > indent_before or has_number or _width(before) < longest * _FULL


def _joined(lines: list[str]) -> str:
    return _JOINED_WITHOUT_SPACE.sub("", " ".join(line.strip() for line in lines))
