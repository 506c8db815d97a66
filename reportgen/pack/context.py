"""The names that a template sees, for the document of one pack in one language or two."""

from __future__ import annotations

from typing import Any

from reportgen.model.target import OVERVIEW
from reportgen.pack.pack import Labels, Pack
from reportgen.pack.references import References
from reportgen.pack.views import MeetingView, OverviewView, SectorName, SectorView
from reportgen.pack.writer import Writer
from reportgen.project.load import Project
from reportgen.records.questions import Question


def make_context(
    project: Project,
    pack_id: str,
    references: References,
    writer: Writer,
    *second: Writer,
    reads: set[Question] | None = None,
) -> dict[str, Any]:
    """Return the names that a template can use, for the pack of a sector or of the overview.

    In an edition of two languages, `other` holds the same names in the language of the `second` writer, and each
    view's `other` is its counterpart. First mentions are counted for each language apart. While a template reads,
    `reads` gets the questions that the document depends on.
    """
    noted = set() if reads is None else reads
    other = Pack(project, second[0], references, noted) if second else None
    names = _names(Pack(project, writer, references, noted, other), pack_id)
    return names | {"other": _names(other, pack_id) if other else None}


def _names(pack: Pack, pack_id: str) -> dict[str, Any]:
    is_overview = pack_id == OVERVIEW
    kind = SectorView if is_overview else SectorName
    return {
        "lang": pack.language.tag,
        "labels": Labels(pack),
        "meeting": pack.view(MeetingView, pack.meeting),
        "sectors": [pack.view(kind, pack.sector(name)) for name in pack.value(pack.meeting, "sectors")],
        "sector": pack.view(OverviewView, pack.meeting.child("overview"))
        if is_overview
        else pack.view(SectorView, pack.sector(pack_id)),
    }
