"""Reads and writes `content/approvals.yaml`, which records the English that each Chinese text was signed off against.

A translator signs off a pair: this Chinese for that English. The file has a fingerprint of both under the keys that
lead to the text. Positions in lists are left out, so the approval stays when an item is moved, or another put before
it.

    finance:
      zh-Hant:
        takeaways/lead:
          2f1d5a0c9b7e: 8c41e0aa31d2

One Chinese wording can be right for several English ones under the same keys; their fingerprints then stand on one
line, with a space between them. Where it is known who signed and when, the line says so for each of them:

          2f1d5a0c9b7e: {8c41e0aa31d2: 2026-11-29 Chan Tai Man}
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from reportgen.diagnostics import Collector, Message
from reportgen.model import content
from reportgen.model.language import LANGUAGES
from reportgen.project.files import FileReader
from reportgen.project.places import APPROVALS_FILE, is_there
from reportgen.project.validation import read_document, validate
from reportgen.project.yaml_reader import YamlDocument

_HEADER = """\
# Written by `reportgen approve`: which English each Chinese text was signed off against.
# Not to be edited; where two people's changes meet, keep the lines of both.
"""
_DIGITS = 12
_FINGERPRINT = re.compile(r"[0-9a-f]{12}")
_SIGNATURE = re.compile(r"(\d{4}-\d{2}-\d{2}) (\S.*)")


class Pair(NamedTuple):
    """A translation and its English, with the file's key, the language's tag and the keys (`path_of_keys`)."""

    file_key: str
    tag: str
    key_path: str
    wording: str
    english: str


class Signature(NamedTuple):
    """Who signed a text off, and on which day."""

    name: str
    day: date


class _File(content.FrozenRoot[dict[str, dict[str, dict[str, dict[str, str | dict[str, str]]]]]]):
    """`content/approvals.yaml`."""


Key = tuple[str, str, str, str]
"""File's key, tag, keys that lead to the text, fingerprint of the translation."""


@dataclass(frozen=True, slots=True)
class Approvals:
    """The signed-off pairs: `Key` → English → who signed.

    The English is there by its fingerprint; nobody is named where `approve` was not told who signs.
    """

    signed: Mapping[Key, Mapping[str, Signature | None]] = field(default_factory=dict)

    def english_of(self, pair: Pair) -> Collection[str]:
        """The fingerprints of the English that this translation was signed off against; none if never."""
        return self.signed.get(_key(pair), {})

    def covers(self, pair: Pair) -> bool:
        """Whether the translation was signed off against just this English."""
        return fingerprint(pair.english) in self.english_of(pair)

    def signature_of(self, pair: Pair) -> Signature | None:
        """Who signed the translation off against just this English, where that is known."""
        return self.signed.get(_key(pair), {}).get(fingerprint(pair.english))

    def with_pairs(self, pairs: Iterable[Pair], signature: Signature | None = None) -> Approvals:
        """These approvals and the `pairs`; whoever has signed one of them before stays, unless somebody signs anew."""
        signed = dict(self.signed)
        for pair in pairs:
            key = _key(pair)
            signed[key] = {**signed.get(key, {}), fingerprint(pair.english): signature or self.signature_of(pair)}
        return Approvals(signed)

    def without(self, pairs: Iterable[Pair]) -> Approvals:
        """These approvals, but the `pairs` are not signed off any more."""
        signed = dict(self.signed)
        for pair in pairs:
            key, withdrawn = _key(pair), fingerprint(pair.english)
            rest = {digits: by for digits, by in signed.pop(key, {}).items() if digits != withdrawn}
            if rest:
                signed[key] = rest
        return Approvals(signed)

    def restricted(self, pairs: Iterable[Pair], renewed: Iterable[tuple[str, str]]) -> Approvals:
        """These approvals, but those of the `renewed` (file's key, language) only where they cover one of the `pairs`.

        What was signed and is no longer written goes, so that the file does not grow with every change.
        """
        replaced = set(renewed)
        others = Approvals({key: english for key, english in self.signed.items() if key[:2] not in replaced})
        kept: dict[Key, dict[str, Signature | None]] = {}
        for pair in pairs:
            if self.covers(pair):
                kept.setdefault(_key(pair), {})[fingerprint(pair.english)] = self.signature_of(pair)
        return Approvals({**others.signed, **kept})


def fingerprint(wording: str) -> str:
    """Twelve hexadecimal digits of a wording's SHA-256; how its lines are broken does not count."""
    return hashlib.sha256(" ".join(wording.split()).encode()).hexdigest()[:_DIGITS]


def path_of_keys(path: content.KeyPath) -> str:
    """The keys of a path without the positions in lists: `takeaways/lead`."""
    return "/".join(step for step in path if isinstance(step, str))


def load_approvals(root: Path, problems: Collector, languages: Collection[str] = LANGUAGES) -> Approvals:
    """The approvals of the project in the folder `root`; none where nothing was signed off."""
    if not is_there(root / APPROVALS_FILE):
        return Approvals()
    document = read_document(FileReader(root, problems), APPROVALS_FILE, Message("'reportgen approve' writes it"))
    model = validate(_File, document, problems) if document else None
    return _approvals(model, document, problems, languages) if document and model else Approvals()


def write_approvals(approvals: Approvals) -> str:
    """The text of the file, in alphabetical order, one pair a line."""
    lines = [_HEADER]
    above: tuple[str, ...] = ()
    for key, english in sorted(approvals.signed.items()):
        for depth, step in enumerate(key[:3]):
            if above[: depth + 1] != key[: depth + 1]:
                lines.append(f"{'  ' * depth}{step}:\n")
        above = key
        lines.append(f'      "{key[3]}": {_line(english)}\n')
    return "".join(lines if approvals.signed else [_HEADER, "{}\n"])  # a file that says nothing is a fault


def _line(english: Mapping[str, Signature | None]) -> str:
    """The English that a translation was signed off against, as it stands behind the translation's fingerprint."""
    if not any(english.values()):
        return f'"{" ".join(sorted(english))}"'
    signed = {digits: f"{by.day.isoformat()} {by.name}" if by else "" for digits, by in sorted(english.items())}
    return "{" + ", ".join(f'"{digits}": {json.dumps(by, ensure_ascii=False)}' for digits, by in signed.items()) + "}"


def _key(pair: Pair) -> Key:
    return pair.file_key, pair.tag, pair.key_path, fingerprint(pair.wording)


def _approvals(model: _File, document: YamlDocument, problems: Collector, known: Collection[str]) -> Approvals:
    signed: dict[Key, Mapping[str, Signature | None]] = {}
    for file_key, languages in model.root.items():
        for tag, key_paths in languages.items():
            if tag not in known:
                location = document.location((file_key, tag))
                hint = Message("use one of {known}", known=[*known])
                problems.error("wrong-value", Message("'{tag}' is not a language", tag=tag), location, hint)
            for key_path, pairs in key_paths.items():
                for wording, english in pairs.items():
                    try:
                        signed[file_key, tag, key_path, wording] = _read_line(wording, english)
                    except ValueError as fault:
                        location = document.location((file_key, tag, key_path, wording))
                        problems.error(
                            "wrong-value", str(fault), location, Message("let 'reportgen approve' write the file")
                        )
    return Approvals(signed)


def _read_line(wording: str, english: str | Mapping[str, str]) -> dict[str, Signature | None]:
    """The English behind a translation's fingerprint, with who signed; raises `ValueError`."""
    signed = dict.fromkeys(english.split(), "") if isinstance(english, str) else english
    for digits in (wording, *signed):
        if not _FINGERPRINT.fullmatch(digits):
            raise ValueError(Message("'{digits}' is not a fingerprint", digits=digits))
    return {digits: _read_signature(by) for digits, by in signed.items()}


def _read_signature(text: str) -> Signature | None:
    found = _SIGNATURE.fullmatch(text)
    with contextlib.suppress(ValueError):  # a day that no month has
        if found or not text:
            return Signature(found[2], date.fromisoformat(found[1])) if found else None
    raise ValueError(Message("'{text}' is not a day and a name", text=text))
