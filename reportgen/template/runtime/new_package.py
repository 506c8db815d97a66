"""The package that a run writes: its parts with their new relationships, and parts that the template does not have."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reportgen.office.markup.namespaces import DECLARATION, W
from reportgen.office.opc.archive import Entry
from reportgen.office.opc.new_parts import OFFICE_RELATIONSHIP, ListPage, NewPart, WrittenPart
from reportgen.office.opc.package import Relationship
from reportgen.office.opc.part_names import PartNames

_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_ROOTS = {"header": "hdr", "footer": "ftr"}


@dataclass(slots=True)
class NewPackage:
    """The parts that a run has written and added so far.

    `folder` is where the main part's neighbours go (`word` or `ppt`), `names` the part names that are taken;
    `parts` are those of the template in the order in which they were written, `new_parts` the others by name.
    """

    folder: str
    names: PartNames
    parts: list[WrittenPart] = field(default_factory=list)
    new_parts: dict[str, NewPart] = field(default_factory=dict)
    _inner: list[WrittenPart] = field(default_factory=list)
    _note_parts: dict[int, WrittenPart] = field(default_factory=dict)
    _media: dict[bytes, str] = field(default_factory=dict)
    _blanks: dict[str, str] = field(default_factory=dict)

    @property
    def part(self) -> WrittenPart:
        """The part being written."""
        return self._inner[-1] if self._inner else self.parts[-1]

    def begin(self, plan: int, page: ListPage | None) -> None:
        """Begin a planned part; `page` is the part of a list that its slide shows.

        A part for notes has relationships before it is written: those of its notes.
        """
        self.parts.append(self._note_parts.get(plan) or WrittenPart(plan, page=page))

    def begin_note(self, plan: int) -> None:
        """Begin a note, whose relationships are those of the planned part for notes."""
        self.begin_inner(self.note_part(plan))

    def note_part(self, plan: int) -> WrittenPart:
        """The planned part for notes, which has relationships before it is written."""
        return self._note_parts.setdefault(plan, WrittenPart(plan))

    def begin_inner(self, part: WrittenPart | None = None) -> None:
        """Begin a part that is written inside another one."""
        self._inner.append(part or WrittenPart(-1))  # it has no number in the plan

    def end_inner(self) -> Sequence[Relationship]:
        """End a note or an inner part; the relationships that it gained come back."""
        return self._inner.pop().relationships

    def write(self, markups: Iterable[str]) -> None:
        """Give the parts their markup, in the order in which they were begun."""
        self.parts = [part.with_markup(markup) for part, markup in zip(self.parts, markups, strict=True)]

    def add_media(self, data: bytes, extension: str, content_type: str) -> str:
        """The name of a media part with these bytes; equal bytes are stored once a package."""
        if data not in self._media:
            # named by content: two builds of the same content give the same names
            leaf = f"media/{hashlib.sha256(data).hexdigest()[:16]}.{extension}"
            self._media[data] = name = posixpath.join(self.folder, leaf)
            entry = Entry.deflate(data) if extension == "svg" else Entry.store(data)  # PNG and JPEG are compressed
            self.new_parts[name] = NewPart(entry, content_type)
        return self._media[data]

    def add_part(self, stem: str, extension: str, part: NewPart) -> str:
        """The name under which a new part goes into the package: `stem` below the folder, and a number."""
        name = self.names.free(posixpath.join(self.folder, f"{stem}New.{extension}"))
        self.new_parts[name] = part
        return name

    def relate_blank(self, kind: str) -> str:
        """The id of the relationship from the part being written to an empty `header` or `footer`."""
        if kind not in self._blanks:
            data = f'{DECLARATION}<w:{_ROOTS[kind]} xmlns:w="{W}"><w:p/></w:{_ROOTS[kind]}>'.encode()
            self._blanks[kind] = self.add_part(kind, "xml", NewPart(Entry.pack(data), f"{_WORD_TYPE}{kind}+xml"))
        return self.part.relate(OFFICE_RELATIONSHIP + kind, self._blanks[kind])
