"""The wording of statements that arrange the copies of a shape: `{%shape row in "Frame" %}`, `{%shape along … %}`."""

from __future__ import annotations

import re

from reportgen.diagnostics import Message
from reportgen.template.syntax.tags import Tag, straight_quotes

_SHARED = re.compile(
    r'(?P<kind>row|column|grid)(?:\s+(?P<columns>[1-9]\d?))?(?:\s+in\s+"(?P<frame>[^"]+)")?'
    r"(?:\s+gap\s+(?P<gap>\d+(?:\.\d+)?))?(?P<keep>\s+keep)?"
)
_ALONG = re.compile(
    r'(?P<kind>along)\s+"(?P<frame>[^"]+)"\s+from\s+(?P<start>.+?)(?:\s+to\s+(?P<end>.+?))?(?:\s+down\s+(?P<down>.+))?'
)
USAGE = Message(
    'write it like {%shape row %}, {%shape grid 3 in "Frame" gap 12 %}, {%shape column keep %} '
    'or {%shape along "Frame" from date.start to date.end %}'
)


def arrangement_wording(tag: Tag) -> re.Match[str] | None:
    """The words of an arrangement by what they say (`kind`, `frame` …), or None where it cannot be read."""
    inside = straight_quotes(tag.inside).strip()
    found = _SHARED.fullmatch(inside) or _ALONG.fullmatch(inside)
    return None if found and found.groupdict().get("columns") and found["kind"] != "grid" else found


def ends_along(wording: re.Match[str]) -> str:
    """The expression for where a copy begins and ends along a line, and how far down it stands."""
    return f"({wording['start']}, {wording['end'] or 'none'}, {wording['down'] or 'none'})"
