"""Reads and writes `content/approvals.yaml`, which records the English that each Chinese text was signed off against.

A translator signs off a pair: this Chinese for that English. The file has a fingerprint of both under the keys that
lead to the text. Positions in lists are left out, so the approval stays when an item is moved, or another put before
it.

    finance:
      zh-Hant:
        takeaways/lead:
          2f1d5a0c9b7e: 8c41e0aa31d2

One Chinese wording can be right for several English ones under the same keys; their fingerprints then stand on one
line, with a space between them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from reportgen.diagnostics import Collector
from reportgen.model import content
from reportgen.model.language import LANGUAGES
from reportgen.project.files import FileReader
from reportgen.project.places import APPROVALS_FILE
from reportgen.project.validation import read_document, validate
from reportgen.project.yaml_reader import YamlDocument

_HEADER = """\
# Written by `reportgen approve`: which English each Chinese text was signed off against.
# Not to be edited; where two people's changes meet, keep the lines of both.
"""
_DIGITS = 12
_FINGERPRINT = re.compile(r"[0-9a-f]{12}")


class Pair(NamedTuple):
    """A translation and its English, with the file's key, the language's tag and the keys (`path_of_keys`)."""

    file_key: str
    tag: str
    key_path: str
    wording: str
    english: str


class _File(content.FrozenRoot[dict[str, dict[str, dict[str, dict[str, str]]]]]):
    """`content/approvals.yaml`."""


@dataclass(frozen=True, slots=True)
class Approvals:
    """The signed-off pairs: (file's key, tag, keys, fingerprint of the translation) → fingerprints of the English."""

    signed: Mapping[tuple[str, str, str, str], frozenset[str]] = field(default_factory=dict)

    def english_of(self, pair: Pair) -> frozenset[str]:
        """The fingerprints of the English that this translation was signed off against; none if never."""
        return self.signed.get(_key(pair), frozenset())

    def covers(self, pair: Pair) -> bool:
        """Whether the translation was signed off against just this English."""
        return fingerprint(pair.english) in self.english_of(pair)

    def with_pairs(self, pairs: Iterable[Pair], renewed: Iterable[tuple[str, str]]) -> Approvals:
        """These approvals, but those of the `renewed` (file's key, language) are now the `pairs`, and no others."""
        replaced = set(renewed)
        signed = {key: english for key, english in self.signed.items() if key[:2] not in replaced}
        for pair in pairs:
            key = _key(pair)
            signed[key] = signed.get(key, frozenset()) | {fingerprint(pair.english)}
        return Approvals(signed)


def fingerprint(wording: str) -> str:
    """Twelve hexadecimal digits of a wording's SHA-256; how its lines are broken does not count."""
    return hashlib.sha256(" ".join(wording.split()).encode()).hexdigest()[:_DIGITS]


def path_of_keys(path: content.KeyPath) -> str:
    """The keys of a path without the positions in lists: `takeaways/lead`."""
    return "/".join(step for step in path if isinstance(step, str))


def load_approvals(root: Path, problems: Collector, languages: Collection[str] = LANGUAGES) -> Approvals:
    """The approvals of the project in the folder `root`; none where nothing was signed off."""
    if not (root / APPROVALS_FILE).exists():
        return Approvals()
    document = read_document(FileReader(root, problems), APPROVALS_FILE, "'reportgen approve' writes it")
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
        lines.append(f'      "{key[3]}": "{" ".join(sorted(english))}"\n')
    return "".join(lines)


def _key(pair: Pair) -> tuple[str, str, str, str]:
    return pair.file_key, pair.tag, pair.key_path, fingerprint(pair.wording)


def _approvals(model: _File, document: YamlDocument, problems: Collector, known: Collection[str]) -> Approvals:
    signed: dict[tuple[str, str, str, str], frozenset[str]] = {}
    for file_key, languages in model.root.items():
        for tag, key_paths in languages.items():
            if tag not in known:
                location = document.location((file_key, tag))
                hint = f"use one of {', '.join(known)}"
                problems.error("wrong-value", f"'{tag}' is not a language", location, hint)
            for key_path, pairs in key_paths.items():
                for wording, english in pairs.items():
                    bad = [word for word in (wording, *english.split()) if not _FINGERPRINT.fullmatch(word)]
                    if bad:
                        location = document.location((file_key, tag, key_path, wording))
                        hint = "let 'reportgen approve' write the file"
                        problems.error("wrong-value", f"'{bad[0]}' is not a fingerprint", location, hint)
                    signed[file_key, tag, key_path, wording] = frozenset(english.split())
    return Approvals(signed)
