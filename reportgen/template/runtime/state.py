"""What one run of a program gathers besides text: parts written, relationships, new parts."""

from __future__ import annotations

import hashlib
import posixpath
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from reportgen.diagnostics import Collector, Diagnostic, Location
from reportgen.office.markup.namespaces import DECLARATION, W
from reportgen.office.opc.archive import Entry
from reportgen.office.opc.image_files import PictureFile
from reportgen.office.opc.new_parts import OFFICE_RELATIONSHIP, NewPart, WrittenPart
from reportgen.office.opc.part_names import PartNames
from reportgen.template.runtime.limits import Budget
from reportgen.template.runtime.pages import Paging
from reportgen.template.values.subdocument import Subdocument

_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_ROOTS = {"header": "hdr", "footer": "ftr"}


class Slot(Protocol):
    """A place of a template where a value is printed: a run, a picture, a chart."""

    def render(self, value: Any, state: RenderState) -> Any:
        """The markup that prints `value` there; for a picture or chart what the markup around it asks."""


@dataclass(frozen=True, slots=True)
class Echo:
    """A place whose text stands in another place too; `again` is for the second of the two."""

    group: str
    place: str
    again: bool


class Inserted(Protocol):
    """The Word documents that one rendered file takes in."""

    def insert(self, document: Subdocument, place: Any, state: RenderState) -> str:
        """The markup that stands for a document at a place (an `emit.Place`) until its part is whole."""

    def finish(self, entries: dict[str, Entry], state: RenderState) -> None:
        """Put the documents into their parts, and what they bring along into `entries`."""


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
class RenderState:
    """What one run of a program gathers.

    `folder` is where the main part's neighbours go (`word` or `ppt`), `names` the part names that are
    taken, `colours` are the slots of the theme's colour scheme that have new values, `asides` the
    planned parts that an audience does not see (speaker notes), `last_id` the last drawing id given
    out, `paging` how lists are spread over slides. `plain` says that no value brought a size or
    typeface of its own. `inner` is a part while it is written inside another one, `pictures`
    are the pictures read so far, `arranged` says where the last copy of an arranged shape stands, `said` is what has
    to be printed a second time, `budget` is how much may still be made, `notes` are the notes made, `note_plans`
    the planned parts they go to by kind, `begun` the parts that have relationships before they are written,
    `ranges` are the comments and bookmarks given out, `inserted` are the Word documents taken in, and `found` is
    what is wrong with values.
    """

    slots: Sequence[Slot]
    folder: str
    names: PartNames
    parts: list[WrittenPart] = field(default_factory=list)
    new_parts: dict[str, NewPart] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)
    asides: frozenset[int] = frozenset()
    last_id: int = 0
    paging: Paging = field(default_factory=Paging)
    plain: bool = True
    inner: WrittenPart | None = None
    pictures: dict[bytes, PictureFile] = field(default_factory=dict)
    arranged: dict[Any, Any] = field(default_factory=dict)
    said: dict[Echo, deque[Any]] = field(default_factory=dict)
    budget: Budget = field(default_factory=Budget)
    notes: NoteState = field(default_factory=NoteState)
    note_plans: Mapping[str, int] = field(default_factory=dict)
    begun: dict[int, WrittenPart] = field(default_factory=dict)
    ranges: RangeState = field(default_factory=RangeState)
    inserted: Inserted | None = None
    found: Collector = field(default_factory=Collector)
    _media: dict[bytes, str] = field(default_factory=dict)
    _blanks: dict[str, str] = field(default_factory=dict)

    @property
    def part(self) -> WrittenPart:
        """The part being written."""
        return self.inner or self.parts[-1]

    def forget(self, group: str) -> None:
        """Forget what a group of places has printed."""
        for echo in [echo for echo in self.said if echo.group == group]:
            del self.said[echo]

    def problem(self, code: str, message: str, location: Location, hint: str = "") -> None:
        """Record what is wrong with a value, once however often it is printed there."""
        if Diagnostic(code, message, location, hint) not in self.found.diagnostics:
            self.found.error(code, message, location, hint)

    @property
    def aside(self) -> bool:
        """Whether what is being written is for the speaker only."""
        return self.parts[-1].plan in self.asides

    def add_media(self, data: bytes, extension: str, content_type: str) -> str:
        """The name of a media part with these bytes; equal bytes are stored once a package."""
        if data not in self._media:
            leaf = f"media/{hashlib.sha256(data).hexdigest()[:16]}.{extension}"
            self._media[data] = name = posixpath.join(self.folder, leaf)
            entry = Entry.deflate(data) if extension == "svg" else Entry.store(data)
            self.new_parts[name] = NewPart(entry, content_type)
        return self._media[data]

    def add_part(self, stem: str, extension: str, part: NewPart) -> str:
        """The name under which a new part goes into the package: `stem` below the folder, and a number."""
        name = self.names.free(posixpath.join(self.folder, f"{stem}New.{extension}"))
        self.new_parts[name] = part
        return name

    def blank(self, kind: str) -> str:
        """The id of the relationship from the part being written to an empty `header` or `footer`."""
        if kind not in self._blanks:
            data = f'{DECLARATION}<w:{_ROOTS[kind]} xmlns:w="{W}"><w:p/></w:{_ROOTS[kind]}>'.encode()
            self._blanks[kind] = self.add_part(kind, "xml", NewPart(Entry.pack(data), f"{_WORD_TYPE}{kind}+xml"))
        return self.part.relate(OFFICE_RELATIONSHIP + kind, self._blanks[kind])
