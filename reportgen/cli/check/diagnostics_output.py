"""Formats diagnostics as SARIF and GitHub workflow commands."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from reportgen.cli.language import said
from reportgen.diagnostics import Message
from reportgen.files import read_file
from reportgen.version import __version__

if TYPE_CHECKING:
    from reportgen.diagnostics import Diagnostic, Location


class Format(StrEnum):
    """What `check --format` takes."""

    TEXT = "text"
    SARIF = "sarif"
    GITHUB = "github"


SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_QUOTED = re.compile(r"'([^']+)'")
"""Words of a file that a message quotes."""
FINGERPRINT = "reportgen/v1"
"""The name under which a SARIF result carries its fingerprint."""


class _Sources(dict[Path, list[str]]):
    """The lines of the text files that problems stand in, each read once; none of a file that is no text."""

    def __missing__(self, path: Path) -> list[str]:
        try:
            self[path] = read_file(path).decode("utf-8-sig").splitlines()
        except (OSError, ValueError):
            self[path] = []
        return self[path]


def as_github(diagnostics: Sequence[Diagnostic], root: Path | None) -> str:
    """GitHub's workflow commands, which annotate the lines of a pull request."""
    sources = _Sources()
    return "\n".join(_github(diagnostic, root, sources) for diagnostic in diagnostics)


def as_sarif(diagnostics: Sequence[Diagnostic], root: Path | None) -> str:
    """A SARIF 2.1.0 log with one run; all rules with their help pages, so that none is missing that fired.

    A rule's page is its `help`, and there is no `helpUri`: that is an absolute address (SARIF 2.1.0, 3.49.12), and the
    pages stand at none.
    """
    from reportgen.cli.check.baseline import fingerprints

    rules = _sarif_rules(diagnostics, root)
    numbers = {rule["id"]: number for number, rule in enumerate(rules)}
    sources = _Sources()
    results = [
        _sarif_result(one, fingerprint, numbers[one.code], root, sources)
        for one, fingerprint in zip(diagnostics, fingerprints(diagnostics), strict=True)
    ]
    driver = {"name": "reportgen", "version": __version__, "semanticVersion": _semantic(__version__), "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _github(diagnostic: Diagnostic, root: Path | None, sources: _Sources) -> str:
    properties = {"file": _shown_path(diagnostic.location, root), "title": diagnostic.code}
    if diagnostic.location.line:
        properties["line"] = str(diagnostic.location.line)
        start, end = _columns(diagnostic, root, sources)
        if end:
            properties |= {"col": str(start), "endColumn": str(end)}
    written = ",".join(f"{key}={_escape_property(value)}" for key, value in properties.items())
    steps = " › ".join(map(said, diagnostic.location.steps))
    message = "; ".join(said(part) for part in (diagnostic.message, diagnostic.hint) if part)
    return f"::{diagnostic.severity} {written}::{_escape(f'{steps}: {message}' if steps else message)}"


def _escape(text: str) -> str:
    """The message of a workflow command: it ends at the line."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    """A property of a workflow command: it ends at a comma or a double colon."""
    return _escape(text).replace(":", "%3A").replace(",", "%2C")


def _sarif_rules(diagnostics: Sequence[Diagnostic], root: Path | None) -> list[dict[str, Any]]:
    from reportgen.check import all_rules, help_pages
    from reportgen.project.load import settings_around

    settings = settings_around(root) if root else None
    pages, rules = help_pages(settings), all_rules(settings)
    codes = sorted({*rules, *(diagnostic.code for diagnostic in diagnostics)})
    found = []
    for code in codes:
        page = said(Message(pages.get(code, code)))
        summary = " ".join(page.split("\n\n")[0].split())
        page += f"\n\n`reportgen check --explain {code}`"
        level = str(rules[code].severity) if code in rules else "error"
        found.append(
            {
                "id": code,
                "name": "".join(word.capitalize() for word in code.split("-")),
                "shortDescription": {"text": summary},
                "fullDescription": {"text": summary},
                "help": {"text": page, "markdown": page},
                "defaultConfiguration": {
                    "level": level,
                    "enabled": code not in rules or not rules[code].off_by_default,
                },
            }
        )
    return found


def _sarif_result(
    diagnostic: Diagnostic, fingerprint: str, rule: int, root: Path | None, sources: _Sources
) -> dict[str, Any]:
    location = diagnostic.location
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(_shown_path(location, root))}}
    if location.line:
        start, end = _columns(diagnostic, root, sources)
        columns = {"startColumn": start, "endColumn": end} if end else {}
        physical["region"] = {"startLine": location.line, **columns}
    place: dict[str, Any] = {"physicalLocation": physical}
    if location.steps:
        place["logicalLocations"] = [{"fullyQualifiedName": " › ".join(map(said, location.steps))}]
    text = "; ".join(said(part) for part in (diagnostic.message, diagnostic.hint) if part)
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": rule,
        "level": str(diagnostic.severity),
        "message": {"text": text},
        "locations": [place],
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }


def _uri(path: str) -> str:
    """A path as SARIF wants it: relative to where the command was started, or with its scheme."""
    return Path(path).as_uri() if Path(path).is_absolute() else quote(path)


def _columns(diagnostic: Diagnostic, root: Path | None, sources: _Sources) -> tuple[int, int]:
    """Where in its line a problem stands: from which column, and before which; both 0 for a line that is not there.

    It is the one place of the first words that the message quotes; else all that stands in the line.
    """
    location = diagnostic.location
    lines = sources[root / location.path if root else Path(location.path)]
    line = lines[location.line - 1] if 0 < location.line <= len(lines) else ""
    quoted = next((words for words in _QUOTED.findall(diagnostic.message) if line.count(words) == 1), line.strip())
    start = line.find(quoted) + 1 if quoted else 0
    return start, start + len(quoted)


def _semantic(version: str) -> str:
    """The version as three numbers, which is what SARIF's field takes."""
    return ".".join([*version.split("+")[0].split("."), "0", "0"][:3])


def _shown_path(location: Location, root: Path | None) -> str:
    """The file from where the command was started, with `/`: there a repository's tools look for it."""
    path = Path(location.path)
    if root and not path.is_absolute():
        path = root.absolute() / path
        if path.is_relative_to(Path.cwd()):
            return path.relative_to(Path.cwd()).as_posix()
        return location.path
    return path.as_posix()
