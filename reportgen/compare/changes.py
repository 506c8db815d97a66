"""What differs between two meetings, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.model.content import Agreement, Figure, KeyPath, Milestone, Sector, Text
from reportgen.model.glossary import Term

GLOSSARY = "glossary"
MEETING = "meeting"
"""What stands in place of a sector's id where a change is about none."""

STEPS = "steps"
"""The part of a change that says what has become of a step."""

AHEAD, CHANGED, DONE, GONE, NEW, OPEN = "ahead", "changed", "done", "gone", "new", "open"
"""What a change may say, beside the states of a follow-up.

A step is `ahead` where it is one again, `open` where nobody has said yet what has become of it.
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of one of the meetings: the path to it in its file, and its value, a model or a term."""

    path: KeyPath
    value: Any


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: what has happened to an entry, in which `part` of the content.

    `place` is the id of a sector, `MEETING` or `GLOSSARY`. Of an entry that says something else, `field` is what; then
    the values stand in `before` and `after`, which are None where there is none. A `guess` rests on alike words alone.
    """

    what: str
    place: str
    part: str
    earlier: Entry | None
    later: Entry | None
    field: str = ""
    before: Any = None
    after: Any = None
    guess: bool = False

    @property
    def entry(self) -> Entry:
        """The entry as it was, or what is new."""
        entry = self.earlier or self.later
        assert entry is not None
        return entry

    @property
    def name(self) -> Text | str:
        """What people call the entry."""
        return name_of(self.entry.value)

    @property
    def id(self) -> str:
        """The id of the entry; empty where it has none."""
        return getattr(self.entry.value, "id", None) or ""

    @property
    def then(self) -> Any:
        """What was said: the value before or, of a whole entry, what it says; None where nothing was."""
        return self.before if self.field else _said_by(self.earlier)

    @property
    def now(self) -> Any:
        """What is said now: of a step what has been done, of others as `then`."""
        return self.after if self.field or self.part == STEPS else _said_by(self.later)

    def plain(self) -> dict[str, Any]:
        """The change as data that JSON can hold; texts by language."""
        return {
            "what": self.what,
            "sector": "" if self.place in (MEETING, GLOSSARY) else self.place,
            "part": self.part,
            "id": self.id,
            "name": _plain(self.name),
            "field": self.field,
            "before": _plain(self.then),
            "after": _plain(self.now),
            "guess": self.guess,
        }


_NAMES = ("lead", "document", "label", "title")
"""The fields that people call an entry by, the first that it has."""


def name_of(value: Any) -> Text | str:
    """What people call an entry: a text, or the id of a term."""
    found = next((getattr(value, name) for name in _NAMES if hasattr(value, name)), None)
    return found if found is not None else Text.model_construct(dict(value.names))


def _said_by(entry: Entry | None) -> Any:
    """What an entry says, beside its name."""
    match entry.value if entry else None:
        case None | Term():
            return None
        case Agreement() | Milestone() as dated:
            return dated.date
        case Figure() as figure:
            return number_of(figure)
        case Sector() as sector:
            return sector.headline
        case said:
            return said.text


_NUMBER = ("value", "to", "currency", "percent", "qualifier")


def number_of(figure: Figure) -> dict[str, Any]:
    """The number of a figure with all that belongs to it, which is compared as one."""
    return {name: value for name in _NUMBER if (value := getattr(figure, name)) not in (None, False)}


def by_language(value: Any) -> Mapping[str, str]:
    """The wordings of a text, or the names of a term; nothing for what is the same in all languages."""
    return value.root if isinstance(value, Text) else {}


def _plain(value: Any) -> Any:
    match value:
        case None | bool() | str():
            return value
        case Text():
            return dict(value.root)
        case dict():
            return {key: _plain(one) for key, one in value.items()}
        case tuple():
            return [_plain(one) for one in value]
    return str(value)
