"""Findings that are kept from one run to the next, for each file of a project, under all that decides them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from reportgen.check.project import CheckedProject
from reportgen.check.registry import RawFinding, Rule
from reportgen.check.run import raw_findings
from reportgen.diagnostics import diagnostic_from_json, diagnostic_to_json
from reportgen.records.cache import Cache
from reportgen.records.program_key import program_key
from reportgen.records.questions import digest


def kept_findings(
    project: CheckedProject, active: Sequence[Rule[Any]], keys: Iterable[str | None],
    between: Callable[[], None] = lambda: None,
) -> list[RawFinding]:  # fmt: skip
    """What the rules find in some files of a project, and with None what those find that compare files.

    What did not change since an earlier run is not looked at. `between` is called before each file.
    """
    codes = [rule.code for rule in active]
    found: list[RawFinding] = []
    for key in keys:
        between()
        found += kept_or_found([key, codes, project.inputs(key)], partial(raw_findings, project, key, active))
    return found


def kept_or_found(made_from: object, find: Callable[[], list[RawFinding]]) -> list[RawFinding]:
    """The findings that are made from something, which becomes JSON: kept ones, or those that `find` finds."""
    cache = Cache("findings")
    name = digest(json.dumps([program_key(), made_from]).encode())
    kept = cache.read(name)
    if kept is not None:
        return [finding_from_json(one) for one in json.loads(kept)]
    found = find()
    cache.write(name, json.dumps([finding_to_json(one) for one in found]).encode())
    return found


def finding_to_json(raw: RawFinding) -> dict[str, Any]:
    """A finding as plain data."""
    languages = None if raw.languages is None else sorted(raw.languages)
    return {"diagnostic": diagnostic_to_json(raw.diagnostic), "subject": raw.subject, "languages": languages}


def finding_from_json(kept: dict[str, Any]) -> RawFinding:
    """The finding that `finding_to_json` has made plain."""
    languages = kept["languages"]
    diagnostic = diagnostic_from_json(kept["diagnostic"])
    return RawFinding(diagnostic, kept["subject"], None if languages is None else frozenset(languages))
