"""A document that was written elsewhere, put into the other written Chinese: text, Word, PowerPoint.

The texts of the file go through the same converter as the project's own content, each paragraph as a
whole; what became of every one of them can be told: what was replaced and by which rule, what a person
must decide, and what the file holds that was left as it is.
"""

from __future__ import annotations

import re
import stat
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn, Protocol

from reportgen.characters import has_chinese
from reportgen.convert.office_file import read_passages, rewrite
from reportgen.convert.passages import OBJECT, Passage
from reportgen.convert.typefaces import FACES, Switched
from reportgen.diagnostics import Collector, Diagnostic, Location, ProblemsFound, Severity
from reportgen.exchange.tables import read_glossary
from reportgen.lang.chinese.changes import Change, Flag
from reportgen.lang.scripts import distinctive_characters
from reportgen.model.glossary import Glossary
from reportgen.model.language import PROFILES, Language
from reportgen.office.opc.package import OFFICE_SUFFIXES, Package
from reportgen.project.csv_reader import build_glossary, read_vocabulary
from reportgen.project.files import FileReader
from reportgen.project.load import GLOSSARY_FOLDER
from reportgen.project.text_file import decode

TEXT_SUFFIXES = (".txt", ".md", ".markdown")
MAX_BYTES = 512 * 1024 * 1024
"""The largest file that is read; an Office file's parts have limits of their own."""

_OFFICE_RELATIVES = (".doc", ".ppt", ".docm", ".dotx", ".dotm", ".pptm", ".potx", ".potm", ".ppsx")
"""Files that `Package.read` refuses with the reason, and the way to a file that can be read."""
_MOST_OF_THE_OTHER = 4
"""A document is mixed when more than one in so many telling characters is of the other script."""


class Converter(Protocol):
    """What converts: `lang.chinese.ChineseConverter`."""

    def changes(self, text: str) -> list[Change]:
        """Every stretch that reads otherwise, in order."""

    def flags(self, text: str) -> list[Flag]:
        """The words that a person must decide."""


@dataclass(frozen=True, slots=True)
class Found:
    """A change that was made, or a word that was left to a person, and its place (found out when asked)."""

    what: Change | Flag
    find: Callable[[], Location] = field(compare=False, repr=False)

    @property
    def location(self) -> Location:
        """The file and line, or the way inside an Office file."""
        return self.find()


@dataclass(slots=True)
class Conversion:
    """A converted file and what was done to it.

    `switched` counts typefaces and language tags; `left` are warnings about what holds text and was
    not converted.
    """

    data: bytes
    changes: list[Found] = field(default_factory=list)
    flags: list[Found] = field(default_factory=list)
    switched: Counter[Switched] = field(default_factory=Counter)
    left: list[Diagnostic] = field(default_factory=list)


class Document:
    """A file to be converted; `name` is what it is called in messages, its suffix says what it is."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._data = data
        suffix = Path(name).suffix.lower()
        self._package = None if suffix in TEXT_SUFFIXES or not suffix else _package(data, name)
        self._text = "" if self._package else _text(data, name)

    def texts(self) -> Iterator[tuple[str, Callable[[], Location]]]:
        """Everything a reader sees, with its places."""
        if self._package is None:
            for block in _blocks(self._text):
                yield block.masked, block.place(self.name, 0)
        else:
            for passage in read_passages(self._package):
                yield passage.text, _place(self.name, passage)

    def convert(self, converter: Converter, language: Language) -> Conversion:
        """The file in `language`, which is the converter's target."""
        if self._package is None:
            return self._convert_text(converter)
        return self._convert_package(self._package, converter, language)

    def _convert_text(self, converter: Converter) -> Conversion:
        result = Conversion(self._data)
        written: list[str] = []
        for block in _blocks(self._text):
            position = 0
            for change in converter.changes(block.masked) if has_chinese(block.masked) else ():
                result.changes.append(Found(change, block.place(self.name, change.start)))
                written += (block.text[position : change.start], change.target)
                position = change.end
            written.append(block.text[position:])
            for flag in converter.flags(block.masked) if has_chinese(block.masked) else ():
                result.flags.append(Found(flag, block.place(self.name, flag.start)))
        mark = b"\xef\xbb\xbf" if self._data.startswith(b"\xef\xbb\xbf") else b""
        result.data = mark + "".join(written).encode("utf-8")
        return result

    def _convert_package(self, package: Package, converter: Converter, language: Language) -> Conversion:
        flags: list[Found] = []

        def edits_for(passage: Passage) -> Iterable[_Edit]:
            text = passage.text
            if not has_chinese(text) or text in FACES:
                return []
            flags.extend(Found(flag, _place(self.name, passage)) for flag in converter.flags(text))
            return [_Edit(change) for change in converter.changes(text)]

        done = rewrite(package, self._data, edits_for, language)
        changes = [Found(made.edit.change, _place(self.name, made.passage)) for made in done.made]
        left = [
            Diagnostic("left-as-it-is", what, Location(self.name, steps=steps), severity=Severity.WARNING)
            for steps, what in dict.fromkeys(done.left)
        ]
        return Conversion(done.data, changes, flags, done.switched, left)


@dataclass(frozen=True, slots=True)
class _Edit:
    """A change, as an edit of a passage."""

    change: Change

    @property
    def start(self) -> int:
        return self.change.start

    @property
    def end(self) -> int:
        return self.change.end

    @property
    def text(self) -> str:
        return self.change.target


def read_document(path: Path) -> Document:
    """The document in a file.

    Raises `ProblemsFound` when it cannot be read (`missing-file`, `unreadable-file`, `too-large`), is
    of another kind (`unknown-kind`), or is refused as a template would be (`not-a-template`).
    """
    name = str(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            _fail("unreadable-file", "this is not a file", name)
        if status.st_size > MAX_BYTES:
            _fail("too-large", f"the file is larger than {MAX_BYTES // 1024**2} MB", name)
        if path.suffix.lower() not in (*TEXT_SUFFIXES, *OFFICE_SUFFIXES, *_OFFICE_RELATIVES):
            known = ", ".join((*TEXT_SUFFIXES, *OFFICE_SUFFIXES))
            _fail("unknown-kind", f"files of this kind are not converted, only {known}", name, "save it as one of them")
        data = path.read_bytes()
    except FileNotFoundError:
        _fail("missing-file", "the file is missing", name, "check its name")
    except OSError as fault:
        _fail("unreadable-file", f"the file cannot be read ({fault.strerror or fault})", name, "check its permissions")
    return Document(data, name)


def read_rules(root: Path) -> Glossary:
    """The names and the vocabulary of the project in `root`, whatever state its content is in.

    Raises `ProblemsFound` with every fault of the tables.
    """
    terms = read_glossary(root).terms()
    problems = Collector()
    relative = f"{GLOSSARY_FOLDER}/vocabulary.csv"
    data = FileReader(root, problems).read(relative, "") if (root / relative).exists() else None
    rules = read_vocabulary(data, relative, problems) if data is not None else []
    glossary = build_glossary(terms, rules, problems)
    problems.raise_errors()
    return glossary


def detect_script(document: Document) -> str:
    """The script a document is written in: `Hant`, `Hans`, or nothing when it holds no Chinese at all.

    Raises `ProblemsFound` (`mixed-script`, `unknown-script`) when its characters do not tell.
    """
    telling = {script: distinctive_characters(script) for script in ("Hant", "Hans")}
    counts: Counter[str] = Counter()
    first: dict[str, tuple[str, Callable[[], Location]]] = {}
    chinese = False
    for text, place in document.texts():
        chinese = chinese or has_chinese(text)
        for script, characters in telling.items():
            found = [character for character in text if character in characters]
            counts[script] += len(found)
            if found:
                first.setdefault(script, (found[0], place))
    hint = "say with --from what it is written in"
    if not chinese:
        return ""
    if not counts.total():
        _fail("unknown-script", "nothing in it tells Traditional from Simplified Chinese", document.name, hint)
    (script, _), *others = counts.most_common()
    if others and others[0][1] * _MOST_OF_THE_OTHER > counts.total():
        shown = "; ".join(
            f"{counts[tag]} characters only {word} Chinese has, the first '{first[tag][0]}'"
            f" at {_inside(first[tag][1]())}"
            for tag, word in (("Hant", "Traditional"), ("Hans", "Simplified"))
        )
        _fail("mixed-script", f"it is written in both scripts: {shown}", document.name, hint)
    return script


def converted_name(name: str, target: Language) -> str:
    """What the converted file is called: `letter.docx` and `letter.zh-Hant.docx` become `letter.zh-Hans.docx`."""
    path = Path(name)
    stem, dot, tag = path.stem.rpartition(".")
    if not dot or not any(tag.lower() == known.lower() for known in PROFILES):
        stem = path.stem
    return f"{stem}.{target.tag}{path.suffix}"


def _inside(location: Location) -> str:
    return f"line {location.line}" if location.line else " › ".join(location.steps)


def _fail(code: str, message: str, name: str, hint: str = "") -> NoReturn:
    raise ProblemsFound([Diagnostic(code, message, Location(name), hint)])


def _package(data: bytes, name: str) -> Package:
    """The package of an Office file; what is no template is no document to convert either."""
    try:
        return Package.read(data, name)
    except ProblemsFound as found:
        raise ProblemsFound(
            replace(d, message=d.message.replace("cannot be used as a template", "cannot be converted"))
            for d in found.diagnostics
        ) from None


def _text(data: bytes, name: str) -> str:
    """The text of a file with its own line ends, without a byte-order mark."""
    decode(data, name)
    return data.decode("utf-8-sig")


def _place(name: str, passage: Passage) -> Callable[[], Location]:
    return lambda: Location(name, steps=passage.steps)


# -- plain text and Markdown


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph of a text file: `masked` is its text with code blotted out, `start` its place in the file.

    `lines` are the places at which the file's lines begin; all blocks share them.
    """

    text: str
    masked: str
    start: int
    lines: list[int]

    def place(self, name: str, position: int) -> Callable[[], Location]:
        """Where a character of the block stands."""
        return lambda: Location(name, bisect_right(self.lines, self.start + position))


_CODE = re.compile(
    r"^ {0,3}(?P<mark>`{3,}|~{3,})[^\n]*(?:\n.*?)??(?:\n {0,3}(?P=mark)[`~]*[ \t\r]*$|\Z)"
    r"|(?<!`)(?P<ticks>`+)(?!`)[^\n]*?(?<!`)(?P=ticks)(?!`)",
    re.DOTALL | re.MULTILINE,
)
"""Fenced code and code spans (CommonMark 4.5 and 6.1)."""

_END = re.compile(r"[。！？…；」』”’）.!?]\s*\n|\n(?=[ \t\r]*\n)")
"""Where a paragraph of a text ends: a line that ends a sentence, or a blank line. Others may be wrapped."""


def _blocks(text: str) -> Iterator[_Block]:
    """The paragraphs of a text, which together are the text."""
    masked = _CODE.sub(lambda found: re.sub(r"[^\r\n]", OBJECT, found[0]), text)
    lines = [0, *(found.end() for found in re.finditer("\n", text))]
    start = 0
    ends = [found.end() for found in _END.finditer(masked)]
    for end in (*ends, len(text)):
        if end > start:
            yield _Block(text[start:end], masked[start:end], start, lines)
            start = end
