"""What printing one place remembers for the next: ids given out, texts to be said again, notes, pages of lists."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from reportgen.office.opc.image_files import PictureFile
from reportgen.template.runtime.pages import Paging


@dataclass(frozen=True, slots=True)
class Repetition:
    """A place whose text stands in another place too; `again` is for the second of the two."""

    group: str
    place: str
    again: bool


OWN_NOTE_ID = "rgNote"
"""The id of a note in its markup until it is given one."""


@dataclass(slots=True)
class NoteState:
    """The notes that one run has made: their markup by kind, and the last id given out, the template's at first."""

    last: dict[str, int] = field(default_factory=dict)
    markup: dict[str, list[str]] = field(default_factory=dict)

    def add(self, kind: str, markup: str) -> None:
        """Take a note in under a free id."""
        self.last[kind] += 1
        own = f'w:id="{self.last[kind]}"'
        self.markup.setdefault(kind, []).append(markup.replace(f'w:id="{OWN_NOTE_ID}"', own, 1))

    def finish(self, kind: str, markup: str) -> str:
        """A part for notes with those that were made."""
        head, end, tail = markup.rpartition("</w:")
        return head + "".join(self.markup.get(kind, ())) + end + tail


@dataclass(slots=True)
class RangeState:
    """What one render has given out: for each id of the template those of its copies, for each name those in use.

    `last` are the id and the name of the copy being written.
    """

    ids: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    last: dict[tuple[str, str], str] = field(default_factory=dict)

    def id_(self, kind: str, own: str, opens: bool, fresh: Callable[[], str]) -> str:
        """The id of a mark of a comment or bookmark; the first mark of a copy `opens` it."""
        given = self.ids.setdefault((kind, own), [])
        if opens or not given:
            given.append(fresh() if given else own)
        return given[-1]

    def name(self, own: str) -> str:
        """The name of a bookmark's next copy."""
        self.names[own] = number = self.names.get(own, 0) + 1
        self.last["name", own] = own if number == 1 else f"{own}_{number}"
        return self.last["name", own]

    def name_now(self, own: str) -> str:
        """The name of the bookmark's copy beside what refers to it."""
        return self.last.get(("name", own), own)


@dataclass(slots=True)
class PrintingMemory:
    """What one run remembers from one printed place to the next.

    `last_id` is the last drawing id given out, at first the largest of the template; `paging` spreads lists over
    slides; `has_own_type` says that a value brought a size or typeface of its own; `pictures` are the files read so
    far; `arranged` says where the last copy of an arranged shape stands; `said` is what has to be printed a second
    time; `notes` and `ranges` are the notes, comments and bookmarks given out.
    """

    last_id: int = 0
    paging: Paging = field(default_factory=Paging)
    has_own_type: bool = False
    pictures: dict[bytes, PictureFile] = field(default_factory=dict)
    arranged: dict[Any, Any] = field(default_factory=dict)
    said: dict[Repetition, deque[Any]] = field(default_factory=dict)
    notes: NoteState = field(default_factory=NoteState)
    ranges: RangeState = field(default_factory=RangeState)

    def fresh_id(self) -> str:
        """An id that no drawing, comment or bookmark of the document has."""
        self.last_id += 1
        return str(self.last_id)

    def take_id(self, number: int) -> None:
        """Let the ids to come be larger than one which the document has."""
        self.last_id = max(self.last_id, number)

    def note_own_type(self) -> None:
        """Remember that a value brought a size or typeface of its own."""
        self.has_own_type = True

    def forget(self, group: str) -> None:
        """Forget what a group of places has printed."""
        for place in [place for place in self.said if place.group == group]:
            del self.said[place]
