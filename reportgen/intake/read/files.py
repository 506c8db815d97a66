"""Opens a file of any format that can be imported, and finds out in which language it is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.characters import count_ideographs
from reportgen.diagnostics import Collector, Diagnostic, Location, Message, ProblemsFound
from reportgen.exchange.files import read_exchange_file
from reportgen.intake.read.blocks import Block, Structure, structure_of
from reportgen.intake.read.deck import read_deck
from reportgen.intake.read.plain_text import blocks_of_text, decode_any
from reportgen.intake.read.web_page import read_web_page
from reportgen.intake.read.word import read_word
from reportgen.lang.scripts import distinctive_characters
from reportgen.model.language import Language
from reportgen.office.opc.package import OFFICE_SUFFIXES, Package, reasons_of


def _read_text(data: bytes, name: str, problems: Collector) -> list[Block]:
    return list(blocks_of_text(decode_any(data, name, problems)))


READERS: Mapping[str, Callable[[bytes, str, Collector], list[Block]]] = {
    ".txt": _read_text,
    ".docx": read_word,
    ".html": read_web_page,
    ".htm": read_web_page,
    ".pptx": read_deck,
}
"""The end of a file's name → what reads such a file."""

_SIGNATURES = {
    b"%PDF": Message("a PDF"),
    b"PK\x03\x04": Message("a packed file, as those of Office are"),
    b"\xd0\xcf\x11\xe0": Message("a file of Office 97-2003, or one with a password"),
    b"{\\rtf": Message("an RTF document"),
    b"\x89PNG": Message("a picture"),
    b"\xff\xd8\xff": Message("a picture"),
}
_NAME_ENDS = re.compile(r"[-_. ](?:\d{4}(?:-?\d{2}){0,2})$")
_NOT_IN_KEY = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A document as it was read: its language and its structure; `name` is what it is called in messages."""

    name: str
    language: str
    structure: Structure


def read_file(path: Path, languages: Mapping[str, Language], given: str, problems: Collector) -> ReadFile | None:
    """Read a document; None where it cannot be, which goes to `problems`.

    `languages` are those that it may be in; `given` is the tag of the one that somebody has said it is in.

    Faults: `missing-file`, `unreadable-file`, `too-large`, `wrong-format`, `unknown-encoding`, `empty-file`, and the
    warnings of the readers.
    """
    name, suffix = path.name, path.suffix.lower()
    before = len(problems.errors)
    try:
        if suffix not in READERS:
            raise ProblemsFound([_wrong_format(name, Message("'{what}' cannot be imported", what=suffix or name))])
        data = read_exchange_file(path)
        _check_signature(data, name, suffix)
        blocks = READERS[suffix](data, name, problems)
    except ProblemsFound as found:
        problems.extend(found.diagnostics)
        return None
    except Exception:  # python-docx and python-pptx let through whatever a damaged file makes Python raise
        if suffix not in OFFICE_SUFFIXES:
            raise
        message = Message("the file is damaged, or no {suffix} file", suffix=suffix)
        problems.extend([_wrong_format(name, message)])
        return None
    if len(problems.errors) > before:
        return None
    structure = structure_of(blocks)
    if not structure.paragraphs:
        hint = Message("a scan holds pictures of text alone: have it recognised (OCR) and saved as text")
        problems.error("empty-file", Message("the file holds no paragraph of text"), Location(name), hint)
        return None
    return ReadFile(name, given or _language(blocks, languages), structure)


def _check_signature(data: bytes, name: str, suffix: str) -> None:
    """Raise `ProblemsFound` where a file is empty, damaged, unsafe, or of another format than its name says."""
    if not data.strip():
        raise ProblemsFound(
            [Diagnostic("empty-file", Message("the file is empty"), Location(name), Message("name another"))]
        )
    if suffix in OFFICE_SUFFIXES:
        try:
            Package.read(data, name)
        except ProblemsFound as found:
            raise ProblemsFound(
                _wrong_format(name, Message("cannot be imported: {reason}", reason=reason))
                for reason, _ in reasons_of(found)
            ) from None
    elif what := next((what for signature, what in _SIGNATURES.items() if data.startswith(signature)), ""):
        raise ProblemsFound([_wrong_format(name, Message("the file is {what}, whatever its name says", what=what))])


def _wrong_format(name: str, message: str) -> Diagnostic:
    return Diagnostic(
        "wrong-format", message, Location(name), Message("save it as one of {readers}", readers=[*READERS])
    )


def _language(blocks: list[Block], languages: Mapping[str, Language]) -> str:
    """The tag of the language that a text is in, by its characters."""
    text = " ".join(block.text for block in blocks)
    ideographs, letters = count_ideographs(text), sum(character.isalpha() for character in text)
    if ideographs * 4 < letters:
        return next((tag for tag, language in languages.items() if language.script == "Latn"), "en")
    counted = {script: sum(map(text.count, distinctive_characters(script))) for script in ("Hant", "Hans")}
    script = max(counted, key=lambda each: counted[each])
    tag = next((tag for tag, language in languages.items() if language.script == script), "")
    return tag or f"zh-{script}"


def document_key(path: Path, languages: Mapping[str, Language]) -> str:
    """The key of a document among the sources: its file's name without language and date, or `record`.

    >>> document_key(Path("Press Release 2023-02-23.en.txt"), {"en": ...})
    'press-release'
    """
    stem = path.stem
    for tag in (*languages, *(alias for language in languages.values() for alias in getattr(language, "aliases", ()))):
        stem = re.sub(rf"[-_. ]{re.escape(tag)}$", "", stem, flags=re.IGNORECASE)
    return _NOT_IN_KEY.sub("-", _NAME_ENDS.sub("", stem).casefold()).strip("-") or "record"
