"""Rules about sections, sources, the order of milestones, and files beside the content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from reportgen.check.nodes import CheckedFile, ContentNode
from reportgen.check.project import CheckedProject
from reportgen.check.registry import Finding, Scope, rule
from reportgen.diagnostics import Message, Severity, did_you_mean
from reportgen.model.content import Agreement, KeyPath, Milestone, Sector, SourceRef
from reportgen.model.meeting import Meeting, Overview
from reportgen.model.target import OVERVIEW
from reportgen.pack.colours import pack_colour
from reportgen.project.places import SECTORS_FOLDER


@rule("unknown-source", Severity.ERROR)
def unknown_source(file: CheckedFile) -> Iterator[Finding]:
    """A `source` names a document that is not among the meeting's `sources`.

    Why: a reader could not be told where the statement comes from.

    For example:
        source: pres-release#8

    Instead:
        source: press-release#8
    """
    known = file.shared.sources
    for node, source in _sources(file):
        if source.document not in known:
            hint = did_you_mean(source.document, known) or Message("add it to content/meeting.yaml")
            yield node.finding(Message("unknown source document '{document}'", document=source.document), hint)


@rule("wrong-paragraphs", Severity.ERROR)
def wrong_paragraphs(file: CheckedFile) -> Iterator[Finding]:
    """The paragraphs of a `source` do not go upwards from 1.

    Why: a range that ends before it begins is a slip, and points a reader to the wrong place.

    For example:
        source: press-release#9-8

    Instead:
        source: press-release#8-9
    """
    for node, source in _sources(file):
        numbers = [int(number) for number in re.findall(r"\d+", source.paragraphs)]
        if numbers[0] < 1 or any(later <= earlier for earlier, later in pairwise(numbers)):
            yield node.finding(
                Message("the paragraphs '{paragraphs}' do not go upwards from 1", paragraphs=source.paragraphs)
            )


@rule("unused-source", Severity.WARNING, Scope.PROJECT)
def unused_source(project: CheckedProject) -> Iterator[Finding]:
    """A document is among the meeting's `sources` and no statement comes from it.

    Why: it would be listed to readers as a source of what it says nothing about.

    For example:
        sources: {press-release: …, minutes: …}     and no 'source: minutes#…'

    Instead:
        sources: {press-release: …}
    """
    cited = {source.document for file in project.files.values() for _, source in _sources(file)}
    for document in project.meeting.sources:
        if document not in cited:
            location = project.location("meeting", ("sources", document))
            yield Finding(
                location,
                Message("nothing comes from the source '{document}'", document=document),
                Message("cite it, or remove it"),
            )


@rule("missing-source", Severity.WARNING)
def missing_source(file: CheckedFile) -> Iterator[Finding]:
    """A statement has no `source`, or the attendees no `attendees_source`, in a meeting that has `sources`.

    Why: every statement can be traced to its source. A meeting that lists no sources makes no such promise.

    For example:
        attendees: [chan-kwok-ki]

    Instead:
        attendees: [chan-kwok-ki]
        attendees_source: press-release#29
    """
    for node in file.values if file.shared.sources else ():
        if getattr(node.value, "source", "") is None:
            yield node.finding(Message("the statement has no source"), Message("add 'source: document#paragraph'"))
    meeting = file.content
    if not isinstance(meeting, Meeting) or meeting.attendees_source is not None or not file.shared.sources:
        return
    if meeting.attendees or meeting.attendees_note:
        location = file.location(("attendees",) if meeting.attendees else ("attendees_note",))
        yield Finding(
            location, Message("the attendees have no source"), Message("add 'attendees_source: document#paragraph'")
        )


@rule("missing-party", Severity.ERROR)
def missing_party(file: CheckedFile) -> Iterator[Finding]:
    """An agreement names one party only, though twice.

    Why: nobody agrees alone; the other side was forgotten. Fewer than two entries cannot be read: see `wrong-value`.

    For example:
        parties: [hksar-government, hksar-government]

    Instead:
        parties: [hksar-government, shenzhen-government]
    """
    for node in file.values:
        if isinstance(node.value, Agreement) and len(set(map(repr, node.value.parties))) < 2:
            location = file.location((*node.path, "parties"))
            yield Finding(location, Message("the agreement has one party only"), Message("name the other parties"))


@rule("duplicate-headline", Severity.WARNING)
def duplicate_headline(file: CheckedFile) -> Iterator[Finding]:
    """Two sections of a pack have the same headline in a language.

    Why: each slide says something of its own; an equal headline was copied and forgotten.

    For example:
        sections:
          progress: {headline: Work goes on}
          directions: {headline: Work goes on}

    Instead:
        sections:
          progress: {headline: Two centres have opened}
          directions: {headline: Both sides will open a third}
    """
    seen: dict[tuple[str, str], str | int] = {}
    for wording in file.wordings:
        if wording.text.path[-3:-2] == ("sections",) and wording.text.key == "headline":
            name = wording.text.path[-2]
            first = seen.setdefault((wording.tag, wording.markup), name)
            if first != name:
                yield wording.finding(
                    Message("the headline is that of '{first}'", first=first), Message("say what this slide shows")
                )


@rule("missing-section", Severity.WARNING, Scope.PROJECT)
def missing_section(project: CheckedProject) -> Iterator[Finding]:
    """A pack has wordings (headline, what to say) for some slides, and none for another that it has items for.

    Why: the slide would say no more than what it is. A pack that words no slide says so of all.

    For example:
        agreements:
          - document: finance-letter-of-intent
        sections: {glance: …, progress: …}

    Instead:
        sections: {glance: …, progress: …, agreements: …}
    """
    if project.meeting.overview:
        yield from _missing(project, "meeting", ("overview",), project.meeting.overview, _sections_of_overview(project))
    for key, sector in project.sectors.items():
        yield from _missing(project, key, (), sector, _sections_of_sector(sector))


def _missing(
    project: CheckedProject, file_key: str, path: KeyPath, pack: Overview | Sector, needed: Mapping[str, bool]
) -> Iterator[Finding]:
    """The sections that a pack needs and does not have."""
    written = {str(name) for name in pack.sections}
    for name, has_items in needed.items() if written else ():
        if has_items and name not in written:
            location = project.location(file_key, (*path, "sections"))
            yield Finding(location, Message("the section '{name}' is missing", name=name), Message("write it"))


@rule("unordered-milestones", Severity.WARNING)
def unordered_milestones(file: CheckedFile) -> Iterator[Finding]:
    """A milestone stands after a later one.

    Why: the milestones of a sector are a line in time.

    For example:
        milestones:
          - date: mid-2024
          - date: 2023-03

    Instead:
        milestones:
          - date: 2023-03
          - date: mid-2024
    """
    milestones = [node for node in file.values if isinstance(node.value, Milestone)]
    for earlier, later in pairwise(milestones):
        starts = file.shared.financial_year_starts
        if later.value.date.days(starts)[1] < earlier.value.date.days(starts)[1]:
            yield later.finding(
                Message("the milestone stands after a later one"), Message("put them in the order of their dates")
            )


@rule("missing-colour", Severity.WARNING, Scope.PROJECT)
def missing_colour(project: CheckedProject) -> Iterator[Finding]:
    """The palette has no accent colour for a pack.

    Why: a sector then has a colour by its place, which is another one when the order changes; the overview has the
    template's own.

    For example:
        templates/palette.yaml without the line 'youth: …'

    Instead:
        youth: B45F06
    """
    for pack in (OVERVIEW, *project.sectors):
        if pack not in project.palette:
            colour = pack_colour(project, pack) or "1F4E79"
            yield Finding(
                project.location("palette"),
                Message("no colour for '{pack}'", pack=pack),
                Message("add a line '{pack}: \"{colour}\"'", pack=pack, colour=colour),
            )


@rule("unlisted-sector", Severity.WARNING, Scope.PROJECT)
def unlisted_sector(project: CheckedProject) -> Iterator[Finding]:
    """A file stands in the sectors' folder and is not in the meeting's list.

    Why: no pack is made of it.

    For example:
        content/sectors/youth.yaml, and 'sectors: [finance]'

    Instead:
        sectors: [finance, youth]
    """
    for name in project.unlisted:
        message = Message(
            "the file {sectors_folder}/{name}.yaml is not in the list", sectors_folder=SECTORS_FOLDER, name=name
        )
        yield Finding(
            project.location("meeting", ("sectors",)), message, Message("add '{name}', or remove the file", name=name)
        )


def _sources(file: CheckedFile) -> Iterator[tuple[ContentNode, SourceRef]]:
    """Every `source` in a file, with its node."""
    return ((node, node.value) for node in file.values if isinstance(node.value, SourceRef))


def _sections_of_sector(sector: Sector) -> dict[str, bool]:
    """Section → whether the sector has what its slide shows; one milestone alone makes no timeline."""
    return {
        "glance": True,
        "progress": bool(sector.progress),
        "directions": bool(sector.next_steps),
        "agreements": bool(sector.agreements),
        "milestones": len(sector.milestones) > 1,
    }


def _sections_of_overview(project: CheckedProject) -> dict[str, bool]:
    sectors = project.sectors.values()
    return {
        "glance": True,
        "statements": bool(project.meeting.statements),
        "matrix": True,
        "agreements": any(sector.agreements for sector in sectors),
        "milestones": any(sector.milestones for sector in sectors),
    }
