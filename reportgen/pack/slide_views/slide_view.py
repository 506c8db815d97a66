"""What all slides of a deck have: items in order, a sentence above them, what the speaker reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, ClassVar

from reportgen.model.target import OVERVIEW
from reportgen.pack import fields
from reportgen.pack.fields import Field, View, computed
from reportgen.pack.lists import Listed, strong
from reportgen.pack.meeting_views import MeetingView
from reportgen.pack.sections import AskedView, SectionView
from reportgen.pack.slide_views.slide_items import NameView, NumberView, TickView
from reportgen.pack.views import SectorView, home
from reportgen.pack.writer import DocumentText
from reportgen.project.places import LABELS_FILE
from reportgen.template import Chart, RichText


class SlideView(View):
    """The items of a slide in order, and what stands beside them; false where a pack has nothing to show.

    `item` is the class of the items, `section` the key of the wording in the content; where that has none, `wording` is
    the beginning of the keys of labels that word it.
    """

    item: ClassVar[type[View]] = View
    section: ClassVar[str] = ""
    wording: ClassVar[str] = ""

    @computed
    def headline(self) -> DocumentText | str:
        """The sentence above it."""
        if self._section:
            return self._section.headline
        return self._worded("headline") or self._sector.headline or self._pack.label_text("at_a_glance")

    @computed
    def say(self) -> DocumentText | None:
        """What the speaker says, or None."""
        return self._section.say if self._section else self._worded("say")

    @computed
    def asked(self) -> AskedView | None:
        """A likely question, or None."""
        return self._section.asked if self._section else None

    @computed
    def notes(self) -> Listed[Any]:
        """What the speaker reads: what to say, the source, notes on items, a likely question; a paragraph each."""
        label = self._pack.label
        lines: list[Any] = [strong(label("say")), self.say] if self.say else []
        rests_on = [line for line in (self._meeting.basis, self._sector.source) if line]
        lines += [strong(label("source")), *rests_on] if rests_on else []
        lines += [item.notes for item in self if getattr(item, "note", None)]
        if self.asked:
            lines += [strong(label("if_asked")), self.asked.question, self.asked.answer]
        return Listed(lines)

    why: Field[DocumentText | None] = fields.constant(None, DocumentText)
    figures: Field[Sequence[NumberView]] = fields.constant((), list[NumberView])
    long_figures: Field[bool] = fields.constant(False)
    chart: Field[Chart | None] = fields.constant(None, Chart)
    years: Field[Sequence[TickView]] = fields.constant((), list[TickView])
    today: Field[float | None] = fields.constant(None, float)
    remarks: Field[Listed[str] | None] = fields.constant(None, list[str])
    note: Field[str | None] = fields.constant(None, str)
    unchecked: Field[bool] = fields.constant(False)
    language_1: Field[RichText | None] = fields.constant(None, RichText)
    language_2: Field[RichText | None] = fields.constant(None, RichText)
    language_3: Field[RichText | None] = fields.constant(None, RichText)
    appendix: Field[Sequence[NameView]] = fields.constant((), list[NameView])
    register: Field[Sequence[NameView]] = fields.constant((), list[NameView])

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._items)

    def __getitem__(self, index: int | slice) -> Any:
        return self._items[index]

    @cached_property
    def _items(self) -> Sequence[Any]:
        return self._shown()

    def _shown(self) -> Sequence[Any]:
        """The items that the pack has for it."""
        raise NotImplementedError

    @property
    def _sector(self) -> SectorView:
        return home(self._pack)

    @property
    def _is_overview(self) -> bool:
        return self._pack.id == OVERVIEW

    @property
    def _meeting(self) -> MeetingView:
        return self._pack.view(MeetingView, self._pack.meeting)

    @property
    def _section(self) -> SectionView | None:
        section: SectionView | None = getattr(self._sector.sections, self.section) if self.section else None
        return section

    def _worded(self, what: str) -> DocumentText | None:
        """A label that words the slide, or None."""
        key = f"{self.wording}_{what}"
        self._pack.ask("value", LABELS_FILE, key)
        return self._pack.label_text(key) if key in self._pack.project.fixed_words else None

    def _views(self, nodes: Sequence[View]) -> Sequence[Any]:
        """The items for views of the content, in the same order."""
        return [self._pack.view(self.item, view._node) for view in nodes]
