"""Content that is no content: YAML and texts."""

from __future__ import annotations

from tests.faults.case import Case

MEETING, SECTOR = "content/meeting.yaml", "content/sectors/ferries.yaml"

CASES = (
    Case("nothing at all", code=0, changes=("out/*",)),
    Case("an empty meeting", {MEETING: ""}, says=(MEETING, "[")),
    Case("a key twice", edits={SECTOR: ("title:", "id: ferries\ntitle:")}, says=(f"{SECTOR}:2", "'id'")),
    Case("an unknown term", edits={SECTOR: ("[[board]]", "[[bord]]")}, says=(f"{SECTOR}:4", "[unknown-term]")),
)
