"""The names that a template sees, for the document of one pack in one language or two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypedDict, overload

from reportgen.compare.changes import Change
from reportgen.diagnostics import Diagnostic, Location, Message
from reportgen.model.language import Language
from reportgen.model.target import OVERVIEW
from reportgen.pack.change_views import ChangesView, Comparison
from reportgen.pack.lists import Late
from reportgen.pack.meeting_views import MeetingView
from reportgen.pack.pack import MISSING, Labels, Node, Pack
from reportgen.pack.references import References
from reportgen.pack.slide_views.slides import SlidesView
from reportgen.pack.views import SectorName, SectorView, home, readable_sectors
from reportgen.pack.writer import Writer
from reportgen.project.load import Project
from reportgen.project.places import LABELS_FILE
from reportgen.records.questions import Question

_BILINGUAL = "bilingual_edition"
"""The label of editions of two languages, whatever their kind."""


class PackNames(TypedDict):
    """The names that a template sees in one language, with their types, which `pack.schema` reads."""

    lang: str
    labels: Labels
    meeting: MeetingView
    sectors: Sequence[SectorName]
    sector: SectorView
    slides: SlidesView
    footer: Late
    edition: Late
    release: Late
    changes: ChangesView


def make_context(
    project: Project,
    pack_id: str,
    references: References,
    writer: Writer,
    *second: Writer,
    kind: str = "deck",
    reads: set[Question] | None = None,
) -> dict[str, Any]:
    """Return the names that a template can use, for a document of a `kind` about a sector or about the whole meeting.

    In an edition of two languages, `other` holds the same names in the language of the `second` writer, and each
    view's `other` is its counterpart. First mentions are counted for each language apart. While a template reads,
    `reads` gets the questions that the document depends on.
    """
    noted = set() if reads is None else reads
    other = Pack(project, pack_id, second[0], references, noted) if second else None
    edition = f"{'overview_' if pack_id == OVERVIEW else ''}{kind}_edition" if other is None else _BILINGUAL
    names = _names(Pack(project, pack_id, writer, references, noted, other), edition)
    return names | {"other": _names(other, edition) if other else None}


def make_comparison(
    earlier: Project, project: Project, changes: tuple[Change, ...], language: Language, reads: set[Question]
) -> dict[str, Any]:
    """As `make_context`, for a document about what differs from an earlier meeting, and so not about one pack."""
    pack_id = OVERVIEW if project.meeting.overview else project.meeting.sectors[0]
    then, now = (
        Pack(one, pack_id, Writer(language, one.glossary, one.languages), References(one), reads)
        for one in (earlier, project)
    )
    compared = now.view(ChangesView, Node("changes", "", Comparison(changes, then)))
    return {**_names(now, "overview_deck_edition"), "changes": compared, "other": None}


def missing_labels(asked: Iterable[Question]) -> list[Diagnostic]:
    """The labels that the program itself has asked for and that are not there (`missing-label`).

    Whoever has printed with a pack raises them: its file has gaps where they belong.
    """
    hint = Message("write it there; 'reportgen check --explain missing-label' shows how")
    place = Location(LABELS_FILE)
    missing = sorted({question[1] for question in asked if question[:1] == (MISSING,)})
    return [Diagnostic("missing-label", Message("there is no label '{key}'", key=key), place, hint) for key in missing]


def _names(pack: Pack, edition: str) -> PackNames:
    """The names in the language of a pack; `edition` is the key of the label that says what the document is."""
    sector, meeting = home(pack), pack.view(MeetingView, pack.meeting)
    return {
        "lang": pack.language.tag,
        "labels": Labels(pack),
        "meeting": meeting,
        "sectors": _Sectors(pack, SectorView if pack.id == OVERVIEW else SectorName),
        "sector": sector,
        "slides": pack.view(SlidesView, sector._node),
        "footer": Late(lambda: pack.in_columns(meeting.title, sector.title, meeting.date)),
        "edition": Late(lambda: _edition(pack, edition)),
        "changes": pack.view(ChangesView, Node("changes", "", None)),
        "release": Late(lambda: pack.in_columns(meeting.release.classification, meeting.release.embargo)),
    }


def _edition(pack: Pack, key: str) -> str:
    """What a document is, by the key of its label, and in which of the meeting's languages where there are several."""
    edition, languages = pack.label(key), pack.value(pack.meeting, "languages")
    if key == _BILINGUAL or len(languages) == 1:
        return edition
    return pack.label("edition_in_language") % {"edition": edition, "language": pack.language.name}


class _Sectors(Sequence[SectorName]):
    """The sectors in the meeting's order, whole ones if they could be read.

    The view of one is made when a template asks for it.
    """

    def __init__(self, pack: Pack, kind: type[SectorName]) -> None:
        self._pack = pack
        self._kind = kind
        self._ids: Sequence[str] = readable_sectors(pack) if kind is SectorView else pack.value(pack.meeting, "sectors")

    @overload
    def __getitem__(self, index: int) -> SectorName: ...
    @overload
    def __getitem__(self, index: slice) -> list[SectorName]: ...
    def __getitem__(self, index: int | slice) -> SectorName | list[SectorName]:
        if isinstance(index, slice):
            return [self._view(sector_id) for sector_id in self._ids[index]]
        return self._view(self._ids[index])

    def __len__(self) -> int:
        return len(self._ids)

    def _view(self, sector_id: str) -> SectorName:
        return self._pack.view(self._kind, self._pack.sector(sector_id))
