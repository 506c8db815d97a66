"""What differs from an earlier meeting, as templates see it: groups of rows with what was said then and is said now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.compare.changes import CHANGED, GLOSSARY, MEETING, STEPS, Change, Entry
from reportgen.model.content import Figure, Text
from reportgen.model.dates import PartialDate
from reportgen.pack.fields import View, computed
from reportgen.pack.figure_view import FigureView
from reportgen.pack.meeting_views import MeetingView
from reportgen.pack.pack import Node, Pack
from reportgen.pack.term_view import name_view
from reportgen.pack.views import STATE_MARKS, SectorView
from reportgen.project.places import MEETING_FILE, sector_file
from reportgen.template import RichText

CHANGE_PARTS: Mapping[str, str] = {
    STEPS: "moved",
    "agreements": "agreements",
    "figures": "figures",
    "milestones": "milestones",
    "takeaways": "in_brief",
    "progress": "progress",
    "next_steps": "directions",
    "statements": "statements",
    "sectors": "sector_overview",
    "meeting": "meeting",
    "terms": "terms",
}
"""The part of the content → the label above its changes, in the order of documents."""
_MARKS: Mapping[str, str] = {**STATE_MARKS, "ahead": "○", "gone": "–"}
_COUNTED = ("done", "under-way", "ahead", "open", "dropped", "gone", "new")
"""What has become of steps, in the order in which it is counted."""


@dataclass(frozen=True)
class Comparison:
    """The changes since an earlier meeting, whose pack is `earlier`."""

    changes: tuple[Change, ...]
    earlier: Pack


class ChangeView(View):
    """A difference: its `part`, what it is about (`chip`, `lead`), its `state`, what was said `then` and is `now`."""

    @computed
    def chip(self) -> RichText | None:
        """The number of its sector on its colour; None where it is about none."""
        place = self.change.place
        if place not in self._pack.value(self._pack.meeting, "sectors"):
            return None
        return self._pack.view(SectorView, self._pack.sector(place)).chip

    @computed
    def lead(self) -> str:
        """What it is about, as a line begins with it."""
        change = self.change
        pack = self._earlier if change.earlier else self._pack
        if isinstance(change.entry.value, Figure):
            return pack.capital(str(_figure(pack, change, change.entry).caption))
        return pack.capital(str(_said(pack, change, change.entry, change.name) or ""))

    @computed
    def part(self) -> str:
        """The part of the content that it is in, as its group is called."""
        return self._pack.label(CHANGE_PARTS[self.change.part])

    @computed
    def kind(self) -> str:
        """What it is, for conditions: `done`, `new`, `gone`, `changed` and so on."""
        return self.change.what

    @computed
    def state(self) -> str:
        """The same as a mark and a word; what is a guess says so."""
        said = self._pack.label(f"state_{self.kind.replace('-', '_')}")
        said = f"{_MARKS[self.kind]} {said}" if self.kind in _MARKS else said
        return self._pack.written(self._pack.label("guessed") % {"state": said} if self.change.guess else said)

    @computed
    def then(self) -> str | None:
        """What was said at the earlier meeting, or None."""
        change = self.change
        said: str | None = _said(self._earlier, change, change.earlier, change.then)
        return said

    @computed
    def now(self) -> str | None:
        """What is said now, or None."""
        change = self.change
        said: str | None = _said(self._pack, change, change.later, change.now)
        return said

    @property
    def change(self) -> Change:
        """The change itself."""
        change: Change = self._node.value[0]
        return change

    @property
    def _earlier(self) -> Pack:
        earlier: Pack = self._node.value[1]
        return earlier


class ChangeGroupView(View):
    """The changes of one part of the content."""

    @computed
    def title(self) -> str:
        """What they are about."""
        return self._pack.label(CHANGE_PARTS[self._node.path[-1]])

    @computed
    def changes(self) -> list[ChangeView]:
        """The changes."""
        views: list[ChangeView] = self._node.value
        return views


class ChangesView(View):
    """What differs from an earlier meeting, for the documents of `reportgen diff`; false in all others."""

    @computed
    def meetings(self) -> str:
        """From which meeting to which."""
        earlier = self._comparison.earlier
        then, now = earlier.view(MeetingView, earlier.meeting), self._pack.view(MeetingView, self._pack.meeting)
        words = {"earlier": then.title, "then": then.date, "later": now.title, "now": now.date}
        return self._pack.label("changes_since") % words

    @computed
    def counted(self) -> str:
        """How many of the earlier steps are done, under way and so on; empty without any."""
        numbers = Counter(change.what for change in self._comparison.changes if change.part == STEPS)
        keys = [(f"moved_{what.replace('-', '_')}", numbers[what]) for what in _COUNTED if numbers[what]]
        said = self._pack.label("list_comma").join(self._pack.label(key) % {"n": number} for key, number in keys)
        return self._pack.label("moved_headline") % {"states": said} if said else ""

    @computed
    def groups(self) -> list[ChangeGroupView]:
        """The changes by the part of the content that they are in; those that readers of this language see."""
        groups = []
        for part in CHANGE_PARTS if self else ():
            views = [view for view in self.views_of(part) if view.kind != CHANGED or str(view.then) != str(view.now)]
            if views:
                groups.append(self._pack.view(ChangeGroupView, Node("changes", "", views, (part,))))
        return groups

    @computed
    def changes(self) -> list[ChangeView]:
        """The changes of all groups."""
        return [change for group in self.groups for change in group.changes]

    @computed
    def moved(self) -> list[ChangeView]:
        """The same but for what is only said in other words, which takes more room than a slide has."""
        return [one for one in self.changes if one.kind != CHANGED or not isinstance(one.change.after, Text)]

    def views_of(self, part: str) -> list[ChangeView]:
        """The changes in a part of the content, also those that this language does not have."""
        changes = [change for change in self._comparison.changes if change.part == part]
        nodes = [
            Node("changes", "", (change, self._comparison.earlier), (part, str(index)))
            for index, change in enumerate(changes)
        ]
        return [self._pack.view(ChangeView, node) for node in nodes]

    def __bool__(self) -> bool:
        return self._node.value is not None

    @property
    def _comparison(self) -> Comparison:
        comparison: Comparison = self._node.value
        return comparison


def _node(change: Change, entry: Entry | None, value: Any, *steps: str) -> Node:
    """A value of an entry in the file where it stands."""
    file = {MEETING: MEETING_FILE, GLOSSARY: GLOSSARY}.get(change.place) or sector_file(change.place)
    return Node(file, change.place, value, (*map(str, entry.path if entry else ()), *steps))


def _figure(pack: Pack, change: Change, entry: Entry) -> FigureView:
    return pack.view(FigureView, _node(change, entry, entry.value))


def _said(pack: Pack, change: Change, entry: Entry | None, value: Any) -> Any:
    """A value as the language of a pack says it; None where it does not."""
    if change.place == GLOSSARY:
        return value.root.get(pack.language.tag) if value else None
    node = _node(change, entry, value, "name" if value is change.name else change.field)
    match value:
        case Text():
            return pack.text(node) if _is_worded(pack, value) else None
        case PartialDate():
            return pack.date(value)
        case str():
            return name_view(pack, node)
        case tuple():
            return pack.listed(name_view(pack, node.child(index)) for index in range(len(value)))
        case dict() if entry:
            return _figure(pack, change, entry).number
    return None


def _is_worded(pack: Pack, text: Text) -> bool:
    """Whether a text is written in the language of a pack, or in one that it is derived from."""
    return any(tag in text.root for tag in (pack.language.tag, *pack.language.derived_from))
