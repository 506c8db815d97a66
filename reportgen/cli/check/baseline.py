"""Reads and writes a baseline: a file with the fingerprints of findings that are not to be reported any more.

A fingerprint is made of what was found and of its keys in the file, not of a line or a position in a list, so a
finding has the same one after lines were added above it or its item was moved.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence

from reportgen.diagnostics import Diagnostic, Message

VERSION = 1
_POSITION = re.compile(r" \d+\b")
_LINE = re.compile(r"(?<=\.csv|yaml):\d+")


def fingerprints(diagnostics: Sequence[Diagnostic]) -> list[str]:
    """The fingerprint of each diagnostic; the second of two that are alike ends in `-2`, and so on."""
    seen: Counter[str] = Counter()
    found = []
    for diagnostic in diagnostics:
        fingerprint = _fingerprint(diagnostic)
        seen[fingerprint] += 1
        found.append(fingerprint if seen[fingerprint] == 1 else f"{fingerprint}-{seen[fingerprint]}")
    return found


def new_findings(diagnostics: Sequence[Diagnostic], known: frozenset[str]) -> list[Diagnostic]:
    """The diagnostics whose fingerprints are not `known`; of several alike, as many are left out as are known."""
    return [
        one for one, fingerprint in zip(diagnostics, fingerprints(diagnostics), strict=True) if fingerprint not in known
    ]


def write_baseline(diagnostics: Sequence[Diagnostic]) -> bytes:
    """The text of a baseline: JSON, one finding a line, in the order of its fingerprints."""
    entries = {
        fingerprint: {"code": one.code, "path": one.location.path, "message": one.message}
        for one, fingerprint in zip(diagnostics, fingerprints(diagnostics), strict=True)
    }
    lines = [f"    {json.dumps(key)}: {json.dumps(entries[key], ensure_ascii=False)}" for key in sorted(entries)]
    body = ",\n".join(lines)
    return f'{{\n  "version": {VERSION},\n  "findings": {{\n{body}\n  }}\n}}\n'.encode()


def read_baseline(data: bytes) -> frozenset[str]:
    """The fingerprints of a baseline; raises `ValueError` with what is wrong with it."""
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        raise ValueError(Message("it is not JSON")) from None
    known = content.get("findings") if isinstance(content, dict) else None
    if not isinstance(known, dict) or content.get("version") != VERSION:
        raise ValueError(Message("it is no baseline of this version"))
    return frozenset(known)


def _fingerprint(diagnostic: Diagnostic) -> str:
    from reportgen.office.markup.steps import position  # not where there is nothing to report

    place = [_POSITION.sub("", position(step)) for step in diagnostic.location.steps]
    parts = [diagnostic.code, diagnostic.location.path, *place, _LINE.sub("", diagnostic.message)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
