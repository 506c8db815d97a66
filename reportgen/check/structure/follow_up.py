"""Rules about what a later meeting needs: ids that name one entry each, and what is still to be written."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.nodes import CheckedFile, ContentNode
from reportgen.check.registry import Finding, rule
from reportgen.check.run import UNWRITTEN
from reportgen.diagnostics import Message, Severity
from reportgen.model.content import FollowUp, Sector
from reportgen.model.meeting import Meeting, Overview


@rule("duplicate-entry-id", Severity.ERROR)
def duplicate_entry_id(file: CheckedFile) -> Iterator[Finding]:
    """Two entries of a file have the same `id`.

    Why: the next meeting, and `reportgen diff`, could not tell which of them is meant.

    For example:
        next_steps:
          - {id: night-ferry, lead: …}
          - {id: night-ferry, lead: …}

    Instead:
        next_steps:
          - {id: night-ferry, lead: …}
          - {id: second-pier, lead: …}
    """
    seen: set[str] = set()
    for node in file.values:
        entry_id = getattr(node.value, "id", None) if node.path else None
        if entry_id in seen:
            yield Finding(
                file.location((*node.path, "id")),
                Message("another entry has the id '{entry_id}'", entry_id=entry_id),
                Message("give it its own"),
            )
        elif entry_id:
            seen.add(entry_id)


@rule(UNWRITTEN, Severity.WARNING)
def unwritten(file: CheckedFile) -> Iterator[Finding]:
    """Something that documents need is still empty, as `reportgen new meeting` leaves it.

    Why: slides and pages stand without it until somebody writes it. Nothing else keeps them from being built.

    For example:
        headline:
        follow_up:
          - {of: night-ferry, lead: …, text: …, state: }

    Instead:
        headline: {en: The night ferry runs}
        follow_up:
          - {of: night-ferry, lead: …, text: …, state: done, outcome: {en: The night ferry has run since July.}}
    """
    meeting = file.content
    if isinstance(meeting, Meeting) and meeting.previous and not meeting.date.is_known:
        yield Finding(
            file.location(("date",)), Message("'date' is still to be written"), Message("write the day of the meeting")
        )
    for node in file.values:
        if isinstance(node.value, Sector | Overview):
            for key in ("headline", "summary"):
                if getattr(node.value, key) is None:
                    yield _empty(node, key, Message("write it; README.md in content/ says how long it may be"))
        elif isinstance(node.value, FollowUp):
            if node.value.state is None:
                yield _empty(node, "state", Message("write done, under-way or dropped"))
            elif node.value.state == "done" and node.value.outcome is None:
                yield _empty(node, "outcome", Message("say in a sentence what has been done"))


def _empty(node: ContentNode, key: str, hint: str) -> Finding:
    return Finding(node.file.location((*node.path, key)), Message("'{key}' is still to be written", key=key), hint)
