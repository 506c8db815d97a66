"""What differs between two meetings: `compare`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from reportgen.compare.changes import (
    AHEAD,
    CHANGED,
    DONE,
    GLOSSARY,
    GONE,
    MEETING,
    NEW,
    OPEN,
    STEPS,
    Change,
    Entry,
    number_of,
)
from reportgen.compare.matching import Pair, nearest, pairs
from reportgen.model.content import FollowUp, Sector, Text
from reportgen.model.inspection import walk
from reportgen.model.meeting import Meeting
from reportgen.project.load import Project

PARTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "takeaways": ("lead", "text"),
        "progress": ("aspect", "lead", "text", "note", "by"),
        "next_steps": ("aspect", "lead", "text", "note", "by", "due"),
        "agreements": ("document", "kind", "parties", "date", "purpose"),
        "figures": ("value", "label", "unit", "as_of"),
        "milestones": ("date", "lead", "text"),
        "statements": ("who", "lead", "text", "note"),
    }
)
"""A list of a sector, or of the meeting → what of its entries is compared."""

_OF_ONE_MEETING = ("takeaways",)
"""The lists that are compared between two states of one meeting alone: another meeting has others."""
_PACK = ("title", "headline", "summary")
_MEETING = ("title", "date", "place", "chairs", "attendees")


def compare(before: Project, after: Project) -> tuple[Change, ...]:
    """What differs between an earlier meeting and a later one: the meeting, its sectors, the names of the glossary.

    Between two states of one meeting, whose date is the same, steps are compared like all else, and so is the wording
    of slides; between two meetings, each step of the earlier one has a change that says what has become of it.
    """
    return tuple(_compared(before, after))


def _compared(before: Project, after: Project) -> Iterator[Change]:
    whole = Entry((), before.meeting), Entry((), after.meeting)
    yield from _changed(MEETING, MEETING, *whole, _MEETING)
    is_next = before.meeting.date != after.meeting.date
    yield from _lists(MEETING, before.meeting, after.meeting, ("statements",), is_next)
    if not is_next:
        yield from _wordings(MEETING, MEETING, *whole)
    for sector_id in dict.fromkeys((*after.meeting.sectors, *before.meeting.sectors)):
        earlier, later = before.sectors.get(sector_id), after.sectors.get(sector_id)
        if earlier is None or later is None:
            yield _one_sided(sector_id, "sectors", _root(earlier), _root(later))
            steps = _entries(earlier, "next_steps") if earlier and is_next else ()
            yield from (Change(GONE, sector_id, STEPS, step, None) for step in steps)
        else:
            yield from _sector(sector_id, earlier, later, is_next)
    yield from _names(before, after)


def _root(sector: Sector | None) -> Entry | None:
    return Entry((), sector) if sector else None


def _sector(sector_id: str, earlier: Sector, later: Sector, is_next: bool) -> Iterator[Change]:
    whole = Entry((), earlier), Entry((), later)
    yield from _changed(sector_id, "sectors", *whole, _PACK)
    parts = [part for part in PARTS if hasattr(later, part)]
    if is_next:
        yield from _steps(sector_id, earlier, later)
        parts = [part for part in parts if part not in _OF_ONE_MEETING]
    else:
        yield from _wordings(sector_id, "sectors", *whole)
    yield from _lists(sector_id, earlier, later, parts, is_next)


def _steps(sector_id: str, earlier: Sector, later: Sector) -> Iterator[Change]:
    """What has become of each step of the earlier meeting, and what is new beside them."""
    told = _entries(later, "follow_up")
    for step in _entries(earlier, "next_steps"):
        follow_up = next((one for one in told if one.value.of and one.value.of == step.value.id), None)
        found = Pair(step, follow_up) if follow_up else nearest(step, [one for one in told if not one.value.of])
        if found and found.later:
            told.remove(found.later)
            yield _told(sector_id, step, found.later, found.guess)
        else:
            yield _untold(sector_id, step, later)
    yield from (_told(sector_id, None, entry, False) for entry in told)


def _told(sector_id: str, step: Entry | None, follow_up: Entry, guess: bool) -> Change:
    """What a follow-up says of a step."""
    value: FollowUp = follow_up.value
    said = value.outcome or (None if step else value.text)
    return Change(value.state or OPEN, sector_id, STEPS, step, follow_up, after=said, guess=guess)


def _untold(sector_id: str, step: Entry, later: Sector) -> Change:
    """What has become of a step that no follow-up speaks of: it is a step again, it is told as done, or it is gone."""
    again = nearest(step, _entries(later, "next_steps"))
    if again and again.later:
        return Change(AHEAD, sector_id, STEPS, step, again.later, after=again.later.value.text, guess=again.guess)
    reached = [one for one in _entries(later, "milestones") if one.value.status == DONE]
    done = nearest(step, [*_entries(later, "progress"), *reached])
    if done and done.later:
        return Change(DONE, sector_id, STEPS, step, done.later, after=done.later.value.text, guess=done.guess)
    return Change(GONE, sector_id, STEPS, step, None)


def _lists(
    place: str, earlier: Meeting | Sector, later: Meeting | Sector, parts: Sequence[str], is_next: bool
) -> Iterator[Change]:
    """What differs in lists; of an earlier meeting (`is_next`) nothing is gone that stays true or is told as a step."""
    for part in parts:
        for one, other, guess in pairs(_entries(earlier, part), _entries(later, part)):
            if one and other:
                yield from _changed(place, part, one, other, PARTS[part], guess)
            elif other or not (is_next and _is_past(part, one)):
                yield _one_sided(place, part, one, other)


def _is_past(part: str, entry: Entry | None) -> bool:
    """Whether an entry of an earlier meeting need not come again: what was reported, signed or reached, and steps."""
    return part != "figures" and (part != "milestones" or getattr(entry and entry.value, "status", "") == DONE)


def _entries(owner: Meeting | Sector, part: str) -> list[Entry]:
    return [Entry((part, index), value) for index, value in enumerate(getattr(owner, part))]


def _one_sided(place: str, part: str, earlier: Entry | None, later: Entry | None) -> Change:
    return Change(GONE if later is None else NEW, place, part, earlier, later)


def _changed(
    place: str, part: str, earlier: Entry, later: Entry, fields: Sequence[str], guess: bool = False
) -> Iterator[Change]:
    """The fields in which two entries differ; a milestone that has been reached since is `done`, whatever its date."""
    reached = part == "milestones" and (earlier.value.status, later.value.status) == ("planned", DONE)
    for field in fields:
        before, after = _value(earlier.value, field), _value(later.value, field)
        if reached and field == "date":
            yield Change(DONE, place, part, earlier, later, field, before, after, guess)
        elif before != after:
            yield Change(CHANGED, place, part, earlier, later, field, before, after, guess)


def _wordings(place: str, part: str, earlier: Entry, later: Entry) -> Iterator[Change]:
    """The texts further down in a meeting or a sector that differ, such as the headlines of slides, by their keys."""
    old, new = (
        {path: text for path, text in walk(owner.value) if isinstance(text, Text) and path[1:] and path[0] not in PARTS}
        for owner in (earlier, later)
    )
    for path in dict.fromkeys((*new, *old)):
        before, after = old.get(path), new.get(path)
        if before != after:
            yield Change(CHANGED, place, part, earlier, later, " › ".join(map(str, path)), before, after)


def _value(entry: Any, field: str) -> Any:
    """What an entry has in a field; the number of a figure with all that belongs to it."""
    return number_of(entry) if field == "value" else getattr(entry, field)


def _names(before: Project, after: Project) -> Iterator[Change]:
    """What differs in the names of the glossary."""
    old, new = before.glossary.terms, after.glossary.terms
    for term_id in dict.fromkeys((*new, *old)):
        earlier, later = (Entry((term_id,), one[term_id]) if term_id in one else None for one in (old, new))
        if earlier is None or later is None:
            yield _one_sided(GLOSSARY, "terms", earlier, later)
            continue
        for field in ("names", "shorts"):
            was, now = (Text.model_construct(dict(getattr(entry.value, field))) for entry in (earlier, later))
            if was != now:
                yield Change(CHANGED, GLOSSARY, "terms", earlier, later, field, was, now)
