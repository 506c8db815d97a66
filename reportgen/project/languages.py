"""Loads the languages of a project: those of the program, and those of the project's own `languages.toml`.

The file has the format of `reportgen/model/languages.toml`; the comment at its top explains each key.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

from reportgen.diagnostics import Collector, Location, Message, ProblemsFound, message_and_hint
from reportgen.model.content import KeyPath
from reportgen.model.language import PROFILES, Language, make_languages
from reportgen.project.files import FileReader
from reportgen.project.places import LANGUAGES_FILE, is_there
from reportgen.project.text_file import decode
from reportgen.project.yaml_reader import YamlDocument

_NAME = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_TABLE = re.compile(rf"\[\s*{_NAME}(?:\s*\.\s*{_NAME})*\s*\]\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*["']?([^\s"'=#\[\]{},]+)["']?\s*=""")
_PLACE = re.compile(r"^(?P<message>.*) \(at (?:line (?P<line>\d+), column \d+|end of document)\)$", re.DOTALL)


def load_languages(files: FileReader) -> Mapping[str, Language]:
    """Every language and register that a project can name, by tag; its own after the program's.

    Faults go to `files.problems`: `toml-syntax`, `missing-key`, `unknown-key`, `wrong-value`, and those of
    `text_file.decode`.
    """
    if not is_there(files.root / LANGUAGES_FILE):
        return dict(PROFILES)
    data = files.read(LANGUAGES_FILE, Message("it holds the project's own languages"))
    document = _read(data, files.problems) if data is not None else None
    if document is None:
        return dict(PROFILES)
    languages, faults = make_languages(document.value, PROFILES)
    for fault in faults:
        message, hint = message_and_hint(fault.message)
        files.problems.error(fault.code, message, document.location(fault.path), hint)
    return languages


def _read(data: bytes, problems: Collector) -> YamlDocument | None:
    """The values of the file with their lines; None where it cannot be read."""
    try:
        text = decode(data, LANGUAGES_FILE)
    except ProblemsFound as found:
        problems.extend(found.diagnostics)
        return None
    try:
        return YamlDocument(LANGUAGES_FILE, tomllib.loads(text), _lines(text))
    except RecursionError:
        deep = Message("its values stand too deep in one another")
        problems.error("toml-syntax", deep, Location(LANGUAGES_FILE), Message("write them flat"))
        return None
    except tomllib.TOMLDecodeError as fault:
        place = _PLACE.match(str(fault))
        message = place["message"] if place else str(fault)
        line = int(place["line"]) if place and place["line"] else text.count("\n") + 1
        reason = message[:1].lower() + message[1:]
        message = Message("the file cannot be read: {reason}", reason=reason)
        problems.error(
            "toml-syntax", message, Location(LANGUAGES_FILE, line), Message("see toml.io for how values are written")
        )
        return None


def _lines(text: str) -> dict[KeyPath, int]:
    """The line of each table and key. `tomllib` does not give lines, and the format nests no deeper than this finds."""
    lines: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for number, line in enumerate(text.split("\n"), 1):
        if _TABLE.match(line):
            table = _steps(line)
            for depth in range(1, len(table) + 1):
                lines.setdefault(table[:depth], number)
        elif key := _KEY.match(line):
            lines.setdefault((*table, *key[1].split(".")), number)
    return lines


def _steps(header: str) -> KeyPath:
    """The keys that the header of a table leads through."""
    steps: list[str] = []
    here = tomllib.loads(header)
    while here:
        ((step, here),) = here.items()
        steps.append(step)
    return tuple(steps)
