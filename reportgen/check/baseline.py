"""Fingerprints of findings, and the baseline: the findings of a day, which are reported no more.

A fingerprint stands for what was found and where in the structure, not for a line or a position in a
list, so a finding is known again after lines were put above it or its item was moved.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence

from reportgen.diagnostics import Diagnostic

VERSION = 1
_POSITION = re.compile(r" \d+\b")
_LINE = re.compile(r"(?<=\.csv|yaml):\d+")


def fingerprints(diagnostics: Sequence[Diagnostic]) -> list[str]:
    """The fingerprint of each diagnostic; the second of two that are alike ends in `-2`, and so on."""
    seen: Counter[str] = Counter()
    found = []
    for diagnostic in diagnostics:
        print_of = _fingerprint(diagnostic)
        seen[print_of] += 1
        found.append(print_of if seen[print_of] == 1 else f"{print_of}-{seen[print_of]}")
    return found


def new_findings(diagnostics: Sequence[Diagnostic], known: frozenset[str]) -> list[Diagnostic]:
    """The diagnostics that a baseline does not know; of several alike, as many as were known are taken out."""
    return [one for one, print_of in zip(diagnostics, fingerprints(diagnostics), strict=True) if print_of not in known]


def write_baseline(diagnostics: Sequence[Diagnostic]) -> str:
    """The text of a baseline: JSON, one finding a line, in the order of its fingerprints."""
    entries = {
        print_of: {"code": one.code, "path": one.location.path, "message": one.message}
        for one, print_of in zip(diagnostics, fingerprints(diagnostics), strict=True)
    }
    lines = [f"    {json.dumps(key)}: {json.dumps(entries[key], ensure_ascii=False)}" for key in sorted(entries)]
    body = ",\n".join(lines)
    return f'{{\n  "version": {VERSION},\n  "findings": {{\n{body}\n  }}\n}}\n'


def read_baseline(text: str) -> frozenset[str]:
    """The fingerprints of a baseline; raises `ValueError` with what is wrong with it."""
    try:
        content = json.loads(text)
    except ValueError as error:
        raise ValueError(f"it is not JSON ({error})") from None
    known = content.get("findings") if isinstance(content, dict) else None
    if not isinstance(known, dict) or content.get("version") != VERSION:
        raise ValueError("it is no baseline of this version")
    return frozenset(known)


def _fingerprint(diagnostic: Diagnostic) -> str:
    place = [_POSITION.sub("", step) for step in diagnostic.location.steps]
    parts = [diagnostic.code, diagnostic.location.path, *place, _LINE.sub("", diagnostic.message)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
