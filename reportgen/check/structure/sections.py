"""Rules about sections, sources, the order of milestones, and files beside the content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from reportgen.check.nodes import all_values
from reportgen.check.registry import Finding, rule
from reportgen.diagnostics import Severity, did_you_mean
from reportgen.model.content import KeyPath, Overview, Section, Sector, SourceRef
from reportgen.model.target import OVERVIEW
from reportgen.project.load import Project
from reportgen.project.places import SECTORS_FOLDER


@rule("unknown-source", Severity.ERROR)
def unknown_source(project: Project) -> Iterator[Finding]:
    """A `source` names a document that is not among the meeting's `sources`.

    Why: a reader could not be told where the statement comes from.

    For example:
        source: pres-release#8

    Instead:
        source: press-release#8
    """
    for node in all_values(project):
        if isinstance(node.value, SourceRef) and node.value.document not in project.meeting.sources:
            hint = did_you_mean(node.value.document, project.meeting.sources) or "add it to content/meeting.yaml"
            yield Finding(node.location, f"unknown source document '{node.value.document}'", hint)


@rule("wrong-paragraphs", Severity.ERROR)
def wrong_paragraphs(project: Project) -> Iterator[Finding]:
    """The paragraphs of a `source` do not go upwards from 1.

    Why: a range that ends before it begins is a slip, and points a reader to the wrong place.

    For example:
        source: press-release#9-8

    Instead:
        source: press-release#8-9
    """
    for node in all_values(project):
        if not isinstance(node.value, SourceRef):
            continue
        numbers = [int(number) for number in re.findall(r"\d+", node.value.paragraphs)]
        if numbers[0] < 1 or any(later <= earlier for earlier, later in pairwise(numbers)):
            yield Finding(node.location, f"the paragraphs '{node.value.paragraphs}' do not go upwards from 1")


@rule("unused-source", Severity.WARNING)
def unused_source(project: Project) -> Iterator[Finding]:
    """A document is among the meeting's `sources` and no statement comes from it.

    Why: it would be listed to readers as a source of what it says nothing about.

    For example:
        sources: {press-release: …, minutes: …}     and no 'source: minutes#…'

    Instead:
        sources: {press-release: …}
    """
    cited = {node.value.document for node in all_values(project) if isinstance(node.value, SourceRef)}
    for document in project.meeting.sources:
        if document not in cited:
            location = project.location("meeting", ("sources", document))
            yield Finding(location, f"nothing comes from the source '{document}'", "cite it, or remove it")


@rule("missing-source", Severity.WARNING)
def missing_source(project: Project) -> Iterator[Finding]:
    """The attendees are listed and `attendees_source` does not say where the record lists them.

    Why: every statement can be traced to its source. Elsewhere `source` cannot be left out: see `missing-key`.

    For example:
        attendees: [chan-kwok-ki]

    Instead:
        attendees: [chan-kwok-ki]
        attendees_source: press-release#29
    """
    meeting = project.meeting
    if (meeting.attendees or meeting.attendees_note) and meeting.attendees_source is None:
        location = project.location("meeting", ("attendees",) if meeting.attendees else ("attendees_note",))
        yield Finding(location, "the attendees have no source", "add 'attendees_source: document#paragraph'")


@rule("missing-party", Severity.ERROR)
def missing_party(project: Project) -> Iterator[Finding]:
    """An agreement names one party only, though twice.

    Why: nobody agrees alone; the other side was forgotten. Fewer than two entries cannot be read: see `wrong-value`.

    For example:
        parties: [hksar-government, hksar-government]

    Instead:
        parties: [hksar-government, shenzhen-government]
    """
    for sector in project.sectors.values():
        for index, agreement in enumerate(sector.agreements):
            if len(set(agreement.parties)) < 2:
                location = project.location(sector.id, ("agreements", index, "parties"))
                yield Finding(location, "the agreement has one party only", "name the other parties")


@rule("duplicate-headline", Severity.WARNING)
def duplicate_headline(project: Project) -> Iterator[Finding]:
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
    for file_key, path, sections in _all_sections(project):
        seen: dict[tuple[str, str], str] = {}
        for name, section in sections.items():
            for tag, wording in section.headline.root.items():
                first = seen.setdefault((tag, wording), name)
                if first != name:
                    location = project.location(file_key, (*path, name, "headline", tag))
                    yield Finding(location, f"the headline is that of '{first}'", "say what this slide shows")


@rule("missing-section", Severity.WARNING)
def missing_section(project: Project) -> Iterator[Finding]:
    """A pack has items for a slide and no wording (headline, what to say) for it.

    Why: the slide would stand without a headline.

    For example:
        agreements:
          - document: finance-letter-of-intent
        sections: {glance: …, progress: …}

    Instead:
        sections: {glance: …, progress: …, agreements: …}
    """
    for file_key, path, sections in _all_sections(project):
        pack = project.sectors.get(file_key)
        needed = _sections_of_sector(pack) if pack else _sections_of_overview(project)
        for name, has_items in needed.items():
            if has_items and name not in sections:
                yield Finding(project.location(file_key, path), f"the section '{name}' is missing", "write it")


@rule("unordered-milestones", Severity.WARNING)
def unordered_milestones(project: Project) -> Iterator[Finding]:
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
    for sector in project.sectors.values():
        for index in range(1, len(sector.milestones)):
            date = sector.milestones[index].date
            if date.last_day < sector.milestones[index - 1].date.last_day:
                location = project.location(sector.id, ("milestones", index))
                yield Finding(
                    location, "the milestone stands after a later one", "put them in the order of their dates"
                )


@rule("missing-colour", Severity.WARNING)
def missing_colour(project: Project) -> Iterator[Finding]:
    """The palette has no accent colour for a pack.

    Why: the pack would have the template's own colour, and look like another's.

    For example:
        templates/palette.yaml without the line 'youth: …'

    Instead:
        youth: B45F06
    """
    for pack in (OVERVIEW, *project.sectors):
        if pack not in project.palette:
            yield Finding(project.location("palette"), f"no colour for '{pack}'", f"add a line '{pack}: 1F4E79'")


@rule("unlisted-sector", Severity.WARNING)
def unlisted_sector(project: Project) -> Iterator[Finding]:
    """A file stands in the sectors' folder and is not in the meeting's list.

    Why: no pack is made of it.

    For example:
        content/sectors/youth.yaml, and 'sectors: [finance]'

    Instead:
        sectors: [finance, youth]
    """
    for name in project.unlisted:
        message = f"the file {SECTORS_FOLDER}/{name}.yaml is not in the list"
        yield Finding(project.location("meeting", ("sectors",)), message, f"add '{name}', or remove the file")


def _all_sections(project: Project) -> Iterator[tuple[str, KeyPath, Mapping[str, Section]]]:
    """The sections of each pack, with their file key and path."""
    packs: list[tuple[str, KeyPath, Overview | Sector]] = [("meeting", ("overview",), project.meeting.overview)]
    packs += [(sector_id, (), sector) for sector_id, sector in project.sectors.items()]
    for file_key, path, pack in packs:
        yield file_key, (*path, "sections"), {str(name): section for name, section in pack.sections.items()}


def _sections_of_sector(sector: Sector) -> dict[str, bool]:
    """Section → whether the sector has what its slide shows; one milestone alone makes no timeline."""
    return {
        "glance": True,
        "progress": bool(sector.progress),
        "directions": bool(sector.next_steps),
        "agreements": bool(sector.agreements),
        "milestones": len(sector.milestones) > 1,
    }


def _sections_of_overview(project: Project) -> dict[str, bool]:
    sectors = project.sectors.values()
    return {
        "glance": True,
        "statements": bool(project.meeting.statements),
        "matrix": True,
        "agreements": any(sector.agreements for sector in sectors),
        "milestones": any(sector.milestones for sector in sectors),
    }
