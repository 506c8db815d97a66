"""What a template sees of the meeting itself: who met, what was said, what the content rests on, how far it may go."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.pack import fields
from reportgen.pack.fields import Field, View, computed
from reportgen.pack.lists import Listed, Phrase
from reportgen.pack.own_views import own_fields, pictures
from reportgen.pack.term_view import TermView, names, optional_name
from reportgen.pack.views import ItemView
from reportgen.pack.writer import DocumentText
from reportgen.template import RichText, Span


class Statement(ItemView):
    """A statement of the meeting: `who` said it."""

    who: Field[TermView | None] = optional_name()
    extra = own_fields("statement")


class SourceView(View):
    """A document that statements are taken from."""

    title = fields.text()
    publisher: Field[TermView | None] = optional_name()
    issued = fields.date()

    @computed
    def kind(self) -> DocumentText:
        """What kind of document it is: `Press release`."""
        kind = self._pack.value(self._node, "kind")
        if isinstance(kind, str):
            return self._pack.label_text(kind.replace("-", "_"))
        return self._pack.text(self._node.child("kind"))

    @computed
    def basis(self) -> str:
        """Kind and date: `Press release of February 23, 2023`."""
        return self._pack.label("basis_of") % {"kind": self.kind, "date": self.issued}

    @computed
    def language(self) -> str:
        """The tag of the language it is in."""
        languages: tuple[str, ...] = self._pack.value(self._pack.meeting, "languages")
        return str(self._pack.value(self._node, "language") or languages[0])

    @computed
    def url(self) -> RichText | None:
        """Its address, as a link."""
        stored = self._pack.value(self._node, "url")
        return RichText(Span(stored, link=stored)) if stored else None

    @computed
    def paragraphs(self) -> str:
        """The paragraphs that the pack's statements come from."""
        return self._pack.all_paragraphs(self._pack.id)


class ReleaseView(View):
    """Who may read the documents, and when: whether they are a `draft`, and the lines to print about it."""

    classification = fields.optional_text()

    @computed
    def draft(self) -> bool:
        """Whether the documents are drafts."""
        return bool(self._pack.value(self._node, "status") == "draft")

    @computed
    def embargo(self) -> str | None:
        """Until when nothing may be published, or None."""
        embargo = self._pack.value(self._node, "embargo")
        if not embargo:
            return None
        label = self._pack.label("embargo_time" if embargo.time else "embargo")
        return label % {"date": self._pack.date(embargo.day), "time": embargo.time}


class EarlierMeeting(View):
    """The meeting before this one."""

    title = fields.text()
    date = fields.date()


class MeetingView(View):
    """The meeting that the content reports on."""

    title = fields.text()
    date = fields.date()
    place = fields.optional_text()
    chairs = names()
    attendees = names()
    attendees_note = fields.optional_text()
    statements: Field[list[Statement]] = fields.views(Statement)
    release = fields.view_of(ReleaseView)
    previous = fields.optional_view(EarlierMeeting)
    extra = own_fields("meeting")
    pictures = pictures()

    @computed
    def date_and_place(self) -> str:
        """When and where it was held, in a line; the date alone where no place is given."""
        if not self._pack.value(self._node, "place"):
            return self.date
        return self._pack.label("date_with_place") % {"date": self.date, "place": self.place}

    @computed
    def chairs_heading(self) -> str | None:
        """What stands above its chairs: “Chair”, “Co-chairs”; None without any."""
        return self._pack.label("co_chairs" if len(self.chairs) > 1 else "chair") if self.chairs else None

    @computed
    def chairs_in_line(self) -> Phrase:
        """Its chairs in a line: where there may be many, and little room."""
        return Phrase(self.chairs, self._pack.label("list_comma"))

    @computed
    def sources(self) -> list[SourceView]:
        """The documents that statements are taken from."""
        keys: Mapping[str, object] = self._pack.value(self._node, "sources")
        return [self._pack.view(SourceView, self._node.child("sources", key)) for key in keys]

    @computed
    def basis(self) -> Listed[str]:
        """What the documents rest on: kind and date of each source, in a line; empty without any."""
        return Listed([source.basis for source in self.sources], self._pack.label("semicolon"))
