"""What a run remembers from one printed place to the next: ids given out, texts to repeat, notes, pages of lists."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from reportgen.office.markup.unique_ids import shape_id
from reportgen.office.opc.comments import copied_id
from reportgen.office.opc.image_files import PictureFile
from reportgen.office.opc.lists import RestartedList
from reportgen.template.runtime.pages import Paging as Paging  # passed on: it is a part of what is remembered


@dataclass(frozen=True, slots=True)
class Repetition:
    """A place whose text stands in another place of the file too; `again` is set at the second of the two.

    `group` names what holds both (a diagram, a pair of alternatives), `place` is the same for the two.
    """

    group: str
    place: str
    again: bool


_PARAGRAPH_ID = re.compile(r'( w14:paraId=)"([0-9A-Fa-f]+)"')
COMMENT = "comment"
"""The kind of note that Word's comments are: its place and its id are its own."""
PENDING_NOTE_ID = "rgNote"
"""The id of a note in its markup until it is given one."""


@dataclass(slots=True)
class NoteState:
    """The notes that one run has made: their markup by kind, and the last id given out, the template's at first."""

    last: dict[str, int] = field(default_factory=dict)
    markup: dict[str, list[str]] = field(default_factory=dict)

    def add(self, kind: str, markup: str) -> None:
        """Take a note in under a free id."""
        self.last[kind] += 1
        numbered = f'w:id="{self.last[kind]}"'
        self.markup.setdefault(kind, []).append(markup.replace(f'w:id="{PENDING_NOTE_ID}"', numbered, 1))

    def add_comment(self, markup: str, id_: str, number: int) -> None:
        """Take in a comment, which has an id; the paragraphs of all copies but the first get ids of their own."""
        if number > 1:
            markup = _PARAGRAPH_ID.sub(lambda found: f'{found[1]}"{copied_id(found[2], number)}"', markup)
        self.markup.setdefault(COMMENT, []).append(markup.replace(f'w:id="{PENDING_NOTE_ID}"', f'w:id="{id_}"', 1))

    def finish(self, kind: str, markup: str) -> str:
        """A part for notes with those that were made."""
        head, end, tail = markup.rpartition("</w:")  # the end tag of the part's root
        return head + "".join(self.markup.get(kind, ())) + end + tail


@dataclass(slots=True)
class RangeState:
    """What one render has given out: for each id of the template those of its copies, for each name those in use.

    `last` are the id and the name of the copy being written.
    """

    ids: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    last: dict[tuple[str, str], str] = field(default_factory=dict)

    def id_(self, kind: str, original: str, opens: bool, fresh: Callable[[str, str], str]) -> str:
        """The id of a mark of a comment, range or shape whose id in the template is `original`.

        The first mark of a copy `opens` it: it takes a new id, which the copy's other marks share. The first copy
        keeps the template's.
        """
        given = self.ids.setdefault((kind, original), [])
        if opens or not given:
            given.append(fresh(kind, original) if given else original)
        return given[-1]

    def name(self, original: str) -> str:
        """The name of a bookmark's next copy."""
        self.names[original] = number = self.names.get(original, 0) + 1
        self.last["name", original] = original if number == 1 else f"{original}_{number}"
        return self.last["name", original]

    def name_now(self, original: str) -> str:
        """The name of the bookmark's copy beside what refers to it."""
        return self.last.get(("name", original), original)


@dataclass(slots=True)
class ListState:
    """The lists that one run has added to a Word document.

    `last` is the last number given out, the template's at first; `restarted` are those that count anew in a round of a
    loop, and `now` has the number of the list in the current round, by a key of the loop and the list.
    """

    last: int = 0
    restarted: list[RestartedList] = field(default_factory=list)
    now: dict[str, str] = field(default_factory=dict)

    def fresh(self) -> str:
        """A number that no list of the document has."""
        self.last += 1
        return str(self.last)

    def begin_round(self, key: str) -> None:
        """Forget the list of the round before."""
        self.now.pop(key, None)

    def in_round(self, key: str, original: str, level: int) -> str:
        """The number of the list that counts in this round like `original`, from a level on."""
        if key not in self.now:
            self.now[key] = self.fresh()
            self.restarted.append(RestartedList(self.now[key], original, level))
        return self.now[key]


_TEXT_BOXES = 0x8000
"""Ids of copied text boxes follow on this one: Word counts its own from 1."""


@dataclass(slots=True)
class PrintingMemory:
    """What one run remembers from one printed place to the next.

    `last_id` is the last drawing id given out, at first the largest of the template; `paging` spreads lists over
    slides; `has_own_type` says that a value brought a size or typeface of its own; `pictures` are the files read so
    far; `arranged` says where the last copy of an arranged shape stands; `repeated` is what has to be printed a second
    time; `notes`, `ranges` and `lists` are the notes, comments, bookmarks and numbered lists given out, `last_text_box`
    the last id of a linked text box.
    """

    last_id: int = 0
    paging: Paging = field(default_factory=Paging)
    has_own_type: bool = False
    pictures: dict[bytes, PictureFile] = field(default_factory=dict)
    arranged: dict[Any, Any] = field(default_factory=dict)
    repeated: dict[Repetition, deque[Any]] = field(default_factory=dict)
    notes: NoteState = field(default_factory=NoteState)
    ranges: RangeState = field(default_factory=RangeState)
    lists: ListState = field(default_factory=ListState)
    last_text_box: int = _TEXT_BOXES

    def fresh_id(self) -> str:
        """An id that no drawing, comment, range or tracked change of the document has."""
        self.last_id += 1
        return str(self.last_id)

    def fresh_of_kind(self, kind: str, original: str) -> str:
        """An id for a copy of what has the id `original` in the template."""
        if kind == "text box":  # its ids are numbers of two bytes
            self.last_text_box += 1
            return str(self.last_text_box)
        return shape_id(original, self.fresh_id()) if kind == "shape" else self.fresh_id()

    def take_id(self, number: int) -> None:
        """Let the ids to come be larger than one which the document has."""
        self.last_id = max(self.last_id, number)

    def note_own_type(self) -> None:
        """Remember that a value brought a size or typeface of its own."""
        self.has_own_type = True

    def forget(self, group: str) -> None:
        """Forget what a group of places has printed."""
        for place in [place for place in self.repeated if place.group == group]:  # a list, since the mapping shrinks
            del self.repeated[place]
