"""The frame of the page: the packs and templates of a project, with their state."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.model.target import EDITION_SEPARATOR, OVERVIEW, Target
from reportgen.pack.colours import pack_colour
from reportgen.pack.writer import Mentions
from reportgen.preview.messages import (
    BuildState,
    Change,
    File,
    FileState,
    Finding,
    Language,
    Pack,
    Printer,
    State,
    Template,
)
from reportgen.preview.open_file import can_open
from reportgen.preview.reading.documents import writer_for
from reportgen.project.load import Project
from reportgen.project.places import TEMPLATES_FOLDER

_NARROW = "（("
"""What begins the part of a language's name that a narrow place leaves out."""
_WORST_FIRST: tuple[FileState, ...] = ("failing", "building", "waiting", "built")


@dataclass(frozen=True, slots=True)
class Built:
    """What is known of the files: the state of each, and the epoch it was last written in; and what was found."""

    epoch: int = 0
    state: BuildState = "building"
    time: str = ""
    files: Mapping[Target, tuple[FileState, int]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    change: Change | None = None


def titles_of(project: Project, targets: Sequence[Target]) -> dict[str, dict[str, str]]:
    """Titles of packs by tag, and under an empty key that of the meeting; of packs with faults there are none."""
    writers = {target.edition: writer_for(project, target.edition) for target in targets}
    titles = {"": project.meeting.title, **{key: sector.title for key, sector in project.sectors.items()}}
    if project.meeting.overview:
        titles[OVERVIEW] = project.meeting.overview.title
    found: dict[str, dict[str, str]] = {key: {} for key in titles}
    for key, title in titles.items():
        for tag, writer in writers.items():
            with contextlib.suppress(KeyError):  # `check` reports a language that is missing
                found[key][tag] = str(writer.write(title, Mentions(), record=False))
    return found


def state_of(
    project: Project | None,
    targets: Sequence[Target],
    titles: Mapping[str, Mapping[str, str]],
    built: Built,
    printer: Printer,
) -> State:
    """The whole project, its packs with their `titles`; without one that could be read there are only the faults."""
    tags = list(dict.fromkeys(target.edition for target in targets))
    packs = sorted(dict.fromkeys(target.sector for target in targets), key=lambda pack: pack != OVERVIEW)
    failing = {finding.place.path for finding in built.findings if finding.severity == "error"}
    templates = dict.fromkeys(target.template for target in targets)
    return State(
        epoch=built.epoch,
        state=built.state,
        time=built.time,
        title=titles.get("", {}),
        languages=tuple(_language(project, tag) for tag in tags) if project is not None else (),
        packs=tuple(_pack(project, pack, targets, titles.get(pack, {}), built) for pack in packs)
        if project is not None
        else (),
        templates=tuple(_template(name, failing) for name in templates),
        kinds={target.kind.name: target.kind.suffix for target in targets},
        done=len(built.files),
        total=len(targets),
        last_change=built.change,
        printer=printer,
        opens=can_open(),
        problems=built.findings,
    )


def _template(name: str, failing: set[str]) -> Template:
    kind = name.partition(".")[0]
    return Template(name, kind, "failing" if f"{TEMPLATES_FOLDER}/{name}" in failing else "built")


def _pack(
    project: Project, pack: str, targets: Sequence[Target], title: Mapping[str, str], built: Built
) -> Pack:  # fmt: skip
    kinds: dict[str, dict[str, File]] = {}
    own = [target for target in targets if target.sector == pack]
    for target in own:
        state, epoch = built.files.get(target, ("waiting", 0))
        kinds.setdefault(target.kind.name, {})[target.edition] = File(str(target.path), state, epoch)
    states = {file.state for files in kinds.values() for file in files.values()}
    state = next(one for one in _WORST_FIRST if one in states)
    names = {target.edition: title.get(target.edition, pack) for target in own}
    severities = [finding.severity for finding in built.findings if finding.pack == pack]
    colour = pack_colour(project, pack) or ""
    return Pack(pack, names, colour, state, len(severities), severities.count("error"), kinds)


def _language(project: Project, tag: str) -> Language:
    """A language, or two side by side, as people know it."""
    known = [project.languages[one] for one in tag.split(EDITION_SEPARATOR)]
    name = " + ".join(one.name for one in known)
    short = " + ".join(min((one.name.partition(mark)[0] for mark in _NARROW), key=len) for one in known)
    return Language(tag, name, short, known[0].tag)
