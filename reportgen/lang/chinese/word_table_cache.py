"""Keeps tables of words, so that a converter starts quickly in every later process.

The key of an entry is a digest of everything that the table is made from, so a stale entry is never read.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import marshal
import sys
from pathlib import Path

from reportgen.lang.chinese.false_matches import false_matches
from reportgen.lang.chinese.spelling import exempt_words, word_fixes
from reportgen.lang.chinese.words import WordTable, word_table
from reportgen.model.glossary import Glossary
from reportgen.model.language import Language
from reportgen.records.cache import Cache
from reportgen.version import __version__

_FORMAT_VERSION = 2
"""Raise it when `words.word_table` makes another table of the same words within one version of the program."""

_FIELDS = tuple(field.name for field in dataclasses.fields(WordTable))


def cached_table(glossary: Glossary, source: Language, target: Language, scope: str, folder: Path | None) -> WordTable:
    """Return the table of words for a direction: kept in the cache in `folder`, or else made and kept there.

    Without a folder, or with one that cannot be read or written, it is made each time.
    """
    if folder is None:
        return word_table(glossary, source, target, scope)
    cache, key = Cache("words", folder), table_key(glossary, source, target, scope)
    data = cache.read(key)
    if data is not None:
        return WordTable(*marshal.loads(data))
    table = word_table(glossary, source, target, scope)
    cache.write(key, marshal.dumps(tuple(getattr(table, field) for field in _FIELDS)))
    return table


def table_key(glossary: Glossary, source: Language, target: Language, scope: str) -> str:
    """A digest of what a table is made from: names, rules, built-in words, the program, and Python's character sets.

    Where it is the same, a text is converted alike.
    """
    chinese = target.chinese
    spelling = chinese.spelling if chinese else ""
    made_from = [
        [__version__, str(_FORMAT_VERSION), *_FIELDS, sys.version, source.script, target.script, spelling, scope],
        chinese.steps if chinese else (),
        [text for pair in word_fixes(spelling).items() for text in pair],
        [*exempt_words(spelling), *false_matches(spelling)],
        [text for rule in glossary.vocabulary for text in (rule.hant, rule.hans, rule.direction)],
        [text for rule in glossary.vocabulary for text in (*rule.scope, *rule.not_in)],
        [f"{rule.convert} {len(rule.scope)} {len(rule.not_in)}" for rule in glossary.vocabulary],
    ]
    digest = hashlib.sha256(json.dumps(made_from, ensure_ascii=False).encode("utf-8", "surrogatepass"))
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
