"""Caches tables of words on disk, so that a converter starts quickly in every later process.

The name of an entry is a digest of everything that the table is made from, so a stale entry is never read. It begins
with a digest of the rest, so a damaged one is not read either. It holds strings and numbers; the folder must be the
user's own, like that of the compiled templates.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import marshal
import os
import sys
from pathlib import Path

from reportgen import __version__
from reportgen.lang.chinese.false_matches import false_matches
from reportgen.lang.chinese.spelling import exempt_words, word_fixes
from reportgen.lang.chinese.words import WordTable, word_table
from reportgen.model.glossary import Glossary
from reportgen.model.language import Language

_FORMAT_VERSION = 1
"""Raise it when `words.word_table` makes another table of the same words within one version of the program."""

_MOST_ENTRIES = 24
_DIGEST = hashlib.sha256
_FIELDS = tuple(field.name for field in dataclasses.fields(WordTable))


def cached_table(glossary: Glossary, source: Language, target: Language, scope: str, folder: Path | None) -> WordTable:
    """Return the table of words for a direction: read from the folder, or else made and stored there.

    Without a folder, or with one that cannot be read or written, it is made each time.
    """
    if folder is None:
        return word_table(glossary, source, target, scope)
    path = folder / f"{_name(glossary, source, target, scope)}.words"
    table = _read(path)
    if table is None:
        table = word_table(glossary, source, target, scope)
        _write(path, table)
    return table


def _name(glossary: Glossary, source: Language, target: Language, scope: str) -> str:
    """A digest of what a table is made from: names, rules, built-in words, the program, and Python's character sets."""
    chinese = target.chinese
    spelling = chinese.spelling if chinese else ""
    made_from = [
        [__version__, str(_FORMAT_VERSION), *_FIELDS, sys.version, source.script, target.script, spelling, scope],
        chinese.steps if chinese else (),
        [text for pair in word_fixes(spelling).items() for text in pair],
        [*exempt_words(spelling), *false_matches(spelling)],
        [text for rule in glossary.vocabulary for text in (rule.hant, rule.hans, rule.direction, *rule.scope)],
        [f"{rule.convert} {len(rule.scope)}" for rule in glossary.vocabulary],
    ]
    digest = _DIGEST(json.dumps(made_from, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    digest.update("\0".join(_names(glossary, source.column, target.column)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _names(glossary: Glossary, source: str, target: str) -> list[str]:
    """All that the table has of each term, a fixed number of strings; no name holds a NUL, which no file may hold."""
    terms = [(term.id, term.kind, term.names.get, term.shorts.get) for term in glossary]
    return [
        text
        for term_id, kind, name, short in terms
        for text in (term_id, kind, name(source, ""), name(target, ""), short(source, ""), short(target, ""))
    ]


def _read(path: Path) -> WordTable | None:
    """The table in a file; None where there is none, or a damaged one."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    size = _DIGEST().digest_size
    if _DIGEST(data[size:]).digest() != data[:size]:
        return None
    return WordTable(*marshal.loads(data[size:]))


def _write(path: Path, table: WordTable) -> None:
    """Write a table to a file atomically, and delete the oldest entries; do nothing where writing is not possible."""
    data = marshal.dumps(tuple(getattr(table, field) for field in _FIELDS))
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            temporary.write_bytes(_DIGEST(data).digest() + data)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        entries = sorted(path.parent.glob("*.words"), key=lambda entry: entry.stat().st_mtime)
        for entry in entries[:-_MOST_ENTRIES]:
            entry.unlink(missing_ok=True)
