"""Converts a document that was written elsewhere (text, Word or PowerPoint) into the other written Chinese.

Its texts go through the same converter as the project's own content, each paragraph as a whole. The result names every
replacement with its rule, every word that a person must decide, and what the file holds that was not converted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn, Protocol

from reportgen.characters import has_chinese
from reportgen.convert.office_file import read_passages, reserved_parts, rewrite
from reportgen.convert.passages import OBJECT, Passage
from reportgen.convert.review import REVIEWED_FORMATS, ConvertedText, Review, ReviewWriter
from reportgen.convert.typefaces import FACES, Switched
from reportgen.diagnostics import Diagnostic, Location, Message, ProblemsFound, Severity, marked
from reportgen.files import read_named
from reportgen.lang.chinese.changes import Change, Flag
from reportgen.lang.scripts import distinctive_characters
from reportgen.model.language import PROFILES, Language
from reportgen.office.markup.marks import RESERVED_FOUND
from reportgen.office.opc.package import OFFICE_SUFFIXES, Package, reasons_of
from reportgen.project.text_file import decode

TEXT_SUFFIXES = (".txt", ".md", ".markdown")
MAX_BYTES = 512 * 1024 * 1024
"""The largest file that is read; an Office file's parts have limits of their own."""

_OFFICE_RELATIVES = (".doc", ".ppt", ".docm", ".dotx", ".dotm", ".pptm", ".potx", ".potm", ".ppsx")
"""Files that are read only for `Package.read` to refuse them, with the reason and the way to a file that it reads."""
_MIXED_FROM = 4
"""A document is mixed when more than one in so many of its distinctive characters is of the other script."""


class Converter(Protocol):
    """What a document needs of `lang.chinese.ChineseConverter`."""

    def changes(self, text: str) -> list[Change]:
        """Return the replacements in a text, in order."""

    def flags(self, text: str) -> list[Flag]:
        """Return the words of a text that a person must decide."""


@dataclass(frozen=True, slots=True)
class Located:
    """A change that was made, or a word that was left to a person, with its location.

    `locate` finds the location out, which costs more than all else and is asked for few.
    """

    item: Change | Flag
    locate: Callable[[], Location] = field(compare=False, repr=False)

    @property
    def location(self) -> Location:
        """The file and line, or the steps inside an Office file."""
        return self.locate()


@dataclass(slots=True)
class Conversion:
    """A converted file and what was done to it.

    `switched` counts the typefaces and language tags that were replaced; `unconverted` are warnings about what holds
    text and was not converted.
    """

    data: bytes
    changes: list[Located] = field(default_factory=list)
    flags: list[Located] = field(default_factory=list)
    switched: Counter[Switched] = field(default_factory=Counter)
    unconverted: list[Diagnostic] = field(default_factory=list)


class Document:
    """A file to be converted.

    `name` is what it is called in messages; its suffix says which kind of file it is. Raises `ProblemsFound` for bytes
    that are no such file.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._data = data
        suffix = Path(name).suffix.lower()
        self._package = None if suffix in TEXT_SUFFIXES or not suffix else _read_package(data, name)
        self._text = "" if self._package else _decode(data, name)

    def texts(self) -> Iterator[tuple[str, Callable[[], Location]]]:
        """Yield every text that a reader sees, with a function that finds its location."""
        if self._package is None:
            for block in _blocks(self._text):
                yield block.masked, block.locator(self.name, 0)
        else:
            for passage in read_passages(self._package):
                yield passage.text, _locator(self.name, passage)

    @property
    def reviewed_package(self) -> Package | None:
        """The package of a Word document, which can be reviewed; None for a file of any other kind."""
        return self._package if self._package and self._package.format in REVIEWED_FORMATS else None

    def convert(self, converter: Converter, language: Language, review: Review | None = None) -> Conversion:
        """Convert the file into `language`, which is the converter's target.

        With `review`, a Word document gets tracked changes and comments where a person should look. Raises
        `ProblemsFound` (`forbidden-character`) for one that holds noncharacters, which could be taken for their marks.
        """
        if self._package is None:
            return self._convert_text(converter)
        if review and (held := list(reserved_parts(self._package))):
            message, hint = RESERVED_FOUND
            raise ProblemsFound(
                Diagnostic("forbidden-character", message, Location(self.name, steps=steps), hint) for steps in held
            )
        return self._convert_package(self._package, converter, language, review)

    def _convert_text(self, converter: Converter) -> Conversion:
        result = Conversion(self._data)
        written: list[str] = []
        for block in _blocks(self._text):
            position = 0
            for change in converter.changes(block.masked) if has_chinese(block.masked) else ():
                result.changes.append(Located(change, block.locator(self.name, change.start)))
                written += (block.text[position : change.start], change.target)
                position = change.end
            written.append(block.text[position:])
            for flag in converter.flags(block.masked) if has_chinese(block.masked) else ():
                result.flags.append(Located(flag, block.locator(self.name, flag.start)))
        byte_order_mark = b"\xef\xbb\xbf" if self._data.startswith(b"\xef\xbb\xbf") else b""
        result.data = byte_order_mark + "".join(written).encode("utf-8")
        return result

    def _convert_package(
        self, package: Package, converter: Converter, language: Language, review: Review | None
    ) -> Conversion:
        flags: list[Located] = []

        def edits_for(passage: Passage) -> Iterable[ConvertedText]:
            text = passage.text
            if not has_chinese(text) or text in FACES:
                return []
            changes, left = converter.changes(text), converter.flags(text)
            flags.extend(Located(flag, _locator(self.name, passage)) for flag in left)
            if review and not passage.is_code:
                return review.edits(text, changes, left)
            return [ConvertedText(change.start, change.end, change.target, change) for change in changes]

        writer = ReviewWriter(package, review.decisions) if review else None
        result = rewrite(package, self._data, edits_for, language, writer)
        changes = [
            Located(applied.edit.change, _locator(self.name, applied.passage))
            for applied in result.applied
            if applied.edit.change
        ]
        unconverted = [
            Diagnostic("left-as-it-is", item, Location(self.name, steps=steps), severity=Severity.WARNING)
            for steps, item in dict.fromkeys(result.unconverted)
        ]
        return Conversion(result.data, changes, flags, result.switched, unconverted)


def read_document(path: Path) -> Document:
    """Read the document in a file.

    Raises `ProblemsFound` when it cannot be read (`missing-file`, `unreadable-file`, `too-large`), is
    of another kind (`unknown-kind`), or is refused as a template would be (`not-a-template`).
    """
    data = read_named(path, most=MAX_BYTES)
    if path.suffix.lower() not in (*TEXT_SUFFIXES, *OFFICE_SUFFIXES, *_OFFICE_RELATIVES):
        known = (*TEXT_SUFFIXES, *OFFICE_SUFFIXES)
        message = Message("files of this kind are not converted, only {known}", known=known)
        _refuse("unknown-kind", message, str(path), Message("save it as one of them"))
    return Document(data, str(path))


def detect_script(document: Document) -> str:
    """Return the script a document is written in: `Hant`, `Hans`, or an empty string when it holds no Chinese at all.

    Raises `ProblemsFound` (`mixed-script`, `unknown-script`) when its characters do not tell.
    """
    distinctive_of = {script: distinctive_characters(script) for script in ("Hant", "Hans")}
    counts: Counter[str] = Counter()
    first: dict[str, tuple[str, Callable[[], Location]]] = {}
    chinese = False
    for text, locator in document.texts():
        chinese = chinese or has_chinese(text)
        for script, characters in distinctive_of.items():
            found = [character for character in text if character in characters]
            counts[script] += len(found)
            if found:
                first.setdefault(script, (found[0], locator))
    hint = Message("say with --from what it is written in")
    if not chinese:
        return ""
    if not counts.total():
        _refuse(
            "unknown-script", Message("nothing in it tells Traditional from Simplified Chinese"), document.name, hint
        )
    (script, _), *others = counts.most_common()
    if others and others[0][1] * _MIXED_FROM > counts.total():
        traditional, simplified = (
            Message(
                "{count} characters only {word} Chinese has, the first '{first}' at {place}",
                count=counts[tag],
                word=word,
                first=first[tag][0],
                place=_describe(first[tag][1]()),
            )
            for tag, word in (("Hant", Message("Traditional")), ("Hans", Message("Simplified")))
        )
        both = marked("it is written in both scripts: {traditional}; {simplified}")
        message = Message(both, traditional=traditional, simplified=simplified)
        _refuse("mixed-script", message, document.name, hint)
    return script


def converted_name(name: str, target: Language) -> str:
    """Return the name of the converted file: `letter.docx` and `letter.zh-Hant.docx` become `letter.zh-Hans.docx`."""
    path = Path(name)
    stem, dot, tag = path.stem.rpartition(".")
    if not dot or not any(tag.lower() == known.lower() for known in PROFILES):
        stem = path.stem
    return f"{stem}.{target.tag}{path.suffix}"


def _describe(location: Location) -> str:
    if location.line:
        return Message("line {line}", line=location.line)
    first, *inner = location.steps
    return str(Location(first, steps=tuple(inner)))


def _refuse(code: str, message: str, name: str, hint: str = "") -> NoReturn:
    raise ProblemsFound([Diagnostic(code, message, Location(name), hint)])


def _read_package(data: bytes, name: str) -> Package:
    """Read the package of an Office file; what is refused as a template is refused here in other words."""
    try:
        return Package.read(data, name)
    except ProblemsFound as found:
        raise ProblemsFound(
            replace(one, message=Message("cannot be converted: {reason}", reason=reason))
            for one, (reason, _) in zip(found.diagnostics, reasons_of(found), strict=True)
        ) from None


def _decode(data: bytes, name: str) -> str:
    """Decode a text file, and keep its line ends; its byte-order mark is left out."""
    decode(data, name)
    return data.decode("utf-8-sig")


def _locator(name: str, passage: Passage) -> Callable[[], Location]:
    return lambda: Location(name, steps=passage.steps)


# -- plain text and Markdown


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph of a text file.

    `masked` is its text with code replaced by as many `OBJECT`; `start` is its position in the file, and `lines` are
    the positions at which the file's lines begin, all in characters. All blocks share `lines`.
    """

    text: str
    masked: str
    start: int
    lines: list[int]

    def locator(self, name: str, position: int) -> Callable[[], Location]:
        """Return a function that finds the line of a character of the block."""
        return lambda: Location(name, bisect_right(self.lines, self.start + position))


_CODE = re.compile(
    r"^ {0,3}(?P<mark>`{3,}|~{3,})[^\n]*(?:\n.*?)??(?:\n {0,3}(?P=mark)[`~]*[ \t\r]*$|\Z)"
    r"|(?<!`)(?P<ticks>`+)(?!`)[^\n]*?(?<!`)(?P=ticks)(?!`)",
    re.DOTALL | re.MULTILINE,
)
"""Fenced code and code spans (CommonMark 4.5 and 6.1)."""

_BLOCK_END = re.compile(r"[。！？…；」』”’）.!?]\s*\n|\n(?=[ \t\r]*\n)")
"""The end of a paragraph of a text: a line that ends a sentence, or a blank line. Other lines may be wrapped."""


def _blocks(text: str) -> Iterator[_Block]:
    """Yield the paragraphs of a text, which together are the whole text."""
    masked = _CODE.sub(lambda found: re.sub(r"[^\r\n]", OBJECT, found[0]), text)
    lines = [0, *(found.end() for found in re.finditer("\n", text))]
    start = 0
    ends = [found.end() for found in _BLOCK_END.finditer(masked)]
    for end in (*ends, len(text)):
        if end > start:
            yield _Block(text[start:end], masked[start:end], start, lines)
            start = end
